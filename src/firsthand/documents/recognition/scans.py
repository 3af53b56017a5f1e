"""What is asked of a recogniser, and what it answers. Lengths are points from the upper left corner of a page."""

from collections.abc import Callable

from msgspec import Struct

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Scan(Struct, frozen=True, omit_defaults=True):
    """A page, or a part of one, whose letters are to be read from its picture."""

    page: int
    """The sheet, counted from 1."""
    box: Box | None = None
    """The part; the whole page where it is None."""
    languages: tuple[str, ...] = ()
    """BCP 47, the likeliest first; empty where nothing is known."""


class Recognised(Struct, frozen=True, omit_defaults=True, gc=False):
    """A word as OCR reads it."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """Where its letters stand."""
    size: float
    """The size of the type, in points."""
    confidence: float
    """From 0 to 1."""
    line: int = 0
    """Words of one line share a number; numbers grow in reading order."""
    bold: bool = False
    italic: bool = False


class Patch(Struct, frozen=True, omit_defaults=True):
    """What was read from a scan."""

    scan: Scan
    words: tuple[Recognised, ...] = ()
    confidence: float = 0.0
    """Mean of its words, weighed by characters; 0 where there are none."""
    languages: tuple[str, ...] = ()
    """BCP 47: those it was read in."""
    turns: int = 0
    """By how many quarter turns against the clock the page was turned to be read; the words' places are on it so."""


Recogniser = Callable[[Scan], Patch | None]
"""Gives what stands in a scan, or None where it can't be known now: there is no OCR, or it is done later."""


def leave(_: Scan) -> Patch | None:
    """The recogniser that reads nothing."""
    return None
