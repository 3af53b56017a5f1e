"""A table as Markdown has them: one row of headings, cells on one line, no cell over several columns or rows."""

from collections.abc import Sequence

from firsthand.documents.model import Row, Table
from firsthand.exports.markdown.inline import Links, written


def table(table: Table, links: Links) -> str:
    """The table under its caption. What a cell spans is filled up with empty cells; a table without headings gets empty
    ones, since none can be without.
    """
    rows = _filled(table.rows, links)
    width = max(map(len, rows), default=0)
    headed = bool(table.rows) and all(cell.header for cell in table.rows[0].cells)
    head = rows.pop(0) if rows and headed else []
    caption = f"Table: {written(table.caption, links, lines=False)}\n\n" if table.caption else ""
    if not width:
        return caption.strip()
    lines = [_line(head, width), f"|{' --- |' * width}", *(_line(row, width) for row in rows)]
    return caption + "\n".join(lines)


def _filled(rows: Sequence[Row], links: Links) -> list[list[str]]:
    """The cells of each row, empty where one from above or beside reaches."""
    filled: list[list[str]] = []
    below: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        reach = {column: left - 1 for column, left in below.items() if left > 1}
        for cell in row.cells:
            while below.get(len(line), 0) > 0:
                line.append("")
            columns = min(max(cell.columns, 1), 500)
            if cell.rows > 1:
                reach.update(dict.fromkeys(range(len(line), len(line) + columns), cell.rows - 1))
            line += [written(cell.runs, links, lines=False), *[""] * (columns - 1)]
        below = reach
        filled.append(line)
    return filled


def _line(cells: list[str], width: int) -> str:
    return f"| {' | '.join([*cells, *[''] * (width - len(cells))])} |"
