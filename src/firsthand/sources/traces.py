"""Names of people that a file carries unseen: whoever wrote it, saved it last, commented or changed it.

Members can be harmed by them, so an editor is told. Looks into files that were read before, and only at the parts that
programs keep such names in.
"""

import re
from html import unescape
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from firsthand.documents.media import DOCX, ODT, PDF
from firsthand.sources.cache import Facts

_PART_BYTES = 32 << 20
_SEEN = 12


class Trace(Struct, frozen=True):
    name: str
    role: str
    """author, last editor, commenter."""


_PARTS = {
    DOCX: (
        ("docProps/core.xml", re.compile(r"<dc:creator[^>]*>([^<]+)<"), "author"),
        ("docProps/core.xml", re.compile(r"<cp:lastModifiedBy[^>]*>([^<]+)<"), "last editor"),
        ("word/comments.xml", re.compile(r"<w:comment\s[^>]*w:author=\"([^\"]+)\""), "commenter"),
        ("word/document.xml", re.compile(r"<w:(?:ins|del)\s[^>]*w:author=\"([^\"]+)\""), "author of a change"),
    ),
    ODT: (
        ("meta.xml", re.compile(r"<meta:initial-creator[^>]*>([^<]+)<"), "author"),
        ("meta.xml", re.compile(r"<dc:creator[^>]*>([^<]+)<"), "last editor"),
        ("meta.xml", re.compile(r"<meta:printed-by[^>]*>([^<]+)<"), "last to print it"),
        (
            "content.xml",
            re.compile(r"<office:(?:annotation|change-info)\b.{0,400}?<dc:creator[^>]*>([^<]+)<", re.DOTALL),
            "commenter",
        ),
    ),
}


def traces(path: Path, facts: Facts) -> tuple[Trace, ...]:
    """Every name once, with the first of its roles; those of a PDF, a Word or an OpenDocument file."""
    found: dict[str, str] = {}
    if facts.media_type in (PDF, DOCX, ODT):
        for name in facts.metadata.authors:
            found.setdefault(name, "author")
    for part, pattern, role in _PARTS.get(facts.media_type, ()):
        for name in pattern.findall(_part(path, part)):
            found.setdefault(" ".join(unescape(name).split()), role)
    return tuple(Trace(name, role) for name, role in found.items() if name)[:_SEEN]


def _part(path: Path, name: str) -> str:
    """A part of a ZIP as text, or "" where it is not there or unreasonably large."""
    try:
        with ZipFile(path) as archive:
            part: ZipInfo = archive.getinfo(name)
            if part.file_size > _PART_BYTES:
                return ""
            with archive.open(part) as file:
                return file.read(_PART_BYTES).decode("utf-8", "replace")
    except (KeyError, BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return ""
