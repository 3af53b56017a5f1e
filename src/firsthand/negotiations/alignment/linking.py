"""Pairs and groups as links that people can judge: their kind, how sure they are, and what would fit as well."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from firsthand.catalogue.negotiations import DraftText, Link, LinkKind, Paragraph
from firsthand.negotiations.alignment.candidates import ENOUGH, Candidate
from firsthand.negotiations.alignment.decisions import Decisions
from firsthand.negotiations.alignment.grouping import Group
from firsthand.negotiations.alignment.moves import moved
from firsthand.negotiations.alignment.pairing import Judged
from firsthand.negotiations.alignment.shingles import Weighed

KNOWN = 0.25
"""From this score on it is proposed that two paragraphs are one; below, that they may be is all that is said."""
AS_GOOD = 0.9
"""From so much of a pair's odds, and of its words, another one is as good: nobody could tell them apart."""
NEARLY = 0.3
"""From so much on another one is named beside it; and where the words are the same, nobody could tell them apart."""
UNSURE = 0.15
"""So alike a paragraph without a pair may be to one of the other draft, and may well be it: then it is unknown, and not
new or dropped. If that one has a pair that it is in nearly `WHOLLY`, it takes more than that."""
ALIKE = 0.4
WHOLLY = 0.6
LITTLE = 2 * ENOUGH
"""What weighs less says too little to tell it from its copies."""
MOST_TIES = 3


class _Found(Struct):
    """All that is known when links are made."""

    before: Sequence[Paragraph]
    after: Sequence[Paragraph]
    judged: Judged
    candidates: Mapping[tuple[int, int], Candidate]
    weighed: Weighed
    decisions: Decisions
    rows: dict[int, list[int]]
    """For each paragraph of the earlier draft those of the later one that could be it, the best first."""
    columns: dict[int, list[int]]
    here: dict[int, float]
    """The score of the pair that each paragraph has."""
    there: dict[int, float]
    rows_had: dict[int, float]
    """For each paragraph of the earlier draft how alike its pair is by its words."""
    columns_had: dict[int, float]


def links(
    before: DraftText, after: DraftText, made: list[Group], judged: Judged,
    candidates: Mapping[tuple[int, int], Candidate], weighed: Weighed, decisions: Decisions,
) -> tuple[Link, ...]:  # fmt: skip
    """Of all paragraphs, in the order of the later draft; what was dropped stands behind its former neighbour."""
    rows, columns = _rows(judged)
    here = {one: group.score for group in made for one in group.before}
    there = {other: group.score for group in made for other in group.after}
    found = _Found(
        before.paragraphs, after.paragraphs, judged, candidates, weighed, decisions, rows, columns, here, there, {}, {}
    )
    kept = [group for group in made if found.decisions.allows_group(group)]
    for group in kept:
        found.rows_had.update(dict.fromkeys(group.before, _words(found, group)))
        found.columns_had.update(dict.fromkeys(group.after, _words(found, group)))
    proposed = [*_linked(found, kept), *_alone(found, kept)]
    return (*_ordered([*decisions.confirmed, *proposed], before.paragraphs, after.paragraphs), *decisions.refused)


def _rows(judged: Judged) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    rows: dict[int, list[int]] = defaultdict(list)
    columns: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(judged, key=lambda pair: (-judged[pair], pair)):
        rows[one].append(other)
        columns[other].append(one)
    return rows, columns


def _linked(found: _Found, kept: list[Group]) -> Iterator[Link]:
    weights = [sum(found.candidates[one, other].common for one in group.before for other in group.after
                   if (one, other) in found.candidates) for group in kept]  # fmt: skip
    away = moved(kept, weights, found.weighed.before.places, found.weighed.after.places)
    for number, group in enumerate(kept):
        rival, ties = _rivals(found, group)
        sure = KNOWN if _doubtful(found, group) else 1.0
        score = round(sure * (group.score * _words(found, group)) ** 0.5 * (1 - rival * rival / 2), 4)
        yield Link(
            kind=_kind(found, group) if score >= KNOWN else LinkKind.UNKNOWN,
            before=tuple(found.before[one].id for one in sorted(group.before)),
            after=tuple(found.after[other].id for other in sorted(group.after)),
            score=score,
            moved=number in away and score >= KNOWN,
            ties=tuple(found.after[other].id for other in ties),
        )


def _words(found: _Found, group: Group) -> float:
    """How alike its paragraphs are by their words alone: of a group, the least that one has with the one of the other
    side."""
    return min(found.candidates[one, other].alike for one in group.before for other in group.after)


def _kind(found: _Found, group: Group) -> LinkKind:
    if len(group.after) > 1:
        return LinkKind.SPLIT
    if len(group.before) > 1:
        return LinkKind.MERGED
    one, other = found.before[group.before[0]], found.after[group.after[0]]
    return LinkKind.SAME if one.text.split() == other.text.split() else LinkKind.EDITED


