"""Makes an index: passages go in, analysed; editions come and go by their address.

Only `commit` makes anything lasting, and after it the directory is at rest: nothing writes there any more.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import msgspec
import tantivy

from firsthand.search import BrokenIndexError, storage
from firsthand.search.analysis import exact, stems
from firsthand.search.languages import analysed_as
from firsthand.search.protocol import Entry
from firsthand.search.storage import EditionRow, Editions, Stored

HEAP = 128_000_000
"""Bytes of memory for passages that are not on disk yet."""

_UPDATE_HEAP = 32_000_000
"""Enough for a few editions, and quickly had."""

OPENING = "opening"
"""The label of the entries that an edition is shown by where nothing was asked for."""


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A disk that is full or can't be written to: tantivy tells of it by a bare ValueError, now or at the next step."""
    try:
        yield
    except (ValueError, OSError) as fault:
        raise BrokenIndexError(f"The search index in {path} can't be written: {fault}.") from fault


class IndexBuilder:
    """The Builder of tantivy indexes. One builder at a time for a directory; used once."""

    def __init__(self, path: Path, previous: Path | None = None) -> None:
        self._path = path
        fresh = previous is None
        if previous is not None:
            storage.check_version(previous, writing=True)
            with _writing(path):
                storage.link(previous, path)
        with _writing(path):
            if fresh:
                path.mkdir(parents=True, exist_ok=True)
                index = tantivy.Index(storage.schema(), path=str(path), reuse=False)
            else:
                index = tantivy.Index.open(str(path))
            self._schema = storage.register(index).schema
            self._writer = index.writer(heap_size=HEAP if fresh else _UPDATE_HEAP, num_threads=1)
        editions = Editions() if fresh else storage.read_editions(path)
        self._following = editions.following
        self._rows = {row.address: row for row in editions.rows}
        self._removed: dict[str, int] = {}
        self._encode = msgspec.msgpack.Encoder().encode

    def add(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            row = self._row(entry)
            self._rows[entry.address] = row
            document = self._document(entry, row.number)
            with _writing(self._path):
                self._writer.add_document(document)

    def remove(self, address: str) -> None:
        row = self._rows.pop(address, None)
        if row is not None:
            # By query: delete_documents_by_term takes a number for a signed one and finds nothing.
            passages = tantivy.Query.term_set_query(self._schema, "edition", [row.number])
            with _writing(self._path):
                self._writer.delete_documents_by_query(passages)
            self._removed[address] = row.number

    def commit(self) -> None:
        """Write everything, and come to rest. The builder can't be used afterwards."""
        rows = sorted(self._rows.values(), key=lambda row: row.number)
        with _writing(self._path):
            self._writer.commit()
            self._writer.wait_merging_threads()
            del self._writer
            storage.write_editions(self._path, Editions(self._following, tuple(rows)))
            storage.unlock(self._path)

    def _row(self, entry: Entry) -> EditionRow:
        tag = analysed_as(entry.language)
        known = self._rows.get(entry.address)
        if known is None:
            number = self._removed.pop(entry.address, None)
            if number is None:
                number, self._following = self._following, self._following + 1
            facets = {key: tuple(values) for key, values in entry.facets.items() if values}
            return EditionRow(number, entry.address, entry.title, facets, entry.by, entry.date, (tag,), 1)
        tags = known.tags if tag in known.tags else tuple(sorted((*known.tags, tag)))
        return msgspec.structs.replace(known, tags=tags, by=known.by or entry.by, passages=known.passages + 1)

    def _document(self, entry: Entry, number: int) -> tantivy.Document:
        document = tantivy.Document()
        # Values of a field stand apart, so that no phrase reaches from a heading into the text.
        for text in (entry.text, *entry.headings):
            document.add_text("exact", exact(text))
            document.add_text("stem", stems(text, entry.language))
        facets = self._rows[entry.address].facets
        for facet, value in chain.from_iterable(((key, value) for value in values) for key, values in facets.items()):
            document.add_text("label", f"{facet}={value}")
        if entry.ordinal == 0 or entry.block == "record":
            document.add_text("label", OPENING)
        document.add_unsigned("edition", number)
        stored = Stored(
            entry.passage,
            entry.text,
            entry.leaf,
            entry.ordinal,
            entry.language,
            entry.headings,
            entry.block,
            entry.page,
            entry.start,
        )
        document.add_bytes("stored", self._encode(stored))
        return document
