"""Search over real passages in mixed languages: Firsthand beside PostgreSQL full text, interleaved, same machine.

FIRSTHAND_BENCH_PASSAGES sets the size (200000), FIRSTHAND_BENCH_INDEX names an index directory to keep and use again.
PostgreSQL runs privately on a socket in a temporary directory and is stopped at the end. It is asked in two ways: in
all text search configurations of the passages at once, as Firsthand searches all languages of a library; and told the
one language of each query, which spares it the work of the others.

Queries are words that stand side by side in real passages. None is put twice in the same way, not even once for its
hits and once for its whole answer. Seven kinds are asked equally often; the row "alike", which the targets are for,
is the median over all of them. Most readers ask otherwise: eight in ten queries to catalogues and digital libraries
are one to three plain words, exclusions and beginnings are rare. The row "as readers ask" weighs the kinds so
(WEIGHTS). Its ratio is lower: few passages have several words at once, and with so few PostgreSQL has little to do.
"""

import gc
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench.real_text import entries

from firsthand.search import open_builder, open_engine
from firsthand.search.analysis import is_stop_word
from firsthand.search.engine import IndexEngine
from firsthand.search.languages import analysed_as
from firsthand.search.protocol import Entry, Query
from firsthand.search.query import understand

PASSAGES = int(os.environ.get("FIRSTHAND_BENCH_PASSAGES", "200000"))
QUERIES = 840
"""Half of them are asked for hits alone, the other half for whole answers."""
WARMING = 60
"""The first queries of each half warm both engines and are not counted."""
WEIGHTS = {
    "one word": 28, "two words": 30, "three words": 20, "phrase": 10, "any of three": 4, "one without another": 4,
    "beginning": 4,
}  # fmt: skip
"""How many of a hundred readers' queries are of each kind."""
BLOCK = 60
"""Queries that each is asked in a row before it is the other's turn."""
TARGETS = {"hits": 20.0, "answer": 5.0}
EVERY, TOLD = "in every language, as Firsthand", "told the query's language"
"""How PostgreSQL is asked."""

CONFIGURATIONS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip
"""The text search configurations of PostgreSQL 15; all other languages are "simple"."""

_TABLES = """
create unlogged table editions (number int primary key, item text not null, address text not null, title text,
    kind text[], language text[], year text[], theme text[], place text[], publisher text[]);
create unlogged table passages (id int primary key, edition int not null, heading text, text text,
    configuration regconfig, words tsvector);
"""

_HITS = """
with matching as materialized (
    select id, edition, ts_rank(words, query) as rank from passages, {asked} where words @@ query
)
select m.id, m.rank from matching m {join} where true {filter} order by m.rank desc limit 10
"""

_ANSWER = """
with matching as materialized (
    select p.id, p.edition, ts_rank(p.words, query) as rank from passages p, {asked} where p.words @@ query
), found as materialized (
    select m.* from matching m join editions e on e.number = m.edition where true {filter}
), counted as materialized (
    select edition, count(*) as passages from matching group by edition
), items as (
    select e.item, max(f.rank) as best from found f join editions e on e.number = f.edition
    group by e.item order by best desc limit 10
), shown as (
    select * from (
        select f.id, f.rank, e.item, e.title, i.best,
            row_number() over (partition by e.item order by f.rank desc) as place
        from found f join editions e on e.number = f.edition join items i on i.item = e.item
    ) ranked where place <= 3
)
select 'hit', s.item, s.title,
    ts_headline(p.configuration, p.text, {query}, 'MaxWords=40, MinWords=20'), s.rank
from shown s join passages p on p.id = s.id
union all
select 'total', '', '', '', (select sum(passages) from counted)
{facets}
"""

_FACET = """
union all select '{name}', value, '', '', count(distinct e.item)
from counted c join editions e on e.number = c.edition, unnest(e.{name}) as value
where true {filter} group by value
"""

FACETS = ("kind", "language", "year", "theme", "place", "publisher")


