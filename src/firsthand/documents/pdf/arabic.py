"""Arabic as PDFium gives it: letters out of order or given twice, brackets turned the wrong way."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.sheet import Word

_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_VOWEL_SIGNS = re.compile("[\u064b-\u065f\u0670]")
_FIGURES = re.compile("[\u0660-\u0669\u06f0-\u06f9](?:[\u066b\u066c./,:]?[\u0660-\u0669\u06f0-\u06f9])+")
_ALEFS, _LAM = "اأإآٱ", "ل"
_NEAR = 0.8
"""How far from its letter a sign may be drawn, in sizes of the type."""
_SAME_LEVEL = 0.05
_TOUCHING = 0.12
"""How much white there may be between what belongs together, in sizes of the type."""
_OPENING, _CLOSING = "([{«‹“", ")]}»›”"
_MIRRORED = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)
_ENDS_WRONG = re.compile(rf"[{re.escape(_OPENING)}][.,:;!?،؛؟]*$")
_STARTS_WRONG = re.compile(rf"[{re.escape(_CLOSING)}]\w")
_ENDS_RIGHT = re.compile(rf"\w[.,:;!?،؛؟]*[{re.escape(_CLOSING)}]")
_STARTS_RIGHT = re.compile(rf"[{re.escape(_OPENING)}]\w")
_STOP = re.compile(r"[.,:;،؛]+")
_STOP_FIRST = re.compile(r"([.,:;،؛]+)(\d+)")


class Sign(Struct, frozen=True):
    """One character of a page: where it stands (points, y upwards), and the text object that draws it."""

    index: int
    letter: str
    x: float
    y: float
    owner: int | None
    size: float


def is_arabic(text: str) -> bool:
    return not text.isascii() and _ARABIC.search(text) is not None


def has_vowel_signs(text: str) -> bool:
    return not text.isascii() and _VOWEL_SIGNS.search(text) is not None


def find_doubles(signs: Iterable[Sign]) -> set[int]:
    """The indexes of characters that stand for a sign drawn above or below a line and are named with it as well.

    Where a vowel sign is an object of its own, the file says of both objects that they are the letter with the sign.
    """
    levels: Counter[float] = Counter()
    owned: dict[int, list[Sign]] = defaultdict(list)
    alike: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        levels[round(sign.y, 1)] += 1
        alike[sign.letter].append(sign)
        if sign.owner is not None:
            owned[sign.owner].append(sign)
    return {
        sign.index
        for group in owned.values()
        if len(group) <= 4 and all(_is_named_below(sign, alike[sign.letter], levels) for sign in group)
        for sign in group
    }


def _is_named_below(sign: Sign, alike: Sequence[Sign], levels: Counter[float]) -> bool:
    """Whether the same letter stands nearby on a level with more letters."""
    near = _NEAR * sign.size
    return any(
        _SAME_LEVEL < abs(other.y - sign.y) < near
        and abs(other.x - sign.x) < near
        and levels[round(other.y, 1)] > levels[round(sign.y, 1)]
        for other in alike
    )


def put_in_order(text: str, origins: Sequence[float]) -> str:
    """An Arabic word in the order in which it is spoken, from where its letters stand (x, growing to the right).

    PDFium turns lines around, but leaves some words as they are drawn, from the left, and others in part. And Word
    names the letters of a lam-alef, which are one glyph, in the wrong order: "اإل" for "الإ".
    """
    if len(text) > 1 and origins[-1] > origins[0] and all(x <= y for x, y in pairwise(origins)):
        text, origins = text[::-1], origins[::-1]
    if not any(letter.isascii() and letter.isalnum() for letter in text):
        text, origins = _sort(text, origins)
    ordered = list(text)
    for at in range(len(text) - 1):
        if text[at] in _ALEFS and text[at + 1] == _LAM and abs(origins[at] - origins[at + 1]) < 0.01:
            ordered[at : at + 2] = text[at + 1], text[at]
    return "".join(ordered)


def _sort(text: str, origins: Sequence[float]) -> tuple[str, list[float]]:
    """The letters from the right, each followed by the vowel signs that stand upon it."""
    bearers = [at for at, letter in enumerate(text) if not letters.is_mark(letter)]
    if not bearers:
        return text, list(origins)
    borne: dict[int, list[int]] = {at: [at] for at in bearers}
    for at, letter in enumerate(text):
        if letters.is_mark(letter):
            borne[_find_bearer(at, bearers, origins)].append(at)
    order = sorted(bearers, key=lambda at: -round(origins[at], 2))
    places = [at for bearer in _turn_figures(order, text) for at in borne[bearer]]
    return "".join(text[at] for at in places), [origins[at] for at in places]


def _turn_figures(order: list[int], text: str) -> list[int]:
    """Figures run to the right within words that run to the left (Unicode Standard Annex 9)."""
    shown = "".join(text[at] for at in order)
    turned: list[int] = []
    end = 0
    for found in _FIGURES.finditer(shown):
        turned += order[end : found.start()]
        turned += order[found.start() : found.end()][::-1]
        end = found.end()
    return turned + order[end:]


def _find_bearer(sign: int, bearers: Sequence[int], origins: Sequence[float]) -> int:
    """The letter before a sign, unless only others stand where the sign stands."""
    before = max((at for at in bearers if at < sign), default=bearers[0])
    same = [at for at in bearers if abs(origins[at] - origins[sign]) < 0.01]
    return before if before in same or not same else same[0]


def rejoin(words: list[Word]) -> list[Word]:
    """The words of a page, those glued between which PDFium sees a space only because a sign stands there."""
    rejoined = words[:1]
    for before, word in pairwise(words):
        near = -0.3 * word.size < before.left - word.right < 0.1 * word.size and abs(before.base - word.base) < 0.5
        glues = near and is_arabic(before.text[-1:]) and is_arabic(word.text[:1])
        rejoined.append(replace(word, glued=True) if glues else word)
    return rejoined


def _place_stops(words: list[Word], leftwards: Sequence[bool]) -> list[Word]:
    """The words, those without letters or figures beside what they touch: PDFium doesn't know on which side that is."""
    placed = words[:1]
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        beside = leftwards[at - 1] or leftwards[at]
        if beside and not (_has_letters(before.text) and _has_letters(word.text)) and _are_level(before, word):
            gap = before.left - word.right
            if -0.5 * word.size < gap < word.size:
                word = replace(word, glued=gap < _TOUCHING * word.size)
        placed.append(word)
    return placed


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _are_level(one: Word, other: Word) -> bool:
    return abs(one.base - other.base) < 0.25 * min(one.size, other.size)


