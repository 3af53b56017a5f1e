"""What PDFium says of each character of a page whose script is written in clusters: asked only for `clusters`."""

import ctypes
from collections.abc import Callable, Sequence

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.answers import Place
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.clusters import Glyph

_OBJECTS_AT_MOST = 20_000
_CLIPS_AT_MOST = 8
_Span = tuple[int, float, float]
"""The name of a stretch with a text of its own, and where its ink begins and ends."""
_NOWHERE: _Span = (0, 0.0, 0.0)


def read_glyphs(
    page: Handle, text: str, places: Sequence[Place], size_of: Callable[[Handle, int], float]
) -> list[Glyph]:
    """`text` has one character for each index of the page; `size_of` tells the size of type of a text object."""
    spans, unseen = _read_objects(page)
    glyphs: list[Glyph] = []
    for index, (letter, place) in enumerate(zip(text, places, strict=True)):
        handle, left, _, right, _, x, y, made, unmapped = place
        if handle in unseen:
            continue
        span, start, end = spans.get(handle, _NOWHERE)
        if span:
            left, right = start, end
        glyphs.append(
            Glyph(
                index, letter, x, y, left, right, size_of(handle, index), span=span, owner=handle,
                made=made > 0, unmapped=unmapped > 0,
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
    return bool(min(across) - 1 <= x <= max(across) + 1 and min(up) - 1 <= y <= max(up) + 1)
