"""Letters without case and diacritics, and in one form each.

Most words are made of letters that never depend on what stands beside them. Such words are rewritten letter by letter,
which takes a tenth of the time.
"""

import re
import unicodedata
from collections.abc import Callable

_INVISIBLE = re.compile("[\u00ad\u0640\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Soft hyphens, joiners, variation selectors and the Arabic tatweel."""
_ACCENTS = re.compile(
    "(?<![\u0438\u0443\u0456])[\u0306\u0308]"  # й, ў and ї are letters of their own; ё is е
    "|[\u0300-\u0305\u0307\u0309-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
    "|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"  # Hebrew points
    "|[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff]"  # Arabic
)
_LETTERS = str.maketrans(
    {
        **dict(zip("øđłħŧıðɖɗɓŋƙĸ", "odlhtidddbnkk", strict=True)),
        **dict(zip("أإآٱىیېکةۀہھґ", "اااايييكههههг", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
)
"""Letters that no decomposition folds."""

_RANGES = (
    (0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A),
    (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x13E), (0x141, 0x148), (0x14A, 0x17E),  # Latin; not ŀ and ŉ, which become two
    (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0x1EA0, 0x1EF9),  # Vietnamese and Romanian
    (0x386, 0x386), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3CE),  # Greek
    (0x400, 0x481), (0x48A, 0x52F),  # Cyrillic
    (0x621, 0x63A), (0x641, 0x64A),  # Arabic, without its marks and the tatweel
)  # fmt: skip

only_letters = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _RANGES)}]+").fullmatch
"""Whether a word has nothing but such letters and digits."""


def normalise(word: str) -> str:
    """One word in compatibility form and without case, its diacritics kept."""
    if word.isascii():
        return word.lower()
    return word.translate(_NORMAL) if only_letters(word) else _normalised(word)


def _normalised(word: str) -> str:
    # Of a sign such as "ﹰ" the compatibility form has a space, which would part the word, or be all of it.
    word = "".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", word).casefold()).split())
    if not word.isascii():
        word = "".join(str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign for sign in word)
    return unicodedata.normalize("NFKC", word)


def fold(word: str) -> str:
    """A normalised word without diacritics, and with the variants of a letter made one.

    >>> fold("héroïne"), fold("ещё"), fold("йод"), fold("الإدمان")
    ('heroine', 'еще', 'йод', 'الادمان')
    """
    if word.isascii():
        return word
    return word.translate(_FOLDED) if only_letters(word) else _folded(word)


def _folded(word: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def _one_by_one(change: Callable[[str], str]) -> dict[int, str]:
    """A table for `str.translate`: what becomes of each letter, where it becomes another."""
    letters = (chr(code) for first, last in _RANGES for code in range(first, last + 1))
    return {ord(letter): changed for letter in letters if (changed := change(letter)) != letter}


_NORMAL, _FOLDED = _one_by_one(_normalised), _one_by_one(_folded)
