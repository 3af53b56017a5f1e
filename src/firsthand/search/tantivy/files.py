"""An index of tantivy on disk: its schema, and how its files are shared between releases.

Segment files (*.idx, *.store and the like) never change once they are written, so releases share them by hard links;
meta.json names those that count.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.search.storage import EDITIONS, THESAURUS, VERSION

if TYPE_CHECKING:
    import tantivy

META = "meta.json"
_OWN_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
_REWRITTEN = (META, ".managed.json", EDITIONS, THESAURUS, VERSION)


def schema() -> "tantivy.Schema":
    """Fields of tokens that the analysis has made; `label` is what hits are filtered by."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("exact", tokenizer_name="tokens", index_option="position")
    builder.add_text_field("stem", tokenizer_name="tokens", index_option="freq")
    builder.add_text_field("concept", tokenizer_name="tokens", index_option="freq")
    builder.add_text_field("label", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("edition", indexed=True, fast=True)
    builder.add_unsigned_field("twin", indexed=False, fast=True)
    builder.add_bytes_field("stored", stored=True, indexed=False)
    return builder.build()


def register(index: "tantivy.Index") -> "tantivy.Index":
    """Teach an open index the one tokenizer it needs: the analysis is done, tokens stand between spaces."""
    import tantivy

    index.register_tokenizer("tokens", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def link(source: Path, target: Path) -> None:
    """Give `target` the files of `source`: segment files as hard links, what tantivy writes anew as copies."""
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.name in _OWN_LOCKS or not file.is_file():
            continue
        if file.name in _REWRITTEN:
            (target / file.name).write_bytes(file.read_bytes())
            continue
        try:
            os.link(file, target / file.name)
        except OSError:  # another file system, or one without links
            (target / file.name).write_bytes(file.read_bytes())


def link_for_reading(source: Path, target: Path) -> None:
    """Give an empty directory the files of an index under their names, so that nothing is written beside them."""
    for file in source.iterdir():
        if file.name == META:
            (target / file.name).write_bytes(file.read_bytes())
        elif file.name not in _OWN_LOCKS:
            (target / file.name).symlink_to(file.resolve())


def unlock(path: Path) -> None:
    """Take away the empty lock files that tantivy leaves behind."""
    for name in _OWN_LOCKS:
        (path / name).unlink(missing_ok=True)
