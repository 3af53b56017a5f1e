"""The order in which the pieces of a page are read: columns, the lines that span them, and rows of things side by side.

A gutter is a strip that no piece crosses. What crosses it cuts the page into bands; within a band the columns are read
one after the other if they are prose, and row by row if the file draws them row by row, as it does tables.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from firsthand.documents.pdf.lines import ANCHOR, Line, rows, unite

_DEPTH_AT_MOST = 12
_NARROWEST = 0.75
"""The least width of a gutter, in sizes of the type beside it."""
_CANDIDATES_AT_MOST = 10
_STEPS_AT_MOST = 50
_SURE = 12
"""More pieces than a line has that is stretched to its column's width."""


class Column(Struct, frozen=True):
    """Lines that follow one another from the top."""

    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)


class _Gutter(Struct, frozen=True):
    left: float
    right: float

    def is_crossed_by(self, pieces: Iterable[Line]) -> bool:
        """Whether any of the pieces reaches over its middle."""
        middle = (self.left + self.right) / 2
        for piece in pieces:  # noqa: SIM110 - the busiest loop of the reader
            if piece.left < middle < piece.right:
                return True
        return False

    def sides(self, pieces: list[Line]) -> tuple[list[Line], list[Line]]:
        """What stands to the left of it, and to the right."""
        left: list[Line] = []
        right: list[Line] = []
        for piece in pieces:
            (left if piece.right <= self.right else right).append(piece)
        return left, right


def arrange(pieces: Sequence[Line]) -> list[Column]:
    """The columns of a page or a part of it, in reading order."""
    if not pieces:
        return []
    leftwards = 2 * sum(piece.leftwards for piece in pieces) > len(pieces)
    return _stack([Column(tuple(lines)) for lines in _arrange(list(pieces), leftwards, 0) if lines])


def _stack(columns: list[Column]) -> list[Column]:
    """Columns that go on right below one another between the same margins are one."""
    stacked: list[Column] = []
    for column in columns:
        if stacked and _goes_on(stacked[-1], column):
            stacked[-1] = Column((*stacked[-1].lines, *column.lines))
        else:
            stacked.append(column)
    return stacked


def _goes_on(above: Column, below: Column) -> bool:
    if below.lines[0].base <= above.lines[-1].base:
        return False
    longer, shorter = (above, below) if len(above.lines) >= len(below.lines) else (below, above)
    slack = longer.lines[0].size
    if len(shorter.lines) > 2 and abs(shorter.right - longer.right) > 2 * slack:
        return False
    return shorter.left >= longer.left - slack and shorter.right <= longer.right + slack


def _arrange(pieces: list[Line], leftwards: bool, depth: int) -> list[list[Line]]:
    if len(pieces) < 2:
        return [pieces]
    levels = rows(pieces)
    gutter = _find_gutter(pieces, levels) if depth < _DEPTH_AT_MOST else None
    if gutter is None:
        return [[unite(level) for level in levels]]
    columns: list[list[Line]] = []
    for band, worth in _bands(levels, gutter):
        columns.extend(
            _arrange_columns(band, gutter, leftwards, depth) if worth else _arrange(band, leftwards, depth + 1)
        )
    return columns


def _bands(levels: list[list[Line]], gutter: _Gutter) -> list[tuple[list[Line], float]]:
    """The pieces from the top, cut where columns begin and end; with each band its worth, 0 where it isn't columns."""
    bands: list[tuple[list[Line], bool]] = []
    crossing = None
    for level in levels:
        crosses = gutter.is_crossed_by(level)
        if crosses != crossing:
            bands.append(([], crosses))
            crossing = crosses
        bands[-1][0].extend(level)
    merged: list[tuple[list[Line], float]] = []
    for band, crosses in bands:
        worth = 0.0 if crosses else _worth(*gutter.sides(band))
        if not worth and merged and not merged[-1][1]:
            merged[-1][0].extend(band)
        else:
            merged.append((band, worth))
    return merged


def _arrange_columns(band: list[Line], gutter: _Gutter, leftwards: bool, depth: int) -> list[list[Line]]:
    sides = gutter.sides(band)
    noted = _is_margin(*sides) or _is_margin(*sides[::-1])
    if not noted and _is_drawn_by_rows(*sides):
        return _arrange_rows(band, leftwards, depth)
    in_order = sides[::-1] if leftwards else sides
    if _is_margin(*in_order):
        in_order = in_order[::-1]
    return [column for side in in_order for column in _arrange(side, leftwards, depth + 1)]


def _is_drawn_by_rows(left: list[Line], right: list[Line]) -> bool:
    """Whether the file goes to and fro between the sides, as in a table, and neither side is a column of prose."""
    drawn = sorted([(piece.order, 0) for piece in left] + [(piece.order, 1) for piece in right])
    turns = sum(one[1] != other[1] for one, other in pairwise(drawn))
    fewer = min(len(left), len(right))
    if turns <= max(1, 0.4 * fewer):
        return False
    if 2 * sum(any(_are_level(one, other) for other in right) for one in left) < fewer:
        return False
    return not (fewer >= 3 and _is_prose(left) and _is_prose(right))


