"""How deep a paragraph stands, told from its label and those before it; and which options it belongs to."""

import re

from msgspec import Struct

from firsthand.negotiations.labels import Kind, Labels, roman
from firsthand.negotiations.pieces import Piece


class Numbering:
    """The labels that are open: "3.", then "(a)", then "(i)"."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, str]] = []
        """Style and value: ("number", "3"), ("letter", "a"), ("roman", "i")."""

    def restart(self) -> None:
        self.stack = []

    def depth(self, labels: Labels, piece: Piece) -> int:
        """How deep a paragraph with these labels stands, which becomes the place from which the next is told."""
        numbered = [
            (kind, value) for kind, value in zip(labels.kinds, labels.values, strict=True) if kind is not Kind.OPTION
        ]
        if not numbered:
            return piece.depth
        deep = 0
        for kind, value in numbered:
            deep = self._put(kind, value, piece.depth)
        return deep

    def _put(self, kind: Kind, value: str, listed: int) -> int:
        style = self._style(kind, value)
        if style == "number":
            deep = max(listed, self._dotted(value))
            self.stack = [*self.stack[:deep], (style, value)]
            return deep
        styles = [one for one, _ in self.stack]
        if style in styles:
            deep = styles.index(style)
        else:
            deep = max(len(self.stack), 0 if style == "bullet" and not self.stack else 1)
        self.stack = [*(self.stack or [("number", "")] * min(deep, 1))[:deep], (style, value)]
        return deep

    def _dotted(self, value: str) -> int:
        """1 for "3.1" under "3."; "3.1" alone is a paragraph like others."""
        first = self.stack[0][1] if self.stack else ""
        within = bool(first) and "." not in first
        return int("." in value and within and value.split(".", maxsplit=1)[0].startswith(first))

    def _style(self, kind: Kind, value: str) -> str:
        if kind is Kind.BULLET:
            return "bullet"
        if kind is not Kind.LETTER:
            return "number"
        if value.isdecimal():
            return "count"
        number = roman(value)
        last = next((one for style, one in reversed(self.stack) if style == "roman"), "")
        letter = next((one for style, one in reversed(self.stack) if style == "letter"), "")
        if not number:
            return "letter"
        if len(value) > 1:
            return "roman" if len(set(value)) > 1 or set(value) == {"i"} or last else "letter"
        if value == "i":
            return "letter" if letter[:1] == "h" else "roman"
        return "roman" if last and number == roman(last) + 1 else "letter"


class _Option(Struct):
    printed: str
    style: str
    rank: int
    """Of the heading under which it was opened."""
    depth: int | None
    """Of the numbered paragraph inside which it was opened; None where paragraphs stand inside of it."""
    outside: dict[str, str]
    """The labels that were open before it, by their styles; one that goes on with them ends it."""
    worded: bool
    """Whether words stand on its own line."""
    base: int = 0
    """What `depth` was before it was found to hold paragraphs."""


class Options:
    """The options that are open, from the outermost on."""

    def __init__(self) -> None:
        self.stack: list[_Option] = []

    @property
    def printed(self) -> str:
        return ", ".join(option.printed for option in self.stack)

    def under(self, rank: int) -> None:
        """A heading ends the options that were opened under one of its rank, or deeper."""
        self.stack = [option for option in self.stack if option.rank < rank]

    def read(self, labels: Labels, rank: int, depth: int, numbering: Numbering, *, worded: bool) -> None:
        """Options end where a paragraph begins that stands beside the one they are in; those named here begin.

        `worded` is whether words stand on the line of the option, so that it may hold no other paragraphs.
        """
        numbered = any(kind is not Kind.OPTION for kind in labels.kinds)
        if numbered:
            self._end(depth, numbering)
        values = (value for kind, value in zip(labels.kinds, labels.values, strict=True) if kind is Kind.OPTION)
        for printed, value in zip(labels.options, values, strict=True):
            inside = depth if numbered else len(numbering.stack) - 1 if numbering.stack else None
            outside = {} if numbered else dict(numbering.stack)
            option = _Option(printed, _style_of(printed, value), rank, inside, outside, worded)
            self._put(option, numbered=numbered)

    def end_worded(self) -> None:
        """A new paragraph without a number ends the options that had words of their own, as in preambles."""
        while self.stack and self.stack[-1].worded:
            self.stack.pop()

    def contain(self) -> None:
        """The last option stood on a line of its own, and a numbered paragraph came right behind it: it is in it."""
        if self.stack and self.stack[-1].depth is not None:
            self.stack[-1].base, self.stack[-1].depth = self.stack[-1].depth, None

    def _end(self, depth: int, numbering: Numbering) -> None:
        style, value = numbering.stack[-1]
        for place, option in enumerate(self.stack):
            before = option.outside.pop(style, None)
            if (option.depth is not None and option.depth >= depth) or (before and _is_next(before, value, style)):
                self.stack = self.stack[:place]
                return

    def _put(self, new: _Option, *, numbered: bool) -> None:
        for place, option in enumerate(self.stack):
            if option.style == new.style:
                if not numbered and option.depth is not None:
                    new.depth = option.depth
                elif not numbered:
                    new.depth, new.base = (option.base if new.worded else None), option.base
                new.outside = option.outside | {
                    style: value for style, value in new.outside.items() if style in option.outside
                }
                self.stack = self.stack[:place]
                break
        self.stack.append(new)


def _style_of(printed: str, value: str) -> str:
    bare = value.split(")", maxsplit=1)[0]
    if bare[:1].isdecimal():
        return "number"
    return "roman" if roman(bare) and "(" not in printed else "letter"


def _is_next(before: str, value: str, style: str) -> bool:
    if style == "roman":
        return roman(value) == roman(before) + 1
    if style == "letter":
        return len(before) == len(value) == 1 and ord(value) == ord(before) + 1
    first, second = (re.match(r"\d*", one) for one in (before, value))
    if not first or not second or not first[0] or not second[0]:
        return False
    if "." in value:
        return False
    return int(second[0]) == int(first[0]) + 1 or (first[0] == second[0] and len(value) > len(second[0]))
