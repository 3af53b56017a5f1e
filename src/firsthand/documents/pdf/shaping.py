"""What PDFium says of each character of a page whose script is written in clusters: asked only for `clusters`."""

import ctypes
import struct
from collections.abc import Callable

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.clusters import Glyph

_OBJECTS_AT_MOST = 20_000
_Span = tuple[int, float, float]
"""The name of a stretch with a text of its own, and where its ink begins and ends."""
_NOWHERE: _Span = (0, 0.0, 0.0)
_read_edges = struct.Struct("4f").unpack_from


def read_glyphs(
    page: Handle, text_page: Handle, text: str, size_of: Callable[[Handle | None, int], float]
) -> list[Glyph]:
    """`text` has one character for each index of the page; `size_of` tells the size of type of a text object."""
    spans = _read_spans(page)
    box, x, y = bindings.Box(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    for index, letter in enumerate(text):
        bindings.character_origin(text_page, index, x, y)
        bindings.character_box(text_page, index, box)
        left, _, right, _ = _read_edges(box)
        handle = bindings.text_object(text_page, index)
        span, start, end = spans.get(handle, _NOWHERE) if handle else _NOWHERE
        if span:
            left, right = start, end
        glyphs.append(
            Glyph(
                index, letter, x.value, y.value, left, right, size_of(handle, index), span=span, owner=handle or 0,
                made=bindings.is_generated(text_page, index) > 0, unmapped=bindings.is_unmapped(text_page, index) > 0,
            )
        )  # fmt: skip
    return glyphs


def _read_spans(page: Handle) -> dict[Handle, _Span]:
    """For each text object that is part of such a stretch, the stretch; PDFium's boxes know its first glyph alone."""
    parts: dict[int, list[Handle]] = {}
    edges: dict[int, tuple[float, float]] = {}
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(max(bindings.count_objects(page), 0), _OBJECTS_AT_MOST)):
        handle = bindings.page_object(page, index)
        if not handle or bindings.object_type(handle) != bindings.TEXT:
            continue
        span = bindings.replaced_span(handle)
        if span and bindings.object_bounds(handle, *sides):
            parts.setdefault(span, []).append(handle)
            left, right = edges.get(span, (sides[0].value, sides[2].value))
            edges[span] = min(left, sides[0].value), max(right, sides[2].value)
    return {handle: (span, *edges[span]) for span, handles in parts.items() for handle in handles}
