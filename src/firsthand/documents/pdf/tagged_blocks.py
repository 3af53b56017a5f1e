"""Walks the structure tree of a page and gathers the words of each of its blocks, in the order of the tree."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from firsthand.documents.declared import alternative
from firsthand.documents.language_tags import tag as language_tag
from firsthand.documents.pdf.actual_text import speak
from firsthand.documents.pdf.paragraphs import BULLETS
from firsthand.documents.pdf.roles import CELLS, GROUPS, HEADINGS, INLINE, NOTES, Element, Item, Tag
from firsthand.documents.pdf.sheet import Word

_PARAGRAPHS = frozenset({"P", "Caption", "TOCI", "LBody", *HEADINGS})
_MARK = re.compile(r"\d{1,3}|[*†‡§¶]{1,3}")
_SMALL, _LIFT = 0.6, 0.33
"""The size of raised marks and how far they are raised, as shares of the size of the text."""
_PARTS = frozenset({"THead", "TBody", "TFoot"})
_NEUTRAL = frozenset({"NonStruct", "Private"})
_IN_LINES = frozenset({"Formula", "Code"})
"""What is part of a line within a paragraph, and a block elsewhere."""
_WORD_BULLETS = frozenset({"o", "§", "Ø", "ü", "v"})
"""Letters that word processors draw in a typeface of signs, as bullets."""


class Block(Struct):
    """The words of a paragraph, heading, item or caption while they are gathered."""

    tag: Tag
    words: list[Word] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Where each word stands in the order in which the page is drawn."""
    label: int = 0
    """How many of the words are the label of an item."""
    alone: bool = False
    """The only item of its list."""
    loose: bool = False
    """The tree gives the words, but says not where paragraphs begin and end."""


class CellBlock(Struct):
    """A cell of a table: its paragraphs, and how far it reaches."""

    blocks: list[Block]
    header: bool
    scope: str
    columns: int
    rows: int
    begun: bool = False
    unfinished: bool = False


class TableBlock(Struct):
    """A table as the tree has it."""

    rows: list[list[CellBlock]]
    heads: int
    """How many of the first rows are the head of the table."""
    tag: Tag
    caption: list[Block]


class NoteBlock(Struct):
    """A note, paragraph by paragraph."""

    blocks: list[Block]


class FigureBlock(Struct):
    """A figure: its marks tell where it stands."""

    tag: Tag
    marks: tuple[int, ...]
    words: list[Word]


Piece = Block | TableBlock | NoteBlock | FigureBlock


class Gathered(Struct):
    """What the tree says of a page."""

    pieces: list[Piece]
    rest: list[Word]
    """Words that are in no element."""
    claimed_twice: int
    """How many letters two elements lay claim to."""


class _Around(Struct, frozen=True):
    """What surrounds an element."""

    language: str | None = None
    depth: int = -1
    """Of the list in which it stands, 0 for the outermost."""
    role: str = "P"
    """The role of paragraphs here."""
    sections: int = 0


def gather_blocks(tree: Element, words: Sequence[Word]) -> Gathered:
    """The blocks of a page in the order of its tree."""
    walk = _Walk(words)
    walk.group(tree, _Around())
    walk.close()
    return Gathered(walk.pieces, walk.rest(), walk.claimed_twice)


