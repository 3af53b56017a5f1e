"""How good the ranking is: Firsthand's defaults beside tantivy, SQLite FTS5 and PostgreSQL on test collections.

python -m bench.relevance [FOLDER ...]; each folder is a collection, or holds collections (see bench/_judged.py).
Without any, those that FIRSTHAND_COLLECTIONS names (parted as paths are), or ../shared/samples/ir. All are given the
same passages: one for each document, with its title. Firsthand is asked as a reader asks, with the query as it was
written, and its ranking is that of all its pages. The others are asked for any of the query's words, which suits them
best.
"""

import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench._judged import DEEP, Collection, Id, Measures, collection, mean, measured
from bench._server import private_server, programs

from firsthand.search import open_builder, open_engine
from firsthand.search.protocol import Entry, Query

COLLECTIONS = "../shared/samples/ir"
PEER, TARGET = "tantivy, en_stem", 1.04
"""Beside whom the target is, and the ratio of mean nDCG@10."""
PER_PAGE = 100

Ranks = Callable[[str], list[Id]]
"""From a query to the documents, the best first."""


def main(names: list[str] | None = None) -> None:
    """Print a table for each collection, and the means."""
    folders = _folders(names or os.environ.get("FIRSTHAND_COLLECTIONS", COLLECTIONS).split(os.pathsep))
    if not folders:
        print("There are no test collections here. Name their folders, or set FIRSTHAND_COLLECTIONS.")
        return
    if programs() is None:
        print("PostgreSQL is not installed here; its figures are left out.")
    figures: dict[str, list[Measures]] = {}
    for folder in folders:
        judged = collection(folder)
        print(f"{judged.name}: {len(judged.passages):,} documents, {len(judged.queries)} queries", flush=True)
        found = _measure(judged)
        _print(found)
        for name, measures in found.items():
            figures.setdefault(name, []).append(measures)
    if len(folders) > 1:
        print(f"mean of {len(folders)} collections")
        _print({name: mean(measures) for name, measures in figures.items()})
    ours, peer = (mean(figures[name]).ndcg for name in ("Firsthand", PEER))
    print(f"mean nDCG@10 is {ours / peer:.3f} times that of {PEER} (target {TARGET:.2f})")


def _folders(names: list[str]) -> list[Path]:
    there = [Path(name) for name in names if name]
    found = [folder for path in there for folder in (path, *sorted(path.glob("*")))]
    return [folder for folder in found if any(folder.glob("judgements*.jsonl"))]


def _measure(judged: Collection) -> dict[str, Measures]:
    figures: dict[str, Measures] = {}
    for name, peer in PEERS.items():
        with tempfile.TemporaryDirectory(prefix="firsthand-bench-") as folder, ExitStack() as opened:
            if "PostgreSQL" in name and programs() is None:
                continue
            rank = opened.enter_context(peer(judged, Path(folder)))
            of_queries = [
                measured(rank(text)[:DEEP], judged.judgements[query]) for query, text in judged.queries.items()
            ]
            figures[name] = mean(of_queries)
    return figures


def _print(figures: dict[str, Measures]) -> None:
    peer = figures[PEER].ndcg
    print(f"  {'':28} {'nDCG@10':>8} {'MAP':>8} {'recall@100':>11} {'nDCG@10 ratio':>14}")
    for name, measures in figures.items():
        ratio = measures.ndcg / peer
        print(f"  {name:28} {measures.ndcg:8.4f} {measures.map:8.4f} {measures.recall:11.4f} {ratio:14.3f}", flush=True)


def _words(query: str) -> list[str]:
    return re.findall(r"\w+", query.lower())


