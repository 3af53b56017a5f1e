"""Which paragraphs could have become which, by their words alone.

An inverted index finds for each paragraph those with the heaviest shingles in common, from both sides alike; how much
of one is contained in the other says how alike they are. Work is bounded, whatever the drafts are made of.
"""

from collections import defaultdict
from collections.abc import Iterator
from heapq import nlargest

from msgspec import Struct

from firsthand.negotiations.alignment.shingles import Side, Weighed

MOST = 10
"""Candidates of a paragraph."""
MOST_MEETINGS = 4_000_000
"""Meetings of two paragraphs in a shingle, from the rarest one on; words that stand everywhere are left out first."""
ENOUGH = 12.0
"""Weight that is imagined in every paragraph besides: with little in common nothing is sure, however much it is of
a short paragraph."""
LEAST = 0.04


class Candidate(Struct, frozen=True):
    before: int
    after: int
    """Places in the drafts."""
    alike: float
    """From 0 to 1: what they have in common, of what each of them is."""
    common: float
    """The weight of what they have in common."""
    whole: bool
    """The shadow copies are the same."""


def candidates(weighed: Weighed) -> list[Candidate]:
    """In the order of their places."""
    before, after = weighed.before, weighed.after
    least = _commonest(weighed)
    pairs = set(_nearest(before, after, weighed.weight, least))
    pairs |= {(one, other) for other, one in _nearest(after, before, weighed.weight, least)}
    pairs |= set(_copies(before, after))
    found = (_candidate(weighed, one, other) for one, other in sorted(pairs))
    return [candidate for candidate in found if candidate.alike >= LEAST or candidate.whole]


def _candidate(weighed: Weighed, one: int, other: int) -> Candidate:
    weight = weighed.weight
    before, after = weighed.before, weighed.after
    # in one order, so that both directions give the same sum to the last digit
    common = sum(sorted(weight[shingle] for shingle in before.shingles[one] & after.shingles[other]))
    here, there = common / (before.weights[one] + ENOUGH), common / (after.weights[other] + ENOUGH)
    whole = before.copies[one] == after.copies[other]
    return Candidate(one, other, (max(here, there) + (here * there) ** 0.5) / 2, common, whole)


def _commonest(weighed: Weighed) -> int:
    """How many meetings a shingle may cause at most, so that all of them cause no more than `MOST_MEETINGS`."""
    here, there = _counts(weighed.before), _counts(weighed.after)
    meetings = sorted(count * there[shingle] for shingle, count in here.items())
    total = 0
    for count in meetings:
        total += count
        if total > MOST_MEETINGS:
            return count - 1
    return total


def _counts(side: Side) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for shingles in side.shingles:
        for shingle in shingles:
            counts[shingle] += 1
    return counts


def _nearest(side: Side, other: Side, weight: dict[int, float], most: int) -> Iterator[tuple[int, int]]:
    """For each paragraph of `side` the places of those of `other` with the heaviest shingles in common."""
    index: dict[int, list[int]] = defaultdict(list)
    for place, shingles in enumerate(other.shingles):
        for shingle in shingles:
            index[shingle].append(place)
    counts = _counts(side)
    for place, shingles in enumerate(side.shingles):
        met: dict[int, float] = defaultdict(float)
        for shingle in shingles:
            there = index[shingle]
            if len(there) * counts[shingle] <= most:
                heavy = weight[shingle]
                for one in there:
                    met[one] += heavy
        scored = (
            (common / (other.weights[one] + ENOUGH) ** 0.5, -abs(one - place), -one) for one, common in met.items()
        )
        yield from ((place, -one) for _, _, one in nlargest(MOST, scored))


def _copies(before: Side, after: Side) -> Iterator[tuple[int, int]]:
    """Paragraphs that are the same: each with those that have nearly the same rank among them in the other draft."""
    here, there = _ranked(before), _ranked(after)
    for copy, places in here.items():
        others = there.get(copy, [])
        for rank, place in enumerate(places):
            middle = rank * len(others) // len(places)
            yield from ((place, one) for one in others[max(0, middle - 2) : middle + 3])
            yield from ((place, one) for one in others[max(0, rank - 1) : rank + 2])


def _ranked(side: Side) -> dict[tuple[int, ...], list[int]]:
    ranked: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for place, copy in enumerate(side.copies):
        ranked[copy].append(place)
    return ranked
