"""Answers queries from one index: which passages match, in what order, grouped by item, with facets and snippets.

Never writes where the index is: it is opened through links in a directory of its own.
"""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import tantivy

from firsthand.search import BrokenIndexError, storage
from firsthand.search.builder import OPENING
from firsthand.search.facets import Counts, Mask, Shelf
from firsthand.search.plan import MUST, Marks, Plan, Planner, all_of
from firsthand.search.protocol import Group, Hit, Query, Results
from firsthand.search.query import Asked, understand
from firsthand.search.snippets import snippet
from firsthand.search.storage import Stored

if TYPE_CHECKING:
    from tantivy import DocAddress, Searcher

HITS_PER_ITEM = 3
FIRST_LOOK = 200
"""Passages fetched at first to find the items of a page; more are fetched where few items have many hits."""
MOST_BUCKETS = 60_000
"""Editions counted in one aggregation; tantivy's own limit is 65,000."""
MOST_PER_PAGE = 100


class IndexEngine:
    """The Engine of tantivy indexes. It holds no state beyond the open index, so threads can share it."""

    def __init__(self, path: Path) -> None:
        self._searcher, schema = _open(path)
        self._shelf = Shelf(storage.read_editions(path))
        self._planner = Planner(schema, self._searcher, self._shelf.tags)
        self._decode = msgspec.msgpack.Decoder(Stored).decode

    def passages(self) -> int:
        return int(self._searcher.num_docs)

    def close(self) -> None:
        """Nothing is kept open but memory maps, which go with the engine."""

    def search(self, query: Query) -> Results:
        asked = understand(query.words)
        if not asked.wanted and not asked.excluded:
            return self._browse(query, asked)
        plan = self._planner.plan(asked, query.languages)
        if plan is None:
            return Results(plain=asked.plain, ignored=asked.ignored)
        plan = self._within(plan, asked)
        results = self._answer(query, plan)
        return msgspec.structs.replace(results, plain=asked.plain, ignored=plan.ignored)

    def _answer(self, query: Query, plan: Plan) -> Results:
        counts = self._counts(plan.matching)
        matched = counts > 0
        allowed = matched & self._shelf.filtered(query.filters)
        items = self._shelf.count_items(allowed)
        return Results(
            groups=self._groups(query, plan, counts, allowed, items),
            items=items,
            passages=int(counts[allowed].sum()),
            facets=self._shelf.facets(matched, query.filters),
        )

    def _within(self, plan: Plan, asked: Asked) -> Plan:
        """Narrow a plan to the editions that the fields of the query allow."""
        if not asked.fields:
            return plan
        editions = self._planner.editions(np.flatnonzero(self._shelf.fields(asked.fields)).tolist())
        return msgspec.structs.replace(
            plan,
            matching=all_of([(MUST, plan.matching), (MUST, editions)]),
            scoring=all_of([(MUST, plan.scoring), (MUST, editions)]),
        )

    def _counts(self, matching: Any) -> Counts:
        """Matching passages of each edition."""
        counts = np.zeros(self._shelf.size, dtype=np.int64)
        for first in range(0, self._shelf.size, MOST_BUCKETS):
            query = matching
            if self._shelf.size > MOST_BUCKETS:
                some = self._planner.editions(range(first, min(first + MOST_BUCKETS, self._shelf.size)))
                query = all_of([(MUST, matching), (MUST, some)])
            wanted = {"editions": {"terms": {"field": "edition", "size": MOST_BUCKETS}}}
            for bucket in self._searcher.aggregate(query, wanted)["editions"]["buckets"]:
                counts[int(bucket["key"])] = bucket["doc_count"]
        return counts

    def _groups(self, query: Query, plan: Plan, counts: Counts, allowed: Mask, items: int) -> tuple[Group, ...]:
        per_page = min(max(query.per_page, 1), MOST_PER_PAGE)
        first = (max(query.page, 1) - 1) * per_page
        if first >= items:
            return ()
        scoring = self._filtered(plan.scoring, query.filters)
        order = self._best_items(scoring, min(first + per_page, items))
        found = self._best_passages(scoring, order[first : first + per_page], counts, allowed)
        return tuple(self._group(place, hits, counts, allowed, plan.marks) for place, hits in found.items())

    def _filtered(self, scoring: Any, filters: Any) -> Any:
        clauses = [(MUST, self._planner.labels(name, values)) for name, values in filters.items() if values]
        return all_of([(MUST, scoring), *clauses]) if clauses else scoring

    def _best_items(self, scoring: Any, wanted: int) -> list[int]:
        """The first `wanted` items in the order of their best passages."""
        limit = FIRST_LOOK
        while True:
            hits = self._searcher.search(scoring, limit=limit, count=False).hits
            items = list(dict.fromkeys(int(item) for item in self._items([address for _, address in hits])))
            if len(items) >= wanted or len(hits) < limit:
                return items[:wanted]
            limit *= 8

    def _best_passages(
        self, scoring: Any, places: Sequence[int], counts: Counts, allowed: Mask
    ) -> dict[int, list[tuple[float, "DocAddress"]]]:
        """The best passages of each of some items, from all its editions."""
        found: dict[int, list[tuple[float, DocAddress]]] = {place: [] for place in places}
        limit = FIRST_LOOK
        editions = np.flatnonzero(allowed & np.isin(self._shelf.item_of, places))
        due = {
            place: min(HITS_PER_ITEM, int(counts[editions][self._shelf.item_of[editions] == place].sum()))
            for place in places
        }
        query = all_of([(MUST, scoring), (MUST, self._planner.editions(editions.tolist()))])
        while True:
            hits = self._searcher.search(query, limit=limit, count=False).hits
            found = {place: [] for place in places}
            for (score, address), item in zip(hits, self._items([address for _, address in hits]), strict=True):
                if len(found[int(item)]) < HITS_PER_ITEM:
                    found[int(item)].append((score, address))
            if len(hits) < limit or all(len(found[place]) >= due[place] for place in places):
                return found
            limit *= 8

    def _items(self, addresses: list["DocAddress"]) -> Any:
        editions = self._searcher.fast_field_values("edition", addresses)
        return self._shelf.item_of[np.array(editions, dtype=np.int64)]

    def _group(
        self, place: int, hits: Iterable[tuple[float, "DocAddress"]], counts: Counts, allowed: Mask, marks: Marks
    ) -> Group:
        of_item = allowed & (self._shelf.item_of == place)
        shown = tuple(self._hit(score, address, marks) for score, address in hits)
        return Group(self._shelf.items[place], shown, int(counts[of_item].sum()))

    def _hit(self, score: float, address: "DocAddress", marks: Marks) -> Hit:
        document = self._searcher.doc(address)
        stored = self._decode(document.get_first("stored"))
        number = int(self._searcher.fast_field_values("edition", [address])[0] or 0)
        row = self._shelf.rows[number]
        return Hit(
            address=row.address,
            passage=stored.passage,
            leaf=stored.leaf,
            language=stored.language,
            block=stored.block,
            title=row.title,
            snippet=snippet(stored.text, stored.language, marks),
            headings=stored.headings,
            page=stored.page,
            start=stored.start,
            score=float(score),
        )

    def _browse(self, query: Query, asked: Asked) -> Results:
        """Nothing was asked but filters: items, the newest first, each by its opening words."""
        matched = self._shelf.fields(asked.fields)
        allowed = matched & self._shelf.filtered(query.filters)
        places = set(self._shelf.item_of[allowed].tolist())
        order = [place for place in self._shelf.by_date if place in places]
        per_page = min(max(query.per_page, 1), MOST_PER_PAGE)
        first = (max(query.page, 1) - 1) * per_page
        return Results(
            groups=tuple(self._opening(place, allowed, query) for place in order[first : first + per_page]),
            items=len(order),
            passages=int(self._shelf.passages[allowed].sum()),
            facets=self._shelf.facets(matched, query.filters),
            plain=asked.plain,
            ignored=asked.ignored,
        )

    def _opening(self, place: int, allowed: Mask, query: Query) -> Group:
        editions = np.flatnonzero(allowed & (self._shelf.item_of == place)).tolist()
        rows = [self._shelf.rows[number] for number in editions]
        preferred = {language: rank for rank, language in enumerate(query.languages)}

        def rank(row: storage.EditionRow) -> int:
            return min((preferred.get(language, 99) for language in row.facets.get("language", ())), default=99)

        best = min(rows, key=rank)
        wanted = all_of([(MUST, self._planner.editions([best.number])), (MUST, self._planner.term("label", OPENING))])
        hits = [self._hit(0.0, address, Marks()) for _, address in self._searcher.search(wanted, limit=2).hits]
        hits.sort(key=lambda hit: hit.block != "record")
        return Group(self._shelf.items[place], tuple(hits[:1]), sum(row.passages for row in rows))


def _open(path: Path) -> tuple["Searcher", "tantivy.Schema"]:
    """A searcher over an index. Its files stay mapped after the links to them are gone."""
    storage.check_version(path)
    with tempfile.TemporaryDirectory(prefix="firsthand-search-") as scratch:
        for file in path.iterdir():
            if file.name == "meta.json":
                (Path(scratch) / file.name).write_bytes(file.read_bytes())
            else:
                (Path(scratch) / file.name).symlink_to(file.resolve())
        try:
            index = storage.register(tantivy.Index.open(scratch))
            index.config_reader(reload_policy="manual")
            index.reload()
            return index.searcher(), index.schema
        except (ValueError, OSError) as fault:
            raise BrokenIndexError(
                f"The search index in {path} can't be read: {fault}. Publish the library again to make it anew."
            ) from fault
