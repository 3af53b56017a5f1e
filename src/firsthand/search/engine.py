"""Answers queries from one index: hits grouped by item, with facets and snippets, or other words to try.

Never writes where the index is: it is opened through links in a directory of its own.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import tantivy

from firsthand.search import BrokenIndexError, storage
from firsthand.search.builder import OPENING
from firsthand.search.facets import Mask, Shelf
from firsthand.search.plan import MUST, Marks, Plan, Planner, all_of
from firsthand.search.protocol import FACETS, Group, Hit, Query, Results
from firsthand.search.query import Asked, named, understand
from firsthand.search.ranking import Found, Ranking
from firsthand.search.snippets import Highlighter
from firsthand.search.spelling import as_written, corrected
from firsthand.search.storage import EditionRow, Stored

if TYPE_CHECKING:
    from tantivy import DocAddress, Searcher

MOST_PER_PAGE = 100
REMOVALS = 20
"""How often it is tried to take a directory away that something is still put into."""


class IndexEngine:
    """The Engine of tantivy indexes. What it remembers is a cache alone, so threads can share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with _damage_told(path):
            self._searcher, schema = _open(path)
            self._shelf = Shelf(storage.read_editions(path))
            self._planner = Planner(schema, self._searcher, self._shelf.tags)
        self._decode = msgspec.msgpack.Decoder(Stored).decode

    def passages(self) -> int:
        return int(self._searcher.num_docs)

    def close(self) -> None:
        """Nothing is kept open but memory maps, which go with the engine."""

    def search(self, query: Query) -> Results:
        """Raises BrokenIndexError where the index turns out to be damaged."""
        with _damage_told(self._path):
            return self._answer(query)

    def _answer(self, query: Query) -> Results:
        filters = {name: values for name, values in query.filters.items() if values and name in FACETS}
        query = msgspec.structs.replace(query, filters=filters)
        asked = understand(query.words)
        if not asked.wanted and not asked.excluded:
            if asked.ignored and not asked.fields:
                return _nothing_in(asked)
            return self._browse(query, asked)
        plan = self._plan(asked, query)
        if plan is None:
            return _nothing_in(asked)
        ranking = Ranking(self._searcher, self._shelf, self._planner, plan, query.filters)
        suggestion = None if ranking.items else corrected(self._searcher, asked, self._spell, self._finds(query))
        return Results(
            groups=self._groups(ranking, plan, query),
            items=ranking.items,
            passages=ranking.passages,
            facets=self._shelf.facets(ranking.matched, query.filters),
            suggestion=suggestion,
            plain=asked.plain,
            ignored=plan.ignored,
        )

    def _plan(self, asked: Asked, query: Query) -> Plan | None:
        """The plan, narrowed to the editions that the fields of the query allow."""
        plan = self._planner.plan(asked, query.languages)
        if plan is None or not asked.fields:
            return plan
        editions = self._planner.editions(np.flatnonzero(self._shelf.fields(asked.fields)).tolist())
        return plan.within(editions)

    def _groups(self, ranking: Ranking, plan: Plan, query: Query) -> tuple[Group, ...]:
        first, beyond = _places(query, ranking.items)
        if first >= beyond:
            return ()
        highlighter = Highlighter(plan.marks)
        return tuple(
            Group(self._shelf.items[place], self._hits(found, highlighter), ranking.passages_of(place))
            for place, found in ranking.page(first, beyond).items()
        )

    def _hits(self, found: Iterable[Found], highlighter: Highlighter) -> tuple[Hit, ...]:
        return tuple(self._hit(one, highlighter) for one in found)

    def _hit(self, found: Found, highlighter: Highlighter) -> Hit:
        stored = self._stored(found.address)
        row = self._shelf.rows[found.edition]
        return Hit(
            address=row.address,
            passage=stored.passage,
            leaf=stored.leaf,
            language=stored.language,
            block=stored.block,
            title=row.title,
            snippet=highlighter.snippet(_to_show(stored, row.title), stored.language),
            headings=stored.headings,
            page=stored.page,
            start=stored.start,
            score=found.score,
        )

    def _stored(self, address: "DocAddress") -> Stored:
        data: Any = self._searcher.doc(address).get_first("stored")
        return self._decode(data)

    def _spell(self, token: str) -> str:
        """A token as a passage writes it, with its diacritics."""
        for _, address in self._searcher.search(self._planner.term("exact", token), limit=1).hits:
            stored = self._stored(address)
            return as_written("\n".join((stored.text, *stored.headings)), token)
        return token

    def _finds(self, query: Query) -> Callable[[str], bool]:
        def finds(words: str) -> bool:
            plan = self._plan(understand(words), query)
            if plan is None:
                return False
            return bool(self._searcher.search(self._planner.filtered(plan.matching, query.filters), limit=1).hits)

        return finds

    def _browse(self, query: Query, asked: Asked) -> Results:
        """Nothing was asked but filters: items, the newest first, each by its opening words."""
        matched = self._shelf.fields(asked.fields)
        allowed = matched & self._shelf.filtered(query.filters)
        places = set(self._shelf.item_of[allowed].tolist())
        order = [place for place in self._shelf.by_date if place in places]
        first, beyond = _places(query, len(order))
        return Results(
            groups=tuple(self._opening(place, allowed, query) for place in order[first:beyond]),
            items=len(order),
            passages=int(self._shelf.passages[allowed].sum()),
            facets=self._shelf.facets(matched, query.filters),
            plain=asked.plain,
            ignored=asked.ignored,
        )

    def _opening(self, place: int, allowed: Mask, query: Query) -> Group:
        """The beginning of the edition that the reader can read best, or else of the first."""
        editions = np.flatnonzero(allowed & (self._shelf.item_of == place)).tolist()
        rows = [self._shelf.rows[number] for number in editions]
        rank = {language: number for number, language in enumerate(query.languages)}

        def reading(row: EditionRow) -> int:
            return min(
                (rank.get(language, len(rank)) for language in row.facets.get("language", ())), default=len(rank)
            )

        best = min(rows, key=reading)
        edition = self._planner.editions([best.number])
        opening = all_of([(MUST, edition), (MUST, self._planner.term("label", OPENING))])
        addresses = self._searcher.search(opening, limit=20).hits or self._searcher.search(edition, limit=1).hits
        found = [Found(0.0, address, best.number) for _, address in addresses]
        hits = list(self._hits(found, Highlighter(Marks())))
        hits.sort(key=lambda hit: (hit.block != "record", rank.get(hit.language, len(rank))))
        return Group(self._shelf.items[place], tuple(hits[:1]), sum(row.passages for row in rows))


