"""A document as one row of pieces, in the order of reading: headings, paragraphs, notes, rows of tables.

What a page or a reader parted is joined here, and what a reader joined is parted; nothing is known of articles.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.blocks import text_of
from firsthand.documents.media import MARKDOWN
from firsthand.documents.model import Block, Document, Footnote, ListItem, Locator, Section, Table, plain
from firsthand.negotiations.labels import option_inside, read_labels

_MARKUP = re.compile(r"\{:{1,2}[^{}\n]*\}|^TOC\s*(?=\{:toc\})")
"""Marks of kramdown that give a paragraph a class or ask for a list of contents: they are no words of the text."""
_ENDED = re.compile(r"[.;:!?\]}”\"]\s*$")
_LOWER = re.compile(r"[\[\s]*(?=[^\W\d_])(?![A-ZÀ-ÖØ-ÞА-ЯЁ])")
_BULLET = "•"
_MOST_PAGES = 2
"""Between the parts of a broken paragraph: there may be a page of notes or figures."""


_SLIPS = re.compile(rf"{_MARKUP.pattern}|\*\*")
"""In Markdown, marks of strong type too that a slip kept from being read as such: "**Option 3:**Building"."""


class Sort(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    NOTE = "note"


class Source(Struct, frozen=True):
    """Where characters come from: `length` of them, from `start` in a block on, stand at `offset` of the piece."""

    block: int
    """Counted from 0 in reading order, headings among them, as in `documents.Change`."""
    start: int
    offset: int
    length: int


class Piece(Struct, frozen=True, omit_defaults=True):
    sort: Sort
    text: str
    """Single spaces, nothing at the ends."""
    marker: str = ""
    """A label that the reader parted from the words."""
    level: int = 0
    depth: int = 0
    item: bool = False
    page: int | None = None
    sources: tuple[Source, ...] = ()


def pieces(document: Document, language: str | None) -> list[Piece]:
    """Every heading, paragraph, note and row of a document; those without words are left out."""
    found: list[Piece] = []
    markup = _SLIPS if document.media_type == MARKDOWN else _MARKUP
    for piece in _parted(_blocks(document), language, markup):
        last = _last_text(found)
        if last is not None and _goes_on(found[last], piece, language):
            found[last] = _joined(found[last], piece)
        else:
            found.append(piece)
    return found


def _blocks(document: Document) -> Iterator[Piece]:
    number = 0
    for section in document.walk():
        if section.heading:
            yield from _heading(section, number)
            number += 1
        for block in section.blocks:
            yield from _of_block(block, number)
            number += 1


def _heading(section: Section, number: int) -> Iterator[Piece]:
    text = plain(section.heading)
    yield _piece(Sort.HEADING, text, number, 0, level=max(section.level, 1), page=_page(section.locator))


def _of_block(block: Block, number: int) -> Iterator[Piece]:
    text, page = text_of(block), _page(block.locator)
    match block:
        case ListItem(marker=marker, depth=depth):
            yield _piece(Sort.TEXT, text, number, 0, marker=marker, depth=depth, item=True, page=page)
        case Footnote(mark=mark):
            yield _piece(Sort.NOTE, text, number, 0, marker=mark, page=page)
        case Table():
            yield from _rows(block, number)
        case _:
            yield _piece(Sort.TEXT, text, number, 0, page=page)


def _rows(table: Table, number: int) -> Iterator[Piece]:
    """Each row is a piece; its cells are parted by a space, as in the text of the block, so that offsets hold."""
    start = 0
    for row in table.rows:
        cells = list(filter(None, (plain(cell.runs) for cell in row.cells)))
        text = " ".join(cells)
        if text:
            yield _piece(Sort.TEXT, text, number, start, page=_page(row.locator or table.locator))
            start += len(text) + 1
    caption = plain(table.caption)
    if caption:
        yield _piece(Sort.TEXT, caption, number, start, page=_page(table.locator))


def _page(locator: Locator | None) -> int | None:
    return locator.page if locator else None


def _piece(
    sort: Sort,
    text: str,
    number: int,
    start: int,
    *,
    marker: str = "",
    level: int = 0,
    depth: int = 0,
    item: bool = False,
    page: int | None = None,
) -> Piece:
    return Piece(sort, text, marker, level, depth, item, page, (Source(number, start, 0, len(text)),))


def _parted(found: Iterator[Piece], language: str | None, markup: re.Pattern[str]) -> Iterator[Piece]:
    """Lines of one block that have labels of their own are pieces of their own, and so are options inside of it."""
    for piece in found:
        if piece.sort is not Sort.TEXT:
            yield from _tidied(piece, 0, len(piece.text), markup)
            continue
        start, bare = 0, piece
        for end in _ends(piece.text, language):
            yield from _tidied(bare, start, end, markup)
            start, bare = end + 1, replace(piece, marker="")
        yield from _tidied(bare, start, len(piece.text), markup)


def _ends(text: str, language: str | None) -> list[int]:
    ends = set(option_inside(text, language))
    for match in re.finditer(r"\n", text):
        if read_labels(text[match.end() : match.end() + 80].replace("\n", " "), language).kinds:
            ends.add(match.start())
    return sorted(ends)


def _tidied(piece: Piece, start: int, end: int, markup: re.Pattern[str]) -> Iterator[Piece]:
    """A stretch of a piece with single spaces, and without marks that are no words."""
    kept, at = [], start
    for match in markup.finditer(piece.text, start, end):
        kept.append((at, match.start()))
        at = match.end()
    kept.append((at, end))
    cut = [replace(piece, **_cut(piece, begin, stop)) for begin, stop in kept if piece.text[begin:stop].strip()]
    if cut:
        joined = cut[0]
        for more in cut[1:]:
            joined = _joined(joined, more)
        yield joined
    elif piece.marker and not piece.text.strip():
        yield replace(piece, text="")


def _cut(piece: Piece, start: int, end: int) -> dict[str, object]:
    text, sources = excerpt(piece, [(start, end)])
    return {"text": text, "sources": sources}


def excerpt(piece: Piece, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[Source, ...]]:
    """Stretches of a piece's text one after another, without white space at their ends, and where they come from.

    A bracket that stood before a label is set right before the words that stood behind it.
    """
    text = ""
    sources: list[Source] = []
    for start, end in spans:
        bare = piece.text[start:end].lstrip()
        first = end - len(bare)
        bare = bare.rstrip()
        text += " " if text and bare and not text.endswith("[") else ""
        sources += _moved(piece.sources, first, len(bare), len(text))
        text += bare.replace("\n", " ")
    return text, tuple(sources)


def _moved(sources: Sequence[Source], first: int, length: int, offset: int) -> Iterator[Source]:
    for source in sources:
        start = max(first, source.offset)
        end = min(first + length, source.offset + source.length)
        if start < end or (start == end and length == 0):
            yield Source(source.block, source.start + start - source.offset, offset + start - first, end - start)


def _last_text(found: Sequence[Piece]) -> int | None:
    """The last piece before the notes at the foot of a page."""
    for place in range(len(found) - 1, max(len(found) - 12, -1), -1):
        if found[place].sort is not Sort.NOTE:
            return place if found[place].sort is Sort.TEXT else None
    return None


def _goes_on(before: Piece, piece: Piece, language: str | None) -> bool:
    """Whether a piece is the rest of one that a page's end broke: no end before, and no beginning here.

    A bullet at the top of a page, in the middle of a sentence, is a reader's mistake.
    """
    if piece.sort is not Sort.TEXT or piece.page is None or before.page is None:
        return False
    turned = piece.page - before.page
    if not 0 <= turned <= _MOST_PAGES or _ENDED.search(before.text):
        return False
    if piece.marker and not (piece.marker == _BULLET and turned and before.marker != _BULLET):
        return False
    return bool(_LOWER.match(piece.text)) and not read_labels(piece.text[:80], language).kinds


def _joined(before: Piece, after: Piece) -> Piece:
    shift = len(before.text) + 1
    moved = tuple(replace(source, offset=source.offset + shift) for source in after.sources)
    return replace(before, text=f"{before.text} {after.text}", sources=before.sources + moved)
