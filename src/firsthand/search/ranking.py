"""Which passages stand at the top, gathered by item: a few hits are looked through as a whole, many from the top down.

Knows scores, editions and items; nothing of texts.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from firsthand.search.facets import Counts, Mask, Shelf
from firsthand.search.plan import MUST, Plan, Planner, all_of

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

FEW = 2_000
"""So many hits are fetched with a query at once; where there are no more, nothing has to be counted separately."""
HITS_PER_ITEM = 3
ENOUGH_HITS = 2
"""Where an item has so many among the best of all, no others of it are looked for."""
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
    complete: bool
    """Whether these are all hits there are."""

    def items(self, shelf: Shelf, allowed: Mask) -> list[int]:
        """Places of the items of allowed editions, by their best hits."""
        items, first = np.unique(shelf.item_of[self.editions[allowed[self.editions]]], return_index=True)
        return [int(item) for item in items[np.argsort(first)]]

    def of_item(self, shelf: Shelf, allowed: Mask, place: int) -> list[Found]:
        """The best hits of one item."""
        chosen = np.flatnonzero((shelf.item_of[self.editions] == place) & allowed[self.editions])
        return [
            Found((hit := self.hits[at])[0], hit[1], int(self.editions[at])) for at in chosen[:HITS_PER_ITEM].tolist()
        ]


class Ranking:
    """The answer to one plan, as far as passages and items go."""

    def __init__(self, searcher: "Searcher", shelf: Shelf, planner: Planner, plan: Plan, filters: Any) -> None:
        self._searcher, self._shelf, self._planner = searcher, shelf, planner
        self._top = self._look(plan.scoring, FEW)
        if self._top.complete:
            self._counts = np.bincount(self._top.editions, minlength=shelf.size)
        else:
            self._counts = self._count(plan.matching)
        self.matched: Mask = self._counts > 0
        """Editions with hits, whatever the filters."""
        self.allowed: Mask = self.matched & shelf.filtered(filters)
        self.items = shelf.count_items(self.allowed)
        self.passages = int(self._counts[self.allowed].sum())
        self._scoring = plan.scoring
        if not self._top.complete and any(filters.values()):
            self._scoring = planner.filtered(plan.scoring, filters)
            self._top = self._look(self._scoring, FEW)

    def page(self, first: int, beyond: int) -> dict[int, list[Found]]:
        """The best passages of the items from place `first` up to `beyond`, in the order of the best of each."""
        top, limit = self._top, FEW
        order = top.items(self._shelf, self.allowed)
        while len(order) < beyond and not top.complete:
            limit *= 8
            top = self._look(self._scoring, limit)
            order = top.items(self._shelf, self.allowed)
        page = order[first:beyond]
        found = {place: top.of_item(self._shelf, self.allowed, place) for place in page}
        short = [place for place in page if len(found[place]) < min(ENOUGH_HITS, self.passages_of(place))]
        if not top.complete:
            found.update({place: self._of_item(place) for place in short})
        return found

    def passages_of(self, place: int) -> int:
        """How many passages of an item match."""
        return int(self._counts[self.allowed & (self._shelf.item_of == place)].sum())

    def _of_item(self, place: int) -> list[Found]:
        editions = np.flatnonzero(self.allowed & (self._shelf.item_of == place)).tolist()
        query = all_of([(MUST, self._scoring), (MUST, self._planner.editions(editions))])
        return self._look(query, HITS_PER_ITEM).of_item(self._shelf, self.allowed, place)

    def _look(self, scoring: "Query", limit: int) -> Ranked:
        hits: list[Any] = self._searcher.search(scoring, limit=limit, count=False).hits
        editions: list[Any] = self._searcher.fast_field_values("edition", [address for _, address in hits])
        return Ranked(hits, np.array(editions, dtype=np.int64), len(hits) < limit)

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
