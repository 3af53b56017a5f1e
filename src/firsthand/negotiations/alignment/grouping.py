"""Paragraphs that were split or merged: what is left over and stands, for a good part, in one that has a pair already.

It has to add something, words that the pair it joins does not have in common already; or it says the same as a part of
that pair and fits as well, which is how options for one paragraph look.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from firsthand.negotiations.alignment.candidates import Candidate
from firsthand.negotiations.alignment.pairing import Judged
from firsthand.negotiations.alignment.shingles import Side, Weighed

JOINS = 0.25
"""As good a candidate has to be, with what stands around it."""
CONTAINED = 0.35
"""So much of it stands in the paragraph that it is a part of."""
ADDS = 0.5
"""And so much of that is not in the other parts of that paragraph."""
LEAST = 8.0
"""The weight of what it adds."""
TWIN = 0.7
"""Or so much of it is in another part near it, and it fits nearly as well: they are options for one paragraph."""
AS_GOOD = 0.6
NEAR = 12
"""Paragraphs, of the same article."""
MOST_PARTS = 12


@dataclass
class Group:
    """Paragraphs of both drafts that belong together; on one side at least there is one only."""

    before: list[int]
    after: list[int]
    score: float


def groups(chosen: Judged, judged: Judged, found: Mapping[tuple[int, int], Candidate], weighed: Weighed) -> list[Group]:
    """Every pair with what was split off from it or merged into it."""
    made = [Group([one], [other], score) for (one, other), score in chosen.items()]
    here = {one: group for group in made for one in group.before}
    there = {other: group for group in made for other in group.after}
    for (one, other), score in sorted(judged.items(), key=lambda item: (-round(item[1], 9), item[0][0] + item[0][1])):
        if score < JOINS:
            break
        _join(weighed, here, there, found[one, other], score)
    return made


def _join(weighed: Weighed, here: dict[int, Group], there: dict[int, Group], pair: Candidate, score: float) -> None:
    whole, part = here.get(pair.before), there.get(pair.after)
    if whole and not part and len(whole.before) == 1:
        kept = weighed.before, pair.before, weighed.after, pair.after
        if _belongs(weighed, *kept, whole.after, score / whole.score):
            whole.after.append(pair.after)
            whole.score = min(whole.score, score)
            there[pair.after] = whole
    if part and not whole and len(part.after) == 1:
        kept = weighed.after, pair.after, weighed.before, pair.before
        if _belongs(weighed, *kept, part.before, score / part.score):
            part.before.append(pair.before)
            part.score = min(part.score, score)
            here[pair.before] = part


def _belongs(weighed: Weighed, side: Side, whole: int, other: Side, part: int, parts: list[int], beside: float) -> bool:
    """Whether a paragraph of the other side is a further part of `whole`, or one of several options for it."""
    shared = side.shingles[whole] & other.shingles[part]
    common = _heavy(weighed, shared)
    if len(parts) >= MOST_PARTS or common < max(LEAST, CONTAINED * other.weights[part]):
        return False
    new = _heavy(weighed, shared.difference(*(other.shingles[one] for one in parts)))
    if new >= max(LEAST, ADDS * common):
        return True
    near = [one for one in parts if abs(one - part) <= NEAR and other.places[one] == other.places[part]]
    return beside >= AS_GOOD and any(_heavy(weighed, shared & other.shingles[one]) >= TWIN * common for one in near)


def _heavy(weighed: Weighed, shingles: Iterable[int]) -> float:
    return fsum(map(weighed.weight.__getitem__, shingles))
