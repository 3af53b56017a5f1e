"""Positions of one text as editors give them: a line and a column, in the units that were agreed on.

Lines end as the protocol says, with \\n, \\r\\n or \\r and with nothing else: a form feed, or a line separator of
Unicode, ends none.
"""

import re
from bisect import bisect_right

from lsprotocol import types

from firsthand.wording.units import Encoding, Units

_END = re.compile(r"\r\n|\n|\r")


class Positions:
    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self._text = text
        self._units = Units(text, encoding)
        ends = [(match.start(), match.end()) for match in _END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]

    def position(self, offset: int) -> types.Position:
        """Where a code point stands."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, self._units.of(offset) - self._units.of(self._starts[line]))

    def range(self, start: int, end: int) -> types.Range:
        return types.Range(self.position(start), self.position(end))

    def offset(self, position: types.Position) -> int:
        """The code point at a position; behind the end of a line, that end."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        return min(self._units.position(self._units.of(start) + position.character), self._ends[position.line])

    def line(self, offset: int) -> tuple[int, int]:
        """From the beginning of the line in which a code point stands to its end."""
        number = bisect_right(self._starts, offset) - 1
        return self._starts[number], self._ends[number]