class _Walk:
    """Goes through a tree; one block is open at a time."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._by_mark: dict[int, list[tuple[int, Word]]] = {}
        for place, word in enumerate(words):
            self._by_mark.setdefault(word.mark, []).append((place, word))
        self._taken: set[int] = set()
        self._later: list[tuple[Element, _Around]] = []
        """What is nested in an open paragraph, but is no part of it: it follows."""
        self._open: Block | None = None
        self.pieces: list[Piece] = []
        self.claimed_twice = 0

    def rest(self) -> list[Word]:
        return [word for word in self._words if word.mark not in self._taken]

    def group(self, element: Element, around: _Around) -> None:
        """What holds blocks; words that stand among them make paragraphs that the tree doesn't part."""
        around = _inside(element, around)
        for kid in element.kids:
            if not isinstance(kid, int) and not _is_inline(kid):
                self.close()
                self._block(kid, around)
                continue
            if self._open is None:
                self._open = Block(Tag(around.role, language=around.language), loose=True)
            self._part(kid, around)
        self.close()

    def close(self) -> None:
        """End the open block; what was nested in it follows."""
        block, self._open = self._open, None
        if block is not None and block.words:
            _put_in_order(block)
            self.pieces.append(block)
        later, self._later = self._later, []
        for element, around in later:
            self._block(element, around)

    def _block(self, element: Element, around: _Around) -> None:
        role = element.role
        around = _inside(element, around)
        if role in NOTES:
            self._note(element, around)
        elif role == "Table":
            self._table(element, around)
        elif role == "L":
            self._list(element, around)
        elif role == "LI":
            self._item(element, around)
        elif role == "Figure" or (role == "Div" and element.alternative):
            self._figure(element, around)
        elif role == "Code":
            self._code(element, around)
        elif role in _PARAGRAPHS or role == "Formula" or _is_paragraph(element):
            self._paragraph(element, around)
        else:
            self.group(element, around)

    def _paragraph(self, element: Element, around: _Around) -> None:
        role = element.role if element.role in _PARAGRAPHS else "P"
        role = around.role if role in ("P", "LBody") else role
        level = HEADINGS.get(role, 0) or (around.sections if role == "H" else 0)
        self.close()
        if role != "P" and element.kids and not any(isinstance(kid, int) or _is_inline(kid) for kid in element.kids):
            # It says of the paragraphs within it what they are.
            self.group(element, replace(around, role=role))
            return
        self._open = Block(Tag(
            role, level, language=around.language, begun=element.begun, unfinished=element.unfinished,
        ))  # fmt: skip
        self._fill(element, around)
        self.close()

    def _code(self, element: Element, around: _Around) -> None:
        """Code as one block, also where each of its lines is tagged as a paragraph."""
        self.close()
        inner = list(_blocks(self._apart(element, around)))
        if inner:
            first = inner[0]
            for block in inner[1:]:
                first.words.extend(block.words)
            self.pieces.append(Block(Tag("Code", language=around.language), first.words))

    def _fill(self, element: Element, around: _Around) -> None:
        """Put what an element holds into the open block."""
        said = element.actual or (element.role == "Formula" and element.alternative) or ""
        block = self._open
        before = len(block.words) if block else 0
        for kid in element.kids:
            self._part(kid, around)
        if said and block is not None and block is self._open:
            spoken = speak(said, block.words[before:])
            block.places[before:] = [block.places[before + at] for at, _ in spoken]
            block.words[before:] = [word for _, word in spoken]

    def _part(self, kid: Element | int, around: _Around) -> None:
        if isinstance(kid, int):
            self._take(kid)
        elif kid.role in NOTES:
            self._note(kid, _inside(kid, around))
        elif kid.role == "Lbl":
            self._label(kid, _inside(kid, around))
        elif _is_inline(kid) or kid.role in _IN_LINES:
            self._fill(kid, _inside(kid, around))
        elif kid.role in ("Table", "L"):
            self._interrupt(kid, around)
        else:
            self._later.append((kid, around))

    def _label(self, element: Element, around: _Around) -> None:
        """A label that follows text is the mark of a note, raised or not."""
        block = self._open
        before = len(block.words) if block else 0
        self._fill(element, around)
        if block is not None and block is self._open and before:
            block.words[before:] = [_raised(word, block.words[before - 1]) for word in block.words[before:]]

    def _interrupt(self, element: Element, around: _Around) -> None:
        """A table or list within a paragraph, whose text goes on after it."""
        block = self._open
        self.close()
        self._block(element, around)
        if block is not None:
            item = block.tag.item and replace(block.tag.item, marker="", words=0)
            self._open = Block(replace(block.tag, item=item, begun=False), loose=block.loose)

    def _take(self, mark: int) -> None:
        words = self._by_mark.get(mark, ())
        if mark in self._taken:
            self.claimed_twice += sum(len(word.text) for _, word in words)
            return
        self._taken.add(mark)
        if self._open is not None:
            self._open.places.extend(place for place, _ in words)
            self._open.words.extend(word for _, word in words)

    def _apart(self, element: Element, around: _Around) -> list[Piece]:
        """The pieces of an element that stands outside the flow; the open block waits."""
        outer, block, later = self.pieces, self._open, self._later
        self.pieces, self._open, self._later = [], None, []
        self.group(element, around)
        inner = self.pieces
        self.pieces, self._open, self._later = outer, block, later
        return inner

    def _note(self, element: Element, around: _Around) -> None:
        """Its paragraphs; tables and figures in it, which a note can't hold, follow the text."""
        inner = self._apart(element, replace(around, role="Note", depth=-1))
        blocks = list(_blocks(inner))
        if blocks:
            first = blocks[0]
            first.tag = replace(first.tag, begun=element.begun)
            self.pieces.append(NoteBlock(blocks))

    def _list(self, element: Element, around: _Around) -> None:
        inside = replace(around, depth=around.depth + 1)
        alone = sum(not isinstance(kid, int) and kid.role == "LI" for kid in element.kids) == 1
        ordered = bool(element.numbering) and element.numbering not in ("None", "Disc", "Circle", "Square", "Unordered")
        for kid in element.kids:
            if isinstance(kid, int) or _is_inline(kid):
                self._part(kid, inside)
            elif kid.role == "LI":
                self._item(kid, inside, ordered=ordered, alone=alone and inside.depth == 0)
            else:
                self._block(kid, inside)
        self.close()

    def _item(self, element: Element, around: _Around, *, ordered: bool = False, alone: bool = False) -> None:
        """An item of a list: its label, its first paragraph, and what follows in it."""
        around = _inside(element, around)
        depth = max(around.depth, 0)
        self.close()
        block = self._open = Block(Tag("LI", item=Item("", depth, ordered), language=around.language))
        for kid in element.kids:
            if isinstance(kid, int) or _is_inline(kid):
                self._part(kid, around)
                if self._open is block and not isinstance(kid, int) and kid.role == "Lbl":
                    block.label = len(block.words)
            else:
                self._body(kid, block, _inside(kid, around))
        block.alone = alone
        _name_item(block)
        self.close()

    def _body(self, element: Element, block: Block, around: _Around) -> None:
        """What stands beside the label of an item."""
        if element.role == "LBody" or (element.role in GROUPS and element.role not in CELLS):
            for kid in element.kids:
                if isinstance(kid, int) or _is_inline(kid):
                    self._part(kid, around)
                else:
                    self._body(kid, block, _inside(kid, around))
        elif element.role == "P" and self._open is block and len(block.words) == block.label:
            self._fill(element, around)
        elif element.role == "P":
            self.close()
            item = Item("", max(around.depth, 0), ordered=False, words=0)
            self._open = Block(Tag("LI", item=item, language=around.language))
            self._fill(element, around)
        else:
            self.close()
            self._block(element, around)

    def _table(self, element: Element, around: _Around) -> None:
        self.close()
        heads = 0
        table: list[list[CellBlock]] = []
        caption: list[Block] = []
        for row, is_head in _rows(element, is_head=False):
            if row.role == "Caption":
                caption.extend(_blocks(self._apart(row, replace(around, role="Caption", depth=-1))))
                continue
            cells = [self._cell(kid, around) for kid in row.kids if not isinstance(kid, int) and kid.role in CELLS]
            if cells:
                heads += is_head and heads == len(table)
                table.append(cells)
        parts = [kid for kid in element.kids if not isinstance(kid, int) and kid.role in _PARTS]
        begun = element.begun or any(part.begun for part in parts[:1])
        unfinished = element.unfinished or any(part.unfinished for part in parts[-1:])
        tag = Tag("Table", language=around.language, begun=begun, unfinished=unfinished)
        if table or caption:
            self.pieces.append(TableBlock(table, heads, tag, caption))

    def _cell(self, element: Element, around: _Around) -> CellBlock:
        inner = self._apart(element, replace(_inside(element, around), depth=-1, role="P"))
        # A note is not what its cell says.
        self._later_notes(inner)
        header = element.role == "TH"
        blocks = list(_blocks(inner))
        return CellBlock(
            blocks, header, element.scope, element.columns, element.rows,
            begun=element.begun or any(block.tag.begun for block in blocks[:1]),
            unfinished=element.unfinished or any(block.tag.unfinished for block in blocks[-1:]),
        )  # fmt: skip

    def _later_notes(self, pieces: Iterable[Piece]) -> None:
        self.pieces.extend(piece for piece in pieces if isinstance(piece, NoteBlock))

    def _figure(self, element: Element, around: _Around) -> None:
        """A figure; words drawn in it are kept unless the alternative text stands for them."""
        self.close()
        said = alternative(element.alternative or element.actual)
        inner = self._apart(element, around)
        captions = [piece for piece in inner if isinstance(piece, Block) and piece.tag.role == "Caption"]
        others = [piece for piece in inner if piece not in captions]
        labels = [piece for piece in others if isinstance(piece, Block) and piece.loose]
        words = [word for block in labels for word in block.words]
        self.pieces.extend(captions)
        if said or not any(isinstance(piece, FigureBlock) for piece in others):
            self.pieces.append(FigureBlock(
                Tag("Figure", alternative=said, language=around.language), tuple(_marks(element)), words,
            ))  # fmt: skip
        self.pieces.extend(piece for piece in others if not (said and piece in labels))


