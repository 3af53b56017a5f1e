"""Makes an index: passages go in, prepared; editions come and go by their address.

The same for every engine: what differs is a Writer.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from firsthand.search import storage
from firsthand.search.concepts import Recogniser
from firsthand.search.languages import analysed_as
from firsthand.search.preparation import Preparation, Prepared
from firsthand.search.protocol import Entry
from firsthand.search.storage import EditionRow, Editions

BATCH = 2_000
"""Entries that are prepared at once, and handed to another process at once where others prepare them."""

Prepare = Callable[[Iterable[Entry]], list[Prepared]]
Run = Callable[[Prepare, Iterable[list[Entry]]], Iterable[list[Prepared]]]
"""Where batches are prepared: the built-in `map`, or what does the same elsewhere; results come in order."""


class Writer(Protocol):
    """Puts passages into an index of one engine. Nothing is visible to an Index before `commit`."""

    def write(self, passages: Iterable[tuple[int, Prepared]]) -> None:
        """Passages, each with the number of its edition. Raises BrokenIndexError where they can't be written."""

    def remove(self, edition: int) -> None:
        """Forget all passages of an edition that were written before."""

    def commit(self) -> None:
        """Make it last, and come to rest."""


class IndexBuilder:
    """The Builder of all engines. One builder at a time for a directory; used once."""

    def __init__(
        self, path: Path, engine: str, writer: Writer, editions: Editions, thesaurus: bytes, run: Run | None = None
    ) -> None:
        self._path, self._engine, self._writer, self._thesaurus = path, engine, writer, thesaurus
        self._following = editions.following
        self._rows = {row.address: row for row in editions.rows}
        self._removed: dict[str, int] = {}
        self._prepare = Preparation(Recogniser.decode(thesaurus) if thesaurus else None).prepare_all
        self._run: Any = run or map

    def add(self, entries: Iterable[Entry]) -> None:
        for batch in self._run(self._prepare, self._batches(entries)):
            self._writer.write((self._rows[passage.address].number, passage) for passage in batch)

    def _batches(self, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
        """Entries by the batch, read only as far as they are asked for; their editions are known from then on."""
        waiting: list[Entry] = []
        for entry in entries:
            self._rows[entry.address] = self._row(entry)
            waiting.append(entry)
            if len(waiting) == BATCH:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def remove(self, address: str) -> None:
        row = self._rows.pop(address, None)
        if row is not None:
            self._writer.remove(row.number)
            self._removed[address] = row.number

    def commit(self) -> None:
        """Write everything, and come to rest. The builder can't be used afterwards."""
        rows = sorted(self._rows.values(), key=lambda row: row.number)
        self._writer.commit()
        storage.write(self._path, self._engine, Editions(self._following, tuple(rows)), self._thesaurus)

    def _row(self, entry: Entry) -> EditionRow:
        tag = analysed_as(entry.language)
        known = self._rows.get(entry.address)
        if known is None:
            number = self._removed.pop(entry.address, None)
            if number is None:
                number, self._following = self._following, self._following + 1
            facets = {key: tuple(values) for key, values in entry.facets.items() if values}
            return EditionRow(number, entry.address, entry.title, facets, entry.by, entry.date, (tag,), 1, entry.state)
        tags = known.tags if tag in known.tags else tuple(sorted((*known.tags, tag)))
        return msgspec.structs.replace(known, tags=tags, by=known.by or entry.by, passages=known.passages + 1)
