"""A text in the form in which words are looked for: one byte for each character, whatever the four languages write.

Case, accents, ё/е and letters that look alike are one; hyphens, line breaks and all spaces are one space, blank lines
stops; soft hyphens, characters without width, combining marks and markup are gone. A fold may make different words
alike, so whoever finds one compares its `spelling`. Positions lead back to the text as it was given.
"""

import codecs
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_ACCENTED = "àâäáçéèêëîïíôöóùûüúÿñœæ"
_SPACES = "\u00a0\u202f\u2009\u2003\u2002\u2028\u2029"
_HYPHENS = "\u2010\u2011"
_APOSTROPHES = "\u2019\u2018\u02bc"
_GONE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300\u0301\u0302\u0303\u0306\u0308\u0327"
_LOOK_ALIKE = dict(zip("аеорсухкмтнв", "aeopcyxkmthb", strict=True))
"""Cyrillic letters (some as capitals only) and the Latin ones that nobody can tell from them."""

_CONTROL = [code for code in range(1, 32) if chr(code) not in "\t\n\v\f\r"]
"""Not NUL: without it in its place, CPython's encoder falls back to a dictionary, 20 times slower."""
_NONE = 0


def _page() -> str:
    """The 256 characters that have a byte of their own; rare ones take the place of control characters."""
    capitals = [letter.upper() for letter in (*_CYRILLIC, *_ACCENTED)]
    others = [*_CYRILLIC, *_ACCENTED, *capitals, *_SPACES, *_HYPHENS, *_APOSTROPHES, *_GONE]
    page = [chr(code) for code in range(128)] + ["\ufffe"] * 128
    free = [*range(128, 256), *_CONTROL]
    for code in _CONTROL:
        page[code] = "\ufffe"
    for code, character in zip(free, others, strict=False):
        page[code] = character
    assert len(others) <= len(free)
    return "".join(page)


def _folded(character: str) -> str:
    """What a character of the page becomes: a letter, a digit, a space, an apostrophe, a stop, or nothing."""
    if character in _GONE:
        return "\0"
    if character.isspace() or character == "-" or character in _HYPHENS:
        return " "
    if character == "'" or character in _APOSTROPHES:
        return "'"
    if not character.isalnum():
        return "." if character != "_" else "_"
    return _LOOK_ALIKE.get(bare := strip(character.lower()), bare)


def strip(text: str) -> str:
    """Without accents, and with е for ё; й is и. Small, for words: never for whole texts."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_PAGE = _page()
_TO_BYTES = codecs.charmap_build(_PAGE)
_BYTE_OF = {character: code for code, character in enumerate(_PAGE) if character != "\ufffe"}
_TABLE = bytes(0 if (folded := _folded(character)) == "\0" else _BYTE_OF.get(folded, ord(".")) for character in _PAGE)
_ASCII_TABLE = bytes(_TABLE[code] if code not in _CONTROL else ord(".") for code in range(128)) + bytes(128)
"""Without the rare characters that took the control characters' places: an ASCII text may hold the latter."""

WORD_BYTES = frozenset(code for code in set(_TABLE) if chr(code).isalnum() or code >= 128 or code in b"_")
"""Bytes of a folded text that are letters, digits or underscores."""

_SOLID = re.compile(rb"[^ \0]")
_SPACES_TOGETHER = re.compile(rb"  +")
_CHUNK = 1024
_PIECE = 65_536


