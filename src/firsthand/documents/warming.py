"""Loads all that any reader might load later, by having each read something small, since a child can open no file.

Knows one tiny file of each kind.
"""

import contextlib
import encodings
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from zipfile import ZipFile

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.readers import parse
from firsthand.documents.recognition.engine import find

_WORDS = "Nothing about us without us: a tiny text that is long enough for its language to be told."
_IMPRINT = "May 2020\n\nOriginal: English"
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1\
/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 38>>stream
BT /F 12 Tf 9 50 Td (Nothing here) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DOCX = {
    "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
    "_rels/.rels": f"<Relationships xmlns='{_RELATIONS}'><Relationship Id='a' Target='word/document.xml' "
    "Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'/></Relationships>",
    "word/document.xml": f"<w:document xmlns:w='{_W}'><w:body><w:p><w:r><w:t>{_WORDS}</w:t></w:r></w:p></w:body>"
    "</w:document>",
}
_ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f"<o:document-content xmlns:o='{_OFFICE}'><o:body><o:text><t:p xmlns:t='{_TEXT}'>{_WORDS}</t:p>"
    "</o:text></o:body></o:document-content>",
}
_EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container' version='1.0'>"
    "<rootfiles><rootfile full-path='a.opf' media-type='application/oebps-package+xml'/></rootfiles></container>",
    "a.opf": "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><manifest><item id='a' href='a.xhtml' "
    "media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
    "a.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{_WORDS}</p></body></html>",
}


def warm() -> None:
    """Load the readers, the language model, the codecs and the picture formats into this process."""
    for data, name in tiny_files():
        with contextlib.suppress(UnreadableFileError):
            parse(data, name)
    for codec in pkgutil.iter_modules(encodings.__path__):
        with contextlib.suppress(ImportError):  # some are for other systems
            import_module(f"encodings.{codec.name}")
    with contextlib.suppress(ImportError):
        from PIL import Image

        Image.init()
    with contextlib.suppress(ImportError):
        import_module("firsthand.documents.pdf.pixels").draw_page(_PDF, 1)
    if find() is not None:
        with contextlib.suppress(ImportError):
            import_module("firsthand.documents.pdf.scanning")


def tiny_files() -> Iterator[tuple[bytes, str]]:
    """A file of each kind and its name, as small as it can be."""
    yield _PDF, "a.pdf"
    for parts, name in ((_DOCX, "a.docx"), (_ODT, "a.odt"), (_EPUB, "a.epub")):
        yield _zip(parts), name
    yield f"<!doctype html><title>a</title><h1>a</h1><p>{_WORDS}</p>".encode(), "a.html"
    yield f"# a\n\n{_WORDS}[^1]\n\n[^1]: a\n\n| a |\n|---|\n| b |\n\n{_IMPRINT}\n".encode(), "a.md"
    yield _WORDS.encode(), "a.txt"
    yield f"WEBVTT\n\n00:00.000 --> 00:01.000\n{_WORDS}\n".encode(), "a.vtt"
    yield f"1\n00:00:00,000 --> 00:00:01,000\n{_WORDS}\n".encode(), "a.srt"


def _zip(parts: dict[str, str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()
