"""Letters that stand apart from their words: initials as tall as several lines, and words set letter by letter."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from msgspec.structs import replace

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.sheet import Sheet, Word

_INITIAL = re.compile(r"[«“„\"'‘¿¡]?[^\W\d_]['’]?")
_TALL = 1.7
"""How much larger than the text an initial is."""
_SMALLEST = 15.0
"""The least size of an initial, in points."""
_BESIDE = 1.2
"""How far the text stands from its initial, in sizes of its type."""
_BELOW = 1.1
"""How far below the foot of an initial the last line may stand that still leaves it room."""
_SPREAD = 1.3
"""The most white between letters that make one word, in sizes of the type."""
_PARTED = 1.7
"""How much wider the white between two such words is than within one."""
_LEAST = 4
_INITIALS_AT_MOST = 20
"""How many letters in a row are no abbreviation and no points of a list."""


def mend_lettering(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with such letters at their words."""

    @cache
    def vocabulary() -> Counter[str]:
        return Counter(
            _plain(word.text) for sheet in sheets for word in sheet.words
            if not (word.size > _SMALLEST and _INITIAL.fullmatch(word.text))
        )  # fmt: skip

    mended: list[Sheet] = []
    for sheet in sheets:
        words = _join_spread(sheet.words)
        for initial in _find_initials(words)[:_INITIALS_AT_MOST]:
            words = _lower_initial(words, initial, vocabulary)
        mended.append(sheet if words is sheet.words else replace(sheet, words=tuple(words)))
    return mended


def _find_initials(words: Sequence[Word]) -> list[Word]:
    return [
        word for word in words
        if word.size > _SMALLEST and len(word.text) <= 3 and not word.turned and _INITIAL.fullmatch(word.text)
        and word.text != word.text.lower()
    ]  # fmt: skip


def _plain(text: str) -> str:
    return text.strip(".,;:!?").casefold()


def _lower_initial(words: Sequence[Word], initial: Word, vocabulary: Callable[[], Counter[str]]) -> Sequence[Word]:
    """The words with an initial at the start of the first line beside it, and these lines as wide as the others."""
    beside = [
        word for word in words
        if word.size * _TALL <= initial.size and word.left >= initial.left
        and word.left - initial.right < _BESIDE * word.size and word.right > initial.right
        and initial.base - 0.9 * initial.size < word.base < initial.base + _BELOW * word.size
    ]  # fmt: skip
    firsts = _firsts_of_lines(beside)
    if len(firsts) < 2 or abs(firsts[0].base - 0.72 * firsts[0].size - (initial.base - 0.72 * initial.size)) > (
        0.8 * firsts[0].size
    ):
        return words
    head = firsts[0]
    text = initial.text + head.text
    known = vocabulary()
    apart = not known[_plain(text)] and known[_plain(initial.text)] > 0 and known[_plain(head.text)] > 1
    moved = {id(word) for word in firsts if abs(word.left - head.left) < 0.5 * head.size}
    lowered: list[Word] = []
    for word in words:
        if word is initial:
            continue
        if word is head and apart:
            room = (head.left - initial.left) / 2
            lowered.append(replace(head, text=initial.text, left=initial.left, right=initial.left + room, glued=False))
            lowered.append(replace(head, glued=False))
        elif word is head:
            lowered.append(replace(head, text=text, left=initial.left, glued=False))
        else:
            lowered.append(replace(word, left=initial.left) if id(word) in moved else word)
    return lowered


def _firsts_of_lines(words: Iterable[Word]) -> list[Word]:
    """The first word of each line, from the top."""
    firsts: list[Word] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        if firsts and abs(word.base - firsts[-1].base) < 0.3 * word.size:
            if word.left < firsts[-1].left:
                firsts[-1] = word
        else:
            firsts.append(word)
    return firsts


def _join_spread(words: Sequence[Word]) -> Sequence[Word]:
    """The words, those whole whose letters stand apart by equal white, as in titles."""
    if len([word for word in words if len(word.text) == 1 and word.text.isupper()]) < _LEAST:
        return words
    joined: list[Word] = []
    run: list[Word] = []
    for word in words:
        if run and not _spreads(run[-1], word):
            joined.extend(_join(run))
            run = []
        if len(word.text) == 1 and word.text.isupper() and not word.turned:
            run.append(word)
        else:
            joined.append(word)
    joined.extend(_join(run))
    return joined if len(joined) < len(words) else words


def _spreads(last: Word, word: Word) -> bool:
    gap = word.left - last.right
    alike = len(word.text) == 1 and word.text.isupper() and last.size == word.size and last.font == word.font
    return alike and abs(word.base - last.base) < 0.1 * word.size and 0.1 * word.size < gap < 2 * _SPREAD * word.size


def _join(run: Sequence[Word]) -> list[Word]:
    if len(run) < _LEAST:
        return list(run)
    gaps = [word.left - last.right for last, word in pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 2]
    if usual > _SPREAD * run[0].size or letters.runs_leftwards(run[0].text):
        return list(run)
    whole: list[Word] = [run[0]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > _PARTED * usual:
            whole.append(word)
        else:
            whole[-1] = replace(whole[-1], text=whole[-1].text + word.text, right=word.right)
    return whole
