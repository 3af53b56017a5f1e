"""PDFium's door: bytes become an open document or a clear error. The document's handle is closed here."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2.raw as raw

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.pdf.bindings import Handle

PAGES_AT_MOST = 20_000
_MANY = 200
"""From how many pages on it matters that what PDFium needed is given back to the system."""


@contextmanager
def open_pdf(data: bytes) -> Iterator[tuple[Handle, int]]:
    """The handle and the page count of a PDF (ISO 32000) without a password; raises UnreadableFileError."""
    if not data:
        raise UnreadableFileError("empty", "The file is empty. Please add it again from where it was made.")
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _refusal(data, raw.FPDF_GetLastError())
    count = 0
    try:
        count = raw.FPDF_GetPageCount(document)
        _check_pages(count, data)
        address = ctypes.cast(document, ctypes.c_void_p).value
        assert address is not None
        yield address, count
    finally:
        raw.FPDF_CloseDocument(document)
        if count >= _MANY:
            _give_back()


def _give_back() -> None:
    """Return free memory to the system, where the C library (glibc) can; Python couldn't use it for its own objects."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def has_its_end(data: bytes) -> bool:
    """Whether the file ends as a PDF must (7.5.5): where not, its last part was probably lost on the way."""
    return b"%%EOF" in data[-2048:]


def _check_pages(count: int, data: bytes) -> None:
    if count > PAGES_AT_MOST:
        raise UnreadableFileError(
            "too-large",
            f"The PDF has {count:,} pages; at most {PAGES_AT_MOST:,} can be read. Please split it into parts.",
        )
    if count < 1:
        raise _damaged(data)


def _refusal(data: bytes, code: int) -> UnreadableFileError:
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return UnreadableFileError(
            "encrypted", "The PDF is locked with a password. Please save a copy without one and add that."
        )
    if b"%PDF-" not in data[:1024]:
        return UnreadableFileError(
            "mislabelled", "The file is not a PDF, whatever its name says. Please check which file it is."
        )
    return _damaged(data)


def _damaged(data: bytes) -> UnreadableFileError:
    if not has_its_end(data):
        return UnreadableFileError(
            "truncated", "The PDF ends too early: part of it is missing. Please copy or download it again."
        )
    return UnreadableFileError("damaged", "The PDF is damaged and can't be opened. Please make or download it again.")
