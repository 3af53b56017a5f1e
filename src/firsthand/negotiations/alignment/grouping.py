"""Paragraphs that were split or merged: what is left over and stands, for a good part, in one that has a pair already.

It has to add something, words that the pair it joins does not have in common already; or it says the same as a part of
that pair and fits as well, which is how options for one paragraph look.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from firsthand.negotiations.alignment.pairing import Judged
from firsthand.negotiations.alignment.shingles import Side, Weighed

JOINS = 0.25
"""As good a candidate has to be, with what stands around it."""
CONTAINED = 0.35
"""So much of it stands in the paragraph that it is a part of."""
ADDS = 0.5
"""And so much of that is not in the other parts of that paragraph."""
LEAST = 12.0
"""The weight of what it adds."""
TWIN = 0.7
"""Or so much of it is in another part near it, and it fits nearly as well: they are options for one paragraph."""
AS_GOOD = 0.6
FREE = 0.9
"""So good beside it something free has to be to come first."""
NEAR = 12
"""Paragraphs, of the same article."""
MOST_PARTS = 12


@dataclass
class Group:
    """Paragraphs of both drafts that belong together; on one side at least there is one only."""

    before: list[int]
    after: list[int]
    score: float


def groups(order: Sequence[tuple[int, int]], judged: Judged, weighed: Weighed) -> list[Group]:
    """Pairs, with what was split off from them or merged into them. `order` is all that may be pairs, the best first.

    Where both are free they become a pair, where one is free it may join the other's. So a part joins its whole before
    it is paired with something worse; but where something free fits it nearly as well, that comes first.
    """
    made: list[Group] = []
    here: dict[int, Group] = {}
    there: dict[int, Group] = {}
    rows: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    for one, other in order:
        rows[one].append(other)
        columns[other].append(one)
    later: list[tuple[int, int]] = []
    for one, other in order:
        score = judged[one, other]
        if one not in here and other not in there:
            made.append(Group([one], [other], score))
            here[one] = there[other] = made[-1]
        elif score >= JOINS:
            fit = [judged[one, place] for place in rows[one] if place not in there] if one not in here else []
            fit += [judged[place, other] for place in columns[other] if place not in here] if other not in there else []
            if fit and max(fit) >= FREE * score:
                later.append((one, other))
            else:
                _join(weighed, here, there, (one, other), score)
    for one, other in later:
        _join(weighed, here, there, (one, other), judged[one, other])
    return made


def _join(
    weighed: Weighed, here: dict[int, Group], there: dict[int, Group], pair: tuple[int, int], score: float
) -> None:
    one, other = pair
    whole, part = here.get(one), there.get(other)
    if whole and not part and len(whole.before) == 1:
        kept = weighed.before, one, weighed.after, other
        if _belongs(weighed, *kept, whole.after, score / whole.score):
            whole.after.append(other)
            whole.score = min(whole.score, score)
            there[other] = whole
    if part and not whole and len(part.after) == 1:
        kept = weighed.after, other, weighed.before, one
        if _belongs(weighed, *kept, part.before, score / part.score):
            part.before.append(one)
            part.score = min(part.score, score)
            here[one] = part


def _belongs(
    weighed: Weighed, side: Side, whole: int, others: Side, part: int, parts: list[int], beside: float
) -> bool:
    """Whether a paragraph of the other side is a further part of `whole`, or one of several options for it."""
    shared = side.shingles[whole] & others.shingles[part]
    common = _heavy(weighed, shared)
    if len(parts) >= MOST_PARTS or common < max(LEAST, CONTAINED * others.weights[part]):
        return False
    new = _heavy(weighed, shared.difference(*(others.shingles[one] for one in parts)))
    if new >= max(LEAST, ADDS * common):
        return True
    near = [one for one in parts if abs(one - part) <= NEAR and others.places[one] == others.places[part]]
    return beside >= AS_GOOD and any(_heavy(weighed, shared & others.shingles[one]) >= TWIN * common for one in near)


def _heavy(weighed: Weighed, shingles: Iterable[int]) -> float:
    return fsum(map(weighed.weight.__getitem__, shingles))
