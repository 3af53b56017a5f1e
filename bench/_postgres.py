"""PostgreSQL full text over the same passages: its tables, and the statements that it is asked with."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bench._search_cases import Case

from firsthand.search.languages import analysed_as
from firsthand.search.protocol import Entry

SETTINGS = (
    "-c shared_buffers=1GB -c work_mem=128MB -c maintenance_work_mem=512MB -c effective_cache_size=4GB "
    "-c random_page_cost=1.1 -c jit=off -c max_wal_size=4GB -c gin_fuzzy_search_limit=0"
)
EVERY, TOLD = "in every language, as Firsthand", "told the query's language"
"""How it is asked."""

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

HITS = """
with matching as materialized (
    select id, edition, ts_rank(words, query) as rank from passages, {asked} where words @@ query
)
select m.id, m.rank from matching m {join} where true {filter} order by m.rank desc limit 10
"""

ANSWER = """
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
def peers(connection: Any) -> Iterator[dict[str, Peer]]:
    import psycopg

    found = connection.execute("select distinct configuration::text from passages order by 1").fetchall()
    with psycopg.connect(connection.info.dsn, autocommit=True) as every:
        # A plan for any words at all is a slow one for a query in many configurations.
        every.execute("set plan_cache_mode = force_custom_plan")
        yield {EVERY: Peer(every, tuple(one for (one,) in found)), TOLD: Peer(connection, ())}


def _configuration(language: str) -> str:
    return CONFIGURATIONS.get(analysed_as(language), "simple")


def ask(peer: Peer, statement: str, case: Case) -> list[Any]:
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


def load(connection: Any, gathered: list[Entry]) -> None:
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
