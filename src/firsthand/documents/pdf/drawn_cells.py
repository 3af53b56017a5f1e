"""Tables that the order of drawing shows: cell after cell from the side where reading begins, row after row.

The lines of one cell are drawn together. So the drawing goes down a cell, and then back up to the first line of the row
and on to the next column. Columns of running text do so once; a table does it row after row, at the same edges.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.cells import Columns, Place, Table
from firsthand.documents.pdf.sheet import Word
from firsthand.documents.pdf.table_captions import is_table_caption

_LEVEL = 0.25
"""How far, in sizes of the type, words of one line differ in height."""
_RISE = 0.8
"""How far, in sizes of the type, the drawing goes up at least from the end of one cell to the next."""
_EDGE = 0.4
"""How far, in sizes of the type, the cells of one column begin from each other."""
_APART = 0.3
"""The space, in sizes of the type, between two cells on one line at least."""
_GAP = 0.55
"""A space, in sizes of the type, as is between no two words of lines that are not stretched."""
_WIDE = 1.0
"""A space, in sizes of the type, as is seldom between two words."""
_STEP = 3.0
"""The distance, in sizes of the type, from the end of one row to the next at most."""
_LEADING = 2.0
"""The distance of lines in a cell, in sizes of the type, at most."""
_LOOSER = 1.12
"""By how much a step within a column is wider than that from line to line where a row begins."""
_CELL_AT_MOST = 400
"""How many words a cell may have."""
_RETURNS = 1, 2_000
"""How often the drawing goes back up on a page of tables: more often is a diagram."""
_COLUMNS_AT_MOST = 24


class Drawn(Struct, frozen=True):
    """A table by the order of drawing, its columns and cells from the left."""

    left: float
    top: float
    right: float
    bottom: float
    columns: Columns
    table: Table


class _Row(Struct, frozen=True):
    """The words of a row in which the drawing goes back up: which is the first, its height, where cells begin."""

    first: int
    base: float
    edges: tuple[float, ...]
    last: int
    """The first word of the last cell to which the drawing went back up."""


class _Page(Struct, frozen=True):
    """Words in the order of drawing, and where each begins and ends in the direction of reading."""

    words: Sequence[Word]
    starts: Sequence[float]
    ends: Sequence[float]

    def is_level(self, one: int, base: float) -> bool:
        word = self.words[one]
        return abs(word.base - base) <= _LEVEL * word.size


def find_drawn(words: Sequence[Word]) -> Iterable[Drawn]:
    """The tables among the words of a page, given in the order of the file."""
    leftwards = letters.runs_leftwards("".join(word.text for word in words[:_CELL_AT_MOST]))
    starts = [-word.right if leftwards else word.left for word in words]
    ends = [-word.left if leftwards else word.right for word in words]
    page = _Page(words, starts, ends)
    chain: list[_Row] = []
    for row in _find_rows(page):
        if chain and not _follows(page, chain, row):
            yield from _read(page, chain)
            chain = []
        chain.append(row)
    yield from _read(page, chain)


def may_be_drawn(words: Sequence[Word]) -> bool:
    """Whether the drawing of a page goes back up as often as it does in tables."""
    # As in _goes_up, without a call for each word of each page.
    returns = sum(word.base < before.base - _RISE * word.size for before, word in pairwise(words))
    return _RETURNS[0] <= returns <= _RETURNS[1]


def _goes_up(word: Word, before: Word) -> bool:
    return word.base < before.base - _RISE * word.size


# Rows in which the drawing goes back up.


def _find_rows(page: _Page) -> list[_Row]:
    rows: list[_Row] = []
    for at in range(1, len(page.words)):
        if not _goes_up(page.words[at], page.words[at - 1]):
            continue
        first = _find_first(page, at)
        if first is None:
            continue
        base, edge = page.words[at].base, page.starts[at]
        if rows and first >= rows[-1].first and page.is_level(at, rows[-1].base) and first <= rows[-1].last:
            before = rows.pop()
            rows.append(_Row(before.first, before.base, (*before.edges, edge), at))
        else:
            rows.append(_Row(first, base, (page.starts[first], edge), at))
    return rows


def _find_first(page: _Page, at: int) -> int | None:
    """The first word of the row to whose first line the drawing goes back up at a word; None if it is no row."""
    base = page.words[at].base
    place = at - 1
    while place >= max(0, at - _CELL_AT_MOST) and not page.is_level(place, base):
        if page.words[place].base < base or page.ends[place] > page.starts[at]:
            return None
        place -= 1
    if place < max(0, at - _CELL_AT_MOST) or page.ends[place] > page.starts[at]:
        return None
    while place and page.is_level(place - 1, base) and page.ends[place - 1] <= page.starts[place] + 1:
        place -= 1
    return place


def _follows(page: _Page, chain: Sequence[_Row], row: _Row) -> bool:
    """Whether a row is drawn below those before it, with cells that begin at the same edges."""
    last = chain[-1]
    size = page.words[row.first].size
    if row.first <= last.last or row.base <= last.base:
        return False
    known = [edge for one in chain for edge in _begun(page, one)]
    if sum(_is_near(edge, known, size) for edge in _begun(page, row)) < 2:
        return False
    between = range(last.first, row.first)
    if max(page.words[at].base for at in between) + _STEP * size < row.base:
        return False
    return all(
        page.starts[at] >= min(*known, *row.edges) - _EDGE * size
        and last.base - _LEVEL * size <= page.words[at].base < row.base - _LEVEL * size
        for at in between
    )


def _begun(page: _Page, row: _Row) -> list[float]:
    """The edges of a row, those among them to which the drawing goes on from a cell of one line."""
    apart = [
        page.starts[at]
        for at in range(row.first + 1, row.last + 1)
        if page.is_level(at, row.base) and page.starts[at] - page.ends[at - 1] > _GAP * page.words[at].size
    ]
    return [*row.edges, *(edge for edge in apart if edge not in row.edges)]


def _is_near(edge: float, others: Iterable[float], size: float) -> bool:
    return any(abs(edge - other) <= _EDGE * size for other in others)


# From rows to a table.


def _read(page: _Page, chain: Sequence[_Row]) -> Iterable[Drawn]:
    if not chain:
        return
    size = page.words[chain[0].first].size
    edges = _gather_edges((edge for row in chain for edge in row.edges), size)
    if not 2 <= len(edges) <= _COLUMNS_AT_MOST:
        return
    first, after = _reach_up(page, chain[0].first, edges), _reach_down(page, chain[-1], edges)
    if more := _find_gaps(page, range(first, after), edges, max(2, len(chain) // 2)):
        edges = sorted([*edges, *more])
        first, after = _reach_up(page, chain[0].first, edges), _reach_down(page, chain[-1], edges)
    columns = [_column_of(page, at, edges) for at in range(first, after)]
    words = page.words[first:after]
    if _is_crossed(page, range(first, after), columns, edges):
        return
    table = _set_rows(words, columns)
    if not _is_regular(table, len(edges)) or _hides_columns(words, columns):
        return
    spans = [
        [word for word, column in zip(words, columns, strict=True) if column == at] for at in range(len(edges))
    ]  # fmt: skip
    if not all(spans):
        return
    if page.starts[0] < 0:
        spans.reverse()
        table = [[Place(cell.words, len(edges) - 1 - cell.column) for cell in row[::-1]] for row in table]
    yield Drawn(
        min(word.left for word in words) - 1,
        min(word.top for word in words) - 0.1,
        max(word.right for word in words) + 1,
        max(word.bottom for word in words) + 0.1,
        tuple((min(word.left for word in span), max(word.right for word in span)) for span in spans),
        table,
    )


def _gather_edges(edges: Iterable[float], size: float) -> list[float]:
    """Edges that are nearly equal as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > 2 * _EDGE * size:
            found.append(edge)
    return found


