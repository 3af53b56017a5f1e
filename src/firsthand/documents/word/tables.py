"""From a w:tbl element to a Table: cells that span columns (gridSpan) or rows (vMerge), and which rows are headers."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from firsthand.documents.markup import Element, children
from firsthand.documents.model import Cell, Row, Runs, Table
from firsthand.documents.word.comments import text_in
from firsthand.documents.word.names import VAL, W, is_on

MOST_COLUMNS = 500


class RawCell(Struct):
    element: Element
    column: int
    columns: int
    continues: bool
    """Whether it only goes on with the cell above it."""


class RawRow(Struct):
    cells: list[RawCell]
    header: bool


def rows(table: Element) -> list[RawRow]:
    """The rows of a table that no tracked change deletes."""
    return [_row(element) for element in _found(table, W + "tr") if element.find(f"{W}trPr/{W}del") is None]


def deleted_rows(table: Element) -> Iterator[tuple[str | None, str | None, str]]:
    """The author, the date and the words of each row that a tracked change deletes."""
    for row in _found(table, W + "tr"):
        change = row.find(f"{W}trPr/{W}del")
        if change is not None:
            words = " | ".join(text_in(cell) for cell in _found(row, W + "tc"))
            yield change.get(W + "author"), change.get(W + "date"), words


def read(table: Element, found: list[RawRow], runs_of: Callable[[Element], Runs], *, styled_head: bool) -> Table | None:
    """The table, or None if no cell has text. `styled_head`: whether its style sets the first row apart."""
    if styled_head and len(found) > 1 and not any(row.header for row in found) and _shows_first_row(table):
        found[0].header = True
    texts = {id(cell): runs_of(cell.element) for row in found for cell in row.cells}
    if not any(texts.values()):
        return None
    spans = _heights(found)
    result = []
    for row in found:
        header = row.header or (row is found[0] and len(found) > 1 and _all_strong(row, texts))
        cells = tuple(
            Cell(texts[id(cell)], header, cell.columns, spans.get(id(cell), 1))
            for cell in row.cells
            if not cell.continues
        )
        if cells:
            result.append(Row(cells))
    return Table(tuple(result))


def _heights(found: list[RawRow]) -> dict[int, int]:
    """How many rows each cell spans, by the identity of the cell."""
    heights: dict[int, int] = {}
    above: dict[int, RawCell] = {}
    for row in found:
        reached = {}
        for cell in row.cells:
            origin = above.get(cell.column)
            if cell.continues and origin is not None:
                heights[id(origin)] = heights.get(id(origin), 1) + 1
                reached[cell.column] = origin
            else:
                cell.continues = False
                reached[cell.column] = cell
        above = reached
    return heights


def _row(element: Element) -> RawRow:
    properties = element.find(W + "trPr")
    before = properties.find(W + "gridBefore") if properties is not None else None
    header = properties.find(W + "tblHeader") if properties is not None else None
    column = _integer(before.get(VAL) if before is not None else None, 0)
    cells = []
    for cell in _found(element, W + "tc"):
        shape = cell.find(W + "tcPr")
        span = shape.find(W + "gridSpan") if shape is not None else None
        merge = shape.find(W + "vMerge") if shape is not None else None
        columns = max(_integer(span.get(VAL) if span is not None else None, 1), 1)
        cells.append(RawCell(cell, column, columns, merge is not None and merge.get(VAL) in {None, "continue"}))
        column += columns
    return RawRow(cells, header is not None and is_on(header.get(VAL)))


def _found(element: Element, name: str) -> list[Element]:
    """Children of a name, also where they are wrapped in content controls or tracked changes."""
    found = []
    for child in children(element):
        if child.tag == name:
            found.append(child)
        elif child.tag in {W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"}:
            found.extend(_found(child, name))
    return found


def _shows_first_row(table: Element) -> bool:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    if (first := look.get(W + "firstRow")) is not None:
        return is_on(first)
    try:
        return bool(int(look.get(VAL, "0"), 16) & 0x20)
    except ValueError:
        return False


def _all_strong(row: RawRow, texts: dict[int, Runs]) -> bool:
    found = [texts[id(cell)] for cell in row.cells]
    return any(found) and all(run.strong for runs in found for run in runs if run.note is None)


def _integer(value: str | None, otherwise: int) -> int:
    return min(int(value), MOST_COLUMNS) if value and value.isascii() and value.isdigit() else otherwise
