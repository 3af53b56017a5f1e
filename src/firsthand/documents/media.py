"""What kind of file it is: by its content first, and by its name only where the content leaves it open.

Knows signatures and suffixes; reads nothing but the bytes it is given, and must not parse a document.
"""

import re
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from zipfile import BadZipFile, ZipFile

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
VTT = "text/vtt"
SRT = "application/x-subrip"

UNKNOWN = "application/octet-stream"
"""Bytes that are neither text nor of a kind that has a signature here."""
ENCRYPTED_OFFICE = "application/x-encrypted-office"
"""A Word, Excel or PowerPoint file behind a password (MS-OFFCRYPTO): its ZIP lies enciphered in an OLE container."""

HEAD = 65536
"""How many bytes from the start of a file are enough for `detect`."""

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": PDF,
        ".docx": DOCX,
        ".docm": DOCX,
        ".dotx": DOCX,
        ".odt": ODT,
        ".ott": ODT,
        ".epub": EPUB,
        ".html": HTML,
        ".htm": HTML,
        ".xhtml": HTML,
        ".xht": HTML,
        ".md": MARKDOWN,
        ".markdown": MARKDOWN,
        ".mkd": MARKDOWN,
        ".txt": PLAIN,
        ".text": PLAIN,
        ".vtt": VTT,
        ".srt": SRT,
        ".doc": "application/msword",
        ".rtf": "application/rtf",
        ".csv": "text/csv",
        ".tsv": "text/tab-separated-values",
        ".json": "application/json",
        ".toml": "application/toml",
        ".yaml": "application/yaml",
        ".yml": "application/yaml",
        ".xml": "application/xml",
        ".css": "text/css",
        ".js": "text/javascript",
        ".py": "text/x-python",
        ".svg": "image/svg+xml",
    }
)
"""What a name promises. Among texts, which have no signature, the name decides."""

_SIGNATURES = (
    (b"%PDF-", PDF),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%!PS", "application/postscript"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
    (b"#!", "text/x-shellscript"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_OOXML = (
    (b"word/", DOCX),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_HTML_START = re.compile(
    rb"(?>\s+|<\?xml[^>]{0,200}>|<!--.{0,4000}?-->)*+<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<\?xml[\s?]", re.IGNORECASE)
_VTT_START = re.compile(rb"WEBVTT(?:[ \t\r\n]|$)")
_SRT_START = re.compile(rb"\s*\d{1,6}[ \t]*(?:\r\n?|\n)\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x85")) + b"\x7f"


def detect(head: bytes, name: str = "") -> str:
    """The media type of a file, from its bytes (all of them, or at least the first `HEAD`) and its name.

    Content wins where it has a signature; among plain texts, the name tells Markdown from text. Never raises.
    """
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(head)
    if head.startswith(_OLE):
        return _inside_ole(head)
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"mif1", b"avif") else "video/mp4"
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "video/x-msvideo")
    return _text(head, name)


def promised(name: str) -> str | None:
    """What the suffix of a name says the file is, or None where it says nothing."""
    return SUFFIXES.get(PurePosixPath(name).suffix.lower())


def _text(head: bytes, name: str) -> str:
    text = _as_ascii(head)
    if text is None or _is_binary(text):
        # Readers of PDF allow for 1,024 bytes of rubbish before the header (ISO 32000-1, annex H).
        return PDF if b"%PDF-" in head[:1024] else UNKNOWN
    if _HTML_START.match(text):
        return HTML
    if b"%PDF-" in text[:1024] and b"endobj" in text:
        return PDF
    if _VTT_START.match(text):
        return VTT
    if _SRT_START.match(text):
        return SRT
    named = promised(name)
    if _XML_START.match(text):
        return named if named in (HTML, "image/svg+xml") else "application/xml"
    if named is None or named.startswith("application/"):
        return named if named in _TEXTUAL else PLAIN
    return named


_TEXTUAL = ("application/json", "application/toml", "application/yaml", "application/xml", SRT)


def _as_ascii(head: bytes) -> bytes | None:
    """The text with every letter beyond ASCII as a question mark, whatever its encoding; None where it is no text."""
    if head.startswith(b"\xef\xbb\xbf"):
        return head[3:]
    for mark, encoding in _UTF16:
        if head.startswith(mark):
            return head[2 : 2 + HEAD].decode(encoding, "replace").encode("ascii", "replace")
    # UTF-16 without a mark: every other byte of ASCII text is zero.
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        sample = head[:512]
        if len(sample) >= 8 and sample[offset::2].count(0) > len(sample) * 0.3 and 0 not in sample[1 - offset :: 2]:
            return head[:HEAD].decode(encoding, "replace").encode("ascii", "replace")
    return head


def _is_binary(text: bytes) -> bool:
    """Text has no zero bytes and next to no control characters."""
    sample = text[:8192]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or controls > len(sample) / 100


def _inside_ole(head: bytes) -> str:
    for stream, media_type in _OLE_STREAMS:
        if stream.encode("utf-16-le") in head:
            return media_type
    return "application/x-ole-storage"


def _inside_zip(head: bytes) -> str:
    declared = _stored_mimetype(head)
    if declared:
        return declared
    entries = _entries(head)
    for prefix, media_type in _OOXML:
        if any(entry.startswith(prefix) for entry in entries):
            return media_type
    if b"META-INF/container.xml" in entries:
        return EPUB
    if b"[Content_Types].xml" in entries:
        return _declared_by_ooxml(head)
    return "application/zip"


def _stored_mimetype(head: bytes) -> str | None:
    """EPUB (OCF 3.3) and OpenDocument (1.3, part 2) put their media type, uncompressed, in the first entry."""
    if head[30:38] != b"mimetype":
        return None
    start = 38 + int.from_bytes(head[28:30], "little")
    size = int.from_bytes(head[18:22], "little")
    declared = head[start : start + min(size or 64, 128)].split(b"PK")[0].strip()
    if declared == b"application/vnd.oasis.opendocument.text-template":
        return ODT
    return declared.decode("ascii", "replace") if re.fullmatch(rb"[a-z]+/[\w.+-]+", declared) else None


def _entries(head: bytes) -> list[bytes]:
    """Names of a ZIP's entries: from its directory, or, where the end is missing, from the header of each entry."""
    try:
        with ZipFile(BytesIO(head)) as archive:
            return [name.encode("utf-8", "replace") for name in archive.namelist()]
    except (BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        pass
    names = []
    for match in re.finditer(rb"PK\x03\x04", head):
        at = match.start()
        length = int.from_bytes(head[at + 26 : at + 28], "little")
        names.append(head[at + 30 : at + 30 + length])
    return names


def _declared_by_ooxml(head: bytes) -> str:
    """The kind that [Content_Types].xml declares, when the parts that would show it lie beyond the head."""
    match = re.search(rb"\[Content_Types\]\.xml", head)
    if match:
        at = match.start() - 30
        start = match.end() + int.from_bytes(head[at + 28 : at + 30], "little")
        try:
            content = zlib.decompressobj(-15).decompress(head[start:], 1 << 20)
        except zlib.error:
            return "application/zip"
        for prefix, media_type in _OOXML:
            if b"/" + prefix in content:
                return media_type
    return "application/zip"
