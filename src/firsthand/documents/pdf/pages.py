"""Opens the pages of a document one after the other and makes a sheet of each."""

import ctypes
from collections.abc import Iterator

from msgspec.structs import replace

from firsthand.documents.pdf import bindings, bulk, links
from firsthand.documents.pdf.answers import Asker
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.calls import Calls
from firsthand.documents.pdf.characters import Page
from firsthand.documents.pdf.drawings import find_drawings
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import Sheet, placed
from firsthand.documents.pdf.tags import TreeReader


def read_sheets(document: Handle, count: int, *, tags: bool = True) -> Iterator[Sheet]:
    """Each page in turn; without `tags` structure trees are left alone."""
    reader = TreeReader(document) if tags else None
    asker = make_asker()
    for index in range(count):
        label = bindings.wide_text(bindings.page_label, document, index).strip() or None
        page = bindings.load_page(document, index)
        if page is None:
            yield Sheet(number=index + 1, label=label, width=0, height=0, readable=False)
            continue
        try:
            sheet = _read(document, page, index + 1, label, asker)
            yield _with_tree(sheet, page, reader) if reader else sheet
        finally:
            bindings.close_page(page)


def make_asker() -> Asker:
    """What asks PDFium: in bulk where the shim was compiled, else call by call."""
    return Calls() if bulk.SHIM is None else bulk.Bulk(bulk.SHIM)


def _read(document: Handle, page: Handle, number: int, label: str | None, asker: Asker) -> Sheet:
    frame = frame_of(page)
    drawings = find_drawings(page, frame, asker)
    text_page = bindings.load_text(page)
    if text_page is None:
        return Sheet(number=number, label=label, width=frame.width, height=frame.height, readable=False)
    try:
        text = Page(page, text_page, frame, drawings.marks, asker.glyphs(text_page))
        words = links.lay_links(text.words(), links.find_links(document, page, frame))
    finally:
        bindings.close_text(text_page)
    return Sheet(
        number=number, label=label, width=frame.width, height=frame.height, words=tuple(words),
        rules=tuple(placed(drawings.rules)), unmapped=text.unmapped, pictures=tuple(placed(drawings.pictures)),
        frame=frame,
    )  # fmt: skip


def _with_tree(sheet: Sheet, page: Handle, reader: TreeReader) -> Sheet:
    marks = {word.mark for word in sheet.words} | {picture.mark for picture in sheet.pictures}
    tree = reader.read(page, marks)
    return sheet if tree is None else replace(sheet, tree=tree)


def frame_of(page: Handle) -> Frame:
    """The visible box of an open page, and its quarter turns."""
    box = bindings.Box()
    bindings.page_box(page, ctypes.byref(box))
    return Frame(box.left, box.bottom, box.right, box.top, bindings.page_rotation(page) % 4)
