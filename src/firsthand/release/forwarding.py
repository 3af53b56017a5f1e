"""What became of the passages that an edition no longer has: each leads on to the one that took its place, or is gone.

A link that leads to the wrong passage does harm, one that says "this passage was removed" doesn't. So a passage is led
on only where nothing else comes near. Two readings of the edition are laid side by side, aligned by the words that are
the same in both; what stands in the same gap, between the same neighbours, may differ more than what has moved.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from msgspec import Struct

from firsthand.catalogue.naming import normal
from firsthand.catalogue.reading import Heading, Leaf, Passage, steps
from firsthand.documents.model import plain
from firsthand.release.records import Forward

IN_PLACE = 0.75
"""How alike (difflib's ratio, 0 to 1) a passage must be to what stands between the same neighbours. Of 10,000 pairs of
near paragraphs in forty reports, papers and laws, 3 in 1,000 are that alike."""

ELSEWHERE = 0.85
"""The same for a passage that was moved as well as changed: a word in seven may differ."""

MARGIN = 0.1
"""By how much the best candidate must be ahead of the next."""

LONG = 40
"""Letters from which on a passage is sought outside its own gap too: shorter ones resemble each other by chance."""

WORDS = 12
"""From so many words on, passages are compared word by word. Shorter ones are compared letter by letter, and their
figures must agree: "Article 3" is not a correction of "Article 4"."""

PAIRS = 2_500
"""In a gap of more pairs than this, only those that share a rare word are compared."""


class _Step(Struct, frozen=True):
    """A passage, or a heading (without an id), in reading order."""

    id: str
    key: str
    row: bool = False


def compare(old: Iterable[Leaf], new: Iterable[Leaf]) -> dict[str, str | None]:
    """Each id that only the old reading of an edition has -> the id that it leads to in the new one, or None."""
    before, after = list(_line(old)), list(_line(new))
    here, there = {step.id for step in after}, {step.id for step in before}
    found: dict[str, str | None] = {step.id: None for step in before if step.id not in here}
    if not found:
        return {}
    matcher = SequenceMatcher(None, [step.key for step in before], [step.key for step in after])
    found.update(_same_words(matcher, before, after, found))
    fresh = {step.id for step in after} - there - set(found.values())
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        gone = [step for step in before[i1:i2] if step.id in found and not found[step.id]]
        come = [step for step in after[j1:j2] if step.id in fresh]
        found.update(_alike(gone, come, IN_PLACE))
    gone = [step for step in before if step.id in found and not found[step.id] and len(step.key) >= LONG]
    taken = set(found.values())
    come = [step for step in after if step.id in fresh and step.id not in taken and len(step.key) >= LONG]
    found.update(_alike(gone, come, ELSEWHERE))
    found.update(_joined_or_split(gone, [step for step in after if step.id in fresh], found))
    return found


def carry(
    before: Mapping[str, Forward], changed: Mapping[str, str | None], present: AbstractSet[str], since: str
) -> dict[str, Forward]:
    """The forwarding of an edition after one more release: chains become one step, and ids that came back need none."""
    after = {}
    for passage, forward in before.items():
        ended = forward.new is not None and forward.new not in present
        after[passage] = Forward(changed.get(forward.new or ""), since) if ended else forward
    after |= {passage: Forward(new, since) for passage, new in changed.items()}
    return {passage: forward for passage, forward in after.items() if passage not in present}


def _line(leaves: Iterable[Leaf]) -> Iterator[_Step]:
    """Headings and passages in one line, the footnotes last: their place depends on where leaves end."""
    notes = []
    for step in steps(leaves):
        if isinstance(step, Heading):
            yield _Step("", f"# {normal(plain(step.runs))}")
        elif step.kind == "footnote":
            notes.append(_step(step))
        else:
            yield _step(step)
    yield from notes


def _step(passage: Passage) -> _Step:
    return _Step(passage.id, normal(passage.text), passage.kind == "row")


def _same_words(
    matcher: SequenceMatcher[str], before: Sequence[_Step], after: Sequence[_Step], gone: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """Passages whose words are the same and whose name isn't, since their words became, or are no longer, unique.

    They are trusted where they stand in one stretch with words that occur once in both readings.
    """
    times, times_after = Counter(step.key for step in before), Counter(step.key for step in after)
    for i, j, length in matcher.get_matching_blocks():
        stretch = range(length)
        if any(times[before[i + n].key] == 1 == times_after[before[i + n].key] for n in stretch):
            yield from ((before[i + n].id, after[j + n].id) for n in stretch if before[i + n].id in gone)


def _alike(gone: Sequence[_Step], come: Sequence[_Step], least: float) -> Iterator[tuple[str, str]]:
    """The pairs that are each other's best match, and clearly so; or in the same place of two rows of equal length."""
    near = least - MARGIN
    scores = {(r, a): score for r, a in _candidates(gone, come) if (score := _likeness(gone[r], come[a], near))}
    of_gone, of_come = _ranking(scores, 0), _ranking(scores, 1)
    for (r, a), score in scores.items():
        if score < max(least, *of_gone[r], *of_come[a]):
            continue
        rivals = of_gone[r][1:] + of_come[a][1:]
        clear = all(rival <= score - MARGIN for rival in rivals)
        in_step = r == a and len(gone) == len(come) and all(rival < score for rival in rivals)
        if clear or in_step:
            yield gone[r].id, come[a].id


def _ranking(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """For each passage of one side its scores, the best first."""
    ranked: dict[int, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        ranked[pair[side]].append(score)
    return {number: sorted(found, reverse=True) for number, found in ranked.items()}


def _candidates(gone: Sequence[_Step], come: Sequence[_Step]) -> Iterator[tuple[int, int]]:
    """The pairs worth comparing."""
    if len(gone) * len(come) <= PAIRS:
        yield from ((r, a) for r in range(len(gone)) for a in range(len(come)))
        return
    where: dict[str, list[int]] = defaultdict(list)
    for a, step in enumerate(come):
        for word in set(step.key.split()):
            where[word].append(a)
    for r, step in enumerate(gone):
        words = [word for word in set(step.key.split()) if 0 < len(where.get(word, ())) <= 8]
        shared = Counter(a for word in words for a in where[word])
        yield from ((r, a) for a, _ in shared.most_common(8))


def _likeness(old: _Step, new: _Step, least: float) -> float:
    """difflib's ratio of words, or of the letters of short passages; 0 below `least`, or if they can't be the same."""
    first, second = old.key.split(), new.key.split()
    short = min(len(first), len(second)) < WORDS
    if old.row != new.row or (old.row and not _same_row(old.key, new.key)):
        return 0.0
    if short and not old.row and _figures(old.key) != _figures(new.key):
        return 0.0
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    if short:
        matcher.set_seqs(old.key, new.key)
    else:
        matcher.set_seqs(first, second)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= least else 0.0


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _same_row(old: str, new: str) -> bool:
    """A row is known by its first cell; where a word of that was corrected, by all the others."""
    label, _, rest = old.partition(" | ")
    new_label, _, new_rest = new.partition(" | ")
    return label == new_label or (bool(rest) and rest == new_rest and not _figures(label + new_label))


def _joined_or_split(gone: Sequence[_Step], come: Sequence[_Step], found: Mapping[str, object]) -> dict[str, str]:
    """Passages that go on whole inside one longer passage, or whose beginning has become a passage of its own."""
    whole = "\n".join(step.key for step in come)
    ends: list[int] = []
    for step in come:
        ends.append((ends[-1] + 1 if ends else 0) + len(step.key))
    beginnings = {step.key[:LONG]: step for step in come if len(step.key) >= LONG}
    led = {}
    for step in gone:
        if found[step.id]:
            continue
        at = whole.find(step.key)
        if at >= 0 and whole.find(step.key, at + 1) < 0:
            led[step.id] = come[next(n for n, end in enumerate(ends) if at < end)].id
        elif (part := beginnings.get(step.key[:LONG])) and step.key.startswith(part.key):
            led[step.id] = part.id
    return led
