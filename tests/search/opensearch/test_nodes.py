"""A node falls: nothing that was taken is lost, and readers go on finding what they look for."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.opensearch import server
from tests.search.shelves import edition

from firsthand.search import open_builder, open_engine
from firsthand.search.opensearch import bulk
from firsthand.search.opensearch.cluster import Patience
from firsthand.search.protocol import Engine, Entry, Query

PATIENT = Patience(60.0, 3.0, 100)
"""The machine of a test may be slow, and its cluster with it; how long readers wait is looked at elsewhere."""

EDITIONS, PARAGRAPHS = 40, 25

pytestmark = pytest.mark.slow


def shelf() -> Iterator[list[Entry]]:
    """Editions, each with a word of its own."""
    for number in range(EDITIONS):
        texts = (f"Paragraph {at} of number{number} on naloxone." for at in range(PARAGRAPHS))
        yield edition(f"works/w{number}/en", *texts)


@pytest.fixture(autouse=True)
def _whole_afterwards(cluster: server.Cluster, library: str) -> Iterator[None]:
    yield
    cluster.start()


@pytest.fixture
def falling(cluster: server.Cluster) -> server.Node:
    """The node that the others follow: the one whose fall disturbs most."""
    leader = str(cluster.nodes[0].ask("/_cluster/state/cluster_manager_node")["cluster_manager_node"])
    nodes = cluster.nodes[0].ask("/_nodes/http")["nodes"]
    assert isinstance(nodes, dict)
    return next(node for node in cluster.nodes if node.name == nodes[leader]["name"])


def all_found(engine: Engine) -> None:
    assert engine.passages() == EDITIONS * PARAGRAPHS
    assert engine.search(Query("naloxone")).passages == EDITIONS * PARAGRAPHS
    for number in range(0, EDITIONS, 7):
        assert engine.search(Query(f"number{number}")).passages == PARAGRAPHS


@contextmanager
def opened(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr("firsthand.search.opensearch.index.ASKING", PATIENT)
    with closing(open_engine(path)) as engine:
        yield engine


def test_a_node_that_falls_while_an_index_is_made_loses_nothing(
    tmp_path: Path, falling: server.Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST_PASSAGES", 20)
    builder = open_builder(tmp_path / "index")
    for number, entries in enumerate(shelf()):
        builder.add(entries)
        builder.remove("works/none/en")  # sends what waits
        if number == EDITIONS // 3:
            falling.kill()
    builder.commit()
    with opened(tmp_path / "index", monkeypatch) as engine:
        all_found(engine)


def test_queries_go_on_while_a_node_falls_and_comes_back(
    tmp_path: Path, cluster: server.Cluster, falling: server.Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = open_builder(tmp_path / "index")
    for entries in shelf():
        builder.add(entries)
    builder.commit()
    with opened(tmp_path / "index", monkeypatch) as engine, asking(engine) as answered:
        answered(10)
        falling.kill()
        answered(30)
        cluster.start()
        answered(10)
        all_found(engine)


@contextmanager
def asking(engine: Engine) -> Iterator["Readers"]:
    readers = Readers(engine)
    threads = [threading.Thread(target=readers.ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        readers.leave = True
        for thread in threads:
            thread.join()


class Readers:
    """Who ask without a pause, and expect the same answer each time."""

    def __init__(self, engine: Engine) -> None:
        self.leave = False
        self._engine = engine
        self._answered = threading.Semaphore(0)
        self._fault: BaseException | None = None

    def ask(self) -> None:
        while not self.leave:
            try:
                found = self._engine.search(Query("naloxone paragraph"))
                assert found.passages == EDITIONS * PARAGRAPHS
            except BaseException as fault:
                self._fault = fault
            self._answered.release()

    def __call__(self, times: int) -> None:
        """Wait for so many more answers, all of them right."""
        for _ in range(times):
            assert self._answered.acquire(timeout=60)
            if self._fault is not None:
                raise self._fault


def test_a_node_that_answers_nothing_is_gone_round(
    tmp_path: Path, cluster: server.Cluster, falling: server.Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is stopped rather than killed: it keeps its connections, and only time tells that it is gone."""
    monkeypatch.setenv("FIRSTHAND_OPENSEARCH_REPLICAS", "0-all")
    builder = open_builder(tmp_path / "index")
    for entries in shelf():
        builder.add(entries)
    builder.commit()
    follower = next(node for node in cluster.nodes if node is not falling)
    with opened(tmp_path / "index", monkeypatch) as engine:
        follower.freeze()
        try:
            all_found(engine)
        finally:
            follower.kill()
