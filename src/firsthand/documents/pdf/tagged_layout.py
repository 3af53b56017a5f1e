"""The pages whose structure tree is believed, in the terms of the layout: what may be furniture, and what is read."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from firsthand.documents.pdf.columns import Column, arrange
from firsthand.documents.pdf.grids import Grid, GridCell
from firsthand.documents.pdf.lines import ANCHOR, Line, make_pieces
from firsthand.documents.pdf.notes import Ground, find_marks, split_notes
from firsthand.documents.pdf.paragraphs import Text, gather, measure_leading
from firsthand.documents.pdf.roles import Tag
from firsthand.documents.pdf.sheet import ARTIFACT, Sheet
from firsthand.documents.pdf.tables import find_tables
from firsthand.documents.pdf.tagged_pages import Told, read_tree
from firsthand.documents.pdf.tagged_soundness import is_sound
from firsthand.documents.pdf.unruled import find_unruled

_SEPARATOR = re.compile(r"[\W_]*")
"""What is left of a rule made of signs; it says nothing."""
_FEWEST_IN_TABLE = 4
_ROWS = 3
_LEVEL = 2.0
_MARGIN = 0.12
"""The share of a page's height at its top and foot in which running heads and feet stand."""
_HEADS = 2
"""How many pages after the first tell what the running head is, and how many lines of its own a masthead has."""
_SHORT = 120
"""Characters of the longest of them."""


Row = tuple[GridCell, ...]


def believe(sheets: Sequence[Sheet]) -> dict[int, Told]:
    """What is told by the trees of those pages on which they are sound, by page."""
    found: dict[int, Told] = {}
    for sheet in sheets:
        told = read_tree(sheet)
        if told is not None and is_sound(told, sheet):
            found[sheet.number] = told
    _find_masthead(found)
    for sheet in sheets:
        told = found.get(sheet.number)
        if told is not None and _has_rows(told):
            _find_tables(told, sheet)
    _join_tables(found)
    _forget_main_language(found.values())
    return found


def _find_masthead(pages: Mapping[int, Told]) -> None:
    """What stands above the text of the first page alone is text, though word processors mark it like a running head.

    That the pages after it have another head tells that theirs is the running one.
    """
    first = pages.get(1)
    heads = [_above(told) for number, told in pages.items() if number > 1]
    if first is None or sum(map(bool, heads)) < _HEADS:
        return
    running = {_signs(line, str.isalpha) for head in heads for line in head}
    same = {_signs(line, str.isalnum) for head in heads for line in head}
    masthead = [line for line in _above(first) if _signs(line, str.isalpha)]
    own = [line for line in masthead if _signs(line, str.isalpha) not in running]
    if len(own) < _HEADS:
        return
    # A title or symbol that runs on over all pages is said here; a number that counts them isn't.
    masthead = [line for line in masthead if line in own or _signs(line, str.isalnum) in same]
    first.artifacts = [line for line in first.artifacts if line not in masthead]
    first.texts[:0] = [Text((line,), 1, (line.left, line.right), tag=Tag("Artifact")) for line in _in_rows(masthead)]


def _above(told: Told) -> list[Line]:
    """What is marked as no part of the text, and stands above all of it."""
    top = min((line.top for text in told.texts for line in text.lines), default=0.0)
    return [line for line in told.artifacts if line.bottom <= top]


def _signs(line: Line, kind: Callable[[str], bool]) -> str:
    return "".join(filter(kind, line.text))


def _in_rows(lines: Iterable[Line]) -> list[Line]:
    """From above to below, and what stands on one level as it is read."""
    ordered: list[Line] = []
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.base):
        if row and line.base - row[0].base > row[0].size / 2:
            ordered.extend(sorted(row, key=_begins))
            row = []
        row.append(line)
    return ordered + sorted(row, key=_begins)


def _begins(line: Line) -> float:
    return -line.right if line.leftwards else line.left


def parts_furniture(pages: Mapping[int, Told]) -> bool:
    """Whether the file itself keeps running heads and feet out of its trees, so that none is to be looked for there."""
    return 2 * sum(bool(told.artifacts or told.rest) for told in pages.values()) >= len(pages) > 0


