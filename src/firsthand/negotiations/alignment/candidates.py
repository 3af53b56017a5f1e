"""Which paragraphs could have become which, by their words alone.

An inverted index finds for each paragraph those with the heaviest shingles in common, from both sides alike; how much
of one is contained in the other says how alike they are. Work is bounded, whatever the drafts are made of.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from heapq import heappush, heapreplace, nlargest
from math import fsum

from msgspec import Struct

from firsthand.negotiations.alignment.shingles import Side, Weighed

MOST = 8
"""Candidates of a paragraph."""
MEETINGS = 50
"""Meetings in a shingle for each paragraph of both drafts, from the rarest shingle on: words that stand everywhere are
not looked up, though they count where two paragraphs are compared."""
ENOUGH = 12.0
"""Weight that is imagined in every paragraph besides: with little in common nothing is sure, however much it is of
a short paragraph."""
LEAST = 0.04
"""What is less alike is no candidate, wherever it stands."""
IN_TURN = 0.01
"""What it adds that of equally many copies in both drafts these are the first ones, or the second ones …"""
AROUND = 3
"""Paragraphs before and behind a pair that may be pairs as well, though there are others that have more in common."""


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
    pairs = {*_nearest(weighed), *_copies(weighed.before, weighed.after)}
    found = (_candidate(weighed, one, other) for one, other in sorted(pairs))
    return [candidate for candidate in found if candidate.alike >= LEAST or candidate.whole]


def around(weighed: Weighed, pairs: Collection[tuple[int, int]], known: Collection[tuple[int, int]]) -> list[Candidate]:
    """Pairs of what stands near other pairs, and is in none of them, in both drafts; without those that are `known`."""
    here, there = {one for one, _ in pairs}, {other for _, other in pairs}
    near = {
        (one, other)
        for here_one, there_one in pairs
        for one in range(max(0, here_one - AROUND), min(here_one + AROUND + 1, len(weighed.before.weights)))
        if one not in here
        for other in range(max(0, there_one - AROUND), min(there_one + AROUND + 1, len(weighed.after.weights)))
        if other not in there
    }
    found = (_candidate(weighed, one, other) for one, other in sorted(near.difference(known)))
    return [candidate for candidate in found if candidate.alike >= LEAST]


def _candidate(weighed: Weighed, one: int, other: int) -> Candidate:
    weight = weighed.weight
    before, after = weighed.before, weighed.after
    common = fsum(map(weight.__getitem__, before.shingles[one] & after.shingles[other]))
    here, there = common / (before.weights[one] + ENOUGH), common / (after.weights[other] + ENOUGH)
    alike = (max(here, there) + (here * there) ** 0.5) / 2
    whole = before.copies[one] == after.copies[other] != ()
    if whole:
        # a heading of one word is sure as well where it stands once in both; of several it could be any
        here_times, there_times = before.times[before.copies[one]], after.times[after.copies[other]]
        alike = max(alike, (alike + 1 / max(here_times, there_times)) / 2)
        if here_times == there_times and before.turns[one] == after.turns[other]:
            alike = min(1.0, alike + IN_TURN)
    return Candidate(one, other, alike, common, whole)


def _looked_up(weighed: Weighed) -> set[int]:
    """The shingles that are rare enough for all of them to cause no more than `MEETINGS`."""
    meetings = weighed.meetings
    left = MEETINGS * (len(weighed.before.weights) + len(weighed.after.weights))
    most = 0
    for count in sorted(meetings.values()):
        left -= count
        if left < 0:
            return {shingle for shingle, several in meetings.items() if several < count}
        most = count
    return {shingle for shingle, several in meetings.items() if several <= most}


def _nearest(weighed: Weighed) -> Iterator[tuple[int, int]]:
    """For each paragraph of both drafts those of the other with the heaviest shingles in common."""
    before, after, weight = weighed.before, weighed.after, weighed.weight
    usable = _looked_up(weighed)
    index: dict[int, list[int]] = defaultdict(list)
    for place, shingles in enumerate(after.shingles):
        for shingle in shingles & usable:
            index[shingle].append(place)
    long = [(heavy + ENOUGH) ** 0.5 for heavy in after.weights]
    columns: list[list[tuple[float, int, int]]] = [[] for _ in after.weights]
    for place, shingles in enumerate(before.shingles):
        met: dict[int, float] = defaultdict(float)
        for shingle in shingles & usable:
            heavy = weight[shingle]
            for one in index[shingle]:
                met[one] += heavy
        scored = [(round(common / long[one], 6), -abs(one - place), -one) for one, common in met.items()]
        yield from ((place, -one) for _, _, one in nlargest(MOST, scored))
        own = (before.weights[place] + ENOUGH) ** 0.5
        for one, common in met.items():
            _keep(columns[one], (round(common / own, 6), -abs(one - place), -place))
    yield from ((-place, one) for one, best in enumerate(columns) for _, _, place in best)


def _keep(best: list[tuple[float, int, int]], item: tuple[float, int, int]) -> None:
    if len(best) < MOST:
        heappush(best, item)
    elif item > best[0]:
        heapreplace(best, item)


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
