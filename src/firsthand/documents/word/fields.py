"""The fields of a Word document: their results are text, their instructions are not, and HYPERLINK is a link."""

import re

from msgspec import Struct

from firsthand.documents.links import address

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(?!\\)(\S+))?(.*)', re.IGNORECASE | re.DOTALL)
_PLACE = re.compile(r'\\l\s+"?([^"\s]+)"?', re.IGNORECASE)
_DEEPEST = 50


class _Field(Struct):
    instruction: str = ""
    shows: bool = False
    href: str | None = None


class Fields:
    """The fields that are open; a field may begin in one paragraph and end in another."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def visible(self) -> bool:
        """Whether text here is text, and not an instruction."""
        return all(field.shows for field in self._open)

    @property
    def href(self) -> str | None:
        """The address of the link that is open."""
        return next((field.href for field in reversed(self._open) if field.href), None)

    def mark(self, kind: str | None) -> None:
        """A mark of a field: begin, separate or end."""
        if kind == "begin" and len(self._open) < _DEEPEST:
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
            self._open[-1].href = link_of(self._open[-1].instruction)
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, text: str | None) -> None:
        """A part of the instruction of the field that is open."""
        if self._open and not self._open[-1].shows and len(self._open[-1].instruction) < 4_000:
            self._open[-1].instruction += text or ""

    def close(self) -> None:
        """Forget fields that a damaged file leaves open."""
        self._open.clear()


def link_of(instruction: str) -> str | None:
    """The address of a HYPERLINK instruction; None for any other."""
    match = _HYPERLINK.match(instruction)
    if match is None:
        return None
    place = _PLACE.search(match.group(3))
    target = match.group(1) or match.group(2) or ""
    if place and not target:
        return "#" + place.group(1)
    return address(f"{target}#{place.group(1)}" if place else target)