class Case(NamedTuple):
    kind: str
    words: str
    tsquery: str
    """The same as PostgreSQL writes it."""
    language: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def query(self) -> Query:
        return Query(self.words, dict(self.filters), (self.language,))


def main() -> None:
    """Print a table of medians, 99th percentiles and ratios."""
    print(f"Search over {PASSAGES:,} passages of real text")
    gathered = entries(PASSAGES)
    kept = os.environ.get("FIRSTHAND_BENCH_INDEX")
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder:
        index = Path(kept) if kept else Path(folder) / "index"
        if not (index / "meta.json").exists():
            _build(index, gathered)
        _update(index, Path(folder) / "next", gathered)
        cases = _cases(gathered)
        if shutil.which("psql") is None and not _programs():
            print("PostgreSQL is not installed here; its figures are left out.")
            _compare(index, cases, {})
            return
        with _postgres(Path(folder)) as connection:
            _load(connection, gathered)
            del gathered
            gc.collect()
            with _peers(connection) as peers:
                _compare(index, cases, peers)


def _build(index: Path, gathered: list[Entry]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    builder = open_builder(index)
    builder.add(gathered)
    builder.commit()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    size, text = _size(index), sum(len(entry.text.encode()) for entry in gathered)
    print(f"  indexed in {wall:.1f} s, {len(gathered) / cpu:,.0f} passages per CPU second")
    print(f"  index {size / 1e6:.0f} MB, {size / text:.2f} of the text")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())


