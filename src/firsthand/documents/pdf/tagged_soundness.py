"""When the structure tree of a page is believed: it reaches nearly all of the page, once, in an order that can be."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.pdf.sheet import Sheet
from firsthand.documents.pdf.tagged_lines import LEADERS
from firsthand.documents.pdf.tagged_pages import Told

_COVERED = 0.8
"""The share of a page's letters that its tree must reach; what stands in the margins doesn't count."""
_TWICE = 0.05
"""The share of letters that several elements may lay claim to."""
_BACKWARDS = 0.34
"""The share of texts that may stand above the one before them in the same column."""
_TURNS = 3
"""How often two columns of prose may be left for each other."""
_TORN = 3
"""How many entries of a contents list may stand without their pages."""
_LONG = 40
"""Characters of a line of running text."""
_MARGIN = 0.1
"""The share of a page's height at its top and foot that is its margins."""


def is_sound(told: Told, sheet: Sheet) -> bool:
    covered = sum(map(_letters, _lines(told)))
    # Short artifacts are the labels of charts; long ones may be text that somebody hid from a checker.
    outside = [*told.rest, *(line for line in told.artifacts if len(line.text) >= _LONG)]
    missing = sum(_letters(line) for line in outside if not _is_in_margin(line, sheet.height))
    if covered <= sum(map(_letters, told.rest)):
        return not sheet.words
    if covered < _COVERED * (covered + missing) or told.claimed_twice > _TWICE * covered:
        return False
    return not (told.contents or _is_torn(told.texts) or _goes_backwards(told.texts) or _is_interleaved(told.texts))


def _lines(told: Told) -> Iterable[Line]:
    for text in told.texts:
        yield from text.lines
    for note in told.notes:
        yield from note.lines
    for grid in told.grids:
        for row in grid.rows:
            for cell in row:
                yield from cell.lines


def _letters(line: Line) -> int:
    return 0 if line.text == ANCHOR else sum(len(word.text) for word in line.words)


def _is_in_margin(line: Line, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _is_torn(texts: Sequence[Text]) -> bool:
    """Whether dots lead nowhere: the pages of a contents list are told elsewhere."""
    count = 0
    for text in texts:
        found = LEADERS.search(text.lines[-1].text)
        count += found is not None and not any(map(str.isalnum, text.lines[-1].text[found.end() :]))
    return count >= _TORN


def _goes_backwards(texts: Sequence[Text]) -> bool:
    placed = [text for text in texts if text.lines[0].text != ANCHOR]
    back = sum(_share_a_column(one, other) and _is_above(other, one) for one, other in pairwise(placed))
    return back > 1 and back > _BACKWARDS * (len(placed) - 1)


def _is_above(one: Text, other: Text) -> bool:
    return one.lines[-1].base < other.lines[0].base


def _share_a_column(one: Text, other: Text) -> bool:
    """Whether the wider part of the narrower one stands over or under the other."""
    (left, right), (low, high) = _sides(one), _sides(other)
    return min(right, high) - max(left, low) > 0.5 * min(right - left, high - low)


def _sides(text: Text) -> tuple[float, float]:
    return min(line.left for line in text.lines), max(line.right for line in text.lines)


def _is_interleaved(texts: Sequence[Text]) -> bool:
    """Whether paragraphs of two columns follow one another in turn, though they don't stand level, as rows do."""
    prose = [text for text in texts if len(text.lines) > 1]
    turns = 0
    for one, other in pairwise(prose):
        (left, right), (low, high) = _sides(one), _sides(other)
        apart = right <= low or high <= left
        overlap = min(one.lines[-1].base, other.lines[-1].base) - max(one.lines[0].top, other.lines[0].top)
        level = abs(one.lines[0].base - other.lines[0].base) < one.size
        turns += apart and overlap > 0 and not level
    return turns > _TURNS
