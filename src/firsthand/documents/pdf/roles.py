"""The roles of a tagged PDF (ISO 32000-2, 14.8.4), and what a tag says of a text. Knows nothing of PDFium."""

from msgspec import Struct


class Element(Struct, frozen=True):
    """What one page shows of an element of the structure tree (14.7.2)."""

    role: str
    """After the file's own role map."""
    kids: tuple["Element | int", ...] = ()
    """Elements, and the numbers of marked content, in order."""
    alternative: str = ""
    actual: str | None = None
    """The text that stands for its content (14.9.4)."""
    language: str | None = None
    """As the file writes it."""
    columns: int = 1
    rows: int = 1
    scope: str = ""
    """Of a header cell: Row, Column or Both."""
    numbering: str = ""
    """Of a list, how its labels count (14.8.5.5)."""
    begun: bool = False
    """Its first content stands on another page."""
    unfinished: bool = False
    """Its last content stands on another page."""


class Item(Struct, frozen=True):
    """What makes a text an item of a list."""

    marker: str
    """As shown; empty for a further paragraph of the item before."""
    depth: int
    ordered: bool
    words: int = 1
    """How many words of the text are the marker."""


class Tag(Struct, frozen=True):
    """What the structure tree says of a text."""

    role: str
    """The standard role of the block."""
    level: int = 0
    """Of a heading."""
    item: Item | None = None
    alternative: str = ""
    """Of a figure."""
    language: str | None = None
    """BCP 47, where the file names one."""
    begun: bool = False
    """It goes on from another page."""
    unfinished: bool = False
    """It goes on on another page."""


GROUPS = frozenset({
    "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "NonStruct", "Private", "TOC", "Index",
    "StructTreeRoot", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Reference block",
})  # fmt: skip
"""What holds blocks and has no text of its own."""
HEADINGS = {"H": 0, "Title": 1, **{f"H{level}": level for level in range(1, 10)}}
"""With their level; 0 where it depends on the sections around it."""
NOTES = frozenset({"Note", "FENote", "Footnote", "Endnote"})
INLINE = frozenset({
    "Span", "Quote", "Link", "Annot", "Annotation", "Em", "Strong", "Reference", "BibEntry", "Sub", "Lbl",
    "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Form",
})  # fmt: skip
"""What is part of the line in which it stands."""
CELLS = frozenset({"TH", "TD"})
