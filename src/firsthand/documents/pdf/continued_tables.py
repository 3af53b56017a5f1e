"""Tables that a page or column end cuts in parts, made whole again: one table, its repeated heading read once."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.grids import Grid, GridCell
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.pdf.table_captions import goes_on, is_table_caption

_NEAR = 6.0
"""How much the edges of two parts may differ, in points."""

_FULL_STOP = re.compile(r"[.!?。！？؟۔।॥։]['\"”’»)\]」』]*$")

Key = tuple[int, float, float]
"""Page, top and left."""
Grids = dict[Key, Grid]
Cells = tuple[GridCell, ...]


def join_tables(texts: Sequence[Text], grids: Mapping[Key, Grid]) -> tuple[list[Text], Grids]:
    """The texts without those that stand for further parts, and the tables with all their rows."""
    whole = dict(grids)
    kept: list[Text] = []
    at = 0
    while at < len(texts):
        text = texts[at]
        kept.append(text)
        at += 1
        key = _key(text)
        if key not in whole:
            continue
        caption = next((one.text for one in reversed(kept[-4:-1]) if is_table_caption(one.text)), None)
        page, last = text.page, text
        while (found := _next_part(texts, at, last, caption)) is not None:
            part = whole.get(_key(texts[found]))
            joined = _join(whole[key], part, page, texts[found].page) if part else None
            if joined is None:
                break
            whole[key] = joined
            del whole[_key(texts[found])]
            last, page, at = texts[found], texts[found].page, found + 1
    return kept, whole


def _key(text: Text) -> Key:
    line = text.lines[0]
    return (text.page, line.top, line.left) if line.text == ANCHOR else (0, 0.0, 0.0)


def _next_part(texts: Sequence[Text], at: int, last: Text, caption: str | None) -> int | None:
    """The index of the text for a table that begins the next page or column, where this one ended with a table."""
    if at < len(texts) and texts[at].lines[0].text != ANCHOR and goes_on(texts[at].text, caption):
        at += 1
    if at >= len(texts) or texts[at].lines[0].text != ANCHOR:
        return None
    first, end = texts[at].lines[0], last.lines[0]
    next_page = texts[at].page == last.page + 1
    beside = first.left >= end.right or first.right <= end.left
    next_column = texts[at].page == last.page and first.top < end.bottom and beside
    return at if next_page or next_column else None


def _join(above: Grid, below: Grid, page: int, following: int) -> Grid | None:
    """Both parts as one, or None where they are two tables."""
    repeated = _repeated(above, below)
    if not repeated and not above.columns:
        return None
    if not _are_alike(above, below, strict=not repeated) or (below.headers and not repeated):
        return None
    rows, rest = list(above.rows), list(below.rows[repeated:])
    if rest and rows and _is_cut(rows, rest[0]):
        rows[-1] = tuple(_merge(one, other) for one, other in zip(rows[-1], rest.pop(0), strict=True))
    pages = above.pages or (page,) * len(above.rows)
    return replace(
        above,
        rows=(*rows, *rest),
        headers=max(above.headers, repeated),
        pages=(*pages, *(below.pages or (following,) * len(below.rows))[len(below.rows) - len(rest) :]),
    )


def _repeated(above: Grid, below: Grid) -> int:
    """How many of the first rows both parts have."""
    count = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other] or not any(cell.words for cell in one):
            break
        count += 1
    return count if count < len(below.rows) else 0


def _are_alike(above: Grid, below: Grid, *, strict: bool) -> bool:
    """Whether the columns of both stand alike, moved from column to column of a page if need be."""
    if len(above.columns) != len(below.columns):
        return False
    shift = below.left - above.left
    wide = abs((above.right - above.left) - (below.right - below.left)) <= _NEAR
    begin = all(
        abs(one[0] + shift - other[0]) <= _NEAR for one, other in zip(above.columns, below.columns, strict=True)
    )
    if strict and not wide and not (begin and len(above.columns) > 2):
        return False
    return all(
        min(right, end - shift) > max(left, start - shift)
        for (left, right), (start, end) in zip(above.columns, below.columns, strict=True)
    )


def may_go_on(above: Grid, below: Grid) -> bool:
    """Whether a table has just the columns of one before it."""
    return len(above.columns) > 1 and _are_alike(above, below, strict=True)


def _is_cut(above: Sequence[Cells], first: Cells) -> bool:
    """Whether the last row goes on on the next page: all that stands there reads on, and begins no row.

    A first cell begins a row, unless it reads on in a table whose rows begin with capitals.
    """
    last = above[-1]
    if len(last) != len(first) or last[0].rows > 1 or not any(cell.words for cell in first):
        return False
    if first[0].words and not (_reads_on(last[0], first[0]) and all(map(_begins_large, above))):
        return False
    filled = [(one, other) for one, other in zip(last, first, strict=True) if other.words]
    if any(not one.words or one.columns != other.columns or _FULL_STOP.search(one.text) for one, other in filled):
        return False
    reading_on = sum(_reads_on(one, other) for one, other in filled)
    return reading_on == len(filled) if first[0].words else reading_on > 0


def _begins_large(row: Cells) -> bool:
    return not row[0].words or row[0].text[0].isupper()


def _reads_on(above: GridCell, below: GridCell) -> bool:
    """Whether a cell goes on with a small letter, or one of a script that has no capitals."""
    first = below.text[0]
    return bool(above.words) and (first.islower() or (first.isalpha() and not first.isupper()))


def _merge(one: GridCell, other: GridCell) -> GridCell:
    return replace(one, words=(*one.words, *other.words), lines=(*one.lines, *other.lines))
