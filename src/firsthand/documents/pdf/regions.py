"""Where on a page tables without a full grid of lines may stand: between lines, on shades, in rows of short pieces."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf.captions import opens_caption
from firsthand.documents.pdf.cells import Columns
from firsthand.documents.pdf.edges import Edge, find_edges
from firsthand.documents.pdf.grids import Grid
from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.sheet import Sheet
from firsthand.documents.pdf.table_captions import is_table_caption

_SLACK = 3.0
_HEADER_LEVELS = 6
_ROWS_ABOVE = 2
_RECENT = 4
"""How many rows a row is compared with."""
_EMPTY = 40.0
"""The height, in points, of the empty row or the double line that a table may hold."""
_SHORT = 18.0
"""The width of a piece, in sizes of the type, up to which it may be a cell without a line around."""
_BELOW_CAPTION = 4.0
"""How far below its caption a table begins at most, in sizes of the type."""
_ROWS_AT_MOST = 120
"""How many rows tell the columns."""
_JUSTIFIED, _NARROW = 4, 10.0
"""How many lines that begin and end together are justified prose, and how wide they are at least in sizes of type."""
_WIDE = 0.9
"""The gap, in sizes of the type, that parts two cells on one level."""
_STEP = 3.6
"""The distance of rows, in sizes of the type, up to which they can be of one table."""
_LEVELS_AT_MOST = 2_000


class Region(Struct, frozen=True):
    """Where a table may stand, and the lines or shades that cut it from the top."""

    left: float
    top: float
    right: float
    bottom: float
    cuts: tuple[float, ...] = ()
    marked: bool = True
    """Whether lines or shading inside it show it."""
    bounded: bool = True
    """Whether lines or shading show where it begins and ends."""
    whole: bool = False
    """Whether it was looked at what stands beyond its outermost lines."""


def find_marked(sheet: Sheet, grids: Sequence[Grid], pieces: Sequence[Line]) -> Iterable[Region]:
    """The places outside the grids that lines or shading mark out, the likeliest first; they may overlap."""
    edges = find_edges(sheet, grids)
    if len(edges) > 1:
        # The smallest first: a frame or a shaded page may hold tables.
        yield from sorted(
            _marked_regions(edges, pieces), key=lambda one: (one.right - one.left) * (one.bottom - one.top)
        )


# Places that lines or shading mark out.


def _marked_regions(edges: Sequence[Edge], pieces: Sequence[Line]) -> Iterable[Region]:
    """Between lines of one width that stand below each other, wherever something in columns stands between them."""
    for group in _alike(edges):
        chain: list[float] = []
        left, right = group[0].left, group[0].right
        for above, below in pairwise(group):
            inside = [
                piece
                for piece in pieces
                if above.y - 1 < piece.base - piece.size / 3 < below.y and _is_within(piece, left, right)
            ]
            if _is_chained(inside, below.y - above.y, right - left):
                chain = [*(chain or [above.y]), below.y]
            else:
                yield from _region_of(chain, left, right, pieces)
                chain = []
        yield from _region_of(chain, left, right, pieces)


def _alike(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Edges that begin and end together, from the top."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.y):
        for group in groups:
            if abs(group[0].left - edge.left) <= _SLACK and abs(group[0].right - edge.right) <= _SLACK:
                group.append(edge)
                break
        else:
            groups.append([edge])
    return [group for group in groups if len(group) > 1]


def _is_within(piece: Line, left: float, right: float) -> bool:
    return left - _SLACK <= (piece.left + piece.right) / 2 <= right + _SLACK


def _is_chained(inside: Sequence[Line], height: float, width: float) -> bool:
    """Whether what stands between two lines can be of a table: things side by side, or one or two lines alone."""
    if not inside:
        return height < _EMPTY
    if any(is_table_caption(piece.text) or opens_caption(piece.text) for piece in inside):
        return False
    levels = _count_levels(inside)
    wide = sum(piece.width > 0.7 * width and not _has_gap(piece) for piece in inside)
    if wide > 1 and 2 * wide > levels:
        return False
    return levels <= 2 or len(inside) > levels or any(_has_gap(piece) for piece in inside)


def _count_levels(pieces: Sequence[Line]) -> int:
    bases = sorted(piece.base for piece in pieces)
    return 1 + sum(below - above > 3 for above, below in pairwise(bases))


def _has_gap(piece: Line) -> bool:
    words = sorted(piece.words, key=lambda word: word.left)
    return any(word.left - before.right > 0.8 * piece.size for before, word in pairwise(words))


def _region_of(chain: list[float], left: float, right: float, pieces: Sequence[Line]) -> Iterable[Region]:
    if not chain:
        return
    bottom = chain[-1]
    if len(chain) == 2:
        bottom = _grow(left, chain[0], right, bottom, pieces)
    cuts = tuple(chain[1:] if bottom > chain[-1] else chain[1:-1])
    # Two lines without any between them frame charts and pull quotes as well.
    yield Region(left - _SLACK, chain[0] - 1, right + _SLACK, bottom, cuts, marked=bool(cuts))


def _grow(left: float, top: float, right: float, bottom: float, pieces: Sequence[Line]) -> float:
    """How far the rows below a heading between two lines reach, of which the lines don't tell."""
    heads = [piece for piece in pieces if top < piece.base < bottom + 1 and _is_within(piece, left, right)]
    if not heads or _count_levels(heads) > _HEADER_LEVELS:
        return bottom
    size = heads[0].size
    below = sorted(
        (piece for piece in pieces if piece.base > bottom + 1 and _is_within(piece, left, right)),
        key=lambda piece: piece.base,
    )
    floor, last, reached = bottom, bottom, bottom
    for piece in below:
        wide = piece.width > 0.6 * (right - left) and piece.left < left + 0.1 * (right - left)
        if piece.base - last > _STEP * size or wide or is_table_caption(piece.text):
            break
        beside = any(other is not piece and abs(other.base - piece.base) < 2 for other in below)
        last = piece.base
        if beside or _has_gap(piece):
            reached = max(piece.bottom, reached) + 1
    return max(floor, reached)


