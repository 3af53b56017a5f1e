"""What is asked of PDFium about a page: by single calls (`calls`), or in bulk by the compiled shim (`bulk`).

Both give the same. Coordinates are the page's own, in points, y growing upwards; an object is an address, 0 for none.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from firsthand.documents.pdf.bindings import Handle

GLUED, SPACED, UNMAPPED, PLAIN, PART, LAST = (1 << bit for bit in range(6))
"""What is said of a run.

It goes on with a word that another object began; the file writes a space after it; PDFium guesses its first letter; all
of it needs no cleaning; it is only a part of a word; it ends the word.
"""

Run = tuple[Handle, float, float, float, float, int, int, int, int]
"""A word or the part of one that one text object draws.

The object; left, top, right and bottom of its first and last character together; start and end in the text; what is
said of it; the number by which `part` knows it until the next run is asked for.
"""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Part(NamedTuple):
    """The ends of a run that is a part of a word."""

    first: Box
    last: Box
    x: float
    y: float
    end_x: float
    end_y: float


class Look(NamedTuple):
    """How a text object draws, seen at one of its characters."""

    font: Handle | None
    size: float
    a: float
    b: float
    c: float
    d: float
    mark: int
    """The object's own number of marked content, negative for none."""
    artifact: bool
    """Whether it is marked as an artifact; asked only where it has no number."""
    mode: int
    rise: float
    """By how much the character hovers over its line, if it is a figure from 0 to 9."""
    x: float
    y: float


class Place(NamedTuple):
    """Where a character stands, and what draws it."""

    object: Handle
    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float
    is_made: int
    """Whether PDFium made it, for a space that it sees."""
    is_unmapped: int
    """Whether PDFium guesses which letter it is."""


class Glyphs(Protocol):
    """The characters of one page."""

    def runs(self, text: str, at: Sequence[int] | None) -> Iterator[Run]:
        """The words of a text; `at` are PDFium's indexes of its characters where they aren't those of the text."""

    def part(self, number: int) -> Part: ...

    def look(self, handle: Handle, index: int) -> Look: ...

    def places(self, indexes: Sequence[int]) -> list[Place]: ...


class Drawn(NamedTuple):
    """An image (3), a path (2) or a shading (4), with the numbers of marked content that may count for it."""

    left: float
    bottom: float
    right: float
    top: float
    own: int
    given: int
    """What the page gives to the form that draws it."""
    form: int
    inside: bool
    """Whether a form draws it."""
    kind: int
    fill: int
    stroked: bool
    segments: int
    curved: bool


class Marked(NamedTuple):
    """A text object that a form draws."""

    object: Handle
    own: int
    given: int
    form: int
    inside: bool


class Scene(NamedTuple):
    """What a page and its forms draw."""

    drawn: Iterable[Drawn]
    lines: Iterable[Box]
    """Left, bottom, right and top of straight lines."""
    marked: Iterable[Marked]
    numbering: int | None
    """The form whose own numbers of marked content count, if there is one: see `Word.mark`."""


class Asker(Protocol):
    """Asks about the pages of one document."""

    def glyphs(self, text_page: Handle) -> Glyphs: ...

    def scene(self, page: Handle) -> Scene: ...