def _find_gaps(page: _Page, places: range, edges: Sequence[float], fewest: int) -> list[float]:
    """The edges of columns to which the drawing needs not go back, as what stands before has but one line."""
    size = page.words[places[0]].size
    begun: dict[float, int] = {}
    for at in places[1:]:
        word, start = page.words[at], page.starts[at]
        if not page.is_level(at - 1, word.base) or start - page.ends[at - 1] <= _GAP * word.size:
            continue
        if not _is_near(start, edges, 2 * size):
            edge = next((edge for edge in begun if abs(edge - start) <= _EDGE * size), start)
            begun[edge] = begun.get(edge, 0) + 1
    return [
        edge for edge, count in begun.items()
        if count >= fewest and not any(page.starts[at] < edge - _EDGE * size and page.ends[at] > edge for at in places)
    ]  # fmt: skip


def _column_of(page: _Page, at: int, edges: Sequence[float]) -> int:
    start = page.starts[at] + _EDGE * page.words[at].size
    return max(sum(edge <= start for edge in edges) - 1, 0)


def _reach_up(page: _Page, first: int, edges: Sequence[float]) -> int:
    """The first word of the rows drawn just above, of whose cells only the last may have several lines."""
    at, found = first, first
    while at:
        last = at - 1
        step = page.words[at].base - page.words[last].base
        if not _LEVEL * page.words[at].size < step <= _STEP * page.words[at].size:
            break
        begin = last
        while begin and page.is_level(begin - 1, page.words[last].base):
            begin -= 1
        if _is_row(page, range(begin, at), edges):
            found = begin
        elif page.starts[begin] < edges[1] - _EDGE * page.words[begin].size:
            break
        at = begin
    return found


