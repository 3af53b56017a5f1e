"""Figures painted by PDFium: a part of a page becomes pixels, and these a picture of the document.

Their number and size are bounded before anything is painted, and a page that shows an image of more pixels than a
screen of any kind could is not painted at all, since PDFium would first unpack it.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pypdfium2.raw as raw
from msgspec import Struct
from PIL import Image as Picture

from firsthand.documents.images import Album
from firsthand.documents.model import Image, Remark
from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.areas import Area
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.ink import Box, overlap
from firsthand.documents.pdf.opening import open_pdf
from firsthand.documents.pdf.pages import frame_of
from firsthand.documents.pdf.placing import Key, Shown
from firsthand.documents.pdf.sheet import Sheet

Source = tuple[Box, tuple[int, int]]
"""Where an image stands, or the form in which it is, and how many pixels the file says it has across and down."""

_FIGURES_AT_MOST = 300
_PIXELS_AT_MOST = 2_500_000
"""Of one picture."""
_PIXELS_TOGETHER = 120_000_000
_SOURCE_AT_MOST = 50_000_000
"""Of one image in the file, before it is made smaller."""
_SOURCES_TOGETHER = 600_000_000
_BYTES_TOGETHER = 64 << 20
_DRAWN = 150 / 72
"""Pixels per point of a drawing."""
_FINEST = 220 / 72
"""Of a photograph, where the file has so many."""
_COARSEST = 96 / 72
_MARGIN = 2.0
"""Points around a drawing, for the ends of its lines."""
_OBJECTS_AT_MOST = 15_000
_DEPTH_AT_MOST = 4


class Gallery(Struct, frozen=True):
    """The pictures of a document's figures."""

    images: tuple[Image, ...] = ()
    names: Mapping[Key, str] = {}
    """The SHA-256 of the picture of each figure that has one."""
    repeated: frozenset[str] = frozenset()
    """Pictures that stand on at least three pages and on each tenth: letterheads, backgrounds."""
    remarks: tuple[Remark, ...] = ()

    def shown(self, figures: Iterable[Key]) -> tuple[Image, ...]:
        """The pictures of these figures alone."""
        names = {self.names.get(key) for key in figures}
        return tuple(image for image in self.images if image.sha256 in names)

    def without_decoration(self, figures: Mapping[Key, Shown]) -> dict[Key, Shown]:
        """The figures without those that say nothing and come back page after page."""
        return {
            key: shown
            for key, shown in figures.items()
            if shown.captions or shown.area.alternative or self.names.get(key) not in self.repeated
        }


class _Budget:
    """What may still be painted."""

    def __init__(self) -> None:
        self.pixels = _PIXELS_TOGETHER
        self.sources = _SOURCES_TOGETHER
        self.bytes = _BYTES_TOGETHER
        self.figures = _FIGURES_AT_MOST
        self.refused = 0

    def allows(self, pixels: int, sources: int) -> bool:
        enough = pixels <= self.pixels and sources <= self.sources and self.figures > 0 and self.bytes > 0
        if enough:
            self.pixels -= pixels
            self.sources -= sources
            self.figures -= 1
        return enough


def paint(data: bytes, sheets: Sequence[Sheet], areas: Sequence[Area]) -> Gallery:
    """The pictures of the figures of a PDF, whose bytes are opened once more where there are any."""
    if not areas:
        return Gallery()
    with open_pdf(data) as (document, _):
        return _paint_all(document, sheets, areas)


def remark_on_unpainted(figures: Sequence[Shown]) -> Iterator[Remark]:
    """That pictures were found and not painted."""
    if figures:
        what = "One picture is" if len(figures) == 1 else f"{len(figures):,} pictures are"
        page = min(shown.area.page for shown in figures)
        yield Remark("dropped-picture", f"{what} not shown here.", page, count=len(figures))


def remark_on_silence(figures: Iterable[Shown]) -> Iterator[Remark]:
    """How many figures say nothing to those who can't see them."""
    pages = [shown.area.page for shown in figures if not shown.area.alternative]
    if pages:
        silent, page = len(pages), min(pages)
        what, it, shows = ("One picture has", "it", "it shows") if silent == 1 else (
            f"{silent:,} pictures have", "them", "they show"
        )  # fmt: skip
        message = f"{what} no alternative text, so those who can't see {it} miss what {shows}. Please describe {it}."
        yield Remark("no-alternative", message, page, count=silent)


