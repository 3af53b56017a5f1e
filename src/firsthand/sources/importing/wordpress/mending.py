"""The text of an export as an XML parser can take it, in pieces, whatever bytes and signs a site has put into it.

Bytes that are no UTF-8 are read as the code page that gives words, signs that XML forbids are left out, names of HTML
are written as numbers. What was mended is counted. Knows nothing of elements.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO

from firsthand.documents.encodings import decoded

CHUNK = 1 << 20
LONGEST_REFERENCE = 40
"""Characters that are looked back for the beginning of a reference."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(#?\w{1,32};)?")
_STRAY = re.compile("[\udc80-\udcff]+")
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}encoding=["']([\w.:-]{1,40})["']""")
_OWN = {"amp;", "lt;", "gt;", "quot;", "apos;"}


class RefusedError(Exception):
    """The file is no export, or one that means harm; the sentence says why and what to do."""


class Mending:
    """The text of one file."""

    def __init__(self) -> None:
        self.done = 0
        """Bytes that were read."""
        self.repaired: dict[str, tuple[int, int]] = {}
        """What was mended -> how many times, and the line of the first."""

    def texts(self, file: BinaryIO) -> Iterator[str]:
        """The file in pieces that cut no reference and no sign in two. RefusedError for UTF-16."""
        head = file.read(CHUNK)
        encoding = _encoding(head)
        held, carried, line = b"", "", 1
        while head:
            self.done += len(head)
            data, held = _cut(held + head) if encoding == "utf-8" else (held + head, b"")
            read = data.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
            text = carried + self._repair(read, line)
            line += text.count("\n") - carried.count("\n")
            mark = text.rfind("&", max(0, len(text) - LONGEST_REFERENCE))
            carried = "" if mark < 0 or ";" in text[mark:] else text[mark:]
            text = text[: len(text) - len(carried)]
            yield _REFERENCE.sub(_referred, text) if "&" in text else text
            head = file.read(CHUNK)
        last = carried + self._repair(held.decode("utf-8", "surrogateescape"), line)
        yield _REFERENCE.sub(_referred, last)

    def _repair(self, text: str, line: int) -> str:
        """Text without bytes that are no UTF-8 and without signs that XML forbids; both are counted."""
        for pattern, what, mend in (
            (_STRAY, "places are not written in UTF-8 and were read as best they can be", _read_again),
            (_FORBIDDEN, "control characters were left out", lambda _: " "),
        ):
            first = pattern.search(text)
            if first:
                before = self.repaired.get(what, (0, line + text.count("\n", 0, first.start())))
                text, count = pattern.subn(mend, text)
                self.repaired[what] = (before[0] + count, before[1])
        return text


def _encoding(head: bytes) -> str:
    """What the file is written in: what its marks or its first line say, UTF-8 otherwise."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise RefusedError("The file is written in UTF-16, which no WordPress export is. Save it again as UTF-8.")
    declared = _DECLARED.match(head)
    name = declared[1].decode().lower() if declared else "utf-8"
    known = {"iso-8859-1": "cp1252", "windows-1252": "cp1252", "windows-1251": "cp1251", "koi8-r": "koi8-r"}
    return known.get(name, "utf-8")


def _cut(data: bytes) -> tuple[bytes, bytes]:
    """Bytes of UTF-8 up to the last whole sign, and the beginning of the next."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte >= 0xC0:
            length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return (data, b"") if length <= back else (data[:-back], data[-back:])
        if byte < 0x80:
            break
    return data, b""


def _read_again(match: re.Match[str]) -> str:
    """Bytes that are no UTF-8, in the code page that gives words."""
    return decoded(match[0].encode("utf-8", "surrogateescape")).replace("\ufffd", "?")


def _referred(match: re.Match[str]) -> str:
    """A reference that XML knows: names of HTML as numbers, a lone "&" written out, forbidden signs as a space."""
    name = match[1]
    if name is None:
        return "&amp;"
    if name in _OWN:
        return match[0]
    if name.startswith("#"):
        try:
            code = int(name[2:-1], 16) if name[1] in "xX" else int(name[1:-1])
        except ValueError:
            return "&amp;" + name
        fine = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
        return match[0] if fine else " "
    sign = html5.get(name)
    return "".join(f"&#{ord(letter)};" for letter in sign) if sign else "&amp;" + name
