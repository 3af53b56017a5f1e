"""A leaf as the things that stand on its page: headings, paragraphs, lists, tables, figures, cues; then its notes.

It decides the order and nesting; templates give the HTML. It knows nothing of requests, or of the interface's language.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from firsthand.catalogue.reading import Heading, Leaf, Node, Picture, printed_page
from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
    plain,
)
from firsthand.exports.inline import fragment, render_runs
from firsthand.interface import direction


class Piece(Struct, frozen=True):
    """Something that stands on the page by itself; `shape` says which part of the template shows it."""

    shape: str
    id: str
    """The id of its element."""
    html: Markup = Markup()
    passage: str = ""
    """The passage that its link leads to; empty where it has none."""
    page: str | None = None
    """The number of the page that begins here."""
    language: str | None = None
    """BCP 47, where it differs from the edition's."""
    level: int = 0
    """Of a heading, as in HTML; the edition's title is 1."""
    parts: tuple[Any, ...] = ()
    """Of a list: its entries. Of a table: its rows."""
    caption: Markup = Markup()
    ordered: bool = False
    image: str | None = None
    width: int = 0
    """Of the image, in pixels; 0 where it is not known."""
    height: int = 0
    alternative: str = ""
    written: tuple[str, ...] = ()
    """The lines written inside a picture."""
    speaker: str | None = None
    start: float | None = None


class Entry(Struct, frozen=True):
    """One entry of a list: paragraphs and further lists, in reading order."""

    marker: str
    parts: tuple[Piece, ...]


class Cells(Struct, frozen=True):
    id: str
    passage: str
    cells: tuple["Spanned", ...]
    page: str | None = None
    """The number of the page that begins with this row."""


class Spanned(Struct, frozen=True):
    html: Markup
    scope: str | None
    """"col" or "row" for a header cell."""
    columns: int = 1
    rows: int = 1


class Note(Struct, frozen=True):
    id: str
    passage: str
    mark: str
    html: Markup
    back: str | None
    """The address of its mark in the text."""
    language: str | None = None


Notes = Mapping[str, Node]
"""The footnotes of a text by their ids."""


class Surroundings(Struct, frozen=True):
    """What a leaf needs to know of the rest of its edition."""

    leaf_address: Callable[[int], str]
    anchors: Mapping[str, int]
    """Anchor of a heading -> its leaf."""
    notes: Callable[[], Notes]
    """Of the whole edition; called only if a mark stands on another leaf than its note."""
    levels: tuple[int, ...] = ()
    """The levels of the headings under which the leaf begins, outermost first."""
    title: str = ""
    """The edition's title: a first heading that repeats it is not shown."""
    images: Mapping[str, Picture] = {}
    """SHA-256 of an image -> its size, so that the page keeps room for it while it loads."""


class Flow(Struct, frozen=True):
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    title_anchor: str = ""
    """The anchor of a first heading that was left out because it repeats the title."""


def lay_out(leaf: Leaf, surroundings: Surroundings) -> Flow:
    return _Layout(leaf, surroundings).flow()


def index_notes(leaves: Iterable[Leaf]) -> Notes:
    notes: dict[str, Node] = {}
    for leaf in leaves:
        for node in leaf.nodes:
            if isinstance(node.block, Footnote):
                notes.setdefault(node.block.id, node)
    return notes


def same_words(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one.casefold())) == "".join(filter(str.isalnum, other.casefold()))


