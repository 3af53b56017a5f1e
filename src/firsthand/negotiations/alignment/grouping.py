"""Paragraphs that were split or merged: what is left over and stands, for a good part, in one that has a pair already.

It has to add something: words that the pair it joins does not have in common already.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.negotiations.alignment.candidates import Candidate
from firsthand.negotiations.alignment.pairing import PAIR, Judged
from firsthand.negotiations.alignment.shingles import Weighed

CONTAINED = 0.35
"""So much of it stands in the paragraph that it is a part of."""
ADDS = 0.5
"""And so much of that is not in the other parts of that paragraph."""
LEAST = 8.0
"""The weight of what it adds."""
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
        if score < PAIR:
            break
        _join(weighed, here, there, found[one, other], score)
    return made


def _join(weighed: Weighed, here: dict[int, Group], there: dict[int, Group], pair: Candidate, score: float) -> None:
    whole, part = here.get(pair.before), there.get(pair.after)
    if whole and not part and len(whole.before) == 1 and len(whole.after) < MOST_PARTS:
        own, kept = weighed.before.shingles[pair.before], weighed.after
        if _adds(own, pair.after, whole.after, kept.shingles, kept.weights[pair.after], weighed.weight):
            whole.after.append(pair.after)
            whole.score = min(whole.score, score)
            there[pair.after] = whole
    elif part and not whole and len(part.after) == 1 and len(part.before) < MOST_PARTS:
        own, kept = weighed.after.shingles[pair.after], weighed.before
        if _adds(own, pair.before, part.before, kept.shingles, kept.weights[pair.before], weighed.weight):
            part.before.append(pair.before)
            part.score = min(part.score, score)
            here[pair.before] = part


def _adds(
    own: frozenset[int], part: int, others: list[int], shingles: list[frozenset[int]], heavy: float,
    weight: dict[int, float],
) -> bool:  # fmt: skip
    common = own & shingles[part]
    new = common.difference(*(shingles[other] for other in others))
    total, adds = sum(map(weight.__getitem__, common)), sum(map(weight.__getitem__, new))
    return adds >= LEAST and total >= CONTAINED * heavy and adds >= ADDS * total
