"""Shapes that stand in a row as the letters of a line do, whatever they are made of: outlines or blots of ink.

A row of letters stands on a line, its shapes are close together, of one height but of many widths. Dots, bars, icons
and the marks of a chart are not so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

from msgspec import Struct

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, y growing downwards."""

FEWEST = 5
"""Fewer letters than this are taken for an icon, a label or a number."""
_OPEN = 48
_OVERLAP = 0.5
_GAP = 1.0
"""Between letters and between words, in heights of the row."""
_WIDEST = 2.2
"""Most letters are at most so many times wider than high."""
_ON_LINE = 0.4


class Shape(Struct, frozen=True, gc=False):
    left: float
    top: float
    right: float
    bottom: float
    fill: int = 0
    """Its colour; those of one row have the same."""
    detail: int = 0
    """How many strokes it is made of, where that is known; letters are not all alike in it."""
    curved: bool = True

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


class Row(Struct):
    """Shapes side by side, from the left."""

    shapes: list[Shape]
    left: float
    top: float
    right: float
    bottom: float
    fill: int

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom

    def takes(self, shape: Shape) -> bool:
        height, other = self.bottom - self.top, shape.bottom - shape.top
        tall, low = (height, other) if height > other else (other, height)
        # The first that most shapes of other rows fail comes first.
        return (
            -tall / 2 <= shape.left - self.right <= _GAP * tall
            and shape.fill == self.fill
            and other <= 2.5 * height
            and min(self.bottom, shape.bottom) - max(self.top, shape.top) >= _OVERLAP * low
        )

    def add(self, shape: Shape) -> None:
        self.shapes.append(shape)
        self.top, self.bottom = min(self.top, shape.top), max(self.bottom, shape.bottom)
        self.right = max(self.right, shape.right)


def find_rows(shapes: Iterable[Shape], least: float) -> list[Row]:
    """The rows of letters among shapes; their tallest letters are at least so high."""
    rows = [row for row in _line_up(shapes) if row.height >= least and is_lettering(row)]
    return sorted(rows, key=lambda row: (row.top, row.left))


def join_parts(shapes: Sequence[Shape]) -> list[Shape]:
    """Shapes that stand close above one another as one: many letters of Asian scripts are made of several."""
    joined: dict[int, Shape] = {}
    opened: list[int] = []
    for number, shape in enumerate(sorted(shapes, key=lambda shape: (shape.left, shape.top))):
        opened = [one for one in opened if joined[one].right > shape.left][-_OPEN:]
        part = next((one for one in opened if _is_part(shape, joined[one])), None)
        if part is None:
            joined[number] = shape
            opened.append(number)
        else:
            joined[part] = _join_two(joined[part], shape)
    return list(joined.values())


def _is_part(one: Shape, other: Shape) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    apart = max(one.top, other.top) - min(one.bottom, other.bottom)
    side = max(one.width, other.width)
    tall = max(one.bottom, other.bottom) - min(one.top, other.top)
    return across >= 0.3 * min(one.width, other.width) and apart <= 0.2 * side and tall <= 1.4 * side


def _join_two(one: Shape, other: Shape) -> Shape:
    return Shape(
        min(one.left, other.left), min(one.top, other.top), max(one.right, other.right), max(one.bottom, other.bottom),
        one.fill, one.detail + other.detail, one.curved or other.curved,
    )  # fmt: skip


def _line_up(shapes: Iterable[Shape]) -> list[Row]:
    rows: list[Row] = []
    opened: list[Row] = []
    for shape in sorted(shapes, key=attrgetter("left", "top")):
        top, bottom = shape.top, shape.bottom
        near = [row for row in opened if row.top < bottom and top < row.bottom and row.takes(shape)]
        if len(near) == 1:
            near[0].add(shape)
            continue
        if near:
            max(near, key=lambda row: min(row.bottom, shape.bottom) - max(row.top, shape.top)).add(shape)
            continue
        row = Row([shape], shape.left, shape.top, shape.right, shape.bottom, shape.fill)
        rows.append(row)
        opened = [one for one in opened if one.right + 2 * one.height >= shape.left][-_OPEN:]
        opened.append(row)
    return rows


def is_lettering(row: Row) -> bool:
    """Whether a row of shapes looks like a line of letters."""
    tall = row.height
    letters = [shape for shape in row.shapes if shape.height >= 0.3 * tall]
    if len(letters) < FEWEST or row.right - row.left < 2 * tall:
        return False
    step = max(tall * 0.05, 0.01)
    widths = {round(shape.width / step) for shape in letters}
    details = {shape.detail for shape in letters}
    curved = sum(shape.curved for shape in letters)
    if len(widths) < 3 or len(details) < min(3, 1 + max(details)) or curved < 0.2 * len(letters):
        return False
    wide = sum(shape.width > _WIDEST * shape.height for shape in letters)
    return _stands(letters, tall) and wide <= 0.2 * len(letters) and _is_dense(letters, tall)


def _stands(letters: Sequence[Shape], tall: float) -> bool:
    """Whether enough letters share a line, on which they stand or from which they hang."""
    step = max(0.1 * tall, 0.5)
    return any(
        max((count := Counter(round(edge / step + half) for edge in edges)).values()) >= _ON_LINE * len(letters)
        and count.total() > 0
        for edges in ([shape.bottom for shape in letters], [shape.top for shape in letters])
        for half in (0.0, 0.5)
    )


def _is_dense(letters: Sequence[Shape], tall: float) -> bool:
    gaps = sorted(after.left - before.right for before, after in pairwise(letters))
    return gaps[len(gaps) // 2] <= 0.45 * tall


def join_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of one size and colour that stand under one another, or side by side, as the lines of one text."""
    heaps: list[list[Row]] = []
    for row in rows:
        heap = next(
            (heap for heap in reversed(heaps[-_OPEN:]) if any(_goes_on(above, row) for above in heap[-6:])), None
        )
        if heap is None:
            heaps.append([row])
        else:
            heap.append(row)
    return heaps


def _goes_on(above: Row, row: Row) -> bool:
    small, large = sorted((above.height, row.height))
    apart = max(row.top - above.bottom, above.top - row.bottom)
    aside = max(row.left - above.right, above.left - row.right)
    return above.fill == row.fill and large <= 1.6 * small and apart <= 1.2 * large and aside <= 1.5 * large


def surround(boxes: Iterable[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
