"""Tables that are ruled on all sides: found by their lines, filled with the words inside their cells."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.edges import find_shades
from firsthand.documents.pdf.grids import Grid, GridCell, set_lines
from firsthand.documents.pdf.sheet import Picture, Rule, Sheet, Word
from firsthand.documents.pdf.table_headers import count_headers

_NEAR = 3.0
_RULES_AT_MOST = 1_500
_CELLS_AT_MOST = 5_000
_FILLED = 0.5
_FEWEST = 4
_APART = 1.5
"""A space, in sizes of the type, as is between no two words of a cell."""


def find_tables(sheet: Sheet) -> list[Grid]:
    """The tables of a page, from the top."""
    if not 4 <= len(sheet.rules) <= _RULES_AT_MOST:
        return []
    shades = find_shades(sheet)
    grids = [grid for cluster in _clusters(sheet.rules) if (grid := _fill(cluster, sheet.words, shades)) is not None]
    return sorted(grids, key=lambda grid: (grid.top, grid.left))


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch one another, directly or through others."""
    waiting = sorted(rules, key=lambda rule: rule.top)
    clusters: list[tuple[list[float], list[Rule]]] = []
    for rule in waiting:
        box = [rule.left, rule.top, rule.right, rule.bottom]
        members = [rule]
        apart = []
        for other_box, other in clusters:
            if _touch(box, other_box):
                box = [
                    min(box[0], other_box[0]),
                    min(box[1], other_box[1]),
                    max(box[2], other_box[2]),
                    max(box[3], other_box[3]),
                ]
                members = other + members
            else:
                apart.append((other_box, other))
        clusters = [*apart, (box, members)]
    return [members for _, members in clusters if len(members) >= 4]


def _touch(one: list[float], other: list[float]) -> bool:
    return (
        one[0] <= other[2] + _NEAR
        and other[0] <= one[2] + _NEAR
        and one[1] <= other[3] + _NEAR
        and other[1] <= one[3] + _NEAR
    )


def _fill(rules: list[Rule], words: Iterable[Word], shades: Sequence[Picture]) -> Grid | None:
    flat = [rule for rule in rules if rule.lies]
    upright = [rule for rule in rules if not rule.lies]
    heights = [(rule.top + rule.bottom) / 2 for rule in flat]
    ys = _levels(heights, [end for rule in upright for end in (rule.top, rule.bottom)])
    sides = [(rule.left + rule.right) / 2 for rule in upright]
    xs = _levels(sides, [end for rule in flat for end in (rule.left, rule.right)])
    if len(ys) < 3 or len(xs) < 3 or len(xs) * len(ys) > _CELLS_AT_MOST:
        return None
    inside: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = _find(xs, (word.left + word.right) / 2), _find(ys, word.base - word.size / 3)
        if place[0] is not None and place[1] is not None:
            inside.setdefault((place[1], place[0]), []).append(word)
    spans = _spans(xs, ys, flat, upright)
    table = tuple(part for at in range(len(ys) - 1) for part in _split_by_lines(_row(at, spans, inside)))
    if not _is_table(table):
        return None
    if letters.runs_leftwards("".join(cell.text for row in table for cell in row)):
        table = tuple(row[::-1] for row in table)
    return Grid(xs[0], ys[0], xs[-1], ys[-1], table, tuple(pairwise(xs)), count_headers(table, shades))


