"""Tables of the structure tree as grids, and those that only lay out a page, whose cells are read as text."""

from collections.abc import Sequence

from firsthand.documents.pdf.grids import Grid, GridCell
from firsthand.documents.pdf.roles import HEADINGS
from firsthand.documents.pdf.sheet import Word
from firsthand.documents.pdf.tagged_blocks import CellBlock, TableBlock
from firsthand.documents.pdf.tagged_lines import LEADERS, set_lines

_LEADING = 0.4
_CROOKED = 0.25
"""The share of rows that may have cells below each other."""


def make_grid(table: TableBlock) -> Grid | None:
    """A table as a grid; None where it has no cells beside and below one another, or its cells are what pages hold."""
    if _lays_out(table) or _is_crooked(table):
        return None
    heads = _heads(table)
    named = not all(cell.header for row in table.rows for cell in row)
    rows = tuple(tuple(_cell(cell, named=named and at >= heads) for cell in row) for at, row in enumerate(table.rows))
    words = [word for row in rows for cell in row for word in cell.words]
    if not words:
        return None
    return Grid(
        left=min(word.left for word in words),
        top=min(word.top for word in words),
        right=max(word.right for word in words),
        bottom=max(word.bottom for word in words),
        rows=rows,
        headers=heads,
    )


def holds_leaders(table: TableBlock) -> bool:
    """Whether it is a table of contents: dots lead from its entries to their pages."""
    blocks = [block for row in table.rows for cell in row for block in cell.blocks]
    leading = sum(LEADERS.search(word.text) is not None for block in blocks for word in block.words)
    return leading > 1 and leading >= _LEADING * len(table.rows)


def _lays_out(table: TableBlock) -> bool:
    rows = table.rows
    runs_over = table.tag.begun or table.tag.unfinished
    if max((sum(cell.columns for cell in row) for row in rows), default=0) < 2 or (len(rows) < 2 and not runs_over):
        return True
    blocks = [block for row in rows for cell in row for block in cell.blocks]
    if any(block.tag.role in HEADINGS for block in blocks):
        return True
    return not any(1 for row in rows if sum(bool(_words(cell)) for cell in row) > 1)


def _is_crooked(table: TableBlock) -> bool:
    """Whether cells of one row stand below each other: the tags count the rows wrongly."""
    crooked = 0
    for row in table.rows:
        bands = [_band(cell) for cell in row if cell.rows == 1 and any(_words(cell))]
        if bands:
            top, bottom = max(bands, key=lambda band: band[1] - band[0])
            crooked += any(low >= bottom or high <= top for low, high in bands)
    return crooked > 1 and crooked > _CROOKED * len(table.rows)


def _band(cell: CellBlock) -> tuple[float, float]:
    words = _words(cell)
    return min(word.top for word in words), max(word.bottom for word in words)


def _words(cell: CellBlock) -> list[Word]:
    return [word for block in cell.blocks for word in block.words]


def _cell(cell: CellBlock, *, named: bool) -> GridCell:
    """A cell; below the head of a table (`named`) a header cell names its row, unless it says that it does not."""
    parted = tuple(tuple(set_lines(block.words)) for block in cell.blocks if block.words)
    lines = tuple(line for lines in parted for line in lines)
    header = named and cell.header and cell.scope != "Column"
    return GridCell(tuple(_words(cell)), lines, cell.columns, cell.rows, header=header, parted=parted)


def _heads(table: TableBlock) -> int:
    """How many rows name what stands below them. Where every cell is a header, none is."""
    if all(cell.header for row in table.rows for cell in row):
        return 0
    return max(table.heads, _leading_heads(table.rows))


def _leading_heads(rows: Sequence[Sequence[CellBlock]]) -> int:
    count = 0
    for row in rows:
        if not all(cell.header and cell.scope != "Row" for cell in row):
            break
        count += 1
    return count
