"""Which passages stand at the top, gathered by item: a few hits are looked through as a whole, many from the top down.

Knows scores, editions and items; nothing of texts.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from firsthand.search.facets import Counts, Filters, Mask, Shelf
from firsthand.search.plan import MUST, Plan, Planner, all_of

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

FEW = 600
"""So many hits are fetched with a query at once; where there are no more, nothing has to be counted separately."""
TOP = 150
"""So many are fetched where there are more and they are counted anyway."""
HITS_PER_ITEM = 3
AT_ONCE = 2_000
"""Items with so many hits together are looked into with one query."""
MOST_BUCKETS = 60_000
"""Editions counted in one aggregation; tantivy's own limit is 65,000."""


class Found(NamedTuple):
    score: float
    address: "DocAddress"
    edition: int


class Ranked(NamedTuple):
    """Hits from the best down."""

    hits: list[tuple[float, "DocAddress"]]
    editions: Counts
    items: Counts
    """Place of the item of each hit; -1 where the filters don't allow it."""
    complete: bool
    """Whether these are all hits there are."""

    def order(self) -> list[int]:
        """Places of the items, by their best hits."""
        items, first = np.unique(self.items, return_index=True)
        return [int(item) for item in items[np.argsort(first)] if item >= 0]

    def best_of(self, place: int) -> list[Found]:
        """The best hits of one item."""
        best = np.flatnonzero(self.items == place)[:HITS_PER_ITEM].tolist()
        return [Found(score, address, int(self.editions[at])) for at in best for score, address in (self.hits[at],)]


class Ranking:
    """The answer to one plan, as far as passages and items go."""

    def __init__(self, searcher: "Searcher", shelf: Shelf, planner: Planner, plan: Plan, filters: Filters) -> None:
        self._searcher, self._shelf, self._planner = searcher, shelf, planner
        filtered = shelf.filtered(filters)
        self._scoring = plan.scoring
        top = self._look(plan.scoring, FEW, filtered) if plan.at_least <= FEW else None
        complete = top is not None and top.complete
        counts = np.bincount(top.editions, minlength=shelf.size) if top and complete else self._count(plan.matching)
        self.matched: Mask = counts > 0
        """Editions with hits, whatever the filters."""
        self._allowed: Mask = self.matched & filtered
        self.passages = int(counts[self._allowed].sum())
        self._passages_of = np.bincount(shelf.item_of[self._allowed], counts[self._allowed], len(shelf.items))
        self.items = int(np.count_nonzero(self._passages_of))
        if top is None or (filters and not complete):
            self._scoring = planner.filtered(plan.scoring, filters)
            top = self._look(self._scoring, TOP, filtered)
        self._top = top

    def page(self, first: int, beyond: int) -> dict[int, list[Found]]:
        """The best passages of the items from place `first` up to `beyond`, in the order of the best of each."""
        top, limit = self._top, TOP
        while len(order := top.order()) < beyond and not top.complete:
            limit *= 8
            top = self._look(self._scoring, limit, self._allowed)
        found = {place: top.best_of(place) for place in order[first:beyond]}
        if not top.complete:
            short = [place for place, best in found.items() if len(best) < min(HITS_PER_ITEM, self.passages_of(place))]
            found.update(self._best_of(short))
        return found

    def passages_of(self, place: int) -> int:
        """How many passages of an item match."""
        return int(self._passages_of[place])

    def _best_of(self, places: list[int]) -> dict[int, list[Found]]:
        """The best passages of some items."""
        most = sum(map(self.passages_of, places))
        if len(places) > 1 and most > AT_ONCE:
            return {place: best for one in places for place, best in self._best_of([one]).items()}
        if not places:
            return {}
        editions = np.flatnonzero(self._allowed & np.isin(self._shelf.item_of, places)).tolist()
        query = all_of([(MUST, self._scoring), (MUST, self._planner.editions(editions))])
        top = self._look(query, most if len(places) > 1 else HITS_PER_ITEM, self._allowed)
        return {place: top.best_of(place) for place in places}

    def _look(self, scoring: "Query", limit: int, allowed: Mask) -> Ranked:
        hits: list[Any] = self._searcher.search(scoring, limit=limit, count=False).hits
        numbers: list[Any] = self._searcher.fast_field_values("edition", [address for _, address in hits])
        editions = np.array(numbers, dtype=np.int64)
        items = np.where(allowed[editions], self._shelf.item_of[editions], -1)
        return Ranked(hits, editions, items, len(hits) < limit)

    def _count(self, matching: "Query") -> Counts:
        """Matching passages of each edition."""
        size = self._shelf.size
        counts = np.zeros(size, dtype=np.int64)
        for first in range(0, size, MOST_BUCKETS):
            query = matching
            if size > MOST_BUCKETS:
                some = self._planner.editions(range(first, min(first + MOST_BUCKETS, size)))
                query = all_of([(MUST, matching), (MUST, some)])
            wanted = {"editions": {"terms": {"field": "edition", "size": MOST_BUCKETS}}}
            for bucket in self._searcher.aggregate(query, wanted)["editions"]["buckets"]:
                counts[int(bucket["key"])] = bucket["doc_count"]
        return counts
