"""The items of a list as Markdown, each at the indent that its depth needs (CommonMark 0.31, list items).

Only Arabic numbers can be markers there; letters and Roman numbers are written out at the beginning of their items.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from firsthand.documents.model import ListItem
from firsthand.exports.markdown.inline import line_start

_NUMBER = re.compile(r"(\d{1,9})([.)])")
_BOXES = {"☐": "[ ] ", "☑": "[x] "}
BETWEEN = "<!-- -->"
"""Parts two lists that would else be counted on as one."""


class _Open(Struct):
    """A list that is open."""

    depth: int
    indent: int
    """Of its markers."""
    content: int
    """Where the text of its last item begins."""
    next: int | None
    """The number that its next item gets; None for a list without numbers."""
    sign: str
    """What stands after its numbers, or is its marker."""


class Lists:
    """Writes items one after the other."""

    def __init__(self) -> None:
        self._open: list[_Open] = []

    def item(self, item: ListItem, words: str, page: str | None) -> Iterator[str]:
        """The lines of an item; `words` is its text, `page` a comment that stands before it."""
        while self._open and self._open[-1].depth > item.depth:
            self._open.pop()
        if not item.marker and self._open and self._open[-1].depth == item.depth:
            yield ""
            yield from _indented([*_lines(page), *words.split("\n")], self._open[-1].content)
            return
        number = _NUMBER.fullmatch(item.marker)
        value, sign = (int(number[1]), number[2]) if number else (None, "-")
        yield from self._begin(item.depth, value, sign)
        entry = self._open[-1]
        marker = f"{value}{sign} " if number else "- "
        entry.content = entry.indent + len(marker)
        entry.next = None if value is None else value + 1
        inner = [*_lines(page), *(_marked(item.marker, words) if not number else words).split("\n")]
        first, *others = inner
        yield f"{' ' * entry.indent}{marker}{first}"
        yield from _indented(others, entry.content)

    def _begin(self, depth: int, value: int | None, sign: str) -> Iterator[str]:
        """Open the list of an item where it does not go on the one before."""
        top = self._open[-1] if self._open else None
        if top is None or top.depth < depth:
            indent = top.content if top else 0
            self._open.append(_Open(depth, indent, indent, None, sign))
            if value not in (None, 1):
                yield ""
        elif (top.next, top.sign) != (value, sign) and (value is not None or top.next is not None):
            yield ""
            if value is not None and top.sign == sign:
                yield from _indented([BETWEEN, ""], top.indent)
            top.sign = sign


def _marked(marker: str, words: str) -> str:
    """The words after a marker that Markdown can't write as one."""
    box = _BOXES.get(marker)
    if box:
        return box + words
    return line_start(f"{marker} {words}") if any(map(str.isalnum, marker)) else words


def _lines(text: str | None) -> list[str]:
    return [text] if text else []


def _indented(lines: list[str], width: int) -> Iterator[str]:
    return (" " * width + line if line else "" for line in lines)
