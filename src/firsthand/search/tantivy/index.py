"""An index of tantivy, opened for reading.

Never writes where the index is: it is opened through links in a directory of its own.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import tantivy
from numpy.typing import NDArray

from firsthand.search import BrokenIndexError, storage
from firsthand.search.index import Key, Top
from firsthand.search.storage import Stored
from firsthand.search.tantivy import files
from firsthand.search.tantivy.carrying import Carrier
from firsthand.search.tree import Node, OfEditions, TextField, all_of

if TYPE_CHECKING:
    from tantivy import Query, Searcher

REMOVALS = 20
"""How often it is tried to take a directory away that something is still put into."""
MOST_BUCKETS = 60_000
"""Editions counted in one aggregation; tantivy's own limit is 65,000."""
AT_ONCE = 1_000
"""Passages read at once where all that match are asked for."""


class TantivyIndex:
    """The Index of tantivy. What it remembers is a cache alone, so threads can share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.editions = storage.read_editions(path)
        self.thesaurus = storage.read_thesaurus(path)
        with damage_told(path):
            self._searcher, schema = _open(path)
        self._carrier = Carrier(schema, self.beginning)
        self._decode = msgspec.msgpack.Decoder(Stored).decode
        self._frequency = lru_cache(1 << 16)(self._searcher.doc_freq)

    def passages(self) -> int:
        return int(self._searcher.num_docs)

    def frequencies(self, tokens: Sequence[tuple[TextField, str]]) -> Sequence[int]:
        frequency = self._frequency
        with damage_told(self._path):
            return [frequency(field, token) for field, token in tokens]

    def beginning(self, start: str, most: int) -> Sequence[tuple[str, int]]:
        with damage_told(self._path):
            return self._searcher.terms_with_prefix("exact", start, limit=most)

    def best(self, tree: Node, limit: int) -> Top:
        with damage_told(self._path):
            hits: list[Any] = self._searcher.search(self._carrier.carry(tree), limit=limit, count=False).hits
            keys = [address for _, address in hits]
            numbers: list[Any] = self._searcher.fast_field_values("edition", keys)
            twins: list[Any] = self._searcher.fast_field_values("twin", keys)
        scores = np.array([score for score, _ in hits], dtype=np.float64)
        return Top(keys, scores, np.array(numbers, dtype=np.int64), np.array(twins, dtype=np.int64))

    def count(self, tree: Node) -> NDArray[np.int64]:
        size = self.editions.following
        counts = np.zeros(size, dtype=np.int64)
        with damage_told(self._path):
            for first in range(0, size, MOST_BUCKETS):
                some = tree
                if size > MOST_BUCKETS:
                    numbers = range(first, min(first + MOST_BUCKETS, size))
                    some = all_of([tree, OfEditions(tuple(numbers))])
                self._count(self._carrier.carry(some), counts)
        return counts

    def _count(self, query: "Query", counts: NDArray[np.int64]) -> None:
        wanted = {"editions": {"terms": {"field": "edition", "size": MOST_BUCKETS}}}
        buckets: Any = self._searcher.aggregate(query, wanted)["editions"]["buckets"]
        counts[[int(bucket["key"]) for bucket in buckets]] = [bucket["doc_count"] for bucket in buckets]

    def stored(self, keys: Sequence[Key]) -> Sequence[Stored]:
        with damage_told(self._path):
            return [self._stored(key) for key in keys]

    def _stored(self, key: Key) -> Stored:
        data: Any = self._searcher.doc(key).get_first("stored")
        return self._decode(data)

    def every(self, tree: Node) -> Iterator[tuple[Key, int]]:
        query = self._carrier.carry(tree)
        offset = 0
        while True:
            with damage_told(self._path):
                # By score, since that is an order that stays; the addresses of a searcher never change.
                hits: list[Any] = self._searcher.search(query, limit=AT_ONCE, count=False, offset=offset).hits
                keys = [address for _, address in hits]
                numbers: list[Any] = self._searcher.fast_field_values("edition", keys)
            yield from zip(keys, numbers, strict=True)
            if len(hits) < AT_ONCE:
                return
            offset += AT_ONCE

    def close(self) -> None:
        """Nothing is kept open but memory maps, which go with the index."""


def _open(path: Path) -> tuple["Searcher", "tantivy.Schema"]:
    """A searcher over an index. Its files stay mapped after the links to them are gone."""
    try:
        with _scratch() as scratch:
            files.link_for_reading(path, Path(scratch))
            try:
                index = files.register(tantivy.Index.open(scratch))
                index.config_reader(reload_policy="manual")
                index.reload()
            except ValueError as fault:
                raise BrokenIndexError(unreadable(path, str(fault).replace(scratch, str(path)))) from fault
            return index.searcher(), index.schema
    except OSError as fault:
        raise BrokenIndexError(unreadable(path, str(fault))) from fault


@contextmanager
def _scratch() -> Iterator[str]:
    """A directory that is taken away afterwards, also where tantivy's watcher puts a lock into it meanwhile."""
    scratch = tempfile.mkdtemp(prefix="firsthand-search-")
    try:
        yield scratch
    finally:
        for _ in range(REMOVALS):
            shutil.rmtree(scratch, ignore_errors=True)
            if not Path(scratch).exists():
                break


class damage_told:  # noqa: N801 - a context manager, and a quick one: it is entered several times for each query
    """Whatever damaged files lead to becomes a BrokenIndexError. Its message has nothing of what was asked."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: object) -> None:
        # A panic of tantivy comes as pyo3_runtime.PanicException, which can't be imported and is no Exception.
        if kind is None or isinstance(fault, BrokenIndexError):
            return
        if isinstance(fault, (ValueError, TypeError, LookupError, OSError)) or kind.__name__ == "PanicException":
            raise BrokenIndexError(unreadable(self._path, "it is damaged")) from fault


def unreadable(path: Path, reason: str) -> str:
    return f"The search index in {path} can't be read: {reason}. Publish the library again to make it anew."
