"""Pictures of the pages of a PDF, or of boxes on them, for OCR: grey, as large as reading them takes."""

import ctypes
from collections.abc import Sequence
from math import ceil, sqrt

import pypdfium2.raw as raw
from msgspec.structs import replace

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.recognition.engine import Engine
from firsthand.documents.recognition.scans import Box, Patch, Recognised, Scan
from firsthand.documents.recognition.tesseract import Picture

DPI = 200
"""Dots per inch: more of them read hardly a word more."""
_POINTS = 72
_PIXELS = 16_000_000
"""Of the largest picture: A2 at 200 dots per inch. Larger pages are drawn smaller."""
_SIDE = 16_000
_MARGIN = 6.0
"""Points around a box, so that no letter touches the edge."""


def read_scan(data: bytes, scan: Scan, engine: Engine, hints: Sequence[str] = ()) -> Patch:
    """What OCR reads in a scan of a PDF; nothing where the page can't be drawn. Raises UnreadableFileError."""
    with open_pdf(data) as (document, count):
        page = bindings.load_page(document, scan.page - 1) if 0 < scan.page <= count else None
        if page is None:
            return Patch(scan)
        try:
            left, top, width, height = _place(page, scan.box)
            picture = draw(page, left, top, width, height)
        finally:
            bindings.close_page(page)
    if picture is None:
        return Patch(scan)
    patch = engine.recognise(picture, scan, hints)
    return replace(patch, words=tuple(_shift(word, left, top) for word in patch.words))


def draw(page: Handle, left: float, top: float, width: float, height: float) -> Picture | None:
    """A part of a page, in points from its upper left corner; None where it has no size or there is no memory."""
    if width < 1 or height < 1:
        return None
    inches = width * height / _POINTS**2
    dpi = min(DPI, int(sqrt(_PIXELS / inches)), int(_SIDE * _POINTS / max(width, height)))
    scale = dpi / _POINTS
    across, down = ceil(width * scale), ceil(height * scale)
    if dpi < 1 or across * down > 2 * _PIXELS:
        return None
    pixels = ctypes.create_string_buffer(across * down)
    bitmap = raw.FPDFBitmap_CreateEx(across, down, raw.FPDFBitmap_Gray, pixels, across)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        _draw(page, bitmap, left, top, scale)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Picture(pixels.raw, across, down, dpi)


def _draw(page: Handle, bitmap: raw.FPDF_BITMAP, left: float, top: float, scale: float) -> None:
    handle = ctypes.cast(page, raw.FPDF_PAGE)
    whole = raw.FPDF_GetPageWidthF(handle), raw.FPDF_GetPageHeightF(handle)
    raw.FPDF_RenderPageBitmap(
        bitmap, handle, round(-left * scale), round(-top * scale), round(whole[0] * scale), round(whole[1] * scale),
        0, raw.FPDF_ANNOT,
    )  # fmt: skip


def _place(page: Handle, box: Box | None) -> tuple[float, float, float, float]:
    """Left, top, width and height in points of what is to be drawn."""
    handle = ctypes.cast(page, raw.FPDF_PAGE)
    width, height = raw.FPDF_GetPageWidthF(handle), raw.FPDF_GetPageHeightF(handle)
    if box is None:
        return 0.0, 0.0, width, height
    left, top = max(0.0, box[0] - _MARGIN), max(0.0, box[1] - _MARGIN)
    return left, top, min(width, box[2] + _MARGIN) - left, min(height, box[3] + _MARGIN) - top


def _shift(word: Recognised, left: float, top: float) -> Recognised:
    return replace(
        word, left=word.left + left, right=word.right + left, top=word.top + top, bottom=word.bottom + top,
        base=word.base + top,
    )  # fmt: skip
