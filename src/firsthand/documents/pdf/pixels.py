"""Pages as small pictures: grey parts of them to be looked at, and whole ones for people to compare."""

import ctypes
from io import BytesIO
from math import ceil

import pypdfium2.raw as raw
from PIL import Image

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.lettering import Box
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import frame_of

_PIXELS_AT_MOST = 4_000_000
_OBJECTS_AT_MOST = 5_000
_SIDE = 1_000
"""Pixels of the longer side of a whole page."""
_JPEG = 70


def draw_grey(page: Handle, width: float, height: float, box: Box, scale: float) -> Image.Image | None:
    """A box on a page of so many points, in so many pixels per point; None where that is too large or nothing."""
    across, down = ceil((box[2] - box[0]) * scale), ceil((box[3] - box[1]) * scale)
    if across < 1 or down < 1 or across * down > _PIXELS_AT_MOST:
        return None
    data = _draw(
        page, (round(width * scale), round(height * scale)), (box[0] * scale, box[1] * scale), (across, down), 1
    )
    return Image.frombytes("L", (across, down), data) if data else None


def draw_page(data: bytes, number: int) -> bytes | None:
    """A page of a PDF, counted from 1, as a JPEG. Raises UnreadableFileError where the file can't be opened."""
    with open_pdf(data) as (document, count):
        page = bindings.load_page(document, number - 1) if 0 < number <= count else None
        if page is None:
            return None
        try:
            frame = frame_of(page)
            scale = _SIDE / max(frame.width, frame.height, 1.0)
            size = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
            pixels = _draw(page, size, (0.0, 0.0), size, 3)
        finally:
            bindings.close_page(page)
    if pixels is None:
        return None
    packed = BytesIO()
    Image.frombytes("RGB", size, pixels, "raw", "BGR").save(packed, "JPEG", quality=_JPEG)
    return packed.getvalue()


def _draw(
    page: Handle, whole: tuple[int, int], corner: tuple[float, float], size: tuple[int, int], depth: int
) -> bytes | None:
    """Pixels of a page, each of so many bytes (1 is grey), from a corner on; the whole page is so large."""
    across, down = size
    pixels = ctypes.create_string_buffer(across * down * depth)
    form = raw.FPDFBitmap_Gray if depth == 1 else raw.FPDFBitmap_BGR
    bitmap = raw.FPDFBitmap_CreateEx(across, down, form, pixels, across * depth)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        bindings.render_page(
            ctypes.cast(bitmap, ctypes.c_void_p).value, page, round(-corner[0]), round(-corner[1]), *whole, 0, 0
        )
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return pixels.raw


def pixels_across(page: Handle, box: Box) -> tuple[int, int] | None:
    """How many pixels the image that stands in a box has across and down, where it is one of the page's own."""
    frame = frame_of(page)
    for index in range(min(max(bindings.count_objects(page), 0), _OBJECTS_AT_MOST)):
        handle = bindings.page_object(page, index)
        if handle is None or bindings.object_type(handle) != bindings.IMAGE:
            continue
        edges = [ctypes.c_float() for _ in range(4)]
        across, down = ctypes.c_uint(), ctypes.c_uint()
        if not bindings.object_bounds(handle, *edges) or not bindings.image_pixels(handle, across, down):
            continue
        place = frame.place_box(*(edge.value for edge in edges))
        if all(abs(one - other) <= 2 for one, other in zip(place, box, strict=True)):
            return across.value, down.value
    return None
