"""Our Document as the neutral form that is scored."""

from collections.abc import Iterator

from tests.reading.scoring import Block, Cell, Reading

from firsthand.documents import model
from firsthand.documents.model import Code, Document, Figure, Footnote, ListItem, Runs, Table, plain


def from_document(document: Document) -> Reading:
    return Reading(tuple(_blocks(document)), pages=document.pages or 1)


def _blocks(document: Document) -> Iterator[Block]:
    for section in document.walk():
        if section.heading:
            yield Block("heading", plain(section.heading), section.level, marks=_marks(section.heading))
        for block in section.blocks:
            yield from _neutral(block)


def _neutral(block: model.Block) -> Iterator[Block]:
    match block:
        case Table(caption=caption) | Figure(caption=caption):
            if caption:
                yield Block("caption", plain(caption), marks=_marks(caption))
            if isinstance(block, Table):
                yield Block("table", cells=tuple(_cells(block)))
        case Footnote():
            yield Block("note", plain(block.runs), key=block.id)
        case ListItem():
            yield _item(block)
        case Code(text=text):
            yield Block("text", text)
        case _:
            yield Block("text", plain(block.runs), marks=_marks(block.runs))


def _item(block: ListItem) -> Block:
    """A further paragraph of an item, which has no marker, counts as a paragraph."""
    if not block.ordered or not block.marker:
        kind = "item" if block.marker else "text"
        return Block(kind, plain(block.runs), block.depth, marks=_marks(block.runs))
    marks = tuple((at + len(block.marker) + 1, key) for at, key in _marks(block.runs))
    return Block("item", f"{block.marker} {plain(block.runs)}", block.depth, block.marker, marks)


def _marks(runs: Runs) -> tuple[tuple[int, str], ...]:
    """How many characters of the plain text stand before each mark."""
    found, before = [], ""
    for run in runs:
        if run.note is None:
            before += run.text
        else:
            found.append((len(before.lstrip()), run.note))
    return tuple(found)


def _cells(table: Table) -> Iterator[Cell]:
    """With the row and column in which each stands, spans reckoned in as in HTML."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            taken.update((at + down, column + right) for down in range(cell.rows) for right in range(cell.columns))
            yield Cell(at, column, plain(cell.runs), cell.rows, cell.columns, _marks(cell.runs))
            column += cell.columns
