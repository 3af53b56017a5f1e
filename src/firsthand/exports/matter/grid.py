"""A table's cells with their places, whatever its spans claim: no two overlap, and none leaves the table."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from firsthand.documents.model import Cell, Row, plain

WIDEST = 200
"""Columns that a span may claim."""


class Placed(Struct, frozen=True):
    cell: Cell
    x: int
    y: int
    columns: int
    rows: int


class Grid(Struct, frozen=True):
    columns: int
    head: int
    """How many rows at the top are headings, and are repeated on each page."""
    rows: int
    cells: tuple[Placed, ...]
    """In reading order."""


def lay_grid(rows: Sequence[Row]) -> Grid:
    head = 0
    while head < len(rows) and rows[head].cells and all(cell.header for cell in rows[head].cells):
        head += 1
    if head == len(rows):
        head = 0
    taken: set[tuple[int, int]] = set()
    placed: list[Placed] = []
    for y, row in enumerate(rows):
        end = head if y < head else len(rows)
        x = 0
        for cell in row.cells:
            while (x, y) in taken:
                x += 1
            one = _fit(cell, x, y, end, taken)
            taken.update((x + across, y + down) for across in range(one.columns) for down in range(one.rows))
            placed.append(one)
            x += one.columns
    columns = max((one.x + one.columns for one in placed), default=0)
    return Grid(columns, head, len(rows), tuple(placed))


def _fit(cell: Cell, x: int, y: int, end: int, taken: set[tuple[int, int]]) -> Placed:
    """As much of a cell's spans as there is room for."""
    columns = 1
    while columns < min(cell.columns, WIDEST) and (x + columns, y) not in taken:
        columns += 1
    below = max(min(cell.rows, end - y), 1)
    rows = 1
    while rows < below and not any((x + across, y + rows) in taken for across in range(columns)):
        rows += 1
    return Placed(cell, x, y, columns, rows)


class Said(Struct, frozen=True):
    """A cell of a row that is told instead of drawn, under the words of the headings above it."""

    heading: str
    cell: Cell
    again: bool
    """It began in a row above."""


def tell(grid: Grid) -> Iterator[tuple[Said, ...]]:
    """The rows below the headings, each by itself: for tables too wide for their sheet."""
    names: dict[int, list[str]] = {}
    for one in grid.cells:
        if one.y < grid.head:
            words = plain(one.cell.runs).replace("\n", " ")
            for x in range(one.x, one.x + one.columns):
                names.setdefault(x, []).append(words)
    by_row: dict[int, list[Placed]] = {}
    for one in grid.cells:
        for y in range(one.y, one.y + one.rows):
            by_row.setdefault(y, []).append(one)
    for y in range(grid.head, grid.rows):
        cells = sorted(by_row.get(y, ()), key=lambda one: one.x)
        yield tuple(Said(_heading(names.get(one.x, [])), one.cell, one.y < y) for one in cells)


def _heading(words: list[str]) -> str:
    return " – ".join(dict.fromkeys(filter(None, words)))
