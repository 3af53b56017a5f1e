"""Passages reach a cluster that has too much to do: later, bounded in number, and each of them once."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from socket import socket

import msgspec
import pytest
from tests.search.opensearch.pretender import Behaviour, answer, pretending, refusing

from firsthand.search import BrokenIndexError
from firsthand.search.opensearch import bulk
from firsthand.search.opensearch.bulk import Bulk
from firsthand.search.opensearch.cluster import Cluster, Patience
from firsthand.search.opensearch.configuration import configured

PATIENT = Patience(20.0, 10.0, 50)


class Shelf:
    """Takes passages as OpenSearch does, or refuses them as `refusals` says: once for each (key, status)."""

    def __init__(self, *refusals: tuple[str, int]) -> None:
        self.held: dict[str, object] = {}
        self.sent: Counter[str] = Counter()
        self.largest = self.longest = self.most_at_once = self.now = 0
        self._refusals = list(refusals)
        self._lock = threading.Lock()

    def __call__(self, connection: socket, first: str, body: bytes) -> None:
        with self._lock:
            self.now += 1
            self.most_at_once = max(self.most_at_once, self.now)
        time.sleep(0.02)
        with self._lock:
            self.largest = max(self.largest, len(body))
            items = list(self._items(iter(body.splitlines())))
            self.longest = max(self.longest, len(items))
            self.now -= 1
        connection.sendall(answer(msgspec.json.encode({"took": 1, "errors": False, "items": items})))

    def _items(self, lines: Iterator[bytes]) -> Iterator[dict[str, object]]:
        for line in lines:
            ((action, named),) = msgspec.json.decode(line, type=dict[str, dict[str, str]]).items()
            key = named["_id"]
            passage = msgspec.json.decode(next(lines)) if action == "index" else None
            self.sent[key] += 1
            refused = next((pair for pair in self._refusals if pair[0] == key), None)
            if refused:
                self._refusals.remove(refused)
                yield {action: {"status": refused[1], "error": {"type": "es_rejected_execution_exception"}}}
            elif action == "index":
                yield {action: {"status": 200 if key in self.held else 201}}
                self.held[key] = passage
            else:
                yield {action: {"status": 200 if self.held.pop(key, None) is not None else 404}}


def send(
    behaviour: Behaviour, *, passages: int = 0, deleted: tuple[int, ...] = (), size: int | Callable[[], int] = 1
) -> None:
    with pretending(behaviour) as pretender:
        found = configured({"FIRSTHAND_OPENSEARCH": pretender.address})
        assert found is not None
        cluster = Cluster(found, PATIENT)
        sender = Bulk(cluster, "index")
        try:
            for key in range(passages):
                sender.put(key, {"exact": "x" * (size() if callable(size) else size)})
            sender.delete(deleted)
            sender.finish()
        finally:
            sender.close()
            cluster.close()


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_PASSAGES", 10)
    monkeypatch.setattr(bulk, "MOST_BYTES", 2_000)


def test_everything_arrives_once_in_bounded_requests_of_which_few_are_under_way() -> None:
    shelf = Shelf()
    send(shelf, passages=230)
    assert len(shelf.held) == 230
    assert set(shelf.sent.values()) == {1}
    assert shelf.longest == 10
    assert 1 < shelf.most_at_once <= bulk.AT_ONCE


def test_whoever_writes_waits_where_the_cluster_does_not_keep_up() -> None:
    shelf, going_on, written = Shelf(), threading.Event(), count()
    reached = threading.Semaphore(0)

    def slow(connection: socket, first: str, body: bytes) -> None:
        reached.release()
        going_on.wait(30)
        shelf(connection, first, body)

    def watched() -> int:
        next(written)
        return 1

    sending = threading.Thread(target=send, args=(slow,), kwargs={"passages": 500, "size": watched})
    sending.start()
    for _ in range(bulk.AT_ONCE):
        assert reached.acquire(timeout=30)
    sending.join(0.3)
    waiting = next(written)
    going_on.set()
    sending.join()
    assert waiting <= (bulk.AT_ONCE + 2) * bulk.MOST_PASSAGES
    assert len(shelf.held) == 500


def test_requests_are_bounded_in_bytes_and_one_long_passage_goes_alone() -> None:
    shelf = Shelf()
    send(shelf, passages=20, size=700)
    assert (shelf.longest, len(shelf.held)) == (2, 20)
    assert shelf.largest <= 2_000
    shelf = Shelf()
    send(shelf, passages=3, size=5_000)
    assert (shelf.longest, len(shelf.held)) == (1, 3)


@pytest.mark.parametrize("status", [429, 503])
def test_what_is_refused_for_now_is_sent_again_and_nothing_else(status: int) -> None:
    shelf = Shelf(("3", status), ("3", status), ("17", status))
    send(shelf, passages=25)
    assert len(shelf.held) == 25
    assert {key: times for key, times in shelf.sent.items() if times > 1} == {"3": 3, "17": 2}


def test_a_request_that_is_refused_as_a_whole_is_sent_again() -> None:
    shelf, times = Shelf(), iter(range(10))

    def busy(connection: socket, first: str, body: bytes) -> None:
        refused = refusing(429, "es_rejected_execution_exception", "queue is full")
        (refused if next(times) < 3 else shelf)(connection, first, body)

    send(busy, passages=5)
    assert len(shelf.held) == 5


def test_an_answer_that_is_lost_doubles_nothing() -> None:
    shelf, times = Shelf(), iter(range(10))

    def lost(connection: socket, first: str, body: bytes) -> None:
        if next(times) == 0:
            list(shelf._items(iter(body.splitlines())))
            connection.shutdown(2)
        else:
            shelf(connection, first, body)

    send(lost, passages=5)
    assert (len(shelf.held), max(shelf.sent.values())) == (5, 2)


def test_what_is_refused_for_good_ends_it() -> None:
    with pytest.raises(BrokenIndexError, match=r"does not take a passage \(400\)"):
        send(Shelf(("3", 400)), passages=5)


def test_a_passage_that_is_gone_already_counts_as_taken_away() -> None:
    shelf = Shelf()
    send(shelf, passages=5, deleted=(1, 2, 99))
    assert sorted(shelf.held) == ["0", "3", "4"]


def test_a_cluster_that_stays_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BUILDING", Patience(0.3, 0.3, 2))
    with pytest.raises(BrokenIndexError, match="too much to do"):
        send(Shelf(*[("1", 429)] * 50), passages=3)


def test_an_answer_about_something_else_is_none() -> None:
    def other(connection: socket, first: str, body: bytes) -> None:
        connection.sendall(answer(b'{"items": [{"index": {"status": 201}}]}'))

    with pytest.raises(BrokenIndexError, match="something else"):
        send(other, passages=3)
