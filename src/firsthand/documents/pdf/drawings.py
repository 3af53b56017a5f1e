"""What PDFium says of the drawings of a page: its straight lines, which rule tables, and whether it has pictures."""

import ctypes
from collections.abc import Iterator

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import Rule

_OBJECTS_AT_MOST = 5_000
_SEGMENTS_AT_MOST = 400
_RULES_AT_MOST = 2_000
_DEPTH_AT_MOST = 3
_THICK = 3.0
_SHORT = 6.0
_LINE, _MOVE = 0, 2

Affine = tuple[float, float, float, float, float, float]


def find_drawings(page: Handle, frame: Frame) -> tuple[tuple[Rule, ...], bool]:
    """The rules of a page, and whether it shows a picture or a drawing."""
    rules: list[Rule] = []
    pictures = False
    for handle, outer in _objects(page):
        kind = bindings.object_type(handle)
        if kind == bindings.IMAGE:
            pictures = True
        elif kind == bindings.PATH:
            pictures = True
            if len(rules) < _RULES_AT_MOST:
                rules.extend(_place(line, frame) for line in _straight_lines(handle, outer))
    return tuple(rules), pictures


def _objects(page: Handle) -> Iterator[tuple[Handle, Affine]]:
    """Objects of the page and of the forms on it, with the matrix of the form, at most so many."""
    waiting = [(bindings.count_objects, bindings.page_object, page, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)]
    seen = 0
    while waiting:
        count, find, owner, outer, depth = waiting.pop()
        for index in range(max(count(owner), 0)):
            seen += 1
            if seen > _OBJECTS_AT_MOST:
                return
            handle = find(owner, index)
            if handle is None:
                continue
            if bindings.object_type(handle) == bindings.FORM and depth < _DEPTH_AT_MOST:
                inner = _multiply(_matrix(handle), outer)
                waiting.append((bindings.count_form_objects, bindings.form_object, handle, inner, depth + 1))
            yield handle, outer


def _straight_lines(handle: Handle, outer: Affine) -> Iterator[tuple[float, float, float, float]]:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    bindings.path_mode(handle, filled, stroked)
    if not filled.value and not stroked.value:
        return
    box = [ctypes.c_float() for _ in range(4)]
    if not bindings.object_bounds(handle, *box):
        return
    x1, y1 = _apply(outer, box[0].value, box[1].value)
    x2, y2 = _apply(outer, box[2].value, box[3].value)
    wide, tall = abs(x2 - x1), abs(y2 - y1)
    if min(wide, tall) <= _THICK:
        if max(wide, tall) >= _SHORT:
            yield x1, y1, x2, y2
    elif stroked.value or bindings.count_segments(handle) > 5:
        yield from _edges(handle, _multiply(_matrix(handle), outer))


def _edges(handle: Handle, matrix: Affine) -> Iterator[tuple[float, float, float, float]]:
    """The sides of the figure that a path draws, where they lie or stand."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start = at = (0.0, 0.0)
    for index in range(min(bindings.count_segments(handle), _SEGMENTS_AT_MOST)):
        segment = bindings.path_segment(handle, index)
        bindings.segment_point(segment, x, y)
        to = _apply(matrix, x.value, y.value)
        kind = bindings.segment_type(segment)
        if kind == _MOVE:
            start = to
        elif kind == _LINE and _is_straight(at, to):
            yield *at, *to
        if kind == _LINE and bindings.segment_closes(segment) and _is_straight(to, start):
            yield *to, *start
        at = to


def _is_straight(a: tuple[float, float], b: tuple[float, float]) -> bool:
    wide, tall = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(wide, tall) < 0.5 and max(wide, tall) >= _SHORT


def _place(line: tuple[float, float, float, float], frame: Frame) -> Rule:
    x1, y1, x2, y2 = line
    return Rule(*frame.place_box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


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
