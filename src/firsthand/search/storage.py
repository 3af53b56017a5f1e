"""An index on disk: its files, its schema, which version wrote it, and the table of editions beside the passages.

    index/
      meta.json, *.idx, *.store ...   tantivy's; segment files never change once they are written
      editions.msgpack                what is the same for all passages of an edition
      version.json                    which analysis wrote the index

Segment files can be shared between indexes by hard links, because nothing is ever written into them.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from firsthand.search import BrokenIndexError, OutdatedIndexError
from firsthand.search.analysis import ANALYSIS

if TYPE_CHECKING:
    import tantivy

FORMAT = 1
"""Raised whenever the layout of an index changes."""

_OWN_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
_REWRITTEN = ("meta.json", ".managed.json")
_EDITIONS, _VERSION = "editions.msgpack", "version.json"


class EditionRow(Struct, frozen=True, array_like=True):
    """An edition as the index knows it."""

    number: int
    """Its lasting number in the index."""
    address: str
    title: str
    facets: Mapping[str, tuple[str, ...]]
    by: tuple[str, ...]
    date: str | None
    tags: tuple[str, ...]
    """The languages of its passages, as analysed."""
    passages: int

    @property
    def item(self) -> str:
        return self.address.rpartition("/")[0] or self.address


class Editions(Struct, frozen=True):
    following: int = 0
    """The number that the next new edition gets."""
    rows: tuple[EditionRow, ...] = ()


class Stored(Struct, frozen=True, array_like=True):
    """What is kept of a passage to show it."""

    passage: str
    text: str
    leaf: int
    ordinal: int
    language: str
    headings: tuple[str, ...]
    block: str
    page: str | None
    start: float | None


class _Version(Struct, frozen=True):
    format: int
    analysis: int
    stemmer: str


def schema() -> "tantivy.Schema":
    """`exact` and `stem` hold tokens that the analysis has made; `label` what hits are filtered by."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("exact", tokenizer_name="tokens", index_option="position")
    builder.add_text_field("stem", tokenizer_name="tokens", index_option="freq")
    builder.add_text_field("label", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("edition", indexed=True, fast=True)
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
        if file.name in _REWRITTEN or file.name in (_EDITIONS, _VERSION):
            (target / file.name).write_bytes(file.read_bytes())
            continue
        try:
            os.link(file, target / file.name)
        except OSError:  # another file system, or one without links
            (target / file.name).write_bytes(file.read_bytes())


def link_for_reading(source: Path, target: Path) -> None:
    """Give an empty directory the files of an index under their names, so that nothing is written beside them."""
    for file in source.iterdir():
        if file.name == "meta.json":
            (target / file.name).write_bytes(file.read_bytes())
        elif file.name not in _OWN_LOCKS:
            (target / file.name).symlink_to(file.resolve())


def unlock(path: Path) -> None:
    """Take away the empty lock files that tantivy leaves behind."""
    for name in _OWN_LOCKS:
        (path / name).unlink(missing_ok=True)


def write_editions(path: Path, editions: Editions) -> None:
    _replace(path / _EDITIONS, msgspec.msgpack.encode(editions))
    _replace(path / _VERSION, msgspec.json.encode(_this_version()) + b"\n")


def _replace(file: Path, data: bytes) -> None:
    """Never into a file that may be shared: beside it, then by rename."""
    beside = file.with_name(file.name + ".new")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def read_editions(path: Path) -> Editions:
    editions: Editions = _decode(path / _EDITIONS, msgspec.msgpack.Decoder(Editions))
    return editions


def check_version(path: Path, *, writing: bool = False) -> None:
    """Raise OutdatedIndexError unless this version can read the index, or, for writing, has the very same stemmers."""
    if not (path / "meta.json").is_file():
        raise BrokenIndexError(f"There is no search index in {path}. Publish the library again to make one.")
    found, ours = _decode(path / _VERSION, msgspec.json.Decoder(_Version)), _this_version()
    same = (found.format, found.analysis) == (ours.format, ours.analysis)
    if not same or (writing and found != ours):
        raise OutdatedIndexError(
            f"The search index in {path} was written by another version of Firsthand. Publish the library again to "
            "make it anew."
        )


def _decode(file: Path, decoder: Any) -> Any:
    try:
        return decoder.decode(file.read_bytes())
    except FileNotFoundError as missing:
        raise BrokenIndexError(
            f"The search index in {file.parent} is not complete: {file.name} is missing. Publish the library again."
        ) from missing
    except (OSError, msgspec.MsgspecError) as fault:
        raise BrokenIndexError(
            f"The search index in {file.parent} can't be read: {file.name} is damaged ({fault}). "
            "Publish the library again."
        ) from fault


def _this_version() -> _Version:
    import Stemmer

    return _Version(FORMAT, ANALYSIS, str(Stemmer.version()))
