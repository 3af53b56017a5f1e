"""The file itself: a ZIP with its type first, the same bytes for the same content (EPUB Open Container Format 3.3)."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from firsthand.exports.epub.package import PACKAGE
from firsthand.exports.epub.xhtml import Sheet

FOLDER = "EPUB"
MEDIA_TYPE = "application/epub+zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can name; nobody learns from a book when it was made."""

STORED = {"image/png", "image/jpeg", "image/webp"}
"""Types that are compressed already."""

CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    f'<rootfile full-path="{FOLDER}/{PACKAGE}" media-type="application/oebps-package+xml"/>\n'
    "</rootfiles>\n</container>\n"
)


def packed(package: bytes, sheets: Iterable[Sheet]) -> bytes:
    """The bytes of a book."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        _write(archive, "mimetype", MEDIA_TYPE.encode(), compressed=False)
        _write(archive, "META-INF/container.xml", CONTAINER.encode())
        _write(archive, f"{FOLDER}/{PACKAGE}", package)
        for sheet in sheets:
            _write(archive, f"{FOLDER}/{sheet.name}", sheet.data, compressed=sheet.media_type not in STORED)
    return out.getvalue()


def _write(archive: ZipFile, name: str, data: bytes, *, compressed: bool = True) -> None:
    entry = ZipInfo(name, EPOCH)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, ZIP_DEFLATED if compressed else ZIP_STORED, 6 if compressed else None)