def _nothing_in(asked: Asked) -> Results:
    ignored = asked.ignored or named(asked.cleaned.split())
    return Results(plain=asked.plain, ignored=ignored, unsearchable=True)


def _to_show(stored: Stored, title: str) -> str:
    """The text of a passage; of the record of an edition without its title, which stands above its hits anyway."""
    if stored.block != "record" or not stored.text.startswith(title):
        return stored.text
    return stored.text[len(title) :].lstrip() if stored.text[len(title) :].startswith("\n") else stored.text


def _places(query: Query, items: int) -> tuple[int, int]:
    """The first place on a page of items, and the one beyond the last."""
    per_page = min(max(query.per_page, 1), MOST_PER_PAGE)
    first = (max(query.page, 1) - 1) * per_page
    return first, min(first + per_page, items)


def _open(path: Path) -> tuple["Searcher", "tantivy.Schema"]:
    """A searcher over an index. Its files stay mapped after the links to them are gone."""
    storage.check_version(path)
    try:
        with _scratch() as scratch:
            storage.link_for_reading(path, Path(scratch))
            try:
                index = storage.register(tantivy.Index.open(scratch))
                index.config_reader(reload_policy="manual")
                index.reload()
            except ValueError as fault:
                raise BrokenIndexError(_unreadable(path, str(fault).replace(scratch, str(path)))) from fault
            return index.searcher(), index.schema
    except OSError as fault:
        raise BrokenIndexError(_unreadable(path, str(fault))) from fault


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


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Whatever damaged files lead to becomes a BrokenIndexError. Its message has nothing of what was asked."""
    try:
        yield
    except (ValueError, TypeError, LookupError, OSError) as fault:
        raise BrokenIndexError(_unreadable(path, "it is damaged")) from fault
    except BaseException as fault:
        # A panic of tantivy comes as pyo3_runtime.PanicException, which can't be imported and is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise BrokenIndexError(_unreadable(path, "it is damaged")) from fault


def _unreadable(path: Path, reason: str) -> str:
    return f"The search index in {path} can't be read: {reason}. Publish the library again to make it anew."
