"""Readers: the bytes of a file become a Document.

The public face of the room. Files are hostile until read, so `read` and `Workers` read them in processes of their own,
under limits; `read(path, isolated=False)` is for files that one made oneself.
"""

import os
import threading
from pathlib import Path

from firsthand.documents import files
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.isolation import Workers
from firsthand.documents.limits import Limits
from firsthand.documents.media import detect
from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    Image,
    ListItem,
    Locator,
    Metadata,
    Paragraph,
    Quotation,
    Remark,
    Row,
    Run,
    Runs,
    Section,
    Table,
    plain,
)
from firsthand.documents.readers import READER_VERSION, SUPPORTED, parse_with_scans

__all__ = [
    "READER_VERSION",
    "SUPPORTED",
    "Block",
    "Cell",
    "Code",
    "Cue",
    "Document",
    "Figure",
    "Footnote",
    "Image",
    "Limits",
    "ListItem",
    "Locator",
    "Metadata",
    "Paragraph",
    "Quotation",
    "Remark",
    "Row",
    "Run",
    "Runs",
    "Section",
    "Table",
    "UnreadableFileError",
    "Workers",
    "detect",
    "plain",
    "read",
]

_shared: Workers | None = None
_lock = threading.Lock()


def read(path: Path, *, limits: Limits | None = None, isolated: bool = True) -> Document:
    """Read one file. Raises UnreadableFileError, whose sentence says what happened and what to do.

    The process that reads is started with the first file and kept for the next. For many files, use `Workers`.
    """
    limits = limits or Limits()
    if isolated:
        ((_, outcome),) = _workers().read([path], limits)
        if isinstance(outcome, UnreadableFileError):
            raise outcome
        return outcome
    descriptor = files.open_file(path, limits)
    try:
        return parse_with_scans(files.contents(descriptor, limits), path.name, limits)
    finally:
        os.close(descriptor)


def _workers() -> Workers:
    global _shared  # noqa: PLW0603 - one process that reads is enough for this one
    with _lock:
        _shared = _shared or Workers()
        return _shared
