"""Reads web pages (HTML): finds the part that is the text, leaves out what surrounds it, and asks the net for nothing.

Encodings are recognised as browsers do (byte order mark, declaration, UTF-8, then windows code pages).
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from functools import partial
from urllib.parse import unquote_to_bytes, urljoin

from firsthand.documents.encodings import decoded
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.hypertext import head, region
from firsthand.documents.hypertext.flow import Walker
from firsthand.documents.hypertext.notes import Notes
from firsthand.documents.hypertext.page import Page, text_of
from firsthand.documents.images import Album
from firsthand.documents.language_tags import written_in
from firsthand.documents.links import address
from firsthand.documents.markup import Element, html, name_of
from firsthand.documents.model import Document, Remark
from firsthand.documents.tree import Outline

MEDIA_TYPE = "text/html"
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The page's main text. Raises UnreadableFileError: empty, damaged or too-large."""
    if not data.strip():
        raise UnreadableFileError("empty", "The page is empty; save it again in the browser.")
    declared = _DECLARED.search(data[:4096])
    return document(html(decoded(data, declared.group(1).decode() if declared else None)), MEDIA_TYPE)


def document(root: Element, media_type: str, remarks: tuple[Remark, ...] = ()) -> Document:
    """The Document of a parsed page."""
    metadata = head.metadata(root)
    lengths = region.Lengths(root)
    part = region.main(root, lengths)
    language = written_in(metadata.language, text_of(part)[:20_000])
    link = partial(address, base=_base(root))
    album = Album()
    notes = Notes([("", root, link)])
    outline = Outline()
    page = Page(notes, album, language, link, picture, targets=notes.targets)
    page.left_out = region.surroundings(part, lengths)
    Walker(outline, page).walk(part)
    if any(name_of(element) == "script" for element in root.iter()):
        remarks = (*remarks, Remark("dropped-script", "Scripts of the page are left out."))
    return Document(
        media_type,
        outline.sections(),
        head.without_site(metadata, outline),
        language,
        images=album.images,
        remarks=(*remarks, *album.remarks()),
    )


def picture(source: str) -> bytes | None:
    """The bytes of a picture that is inside its own address (data:, RFC 2397); others are never fetched."""
    if source[:5].lower() != "data:":
        return None
    kind, _, content = source[5:].partition(",")
    try:
        return b64decode(unquote_to_bytes(content)) if kind.endswith(";base64") else unquote_to_bytes(content)
    except (Base64Error, ValueError):
        return None


def _base(root: Element) -> str | None:
    """The address that relative links start from, where the page names it: its base, or its own address."""
    canonical = next((link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"), None)
    own = address(canonical)
    for base in root.iter("base"):
        if href := base.get("href"):
            try:
                return address(urljoin(own or "", href)) or own
            except ValueError:
                return own
    return own
