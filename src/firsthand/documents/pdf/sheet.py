"""What stands on a page: words, ruled lines, pictures and links, each with its place.

Lengths are points (1/72 inch) from the upper left corner of the page as it is shown, y growing downwards. Nothing here
knows PDFium or what the words mean.
"""

from collections.abc import Sequence
from math import isfinite
from typing import Literal, TypeVar

from msgspec import Struct

from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.roles import Element

ARTIFACT = -2
"""The mark of what the file says to be no part of its text: running heads, rules, repeated heads of tables."""


class Font(Struct, frozen=True):
    """A typeface as far as it tells the rank of a text."""

    name: str
    bold: bool = False
    italic: bool = False


class Word(Struct, frozen=True, gc=False):
    """Letters without white space, in one style, in logical order."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """Where the letters stand."""
    size: float
    font: Font
    glued: bool = False
    """Nothing parts it from the word before it."""
    spaced: bool = False
    """The file itself writes a space after it."""
    turned: bool = False
    """Not written from side to side as the page is shown."""
    doubtful: bool = False
    """The file doesn't say which letters these are; PDFium guesses."""
    softly_broken: bool | None = None
    """Whether its last hyphen is there only because the line ends (ISO 32000-2, 14.8.2.2.3), where the file says so."""
    href: str | None = None
    mark: int = -1
    """The number of the page's marked content that it is part of (ISO 32000-2, 14.6), or ARTIFACT, or -1 for none.

    What a form XObject draws bears the number of the form where the page names it. A number of the form's own counts
    only where nothing of the page itself is numbered and it is the only form that numbers, since each form counts anew.
    """
    hidden: bool = False
    """Drawn without ink, as programs lay what OCR read over a scan (text rendering mode 3; ISO 32000-2, 9.3.6)."""
    confidence: float | None = None
    """From 0 to 1, of a word that was read by OCR."""


class Rule(Struct, frozen=True, gc=False):
    """A straight line, horizontal or vertical."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def lies(self) -> bool:
        """Whether it runs from side to side."""
        return self.right - self.left >= self.bottom - self.top


class Picture(Struct, frozen=True, gc=False):
    """Something drawn that is neither text nor a mere line: where it stands, and of what kind it is."""

    left: float
    top: float
    right: float
    bottom: float
    kind: Literal["image", "path", "shading"]
    fill: int = -1
    """The colour of a path's area as 0xRRGGBB, -1 where it has none."""
    stroked: bool = False
    """Whether the outline of a path is drawn."""
    segments: int = 0
    """Of how many moves, lines and curves a path is made."""
    curved: bool = False
    """Whether there are curves among them."""
    mark: int = -1
    """As that of a word."""
    form: int = -1
    """Which of the page's form XObjects draws it, counted from 0; -1 where the page itself does."""


Thing = TypeVar("Thing", Word, Rule, Picture)


def placed(things: Sequence[Thing]) -> Sequence[Thing]:
    """Things without those that stand nowhere: where a file multiplies its measures beyond all numbers."""
    if isfinite(sum([thing.left + thing.top + thing.right + thing.bottom for thing in things])):
        return things
    return [thing for thing in things if isfinite(thing.left + thing.top + thing.right + thing.bottom)]


class Sheet(Struct, frozen=True):
    """One page."""

    number: int
    """Counted from 1."""
    label: str | None
    """The page label that the file declares (ISO 32000-2, 12.4.2)."""
    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    unmapped: int = 0
    """How many words were left out because the file doesn't say which letters they are made of."""
    pictures: tuple[Picture, ...] = ()
    """In the order in which the file draws them, at most some thousands."""
    tree: Element | None = None
    """The structure tree, where the file is tagged and its tree reaches the page."""
    frame: Frame | None = None
    """How the page's own coordinates lie, in which links name places on it."""
    readable: bool = True
    """False where PDFium couldn't open the page."""
