"""An edition's text as pieces: which words stand where, in which style and language, with which notes.

It decides what stands where and knows nothing of how that looks.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from firsthand.catalogue.reading import Contents, Heading, Node, printed_page
from firsthand.documents.model import (
    Block,
    Code,
    Cue,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Quotation,
    Run,
    Runs,
    Table,
)
from firsthand.exports.chapters import Chapter, chapters, repeats_title
from firsthand.exports.flow import Notes, gather, index_notes, item_of
from firsthand.exports.inline import SAFE
from firsthand.exports.matter.grid import lay_grid, tell
from firsthand.exports.matter.pictures import Pictures
from firsthand.exports.matter.pieces import Cell, Entry, Piece, Told, Words
from firsthand.exports.matter.tongues import Tongue, tongue
from firsthand.exports.times import clock
from firsthand.exports.volume import Volume

DEEPEST = 5
"""Headings below that are set like it; the title stands above them."""


class Matter:
    """One edition's text. `widest` is how many columns a table may have to be drawn as one."""

    def __init__(self, volume: Volume, pictures: Pictures, widest: int) -> None:
        self._volume = volume
        self._language = volume.edition.language
        self._pictures = pictures
        self._widest = widest
        contents = volume.contents or Contents(None, 0)
        self._targets = {entry.anchor: f"h-{number}" for number, entry in enumerate(contents.entries)}
        self._chapters = list(chapters(volume.leaves(), volume.edition.title))
        self._notes: Notes = index_notes(chapter.leaf for chapter in self._chapters)
        self._told: set[str] = set()
        """Notes whose first mark was met."""
        self._page: str | None = None

    def pieces(self) -> Iterator[Piece]:
        for chapter in self._chapters:
            yield from self._chapter(chapter)

    def _chapter(self, chapter: Chapter) -> Iterator[Piece]:
        nodes = [node for node in chapter.leaf.nodes if not isinstance(node.block, Footnote)]
        levels = list(chapter.levels)
        if nodes and chapter.leaf.number == 1 and repeats_title(nodes[0], self._volume.edition.title):
            self._targets[str(getattr(nodes[0].block, "anchor", ""))] = "title"
            nodes = nodes[1:]
        for is_item, run in groupby(nodes, key=lambda node: isinstance(node.block, ListItem)):
            alike = list(run)
            if is_item:
                yield from self._lists(alike)
                continue
            for node in alike:
                if isinstance(node.block, Heading):
                    yield self._heading(node.block, levels)
                else:
                    yield from self._block(node)
        yield from self._orphans(chapter)

    def _heading(self, heading: Heading, levels: list[int]) -> Piece:
        while levels and levels[-1] >= heading.level:
            levels.pop()
        levels.append(heading.level)
        page, words = self._turned(heading.locator), self._words(heading.runs)
        name = self._targets.get(heading.anchor, "")
        level = min(len(levels), DEEPEST)
        return Piece("heading", words, self._tongue(heading.language), page, name=name, level=level)

    def _block(self, node: Node) -> Iterator[Piece]:
        block = node.block
        assert not isinstance(block, Heading)
        page, spoken = self._turned(block.locator), self._tongue(block.language)
        match block:
            case Table():
                yield replace(self._table(block), tongue=spoken, page=page)
            case Figure():
                yield replace(self._figure(block), tongue=spoken, page=page)
            case Code(text=text):
                yield Piece("code", tongue=spoken, page=page, text=text)
            case Cue(speaker=speaker, locator=locator):
                time = clock(locator.start) if locator and locator.start is not None else ""
                yield Piece("cue", self._words(block.runs), spoken, page, speaker=speaker or "", time=time)
            case _:
                kind = "quotation" if isinstance(block, Quotation) else "paragraph"
                yield Piece(kind, self._words(block.runs), spoken, page)

    def _lists(self, nodes: Sequence[Node]) -> Iterator[Piece]:
        depth = min(item_of(node).depth for node in nodes)
        for ordered, run in groupby(gather(nodes, depth), key=lambda group: item_of(group[0]).ordered):
            entries = tuple(self._entry(group, depth) for group in run)
            yield Piece("list", entries=entries, level=int(ordered))

    def _entry(self, group: list[Node], depth: int) -> Entry:
        parts: list[Piece] = []
        for deeper, run in groupby(group, key=lambda node: item_of(node).depth > depth):
            inner = list(run)
            parts.extend(self._lists(inner) if deeper else (piece for node in inner for piece in self._block(node)))
        return Entry(item_of(group[0]).marker.strip(), tuple(parts))

    def _table(self, table: Table) -> Piece:
        grid = lay_grid([row for row in table.rows if row.cells])
        caption = self._words(table.caption)
        if not grid.columns:
            return Piece("paragraph", caption)
        if grid.columns > self._widest:
            rows = tuple(tuple(self._told_cell(one.heading, one.cell.runs, again=one.again) for one in row)
                         for row in tell(grid))  # fmt: skip
            return Piece("rows", rows=rows, caption=caption)
        cells = [
            Cell(self._words(one.cell.runs), one.x, one.y, one.columns, one.rows, one.cell.header) for one in grid.cells
        ]
        head = tuple(cell for cell in cells if cell.y < grid.head)
        below = tuple(cell for cell in cells if cell.y >= grid.head)
        plain = not any(word.link or word.target or word.note for cell in head for word in cell.words)
        return Piece("table", columns=grid.columns, caption=caption, head=head, cells=below, plain=plain)

    def _told_cell(self, heading: str, runs: Runs, *, again: bool) -> Told:
        return Told(heading, _unmarked(runs) if again else self._words(runs))

    def _figure(self, figure: Figure) -> Piece:
        shown = self._pictures.add(figure.image) if figure.image else None
        return Piece(
            "figure", caption=self._words(figure.caption), picture=shown.name if shown else "",
            width=shown.width if shown else 0, height=shown.height if shown else 0, described=bool(figure.alternative),
            alternative=figure.alternative, written=" · ".join(figure.text.splitlines()),
        )  # fmt: skip

    def _orphans(self, chapter: Chapter) -> Iterator[Piece]:
        """Notes that no mark leads to, in their place at the end."""
        marked = {run.note for node in chapter.leaf.nodes for run in all_runs(node.block) if run.note}
        for node in chapter.leaf.nodes:
            note = node.block
            if isinstance(note, Footnote) and note.id not in self._told and note.id not in marked:
                mark = Words(f"{note.mark.strip() or '*'} ", strong=True)
                yield Piece("paragraph", (mark, *self._words(note.runs, inside=True)), self._tongue(note.language))

    def _words(self, runs: Runs, *, inside: bool = False) -> tuple[Words, ...]:
        """`inside` of a note, further marks are only marks."""
        return tuple(self._mark(run, inside=inside) if run.note is not None else self._run(run) for run in runs)

    def _run(self, run: Run) -> Words:
        link = run.href if run.href and SAFE.match(run.href) else None
        target = self._targets.get(run.href[1:]) if run.href and run.href.startswith("#") else None
        return Words(
            run.text, run.strong, run.emphasis, run.code, run.superscript, run.subscript, self._tongue(run.language),
            link, target,
        )  # fmt: skip

    def _mark(self, run: Run, *, inside: bool) -> Words:
        node = self._notes.get(run.note or "")
        note = node.block if node else None
        if inside or not isinstance(note, Footnote):
            return Words(run.text, raised=True)
        mark, name = note.mark.strip() or run.text.strip() or "*", f"n-{note.id}"
        if note.id in self._told:
            return Words(mark, note=name)
        self._told.add(note.id)
        return Words(mark, note=name, body=self._words(note.runs, inside=True), tongue=self._tongue(note.language))

    def _turned(self, locator: Locator | None) -> str | None:
        page = printed_page(locator)
        if page is None or page == self._page:
            return None
        self._page = page
        return page

    def _tongue(self, language: str | None) -> Tongue | None:
        return tongue(language) if language and language != self._language else None


def all_runs(block: Heading | Block) -> Iterator[Run]:
    match block:
        case Table(rows=rows, caption=caption):
            yield from caption
            for row in rows:
                for cell in row.cells:
                    yield from cell.runs
        case Figure(caption=caption):
            yield from caption
        case Code():
            return
        case _:
            yield from block.runs


def _unmarked(runs: Iterable[Run]) -> tuple[Words, ...]:
    return tuple(Words(run.text) for run in runs if run.note is None)
