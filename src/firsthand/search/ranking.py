"""Which passages stand at the top, gathered by item: a few hits are looked through as a whole, many from the top down.

Knows scores, editions and items; nothing of texts.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.search import rescoring
from firsthand.search.facets import Counts, Filters, Mask, Shelf
from firsthand.search.index import Index, Key, Top
from firsthand.search.plan import Plan
from firsthand.search.preparation import PLACES
from firsthand.search.selection import HITS_PER_ITEM, Found, select
from firsthand.search.storage import Stored
from firsthand.search.tree import Labelled, Node, OfEditions, all_of

FEW = 600
"""So many hits are fetched with a query at once; where there are no more, nothing has to be counted separately."""
TOP = 150
"""So many are fetched where there are more and they are counted anyway."""
WORTH_OF_REPETITION = 0.7
"""What a passage counts that says nearly the same as one above it, as the first page of many reports does."""
SECOND_LOOK = 3
"""From so many plain words on, what the best passages say is compared with one another."""
ONE_LANGUAGE = 0.9
"""So large a share of them must be in one language."""
THIRD_LOOK = 2
"""From so many plain words on, a model reads the best passages, where there is one."""
READ_BY_A_MODEL = 50
AT_ONCE = 2_000
"""Items with so many hits together are looked into with one query."""


Scores = NDArray[np.float64]
Rescore = Callable[[Sequence[Stored], Scores], Scores]
"""From passages, the best first, and their scores to new scores; NaN for those that shall stay where they are."""


class Ranked(NamedTuple):
    """Hits from the best down."""

    keys: list[Key]
    scores: NDArray[np.float64]
    editions: Counts
    twins: Counts
    ordinals: Counts
    items: Counts
    """Place of the item of each hit; -1 where the filters don't allow it."""
    complete: bool
    """Whether these are all hits there are."""
    by_model: Scores
    """What a model has added to each score."""

    def order(self) -> list[int]:
        """Places of the items, by their best hits."""
        items, first = np.unique(self.items, return_index=True)
        return [int(item) for item in items[np.argsort(first)] if item >= 0]

    def reordered(self, places: NDArray[np.intp], scores: Scores) -> "Ranked":
        """With new scores of the hits at some places: these in a new order, all others where they were."""
        new = self.scores.copy()
        new[places] = scores
        order = np.arange(len(new))
        order[places] = places[np.argsort(-scores, kind="stable")]
        return Ranked(
            [self.keys[at] for at in order.tolist()], new[order], self.editions[order], self.twins[order],
            self.ordinals[order], self.items[order], self.complete, self.by_model[order],
        )  # fmt: skip

    def of(self, place: int) -> list[Found]:
        """The hits of one item."""
        return [
            Found(
                float(self.scores[at]),
                self.keys[at],
                int(self.editions[at]),
                int(self.twins[at]),
                int(self.ordinals[at]),
                by_model=float(self.by_model[at]),
            )
            for at in np.flatnonzero(self.items == place).tolist()
        ]


