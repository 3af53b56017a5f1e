"""Asks PDFium by a call for each answer, where the compiled shim is missing. It must give what `shim.c` gives."""

import ctypes
import re
import struct
from collections.abc import Callable, Iterator, Sequence

from firsthand.documents.pdf import bindings, letters
from firsthand.documents.pdf.answers import (
    GLUED,
    LAST,
    PART,
    PLAIN,
    SPACED,
    UNMAPPED,
    Box,
    Drawn,
    Glyphs,
    Look,
    Marked,
    Part,
    Place,
    Run,
    Scene,
)  # fmt: skip
from firsthand.documents.pdf.bindings import Handle

OBJECTS_AT_MOST = 20_000
PICTURES_AT_MOST = 5_000
RULES_AT_MOST = 2_000
SEGMENTS_AT_MOST = 400
"""How many sides of one path are looked at."""
_DEPTH_AT_MOST = 3
_GLANCE = 24
"""How many segments of a path are looked at to see whether it curves."""
_THICK = 3.0
_SHORT = 6.0
_LINE, _CURVE, _MOVE = 0, 1, 2
_TOKEN = re.compile("[^\\s\u0002\ufffe\u0000]+[\u0002\ufffe]?")
_read_edges = struct.Struct("4f").unpack_from
"""Left, top, right and bottom of a box: read at once, which is quicker than field by field."""

Affine = tuple[float, float, float, float, float, float]


class Calls:
    """Asks about the pages of one document."""

    def glyphs(self, text_page: Handle) -> Glyphs:
        return _Characters(text_page)

    def scene(self, page: Handle) -> Scene:
        return _Walk().scene(page)


class _Characters:
    def __init__(self, page: Handle) -> None:
        self._page = page
        self._box = bindings.Box()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._at: Sequence[int] = ()
        self._part = Part((0, 0, 0, 0), (0, 0, 0, 0), 0, 0, 0, 0)

    def runs(self, text: str, at: Sequence[int] | None) -> Iterator[Run]:
        page, find = self._page, bindings.text_object
        self._at = at = range(len(text)) if at is None else at
        for token in _TOKEN.finditer(text):
            start, end = token.span()
            first = find(page, at[start])
            if end - start == 1 or find(page, at[end - 1]) == first:
                yield self._run(text, first or 0, start, end, LAST)
            else:
                yield from self._parts(text, start, end, first or 0)

    def _parts(self, text: str, start: int, end: int, drawer: Handle) -> Iterator[Run]:
        """The parts of a word that several objects draw."""
        page, at, find = self._page, self._at, bindings.text_object
        begin, said = start, PART
        # A hyphen at the end stays with its word, whatever draws it.
        for index in range(start + 1, end - (text[end - 1] in letters.BROKEN)):
            handle = find(page, at[index])
            if handle is not None and handle != drawer:
                yield self._run(text, drawer, begin, index, said)
                begin, drawer, said = index, handle, PART | GLUED
        yield self._run(text, drawer, begin, end, said | LAST)

    def _run(self, text: str, drawer: Handle, start: int, end: int, said: int) -> Run:
        at, last = self._at, end - 1
        left, top, right, bottom = first = self._edges(at[start])
        if last > start:
            x1, y1, x2, y2 = final = self._edges(at[last])
            left, right, bottom, top = min(left, x1), max(right, x2), min(bottom, y2), max(top, y1)
        else:
            final = first
        if said & PART:
            self._part = Part(first, final, *self._origin(at[start]), *self._origin(at[last]))
        if bindings.is_unmapped(self._page, at[start]) > 0:
            said |= UNMAPPED
        if letters.is_plain(text[start:end]):
            said |= PLAIN
        if said & LAST and self._is_spaced(text, end):
            said |= SPACED
        return drawer, left, top, right, bottom, start, end, said, 0

    def part(self, number: int) -> Part:  # noqa: ARG002 - only the last run is known
        return self._part

    def look(self, handle: Handle, index: int) -> Look:
        matrix, size = bindings.Matrix(1, 0, 0, 1, 0, 0), ctypes.c_float(1)
        bindings.character_matrix(self._page, index, matrix)
        bindings.object_size(handle, size)
        mark: int = bindings.marked_content(handle)
        x, y = self._origin(index)
        return Look(
            bindings.object_font(handle), size.value, matrix.a, matrix.b, matrix.c, matrix.d,
            mark, mark < 0 and bindings.is_artifact(handle), bindings.render_mode(handle), self._rise(index, y), x, y,
        )  # fmt: skip

    def places(self, indexes: Sequence[int]) -> list[Place]:
        page, find = self._page, bindings.text_object
        return [
            Place(
                find(page, index) or 0, *self._edges(index), *self._origin(index),
                bindings.is_generated(page, index) > 0, bindings.is_unmapped(page, index) > 0,
            )
            for index in indexes
        ]  # fmt: skip

    def _is_spaced(self, text: str, end: int) -> bool:
        """Whether the file writes a space after a word; asked only after letters that may stand without one."""
        if text[end : end + 1] != " " or (text[end - 1] < "\x7f" and text[end - 1] != "/"):
            return False
        return not bindings.is_generated(self._page, self._at[end])

    def _rise(self, index: int, base: float) -> float:
        if not 48 <= bindings.character(self._page, index) <= 57:
            return 0.0
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        bindings.character_bounds(self._page, index, left, right, bottom, top)
        return bottom.value - base

    def _edges(self, index: int) -> Box:
        if not bindings.character_box(self._page, index, self._box):
            return 0.0, 0.0, 0.0, 0.0
        edges: Box = _read_edges(self._box)
        return edges

    def _origin(self, index: int) -> tuple[float, float]:
        if not bindings.character_origin(self._page, index, self._x, self._y):
            return 0.0, 0.0
        return self._x.value, self._y.value


