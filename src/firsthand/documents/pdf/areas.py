"""The part of a page that a figure takes, with the words inside it."""

from typing import Literal

from msgspec import Struct

from firsthand.documents.pdf.columns import arrange
from firsthand.documents.pdf.ink import Box
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.sheet import Font, Word

_SIGNS = 0.4
"""The share of signs among letters from which on a text says nothing."""


class Area(Struct, frozen=True):
    """A figure's place on its page, in points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    kind: Literal["photograph", "drawing"] = "drawing"
    labels: tuple[Line, ...] = ()
    """The pieces of text inside it."""
    alternative: str = ""
    """What the file's tags say in its place."""

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom

    @property
    def text(self) -> str:
        """What is written inside it, in reading order, in lines; what is turned comes last."""
        upright = [piece for piece in self.labels if not piece.words[0].turned]
        turned = [piece.text for piece in self.labels if piece.words[0].turned]
        text = "\n".join([*(line.text for column in arrange(upright) for line in column.lines), *turned])
        signs = sum(not letter.isalnum() and not letter.isspace() for letter in text)
        # A typeface that doesn't say which letters it draws; the picture shows them.
        return "" if signs > _SIGNS * len(text) else text

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
