"""The words around a finding, cut to a length, and how wide they are in a terminal. Harmless to write anywhere."""

import unicodedata
from typing import NamedTuple

from firsthand.wording.examination import Examined

MORE = "…"
_REACH = 2000
"""Characters of a block on either side that are looked at."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that set the direction of what follows."""


class Excerpt(NamedTuple):
    before: str
    text: str
    after: str


def excerpt(examined: Examined, start: int, end: int, length: int) -> Excerpt:
    """A stretch on the line that it is on, with about `length` characters in all; line breaks in it become spaces."""
    text = examined.text
    begin, finish = _bounds(examined, start, end)
    room = max(20, length - (end - start))
    left = max(begin, start - room * 2 // 3)
    right = min(finish, end + (room - (start - left)))
    left = max(begin, right - length) if right == finish else left
    left = max(begin, min(left, start))
    if left > begin:
        left = _at_word(text, left, start)
    if right < finish:
        right = _before_word(text, end, right)
    return Excerpt(
        (MORE if left > begin else "") + shown(text[left:start]).lstrip(" " if left == begin else ""),
        shown(text[start:end]),
        shown(text[end:right]).rstrip() + (MORE if right < finish else ""),
    )


def _bounds(examined: Examined, start: int, end: int) -> tuple[int, int]:
    """The line, or, of a document, the block."""
    if examined.manuscript is None:
        lines = examined.lines
        return lines.bounds(lines.number(start))[0], lines.bounds(lines.number(max(start, end - 1)))[1]
    text, first, last = examined.text, max(0, start - _REACH), min(len(examined.text), end + _REACH)
    begin, finish = text.rfind("\n\n", first, start), text.find("\n\n", end, last)
    return begin + 2 if begin >= 0 else first, finish if finish >= 0 else last


def _at_word(text: str, left: int, start: int) -> int:
    """The beginning of the next word, if there is one soon."""
    gap = text.find(" ", left, min(start, left + 20))
    return gap + 1 if gap >= 0 else left


def _before_word(text: str, end: int, right: int) -> int:
    gap = text.rfind(" ", max(end, right - 20), right)
    return gap if gap >= 0 else right


def shown(text: str) -> str:
    """On one line, without signs that a terminal would act on."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if sign in "\t\n\v\f\r" or unicodedata.category(sign) in ("Cc", "Zl", "Zp") or sign in _TURNING else sign
        for sign in text
    )


def width(text: str) -> int:
    """Cells of a terminal (UAX 11): none for what stands on the letter before it, two for wide signs."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