class _Walk:
    """Goes through the objects of a page and of the forms on it, in the order in which they are drawn."""

    def __init__(self) -> None:
        self._left = iter(range(OBJECTS_AT_MOST))
        self._drawn: list[Drawn] = []
        self._lines: list[Box] = []
        self._marked: list[Marked] = []
        self._page_numbers = False
        self._forms = 0
        self._numbering: set[int] = set()

    def scene(self, page: Handle) -> Scene:
        for handle, kind in self._held(page, bindings.count_objects, bindings.page_object):
            own = max(bindings.marked_content(handle), -1)
            self._page_numbers |= own >= 0
            if kind == bindings.FORM:
                self._enter(handle, _matrix(handle), own, self._forms, 1)
                self._forms += 1
            elif kind != bindings.TEXT:
                self._add(handle, kind, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), (own, -1, -1, False))
        one = len(self._numbering) == 1 and not self._page_numbers
        return Scene(self._drawn, self._lines, self._marked, self._numbering.pop() if one else None)

    def _enter(self, owner: Handle, outer: Affine, given: int, form: int, depth: int) -> None:
        for handle, kind in self._held(owner, bindings.count_form_objects, bindings.form_object):
            own = max(bindings.marked_content(handle), -1)
            if given < 0 and own >= 0:
                self._numbering.add(form)
            if kind == bindings.TEXT:
                self._marked.append(Marked(handle, own, given, form, inside=True))
            elif kind != bindings.FORM:
                self._add(handle, kind, outer, (own, given, form, True))
            elif depth < _DEPTH_AT_MOST:
                self._enter(handle, _multiply(_matrix(handle), outer), given, form, depth + 1)

    def _held(
        self, owner: Handle, count: Callable[[Handle], int], find: Callable[[Handle, int], Handle | None]
    ) -> Iterator[tuple[Handle, int]]:
        """What a page or a form holds, with its type."""
        for index, _ in zip(range(max(count(owner), 0)), self._left, strict=False):
            handle = find(owner, index)
            if handle is not None:
                yield handle, bindings.object_type(handle)

    def _add(self, handle: Handle, kind: int, outer: Affine, mark: tuple[int, int, int, bool]) -> None:
        box = _bounds(handle, outer)
        if box is None or kind not in (bindings.PATH, bindings.IMAGE, bindings.SHADING):
            return
        if kind != bindings.PATH:
            filled = stroked = False
            count = 0
        else:
            filled, stroked = _drawn_how(handle)
            count = max(bindings.count_segments(handle), 0)
        if len(self._drawn) < PICTURES_AT_MOST:
            fill = _colour(handle) if filled else -1
            self._drawn.append(Drawn(*box, *mark, kind, fill, stroked, count, _is_curved(handle, count)))
        if (filled or stroked) and len(self._lines) < RULES_AT_MOST:
            self._lines.extend(_straight_lines(handle, outer, box, count, stroked=stroked))