def _update(index: Path, following: Path, gathered: list[Entry]) -> None:
    """One edition of the whole changes."""
    address = gathered[len(gathered) // 2].address
    edition = [entry for entry in gathered if entry.address == address]
    wall = time.perf_counter()
    builder = open_builder(following, previous=index)
    builder.remove(address)
    builder.add(edition)
    builder.commit()
    print(f"  one edition of {len(edition)} passages changed in {(time.perf_counter() - wall) * 1e3:.0f} ms")
    shutil.rmtree(following)


def _cases(gathered: list[Entry]) -> list[Case]:
    """Words that stand side by side in real passages, as often as they do there; no stop words. All kinds alike."""
    draw = random.Random(20)
    cases: dict[Case, None] = {}
    while len(cases) < QUERIES:
        entry = draw.choice(gathered)
        words = [word.strip(".,:;()\"'«»„“”").lower() for word in entry.text.split()]
        good = [
            word.isalpha() and len(word) > 2 and not is_stop_word(word, analysed_as(entry.language)) for word in words
        ]
        places = [at for at in range(len(words) - 2) if all(good[at : at + 3])]
        if not places or entry.language[:2] in ("ja", "zh"):
            continue
        one, two, three = words[(at := draw.choice(places)) : at + 3]
        kind, text, tsquery = draw.choice(
            (
                ("one word", one, one),
                ("two words", f"{one} {two}", f"{one} {two}"),
                ("three words", f"{one} {two} {three}", f"{one} {two} {three}"),
                ("any of three", f"{one} OR {two} OR {three}", f"{one} or {two} or {three}"),
                ("phrase", f'"{one} {two}"', f'"{one} {two}"'),
                ("one without another", f"{one} -{two}", f"{one} -{two}"),
                ("beginning", f"{one[:5]}*", f"{one[:5]}:*"),
            )
        )
        facet = draw.choice(("language", "year", "kind", "", "", "", "", "", ""))
        filters = tuple((name, entry.facets[name]) for name in (facet,) if name)
        cases[Case(kind, text, tsquery, entry.language, filters)] = None
    return list(cases)


class Peer(NamedTuple):
    """PostgreSQL, asked in one of two ways."""

    connection: Any
    configurations: tuple[str, ...]
    """Those that every query is put in; none where it is that of the query's language."""

    def query(self, case: Case) -> str:
        to_query = "to_tsquery" if case.tsquery.endswith(":*") else "websearch_to_tsquery"
        if not self.configurations:
            return f"{to_query}(%(configuration)s::regconfig, %(words)s)"
        every = " || ".join(f"{to_query}('{one}', %(words)s)" for one in self.configurations)
        return f"(select {every} as query)"


@contextmanager
def _peers(connection: Any) -> Iterator[dict[str, Peer]]:
    import psycopg

    found = connection.execute("select distinct configuration::text from passages order by 1").fetchall()
    with psycopg.connect(connection.info.dsn, autocommit=True) as every:
        # A plan for any words at all is a slow one for a query in many configurations.
        every.execute("set plan_cache_mode = force_custom_plan")
        yield {EVERY: Peer(every, tuple(one for (one,) in found)), TOLD: Peer(connection, ())}


def _compare(index: Path, cases: list[Case], peers: dict[str, Peer]) -> None:
    before = _resident()
    engine = open_engine(index)
    assert isinstance(engine, IndexEngine)
    ours: Book = {"hits": {}, "answer": {}}
    theirs: dict[str, Book] = {name: {"hits": {}, "answer": {}} for name in peers}
    runs: list[tuple[Book, str, Callable[[Case], object]]] = [
        (ours, "hits", lambda case: _hits(engine, case.query)),
        (ours, "answer", lambda case: engine.search(case.query)),
    ]
    for name, peer in peers.items():
        runs.append((theirs[name], "hits", partial(_ask, peer, _HITS)))
        runs.append((theirs[name], "answer", partial(_ask, peer, _ANSWER)))
    halves = {"hits": cases[::2], "answer": cases[1::2]}
    for first in range(0, len(cases) // 2, BLOCK):
        for book, what, run in runs:
            for case in halves[what][first : first + BLOCK]:
                start = time.perf_counter()
                run(case)
                taken = (time.perf_counter() - start) * 1e3
                if first >= WARMING:
                    for kind in (case.kind, *(["(those filtered)"] if case.filters else [])):
                        book[what].setdefault(kind, []).append(taken)
    _print(ours, theirs)
    print(f"  memory: {before:.0f} MB before opening the index, {_resident():.0f} MB after all queries")


def _hits(engine: IndexEngine, query: Query) -> list[Any]:
    """The ten best passages and nothing else."""
    plan = engine._planner.plan(understand(query.words), query.languages)
    if plan is None:
        return []
    narrowed = engine._planner.filtered(plan.scoring, query.filters)
    return engine._searcher.search(narrowed, limit=10, count=False).hits


def _configuration(language: str) -> str:
    return CONFIGURATIONS.get(analysed_as(language), "simple")


def _ask(peer: Peer, statement: str, case: Case) -> list[Any]:
    query = peer.query(case)
    values: dict[str, Any] = {"words": case.tsquery, "configuration": _configuration(case.language)}
    values.update({f"filter_{name}": list(found) for name, found in case.filters})
    narrow = {name: f"and e.{name} && %(filter_{name})s" for name, _ in case.filters}
    every = " ".join(narrow.values())
    facets = "".join(
        _FACET.format(name=name, filter=" ".join(text for other, text in narrow.items() if other != name))
        for name in FACETS
    )
    text = statement.format(
        query=query,
        asked=f"{query} as {'asked' if peer.configurations else 'query'}",
        filter=every,
        join="join editions e on e.number = m.edition" if narrow else "",
        facets=facets,
    )
    return peer.connection.execute(text, values, prepare=True).fetchall()  # type: ignore[no-any-return]


Times = dict[str, list[float]]
"""Kind of query -> milliseconds."""
Book = dict[str, Times]


def _print(ours: Book, theirs: dict[str, Book]) -> None:
    for what in ("hits", "answer"):
        for name, book in theirs.items():
            print(f"  {what}, PostgreSQL {name}")
            _print_table(what, ours[what], book[what])
        if not theirs:
            print(f"  {what}")
            _print_table(what, ours[what], None)


def _print_table(what: str, ours: Times, theirs: Times | None) -> None:
    print(f"    {'':25} {'ours p50':>9} {'p99':>8}", end="")
    print(f" {'PostgreSQL':>11} {'p99':>8} {'p50 ratio':>10} {'p99 ratio':>10}" if theirs else "")
    for kind in ("alike", "as readers ask", *sorted(ours)):
        times = _weighed(ours, kind)
        p50, p99 = _quantile(times, 0.5), _quantile(times, 0.99)
        print(f"    {kind:20} {len(times):4} {p50:9.2f} {p99:8.2f}", end="")
        if theirs:
            others = _weighed(theirs, kind)
            t50, t99 = _quantile(others, 0.5), _quantile(others, 0.99)
            goal = f"  (target {TARGETS[what]:.0f})" if kind == "alike" else ""
            print(f" {t50:11.2f} {t99:8.2f} {t50 / p50:10.1f} {t99 / p99:10.1f}{goal}", end="")
        print(flush=True)


def _weighed(book: Times, row: str) -> list[tuple[float, float]]:
    """Times with their weights: of one kind, or of all kinds, alike or as often as readers ask so."""
    if row not in ("alike", "as readers ask"):
        return [(taken, 1.0) for taken in book[row]]
    return [
        (taken, WEIGHTS[kind] / len(times) if row == "as readers ask" else 1.0)
        for kind, times in book.items()
        if kind in WEIGHTS
        for taken in times
    ]


def _quantile(times: list[tuple[float, float]], share: float) -> float:
    """The least time that so large a share of all weight lies at or under."""
    left = share * sum(weight for _, weight in times)
    for taken, weight in sorted(times):
        left -= weight
        if left <= 0:
            return taken
    return max(times)[0]


def _resident() -> float:
    """Megabytes that this process holds in memory."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) / 1024


def _programs() -> Path | None:
    """Where initdb and pg_ctl are."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def _postgres(folder: Path) -> Iterator[Any]:
    """A private PostgreSQL, stopped at the end."""
    import psycopg

    programs, data = _programs(), folder / "postgres"
    assert programs is not None
    data.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:  # it refuses to run as root
        folder.chmod(0o755)
        shutil.chown(data, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    settings = (
        f"-c listen_addresses= -c unix_socket_directories={data} -c shared_buffers=1GB -c work_mem=128MB "
        "-c maintenance_work_mem=512MB -c effective_cache_size=4GB -c random_page_cost=1.1 -c jit=off "
        "-c fsync=off -c max_wal_size=4GB -c gin_fuzzy_search_limit=0"
    )

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(data / "db"), *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=data)

    run("initdb", "--auth=trust", "-E", "UTF8", "--locale=C")
    run("pg_ctl", "-w", "-l", str(data / "log"), "-o", settings, "start")
    try:
        user = "postgres" if as_user else None
        with psycopg.connect(host=str(data), dbname="postgres", user=user, autocommit=True) as connection:
            yield connection
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


def _load(connection: Any, gathered: list[Entry]) -> None:
    start = time.perf_counter()
    connection.execute(_TABLES)
    numbers: dict[str, int] = {}
    with connection.cursor() as cursor:
        for entry in gathered:
            numbers.setdefault(entry.address, len(numbers))
        first = {entry.address: entry for entry in reversed(gathered)}
        with cursor.copy("copy editions from stdin") as copy:
            for address, number in numbers.items():
                facets = [list(first[address].facets.get(name, ())) for name in FACETS]
                item = address.rpartition("/")[0]
                copy.write_row((number, item, address, first[address].title, *facets))
        with cursor.copy("copy passages (id, edition, heading, text, configuration) from stdin") as copy:
            for number, entry in enumerate(gathered):
                configuration = _configuration(entry.language)
                text = entry.text.replace("\0", "")
                copy.write_row((number, numbers[entry.address], " ".join(entry.headings), text, configuration))
    connection.execute("update passages set words = to_tsvector(configuration, text || ' ' || heading)")
    connection.execute("create index on passages using gin (words) with (fastupdate = off)")
    connection.execute("create index on passages (edition)")
    connection.execute("vacuum (full, analyze)")
    size = connection.execute("select pg_database_size('postgres')").fetchone()[0]
    print(f"  PostgreSQL loaded and indexed in {time.perf_counter() - start:.1f} s, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