class Ranking:
    """The answer to one plan, as far as passages and items go."""

    def __init__(
        self,
        index: Index,
        shelf: Shelf,
        plan: Plan,
        filters: Filters,
        reader: str = "",
        rescore: Rescore | None = None,
        found: Top | None = None,
    ) -> None:
        """`found`: the FEW best passages of the plan, where they were looked at already."""
        self._index, self._shelf, self._reader = index, shelf, reader
        filtered = shelf.filtered(filters)
        self._scoring = plan.scoring
        top = self._look(plan.scoring, FEW, filtered, found) if plan.at_least <= FEW else None
        complete = top is not None and top.complete
        counts = np.bincount(top.editions, minlength=shelf.size) if top and complete else index.count(plan.matching)
        self.matched: Mask = counts > 0
        """Editions with hits, whatever the filters."""
        self._allowed: Mask = self.matched & filtered
        self.passages = int(counts[self._allowed].sum())
        self._passages_of = np.bincount(shelf.item_of[self._allowed], counts[self._allowed], len(shelf.items))
        self.items = int(np.count_nonzero(self._passages_of))
        if top is None or (filters and not complete):
            self._scoring = narrowed(plan.scoring, filters)
            top = self._look(self._scoring, TOP, filtered)
        if plan.words >= SECOND_LOOK:
            top = self._look_again(top)
        if rescore and plan.words >= THIRD_LOOK:
            top = self._read(top, rescore)
        self._top = top

    def page(self, first: int, beyond: int) -> dict[int, list[Found]]:
        """The best passages of the items from place `first` up to `beyond`, in the order of the best of each."""
        tops, order, limit = [self._top], self._top.order(), TOP
        while len(order) < beyond and not tops[-1].complete:
            limit *= 8
            tops.append(self._look(self._scoring, limit, self._allowed))
            # Behind what stood above already: else a work could stand on two pages, and another on none.
            order = list(dict.fromkeys((*order, *tops[-1].order())))
        hits = {place: next(filter(None, (top.of(place) for top in tops))) for place in order[first:beyond]}
        found = {place: self._select(some) for place, some in hits.items()}
        if not tops[-1].complete:
            short = [
                place
                for place, best in found.items()
                if len(best) < HITS_PER_ITEM and len(hits[place]) < self.passages_of(place)
            ]
            found.update(self._best_of(short))
        return found

    def _select(self, hits: list[Found]) -> list[Found]:
        return select(hits, self._shelf.lengths, self._shelf.read_by(self._reader))

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
        tree = all_of([self._scoring, OfEditions(tuple(editions))])
        top = self._look(tree, min(most, AT_ONCE), self._allowed)
        return {place: self._select(top.of(place)) for place in places}

    def _look_again(self, top: Ranked) -> Ranked:
        """The best in a new order, by what passages alike to each say too; all others follow as they were.

        Only among passages of one language: likeness by words would raise the language that has most of them.
        """
        best = np.arange(min(len(top.keys), rescoring.BEST))
        tongues = np.bincount(self._shelf.tongues[top.editions[best]], minlength=1)
        if tongues.max() < ONE_LANGUAGE * len(best):
            return top
        texts = ["\n".join((*stored.headings, stored.text)) for stored in self._stored(top, best)]
        new = rescoring.smoothed(top.scores[best], texts)
        return top.reordered(best, new)

    def _read(self, top: Ranked, rescore: Rescore) -> Ranked:
        """The best that the filters allow in a new order, as far as they get new scores."""
        best = np.flatnonzero(top.items >= 0)[:READ_BY_A_MODEL]
        new = rescore(self._stored(top, best), top.scores[best])
        scored = best[~np.isnan(new)]
        new = new[~np.isnan(new)]
        top.by_model[scored] = new - top.scores[scored]
        return top.reordered(scored, new)

    def _stored(self, top: Ranked, places: NDArray[np.intp]) -> Sequence[Stored]:
        return self._index.stored([top.keys[at] for at in places.tolist()])

    def _look(self, scoring: Node, limit: int, allowed: Mask, found: Top | None = None) -> Ranked:
        top = found or self._index.best(scoring, limit)
        scores = top.scores * self._shelf.worth_to(self._reader)[top.editions]
        twins = top.twins // PLACES
        repeated = np.ones(len(scores), dtype=np.bool_)
        repeated[np.unique(twins, return_index=True)[1]] = False
        scores[repeated] *= WORTH_OF_REPETITION
        order = np.argsort(-scores, kind="stable")
        keys, editions = list(top.keys), top.editions[order]
        items = np.where(allowed[editions], self._shelf.item_of[editions], -1)
        return Ranked(
            [keys[at] for at in order.tolist()], scores[order], editions, twins[order],
            top.twins[order] % PLACES, items, len(keys) < limit, np.zeros(len(order)),
        )  # fmt: skip


def narrowed(node: Node, filters: Filters) -> Node:
    """A tree narrowed by facets."""
    labels = [Labelled(tuple(f"{name}={value}" for value in values)) for name, values in filters.items() if values]
    return all_of([node, *labels])
