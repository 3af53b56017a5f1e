"""Which linked paragraphs have moved: into another article than the rest of theirs, or past their neighbours."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from firsthand.negotiations.alignment.grouping import Group
from firsthand.negotiations.alignment.shingles import Place

MOST = 0.5
"""An article became that other one into which more than this share of what it weighs went."""


def moved(groups: Sequence[Group], weights: Sequence[float], before: list[Place], after: list[Place]) -> set[int]:
    """The numbers of the groups that have moved."""
    ways = [(before[group.before[0]], after[group.after[0]]) for group in groups]
    left: dict[Place, float] = defaultdict(float)
    came: dict[Place, float] = defaultdict(float)
    gone: dict[tuple[Place, Place], float] = defaultdict(float)
    for way, weight in zip(ways, weights, strict=True):
        gone[way] += weight
        left[way[0]] += weight
        came[way[1]] += weight
    main = {way for way, weight in gone.items() if weight > MOST * left[way[0]] or weight > MOST * came[way[1]]}
    found = {number for number, way in enumerate(ways) if way not in main or way[0][0] != way[1][0]}
    together: dict[tuple[Place, Place], list[int]] = defaultdict(list)
    for number, way in enumerate(ways):
        if number not in found:
            together[way].append(number)
    for numbers in together.values():
        found |= _out_of_order(numbers, groups, weights)
    return found


def _out_of_order(numbers: list[int], groups: Sequence[Group], weights: Sequence[float]) -> set[int]:
    """All but the heaviest ones that keep the order of both drafts."""
    ordered = sorted(numbers, key=lambda number: (groups[number].before[0], groups[number].after[0]))
    # the ends of the chains so far: where they end in the later draft and what they weigh, both rising
    ends: list[int] = []
    chains: list[tuple[float, int]] = []
    behind: dict[int, int] = {}
    for number in ordered:
        end = groups[number].after[0]
        place = bisect_right(ends, end)
        weight = weights[number] + (chains[place - 1][0] if place else 0.0)
        if place:
            behind[number] = chains[place - 1][1]
        stop = place
        while stop < len(ends) and chains[stop][0] <= weight:
            stop += 1
        ends[place:stop] = [end]
        chains[place:stop] = [(weight, number)]
    kept: set[int] = set()
    last: int | None = chains[-1][1]
    while last is not None:
        kept.add(last)
        last = behind.get(last)
    return set(numbers) - kept
