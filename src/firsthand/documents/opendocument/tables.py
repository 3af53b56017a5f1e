"""From a table of OpenDocument to a Table: spans, covered cells, header rows, and repeats held to what is shown."""

from collections.abc import Callable, Iterator

from firsthand.documents.markup import Element, children
from firsthand.documents.model import Cell, Row, Runs, Table
from firsthand.documents.opendocument.names import TABLE

MOST_COLUMNS = 500
MOST_REPEATS = 100
"""Of a row or cell with text; an empty one is never repeated."""
MOST_CELLS = 100_000

_GROUPS = {TABLE + "table-rows", TABLE + "table-row-group", TABLE + "table-header-rows"}


def rows(table: Element, *, header: bool = False) -> Iterator[tuple[Element, bool]]:
    """The row elements, each with whether it is a header."""
    for child in children(table):
        if child.tag == TABLE + "table-row":
            yield child, header
        elif child.tag in _GROUPS:
            yield from rows(child, header=header or child.tag == TABLE + "table-header-rows")


def single_cell(table: Element) -> Element | None:
    """The only cell of a table that is just a frame around text."""
    cells = [cell for row, _ in rows(table) for cell in children(row) if cell.tag == TABLE + "table-cell"]
    return cells[0] if len(cells) == 1 else None


def read(table: Element, runs_of: Callable[[Element], Runs]) -> Table | None:
    """The table, or None if no cell has text."""
    found = list(rows(table))
    result: list[Row] = []
    cells_left = MOST_CELLS
    for number, (element, header) in enumerate(found):
        cells = tuple(_cells(element, runs_of, header=header, rows_left=len(found) - number))
        has_text = any(cell.runs for cell in cells)
        repeats = _integer(element.get(TABLE + "number-rows-repeated"), 1, MOST_REPEATS) if has_text else 1
        repeats = min(repeats, cells_left // max(len(cells), 1))
        cells_left -= repeats * len(cells)
        if cells:
            result.extend([Row(cells)] * repeats)
    if not any(cell.runs for row in result for cell in row.cells):
        return None
    if len(result) > 1 and not any(cell.header for cell in result[0].cells) and _all_strong(result[0]):
        result[0] = Row(tuple(Cell(cell.runs, True, cell.columns, cell.rows) for cell in result[0].cells))
    return Table(tuple(result))


def _cells(row: Element, runs_of: Callable[[Element], Runs], *, header: bool, rows_left: int) -> Iterator[Cell]:
    room = MOST_COLUMNS
    for element in children(row):
        if element.tag != TABLE + "table-cell" or room <= 0:
            continue
        runs = runs_of(element)
        cell = Cell(
            runs,
            header,
            _integer(element.get(TABLE + "number-columns-spanned"), 1, MOST_COLUMNS),
            _integer(element.get(TABLE + "number-rows-spanned"), 1, rows_left),
        )
        repeats = _integer(element.get(TABLE + "number-columns-repeated"), 1, min(MOST_REPEATS, room))
        for _ in range(repeats if runs else 1):
            yield cell
        room -= repeats


def _all_strong(row: Row) -> bool:
    runs = [run for cell in row.cells for run in cell.runs if run.note is None]
    return bool(runs) and all(run.strong for run in runs)


def _integer(value: str | None, least: int, most: int) -> int:
    number = int(value[:12]) if value and value.isascii() and value.isdigit() else least
    return min(max(number, least), max(most, least))