class Folded:
    """A folded text, and the way back.

    What is missing is told chunk by chunk: where nobody asks, no position is worked out.
    """

    def __init__(self, laid: bytes) -> None:
        """`laid` has a byte for each character: NUL for one that is nothing, and every space."""
        self._laid = laid
        self._origins: list[int] = []
        self._starts: list[int] = []
        self.data = laid if b"  " not in laid and _NONE not in laid else self._squeezed()

    def _squeezed(self) -> bytes:
        """Several spaces as one, and what is nothing left out; chunks end before a letter, so that no run is cut."""
        laid, pieces = self._laid, []
        at = length = 0
        while at < len(laid):
            solid = _SOLID.search(laid, at + _CHUNK)
            end = solid.start() if solid else len(laid)
            piece = _squeezed(laid[at:end])
            self._origins.append(at)
            self._starts.append(length)
            pieces.append(piece)
            length += len(piece)
            at = end
        return b"".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that a stretch of `data` came from; it begins and ends with letters."""
        if not self._starts:
            return start, end
        begin, length = self._origin(start), end - start
        if self._laid[begin : begin + length] == self.data[start:end]:
            return begin, begin + length
        return begin, self._origin(end - 1) + 1

    def _origin(self, position: int) -> int:
        """Search for it by halves: the longest beginning of the chunk that leaves no more than what is before it."""
        chunk = bisect_right(self._starts, position) - 1
        begin = self._origins[chunk]
        end = self._origins[chunk + 1] if chunk + 1 < len(self._origins) else len(self._laid)
        kept = (self._starts[chunk + 1] if chunk + 1 < len(self._starts) else len(self.data)) - self._starts[chunk]
        place = position - self._starts[chunk]
        low, high = place, place + end - begin - kept
        while low < high:
            middle = (low + high + 1) // 2
            if len(_squeezed(self._laid[begin : begin + middle])) <= place:
                low = middle
            else:
                high = middle - 1
        return begin + low


def _squeezed(piece: bytes) -> bytes:
    if _NONE in piece:
        piece = piece.translate(None, b"\0")
    return _SPACES_TOGETHER.sub(b" ", piece) if b"  " in piece else piece


def fold(text: str, hidden: Sequence[tuple[int, int, str]] = ()) -> Folded:
    """Fold a text; linear. `hidden` is its markup, as `Material` has it."""
    data = _lettered(text)
    if hidden:
        data = _without(data, hidden)
    return Folded(data)


def _lettered(text: str) -> bytes:
    if len(text) > _PIECE:  # A text with few other letters is ASCII in most of its parts.
        return b"".join(_lettered(text[at : at + _PIECE]) for at in range(0, len(text), _PIECE))
    if text.isascii():
        return _parted(text.encode("ascii")).translate(_ASCII_TABLE)
    return _parted(codecs.charmap_encode(text, "replace", _TO_BYTES)[0]).translate(_TABLE)


def _parted(data: bytes) -> bytes:
    """With stops for blank lines, which no term runs over: they are so many that squeezing them would take long."""
    return data.replace(b"\n\n", b"..")


def _without(data: bytes, hidden: Sequence[tuple[int, int, str]]) -> bytes:
    """With nothing, or the one character that it stands for, in the place of markup."""
    pieces: list[bytes] = []
    at = 0
    for start, end, instead in hidden:
        pieces += (data[at:start], _lettered(instead).ljust(end - start, b"\0"))
        at = end
    return b"".join((*pieces, data[at:]))


_SKIPPED = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_GAPS = re.compile("[\\s\u2010\u2011-]+")
_LATIN_OF = {ord(k): v for k, v in _LOOK_ALIKE.items()} | {ord(k.upper()): v.upper() for k, v in _LOOK_ALIKE.items()}
_CYRILLIC_OF = {ord(v): k for k, v in _LOOK_ALIKE.items() if v in "aeopcyx"} | {
    ord(v.upper()): k.upper() for k, v in _LOOK_ALIKE.items()
}


def spelling(text: str, *, cyrillic: bool = False) -> str:
    """A word or phrase in the form in which two of them are the same: NFC, small letters, е for ё, single spaces.

    Letters of the other alphabet that look alike are taken for the ones of this, where both are in the text.
    """
    text = _SKIPPED.sub("", text)
    text = unicodedata.normalize("NFC", text)
    if not text.isascii():
        text = text.translate(_CYRILLIC_OF if cyrillic else _LATIN_OF) if _mixed(text) else text
        text = text.replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    return _GAPS.sub(" ", text.lower().replace("ё", "е"))


def _mixed(text: str) -> bool:
    return any("a" <= c <= "z" for c in text.lower()) and any("\u0400" <= c <= "\u04ff" for c in text)