def _is_margin(first: list[Line], second: list[Line]) -> bool:
    """Whether the column that would be read first holds but notes in the margin of the other one."""
    smaller = median(piece.size for piece in first) < 0.94 * median(piece.size for piece in second)
    return smaller and _width(first) < 0.5 * _width(second) and 2 * len(first) < len(second)


def _width(pieces: list[Line]) -> float:
    return max(piece.right for piece in pieces) - min(piece.left for piece in pieces)


def _is_prose(side: list[Line]) -> bool:
    """Whether most pieces are long and reach from side to side of their column."""
    width = max(piece.right for piece in side) - min(piece.left for piece in side)
    filled = sum(piece.width > 0.85 * width for piece in side)
    return median(len(piece.text) for piece in side) >= 28 and 2 * filled >= len(side)


def _are_level(one: Line, other: Line) -> bool:
    return abs(one.base - other.base) < 0.25 * min(one.size, other.size)


def _arrange_rows(band: list[Line], leftwards: bool, depth: int) -> list[list[Line]]:
    """Things side by side, cut at every strip of white that runs through from side to side."""
    strips: list[list[Line]] = []
    floor = float("-inf")
    for piece in sorted(band, key=lambda piece: piece.top):
        if piece.top >= floor - 0.15 * piece.size:
            strips.append([])
        strips[-1].append(piece)
        floor = max(floor, piece.bottom)
    if len(strips) == 1:
        return [[unite(row) for row in rows(band)]]
    merged: list[list[Line]] = []
    for strip in strips:
        levels = rows(strip)
        if len(levels) == 1:
            merged.append([unite(levels[0])])
        else:
            merged.extend(_arrange(strip, leftwards, depth + 1))
    return merged


def _find_gutter(pieces: list[Line], levels: list[list[Line]]) -> _Gutter | None:
    """The strip that parts the most pieces on both sides, or None."""
    best, best_score = None, 0.0
    for gutter in _candidates(pieces):
        score = _score(levels, gutter)
        if score > best_score:
            best, best_score = gutter, score
    return best


def _candidates(pieces: list[Line]) -> list[_Gutter]:
    """Strips that few pieces cross, those crossed least first."""
    narrowest = _NARROWEST * median(piece.size for piece in pieces)
    found: list[tuple[int, float, _Gutter]] = []
    steps = _coverage(pieces)
    slack = 1 + len(pieces) // 25
    for at, (_, right, count, rises) in enumerate(steps):
        if not rises:
            continue
        first = at
        while at - first < _STEPS_AT_MOST and first > 0 and steps[first - 1][2] <= count + slack:
            first -= 1
        left = steps[first][0]
        if right - left >= narrowest:
            found.append((count, left - right, _Gutter(left, right)))
    found.sort(key=lambda one: one[:2])
    return [gutter for _, _, gutter in found[:_CANDIDATES_AT_MOST]]


def _coverage(pieces: list[Line]) -> list[tuple[float, float, int, bool]]:
    """From the left: stretches (from, to), how many pieces cover each, and whether the next one has more."""
    edges = sorted([(piece.left, 1) for piece in pieces] + [(piece.right, -1) for piece in pieces])
    steps: list[tuple[float, float, int, bool]] = []
    count, start = 0, edges[0][0]
    for x, step in edges:
        if x > start:
            steps.append((start, x, count, step == 1))
            start = x
        count += step
    return steps


def _score(levels: list[list[Line]], gutter: _Gutter) -> float:
    """How many pieces stand beside one another on both sides of the gutter; 0 where it parts no columns."""
    return sum(worth for _, worth in _bands(levels, gutter))


def _worth(left: list[Line], right: list[Line]) -> float:
    if not (_make_several(left) and _make_several(right)):
        return 0.0
    if min(_mean_width(left), _mean_width(right)) < 2.5:
        return 0.0
    top = max(min(piece.top for piece in left), min(piece.top for piece in right))
    bottom = min(max(piece.bottom for piece in left), max(piece.bottom for piece in right))
    if bottom - top < left[0].size:
        return 0.0
    return float(min(len(left), len(right)))


def _make_several(pieces: list[Line]) -> bool:
    """Whether the pieces make more than one line; of many pieces, or of a table, that is known."""
    if len(pieces) > _SURE or (pieces and any(piece.text == ANCHOR for piece in pieces)):
        return True
    bases = sorted([piece.base for piece in pieces])
    return any(below - above > 0.5 * pieces[0].size for above, below in pairwise(bases))


def _mean_width(pieces: list[Line]) -> float:
    """In sizes of the type."""
    return sum([(piece.right - piece.left) / piece.size for piece in pieces]) / len(pieces)
