"""Accents that a page draws as signs of their own above or below a letter, as TeX does, made one with their letters."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from firsthand.documents.pdf.answers import Place

_COMBINING = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_DRAWN = re.compile("[`´ˆ˜¯˘˙¨˚˝ˇ¸˛]")
_REACH = 200
"""How many characters before and after an accent its letter is looked for: a line, as an accent may be drawn last."""
_RAISED = 0.4
"""How far an accent above a capital may be raised, as a share of the height of letters."""
_ASIDE = 0.3
"""How far the middles of an accent and its letter may be from each other, as a share of the letter's width."""
_CLOSE = 0.15
"""The widest gap, as a share of the height of letters, between letters of one word."""
_AT_MOST = 500
"""Accents of a page; one with more is no text."""

Ask = Callable[[Sequence[int]], Sequence[Place]]
"""Where the characters of the text with these indexes stand."""


def mend(text: str, ask: Ask) -> tuple[str, list[int]] | None:
    """The text with whole letters, and the index that each of its characters had; None where nothing is to be mended.

    An accent belongs to the letter in whose middle it stands, on the same line. It is left as it is where there is
    none, or no character for both together. A space that was seen beside the accent, within a word, goes with it.
    """
    found = [match.start() for match in _DRAWN.finditer(text)]
    if not found or len(found) > _AT_MOST:
        return None
    letters, gone = list(text), set[int]()
    for accent in found:
        near = range(max(accent - _REACH, 0), min(accent + _REACH + 1, len(text)))
        places = dict(zip(near, ask(near), strict=True))
        at = _letter_of(accent, letters, places)
        if at is not None:
            base = _DOTLESS.get(letters[at], letters[at])
            letters[at] = unicodedata.normalize("NFC", base + _COMBINING[text[accent]])
            gone |= {accent, *_spaces(accent, text, places)}
    if not gone:
        return None
    kept = [index for index in range(len(text)) if index not in gone]
    return "".join(letters[index] for index in kept), kept


def _letter_of(accent: int, letters: Sequence[str], places: dict[int, Place]) -> int | None:
    """The index of the letter to which an accent belongs."""
    sign = places[accent]
    middle = (sign.left + sign.right) / 2
    for at in sorted(places, key=lambda index: abs(index - accent)):
        letter = letters[at]
        if at == accent or not letter.isalpha():
            continue
        base = _DOTLESS.get(letter, letter)
        place = places[at]
        height = place.top - place.bottom
        aside = abs(middle - (place.left + place.right) / 2)
        stands = aside <= _ASIDE * (place.right - place.left) and abs(sign.y - place.y) <= _RAISED * height
        if stands and len(unicodedata.normalize("NFC", base + _COMBINING[letters[accent]])) == 1:
            return at
    return None


def _spaces(accent: int, text: str, places: dict[int, Place]) -> set[int]:
    """The spaces that stand beside an accent only because it does: both within a word, one of two between words."""
    before, after = accent - 1, accent + 1
    if before not in places or after not in places or text[before] != " " or text[after] != " ":
        return set()
    one, other = places.get(before - 1), places.get(after + 1)
    if one is None or other is None:
        return {after}
    within = abs(other.left - one.right) <= _CLOSE * (one.top - one.bottom) and abs(one.y - other.y) < 1
    return {before, after} if within else {after}
