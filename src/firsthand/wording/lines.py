"""Lines and columns of positions in a text. Knows nothing of what stands there."""

from bisect import bisect_right
from functools import cached_property

from msgspec import Struct


class Span(Struct, frozen=True):
    """Where a stretch stands, for people and editors: lines and columns count from 1, columns in code points."""

    line: int
    column: int
    end_line: int
    end_column: int
    """Behind the last character."""


class Lines:
    """The lines of one text, parted by \\n (with or without \\r) or, where there is none, by \\r."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._sign = "\n" if "\n" in text or "\r" not in text else "\r"

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [0], self._text.find(self._sign)
        while at >= 0:
            starts.append(at + 1)
            at = self._text.find(self._sign, at + 1)
        return starts

    def __len__(self) -> int:
        return len(self._starts)

    def number(self, position: int) -> int:
        """The number of the line that a position is in."""
        return bisect_right(self._starts, position)

    def span(self, start: int, end: int) -> Span:
        first, last = self.number(start), self.number(max(start, end - 1))
        return Span(first, start - self._starts[first - 1] + 1, last, end - self._starts[last - 1] + 1)

    def bounds(self, number: int) -> tuple[int, int]:
        """From the beginning of a line to its end, without what parts it from the next."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self._text)
        return start, end - 1 if end > start and self._text[end - 1] == "\r" else end
