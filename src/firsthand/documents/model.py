"""What a reader makes of a file: a Document, a tree of sections holding blocks, each with its place in the file.

The structures are frozen and know nothing of files, pages of a site, or the web. All text is Unicode in NFC, in logical
order, without soft hyphens; white space inside a block is single spaces, except in `Code`.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct


class Locator(Struct, frozen=True, omit_defaults=True):
    """Where a block stands: on a page (of a paged file) or at a time (of a recording)."""

    page: int | None = None
    """The sheet, counted from 1."""
    label: str | None = None
    """The page number that is printed or declared, where it differs from the count ("iv", "47")."""
    start: float | None = None
    """Seconds from the start of the recording."""
    end: float | None = None


class Run(Struct, frozen=True, omit_defaults=True):
    """A stretch of text in one style. Runs follow one another without anything between them."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    href: str | None = None
    """An absolute address (http, https, mailto, tel) or "#" and the anchor of a heading in the same document."""
    note: str | None = None
    """The run is the mark of the footnote with this id."""
    language: str | None = None
    """BCP 47, only where it differs from the block's."""


Runs = tuple[Run, ...]


class Paragraph(Struct, frozen=True, omit_defaults=True, tag="paragraph"):
    runs: Runs
    language: str | None = None
    locator: Locator | None = None


class ListItem(Struct, frozen=True, omit_defaults=True, tag="item"):
    """One item, or a further paragraph of the item before it (then `marker` is empty)."""

    runs: Runs
    depth: int = 0
    """0 for an outermost list."""
    marker: str = "•"
    """As shown: "•", "3.", "(b)"."""
    ordered: bool = False
    language: str | None = None
    locator: Locator | None = None


class Quotation(Struct, frozen=True, omit_defaults=True, tag="quotation"):
    runs: Runs
    language: str | None = None
    locator: Locator | None = None


class Cell(Struct, frozen=True, omit_defaults=True):
    """A cell; its paragraphs are parted by a newline."""

    runs: Runs
    header: bool = False
    columns: int = 1
    """How many columns the cell spans."""
    rows: int = 1


class Row(Struct, frozen=True, omit_defaults=True):
    cells: tuple[Cell, ...]
    locator: Locator | None = None


class Table(Struct, frozen=True, omit_defaults=True, tag="table"):
    rows: tuple[Row, ...]
    caption: Runs = ()
    language: str | None = None
    locator: Locator | None = None


class Footnote(Struct, frozen=True, omit_defaults=True, tag="footnote"):
    """A note, placed at the end of the section in which its mark stands. Paragraphs are parted by a newline."""

    id: str
    """Unique in the document; `Run.note` points here."""
    mark: str
    """As printed: "12", "*"."""
    runs: Runs
    language: str | None = None
    locator: Locator | None = None


class Figure(Struct, frozen=True, omit_defaults=True, tag="figure"):
    alternative: str = ""
    """The alternative text that the file gives; empty where it gives none."""
    caption: Runs = ()
    image: str | None = None
    """The SHA-256 (hex) of an entry of `Document.images`."""
    text: str = ""
    """What is written inside the picture, such as the labels of a chart, in reading order, parted by newlines."""
    language: str | None = None
    locator: Locator | None = None


class Cue(Struct, frozen=True, omit_defaults=True, tag="cue"):
    """Words spoken or shown in a recording; `locator` has both times."""

    runs: Runs
    speaker: str | None = None
    language: str | None = None
    locator: Locator | None = None


class Code(Struct, frozen=True, omit_defaults=True, tag="code"):
    """Text whose lines and spaces matter."""

    text: str
    language: str | None = None
    locator: Locator | None = None


Block = Paragraph | ListItem | Quotation | Table | Footnote | Figure | Cue | Code


class Section(Struct, frozen=True, omit_defaults=True):
    """A heading with what stands under it; what stands before the first heading is a section without one, level 0."""

    heading: Runs = ()
    level: int = 0
    """1 for the outermost headings; a child's level is always greater than its parent's."""
    anchor: str | None = None
    """The name by which internal links (`Run.href` "#...") reach this heading."""
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    language: str | None = None
    locator: Locator | None = None


class Image(Struct, frozen=True):
    """A picture of the document, made anew from its pixels so that it carries no hidden metadata."""

    sha256: str
    media_type: str
    """image/png, image/jpeg or image/webp."""
    width: int
    height: int
    data: bytes


class Metadata(Struct, frozen=True, omit_defaults=True):
    """What the file itself says of the work; nothing is invented, and an empty field was not found."""

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    date: str | None = None
    """ISO 8601: a year, a month or a day."""
    language: str | None = None
    """BCP 47, as declared in the file."""
    subject: str | None = None
    keywords: tuple[str, ...] = ()
    rights: str | None = None
    identifiers: tuple[str, ...] = ()
    """As URIs where they have one: "doi:10...", "urn:isbn:...", "https://..."."""
    producer: str | None = None
    found: tuple["Finding", ...] = ()
    """Where each value above was found, the surest first."""


