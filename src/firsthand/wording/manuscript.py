"""A Document as material for the check, and the way back from a place in it to the block and the page."""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from firsthand.documents import Block, Code, Document, Figure, Quotation, Runs, Section, Table, plain
from firsthand.wording.material import Hidden, Material
from firsthand.wording.model import Zone

_SEPARATOR = "\n\n"


class Place(Struct, frozen=True, omit_defaults=True):
    """Where in a Document something stands."""

    block: int
    """The number of the heading or block, counted from 0 in reading order, headings among them."""
    offset: int
    """How many characters of its text stand before it (of the cell's, in a table)."""
    path: tuple[str, ...] = ()
    """The headings above it."""
    page: str | None = None
    """As printed, else as counted."""
    start: float | None = None
    """Seconds from the start of a recording."""


class Piece(Struct, frozen=True):
    """A stretch of the material: a heading, a block, or a cell."""

    start: int
    block: int
    path: tuple[str, ...]
    page: str | None
    time: float | None


class Manuscript(Struct, frozen=True):
    material: Material
    pieces: tuple[Piece, ...]

    def place(self, position: int) -> Place:
        """Where a position of the material's text is in the Document."""
        at = max(0, bisect_right(self.pieces, position, key=lambda piece: piece.start) - 1)
        piece = self.pieces[at]
        return Place(piece.block, position - piece.start, piece.path, piece.page, piece.time)


class _Scribe:
    """Writes a Document down as one text."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.block = 0
        self.pieces: list[Piece] = []
        self.hidden: list[Hidden] = []
        self.headings: list[tuple[int, int, int]] = []
        self.zones: list[tuple[int, int, Zone]] = []
        self.languages: list[tuple[int, int, str]] = []

    def section(self, section: Section, path: tuple[str, ...], language: str | None) -> tuple[str, ...]:
        """Write a section without those below it; gives the headings above what stands in it."""
        language = section.language or language
        heading = plain(section.heading)
        if heading:
            start = self.length
            self._write(section.heading, section, path, language, "title")
            self.headings.append((start, start + len(heading), section.level))
            path = (*path, heading)
        self.block += 1
        for block in section.blocks:
            for runs in _stretches(block):
                self._write(runs, block, path, getattr(block, "language", None) or language, _zone(block))
            self.block += 1
        return path

    def _write(
        self, runs: Runs, owner: Block | Section, path: tuple[str, ...], language: str | None, zone: Zone | None
    ) -> None:
        text = "".join(run.text for run in runs if run.note is None)
        begin = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return
        start, end = self.length, self.length + len(text)
        locator = owner.locator
        page = (locator.label or (str(locator.page) if locator.page else None)) if locator else None
        self.pieces.append(Piece(start, self.block, path, page, locator.start if locator else None))
        if zone:
            self.zones.append((start, end, zone))
        else:
            self.zones += _code(runs, start - begin, end)
        if language:
            self.languages.append((start, end, language))
        self.text += (text, _SEPARATOR)
        self.length = end + len(_SEPARATOR)


def _stretches(block: Block) -> Iterator[Runs]:
    """The texts of a block that a person wrote to be read, each one paragraph."""
    match block:
        case Table():
            yield block.caption
            for row in block.rows:
                yield from (cell.runs for cell in row.cells)
        case Figure():
            yield block.caption
        case Code():
            return
        case _:
            yield block.runs


def _zone(block: Block) -> Zone | None:
    return "quotation" if isinstance(block, Quotation) else None


def _code(runs: Runs, start: int, end: int) -> Iterator[tuple[int, int, Zone]]:
    for run in runs:
        if run.note is None:
            if run.code and start + len(run.text) <= end:
                yield (start, start + len(run.text), "code")
            start += len(run.text)


def manuscript_of(document: Document) -> Manuscript:
    """Write a Document down as material; code, and what is drawn in figures, is left out."""
    scribe = _Scribe()
    waiting: list[tuple[Section, tuple[str, ...]]] = [(section, ()) for section in reversed(document.sections)]
    while waiting:
        section, path = waiting.pop()
        path = scribe.section(section, path, document.language)
        waiting += [(below, path) for below in reversed(section.sections)]
    material = Material(
        "".join(scribe.text),
        breaks=tuple(piece.start for piece in scribe.pieces),
        lines=False,
        headings=tuple(scribe.headings),
        zones=tuple(scribe.zones),
        languages=tuple(scribe.languages),
        language=document.language,
    )
    return Manuscript(material, tuple(scribe.pieces))