class _Layout:
    """The state of laying out one leaf: the pages and headings passed, and the marks of notes met."""

    def __init__(self, leaf: Leaf, surroundings: Surroundings) -> None:
        self.leaf = leaf
        self.around = surroundings
        self.page: str | None = None
        self.levels = list(surroundings.levels)
        self.met: Counter[str] = Counter()
        self.here = index_notes([leaf])
        self.marks = tuple(dict.fromkeys(note for node in leaf.nodes for note in marks_of(node.block)))
        elsewhere = any(mark not in self.here for mark in self.marks)
        self.all_notes = surroundings.notes() if elsewhere else self.here

    def flow(self) -> Flow:
        nodes = [node for node in self.leaf.nodes if not isinstance(node.block, Footnote)]
        title_anchor = ""
        if nodes and self.leaf.number == 1 and self._repeats_title(nodes[0].block):
            title_anchor = fragment(str(getattr(nodes[0].block, "anchor", "")))
            nodes = nodes[1:]
        pieces: list[Piece] = []
        for is_item, run in groupby(nodes, key=lambda node: isinstance(node.block, ListItem)):
            alike = list(run)
            pieces.extend(self._lists(alike) if is_item else map(self._piece, alike))
        return Flow(tuple(pieces), tuple(self._notes()), title_anchor)

    def _repeats_title(self, block: Heading | Block) -> bool:
        return isinstance(block, Heading) and same_words(plain(block.runs), self.around.title)

    def _piece(self, node: Node) -> Piece:
        block = node.block
        if isinstance(block, Heading):
            return self._heading(block)
        page = self._turned(block.locator)
        id_ = f"p-{node.ids[0]}" if node.ids else ""
        passage = node.ids[0] if node.ids else ""
        match block:
            case Table():
                return self._table(block, node.ids, page)
            case Figure(alternative=alternative, caption=caption, image=image, text=text):
                picture = self.around.images.get(image) if image else None
                return Piece(
                    "figure", id_, passage=passage, page=page, language=block.language, alternative=alternative,
                    written=tuple(text.splitlines()), caption=self._html(caption), image=image,
                    width=picture.width if picture else 0, height=picture.height if picture else 0,
                )  # fmt: skip
            case Code(text=text):
                return Piece("code", id_, Markup.escape(text), passage, page, block.language)
            case Cue(speaker=speaker, locator=locator):
                start = locator.start if locator else None
                html = self._html(block.runs)
                return Piece("cue", id_, html, passage, page, block.language, speaker=speaker, start=start)
            case Paragraph() | Quotation() | ListItem() | Footnote():
                shape = "quotation" if isinstance(block, Quotation) else "paragraph"
                return Piece(shape, id_, self._html(block.runs), passage, page, block.language)

    def _heading(self, heading: Heading) -> Piece:
        page = self._turned(heading.locator)
        while self.levels and self.levels[-1] >= heading.level:
            self.levels.pop()
        self.levels.append(heading.level)
        level = min(len(self.levels) + 1, 6)
        return Piece(
            "heading",
            fragment(heading.anchor),
            self._html(heading.runs),
            page=page,
            language=heading.language,
            level=level,
        )

    def _turned(self, locator: Locator | None) -> str | None:
        """The number of the page, where it is another than that of what stands before."""
        page = printed_page(locator)
        if page is None or page == self.page:
            return None
        self.page = page
        return page

    def _lists(self, nodes: Sequence[Node]) -> Iterator[Piece]:
        """Consecutive items as lists: deeper items stand inside the entry before them."""
        depth = min(item_of(node).depth for node in nodes)
        for ordered, run in groupby(gather(nodes, depth), key=lambda group: item_of(group[0]).ordered):
            entries = tuple(self._entry(group, depth) for group in run)
            yield Piece("list", "", parts=entries, ordered=ordered)

    def _entry(self, group: list[Node], depth: int) -> Entry:
        parts: list[Piece] = []
        for deeper, run in groupby(group, key=lambda node: item_of(node).depth > depth):
            inner = list(run)
            parts.extend(self._lists(inner) if deeper else map(self._piece, inner))
        return Entry(item_of(group[0]).marker, tuple(parts))

    def _table(self, table: Table, ids: tuple[str, ...], page: str | None) -> Piece:
        rows = [(id_, row) for id_, row in zip(ids, table.rows, strict=True) if row.cells]
        leading = True
        parts = []
        for position, (id_, row) in enumerate(rows):
            leading = leading and all(cell.header for cell in row.cells)
            below = len(rows) - position
            cells = tuple(self._cell(cell, leading, below) for cell in row.cells)
            # rows of headings that go on from the leaf before have no id, and stood on a page long past
            parts.append(Cells(f"p-{id_}", id_, cells, self._turned(row.locator) if id_ else None))
        caption = self._html(table.caption)
        return Piece("table", "", page=page, language=table.language, parts=tuple(parts), caption=caption)

    def _cell(self, cell: Cell, leading: bool, below: int) -> Spanned:
        scope = None if not cell.header else "col" if leading else "row"
        return Spanned(self._html(cell.runs), scope, max(cell.columns, 1), max(min(cell.rows, below), 1))

    def _html(self, runs: Runs) -> Markup:
        return render_runs(runs, self._resolve, self._refer, direction)

    def _resolve(self, anchor: str) -> str | None:
        leaf = self.around.anchors.get(anchor)
        if leaf is None:
            return None
        return ("" if leaf == self.leaf.number else self.around.leaf_address(leaf)) + "#" + fragment(anchor)

    def _refer(self, note: str) -> tuple[str, str] | None:
        node = self.all_notes.get(note)
        if node is None:
            return None
        self.met[note] += 1
        passage = node.ids[0]
        mark = f"m-{passage}" if self.met[note] == 1 else f"m-{passage}-{self.met[note]}"
        return mark, f"#p-{passage}"

    def _notes(self) -> Iterator[Note]:
        """The notes whose marks stand on this leaf, in the marks' order; then those whose marks are missing."""
        for name in dict.fromkeys((*self.marks, *self.here)):
            node = self.all_notes.get(name) or self.here.get(name)
            if node is None or not isinstance(node.block, Footnote):
                continue
            note, passage = node.block, node.ids[0]
            back = f"#m-{passage}" if name in self.marks else None
            yield Note(f"p-{passage}", passage, note.mark, self._html(note.runs), back, note.language)


def item_of(node: Node) -> ListItem:
    """The item of a node that is known to hold one."""
    assert isinstance(node.block, ListItem)
    return node.block


def gather(nodes: Sequence[Node], depth: int) -> Iterator[list[Node]]:
    """Each item of this depth together with what belongs to it: deeper items, and further paragraphs of its own."""
    group: list[Node] = []
    for node in nodes:
        if group and item_of(node).depth == depth and item_of(node).marker:
            yield group
            group = []
        group.append(node)
    if group:
        yield group


def marks_of(block: Heading | Block) -> Iterator[str]:
    """The ids of the notes whose marks stand in a block."""
    return (run.note for run in _all_runs(block) if run.note is not None)


def _all_runs(block: Heading | Block) -> Iterator[Run]:
    match block:
        case Table(rows=rows, caption=caption):
            yield from caption
            for row in rows:
                yield from _row_runs(row)
        case Figure(caption=caption):
            yield from caption
        case Code():
            return
        case _:
            yield from block.runs


def _row_runs(row: Row) -> Iterator[Run]:
    for cell in row.cells:
        yield from cell.runs
