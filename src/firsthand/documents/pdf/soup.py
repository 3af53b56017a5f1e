"""Letters that a file doesn't name: which typefaces are still readable, and which words are soup, not to be published.

A PDF may draw its glyphs without saying which letters they are. PDFium then guesses from the glyph's number, which is
right for some programs and nonsense for others. Only whole typefaces are judged, by the share of vowels in their words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from firsthand.documents.pdf.sheet import Sheet, Word

_SIGNS = re.compile(r"^(cm(sy|ex|mi)|ms[ab]m|lasy|mathematica|mt-?extra)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœаеёиоуыэюяіїє")
_WORDS_NEEDED = 3


def drop_soup(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without words that nobody can read; `unmapped` counts those that were dropped."""
    sheets = tuple(sheets)
    words: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        for word in sheet.words:
            if word.doubtful:
                words[word.font.name].extend(_WORD.findall(word.text.lower()))
    if not words and not any(word.doubtful for sheet in sheets for word in sheet.words):
        return sheets
    readable = {font for font, found in words.items() if not _SIGNS.match(font) and _looks_like_language(found)}
    return tuple(_without_soup(sheet, readable) for sheet in sheets)


def _looks_like_language(words: list[str]) -> bool:
    if len(words) < _WORDS_NEEDED:
        return False
    letters = "".join(words)
    vowels = sum(letter in _VOWELS for letter in letters) / len(letters)
    voiced = sum(any(letter in _VOWELS for letter in word) for word in words) / len(words)
    return 0.25 <= vowels <= 0.6 and voiced >= 0.8


def _without_soup(sheet: Sheet, readable: set[str]) -> Sheet:
    kept: list[Word] = [word for word in sheet.words if not word.doubtful or word.font.name in readable]
    lost = len(sheet.words) - len(kept)
    return replace(sheet, words=tuple(kept), unmapped=sheet.unmapped + lost) if lost else sheet