def _reach_down(page: _Page, row: _Row, edges: Sequence[float]) -> int:
    """The word after the last cell of a row, and after the rows drawn next, of which only the last cell may wrap."""
    at = row.last + 1
    column = _column_of(page, row.last, edges)
    floor = max(word.base for word in page.words[row.first : at])
    while at < len(page.words):
        word = page.words[at]
        end = at
        while end < len(page.words) and page.is_level(end, word.base):
            end += 1
        slack = _LEVEL * word.size
        step = word.base - page.words[at - 1].base
        goes_on = page.starts[at] >= edges[column] - _EDGE * word.size and -slack <= step <= _LEADING * word.size
        below = slack < word.base - floor <= _STEP * word.size
        if not goes_on and not (below and _is_row(page, range(at, end), edges)):
            break
        floor = max(floor, word.base)
        at = end
        column = _column_of(page, at - 1, edges)
    return at


def _is_row(page: _Page, places: range, edges: Sequence[float]) -> bool:
    """Whether the words of a line begin the first column and another one, and none crosses into the next."""
    size = page.words[places[0]].size
    columns = [_column_of(page, at, edges) for at in places]
    if columns[0] or columns[-1] == 0 or abs(page.starts[places[0]] - edges[0]) > _EDGE * size:
        return False
    opened = all(
        _is_near(page.starts[at], edges, size) and page.starts[at] - page.ends[at - 1] > _APART * size
        for at, before, column in zip(places[1:], columns, columns[1:], strict=False)
        if column > before
    )
    text = " ".join(page.words[at].text for at in places)
    return opened and not _is_crossed(page, places, columns, edges) and not is_table_caption(text)


def _is_crossed(page: _Page, places: range, columns: Sequence[int], edges: Sequence[float]) -> bool:
    """Whether a word stands over two columns, or before the first."""
    bounds = [*edges[1:], float("inf")]
    return any(
        page.ends[at] > bounds[column] or page.starts[at] < edges[0] - page.words[at].size
        for at, column in zip(places, columns, strict=True)
    )


def _set_rows(words: Sequence[Word], columns: Sequence[int]) -> Table:
    """The cells row by row: a row begins where the drawing goes back to an earlier column, or takes a wider step."""
    usual = _find_leading(words, columns)
    table: Table = []
    row: dict[int, list[Word]] = {}
    floor = ceiling = float("-inf")
    for at, (word, column) in enumerate(zip(words, columns, strict=True)):
        before = columns[at - 1] if at else column
        begins = column < before or (word.base > floor + _RISE * word.size and column not in row)
        if column == before and row:
            step = word.base - words[at - 1].base
            begins = step > _LOOSER * usual and word.base > floor + _LEVEL * word.size
        if begins and row and word.base > ceiling + _LEVEL * word.size:
            table.append(_places(row))
            row, floor, ceiling = {}, float("-inf"), float("-inf")
        row.setdefault(column, []).append(word)
        ceiling = word.base if len(row) == 1 and len(row[column]) == 1 else ceiling
        floor = max(floor, word.base)
    return [*table, _places(row)]


def _find_leading(words: Sequence[Word], columns: Sequence[int]) -> float:
    """The step from line to line in a cell, in points: the shortest, apart from what is raised."""
    return min(
        (
            below.base - above.base
            for (above, below), (one, other) in zip(pairwise(words), pairwise(columns), strict=True)
            if one == other and below.base - above.base > _RISE * below.size
        ),
        default=float("inf"),
    )


def _places(row: dict[int, list[Word]]) -> list[Place]:
    return [Place(tuple(row[column]), column) for column in sorted(row)]


def _is_regular(table: Table, columns: int) -> bool:
    """Whether the cells of most rows begin on one line, and each column but the first is filled in half of the rows."""
    rich = [row for row in table if len(row) > 1]
    level = sum(
        max(cell.words[0].base for cell in row) - min(cell.words[0].base for cell in row)
        <= _LEVEL * row[0].words[0].size
        for row in rich
    )
    filled = [sum(cell.column == column for row in table for cell in row) for column in range(columns)]
    return len(rich) > 1 and 5 * level >= 4 * len(rich) and all(2 * count >= len(table) for count in filled)


def _hides_columns(words: Sequence[Word], columns: Sequence[int]) -> bool:
    """Whether words stand far apart in a column at one place again and again: they are cells of one line."""
    lefts: Counter[int] = Counter()
    for (before, word), (one, other) in zip(pairwise(words), pairwise(columns), strict=True):
        level = abs(word.base - before.base) <= _LEVEL * word.size
        if one == other and level and word.left - before.right > _WIDE * word.size:
            lefts[round(word.left)] += 1
    return max(lefts.values(), default=0) > 2
