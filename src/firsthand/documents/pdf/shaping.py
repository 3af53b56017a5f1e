"""What PDFium says of each character of a page whose script is written in clusters: asked only for `clusters`."""

import ctypes
import struct
from collections.abc import Callable

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.clusters import Glyph

_OBJECTS_AT_MOST = 20_000
_CLIPS_AT_MOST = 8
_Span = tuple[int, float, float]
"""The name of a stretch with a text of its own, and where its ink begins and ends."""
_NOWHERE: _Span = (0, 0.0, 0.0)
_read_edges = struct.Struct("4f").unpack_from


def read_glyphs(
    page: Handle, text_page: Handle, text: str, size_of: Callable[[Handle | None, int], float]
) -> list[Glyph]:
    """`text` has one character for each index of the page; `size_of` tells the size of type of a text object."""
    spans, unseen = _read_objects(page)
    box, x, y = bindings.Box(), ctypes.c_double(), ctypes.c_double()
    glyphs: list[Glyph] = []
    for index, letter in enumerate(text):
        bindings.character_origin(text_page, index, x, y)
        bindings.character_box(text_page, index, box)
        left, _, right, _ = _read_edges(box)
        handle = bindings.text_object(text_page, index)
        if handle in unseen:
            continue
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


def _read_objects(page: Handle) -> tuple[dict[Handle, _Span], set[Handle]]:
    """For each text object that is part of such a stretch, the stretch; and the objects that are clipped away.

    PDFium's boxes know only the first glyph of a stretch. Browsers repeat below the last line of a page what rises
    above the first line of the next one, and clip it away.
    """
    parts: dict[int, list[Handle]] = {}
    edges: dict[int, tuple[float, float]] = {}
    unseen: set[Handle] = set()
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(max(bindings.count_objects(page), 0), _OBJECTS_AT_MOST)):
        handle = bindings.page_object(page, index)
        if not handle or bindings.object_type(handle) != bindings.TEXT or not bindings.object_bounds(handle, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if _is_clipped(handle, (left + right) / 2, (bottom + top) / 2):
            unseen.add(handle)
        elif span := bindings.replaced_span(handle):
            parts.setdefault(span, []).append(handle)
            start, end = edges.get(span, (left, right))
            edges[span] = min(start, left), max(end, right)
    return {handle: (span, *edges[span]) for span, handles in parts.items() for handle in handles}, unseen


def _is_clipped(handle: Handle, x: float, y: float) -> bool:
    """Whether a point of an object lies outside of one of the boxes that clip it."""
    clip = bindings.clip_path(handle)
    for path in range(min(max(bindings.count_clips(clip), 0), _CLIPS_AT_MOST) if clip else 0):
        corners: list[tuple[float, float]] = []
        for index in range(min(max(bindings.count_clip_segments(clip, path), 0), _CLIPS_AT_MOST)):
            segment, across, up = bindings.clip_segment(clip, path, index), ctypes.c_float(), ctypes.c_float()
            if segment and bindings.segment_point(segment, across, up):
                corners.append((across.value, up.value))
        if corners and not _holds(corners, x, y):
            return True
    return False


def _holds(corners: list[tuple[float, float]], x: float, y: float) -> bool:
    across, up = zip(*corners, strict=True)
    return min(across) - 1 <= x <= max(across) + 1 and min(up) - 1 <= y <= max(up) + 1