def _raised(word: Word, before: Word) -> Word:
    """A mark of a note as raised marks are set, whatever the typeface does to raise it."""
    if word.size < _SMALL * before.size or not _MARK.fullmatch(word.text):
        return word
    return replace(word, size=_SMALL * before.size, base=before.base - _LIFT * before.size)


def _put_in_order(block: Block) -> None:
    """The words of a block in the order in which they are drawn, unless the tree goes up the page less often.

    Within a paragraph the order of drawing is that of its lines, in which words of both directions are in order.
    """
    label = block.label
    drawn = sorted(range(label, len(block.words)), key=block.places.__getitem__)
    words = [block.words[at] for at in drawn]
    if words != block.words[label:] and _climbs(words) <= _climbs(block.words[label:]):
        block.words[label:] = words


def _climbs(words: Sequence[Word]) -> int:
    return sum(word.base < before.base - before.size for before, word in pairwise(words))


def _inside(element: Element, around: _Around) -> _Around:
    """What surrounds the kids of an element."""
    language = language_tag(element.language) if element.language else None
    if language and language != around.language:
        around = replace(around, language=language)
    if element.role == "BlockQuote":
        return replace(around, role="BlockQuote")
    if element.role in ("TOC", "Index"):
        return replace(around, role="TOCI")
    if element.role == "Sect":
        return replace(around, sections=around.sections + 1)
    return around


