"""What became of the passages that an edition no longer has: each leads on to the one that took its place, or is gone.

A link that leads to the wrong passage does harm, one that says "this passage was removed" doesn't. So a passage is led
on only where nothing else comes near. Two readings of the edition are laid side by side, aligned by the words that are
the same in both; what stands in the same gap, between the same neighbours, may differ more than what has moved.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

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

FEW = 8
"""In so many passages at most stands a word that is rare."""


class _Step(Struct, frozen=True):
    """A passage, or a heading (without an id), in reading order."""

    id: str
    key: str
    row: bool = False


def compare(old: Iterable[Leaf], new: Iterable[Leaf]) -> dict[str, str | None]:
    """Each id that only the old reading of an edition has -> the id that it leads to in the new one, or None."""
    before, after = list(_line(old)), list(_line(new))
    here, there = {step.id for step in after}, {step.id for step in before}
    found: dict[str, str | None] = {step.id: None for step in before if step.id and step.id not in here}
    if not found:
        return {}
    stretches = list(_stretches(before, after))
    for i, j, length in stretches:
        found |= {before[i + n].id: after[j + n].id for n in range(length) if before[i + n].id in found}
    fresh = {step.id for step in after if step.id} - there
    lasting = {step.key for step in before}

    def gone(some: Iterable[_Step]) -> list[_Step]:
        return [step for step in some if step.id in found and not found[step.id]]

    def come(some: Iterable[_Step]) -> list[_Step]:
        taken = set(found.values())
        return [step for step in some if step.id in fresh and step.id not in taken]

    everywhere = _Words(gone(before))
    for (i, j, length), (next_i, next_j, _) in pairwise([(0, 0, 0), *stretches, (len(before), len(after), 0)]):
        here_gone, here_come = gone(before[i + length : next_i]), come(after[j + length : next_j])
        pairs = _alike(here_gone, here_come, lasting, IN_PLACE)
        found.update((old.id, new.id) for old, new in pairs if not everywhere.rivals(old, new, here_gone))
    moved = list(_alike(_long(gone(before)), _long(come(after)), lasting, ELSEWHERE))
    found.update((old.id, new.id) for old, new in moved if not _copied(old, before) and not _copied(new, after))
    found.update(_joined_or_split(_long(gone(before)), [step for step in after if step.id in fresh]))
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


def _long(some: Iterable[_Step]) -> list[_Step]:
    return [step for step in some if len(step.key) >= LONG]


class _Words:
    """Finds which of some passages may resemble another: those that share words with it which few of them have."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        self.steps = steps
        self.where: dict[str, list[int]] = defaultdict(list)
        for number, step in enumerate(steps):
            for word in set(step.key.split()):
                self.where[word].append(number)

    def near(self, step: _Step) -> list[int]:
        found = (self.where.get(word, []) for word in set(step.key.split()))
        shared = Counter(number for numbers in found if len(numbers) <= FEW for number in numbers)
        return [number for number, _ in shared.most_common(FEW)]

    def rivals(self, old: _Step, new: _Step, apart_from: Sequence[_Step]) -> bool:
        """Whether any of the passages resembles `new` as much as `old` does; `apart_from` are not looked at."""
        known = {step.id for step in apart_from}
        others = [self.steps[number] for number in self.near(new) if self.steps[number].id not in known]
        least = _likeness(old, new, 0) - MARGIN
        return any(_likeness(other, new, least) for other in others)


def _copied(step: _Step, line: Sequence[_Step]) -> bool:
    """Whether a reading has another passage that is nearly the same, so that neither is known by its words alone."""
    return any(other is not step and _likeness(other, step, ELSEWHERE - MARGIN) for other in line)


def _stretches(before: Sequence[_Step], after: Sequence[_Step]) -> Iterator[tuple[int, int, int]]:
    """Where both readings go on with the same words: place in the old one, in the new one, and how many steps.

    A stretch counts only if some words in it occur once in both. So words that occur often, and whose names depend on
    their neighbours, are aligned only along with a neighbour.
    """
    keys, new_keys = [step.key for step in before], [step.key for step in after]
    times, new_times = Counter(keys), Counter(new_keys)
    for i, j, length in SequenceMatcher(None, keys, new_keys).get_matching_blocks():
        if any(times[key] == 1 == new_times[key] for key in keys[i : i + length]):
            yield i, j, length


def _alike(
    gone: Sequence[_Step], come: Sequence[_Step], lasting: AbstractSet[str], least: float
) -> Iterator[tuple[_Step, _Step]]:
    """The pairs that are each other's best match, and clearly so; or in the same place of two rows of equal length.

    Words that the old reading had too (`lasting`) are nobody's correction: only the very same words lead to them.
    """
    scores = {}
    for r, a in _candidates(gone, come):
        old, new = gone[r], come[a]
        score = _likeness(old, new, least - MARGIN) if old.key == new.key or new.key not in lasting else 0
        if score:
            scores[r, a] = score
    of_gone, of_come = _ranking(scores, 0), _ranking(scores, 1)
    for (r, a), score in scores.items():
        if score < max(least, *of_gone[r], *of_come[a]):
            continue
        rivals = of_gone[r][1:] + of_come[a][1:]
        clear = all(rival <= score - MARGIN for rival in rivals)
        in_step = r == a and len(gone) == len(come) and all(rival < score for rival in rivals)
        if clear or in_step:
            yield gone[r], come[a]


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
    words = _Words(come)
    yield from ((r, a) for r, step in enumerate(gone) for a in words.near(step))


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
    if label == new_label:
        return True
    corrected = SequenceMatcher(None, label, new_label).ratio() >= IN_PLACE and not _figures(label + new_label)
    return corrected and bool(rest) and rest == new_rest


def _joined_or_split(gone: Sequence[_Step], come: Sequence[_Step]) -> Iterator[tuple[str, str]]:
    """Passages that go on whole inside one longer passage, or whose beginning has become a passage of its own."""
    whole = "\n".join(step.key for step in come)
    ends = list(accumulate(len(step.key) + 1 for step in come))
    beginnings = {step.key[:LONG]: step for step in _long(come)}
    for step in gone:
        at = whole.find(step.key)
        part = beginnings.get(step.key[:LONG])
        if at >= 0 and whole.find(step.key, at + 1) < 0:
            yield step.id, come[bisect_right(ends, at)].id
        elif part and step.key.startswith(part.key):
            yield step.id, part.id
