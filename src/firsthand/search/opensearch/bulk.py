"""Many passages on their way into a cluster, no more of them at a time than it can take.

Requests are bounded in passages and bytes, and few of them are under way at once. What a node refuses because it has
too much to do is sent again after growing pauses, each passage by itself: the others of a request are in already. A
passage has a key of its own, so that sending it twice does not double it.
"""

import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.search import BrokenIndexError
from firsthand.search.opensearch.cluster import BUILDING, Cluster, pause

MOST_PASSAGES = 1_000
MOST_BYTES = 4_000_000
AT_ONCE = 4
"""Requests under way; what else is written waits, and whoever writes with it."""
_LATER = frozenset({429, 500, 502, 503, 504})
"""A passage refused so may be taken in a moment: a queue is full, or a shard is moving to another node."""

Line = bytes
"""What is to be done with a passage: an action, and for a new one the passage itself; each ends with a line break."""


class _Done(Struct):
    status: int


class _Answer(Struct):
    items: list[dict[str, _Done]]
    """One for each line, in order: the action, and what came of it."""


class Bulk:
    """Sends lines to one index. Used from one thread, and from within by several."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._path = cluster, f"/{index}/_bulk"
        self._lines: list[Line] = []
        self._bytes = 0
        self._under_way: set[Future[None]] = set()
        self._senders = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="opensearch")

    def put(self, key: int, passage: Any) -> None:
        """Raises BrokenIndexError where what was put before could not be sent."""
        action = msgspec.json.encode({"index": {"_id": str(key)}})
        self._add(b"\n".join((action, msgspec.json.encode(passage), b"")))

    def delete(self, keys: Iterable[int]) -> None:
        for key in keys:
            self._add(msgspec.json.encode({"delete": {"_id": str(key)}}) + b"\n")

    def _add(self, line: Line) -> None:
        if self._lines and (len(self._lines) >= MOST_PASSAGES or self._bytes + len(line) > MOST_BYTES):
            self._send()
        self._lines.append(line)
        self._bytes += len(line)

    def _send(self) -> None:
        while len(self._under_way) >= AT_ONCE:
            self._settle(wait(self._under_way, return_when=FIRST_COMPLETED).done)
        lines, self._lines, self._bytes = self._lines, [], 0
        self._under_way.add(self._senders.submit(self._deliver, lines))

    def _settle(self, done: Iterable[Future[None]]) -> None:
        for one in list(done):
            self._under_way.discard(one)
            one.result()

    def finish(self) -> None:
        """Wait until everything is in. Raises BrokenIndexError where something could not be sent."""
        if self._lines:
            self._send()
        self._settle(wait(self._under_way).done)

    def close(self) -> None:
        self._senders.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, lines: list[Line]) -> None:
        until = time.monotonic() + BUILDING.seconds
        attempt = 0
        while lines := self._refused(lines):
            attempt += 1
            seconds = pause(attempt)
            if time.monotonic() + seconds > until:
                told = "OpenSearch has had too much to do for minutes. Publish again when it has less, or add nodes."
                raise BrokenIndexError(told)
            time.sleep(seconds)

    def _refused(self, lines: list[Line]) -> list[Line]:
        """Send lines; those that have to be sent again."""
        answer = self._cluster.ask(
            _Answer, "POST", self._path, b"".join(lines), settings={"filter_path": "items.*.status"}
        )
        if len(answer.items) != len(lines):
            raise BrokenIndexError("OpenSearch answers with something else than was asked. Look after its nodes.")
        again = []
        for line, item in zip(lines, answer.items, strict=True):
            for action, done in item.items():
                gone = action == "delete" and done.status == 404
                if done.status in _LATER:
                    again.append(line)
                elif done.status >= 300 and not gone:
                    raise BrokenIndexError(f"OpenSearch does not take a passage ({done.status}). Publish again.")
        return again
