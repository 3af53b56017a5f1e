"""Search over real passages in mixed languages beside PostgreSQL full text and tantivy alone, interleaved.

FIRSTHAND_BENCH_PASSAGES sets the size (200000), FIRSTHAND_BENCH_INDEX names a directory to keep the index of Firsthand
in and use again, FIRSTHAND_BENCH_TEXT where text is taken from (see real_text). PostgreSQL is asked in two ways: in all
text search configurations of the passages at once, as Firsthand searches all languages of a library; and told the one
language of each query, which spares it the work of the others. tantivy alone has its own English stemmer.

Queries are words that stand side by side in real passages. None is put twice in the same way, not even once for its
hits and once for its whole answer. Seven kinds are asked equally often; the row "alike", which the targets are for,
is the median over all of them. Most readers ask otherwise: eight in ten queries to catalogues and digital libraries
are one to three plain words, exclusions and beginnings are rare. The row "as readers ask" weighs the kinds so
(WEIGHTS). Its ratio is lower: few passages have several words at once, and with so few PostgreSQL has little to do.
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from bench._postgres import ANSWER, HITS, SETTINGS, Peer, ask, load, peers
from bench._search_cases import Book, Case, Times, cases, mistyped, quantile, quantiles, weighed
from bench._server import private_server, programs
from bench._serving import CLIENTS, Load, ask_at_once, serve
from bench._tantivy import Bare
from bench.real_text import entries

from firsthand.search import open_builder, open_engine, thesaurus
from firsthand.search.engine import IndexEngine
from firsthand.search.protocol import Entry, Query
from firsthand.search.query import understand
from firsthand.search.ranking import narrowed

PASSAGES = int(os.environ.get("FIRSTHAND_BENCH_PASSAGES", "200000"))
WARMING = 60
"""The first queries of each half warm all engines and are not counted."""
BLOCK = 60
"""Queries that each is asked in a row before it is the other's turn."""
ALONE = "tantivy alone"
TARGETS = {"hits": (20.0, 5.0), "answer": (5.0, 5.0)}
"""So many times as long PostgreSQL should take: p50 and p99."""
AT_MOST = 3.0
"""A whole answer should take no more than so many times as long as tantivy's own hits with its own snippets."""


def main() -> None:
    """Print tables of medians, 99th percentiles and ratios, and every other figure beside its target."""
    gathered = entries(PASSAGES)
    print(f"Search over {len(gathered):,} passages of real text, load {os.getloadavg()[0]:.1f}")
    kept = os.environ.get("FIRSTHAND_BENCH_INDEX")
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        index = Path(kept) if kept else Path(folder) / "index"
        if not (index / "meta.json").exists():
            _build(index, gathered)
        _update(index, Path(folder) / "next", gathered)
        asked, slips = cases(gathered), mistyped(gathered)
        bare = Bare(Path(folder) / "tantivy", gathered)
        if programs() is None:
            print("PostgreSQL is not installed here; its figures are left out.")
            _compare(index, asked, bare, {})
        else:
            with private_server(Path(folder), SETTINGS) as connection:
                load(connection, gathered)
                del gathered
                gc.collect()
                with peers(connection) as asked_so:
                    _compare(index, asked, bare, asked_so)
        _mistyped(index, bare, slips)
        _several(serve(index, [case.query for case in asked]), bare, asked)