class Finding(Struct, frozen=True, omit_defaults=True):
    """Where a value of the metadata was found, and how sure it is. Values that lost to surer ones are listed too."""

    field: str
    """A field of `Metadata`: "title", "date", "identifiers"."""
    value: str
    where: str
    """A stable word: "properties", "xmp", "title-page", "imprint", "contents", "heading", "text"."""
    sure: float
    """From 0 to 1: what share of such findings is right, as far as it was ever counted."""
    page: int | None = None


PUBLIC_REMARKS = frozenset({
    "dropped-drawing", "dropped-drawings", "dropped-picture", "lost-ink", "missing-chapter", "no-partner",
    "no-structure", "no-text", "no-words", "recognised", "recognised-words", "soup", "truncated",
    "unmapped-characters", "unreadable-page", "unsure-recognition", "withheld", "wrong-times",
})  # fmt: skip


class Remark(Struct, frozen=True, omit_defaults=True):
    """Something a person should know of how the file was read: what was left out, or may be wrong."""

    code: str
    """A stable word, such as "no-text", "dropped-script", "unmapped-characters"."""
    message: str
    """One English sentence."""
    page: int | None = None
    """The first sheet that it is about, counted from 1."""
    last: int | None = None
    """The last one, where it is about several that follow one another."""
    count: int = 0
    """How many things it is about, where they are counted."""

    @property
    def public(self) -> bool:
        """Whether those who read the text should know it too: something of the text is missing, or may be wrong.

        The others are for editors alone: a warning that names people, or tells of deleted words, would publish them.
        """
        return self.code in PUBLIC_REMARKS


class Change(Struct, frozen=True, omit_defaults=True):
    """A tracked change of a word processor's file. The text of the Document is that with all changes accepted."""

    kind: Literal["insertion", "deletion"]
    """Text that was moved is a deletion in one place and an insertion in another, both with `moved`."""
    text: str
    block: int
    """Where it is: the number of the heading or block, counted from 0 in reading order, headings among them."""
    offset: int
    """How many characters of that block's plain text stand before it."""
    author: str | None = None
    date: str | None = None
    """ISO 8601."""
    moved: bool = False


class Comment(Struct, frozen=True, omit_defaults=True):
    """What somebody wrote beside the text."""

    text: str
    block: int
    """As in `Change`."""
    offset: int
    length: int = 0
    """How many characters of the text it is about."""
    author: str | None = None
    date: str | None = None
    answers: int | None = None
    """The comment that it answers: its number in `Document.comments`, counted from 0."""


class PageQuality(Struct, frozen=True, omit_defaults=True):
    """How one sheet of a paged file was read."""

    page: int
    """Counted from 1."""
    source: Literal["tags", "layout", "recognition", "none"] = "layout"
    """What told the structure: the file's own tags, the places of the letters, OCR; or nothing was read."""
    characters: int = 0
    """How many characters other than spaces were read."""
    unmapped: int = 0
    """How many words were left out because the file doesn't say which letters they are."""
    soup: float = 0.0
    """The share of words that no language writes."""
    lost: int = 0
    """How many stretches of ink look like text, but have no characters and weren't read otherwise."""
    recognised: int = 0
    """How many characters were read by OCR."""
    confidence: float | None = None
    """The mean confidence of what OCR read, from 0 to 1, weighed by characters."""


class Document(Struct, frozen=True, omit_defaults=True):
    media_type: str
    sections: tuple[Section, ...] = ()
    metadata: Metadata = Metadata()
    language: str | None = None
    """BCP 47: declared in the file, or else recognised from its text."""
    pages: int | None = None
    """How many sheets a paged file has."""
    duration: float | None = None
    """Seconds, of a recording."""
    images: tuple[Image, ...] = ()
    remarks: tuple[Remark, ...] = ()
    quality: tuple[PageQuality, ...] = ()
    """How each sheet of a paged file was read, in order."""
    changes: tuple[Change, ...] = ()
    """For editors alone: they name people and hold what was taken out. Never part of a release."""
    comments: tuple[Comment, ...] = ()
    """For editors alone, as changes are."""
    recognition: str | None = None
    """Which OCR its scans were given to (`recognition.engine.fingerprint`), "" where there was none; None where it has
    no scans. Read anew, the file gives another Document only where that has changed."""

    def walk(self) -> Iterator[Section]:
        """Every section in reading order, parents before children."""
        waiting = list(reversed(self.sections))
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


def plain(runs: Runs) -> str:
    """The text of runs without the marks of footnotes."""
    return "".join(run.text for run in runs if run.note is None).strip()
