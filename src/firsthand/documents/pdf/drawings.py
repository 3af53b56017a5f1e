"""What PDFium says of the objects of a page: its straight lines, which rule tables, its pictures, its forms' marks."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import Picture, Rule

_OBJECTS_AT_MOST = 20_000
_PICTURES_AT_MOST = 5_000
_SEGMENTS_AT_MOST = 400
_RULES_AT_MOST = 2_000
_DEPTH_AT_MOST = 3
_THICK = 3.0
_SHORT = 6.0
_LINE, _CURVE, _MOVE = 0, 1, 2
_GLANCE = 24
"""How many segments of a path are looked at to see whether it curves."""

Affine = tuple[float, float, float, float, float, float]
_Kind = Literal["image", "path", "shading"]
_KINDS: dict[int, _Kind] = {bindings.PATH: "path", bindings.IMAGE: "image", bindings.SHADING: "shading"}


class Drawings(Struct, frozen=True):
    """What stands on a page besides its text."""

    rules: tuple[Rule, ...]
    pictures: tuple[Picture, ...]
    marks: dict[Handle, int]
    """The number of the marked content of each text object that a form draws."""


class _Object(Struct, frozen=True, gc=False):
    handle: Handle
    type: int
    outer: Affine
    """From the object's space to that of the page."""
    form: int = -1
    """Which form of the page draws it, or is it."""
    given: int = -1
    """The number that the page gives to the form."""
    inside: bool = False


def find_drawings(page: Handle, frame: Frame) -> Drawings:
    """The rules and pictures of a page and of the forms on it."""
    rules: list[Rule] = []
    pictures: list[Picture] = []
    marks: dict[Handle, int] = {}
    objects = list(_objects(page))
    numbering = _numbering_form(objects)
    for drawn in objects:
        kind = _KINDS.get(drawn.type)
        if drawn.type == bindings.TEXT and drawn.inside:
            marks[drawn.handle] = _mark(drawn, numbering)
        elif kind and len(pictures) < _PICTURES_AT_MOST and (box := _bounds(drawn)):
            pictures.append(_picture(drawn, kind, frame.place_box(*box), _mark(drawn, numbering)))
        if kind == "path" and len(rules) < _RULES_AT_MOST:
            rules.extend(_place(line, frame) for line in _straight_lines(drawn))
    return Drawings(tuple(rules), tuple(pictures), marks)


def _objects(page: Handle) -> Iterator[_Object]:
    """Objects of the page and of the forms on it in the order in which they are drawn, at most so many."""
    forms = 0
    left = iter(range(_OBJECTS_AT_MOST))
    for handle, kind in _held(page, bindings.count_objects, bindings.page_object, left):
        if kind != bindings.FORM:
            yield _Object(handle, kind, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
            continue
        form = _Object(handle, kind, _matrix(handle), forms, bindings.marked_content(handle))
        forms += 1
        yield form
        yield from _objects_inside(form, left, 1)


def _objects_inside(form: _Object, left: Iterator[int], depth: int) -> Iterator[_Object]:
    for handle, kind in _held(form.handle, bindings.count_form_objects, bindings.form_object, left):
        nested = kind == bindings.FORM
        outer = _multiply(_matrix(handle), form.outer) if nested else form.outer
        drawn = _Object(handle, kind, outer, form.form, form.given, inside=True)
        yield drawn
        if nested and depth < _DEPTH_AT_MOST:
            yield from _objects_inside(drawn, left, depth + 1)


def _held(
    owner: Handle, count: Callable[[Handle], int], find: Callable[[Handle, int], Handle | None], left: Iterator[int]
) -> Iterator[tuple[Handle, int]]:
    """What a page or a form holds, with its type."""
    for index, _ in zip(range(max(count(owner), 0)), left, strict=False):
        handle = find(owner, index)
        if handle is not None:
            yield handle, bindings.object_type(handle)


def _numbering_form(objects: list[_Object]) -> int | None:
    """The form whose own numbers of marked content can be meant, if there is one: see `Word.mark`."""
    numbering = {
        drawn.form
        for drawn in objects
        if drawn.inside and drawn.given < 0 and bindings.marked_content(drawn.handle) >= 0
    }
    if len(numbering) != 1 or any(not drawn.inside and bindings.marked_content(drawn.handle) >= 0 for drawn in objects):
        return None
    return numbering.pop()


def _mark(drawn: _Object, numbering: int | None) -> int:
    if drawn.inside and (drawn.given >= 0 or drawn.form != numbering):
        return drawn.given
    own: int = bindings.marked_content(drawn.handle)
    return max(own, -1)


def _picture(drawn: _Object, kind: _Kind, box: tuple[float, float, float, float], mark: int) -> Picture:
    if kind != "path":
        return Picture(*box, kind=kind, mark=mark, form=drawn.form)
    filled, stroked = _drawn_how(drawn.handle)
    count = max(bindings.count_segments(drawn.handle), 0)
    first = (bindings.path_segment(drawn.handle, index) for index in range(min(count, _GLANCE)))
    return Picture(
        *box, kind=kind, fill=_colour(drawn.handle) if filled else -1, stroked=stroked, segments=count,
        curved=any(bindings.segment_type(segment) == _CURVE for segment in first), mark=mark, form=drawn.form,
    )  # fmt: skip


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


def _bounds(drawn: _Object) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top on the page."""
    box = [ctypes.c_float() for _ in range(4)]
    if not bindings.object_bounds(drawn.handle, *box):
        return None
    left, bottom, right, top = (edge.value for edge in box)
    corners = [_apply(drawn.outer, x, y) for x in (left, right) for y in (bottom, top)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)


def _straight_lines(drawn: _Object) -> Iterator[tuple[float, float, float, float]]:
    filled, stroked = _drawn_how(drawn.handle)
    box = _bounds(drawn) if filled or stroked else None
    if box is None:
        return
    wide, tall = box[2] - box[0], box[3] - box[1]
    if min(wide, tall) <= _THICK:
        if max(wide, tall) >= _SHORT:
            yield box
    elif stroked or bindings.count_segments(drawn.handle) > 5:
        yield from _edges(drawn.handle, _multiply(_matrix(drawn.handle), drawn.outer))


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