def _build(index: Path, gathered: list[Entry]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    builder = open_builder(index, thesaurus=_concepts())
    builder.add(gathered)
    builder.commit()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    size, text = _size(index), sum(len(entry.text.encode()) for entry in gathered)
    print(f"  indexed in {wall:.1f} s, {len(gathered) / cpu:,.0f} passages per CPU second (target 10,000)")
    print(f"  index {size / 1e6:.0f} MB, {size / text:.2f} of the text (target 1.3)", flush=True)


def _concepts() -> bytes:
    """The thesaurus that comes with Firsthand, as every library has it."""
    return thesaurus.encode(thesaurus.shipped())


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _update(index: Path, following: Path, gathered: list[Entry]) -> None:
    """One edition of the whole changes."""
    address = gathered[len(gathered) // 2].address
    edition = [entry for entry in gathered if entry.address == address]
    wall, cpu = time.perf_counter(), time.process_time()
    builder = open_builder(following, previous=index, thesaurus=_concepts())
    builder.remove(address)
    builder.add(edition)
    builder.commit()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(
        f"  one edition of {len(edition)} passages changed in {wall:.2f} s, {cpu:.2f} s of work (target 3)", flush=True
    )
    shutil.rmtree(following)


def _compare(index: Path, asked: list[Case], bare: Bare, others: dict[str, Peer]) -> None:
    engine = open_engine(index)
    assert isinstance(engine, IndexEngine)
    books: dict[str, Book] = {name: {"hits": {}, "answer": {}} for name in ("Firsthand", ALONE, *others)}
    runs: list[tuple[str, str, Callable[[Case], object]]] = [
        ("Firsthand", "hits", lambda case: _hits(engine, case.query)),
        ("Firsthand", "answer", lambda case: engine.search(case.query)),
        (ALONE, "hits", bare.hits),
        (ALONE, "answer", bare.with_snippets),
    ]
    for name, peer in others.items():
        runs += [(name, "hits", partial(ask, peer, HITS)), (name, "answer", partial(ask, peer, ANSWER))]
    halves = {"hits": asked[::2], "answer": asked[1::2]}
    for first in range(0, len(asked) // 2, BLOCK):
        for name, what, run in runs:
            for case in halves[what][first : first + BLOCK]:
                start = time.perf_counter()
                run(case)
                taken = (time.perf_counter() - start) * 1e3
                if first >= WARMING:
                    for kind in (case.kind, *(["(those filtered)"] if case.filters else [])):
                        books[name][what].setdefault(kind, []).append(taken)
    for what in ("hits", "answer"):
        for name, book in books.items():
            if name != "Firsthand":
                print(f"  {what}, beside {name if name == ALONE else f'PostgreSQL {name}'}")
                _print_table(books["Firsthand"][what], book[what], _goal(name, what))


def _hits(engine: IndexEngine, query: Query) -> list[Any]:
    """The ten best passages and nothing else."""
    plan = engine._planner.plan(understand(query.words), query.languages)
    return list(engine._index.best(narrowed(plan.scoring, query.filters), 10).keys) if plan else []


def _goal(name: str, what: str) -> str:
    if name == ALONE:
        return f"(target 1/{AT_MOST:.0f})" if what == "answer" else ""
    return "(targets {:.0f} and {:.0f})".format(*TARGETS[what])


def _print_table(ours: Times, theirs: Times, goal: str) -> None:
    columns = "".join(f"{name:>11}" for name in ("ours p50", "p99", "theirs p50", "p99", "p50 ratio", "p99 ratio"))
    print(f"    {'':25}{columns}")
    for kind in ("alike", "as readers ask", *sorted(ours)):
        times, others = weighed(ours, kind), weighed(theirs, kind)
        p50, p99, t50, t99 = quantile(times, 0.5), quantile(times, 0.99), quantile(others, 0.5), quantile(others, 0.99)
        figures = "".join(f"{figure:11.2f}" for figure in (p50, p99, t50, t99, t50 / p50, t99 / p99))
        print(f"    {kind:20} {len(times):4}{figures}  {goal if kind == 'alike' else ''}", flush=True)


def _mistyped(index: Path, bare: Bare, slips: list[tuple[str, str, str]]) -> None:
    """Whole answers to words that nothing has, with what is suggested, beside tantivy's fuzzy search for the word."""
    engine = open_engine(index)
    ours, right = [], 0
    theirs: dict[int, list[float]] = {1: [], 2: []}
    for typed, meant, language in slips:
        start = time.perf_counter()
        suggestion = engine.search(Query(typed, languages=(language,))).suggestion
        ours.append((time.perf_counter() - start) * 1e3)
        right += suggestion == meant
        for distance, times in theirs.items():
            start = time.perf_counter()
            bare.fuzzy(typed, distance)
            times.append((time.perf_counter() - start) * 1e3)
    print("  words mistyped: p50 {:.1f} ms, p99 {:.1f} ms (target 50);".format(*quantiles(ours)), end=" ")
    print(f"the word meant is suggested for {right / len(slips):.0%}")
    for distance, times in theirs.items():
        print(
            f"    {ALONE}, fuzzy at distance {distance}: {{:.1f}} ms, {{:.1f}} ms".format(*quantiles(times)), flush=True
        )


def _several(found: Load, bare: Bare, asked: list[Case]) -> None:
    """Several readers at once, in one process."""
    p50, p99 = quantiles(found.asked.times)
    print(f"  {CLIENTS} readers at once, whole answers: p50 {p50:.1f} ms, p99 {p99:.1f} ms,", end=" ")
    print(f"{p99 / p50:.1f} times (target 10); {len(found.asked.times) / found.asked.seconds:,.0f} answers a second")
    print(f"  memory of that process: {found.before:.0f} MB before the index was opened, {found.opened:.0f} MB after,")
    print(f"    {found.after:.0f} MB after all queries (target 400); of it {found.mapped:.0f} MB are pages of files")
    p50, p99 = quantiles(ask_at_once(bare.with_snippets, asked).times)
    print(f"    {ALONE} with its snippets: p50 {p50:.1f} ms, p99 {p99:.1f} ms, {p99 / p50:.1f} times", flush=True)


if __name__ == "__main__":
    main()