def _rivals(found: _Found, group: Group) -> tuple[float, list[int]]:
    """How good the best other pair of its paragraphs is beside it, from 0 to 1; and which of the later draft are."""
    shares, ties = [0.0], []
    for one, other in _other_pairs(found, group):
        shares.append(_beside(found.judged[one, other], group.score))
        if one == group.before[0] and shares[-1] >= NEARLY:
            ties.append(other)
    return min(1.0, max(shares)), ties[:MOST_TIES]


def _other_pairs(found: _Found, group: Group) -> Iterator[tuple[int, int]]:
    """Pairs of one of its paragraphs with another, unless that one has a pair that is better still; of groups none."""
    if len(group.before) > 1 or len(group.after) > 1:
        return
    one, other = group.before[0], group.after[0]
    for place in found.rows[one]:
        if place != other and found.there.get(place, 0) <= found.judged[one, place]:
            yield one, place
    for place in found.columns[other]:
        if place != one and found.here.get(place, 0) <= found.judged[place, other]:
            yield place, other


def _beside(rival: float, score: float) -> float:
    """The odds of one beside those of the other."""
    return (rival / (1 - rival)) / (score / (1 - score))


def _doubtful(found: _Found, group: Group) -> bool:
    """Another pair is as good: then it is the best guess, and no more."""
    if _in_turn(found, group):
        return False
    return _any_copy(found, group) or any(_as_good(found, group, *pair) for pair in _other_pairs(found, group))


def _any_copy(found: _Found, group: Group) -> bool:
    """It is short, and stands several times in a draft: "No text"."""
    one, before, after = group.before[0], found.weighed.before, found.weighed.after
    copy = before.copies[one]
    again = copy == after.copies[group.after[0]] and max(before.times[copy], after.times[copy]) > 1
    return again and before.weights[one] < LITTLE


def _as_good(found: _Found, group: Group, one: int, other: int) -> bool:
    own = found.candidates[group.before[0], group.after[0]]
    alike = found.candidates[one, other].alike >= own.alike * AS_GOOD
    before, after = found.weighed.before.copies, found.weighed.after.copies
    copies = before[one] == before[group.before[0]] and after[other] == after[group.after[0]]
    return alike and _beside(found.judged[one, other], group.score) >= (NEARLY if copies else AS_GOOD)


def _in_turn(found: _Found, group: Group) -> bool:
    """The words stand equally often in both drafts, and this is the same time that they do."""
    one, other = group.before[0], group.after[0]
    before, after = found.weighed.before, found.weighed.after
    copy = before.copies[one]
    return (
        copy == after.copies[other]
        and before.times[copy] == after.times[copy]
        and before.turns[one] == after.turns[other]
    )


def _alone(found: _Found, kept: list[Group]) -> Iterator[Link]:
    here = found.decisions.here.union(*(group.before for group in kept))
    there = found.decisions.there.union(*(group.after for group in kept))
    for one, paragraph in enumerate(found.before):
        if one not in here:
            best = [(found.candidates[one, other], other) for other in found.rows.get(one, ())]
            ties = tuple(found.after[other].id for other in _fitting(best, found.columns_had))
            unknown = ties or not found.decisions.allows((one,), ())
            kind = LinkKind.UNKNOWN if unknown else LinkKind.DROPPED
            yield Link(kind, (paragraph.id,), (), 0.0 if unknown else _sure(best), ties=ties)
    for other, paragraph in enumerate(found.after):
        if other not in there:
            best = [(found.candidates[one, other], one) for one in found.columns.get(other, ())]
            ties = tuple(found.before[one].id for one in _fitting(best, found.rows_had))
            unknown = ties or not found.decisions.allows((), (other,))
            kind = LinkKind.UNKNOWN if unknown else LinkKind.NEW
            yield Link(kind, (), (paragraph.id,), 0.0 if unknown else _sure(best), ties=ties)


def _fitting(best: list[tuple[Candidate, int]], had: Mapping[int, float]) -> list[int]:
    """What a paragraph without a pair may be. `had` says how alike the pairs are that the others have already."""
    ties = [
        place
        for one, place in best
        if one.whole or one.alike >= ALIKE or (one.alike >= UNSURE and had.get(place, 0.0) < WHOLLY)
    ]
    return ties[:MOST_TIES]


def _sure(best: list[tuple[Candidate, int]]) -> float:
    return round(1 - max((one.alike for one, _ in best), default=0.0), 4)


def _ordered(all_links: list[Link], before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Iterator[Link]:
    here = {one: link for link in all_links for one in link.before}
    there = {one: link for link in all_links for one in link.after}
    gone: dict[str | None, list[Link]] = defaultdict(list)
    last: str | None = None
    for paragraph in before:
        link = here[paragraph.id]
        if link.after:
            last = link.after[-1]
        elif link.before[0] == paragraph.id:
            gone[last].append(link)
    yield from gone[None]
    for paragraph in after:
        link = there[paragraph.id]
        if link.after[0] == paragraph.id:
            yield link
        yield from gone[paragraph.id]
