"""Puts prepared passages into an index of tantivy.

Only `commit` makes anything lasting, and after it the directory is at rest: nothing writes there any more.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from firsthand.search import BrokenIndexError
from firsthand.search.preparation import Prepared
from firsthand.search.tantivy import files

HEAP = 128_000_000
"""Bytes of memory for passages that are not on disk yet."""

_UPDATE_HEAP = 32_000_000
"""Enough for a few editions, and quickly had."""


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A disk that is full or can't be written to: tantivy tells of it by a bare ValueError, now or at the next step."""
    try:
        yield
    except (ValueError, OSError) as fault:
        raise BrokenIndexError(f"The search index in {path} can't be written: {fault}.") from fault


class TantivyWriter:
    """The Writer of tantivy indexes. One at a time for a directory; used once."""

    def __init__(self, path: Path, previous: Path | None = None) -> None:
        self._path = path
        fresh = previous is None
        with _writing(path):
            if previous is None:
                path.mkdir(parents=True, exist_ok=True)
                index = tantivy.Index(files.schema(), path=str(path), reuse=False)
            else:
                files.link(previous, path)
                index = tantivy.Index.open(str(path))
            self._schema = files.register(index).schema
            self._writer = index.writer(heap_size=HEAP if fresh else _UPDATE_HEAP, num_threads=1)

    def write(self, passages: Iterable[tuple[int, Prepared]]) -> None:
        for number, passage in passages:
            document = _document(number, passage)
            with _writing(self._path):
                self._writer.add_document(document)

    def remove(self, edition: int) -> None:
        # By query: delete_documents_by_term takes a number for a signed one and finds nothing.
        passages = tantivy.Query.term_set_query(self._schema, "edition", [edition])
        with _writing(self._path):
            self._writer.delete_documents_by_query(passages)

    def commit(self) -> None:
        with _writing(self._path):
            self._writer.commit()
            self._writer.wait_merging_threads()
            del self._writer
            files.unlock(self._path)


def _document(number: int, passage: Prepared) -> tantivy.Document:
    document = tantivy.Document()
    for tokens in passage.exact:
        document.add_text("exact", tokens)
    for tokens in passage.stem:
        document.add_text("stem", tokens)
    if passage.concepts:
        document.add_text("concept", passage.concepts)
    for label in passage.labels:
        document.add_text("label", label)
    document.add_unsigned("edition", number)
    document.add_unsigned("twin", passage.twin)
    document.add_bytes("stored", passage.stored)
    return document
