"""Parts of a page as small grey pictures, to be looked at and not to be shown."""

import ctypes
from math import ceil

import pypdfium2.raw as raw
from PIL import Image

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.lettering import Box
from firsthand.documents.pdf.pages import frame_of

_PIXELS_AT_MOST = 4_000_000
_OBJECTS_AT_MOST = 5_000


def draw_grey(page: Handle, width: float, height: float, box: Box, scale: float) -> Image.Image | None:
    """A box on a page of so many points, in so many pixels per point; None where that is too large or nothing."""
    across, down = ceil((box[2] - box[0]) * scale), ceil((box[3] - box[1]) * scale)
    if across < 1 or down < 1 or across * down > _PIXELS_AT_MOST:
        return None
    pixels = ctypes.create_string_buffer(across * down)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, pixels, across)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        bindings.render_page(
            ctypes.cast(bitmap, ctypes.c_void_p).value, page, round(-box[0] * scale), round(-box[1] * scale),
            round(width * scale), round(height * scale), 0, 0,
        )  # fmt: skip
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("L", (across, down), pixels.raw)


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
