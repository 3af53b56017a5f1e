"""A file of a book's text as XHTML: its frame, and what may not stand in it. Knows nothing of what it says.

After EPUB 3.3 (content documents) and XML 1.0.
"""

import re
from html import escape

from msgspec import Struct

from firsthand.exports.signs import clean
from firsthand.interface import direction

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Sheet(Struct, frozen=True):
    """A file of the book, with its place in the package."""

    name: str
    """Inside the folder of the package: "003.xhtml"."""
    media_type: str
    data: bytes
    spine: bool = False
    properties: str = ""


def text(words: str) -> str:
    """Words as text or as the value of an attribute."""
    return escape(clean(words))


def well_formed(language: str | None) -> str:
    """The tag of a language as RFC 5646 wants it, or "und"."""
    return language if language and _TAG.fullmatch(language) else "und"


def tongue(language: str | None, outer: str | None = None) -> str:
    """The attributes of an element whose language is another than that around it; with a space before them."""
    if not language or language == outer:
        return ""
    tag = text(well_formed(language))
    return f' lang="{tag}" xml:lang="{tag}" dir="{direction(language)}"'


def sheet(name: str, title: str, body: str, language: str, *, kind: str = "bodymatter", properties: str = "") -> Sheet:
    """A page of the book. `kind` is the epub:type of its body, empty for none."""
    opened = f' epub:type="{kind}"' if kind else ""
    html = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f'{tongue(language)}>\n<head>\n<meta charset="utf-8"/>\n<title>{text(title) or "–"}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n<body{opened}>\n{clean(body)}\n</body>\n'
        "</html>\n"
    )
    return Sheet(name, "application/xhtml+xml", html.encode(), spine=True, properties=properties)
