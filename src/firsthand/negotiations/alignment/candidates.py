"""Which paragraphs could have become which, by their words alone.

An inverted index finds for each paragraph those with the heaviest shingles in common, from both sides alike; how much
of one is contained in the other says how alike they are. Work is bounded, whatever the drafts are made of.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from heapq import nlargest

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

_DIGITS = 6
"""To which weights are the same."""
_ROUNDED = 10.0**-_DIGITS


class Candidate(Struct, frozen=True, gc=False):
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
    before, after = weighed.before, weighed.after
    if before.reads[one] is after.reads[other]:
        common = before.weights[one]
    else:
        common = sum(map(weighed.weight.__getitem__, before.shingles[one] & after.shingles[other]))
    here, there = common / (before.weights[one] + ENOUGH), common / (after.weights[other] + ENOUGH)
    alike = (max(here, there) + (here * there) ** 0.5) / 2
    whole = before.copies[one] == after.copies[other] != 0
    if whole:
        # a heading of one word is sure as well where it stands once in both; of several it could be any
        here_times, there_times = before.times[before.copies[one]], after.times[after.copies[other]]
        alike = max(alike, (alike + 1 / max(here_times, there_times)) / 2)
        if here_times == there_times and before.turns[one] == after.turns[other]:
            alike = min(1.0, alike + IN_TURN)
    return Candidate(one, other, alike, common, whole)


def _looked_up(weighed: Weighed) -> set[int]:
    """The shingles that are rare enough for all of them to cause no more than `MEETINGS`, besides those that stand
    once in each draft."""
    meetings = weighed.meetings
    left = MEETINGS * (len(weighed.before.weights) + len(weighed.after.weights))
    left -= sum(len(shingles) for shingles, _ in weighed.once)
    most = 0
    for count in sorted(meetings.values()):
        left -= count
        if left < 0:
            return {shingle for shingle, several in meetings.items() if several < count}
        most = count
    return {shingle for shingle, several in meetings.items() if several <= most}


def _nearest(weighed: Weighed) -> Iterator[tuple[int, int]]:
    """For each paragraph of both drafts those of the other with the heaviest shingles in common."""
    before, after = weighed.before, weighed.after
    columns: list[tuple[list[int], list[float]]] = [([], []) for _ in after.weights]
    long = [(heavy + ENOUGH) ** 0.5 for heavy in after.weights]
    for place, met in enumerate(_met(weighed)):
        heavy = [common / long[one] for one, common in met.items()]
        yield from ((place, one) for one in _heaviest(list(met), heavy, place))
        own = (before.weights[place] + ENOUGH) ** 0.5
        for one, common in met.items():
            places, weights = columns[one]
            places.append(place)
            weights.append(common / own)
    yield from ((place, one) for one, column in enumerate(columns) for place in _heaviest(*column, one))


def _met(weighed: Weighed) -> Iterator[dict[int, float]]:
    """For each paragraph of the earlier draft those of the later one that it has shingles in common with, and what
    those weigh."""
    weight, usable = weighed.weight, _looked_up(weighed)
    index: dict[int, list[int]] = defaultdict(list)
    for place, read in enumerate(weighed.after.reads):
        for shingle in usable & read.shingles:
            index[shingle].append(place)
    for met, read in zip(_met_once(weighed), weighed.before.reads, strict=True):
        for shingle in usable & read.shingles:
            heavy = weight[shingle]
            for one in index[shingle]:
                met[one] += heavy
        yield met


def _met_once(weighed: Weighed) -> Iterator[dict[int, float]]:
    """The same by shingles alone that stand once in each draft."""
    twins = {id(read) for read in weighed.before.reads}
    same = {id(read): place for place, read in enumerate(weighed.after.reads) if id(read) in twins}
    last: dict[int, int] = {}
    for place, read in enumerate(weighed.after.reads):
        if id(read) not in twins:
            last.update(dict.fromkeys(read.shingles, place))
    for read in weighed.before.reads:
        met: dict[int, float] = defaultdict(float)
        for shingles, (once, heavy) in zip(read.runs, weighed.once, strict=True):
            alone = shingles & once
            if alone and id(read) in same:  # what stands once in both stands nowhere else
                met[same[id(read)]] += heavy * len(alone)
            elif alone:
                for one, times in Counter(map(last.__getitem__, alone)).items():
                    met[one] += heavy * times
        yield met


def _heaviest(places: list[int], weights: list[float], own: int) -> list[int]:
    """The places with the most; of equals those that are nearest to their own, and then the first ones."""
    # what can't be among them is not rounded
    least = nlargest(MOST, weights)[-1] - 2 * _ROUNDED if len(weights) > MOST else 0.0
    ranked = [
        (-round(heavy, _DIGITS), abs(place - own), place)
        for place, heavy in zip(places, weights, strict=True)
        if heavy >= least
    ]
    return [place for _, _, place in sorted(ranked)[:MOST]]


def _copies(before: Side, after: Side) -> Iterator[tuple[int, int]]:
    """Paragraphs that are the same: each with those that have nearly the same rank among them in the other draft."""
    here, there = _ranked(before), _ranked(after)
    for copy, places in here.items():
        others = there.get(copy, [])
        for rank, place in enumerate(places):
            middle = rank * len(others) // len(places)
            yield from ((place, one) for one in others[max(0, middle - 2) : middle + 3])
            yield from ((place, one) for one in others[max(0, rank - 1) : rank + 2])


def _ranked(side: Side) -> dict[int, list[int]]:
    ranked: dict[int, list[int]] = defaultdict(list)
    for place, copy in enumerate(side.copies):
        ranked[copy].append(place)
    return ranked
