"""Positions of a text in the units of other programs: editors and the LanguageTool protocol count UTF-16 or UTF-8.

Knows a text and nothing of what stands in it.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import Literal

Encoding = Literal["utf-8", "utf-16", "utf-32"]

_STEP = 512


def _narrow(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _wide(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_LENGTHS: dict[Encoding, Callable[[str], int]] = {"utf-8": _narrow, "utf-16": _wide, "utf-32": len}


class Units:
    """Turns code points of one text into code units and back, without going through the whole text each time."""

    def __init__(self, text: str, encoding: Encoding = "utf-16") -> None:
        self._text = text
        self._length = len if text.isascii() else _LENGTHS[encoding]
        steps = range(0, len(text), _STEP)
        self._sums = list(accumulate((self._length(text[at : at + _STEP]) for at in steps), initial=0))

    def of(self, position: int) -> int:
        """The units before a position."""
        step = min(position // _STEP, len(self._sums) - 1)
        return self._sums[step] + self._length(self._text[step * _STEP : position])

    def position(self, units: int) -> int:
        """The position before which so many units stand; inside a character, that character's start."""
        if self._length is len:
            return min(max(units, 0), len(self._text))
        step = max(bisect_right(self._sums, units) - 1, 0)
        at, passed = min(step * _STEP, len(self._text)), self._sums[step]
        for sign in self._text[at : at + _STEP]:
            passed += self._length(sign)
            if passed > units:
                break
            at += 1
        return at
