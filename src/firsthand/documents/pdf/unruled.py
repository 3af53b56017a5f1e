"""Tables that no full grid of lines rules: with lines between rows only, with shaded rows, or with white space alone.

Where lines or shading mark a table out, its columns of white prove it. Where nothing does, more is asked: short cells
that are drawn row by row between the same edges, and figures, a heading row or a caption; or cells of several lines
that are drawn one after the other. A wrong table is worse than none.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.cells import (
    Columns,
    Level,
    Part,
    Table,
    fill,
    find_columns,
    find_levels,
    gather_rows,
    is_figure,
    span_headings,
    split_rows,
)
from firsthand.documents.pdf.continued_tables import may_go_on
from firsthand.documents.pdf.drawn_cells import Drawn, find_drawn, may_be_drawn
from firsthand.documents.pdf.edges import find_shades
from firsthand.documents.pdf.grids import Grid, GridCell, set_lines
from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.paragraphs import MARKER
from firsthand.documents.pdf.regions import Region, extend, find_marked, find_plain
from firsthand.documents.pdf.shaded_cells import span_columns, span_rows
from firsthand.documents.pdf.sheet import Picture, Sheet, Word
from firsthand.documents.pdf.table_captions import is_table_caption
from firsthand.documents.pdf.table_headers import count_headers

_HEADER_LEVELS = 6
_PROSE_LINES = 5
_PROSE_SIGNS = 28
_SHORT_CELL, _LONG_CELL = 40, 90
"""How many characters half of the cells have at most where nothing but white parts them."""
_PLAIN_ROWS = 4
"""How many rows a table has at least that only the order of drawing shows."""
_ROWS_AT_MOST = 400


def find_unruled(
    sheet: Sheet, grids: Sequence[Grid], pieces: Sequence[Line], before: Sequence[Grid] = ()
) -> list[Grid]:
    """The tables among the pieces of a page that are not in its grids. Those of the page `before` may go on here."""
    found: list[Grid] = []
    words: list[Word] = []
    for place in _places(sheet, grids, pieces):
        if any(_overlap(place, grid) for grid in (*grids, *found)):
            continue
        words = words or _in_order(sheet, pieces)
        page = Page(words, pieces, find_shades(sheet), (*before, *grids, *found))
        grid = _read(place, page) if isinstance(place, Region) else _read_drawn(place, page)
        if grid is not None and not any(_overlap(grid, other) for other in (*grids, *found)):
            found.append(grid)
    return found


def _places(sheet: Sheet, grids: Sequence[Grid], pieces: Sequence[Line]) -> Iterable[Region | Drawn]:
    """Where tables may stand, the likeliest places first."""
    yield from find_marked(sheet, grids, pieces)
    if may_be_drawn(sheet.words):
        yield from find_drawn(_in_order(sheet, pieces))
    yield from find_plain(pieces)


def _in_order(sheet: Sheet, pieces: Sequence[Line]) -> list[Word]:
    """The words of the pieces in the order in which the file draws them."""
    kept = {(word.left, word.base, word.text) for piece in pieces for word in piece.words}
    return [word for word in sheet.words if (word.left, word.base, word.text) in kept]


def _overlap(one: Region | Grid | Drawn, other: Grid) -> bool:
    return (
        one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
    )  # fmt: skip


# From a place to a table.


class Page(Struct, frozen=True):
    """What a page tells besides the place of a table."""

    words: Sequence[Word]
    """In the order in which the file draws them."""
    pieces: Sequence[Line]
    shades: Sequence[Picture]
    known: Sequence[Grid]
    """Tables that may go on here."""


class Draft(Struct, frozen=True):
    """A table before it is judged."""

    region: Region
    parts: tuple[list[Part], ...]
    """What each level says in each column."""
    columns: Columns
    bands: tuple[tuple[int, int], ...]
    """Between lines: the first level, and the one after the last."""
    table: Table
    headers: int


def _read(region: Region, page: Page) -> Grid | None:
    words = [word for word in page.words if _holds(region, word)]
    if len(words) < 4:
        return None
    levels = find_levels(words)
    columns = find_columns(levels)
    if len(columns) < 2 or len(levels) > _ROWS_AT_MOST:
        return None
    if not region.whole:
        tallest = max(after - first for first, after in _cut(levels, region.cuts))
        wider = replace(extend(region, columns, page.pieces, tallest), whole=True)
        if wider.top < region.top or wider.bottom > region.bottom:
            grid = _read(wider, page)
            if grid is not None:
                return grid
    draft = _draft(region, levels, columns, page.shades)
    if draft is None or not _is_sound(draft):
        return None
    made = _set_rows(draft, words, page.shades)
    headers = draft.headers or count_headers(made, page.shades)
    grid = Grid(region.left, region.top, region.right, region.bottom, made, columns, headers)
    if region.marked or (region.bounded and any(may_go_on(one, grid) for one in page.known)):
        return grid
    return grid if _is_proved(replace(draft, headers=headers), page.pieces, words) else None


def _read_drawn(drawn: Drawn, page: Page) -> Grid | None:
    """The table that the order of drawing shows, if a caption, its heading or the page before bears it out."""
    region = Region(drawn.left, drawn.top, drawn.right, drawn.bottom, marked=False, bounded=False)
    draft = Draft(region, (), drawn.columns, (), drawn.table, 0)
    if not _is_sound(draft):
        return None
    made = _set_rows(draft, page.words, page.shades)
    headers = count_headers(made, page.shades)
    grid = Grid(drawn.left, drawn.top, drawn.right, drawn.bottom, made, drawn.columns, headers)
    if _has_caption(region, page.pieces) or any(may_go_on(one, grid) for one in page.known):
        return grid
    lengths = [len(_text(place.words)) for row in drawn.table for place in row]
    empty = len(made) * len(drawn.columns) - len(lengths)
    if headers:
        return grid if len(made) > 2 and 3 * empty <= len(lengths) and median(lengths) <= _LONG_CELL else None
    return grid if len(made) >= _PLAIN_ROWS and not empty and max(lengths) <= _LONG_CELL and _wraps(draft) else None


def _wraps(draft: Draft) -> bool:
    """Whether lines in cells end where the next word finds no room; those of addresses and verse do not."""
    broken = full = 0
    for place in (place for row in draft.table for place in row):
        left, right = draft.columns[place.column]
        for above, below in pairwise(set_lines(place.words)):
            first = min(below.words, key=lambda word: word.left)
            broken += 1
            full += above.width + first.right - first.left + first.size / 4 > right - left
    return broken >= len(draft.columns) and 4 * full >= 3 * broken


def _holds(region: Region, word: Word) -> bool:
    x, y = (word.left + word.right) / 2, word.base - word.size / 3
    return region.left <= x <= region.right and region.top <= y <= region.bottom


def _draft(region: Region, levels: Sequence[Level], columns: Columns, shades: Sequence[Picture]) -> Draft | None:
    parts = fill(levels, columns)
    bands = _cut(levels, region.cuts)
    ruled = _is_ruled_by_rows(bands)
    table: Table = []
    headers = 0
    for at, (first, after) in enumerate(bands):
        head = at == 0 and len(bands) > 1 and _can_head(bands, parts)
        if head:
            spanned = span_headings(parts[first:after], columns)
            parts[first:after] = [span_columns(level, columns, shades) for level in spanned]
        band, texts = levels[first:after], parts[first:after]
        starts = _head_rows(texts) if head else split_rows(band, texts, columns, ruled=ruled)
        table.extend(gather_rows(texts, starts))
        if head and not ruled:
            headers = len(table)
    return Draft(region, tuple(parts), columns, tuple(bands), table, headers) if len(table) > 1 else None


def _cut(levels: Sequence[Level], cuts: Sequence[float]) -> list[tuple[int, int]]:
    """The levels between lines; without lines all are together."""
    bands: list[tuple[int, int]] = []
    first = 0
    for cut in (*cuts, float("inf")):
        after = first
        while after < len(levels) and levels[after].base - levels[after].size / 3 < cut:
            after += 1
        if after > first:
            bands.append((first, after))
        first = after
    return bands


def _is_ruled_by_rows(bands: Sequence[tuple[int, int]]) -> bool:
    """Whether lines stand between all rows, not only below the heading and groups of rows."""
    counts = [after - first for first, after in bands]
    return len(bands) >= 4 and median(counts) <= 4


def _can_head(bands: Sequence[tuple[int, int]], parts: Sequence[list[Part]]) -> bool:
    """Whether what stands above the first line inside a table can be its heading: fewer lines than below it."""
    first, after = bands[0]
    return after - first <= min(_HEADER_LEVELS, len(parts) - after + 1) and len(parts) > after


def _head_rows(parts: Sequence[list[Part]]) -> list[int]:
    """Where rows begin in a heading: below a part that spans several columns, when these have names of their own."""
    starts = [0]
    for at in range(1, len(parts)):
        above = [part for level in parts[starts[-1] : at] for part in level if part.wide > 1]
        narrow = [part for part in parts[at] if part.wide == 1]
        if any(sum(part.column <= one.column < part.column + part.wide for one in narrow) > 1 for part in above):
            starts.append(at)
    return starts


def _text(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


# Whether it is a table.


def _is_sound(draft: Draft) -> bool:
    """Whether a draft is filled as tables are, and neither prose in columns nor a list with its markers."""
    cells = [place for row in draft.table for place in row]
    room = len(draft.table) * len(draft.columns)
    filled = sum(place.wide for place in cells)
    rich = [row for row in draft.table if len(row) > 1]
    if 2 * filled < room or 2 * len(rich) < len(draft.table) or len(rich) < 2:
        return False
    if not any(letter.isalpha() for place in cells for word in place.words for letter in word.text):
        return False
    return _is_aligned_throughout(draft) and not (_is_prose(draft) or _is_list(draft) or _is_form(draft))


def _is_aligned_throughout(draft: Draft) -> bool:
    """Whether the cells of most columns begin, end or are centred together; the labels of a chart do not."""
    aligned = counted = 0
    for column in range(len(draft.columns)):
        cells = [place for row in draft.table for place in row if place.column == column and place.wide == 1]
        if len(cells) < 3:
            continue
        lefts = [min(word.left for word in cell.words) for cell in cells]
        rights = [max(word.right for word in cell.words) for cell in cells]
        slack = cells[0].words[0].size * (1.6 if is_figure(_text(cells[-1].words)) else 0.5)
        counted += 1
        centres = [(left + right) / 2 for left, right in zip(lefts, rights, strict=True)]
        aligned += any(_are_together(edges, slack) for edges in (lefts, rights, centres))
    return 3 * aligned >= 2 * counted


def _are_together(edges: Sequence[float], slack: float) -> bool:
    middle = median(edges)
    return 4 * sum(abs(edge - middle) <= slack for edge in edges) >= 3 * len(edges)


def _is_prose(draft: Draft) -> bool:
    """Whether columns of running text stand side by side: long lines that fill their column, not parted by lines."""
    if len(draft.bands) >= 4:
        return False
    running = 0
    for column, (left, right) in enumerate(draft.columns):
        lines = [
            part for level in draft.parts for part in level
            if part.column == column and part.wide == 1
        ]  # fmt: skip
        if len(lines) < _PROSE_LINES:
            continue
        long = median(len(_text(line.words)) for line in lines) >= _PROSE_SIGNS
        full = sum(max(word.right for word in line.words) > right - 0.15 * (right - left) for line in lines)
        running += long and 2 * full >= len(lines)
    return running >= 2 or (running == 1 and len(draft.columns) == 2 and not draft.region.marked)


def _is_list(draft: Draft) -> bool:
    """Whether the first of two columns holds nothing but list markers."""
    if len(draft.columns) > 2:
        return False
    edge = (
        -1 if letters.runs_leftwards(_text(word for row in draft.table for place in row for word in place.words)) else 0
    )
    marks = [_text(row[edge].words) for row in draft.table if len(row) > 1]
    return 2 * sum(MARKER.fullmatch(mark) is not None for mark in marks) > len(marks)


def _is_form(draft: Draft) -> bool:
    """Whether the first of two columns names what stands beside it, as the lines of an address or a form do."""
    if len(draft.columns) > 2 or draft.headers:
        return False
    names = [_text(row[0].words) for row in draft.table if len(row) > 1]
    return 2 * sum(name.endswith((":", "：")) for name in names) > len(names)


def _is_proved(draft: Draft, pieces: Sequence[Line], words: Sequence[Word]) -> bool:
    """Whether rows that nothing marks are a table beyond doubt."""
    rich = [row for row in draft.table if len(row) > 1]
    captioned = _has_caption(draft.region, pieces)
    if draft.region.bounded and captioned and all(len(row) == len(draft.columns) for row in draft.table):
        return True
    if len(rich) < 3 or not _is_drawn_by_rows(draft, words):
        return False
    cells = [_text(place.words) for row in draft.table for place in row]
    if median(map(len, cells)) > (_LONG_CELL if captioned else _SHORT_CELL):
        return False
    figures = _figure_columns(draft)
    whole = 3 * sum(len(row) == len(draft.columns) for row in draft.table) >= 2 * len(draft.table)
    if captioned:
        return True
    if len(draft.columns) == 2:
        return whole and figures > 0 and draft.headers > 0
    return whole and (figures > 0 or draft.headers > 0)


def _is_drawn_by_rows(draft: Draft, words: Sequence[Word]) -> bool:
    """Whether the file draws one row after the other, not one column after the other. `words` in its order."""
    order = {(word.left, word.base, word.text): at for at, word in enumerate(words)}
    spans = [
        (min(places), max(places))
        for row in draft.table
        if (places := [order[word.left, word.base, word.text] for place in row for word in place.words])
    ]
    in_turn = sum(above[1] < below[0] for above, below in pairwise(spans))
    return 3 * in_turn >= 2 * (len(spans) - 1)


def _figure_columns(draft: Draft) -> int:
    """How many columns after the first hold figures for the most part."""
    found = 0
    for column in range(1, len(draft.columns)):
        body = [
            _text(place.words) for row in draft.table[draft.headers :] for place in row
            if place.column == column and place.wide == 1
        ]  # fmt: skip
        found += len(body) > 1 and 3 * sum(map(is_figure, body)) >= 2 * len(body)
    return found


def _has_caption(region: Region, pieces: Sequence[Line]) -> bool:
    return any(
        -4 * piece.size < piece.base - region.top < piece.size
        and piece.left < region.right and region.left < piece.right and is_table_caption(piece.text)
        for piece in pieces
    )  # fmt: skip


# The cells.


def _set_rows(draft: Draft, words: Sequence[Word], shades: Sequence[Picture]) -> tuple[tuple[GridCell, ...], ...]:
    """The cells of each row in reading order, the empty ones among them."""
    order = {(word.left, word.base, word.text): at for at, word in enumerate(words)}
    leftwards = letters.runs_leftwards("".join(word.text for word in words))
    made: list[tuple[GridCell, ...]] = []
    for row in draft.table:
        cells: list[GridCell] = []
        column = 0
        for place in row:
            cells.extend(GridCell((), ()) for _ in range(place.column - column))
            own = tuple(sorted(place.words, key=lambda word: order[word.left, word.base, word.text]))
            cells.append(GridCell(own, set_lines(own), place.wide))
            column = place.column + place.wide
        cells.extend(GridCell((), ()) for _ in range(len(draft.columns) - column))
        made.append(tuple(cells))
    spanned = span_rows(made, draft.columns, shades)
    return tuple(row[::-1] for row in spanned) if leftwards else spanned
