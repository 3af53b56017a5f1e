"""Letters that a file doesn't name: which typefaces are still readable, and which words are soup, not to be published.

A PDF may draw its glyphs without saying which letters they are. PDFium then guesses from the glyph's number, which is
right for some programs and nonsense for others; or it may name wrong ones. Only whole typefaces are judged: guessed
letters by the share of vowels in their words, named ones by how much of them no language writes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from firsthand.documents.nonsense import judge
from firsthand.documents.pdf.lettering import Box
from firsthand.documents.pdf.sheet import Sheet, Word

_SIGNS = re.compile(r"^(cm(sy|ex|mi)|ms[ab]m|lasy|mathematica|mt-?extra)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœаеёиоуыэюяіїє")
_WORDS_NEEDED = 3
_SURE = 12
"""Words of nonsense in one typeface from which on it is surely its table of letters that is wrong."""
_WORTH = 4
_LINES_AT_MOST = 60


def drop_soup(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets without words that nobody can read; `unmapped` counts those that were dropped."""
    sheets = tuple(sheets)
    words: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        for word in sheet.words:
            if word.doubtful:
                words[word.font.name].extend(_WORD.findall(word.text.lower()))
    garbled = _garbled(sheets)
    if not words and not garbled and not any(word.doubtful for sheet in sheets for word in sheet.words):
        return sheets
    readable = {font for font, found in words.items() if not _SIGNS.match(font) and _looks_like_language(found)}
    return tuple(_without_soup(sheet, readable, garbled) for sheet in sheets)


def _garbled(sheets: Iterable[Sheet]) -> set[str]:
    """The typefaces whose letters the file names wrongly, of which there is enough to be sure."""
    words: dict[str, list[list[str]]] = defaultdict(list)
    for sheet in sheets:
        here: dict[str, list[str]] = defaultdict(list)
        for word in sheet.words:
            if not word.doubtful:
                here[word.font.name].append(word.text)
        for font, found in here.items():
            words[font].append(found)
    return {font for font, pages in words.items() if _is_garbled(pages)}


def _is_garbled(pages: list[list[str]]) -> bool:
    """Whether the words of a typeface, page by page, are soup, and on none of the pages are they sound.

    Two typefaces of one file may bear the same name.
    """
    if sum(map(len, pages)) < _SURE:
        return False
    found = judge([word for page in pages for word in page])
    if found.nonsense < _SURE or not found.is_soup:
        return False
    return all(one.words < _SURE or one.is_doubtful for one in map(judge, pages))


def find_dropped(before: Sheet, after: Sheet) -> tuple[Box, ...]:
    """Where the words stood that were dropped, line by line, as far as no word that was kept stands between them.

    Signs of mathematics are not worth a look: what OCR makes of them is worse than nothing.
    """
    if len(before.words) == len(after.words):
        return ()
    kept = {id(word) for word in after.words}
    lines: list[list[Word]] = []
    goes_on = False
    for word in before.words:
        dropped = id(word) not in kept
        if dropped and goes_on and abs(lines[-1][-1].base - word.base) < 0.3 * word.size and not word.turned:
            lines[-1].append(word)
        elif dropped and not _SIGNS.match(word.font.name):
            lines.append([word])
        goes_on = dropped and bool(lines) and lines[-1][-1] is word
    worth = [line for line in lines if sum(len(word.text) for word in line) >= _WORTH]
    return tuple(
        (
            min(word.left for word in line), min(word.top for word in line),
            max(word.right for word in line), max(word.bottom for word in line),
        )
        for line in worth[:_LINES_AT_MOST]
    )  # fmt: skip


def _looks_like_language(words: list[str]) -> bool:
    if len(words) < _WORDS_NEEDED:
        return False
    letters = "".join(words)
    vowels = sum(letter in _VOWELS for letter in letters) / len(letters)
    voiced = sum(any(letter in _VOWELS for letter in word) for word in words) / len(words)
    return 0.25 <= vowels <= 0.6 and voiced >= 0.8


def _without_soup(sheet: Sheet, readable: set[str], garbled: set[str]) -> Sheet:
    kept: list[Word] = [
        word for word in sheet.words
        if (word.font.name in readable if word.doubtful else word.font.name not in garbled)
    ]  # fmt: skip
    lost = len(sheet.words) - len(kept)
    return replace(sheet, words=tuple(kept), unmapped=sheet.unmapped + lost) if lost else sheet