@contextmanager
def firsthand(judged: Collection, folder: Path) -> Iterator[Ranks]:
    """Each document is the record of a work, as the library has those of which it knows title and summary alone."""
    items = {f"works/{number}": document for number, document in enumerate(judged.passages)}
    builder = open_builder(folder / "index")
    builder.add(
        Entry(f"{item}/en", "record", judged.passages[document], number, 0, "en", block="record",
              title=judged.titles[document], facets={"language": ("en",), "kind": ("article",)})
        for number, (item, document) in enumerate(items.items())
    )  # fmt: skip
    builder.commit()
    engine = open_engine(folder / "index")

    def rank(query: str) -> list[Id]:
        found: list[Id] = []
        for page in range(1, DEEP // PER_PAGE + 1):
            groups = engine.search(Query(query, languages=("en",), page=page, per_page=PER_PAGE)).groups
            found += [items[group.item] for group in groups]
            if len(groups) < PER_PAGE:
                break
        return found

    yield rank
    engine.close()


def tantivy(tokenizer: str) -> Callable[[Collection, Path], Any]:
    """By one of the analysers that tantivy brings; its BM25 has no settings."""

    @contextmanager
    def opened(judged: Collection, folder: Path) -> Iterator[Ranks]:
        import tantivy

        documents = list(judged.passages)
        fields = tantivy.SchemaBuilder()
        fields.add_unsigned_field("number", stored=True)
        fields.add_text_field("text", tokenizer_name=tokenizer)
        index = tantivy.Index(fields.build(), path=str(folder))
        writer = index.writer(num_threads=1)
        for number, passage in enumerate(judged.passages.values()):
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("text", passage)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def rank(query: str) -> list[Id]:
            hits = searcher.search(index.parse_query(" ".join(_words(query)), ["text"]), limit=DEEP).hits
            return [documents[searcher.doc(address).get_first("number")] for _, address in hits]

        yield rank

    return opened


@contextmanager
def sqlite(judged: Collection, folder: Path) -> Iterator[Ranks]:
    """FTS5 with Porter's stemmer, by its bm25."""
    documents = list(judged.passages)
    connection = sqlite3.connect(folder / "passages.sqlite")
    connection.execute("create virtual table passages using fts5 (text, tokenize = 'porter unicode61')")
    connection.executemany("insert into passages (rowid, text) values (?, ?)", enumerate(judged.passages.values()))

    def rank(query: str) -> list[Id]:
        asked = " OR ".join(f'"{word}"' for word in _words(query))
        statement = "select rowid from passages where passages match ? order by bm25(passages), rowid limit ?"
        return [documents[number] for (number,) in connection.execute(statement, (asked, DEEP))]

    yield rank
    connection.close()


def postgres(ranking: str) -> Callable[[Collection, Path], Any]:
    """Full text search in English, by one of its ranking functions."""

    @contextmanager
    def opened(judged: Collection, folder: Path) -> Iterator[Ranks]:
        documents = list(judged.passages)
        with private_server(folder) as connection:
            connection.execute("create table passages (id int primary key, words tsvector)")
            with connection.cursor() as cursor:
                cursor.executemany(
                    "insert into passages values (%s, to_tsvector('english', %s))",
                    [(number, passage.replace("\0", "")) for number, passage in enumerate(judged.passages.values())],
                )
            statement = f"""
                select id from passages, (
                    select replace(plainto_tsquery('english', %s)::text, '&', '|')::tsquery as query
                ) asked where words @@ query order by {ranking} desc, id limit %s
            """

            def rank(query: str) -> list[Id]:
                found = connection.execute(statement, (query.replace("\0", ""), DEEP))
                return [documents[number] for (number,) in found.fetchall()]

            yield rank

    return opened


PEERS: dict[str, Callable[[Collection, Path], Any]] = {
    "Firsthand": firsthand,
    "tantivy, default": tantivy("default"),
    PEER: tantivy("en_stem"),
    "SQLite FTS5, porter": sqlite,
    "PostgreSQL, ts_rank": postgres("ts_rank(words, query, 1)"),
    "PostgreSQL, ts_rank_cd": postgres("ts_rank_cd(words, query, 1)"),
}


if __name__ == "__main__":
    main(sys.argv[1:])
