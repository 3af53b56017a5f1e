"""Bullets that are drawn rather than written, as browsers do it."""

from collections.abc import Iterable, Mapping, Sequence

from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.sheet import Sheet

_SMALLEST, _LARGEST = 1.0, 8.0
_DOTS_AT_MOST = 400
"""A page with more dots is a drawing."""
Dots = Mapping[int, Sequence[tuple[float, float]]]
"""For each page where bullets are drawn, their middles."""


def find_dots(sheets: Iterable[Sheet]) -> Dots:
    """The middles of small round areas of each page."""
    found: dict[int, list[tuple[float, float]]] = {}
    for sheet in sheets:
        for picture in sheet.pictures:
            wide, tall = picture.right - picture.left, picture.bottom - picture.top
            if picture.kind != "path" or not picture.curved or not _SMALLEST < wide < _LARGEST or abs(wide - tall) > 1:
                continue
            middle = (picture.left + picture.right) / 2, (picture.top + picture.bottom) / 2
            found.setdefault(sheet.number, []).append(middle)
    return {number: dots for number, dots in found.items() if len(dots) <= _DOTS_AT_MOST}


def has_dot(line: Line, dots: Sequence[tuple[float, float]]) -> bool:
    """Whether a bullet is drawn right before a line. `dots` are those of its page."""
    edge = line.right if line.leftwards else line.left
    for x, y in dots:
        away = x - edge if line.leftwards else edge - x
        if 0.2 * line.size < away < 2.2 * line.size and -0.1 * line.size < line.base - y < 0.7 * line.size:
            return True
    return False
