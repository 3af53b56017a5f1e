"""Cells that a shade of their own shows to span several columns or rows."""

from collections.abc import Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.cells import Columns, Part
from firsthand.documents.pdf.edges import find_behind
from firsthand.documents.pdf.grids import GridCell
from firsthand.documents.pdf.sheet import Picture

Rows = Sequence[tuple[GridCell, ...]]


def span_columns(level: list[Part], columns: Columns, shades: Sequence[Picture]) -> list[Part]:
    """One level of a heading, each part over the columns behind which its shade lies, if it stands there alone."""
    if not shades:
        return level
    taken = {column for part in level for column in range(part.column, part.column + part.wide)}
    return [_widen(part, columns, shades, taken) for part in level]


def _widen(part: Part, columns: Columns, shades: Sequence[Picture], taken: set[int]) -> Part:
    shade = find_behind(part.words[0], shades)
    if shade is None:
        return part
    covered = _covered(shade, columns)
    own = set(range(part.column, part.column + part.wide))
    if len(covered) == len(columns) or not own < set(covered) or (set(covered) - own) & taken:
        return part
    return Part(part.words, covered[0], len(covered))


def _covered(shade: Picture, columns: Columns) -> list[int]:
    return [at for at, (left, right) in enumerate(columns) if shade.left < (left + right) / 2 < shade.right]


def span_rows(rows: Rows, columns: Columns, shades: Sequence[Picture]) -> tuple[tuple[GridCell, ...], ...]:
    """The rows, given with their empty cells, with cells over the empty ones below them to which their shade reaches.

    Cells from the left; what is spanned is left out of its row.
    """
    if not shades:
        return tuple(rows)
    places = [_by_column(row) for row in rows]
    for at, row in enumerate(places):
        for column, cell in list(row.items()):
            below = _count_below(places, at, column, columns, shades) if cell.words else 0
            for step in range(1, below + 1):
                del places[at + step][column]
            if below:
                row[column] = replace(cell, rows=below + 1)
    return tuple(tuple(row[column] for column in sorted(row)) for row in places)


def _by_column(row: tuple[GridCell, ...]) -> dict[int, GridCell]:
    found: dict[int, GridCell] = {}
    column = 0
    for cell in row:
        found[column] = cell
        column += cell.columns
    return found


def _count_below(
    places: Sequence[dict[int, GridCell]], at: int, column: int, columns: Columns, shades: Sequence[Picture]
) -> int:
    cell = places[at][column]
    shade = find_behind(cell.words[0], shades)
    if shade is None or _covered(shade, columns) != list(range(column, column + cell.columns)):
        return 0
    count = 0
    for row in places[at + 1 :]:
        bases = [word.base - word.size / 3 for other in row.values() for word in other.words]
        empty = column in row and not row[column].words and row[column].columns == cell.columns
        if not empty or not bases or shade.bottom < min(bases):
            break
        count += 1
    return count