def _join_tables(pages: Mapping[int, Told]) -> None:
    """Tables that run over several pages, made one; the file doesn't tag the head that is drawn on each page anew."""
    for number in sorted(pages, reverse=True):
        after = pages.get(number + 1)
        above = next((text for text in reversed(pages[number].texts) if _is_table(text)), None)
        below = next((text for text in after.texts if _is_table(text)), None) if after else None
        if after is None or above is None or below is None or not _goes_on(above, below):
            continue
        first, second = _grid_of(above, pages[number]), _grid_of(below, after)
        if first is None or second is None:
            continue
        heads = {_wording(line for cell in row for line in cell.lines) for row in first.rows[: first.headers]}
        later = [
            (row, page)
            for row, page in zip(second.rows, second.pages or (number + 1,) * len(second.rows), strict=True)
            if _wording(line for cell in row for line in cell.lines) not in heads
        ]
        above_rows = first.rows
        if (first.top, first.left, True) in pages[number].torn and (second.top, second.left, False) in after.torn:
            above_rows, later = _join_rows(above_rows, later)
        joined = replace(
            first,
            rows=above_rows + tuple(row for row, _ in later),
            pages=(number,) * len(first.rows) + tuple(page for _, page in later),
        )
        pages[number].grids[:] = [joined if grid is first else grid for grid in pages[number].grids]
        after.grids.remove(second)
        after.texts.remove(below)
        for page in sorted(set(joined.pages) - {number}):
            _drop_repeated(pages[page], heads)


def _join_rows(above: tuple[Row, ...], below: list[tuple[Row, int]]) -> tuple[tuple[Row, ...], list[tuple[Row, int]]]:
    """The last row above and the first below as one, where both have as many cells: a page ends in it."""
    if not above or not below or len(above[-1]) != len(below[0][0]):
        return above, below
    row = tuple(
        replace(
            one,
            words=one.words + other.words,
            lines=one.lines + other.lines,
            parted=(*one.parted[:-1], (*one.parted[-1], *other.parted[0]), *other.parted[1:])
            if one.parted and other.parted else one.parted + other.parted,
        )
        for one, other in zip(above[-1], below[0][0], strict=True)
    )  # fmt: skip
    return (*above[:-1], row), below[1:]


def _is_table(text: Text) -> bool:
    return text.lines[0].text == ANCHOR and text.tag is not None and text.tag.role == "Table"


def _goes_on(above: Text, below: Text) -> bool:
    return bool(above.tag and below.tag and above.tag.unfinished and below.tag.begun)


def _grid_of(text: Text, told: Told) -> Grid | None:
    line = text.lines[0]
    return next((grid for grid in told.grids if (grid.top, grid.left) == (line.top, line.left)), None)


def _drop_repeated(told: Told, heads: Collection[str]) -> None:
    """Leave out the head of a table where it is drawn again outside of the tree."""
    rows: dict[int, list[Line]] = {}
    for line in told.rest:
        rows.setdefault(round(line.base / 4), []).append(line)
    said = [row for row in rows.values() if _wording(row) in heads]
    told.rest = [line for line in told.rest if not any(line in row for row in said)]


def _wording(lines: Iterable[Line]) -> str:
    return "".join(sorted(word.text for line in lines for word in line.words))


def _forget_main_language(pages: Collection[Told]) -> None:
    """A language is worth telling only of texts in another one than most."""
    weights: Counter[str] = Counter()
    for told in pages:
        for text in told.texts:
            if text.tag and text.tag.language:
                weights[_primary(text.tag.language)] += sum(len(line.text) for line in text.lines)
    if not weights:
        return
    main = weights.most_common(1)[0][0]
    for told in pages:
        told.texts = [
            replace(text, tag=replace(text.tag, language=None))
            if text.tag and text.tag.language and _primary(text.tag.language) == main else text
            for text in told.texts
        ]  # fmt: skip


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0]


def may_be_furniture(told: Told, *, parted: bool) -> list[Line]:
    """The lines among which running heads and page numbers are looked for."""
    inside = [] if parted else [line for text in told.texts for line in text.lines]
    return [*inside, *told.rest, *told.artifacts]


def columns_of(told: Told) -> list[Column]:
    """The texts as columns, by which the distance of lines is measured."""
    return [Column(text.lines) for text in told.texts if text.lines[0].text != ANCHOR]


def settle(told: Told, pieces: Iterable[Line], ground: Ground, *, parted: bool) -> list[Text]:
    """The texts of a page in order, without furniture and with what the tree leaves out.

    `pieces` are the lines that aren't furniture. Notes that are tagged as paragraphs, or not at all, join the others.
    """
    kept = {id(piece) for piece in pieces}
    texts = told.texts if parted else list(_without_furniture(told.texts, kept))
    texts = _split_notes(texts, told, ground)
    rest = [line for line in told.rest if id(line) in kept and not _is_edge(line, told, ground.height)]
    for column in arrange(rest):
        left, notes = split_notes(column, ground)
        told.notes.extend(notes)
        for text in gather(left, told.number, measure_leading(columns_of(told))) if left else ():
            texts.insert(_place(text, texts), text)
    return texts


