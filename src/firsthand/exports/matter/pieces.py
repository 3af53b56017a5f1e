"""The words and pieces of a text, such as may be written as JSON: what stands where, in which style and language."""

from msgspec import Struct

from firsthand.exports.matter.tongues import Tongue


class Words(Struct, frozen=True, omit_defaults=True):
    """A stretch of text in one style; a line ends where `text` has a newline."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False
    tongue: Tongue | None = None
    link: str | None = None
    """An address elsewhere."""
    target: str | None = None
    """The name of a heading of the same text."""
    note: str | None = None
    """The name of a footnote whose mark this is."""
    body: tuple["Words", ...] = ()
    """What the note says, at its first mark; further marks lead to the same note."""


class Piece(Struct, frozen=True, omit_defaults=True):
    """Something that stands by itself: heading, paragraph, quotation, list, table, rows, figure, code, cue."""

    kind: str
    words: tuple[Words, ...] = ()
    tongue: Tongue | None = None
    page: str | None = None
    """The original's page that begins here."""
    name: str = ""
    level: int = 0
    entries: tuple["Entry", ...] = ()
    columns: int = 0
    head: tuple["Cell", ...] = ()
    cells: tuple["Cell", ...] = ()
    plain: bool = True
    """Whether there is neither link nor note in the head. Only then may it be repeated: repetitions are no text."""
    rows: tuple[tuple["Told", ...], ...] = ()
    caption: tuple[Words, ...] = ()
    picture: str = ""
    """The name of its file."""
    width: float = 0
    """Points."""
    height: float = 0
    alternative: str = ""
    described: bool = True
    written: str = ""
    """The words inside of a picture."""
    text: str = ""
    speaker: str = ""
    time: str = ""


class Entry(Struct, frozen=True):
    marker: str
    parts: tuple[Piece, ...]


class Cell(Struct, frozen=True, omit_defaults=True):
    words: tuple[Words, ...]
    x: int
    y: int
    columns: int = 1
    rows: int = 1
    strong: bool = False


class Told(Struct, frozen=True):
    """A cell of a table's row that is told."""

    heading: str
    words: tuple[Words, ...]
