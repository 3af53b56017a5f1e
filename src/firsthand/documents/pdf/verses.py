"""Lines that their author breaks: addresses, signatures, verse. They stand together and all end far short."""

from collections.abc import Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.dots import has_dot
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.paragraphs import Text, end_of, is_row, marker_of, start_of

_FEWEST = 3
"""Two short lines may be anything."""
_MOST = 40
_ROOM = 0.25
"""The least share of its column that each such line leaves empty."""
_WIDEST = 15
"""How wide a column is at least whose lines can end far short, in sizes of the type."""
_SLACK = 0.6
"""How far, in points, the distances between the lines may differ."""
_PARTED = 1.25
"""By how much more white such lines are parted from what stands above and below."""


def keep_breaks(texts: Sequence[Text], dots: Sequence[tuple[float, float]] = ()) -> list[Text]:
    """The texts of a column, with single lines that make one block as one text that keeps its line breaks.

    `dots` are the middles of the bullets that are drawn on the page.
    """
    kept: list[Text] = []
    at = 0
    while at < len(texts):
        end = at + 1
        while end < len(texts) and end - at < _MOST and _follows(texts, at, end):
            end += 1
        listed = any(has_dot(text.lines[0], dots) for text in texts[at:end]) if dots else False
        if end - at >= _FEWEST and not listed and _stands_alone(texts, at, end):
            lines = tuple(line for text in texts[at:end] for line in text.lines)
            kept.append(replace(texts[at], lines=lines, closes=texts[end - 1].closes, broken=True))
        else:
            kept.extend(texts[at:end])
        at = end
    return kept


def _follows(texts: Sequence[Text], first: int, at: int) -> bool:
    """Whether a text goes on with the lines that begin with the first: as far below as those are from each other."""
    above, text = texts[at - 1], texts[at]
    if not (_is_short(above) and _is_short(text)) or above.bold or text.bold or abs(above.size - text.size) > 0.1:
        return False
    usual = texts[first + 1].lines[0].base - texts[first].lines[0].base
    step = text.lines[0].base - above.lines[0].base
    return abs(step - usual) < _SLACK and 0 < step < 1.7 * text.size and _begin_together(above.lines[0], text.lines[0])


def _is_short(text: Text) -> bool:
    line = text.lines[0]
    start, end = text.measure
    if len(text.lines) > 1 or line.text == ANCHOR or line.words[0].turned or is_row(line) or text.tag is not None:
        return False
    if marker_of(line) is not None or line.text[-1].isdecimal() or line.text.endswith((":", "…")):
        return False
    return end - start > _WIDEST * line.size and end - end_of(line) > _ROOM * (end - start)


def _begin_together(one: Line, other: Line) -> bool:
    """Whether lines begin at one edge, or have one middle."""
    middles = abs(one.left + one.right - other.left - other.right) / 2
    return min(abs(start_of(one) - start_of(other)), middles) < 0.3 * other.size


def _stands_alone(texts: Sequence[Text], start: int, end: int) -> bool:
    """Whether more white parts a block from its neighbours than its lines from each other."""
    step = texts[start + 1].lines[0].base - texts[start].lines[0].base
    over = texts[start].lines[0].base - texts[start - 1].lines[-1].base if start else None
    under = texts[end].lines[0].base - texts[end - 1].lines[-1].base if end < len(texts) else None
    return all(white is None or white < 0 or white > _PARTED * step for white in (over, under))