def _is_edge(line: Line, told: Told, height: float) -> bool:
    """Whether what the tree leaves out looks like a running head or foot: short, in the margin, beyond all the text."""
    if _SEPARATOR.fullmatch(line.text):
        return True
    if len(line.text) > _SHORT or _MARGIN * height < line.base < (1 - _MARGIN) * height:
        return False
    lines = [inner for text in told.texts for inner in text.lines] + [
        inner for note in told.notes for inner in note.lines
    ]
    return all(line.bottom <= inner.top for inner in lines) or all(line.top >= inner.bottom for inner in lines)


def _without_furniture(texts: Iterable[Text], kept: Collection[int]) -> Iterable[Text]:
    for text in texts:
        lines = tuple(line for line in text.lines if id(line) in kept or line.text == ANCHOR)
        if lines:
            yield text if len(lines) == len(text.lines) else replace(text, lines=lines)


def _split_notes(texts: Sequence[Text], told: Told, ground: Ground) -> list[Text]:
    """Small type at the foot of the page that begins with a mark is a note, though the file tags it as a paragraph."""
    plain = [text for text in texts if text.tag is None or (text.tag.role in ("P", "LI") and _is_small(text, ground))]
    lines = tuple(line for text in plain for line in text.lines)
    if not plain or not lines:
        return list(texts)
    marks = find_marks(columns_of(told)) | {note.mark for note in told.notes}
    _, notes = split_notes(Column(lines), replace(ground, marks=marks))
    taken = {id(word) for note in notes for line in note.lines for word in line.words}
    if not taken:
        return list(texts)
    told.notes.extend(notes)
    return [text for text in texts if id(text.lines[0].words[0]) not in taken]


def _is_small(text: Text, ground: Ground) -> bool:
    return text.lines[0].text != ANCHOR and text.size < ground.body


def _place(text: Text, texts: Sequence[Text]) -> int:
    """Where a text that is outside of the tree is read: after what stands above it."""
    top, bottom = text.lines[0].top, text.lines[-1].bottom
    above = [
        (other.lines[-1].base, at)
        for at, other in enumerate(texts)
        if other.lines[-1].base <= top + text.size and _overlap(text, other)
    ]
    if above:
        return max(above)[1] + 1
    return next((at for at, other in enumerate(texts) if other.lines[0].top >= bottom - text.size), len(texts))


def _overlap(one: Text, other: Text) -> bool:
    left, right = min(line.left for line in one.lines), max(line.right for line in one.lines)
    return any(line.left < right and line.right > left for line in other.lines)


def _has_rows(told: Told) -> bool:
    """Whether several texts stand beside each other, as the cells of a table do that are tagged as paragraphs."""
    beside = sum(
        abs(one.lines[0].base - other.lines[0].base) < _LEVEL and one.lines[-1].right <= other.lines[0].left
        for one, other in pairwise(told.texts)
        if ANCHOR not in (one.lines[0].text, other.lines[0].text)
    )
    return beside >= _ROWS


def _find_tables(told: Told, sheet: Sheet) -> None:
    """Tables whose cells are tagged as paragraphs: found as on pages without tags."""
    words = [word for word in sheet.words if word.mark != ARTIFACT]
    plain = replace(sheet, words=tuple(words))
    ruled = find_tables(plain)
    pieces = make_pieces(word for word in words if not any(grid.holds(word) for grid in ruled))
    for grid in [*ruled, *find_unruled(plain, ruled, pieces)]:
        inside = [at for at, text in enumerate(told.texts) if _holds(grid, text)]
        if len(inside) < _FEWEST_IN_TABLE or any(
            at not in inside and any(grid.holds(word) for line in text.lines for word in line.words)
            for at, text in enumerate(told.texts)
        ):
            continue
        line = grid.anchor(0)
        told.texts[inside[0]] = Text((line,), told.number, (line.left, line.right))
        told.texts = [text for at, text in enumerate(told.texts) if at not in inside[1:]]
        told.grids.append(grid)


def _holds(grid: Grid, text: Text) -> bool:
    return all(grid.holds(word) for line in text.lines for word in line.words)
