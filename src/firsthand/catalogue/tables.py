"""How a table that is too long for one page is cut between its rows."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec import structs

from firsthand.documents.model import Row, Table


def split(table: Table, sizes: Sequence[int], limit: int) -> Iterator[tuple[range, Table]]:
    """Parts of a table, none larger than `limit` if its rows allow it, each with the numbers of its rows in the whole.

    `sizes` has the size of each row. Every part repeats the caption and the rows of headings above the table's body,
    which are not counted among its own. A cell that spans several rows is never cut.
    """
    head = len(list(takewhile(_is_head, table.rows)))
    cuts, size = [0], sum(sizes[:head])
    for start, stop in pairwise(_seams(table.rows, head)):
        block = sum(sizes[start:stop])
        if size + block > limit and start > max(head, cuts[-1]):
            cuts.append(start)
            size = sum(sizes[:head])
        size += block
    for start, stop in pairwise([*cuts, len(table.rows)]):
        repeated = table.rows[:head] if start else ()
        yield range(start, stop), structs.replace(table, rows=(*repeated, *table.rows[start:stop]))


def _is_head(row: Row) -> bool:
    return all(cell.header for cell in row.cells)


def _seams(rows: Sequence[Row], head: int) -> Iterator[int]:
    """Where the body can be cut: before each of its rows that no cell from above reaches into, and after the last."""
    reach = max((number + cell.rows for number, row in enumerate(rows[:head]) for cell in row.cells), default=0)
    for number in range(head, len(rows)):
        if number >= reach or number == head:
            yield number
        reach = max([reach, *(number + cell.rows for cell in rows[number].cells)])
    yield len(rows)