# Places that nothing marks.


class _Stretch(Struct, frozen=True, gc=False):
    """Words that no wide gap parts, on a level that holds several such."""

    left: float
    right: float
    base: float
    size: float


def find_plain(pieces: Sequence[Line]) -> Iterable[Region]:
    """Where at least three rows of stretches side by side stand below each other between the same edges.

    The stretches are short, but directly below the caption of a table of any width.
    """
    yield from _find_chained(pieces, _SHORT)
    captions = [piece for piece in pieces if is_table_caption(piece.text)]
    for region in _find_chained(pieces, float("inf")) if captions else ():
        if any(
            0 <= region.top - piece.base < _BELOW_CAPTION * piece.size
            and piece.left < region.right and region.left < piece.right
            for piece in captions
        ):  # fmt: skip
            yield region


def _find_chained(pieces: Sequence[Line], short: float) -> Iterable[Region]:
    """`short` is the width of a stretch at most, in sizes of its type."""
    runs = _side_by_side(pieces, short)
    if len(runs) < 3:
        return
    chains: list[list[list[_Stretch]]] = []
    for run in runs:
        for chain in reversed(chains[-6:]):
            if _follows(chain[-_RECENT:], run):
                chain.append(run)
                break
        else:
            chains.append([run])
    for chain in chains:
        if len(chain) >= 3 and (region := _surround(chain, pieces, short)) is not None:
            yield region


def _side_by_side(pieces: Sequence[Line], short: float) -> list[list[_Stretch]]:
    """Rows of at least two short stretches on one level, from the top; a long one among them ends a row."""
    level: list[Line] = []
    found: list[list[_Stretch]] = []
    edges = Counter(_edges(piece) for piece in pieces)
    for piece in sorted((piece for piece in pieces if not piece.words[0].turned), key=lambda piece: piece.base):
        if level and piece.base - level[0].base > 0.25 * piece.size:
            found.extend(_short_runs(level, edges, short))
            level = []
        level.append(piece)
    found.extend(_short_runs(level, edges, short))
    return found[:_LEVELS_AT_MOST]


def _edges(piece: Line) -> tuple[int, int]:
    return round(piece.left / 2), round(piece.right / 2)


def _short_runs(level: list[Line], edges: Mapping[tuple[int, int], int], short: float) -> list[list[_Stretch]]:
    """The rows on one level. Lines of justified prose, which begin and end together, end a row as long ones do."""
    if len(level) < 2:
        return []
    runs: list[list[_Stretch]] = [[]]
    for piece in sorted(level, key=lambda piece: piece.left):
        if edges[_edges(piece)] >= _JUSTIFIED and piece.width > _NARROW * piece.size:
            runs.append([])
            continue
        for stretch in _part(piece):
            if stretch.right - stretch.left > short * stretch.size:
                runs.append([])
            else:
                runs[-1].append(stretch)
    return [run for run in runs if len(run) > 1]


def _part(piece: Line) -> list[_Stretch]:
    """The stretches of a piece; in a long one, which may be justified prose, only a very wide gap parts them."""
    found: list[_Stretch] = []
    widest = (_WIDE if piece.width <= _SHORT * piece.size else 1.5 * _WIDE) * piece.size
    for word in sorted(piece.words, key=lambda word: word.left):
        if found and word.left - found[-1].right <= widest:
            found[-1] = _Stretch(found[-1].left, max(word.right, found[-1].right), piece.base, piece.size)
        else:
            found.append(_Stretch(word.left, word.right, piece.base, piece.size))
    return found


def _follows(above: list[list[_Stretch]], below: list[_Stretch]) -> bool:
    """Whether a row stands near below others, with at least two stretches between the same edges as some of theirs."""
    last = above[-1][0]
    if not 0 < below[0].base - last.base <= _STEP * last.size or abs(below[0].size - last.size) > 0.2 * last.size:
        return False
    return sum(any(_is_aligned(one, other) for run in above for other in run) for one in below) >= 2


