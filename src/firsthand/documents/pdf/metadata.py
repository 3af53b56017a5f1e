"""What a PDF says of itself: the information dictionary, the XMP packet (ISO 16684-1), the language, the outline."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from msgspec.structs import replace

from firsthand.documents import declared
from firsthand.documents.language_tags import tag
from firsthand.documents.model import Finding, Metadata, Remark
from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.text import fold

_OPENS, _CLOSES = b"<x:xmpmeta", b"</x:xmpmeta>"
_PACKETS_AT_MOST, _PACKET_AT_MOST = 8, 1 << 20
_PDF_PRODUCER = "{http://ns.adobe.com/pdf/1.3/}Producer"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PRISM_DOI = re.compile(r"\{http://prismstandard\.org/namespaces/basic/[\d.]+/\}doi")
_WORD = re.compile(r"^microsoft (?:office )?(?:word|powerpoint|excel)\s*[-–]\s*", re.IGNORECASE)
_SURE, _DOUBTFUL = 0.9, 0.5
"""How sure what somebody filled in on purpose is, and what programs fill in unasked."""
_BOOKMARKS_AT_MOST = 5_000
_DEPTH_AT_MOST = 9


def read_metadata(document: Handle, data: bytes) -> Metadata:
    """The information dictionary; where it is silent, the XMP packet."""
    xmp = _Xmp(data)
    said = _read(document, xmp)
    return replace(said, found=tuple(_findings(said, document)))


def _read(document: Handle, xmp: "_Xmp") -> Metadata:
    language = tag(bindings.wide_text(bindings.catalog_language, document)) or tag(next(xmp.values("language"), None))
    return Metadata(
        title=declared.title(_info(document, "Title")) or declared.title(next(xmp.values("title"), None)),
        authors=declared.names([_info(document, "Author")]) or declared.names(xmp.values("creator")),
        publishers=declared.names(xmp.values("publisher")),
        date=_date(_info(document, "CreationDate")) or declared.date(next(xmp.values("date"), None)),
        language=language,
        subject=fold(_info(document, "Subject")) or None,
        keywords=declared.words([_info(document, "Keywords")]) or declared.words(xmp.values("subject")),
        rights=fold(next(xmp.values("rights"), "")) or None,
        identifiers=declared.identifiers([*xmp.values("identifier"), *xmp.dois()]),
        producer=fold(_info(document, "Producer")) or None,
    )


def _findings(said: Metadata, document: Handle) -> Iterator[Finding]:
    """Each value with its source. Dates and names are often those of whoever typed or printed the file last."""
    info = {
        "title": declared.title(_info(document, "Title")),
        "date": _date(_info(document, "CreationDate")),
        "authors": declared.names([_info(document, "Author")]),
    }
    for field in ("title", "authors", "publishers", "date", "language", "rights", "identifiers"):
        value = getattr(said, field)
        where = "properties" if info.get(field) or field == "language" else "xmp"
        sure = _SURE if field in ("identifiers", "rights", "publishers") else _DOUBTFUL
        for one in value if isinstance(value, tuple) else filter(None, (value,)):
            yield Finding(field, one, where, sure)


def read_outline(document: Handle) -> dict[str, int]:
    """The level of each entry of the outline (12.3.3), by its title: 1 for the outermost, 0 where it has several."""
    levels: dict[str, int] = {}
    seen: set[Handle] = set()
    waiting = [(bindings.first_bookmark(document, None), 1)]
    while waiting and len(seen) < _BOOKMARKS_AT_MOST:
        handle, level = waiting.pop()
        if handle is None or handle in seen or level > _DEPTH_AT_MOST:
            continue
        seen.add(handle)
        title = fold(bindings.wide_text(bindings.bookmark_title, handle))
        if title:
            levels[title] = level if levels.get(title, level) == level else 0
        waiting.append((bindings.next_bookmark(document, handle), level))
        waiting.append((bindings.first_bookmark(document, handle), level + 1))
    return levels


def remark_on_contents(document: Handle) -> Iterator[Remark]:
    """What else the file carries that isn't read."""
    if bindings.count_attachments(document) > 0:
        yield Remark("dropped-attachment", "Files are attached inside this PDF; they were left out.")
    if bindings.count_scripts(document) > 0:
        yield Remark("dropped-script", "This PDF carries programs (JavaScript); they were left out and never run.")


class _Xmp:
    """The Dublin Core of the document's XMP packet. Packets of pictures inside the file are not it."""

    def __init__(self, data: bytes) -> None:
        self._roots: list[ET.Element] = []
        for packet in _packets(data):
            if b"<!" in packet:
                continue
            try:
                root = ET.fromstring(packet)  # noqa: S314 - without a DOCTYPE there are no entities to expand
            except (ET.ParseError, ValueError, LookupError):
                continue
            if self._is_of_document(root):
                self._roots.append(root)

    @staticmethod
    def _is_of_document(root: ET.Element) -> bool:
        return any(
            element.tag == _PDF_PRODUCER or _PDF_PRODUCER in element.attrib or "pdf" in element.tag.lower()
            for element in root.iter()
        )

    def values(self, name: str) -> Iterator[str]:
        for root in self._roots[:1]:
            for element in root.iter(_DC + name):
                items = [item.text or "" for item in element.iter(_RDF + "li")] or [element.text or ""]
                yield from (item for item in items if item.strip() and item != "x-default")

    def dois(self) -> Iterator[str]:
        for root in self._roots[:1]:
            yield from (element.text or "" for element in root.iter() if _PRISM_DOI.match(element.tag))


def _packets(data: bytes) -> Iterator[bytes]:
    """The last few packets of the file, latest first."""
    end = len(data)
    for _ in range(_PACKETS_AT_MOST):
        close = data.rfind(_CLOSES, 0, end)
        end = data.rfind(_OPENS, max(close - _PACKET_AT_MOST, 0), close) if close >= 0 else -1
        if end < 0:
            return
        yield data[end : close + len(_CLOSES)]


def _info(document: Handle, key: str) -> str:
    text = bindings.wide_text(bindings.meta_text, document, key.encode())
    return _WORD.sub("", text) if key == "Title" else text


def _date(value: str) -> str | None:
    """A date of a PDF (7.9.4), "D:20250716...", as ISO 8601."""
    return declared.date(value.removeprefix("D:")[:8]) if value.startswith("D:") else declared.date(value)
