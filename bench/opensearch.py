"""Search in a cluster of OpenSearch at one, two and three nodes, beside the embedded engine; the queries are the same.

FIRSTHAND_BENCH_PASSAGES sets the size (200000). All nodes run on this machine, on loopback and with small heaps: to be
seen is what the way to a cluster costs, and what more nodes cost, not what more machines gain. With n nodes the index
has n shards, and one replica where there is a node for it. At three nodes one is killed while readers ask.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

from bench._search_cases import Case, Times, cases, quantile, quantiles, weighed
from bench._serving import CLIENTS, ask_at_once
from bench.real_text import entries
from tests.opensearch import server

from firsthand.search import BrokenIndexError, open_builder, open_engine
from firsthand.search.engine import IndexEngine
from firsthand.search.protocol import Entry, Query
from firsthand.search.query import understand
from firsthand.search.ranking import narrowed
from firsthand.search.tree import EVERYTHING

PASSAGES = int(os.environ.get("FIRSTHAND_BENCH_PASSAGES", "200000"))
WARMING = 200
"""Queries that are not counted; Java compiles what it meets often."""
FALLS_AFTER = 1.0
"""Seconds of asking after which a node is killed."""


def main() -> None:
    """Print, for each number of nodes: how fast passages go in, come out, and are found."""
    try:
        server.check()
    except server.AbsentError as absent:
        print(f"OpenSearch is left out: {absent}.")
        return
    gathered = entries(PASSAGES)
    asked = cases(gathered)
    print(f"OpenSearch over {len(gathered):,} passages of real text, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        print("embedded")
        _measure(Path(folder) / "embedded", gathered, asked)
        for nodes in (1, 2, 3):
            with server.cluster(nodes, server.LASTING) as cluster, _naming(cluster):
                print(f"{nodes} node{'s'[: nodes > 1]}")
                index = Path(folder) / f"{nodes}"
                _measure(index, gathered, asked)
                if nodes == 3:
                    _fall(index, cluster, asked)


@contextmanager
def _naming(cluster: server.Cluster) -> Iterator[None]:
    shards = str(len(cluster.nodes))
    os.environ |= {"FIRSTHAND_OPENSEARCH": cluster.addresses, "FIRSTHAND_OPENSEARCH_SHARDS": shards}
    yield
    del os.environ["FIRSTHAND_OPENSEARCH"], os.environ["FIRSTHAND_OPENSEARCH_SHARDS"]


def _measure(index: Path, gathered: list[Entry], asked: list[Case]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    _make(index, gathered)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(
        f"  indexed in {wall:.1f} s, of it {cpu:.1f} s of our own work; {len(gathered) / wall:,.0f} passages a second"
    )
    address = gathered[len(gathered) // 2].address
    edition = [entry for entry in gathered if entry.address == address]
    wall = time.perf_counter()
    _make(index.with_suffix(".next"), edition, index, address)
    print(f"  one edition of {len(edition)} passages changed in {time.perf_counter() - wall:.2f} s")
    with closing(open_engine(index)) as engine:
        assert isinstance(engine, IndexEngine)
        _ask(engine, asked)
        _export(engine)


def _make(index: Path, entered: list[Entry], previous: Path | None = None, removed: str = "") -> None:
    builder = open_builder(index, previous)
    if removed:
        builder.remove(removed)
    builder.add(entered)
    builder.commit()


def _ask(engine: IndexEngine, asked: list[Case]) -> None:
    for case in asked[:WARMING]:
        engine.search(case.query)
    ways: dict[str, tuple[Callable[[Query], object], list[Case]]] = {
        "hits": (lambda query: _hits(engine, query), asked[WARMING::2]),
        "answer": (engine.search, asked[WARMING + 1 :: 2]),
    }
    for what, (answer, some) in ways.items():
        times: Times = {}
        for case in some:
            start = time.perf_counter()
            answer(case.query)
            times.setdefault(case.kind, []).append((time.perf_counter() - start) * 1e3)
        for row in ("alike", "as readers ask"):
            found = weighed(times, row)
            print(f"  {what:8} {row:16} p50 {quantile(found, 0.5):7.2f} ms   p99 {quantile(found, 0.99):7.2f} ms")
    load = ask_at_once(engine.search, [case.query for case in asked])
    p50, p99 = quantiles(load.times)
    rate = len(load.times) / load.seconds
    print(f"  {CLIENTS} readers at once: p50 {p50:.1f} ms, p99 {p99:.1f} ms; {rate:,.0f} answers a second")


def _hits(engine: IndexEngine, query: Query) -> list[Any]:
    """The ten best passages and nothing else."""
    plan = engine._planner.plan(understand(query.words), query.languages)
    return list(engine._index.best(narrowed(plan.scoring, query.filters), 10).keys) if plan else []


def _export(engine: IndexEngine) -> None:
    start = time.perf_counter()
    listed = sum(1 for _ in engine._index.every(EVERYTHING))
    print(f"  all {listed:,} passages listed in {time.perf_counter() - start:.1f} s", flush=True)


def _fall(index: Path, cluster: server.Cluster, asked: list[Case]) -> None:
    """Readers ask on while a node is killed; with the patience that readers have."""
    refused: list[str] = []
    with closing(open_engine(index)) as engine:

        def answer(query: Query) -> None:
            try:
                engine.search(query)
            except BrokenIndexError as fault:
                refused.append(str(fault))

        falling = Timer(FALLS_AFTER, cluster.nodes[-1].kill)
        falling.start()
        load = ask_at_once(answer, [case.query for case in asked])
        falling.join()
    p50, p99 = quantiles(load.times)
    told = f"{len(refused)} of {len(asked)} queries failed" + "".join(f" ({one})" for one in sorted(set(refused)))
    print(f"  a node killed meanwhile: p50 {p50:.1f} ms, p99 {p99:.1f} ms, longest {max(load.times):.0f} ms; {told}")


if __name__ == "__main__":
    main()