def _is_aligned(one: _Stretch, other: _Stretch) -> bool:
    slack = 0.4 * one.size
    middle = abs((one.left + one.right) - (other.left + other.right)) / 2
    return abs(one.left - other.left) <= slack or abs(one.right - other.right) <= slack or middle <= slack


def _in_columns(chain: list[list[_Stretch]]) -> list[_Stretch]:
    """The stretches that stand between the same edges as others of the rows; the end of a paragraph beside does not."""
    enough = max(2, len(chain) / 4)
    return [stretch for run in chain[:_ROWS_AT_MOST] for stretch in run if _recurs(stretch, chain, enough)]


def _recurs(stretch: _Stretch, chain: list[list[_Stretch]], enough: float) -> bool:
    found = 0
    for others in chain[:_ROWS_AT_MOST]:
        found += any(_is_aligned(stretch, other) for other in others)
        if found >= enough:
            return True
    return False


def _surround(chain: list[list[_Stretch]], pieces: Sequence[Line], short: float) -> Region | None:
    """The place of the rows, and of what stands between them; None where that is prose for the most part."""
    first, last = chain[0][0].base, chain[-1][0].base
    columns = _in_columns(chain)
    if not columns:
        return None
    left, right = min(stretch.left for stretch in columns), max(stretch.right for stretch in columns)
    inside = [
        piece
        for piece in pieces
        if first - 2 <= piece.base <= last + 2 and piece.right > left and piece.left < right
    ]  # fmt: skip
    long = sum(piece.width > short * piece.size for piece in inside)
    wide = sum(piece.width > 0.7 * (right - left) for piece in inside)
    if 2 * long > len(chain) or wide > 2 or any(opens_caption(piece.text) for piece in inside):
        return None
    return Region(
        min(left, *(piece.left for piece in inside)) - 1,
        min(piece.top for piece in inside) - 0.1,
        max(right, *(piece.right for piece in inside)) + 1,
        max(piece.bottom for piece in inside) + 0.1,
        marked=False,
        bounded=False,
    )


# What belongs to a table beyond its outermost lines.


def extend(region: Region, columns: Columns, pieces: Sequence[Line], tallest: int) -> Region:
    """The region with the heading row above its first line and the row below its last, where no line closes them.

    `tallest` is how many lines the tallest row between lines has.
    """
    within = [piece for piece in pieces if _is_within(piece, region.left, region.right)]
    above = sorted((piece for piece in within if piece.base < region.top + 1), key=lambda piece: -piece.base)
    top, upper = region.top, [region.top + 1]
    # Where every other row is shaded, a row of the body may stand above the first shade, and the heading above that.
    while len(upper) <= _ROWS_ABOVE and (found := _row_beside(above, upper[0], columns, _HEADER_LEVELS)):
        top = min(piece.top for piece in found) - 0.1
        above = [piece for piece in above if piece.bottom <= top + 1]
        upper.insert(0, top)
    below = sorted((piece for piece in within if piece.base > region.bottom), key=lambda piece: piece.base)
    bottom, last = region.bottom, region.bottom
    found = _row_beside(below, last, columns, tallest + 1)
    parted = bool(found)
    if found:
        bottom = max(piece.bottom for piece in found) + 0.1
    inside = [piece.base for piece in within if piece.base <= bottom]
    bottom = _take_tail(below, max(inside, default=bottom), bottom, columns)
    cuts = (*upper[1:], *region.cuts, *((last,) if parted else ()))
    return replace(region, top=top, bottom=bottom, cuts=cuts if region.bounded else ())


def _row_beside(pieces: Sequence[Line], edge: float, columns: Columns, most: int) -> list[Line]:
    """The lines of one row beyond an edge of a table, nearest first: side by side, each in its column."""
    levels: list[list[Line]] = []
    for piece in pieces:
        if levels and abs(levels[-1][0].base - piece.base) <= 2:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    taken: list[list[Line]] = []
    last = edge
    for level in levels:
        reach = (1.6 if taken else 1.8) * level[0].size
        if abs(level[0].base - last) > reach + (0.8 * level[0].size if not taken and level[0].base > edge else 0):
            break
        if not all(_is_in_column(piece, columns) for piece in level) or len(taken) > most:
            break
        taken.append(level)
        last = level[0].base
    while taken and len(taken[-1]) == 1:
        taken.pop()
    return [piece for level in taken for piece in level] if 0 < len(taken) <= most else []


def _take_tail(below: Sequence[Line], base: float, bottom: float, columns: Columns) -> float:
    """The bottom of the last row, of which further lines may stand in one column alone."""
    for piece in below:
        if piece.base <= base + 1:
            continue
        fits = any(start - 2 <= piece.left and piece.right <= end + piece.size for start, end in columns)
        if piece.base - base > 1.45 * piece.size or not fits or is_table_caption(piece.text):
            break
        base, bottom = piece.base, max(bottom, piece.bottom + 0.1)
    return bottom


def _is_in_column(piece: Line, columns: Columns) -> bool:
    if is_table_caption(piece.text):
        return False
    return sum(min(piece.right, end) - max(piece.left, start) > 1 for start, end in columns) <= 1