def _is_inline(element: Element) -> bool:
    """Whether it is part of the line in which it stands, wherever that is; what has no role is like what it holds."""
    if element.role in _NEUTRAL:
        return all(isinstance(kid, int) or _is_inline(kid) for kid in element.kids)
    return element.role in INLINE


def _is_paragraph(element: Element) -> bool:
    """Whether an element of a role of the file's own holds text, not blocks."""
    if element.role in GROUPS or element.role in ("BlockQuote", "Lbl"):
        return False
    return all(isinstance(kid, int) or _is_inline(kid) for kid in element.kids)


def _rows(element: Element, *, is_head: bool) -> Iterator[tuple[Element, bool]]:
    """The rows and captions of a table in order, and whether they are in its head."""
    for kid in element.kids:
        if isinstance(kid, int):
            continue
        if kid.role in ("TR", "Caption"):
            yield kid, is_head
        elif kid.role not in CELLS:
            yield from _rows(kid, is_head=is_head or kid.role == "THead")


def _blocks(pieces: Iterable[Piece]) -> Iterator[Block]:
    """The paragraphs among pieces, and those of the tables among them, row by row."""
    for piece in pieces:
        if isinstance(piece, Block):
            yield piece
        elif isinstance(piece, TableBlock):
            yield from piece.caption
            for row in piece.rows:
                for cell in row:
                    yield from cell.blocks


def _marks(element: Element) -> Iterator[int]:
    for kid in element.kids:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _marks(kid) if kid.role != "Caption" else ()


def _name_item(block: Block) -> None:
    """Give an item its marker. One numbered item alone may be a numbered paragraph: then its look decides."""
    label = block.words[: block.label]
    marker = "".join(word.text if word.glued or not at else " " + word.text for at, word in enumerate(label))
    item = block.tag.item
    if item is None or not marker:
        return
    if marker in _WORD_BULLETS and not item.ordered:
        marker = "•"
    ordered = item.ordered or (marker not in BULLETS and any(map(str.isalnum, marker)))
    if block.alone and ordered:
        block.tag = replace(block.tag, role="P", item=None)
        return
    block.tag = replace(block.tag, item=replace(item, marker=marker, ordered=ordered, words=len(label)))
