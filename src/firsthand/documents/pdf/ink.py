"""What is drawn on a page, gathered into heaps of things that stand close together, and what each heap looks like.

Nothing here knows words: `figures` decides which heap is a figure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from firsthand.documents.pdf.sheet import Picture

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""

_NEAR = 6.0
"""Things no further apart than this, or twice this, are one heap."""
_CELLS = 200
_THIN = 3.0
_WHITE = 0xFFFFFF
_OUTSIDE = 36.0
"""A line that seems to reach so far out of the page has sharp corners that PDFium draws out: its box says nothing."""
_PLAIN = 6
"""A path of more moves and lines than this is no rectangle."""


class Heap(Struct, frozen=True):
    """Things drawn close together."""

    box: Box
    members: tuple[Picture, ...]

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def images(self) -> tuple[Picture, ...]:
        return tuple(one for one in self.members if one.kind == "image")

    @property
    def is_photograph(self) -> bool:
        """Whether images fill most of it."""
        covered = sum(size(one) for one in self.images)
        return covered >= 0.6 * self.width * self.height

    @property
    def shapes(self) -> int:
        """How many of its parts are neither rectangles nor straight lines along the page."""
        return sum(_is_shape(one) for one in self.members)

    @property
    def has_bars(self) -> bool:
        """Whether rectangles of different lengths begin on one line, as the bars of a chart do."""
        bars = [one for one in self.members if _is_bar(one)]
        return _differ(bars, upright=True) or _differ(bars, upright=False)


def size(picture: Picture) -> float:
    """Its area in square points."""
    return (picture.right - picture.left) * (picture.bottom - picture.top)


def visible(pictures: Iterable[Picture], width: float, height: float) -> Iterator[Picture]:
    """The pictures that leave ink on a page of that size, cut off at its edges, without what lies behind all of it."""
    for one in pictures:
        if one.kind == "path" and not one.stroked and one.fill in (-1, _WHITE):
            continue
        left, top = max(one.left, 0.0), max(one.top, 0.0)
        right, bottom = min(one.right, width), min(one.bottom, height)
        if right < left or bottom < top or (right - left) * (bottom - top) > 0.85 * width * height:
            continue
        if one.stroked and max(-one.left, -one.top, one.right - width, one.bottom - height) > _OUTSIDE:
            continue
        if (left, top, right, bottom) == (one.left, one.top, one.right, one.bottom):
            yield one
        elif right - left > _THIN and bottom - top > _THIN:
            yield _cut(one, (left, top, right, bottom))


def _cut(one: Picture, box: Box) -> Picture:
    return Picture(
        *box, kind=one.kind, fill=one.fill, stroked=one.stroked, segments=one.segments, curved=one.curved,
        mark=one.mark, form=one.form,
    )  # fmt: skip


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def unite_boxes(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip


def heap_up(pictures: Sequence[Picture], width: float, height: float) -> list[Heap]:
    """The heaps of a page of that size, from the top."""
    step = max(_NEAR, width / _CELLS, height / _CELLS)
    rows: dict[int, int] = defaultdict(int)
    for one in pictures:
        first, last = int(one.left / step), int(one.right / step)
        mask = ((1 << (last - first + 1)) - 1) << first
        for row in range(int(one.top / step), int(one.bottom / step) + 1):
            rows[row] |= mask
    names = _name_cells(rows)
    found: dict[int, list[Picture]] = defaultdict(list)
    for one in pictures:
        found[names.of(int(one.top / step), int(one.left / step))].append(one)
    heaps = [
        Heap(unite_boxes([(one.left, one.top, one.right, one.bottom) for one in members]), tuple(members))
        for members in found.values()
    ]
    return sorted(heaps, key=lambda heap: (heap.box[1], heap.box[0]))


class _Names:
    """Stretches of touching cells, row by row, each with the number of what it is part of."""

    def __init__(self) -> None:
        self.rows: dict[int, list[tuple[int, int, int]]] = {}
        self._above: list[int] = []

    def new(self) -> int:
        self._above.append(len(self._above))
        return len(self._above) - 1

    def root(self, name: int) -> int:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name

    def join(self, one: int, other: int) -> None:
        self._above[self.root(one)] = self.root(other)

    def of(self, row: int, column: int) -> int:
        return next(self.root(name) for first, last, name in self.rows[row] if first <= column <= last)


def _name_cells(rows: dict[int, int]) -> _Names:
    names = _Names()
    for row in sorted(rows):
        stretches = [(first, last, names.new()) for first, last in _stretches(rows[row])]
        for first, last, name in stretches:
            for above_first, above_last, above in names.rows.get(row - 1, ()):
                if above_first <= last + 1 and first <= above_last + 1:
                    names.join(above, name)
        names.rows[row] = stretches
    return names


def _stretches(mask: int) -> Iterator[tuple[int, int]]:
    """The first and last place of each row of ones."""
    at = 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        length = (~mask & (mask + 1)).bit_length() - 1
        yield at + skip, at + skip + length - 1
        mask >>= length
        at += skip + length


def _is_shape(one: Picture) -> bool:
    if one.kind == "shading":
        return True
    wide, tall = one.right - one.left, one.bottom - one.top
    if one.kind != "path" or max(wide, tall) < 2:
        return False
    slants = one.segments == 2 and min(wide, tall) > _THIN
    return one.curved or one.segments > _PLAIN or slants


def _is_bar(one: Picture) -> bool:
    wide, tall = one.right - one.left, one.bottom - one.top
    return (
        one.kind == "path" and not one.curved and one.segments <= _PLAIN and one.fill >= 0 and min(wide, tall) > _THIN
    )


def _differ(bars: Sequence[Picture], *, upright: bool) -> bool:
    """Whether at least three bars stand on one line and most of them are of lengths of their own."""
    lengths: dict[int, list[int]] = defaultdict(list)
    for one in bars:
        base, length = (one.bottom, one.bottom - one.top) if upright else (one.left, one.right - one.left)
        lengths[round(base / 2)].append(round(length))
    return any(len(found) >= 3 and 2 * len(set(found)) > len(found) for found in lengths.values())
