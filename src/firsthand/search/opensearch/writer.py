"""Puts prepared passages into an index in OpenSearch: a new one, or a clone of that of the release before.

A clone shares the files of its original by hard links, on each node, so that only what has changed costs time. Until
`commit` nobody knows the new index; after it, nothing can be written into it. The old one serves on as long as its
release does.
"""

import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from firsthand.search import BrokenIndexError, OutdatedIndexError
from firsthand.search.opensearch import pointer
from firsthand.search.opensearch.answers import Every
from firsthand.search.opensearch.bulk import Bulk
from firsthand.search.opensearch.cluster import ASKING, BUILDING, Cluster
from firsthand.search.opensearch.configuration import Configuration
from firsthand.search.opensearch.fields import document, pattern, template
from firsthand.search.opensearch.pointer import Pointer
from firsthand.search.opensearch.removal import sweep
from firsthand.search.preparation import Prepared

Shape = TypeVar("Shape")

COPIED_WITHIN = 30.0
"""Seconds in which the copies of a new index should be in their places; it is gone on without them otherwise."""
SEEN_WITHIN = 30.0
"""Seconds in which all that was written has to be found."""
AT_ONCE = 2_000
"""Passages of an edition to remove that are listed at once."""


class _Count(Struct):
    count: int


class _Number(Struct):
    number: str


class _Server(Struct):
    version: _Number


class _Health(Struct):
    status: str


class _Shard(Struct):
    shard: int


class _Reached(Struct):
    shards: list[list[_Shard]]


class OpenSearchWriter:
    """The Writer of OpenSearch. Used once."""

    def __init__(self, path: Path, previous: Path | None, configuration: Configuration) -> None:
        pointer.prepare(path)
        self._path, self._configuration = path, configuration
        self._cluster = Cluster(configuration, BUILDING)
        self._index = f"{configuration.library}.{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        self._bulk = Bulk(self._cluster, self._index)
        self._unseen: set[int] = set()
        """Editions with passages that a search may not find yet."""
        self._holds = self._following = 0
        version = self._cluster.ask(_Server, "GET", "/", patience=ASKING).version.number
        sweep(self._cluster, configuration.library)
        if previous is None:
            self._begin(int(version.partition(".")[0]))
        else:
            self._follow(pointer.read(previous))

    def _begin(self, version: int) -> None:
        wanted = template(self._configuration, version)
        self._ask(dict, "PUT", f"/_index_template/{self._configuration.library}", wanted)
        self._make(f"/{self._index}", {})

    def _follow(self, before: Pointer) -> None:
        """Begin with what another index holds. Where it is gone, or can't be cloned, all has to be written anew."""
        settings = {"index": {"blocks.write": None, "refresh_interval": "-1"}}
        try:
            self._make(f"/{before.index}/_clone/{self._index}", {"settings": settings})
        except BrokenIndexError as fault:
            raise OutdatedIndexError(f"The search index before can't be gone on with. {fault}") from None
        self._holds, self._following = self._count(), before.following

    def _make(self, path: str, wanted: Any) -> None:
        """Make the index, and wait for it. Where an answer is lost and the request sent again, it is there already."""
        try:
            self._ask(dict, "PUT", path, wanted)
        except BrokenIndexError:
            if not self._ask(dict, "GET", f"/{self._index}/_settings", absent={}):
                raise
        self._wait_for_copies()

    def write(self, passages: Iterable[tuple[int, Prepared]]) -> None:
        for number, passage in passages:
            self._bulk.put(self._following, document(self._following, number, passage))
            self._following += 1
            self._holds += 1
            self._unseen.add(number)

    def remove(self, edition: int) -> None:
        if edition in self._unseen:
            self._bulk.finish()
            self._ask(dict, "POST", f"/{self._index}/_refresh")
            self._unseen.clear()
        keys = list(self._keys(edition))
        self._bulk.delete(keys)
        self._holds -= len(keys)

    def commit(self) -> None:
        self._bulk.finish()
        self._bulk.close()
        self._see()
        self._ask(dict, "PUT", f"/{self._index}/_settings", {"index": {"blocks.write": True, "refresh_interval": None}})
        alias = self._configuration.library
        pointer.write(self._path, Pointer(self._index, alias, tuple(self._routings()), self._following))
        actions = [
            {"remove": {"index": pattern(alias), "alias": alias, "must_exist": False}},
            {"add": {"index": self._index, "alias": alias}},
        ]
        self._ask(dict, "POST", "/_aliases", {"actions": actions})
        self._cluster.close()

    def _see(self) -> None:
        """Make all that was written findable, and count it."""
        until = time.monotonic() + SEEN_WITHIN
        while True:
            self._ask(dict, "POST", f"/{self._index}/_refresh")
            found = self._count()
            if found == self._holds:
                return
            if time.monotonic() > until:
                told = f"OpenSearch holds {found} passages of {self._holds}. Look after its nodes, and publish again."
                raise BrokenIndexError(told)
            time.sleep(0.5)

    def _keys(self, edition: int) -> Iterator[int]:
        asked: dict[str, Any] = {"query": {"term": {"edition": edition}}, "size": AT_ONCE, "sort": [{"key": "asc"}]}
        asked |= {"_source": False, "stored_fields": "_none_", "docvalue_fields": ["edition"]}
        while True:
            path = f"/{self._index}/_search"
            hits = self._ask(Every, "POST", path, asked, settings={"allow_partial_search_results": "false"}).hits.hits
            yield from (hit.sort[0] for hit in hits)
            if len(hits) < AT_ONCE:
                return
            asked["search_after"] = hits[-1].sort

    def _routings(self) -> Iterator[str]:
        """For each shard a routing value that leads there."""
        wanted = set(range(self._shards()))
        for value in count():
            if not wanted:
                return
            reached = self._ask(
                _Reached, "GET", f"/{self._index}/_search_shards", settings={"routing": str(value)}
            ).shards
            if reached[0][0].shard in wanted:
                wanted.remove(reached[0][0].shard)
                yield str(value)

    def _shards(self) -> int:
        """Of this index, which may be a clone of one that was made with another setting."""
        return len(self._ask(_Reached, "GET", f"/{self._index}/_search_shards").shards)

    def _count(self) -> int:
        return self._ask(_Count, "GET", f"/{self._index}/_count").count

    def _wait_for_copies(self) -> None:
        until = time.monotonic() + COPIED_WITHIN
        while (status := self._ask(_Health, "GET", f"/_cluster/health/{self._index}").status) != "green":
            if time.monotonic() > until:
                if status == "yellow":
                    return
                raise BrokenIndexError("OpenSearch has no place for a new index. Look after its nodes.")
            time.sleep(0.1)

    def _ask(
        self, shape: type[Shape], method: str, path: str, body: Any = None, *,
        settings: Mapping[str, str] | None = None, absent: Shape | None = None,
    ) -> Shape:  # fmt: skip
        return self._cluster.ask(shape, method, path, body, settings=settings, absent=absent)