def _is_table(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a grid is filled as tables are; the lines of a chart make a grid of many empty and spanning cells."""
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or not all(rows):
        return False
    filled = sum(bool(cell.words) for cell in cells)
    plain = sum(cell.columns == 1 and cell.rows == 1 for cell in cells)
    crowded = sum(len(cell.words) for cell in cells if _is_crowded(cell))
    if 6 * crowded > sum(len(cell.words) for cell in cells) or _hides_columns(rows):
        return False
    silent = sum(not any(cell.words for cell in row) for row in rows)
    return filled >= max(_FEWEST, _FILLED * len(cells)) and 2 * plain >= len(cells) and 4 * silent <= len(rows)


def _is_crowded(cell: GridCell) -> bool:
    """Whether it holds the figures of several columns between which no line is drawn."""
    for line in cell.lines:
        gaps = sum(after.left - before.right > 0.8 * line.size for before, after in pairwise(line.words))
        if gaps >= 2:
            return True
    return False


def _hides_columns(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether white parts a column in two from top to bottom: most of its lines stand on both sides of one edge."""
    for column in range(max(map(len, rows))):
        cells = [row[column] for row in rows if len(row) > column and row[column].columns == row[column].rows == 1]
        lines = [line for cell in cells for line in cell.lines]
        apart = [
            word.left for line in lines for before, word in pairwise(line.words)
            if word.left - before.right > _APART * line.size
        ]  # fmt: skip
        if len(apart) < 3 or 2 * len(apart) < len(lines):
            continue
        edge = median(apart)
        together = sum(abs(left - edge) < _NEAR for left in apart)
        if 2 * together > len(lines) and not any(
            word.left < edge - _NEAR < word.right for cell in cells for word in cell.words
        ):
            return True
    return False


def _levels(lines: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Where the lines of one direction stand; a table open at its sides ends where the other lines end."""
    levels = _distinct(lines)
    if not levels or not ends:
        return levels
    first, last = min(ends), max(ends)
    if first < levels[0] - _NEAR and sum(end < first + _NEAR for end in ends) > 1:
        levels.insert(0, first)
    if last > levels[-1] + _NEAR and sum(end > last - _NEAR for end in ends) > 1:
        levels.append(last)
    return levels


def _distinct(values: Iterable[float]) -> list[float]:
    """Values that are nearly equal as one."""
    distinct: list[float] = []
    for value in sorted(values):
        if not distinct or value - distinct[-1] > _NEAR:
            distinct.append(value)
    return distinct


def _find(levels: list[float], value: float) -> int | None:
    if not levels[0] <= value <= levels[-1]:
        return None
    return min(bisect_right(levels, value), len(levels) - 1) - 1


Spans = dict[tuple[int, int], tuple[int, int]]
"""For the first place (row, column) of each cell: how many rows and columns it takes."""


def _spans(xs: list[float], ys: list[float], flat: list[Rule], upright: list[Rule]) -> Spans:
    walls = [[rule for rule in upright if abs((rule.left + rule.right) / 2 - x) <= _NEAR] for x in xs]
    floors = [[rule for rule in flat if abs((rule.top + rule.bottom) / 2 - y) <= _NEAR] for y in ys]
    taken: set[tuple[int, int]] = set()
    spans: Spans = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            middle = (ys[row] + ys[row + 1]) / 2
            wide = 1
            while (
                column + wide < len(xs) - 1
                and (row, column + wide) not in taken
                and not any(wall.top <= middle <= wall.bottom for wall in walls[column + wide])
            ):
                wide += 1
            centre = (xs[column] + xs[column + 1]) / 2
            tall = 1
            while row + tall < len(ys) - 1 and not any(
                floor.left <= centre <= floor.right for floor in floors[row + tall]
            ):
                tall += 1
            spans[row, column] = tall, wide
            taken.update((row + down, column + along) for down in range(tall) for along in range(wide))
    return spans


def _row(at: int, spans: Spans, inside: dict[tuple[int, int], list[Word]]) -> tuple[GridCell, ...]:
    cells: list[GridCell] = []
    for (row, column), (tall, wide) in spans.items():
        if row != at:
            continue
        words: list[Word] = []
        for down in range(tall):
            for along in range(wide):
                words.extend(inside.get((row + down, column + along), ()))
        cells.append(GridCell(tuple(words), set_lines(words), wide, tall))
    return tuple(cells)


def _split_by_lines(row: tuple[GridCell, ...]) -> list[tuple[GridCell, ...]]:
    """Rows that no line parts: where each line of the first cell has figures beside it in every other cell."""
    starts = [line.base for line in row[0].lines] if row else []
    filled = [cell for cell in row[1:] if cell.lines]
    if len(starts) < 2 or not filled or any(cell.rows > 1 or _runs_on(cell) for cell in row):
        return [row]
    if not all(_near(start, [line.base for line in cell.lines]) for cell in filled for start in starts):
        return [row]
    beside = [line.text for cell in filled for line in cell.lines if _near(line.base, starts)]
    if 2 * sum(any(map(str.isdigit, text)) for text in beside) < len(beside):
        return [row]
    bounds = [start - 2 for start in starts[1:]]
    return [
        tuple(_lines_between(cell, floor, ceiling) for cell in row)
        for floor, ceiling in zip([float("-inf"), *bounds], [*bounds, float("inf")], strict=True)
    ]


def _runs_on(cell: GridCell) -> bool:
    """Whether a sentence or a word goes on from one line of a cell to the next."""
    return any(
        letters.ends_in_hyphen(above.text) or (below.text[0].islower() and above.text[-1].isalpha())
        for above, below in pairwise(cell.lines)
    )


def _near(value: float, others: Iterable[float]) -> bool:
    return any(abs(value - other) < 2 for other in others)


def _lines_between(cell: GridCell, floor: float, ceiling: float) -> GridCell:
    lines = tuple(line for line in cell.lines if floor <= line.base < ceiling)
    return GridCell(tuple(word for line in lines for word in line.words), lines, cell.columns)
