"""The part of a page that a figure takes, with the words inside it."""

from typing import Literal

from msgspec import Struct

from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.sheet import Font, Word


class Area(Struct, frozen=True):
    """A figure's place on its page, in points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    kind: Literal["photograph", "drawing"] = "drawing"
    labels: tuple[Line, ...] = ()
    """What is written inside it, in reading order."""
    alternative: str = ""
    """What the file's tags say in its place."""

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def anchor(self, order: int, size: float) -> Line:
        """A line that stands for the figure among those of the page; `size` is that of the running text."""
        font, base = Font(""), self.top + size
        word = Word(ANCHOR, self.left, self.top, self.right, self.bottom, base, size, font)
        return Line((word,), self.left, self.top, self.right, self.bottom, base, size, font, ANCHOR, order)