def mend_signs(words: list[Word]) -> list[Word]:
    """The words of a page, with brackets put right that PDFium turned without need, and stops behind their figures."""
    leftwards = [letters.runs_leftwards(word.text) for word in words]
    if not any(leftwards):
        return words
    words = _place_stops(words, leftwards)
    bounds = [at for at, word in enumerate(words) if not word.glued] + [len(words)]
    stretches = [(start, end) for start, end in pairwise(bounds) if any(leftwards[start:end])]
    texts = ["".join(word.text for word in words[start:end]) for start, end in stretches]
    wrong = sum(bool(_STARTS_WRONG.match(text)) + bool(_ENDS_WRONG.search(text)) for text in texts)
    right = sum(bool(_STARTS_RIGHT.match(text)) + bool(_ENDS_RIGHT.search(text)) for text in texts)
    turned = {at for start, end in stretches for at in range(start, end)} if wrong > right else set()
    mended: list[Word] = []
    for at, word in enumerate(words):
        text = word.text
        if at in turned and (leftwards[at] or not _has_letters(text)):
            text = text.translate(_MIRRORED)
        elif at and leftwards[at - 1] and (found := _STOP_FIRST.fullmatch(text)):
            text = found[2] + found[1]
        elif mended and text.isdecimal() and word.glued and _STOP.fullmatch(words[at - 1].text):
            # A stop of another typeface, which belongs behind the figure.
            stop = mended.pop()
            mended.append(replace(word, glued=stop.glued))
            mended.append(replace(stop, glued=True))
            continue
        mended.append(word if text == word.text else replace(word, text=text))
    return mended
