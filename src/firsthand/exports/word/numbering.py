"""Lists of a Word file that count by themselves and show the markers that the text has (ECMA-376 part 1, 17.9).

Markers in a row of numbers or letters become one list that counts on; one that goes elsewhere begins anew. Any other
marker is written as it is.
"""

import re
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from firsthand.citations.wordparts import W, clean

DEEPEST = 8
_STEP = 425
"""Twips by which each level is set in."""

_ROMAN = re.compile("m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_MARKER = re.compile(r"([^\w%]{0,3})([0-9]{1,5}|[A-Za-z]{1,8})([^\w%]{0,3})")


class _Kind(Struct, frozen=True):
    depth: int
    format: str
    """As Word names it: "decimal", "lowerLetter", "bullet", "none"."""
    text: str
    """As Word writes it: "%1."."""


class Numbering:
    """Gives each item the number of its list; then writes down which lists there are."""

    def __init__(self) -> None:
        self._kinds: dict[_Kind, int] = {}
        self._lists: list[tuple[int, _Kind, int | None]] = []
        """Of each list: its kind, and at which number it begins anew."""
        self._open: dict[_Kind, tuple[int, int]] = {}
        """Kind -> number of the list that counts, and the last value."""

    def item(self, marker: str, depth: int, *, ordered: bool) -> tuple[int, int]:
        """The number and the level of the list that shows this marker next."""
        depth = min(depth, DEEPEST)
        counted = self._counted(marker, depth) if ordered else None
        if counted is None:
            kind = _Kind(depth, "none" if ordered else "bullet", clean(marker).replace("%", "") or "•")
            if kind not in self._open:
                self._open[kind] = self._new(kind, None), 0
            return self._open[kind][0], depth
        kind, value = counted
        number, last = self._open.get(kind, (0, -1))
        if last != value - 1:
            number = self._new(kind, value)
        self._open[kind] = number, value
        return number, depth

    def _counted(self, marker: str, depth: int) -> tuple[_Kind, int] | None:
        match = _MARKER.fullmatch(marker)
        if match is None:
            return None
        before, middle, after = match.groups()
        found = [
            (_Kind(depth, name, f"{before}%{depth + 1}{after}"), value)
            for name, read in _FORMATS.items()
            if (value := read(middle)) is not None
        ]
        if middle in ("i", "I"):
            found.reverse()  # the first of the Roman numbers, unless h was before
        going_on = (pair for pair in found if self._open.get(pair[0], (0, -1))[1] == pair[1] - 1)
        return next(going_on, found[0] if found else None)

    def _new(self, kind: _Kind, start: int | None) -> int:
        self._kinds.setdefault(kind, len(self._kinds))
        self._lists.append((self._kinds[kind], kind, start))
        return len(self._lists)

    def written(self) -> str:
        """word/numbering.xml."""
        kinds = "".join(_abstract(number, kind) for kind, number in self._kinds.items())
        lists = "".join(_list(number, *each) for number, each in enumerate(self._lists, 1))
        return f'<w:numbering xmlns:w="{W}">{kinds}{lists}</w:numbering>'


def indent(depth: int) -> str:
    """How far a further paragraph of an item is set in."""
    return f'<w:ind w:left="{_STEP * (min(depth, DEEPEST) + 1)}"/>'


def _abstract(number: int, kind: _Kind) -> str:
    left = _STEP * (kind.depth + 1)
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="{kind.depth}">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind.format}"/><w:lvlText w:val={quoteattr(kind.text)}/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{_STEP}"/></w:pPr></w:lvl></w:abstractNum>'
    )


def _list(number: int, kind: int, shape: _Kind, start: int | None) -> str:
    anew = (
        f'<w:lvlOverride w:ilvl="{shape.depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        if start is not None
        else ""
    )
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{anew}</w:num>'


def _roman(text: str) -> int | None:
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_VALUES[letter] for letter in text]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


_FORMATS: dict[str, Callable[[str], int | None]] = {
    "decimal": lambda text: int(text) if text.isdigit() and not text.startswith("0") else None,
    "lowerLetter": lambda text: ord(text) - 96 if len(text) == 1 and text.islower() else None,
    "upperLetter": lambda text: ord(text) - 64 if len(text) == 1 and text.isupper() else None,
    "lowerRoman": lambda text: _roman(text) if text.islower() else None,
    "upperRoman": lambda text: _roman(text.lower()) if text.isupper() else None,
}
"""How Word counts -> the value of a marker that is counted so, if it can be."""