def _paint_all(document: Handle, sheets: Sequence[Sheet], areas: Sequence[Area]) -> Gallery:
    album, budget, names = Album(), _Budget(), dict[Key, str]()
    by_page: dict[int, list[Area]] = defaultdict(list)
    for area in areas:
        by_page[area.page].append(area)
    for number, found in sorted(by_page.items()):
        page = bindings.load_page(document, number - 1)
        if page is None:
            continue
        try:
            sources = list(_sources(page))
            for area in found:
                name = _paint(page, sheets[number - 1], sources, area, album, budget)
                if name is not None:
                    names[area.page, area.top, area.left] = name
        finally:
            bindings.close_page(page)
    return Gallery(album.images, names, _repeated(names, len(sheets)), tuple(_remarks(budget.refused)))


def _repeated(names: Mapping[Key, str], count: int) -> frozenset[str]:
    pages: dict[str, set[int]] = defaultdict(set)
    for key, name in names.items():
        pages[name].add(key[0])
    return frozenset(name for name, found in pages.items() if len(found) >= max(3, count // 10))


def _remarks(refused: int) -> Sequence[Remark]:
    if not refused:
        return ()
    what = "One picture is" if refused == 1 else f"{refused:,} pictures are"
    return (Remark("dropped-picture", f"{what} too large, or one too many, to be shown here.", count=refused),)


def _paint(
    page: Handle, sheet: Sheet, sources: Sequence[Source], area: Area, album: Album, budget: _Budget
) -> str | None:
    if not area.width or not area.height:
        return None
    margin = _MARGIN if area.kind == "drawing" else 0.0
    left, top = max(area.left - margin, 0.0), max(area.top - margin, 0.0)
    right, bottom = min(area.right + margin, sheet.width), min(area.bottom + margin, sheet.height)
    sizes = [size for box, size in sources if overlap(box, (left, top, right, bottom))]
    wide, tall = right - left, bottom - top
    scale = _scale(area, wide, tall, sizes)
    width, height = round(wide * scale), round(tall * scale)
    largest = max((across * down for across, down in sizes), default=0)
    if (
        min(width, height) < 3 or len(sheet.pictures) > _OBJECTS_AT_MOST or largest > _SOURCE_AT_MOST
        or not budget.allows(width * height, sum(across * down for across, down in sizes))
    ):  # fmt: skip
        budget.refused += 1
        return None
    pixels = _pixels(page, sheet, (left, top), scale, (width, height))
    name = album.keep(pixels, photograph=area.kind == "photograph") if pixels else None
    if name is None:
        budget.refused += 1
    else:
        budget.bytes = _BYTES_TOGETHER - sum(len(image.data) for image in album.images)
    return name


def _sources(page: Handle) -> Iterator[Source]:
    frame = frame_of(page)
    left = iter(range(_OBJECTS_AT_MOST))
    for index, _ in zip(range(max(bindings.count_objects(page), 0)), left, strict=False):
        handle = bindings.page_object(page, index)
        edges = [ctypes.c_float() for _ in range(4)]
        if handle is not None and bindings.object_bounds(handle, *edges):
            box = frame.place_box(*(edge.value for edge in edges))
            yield from ((box, size) for size in _sizes_in(handle, left, 0))


def _sizes_in(handle: Handle, left: Iterator[int], depth: int) -> Iterator[tuple[int, int]]:
    kind = bindings.object_type(handle)
    if kind == bindings.IMAGE:
        across, down = ctypes.c_uint(), ctypes.c_uint()
        if bindings.image_pixels(handle, across, down):
            yield across.value, down.value
    elif kind == bindings.FORM and depth < _DEPTH_AT_MOST:
        for index, _ in zip(range(max(bindings.count_form_objects(handle), 0)), left, strict=False):
            inner = bindings.form_object(handle, index)
            if inner is not None:
                yield from _sizes_in(inner, left, depth + 1)


def _scale(area: Area, wide: float, tall: float, sizes: Sequence[tuple[int, int]]) -> float:
    """Pixels per point: those that the file has for a photograph, within what screens show."""
    scale = _DRAWN
    if area.kind == "photograph" and sizes:
        finest = max(max(across / wide, down / tall) for across, down in sizes)
        scale = min(max(finest, _COARSEST), _FINEST)
    return float(min(scale, (_PIXELS_AT_MOST / (wide * tall)) ** 0.5))


def _pixels(
    page: Handle, sheet: Sheet, corner: tuple[float, float], scale: float, size: tuple[int, int]
) -> Picture.Image | None:
    width, height = size
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        bindings.render_page(
            ctypes.cast(bitmap, ctypes.c_void_p).value, page, round(-corner[0] * scale), round(-corner[1] * scale),
            round(sheet.width * scale), round(sheet.height * scale), 0, 0,
        )  # fmt: skip
        stride = raw.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return Picture.frombytes("RGB", (width, height), data, "raw", "BGR", stride)
