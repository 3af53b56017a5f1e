"""How well a pair fits to the pairs around it: its neighbours, and which article became which.

Which article became which is learnt from strong pairs alone; numbers are names here and never compared.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from firsthand.negotiations.alignment.shingles import Place

WINDOW = 6
"""Paragraphs before and behind a pair in which its neighbours are looked for."""
HALF = 0.6
"""So much company makes half of what company can do: one pair two paragraphs away, or so."""
PRIOR = 20.0
"""Weight that is imagined to have gone elsewhere from each article, so that one short pair proves little."""

Pairs = Mapping[tuple[int, int], float]
"""Strong pairs, by their places in the drafts, with what they weigh."""


class Surroundings(Struct):
    """What is known of the pairs found so far."""

    before: list[Place]
    after: list[Place]
    pairs: Pairs
    order: list[tuple[int, int]]
    """The pairs, by their place in the earlier draft."""
    ways: dict[tuple[Place, Place], float]
    """The weight of what went from one article into another."""
    left: dict[Place, float]
    came: dict[Place, float]

    @classmethod
    def of(cls, before: list[Place], after: list[Place], pairs: Pairs) -> "Surroundings":
        ways: dict[tuple[Place, Place], float] = defaultdict(float)
        left: dict[Place, float] = defaultdict(float)
        came: dict[Place, float] = defaultdict(float)
        for (one, other), weight in sorted(pairs.items()):
            ways[before[one], after[other]] += weight
            left[before[one]] += weight
            came[after[other]] += weight
        return cls(before, after, pairs, sorted(pairs), ways, left, came)

    def company(self, one: int, other: int) -> float:
        """From 0 to 1: whether paragraphs near the one are linked to paragraphs near the other."""
        total = 0.0
        start = bisect_left(self.order, (one - WINDOW, -1))
        for here, there in self.order[start : bisect_right(self.order, (one + WINDOW + 1, -1))]:
            if (here, there) != (one, other) and abs(there - other) <= WINDOW:
                total += 1 / (abs(here - one) + abs(there - other) + abs((here - one) - (there - other)))
        return total / (total + HALF)

    def way(self, one: int, other: int) -> float:
        """From 0 to 1: how much of the one's article went into the other's, or came out of it; without this pair."""
        here, there = self.before[one], self.after[other]
        own = self.pairs.get((one, other), 0.0)
        gone = self.ways.get((here, there), 0.0) - own
        left, came = self.left.get(here, 0.0) - own, self.came.get(there, 0.0) - own
        return (
            max(0.0, gone / (left + PRIOR), gone / (came + PRIOR)) / 2
            + max(0.0, min(gone / (left + PRIOR), gone / (came + PRIOR))) / 2
        )

    def fits(self, one: int, other: int) -> float:
        """Both together, from 0 to 1."""
        return (self.company(one, other) + self.way(one, other)) / 2