def _straight_lines(handle: Handle, outer: Affine, box: Box, count: int, *, stroked: bool) -> Iterator[Box]:
    wide, tall = box[2] - box[0], box[3] - box[1]
    if min(wide, tall) <= _THICK:
        if max(wide, tall) >= _SHORT:
            yield box
    elif stroked or count > 5:
        yield from _edges(handle, count, _multiply(_matrix(handle), outer))


def _edges(handle: Handle, count: int, matrix: Affine) -> Iterator[Box]:
    """The sides of the figure that a path draws, where they lie or stand."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = at = (0.0, 0.0)
    for index in range(min(count, SEGMENTS_AT_MOST)):
        segment = bindings.path_segment(handle, index)
        bindings.segment_point(segment, x, y)
        to = _apply(matrix, x.value, y.value)
        kind = bindings.segment_type(segment)
        if kind == _MOVE:
            start = to
        elif kind == _LINE and _is_straight(at, to):
            yield _span(at, to)
        if kind == _LINE and bindings.segment_closes(segment) and _is_straight(to, start):
            yield _span(to, start)
        at = to


def _is_straight(a: tuple[float, float], b: tuple[float, float]) -> bool:
    wide, tall = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(wide, tall) < 0.5 and max(wide, tall) >= _SHORT


def _span(a: tuple[float, float], b: tuple[float, float]) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _is_curved(handle: Handle, count: int) -> bool:
    first = (bindings.path_segment(handle, index) for index in range(min(count, _GLANCE)))
    return any(bindings.segment_type(segment) == _CURVE for segment in first)


def _drawn_how(handle: Handle) -> tuple[bool, bool]:
    """Whether the area of a path is painted, and whether its outline is."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    bindings.path_mode(handle, filled, stroked)
    return filled.value != 0, stroked.value != 0


def _colour(handle: Handle) -> int:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not bindings.fill_colour(handle, red, green, blue, opacity) or not opacity.value:
        return -1
    return (red.value & 255) << 16 | (green.value & 255) << 8 | blue.value & 255


def _bounds(handle: Handle, outer: Affine) -> Box | None:
    """Left, bottom, right and top on the page."""
    box = [ctypes.c_float() for _ in range(4)]
    if not bindings.object_bounds(handle, *box):
        return None
    left, bottom, right, top = (edge.value for edge in box)
    corners = [_apply(outer, x, y) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _matrix(handle: Handle) -> Affine:
    matrix = bindings.Matrix(1, 0, 0, 1, 0, 0)
    bindings.object_matrix(handle, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _apply(matrix: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _multiply(first: Affine, then: Affine) -> Affine:
    a, b, c, d, e, f = first
    x, y = _apply(then, e, f)
    return (
        a * then[0] + b * then[2], a * then[1] + b * then[3],
        c * then[0] + d * then[2], c * then[1] + d * then[3],
        x, y,
    )  # fmt: skip
