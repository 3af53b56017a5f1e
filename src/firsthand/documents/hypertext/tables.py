"""From a table element to a Table: spans, header cells, and whether it is a table at all or only lays out a page."""

import re
from collections.abc import Callable, Iterator

from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Cell, Row, Runs, Table

MOST_COLUMNS = 500
_PARTS = {"thead", "tbody", "tfoot"}
_LAID_OUT = {"h1", "h2", "h3", "h4", "h5", "h6", "form", "article", "section"}


def is_layout(table: Element) -> bool:
    """Whether the table only arranges a page: by its role, or for what it holds, or for having a single cell."""
    if table.get("role") in {"presentation", "none"}:
        return True
    # Asked of each of many nested tables, so the answer for an outer one must come early.
    if next(table.iterdescendants("{*}table"), None) is not None:
        return True
    inside = {name_of(element) for element in table.iterdescendants()}
    if inside & {"th", "caption", "thead"}:
        return False
    if inside & _LAID_OUT:
        return True
    return all(len(row) <= 1 for row, _ in _rows(table))


def read(table: Element, runs_of: Callable[[Element], Runs]) -> Table | None:
    """The table, or None if no cell has text. `runs_of` reads a cell or a caption."""
    caption: Runs = ()
    for child in table:
        if name_of(child) == "caption":
            caption = runs_of(child)
    found = list(_rows(table))
    rows = []
    for number, (row, in_head) in enumerate(found):
        left = len(found) - number
        cells = tuple(
            Cell(
                runs=runs_of(cell),
                header=in_head or name_of(cell) == "th",
                columns=_span(cell.get("colspan"), MOST_COLUMNS),
                rows=left if (cell.get("rowspan") or "").strip() == "0" else _span(cell.get("rowspan"), left),
            )
            for cell in row
            if name_of(cell) in {"td", "th"}
        )
        if cells:
            rows.append(Row(cells))
    if not any(cell.runs for row in rows for cell in row.cells):
        return None
    return Table(tuple(rows), caption=caption)


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    for child in table:
        name = name_of(child)
        if name == "tr":
            yield child, False
        elif name in _PARTS:
            for row in child:
                if name_of(row) == "tr":
                    yield row, name == "thead"


def _span(value: str | None, most: int) -> int:
    match = re.match(r"\s*(\d{1,9})", value or "")
    return min(max(int(match.group(1)), 1), most) if match else 1
