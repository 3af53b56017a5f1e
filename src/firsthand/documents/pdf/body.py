"""The size of running text: of lines as long as prose has them, and of what notes stand under."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from firsthand.documents.pdf.sheet import Sheet, Word

_PROSE = 12
"""How long a stretch of words is at least that is no cell of a table or label, in sizes of its type."""
_GAP = 1.2
_ENOUGH = 0.1
"""The share of all letters that such stretches have at least where there is running text."""
_MORE = 0.3
"""The least share of letters in the larger of two sizes, beside the smaller one, of a text that has long notes."""
_SMALLER, _SMALLEST = 0.94, 0.7
_MARK = re.compile(r"\d{1,3}|[*†‡§]")


def measure_body(sheets: Sequence[Sheet]) -> float:
    """The size in which the running text of a document is set, in points."""
    letters: Counter[float] = Counter()
    prose: Counter[float] = Counter()
    for sheet in sheets:
        for stretch in _stretches(sheet.words):
            count = sum([len(word.text) for word in stretch])
            size = stretch[0].size
            letters[size] += count
            if stretch[-1].right - stretch[0].left >= _PROSE * size:
                prose[size] += count
    if not letters:
        return 10.0
    counts = prose if prose.total() >= _ENOUGH * letters.total() else letters
    size = counts.most_common(1)[0][0]
    larger = [
        other for other, count in counts.most_common(4)
        if _SMALLEST * other <= size <= _SMALLER * other and count >= _MORE * counts[size]
    ]  # fmt: skip
    return next((other for other in larger if _stand_below(sheets, size, other)), size)


def _stretches(words: Sequence[Word]) -> Iterable[list[Word]]:
    """Words of one size that follow each other on a line."""
    stretch: list[Word] = []
    for word in words:
        if stretch:
            last = stretch[-1]
            size = word.size
            apart = max(word.left - last.right, last.left - word.right)
            if last.size != size or last.base != word.base or apart > _GAP * size:
                yield stretch
                stretch = []
        stretch.append(word)
    if stretch:
        yield stretch


def _stand_below(sheets: Iterable[Sheet], size: float, larger: float) -> bool:
    """Whether the smaller of two sizes is that of notes: always below the larger one, in which marks lead to them."""
    marked, shared = False, 0
    for sheet in sheets:
        bases: defaultdict[float, list[float]] = defaultdict(list)
        for word in sheet.words:
            bases[word.size].append(word.base)
        if not bases[size]:
            continue
        if not bases[larger]:
            return False
        # Running heads and page numbers are few words, and may be of any size.
        few = min(len(bases[size]) // 10, 12)
        if sorted(bases[size])[few] < max(bases[larger]) - larger:
            return False
        shared += 1
        marked = marked or any(_leads(before, word, larger) for before, word in pairwise(sheet.words))
    return marked and shared > 0


def _leads(before: Word, word: Word, size: float) -> bool:
    """Whether a word is a raised mark behind one of this size."""
    raised = word.size < 0.85 * size and before.base - word.base > 0.1 * size
    return (
        before.size == size
        and raised
        and abs(word.left - before.right) < size
        and _MARK.fullmatch(word.text) is not None
    )
