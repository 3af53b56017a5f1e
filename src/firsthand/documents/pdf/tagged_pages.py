"""What the structure tree of a page tells, in the same terms as the layout passes: texts with lines, notes, grids."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from firsthand.documents.pdf.columns import arrange
from firsthand.documents.pdf.grids import Grid
from firsthand.documents.pdf.lines import ANCHOR, Line, make_pieces
from firsthand.documents.pdf.notes import Note, read_mark
from firsthand.documents.pdf.paragraphs import BULLETS, Measure, Text, ends_sentence, gather, marker_of, measure_leading
from firsthand.documents.pdf.roles import Item, Tag
from firsthand.documents.pdf.sheet import ARTIFACT, Font, Sheet, Word
from firsthand.documents.pdf.tagged_blocks import Block, FigureBlock, NoteBlock, Piece, TableBlock, gather_blocks
from firsthand.documents.pdf.tagged_lines import set_lines
from firsthand.documents.pdf.tagged_tables import holds_leaders, make_grid

_ENOUGH = 3
"""How many lines of a text tell how wide its column is."""
_LARGER = 1.2
_SIZES = 4
_CENTRED = 0.6
"""How far the middles of centred lines may be from each other, in sizes of the type."""
_CLOSE = 1.5
_NEAR = 6
"""How many texts before and after are asked how wide the column is."""


class Told(Struct):
    """What the tree of a page tells. Lines of furniture may still be among the texts."""

    number: int
    texts: list[Text] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)
    """What stands outside of the tree without being marked as no part of the text."""
    artifacts: list[Line] = field(default_factory=list)
    claimed_twice: int = 0
    """How many letters several elements lay claim to."""
    torn: set[tuple[float, float, bool]] = field(default_factory=set)
    """The top and left of each table in whose first (False) or last row (True) a page ends."""
    contents: bool = False
    """It holds a table of contents as a table."""


def read_tree(sheet: Sheet) -> Told | None:
    """The page as its tree has it, sound or not; None for a page without one."""
    if sheet.tree is None:
        return None
    gathered = gather_blocks(sheet.tree, sheet.words)
    told = Told(sheet.number, claimed_twice=gathered.claimed_twice)
    told.rest = make_pieces(word for word in gathered.rest if word.mark != ARTIFACT)
    told.artifacts = make_pieces(word for word in gathered.rest if word.mark == ARTIFACT)
    for piece in gathered.pieces:
        _tell(piece, told, sheet)
    told.texts = list(_set_edges(_join_centred(told.texts)))
    return told


def _tell(piece: Piece, told: Told, sheet: Sheet) -> None:
    if isinstance(piece, Block):
        told.texts.extend(_texts(piece, told.number))
    elif isinstance(piece, TableBlock):
        _tell_table(piece, told)
    elif isinstance(piece, NoteBlock):
        _tell_note(piece, told)
    elif (figure := _figure(piece, told, sheet)) is not None:
        told.texts.append(figure)


def _texts(block: Block, page: int) -> Iterator[Text]:
    if block.loose:
        for column in arrange(make_pieces(block.words)):
            for text in gather(column, page, measure_leading([column])):
                yield replace(text, tag=block.tag)
        return
    tag: Tag | None = None
    for lines in _by_size(set_lines(block.words)):
        tag = tag or _with_marker(block, lines)
        yield Text(lines, page, _extent(lines), tag=tag)


def _by_size(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines of a paragraph; where clearly smaller or larger ones follow, they are a title and what stands below."""
    groups: list[list[Line]] = []
    for line in lines:
        if (
            groups
            and len(groups) < _SIZES
            and max(line.size, groups[-1][-1].size) <= _LARGER * min(line.size, groups[-1][-1].size)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups] if 1 < len(groups) < _SIZES else [tuple(lines)] if lines else []


def _with_marker(block: Block, lines: Sequence[Line]) -> Tag:
    """The tag of an item whose marker the tree doesn't part from its text, or that is drawn without letters."""
    tag, item = block.tag, block.tag.item
    if item is None or item.marker or not item.words:
        return tag
    marker = marker_of(lines[0])
    ordered = item.ordered or (marker is not None and marker not in BULLETS)
    if block.alone and (ordered or not marker):
        # One numbered item alone may be a numbered paragraph: then its look decides. One without any marker is a text
        # that a program takes for a list of its own where a page ends in it.
        return replace(tag, role="P", item=None)
    found = Item(marker, item.depth, ordered) if marker else Item("•", item.depth, ordered=False, words=0)
    return replace(tag, item=found)


def _tell_table(table: TableBlock, told: Told) -> None:
    told.contents = told.contents or holds_leaders(table)
    for block in table.caption:
        told.texts.extend(_texts(block, told.number))
    grid = make_grid(table)
    if grid is None:
        for row in table.rows:
            for cell in row:
                for block in cell.blocks:
                    told.texts.extend(_texts(block, told.number))
        return
    told.grids.append(grid)
    if any(cell.begun for row in table.rows[: table.heads + 1] for cell in row):
        told.torn.add((grid.top, grid.left, False))
    if any(cell.unfinished for cell in table.rows[-1]):
        told.torn.add((grid.top, grid.left, True))
    line = grid.anchor(0)
    told.texts.append(Text((line,), told.number, (line.left, line.right), tag=table.tag))


def _tell_note(note: NoteBlock, told: Told) -> None:
    """A note; what is tagged as one without a mark, and goes on from nowhere, is a paragraph."""
    blocks = [block for block in note.blocks if block.words]
    if len(blocks) > 1 and len(blocks[0].words) == 1:
        blocks[1].words[:0] = blocks.pop(0).words
    for at, block in enumerate(blocks):
        lines = tuple(set_lines(block.words))
        found = read_mark(lines[0])
        if found and (at == 0 or found[1]) and not block.tag.begun:
            told.notes.append(Note(found[0], lines, told.number))
        elif at > 0 and told.notes:
            last = told.notes[-1]
            told.notes[-1] = replace(last, lines=(*last.lines, *lines))
        elif block.tag.begun or (not told.notes and lines[0].text[0].islower()):
            told.notes.append(Note("", lines, told.number))
        else:
            told.texts.extend(_texts(block, told.number))


def _figure(figure: FigureBlock, told: Told, sheet: Sheet) -> Text | None:
    """A text that stands for a figure, where its picture stands; None where nothing is shown or said."""
    marks = set(figure.marks)
    boxes: list[tuple[float, float, float, float]] = [
        (picture.left, picture.top, picture.right, picture.bottom)
        for picture in sheet.pictures
        if picture.mark in marks
    ] or [(word.left, word.top, word.right, word.bottom) for word in figure.words]
    if not boxes and not figure.tag.alternative:
        return None
    if not boxes:
        y = told.texts[-1].lines[-1].bottom if told.texts else 0.0
        boxes = [(0.0, y, 0.0, y)]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    font = Font("")
    word = Word(ANCHOR, left, top, right, bottom, top + 10, 10, font)
    line = Line((word,), left, top, right, bottom, top + 10, 10, font, ANCHOR)
    return Text((line,), told.number, (left, right), tag=figure.tag)


def _start(line: Line) -> float:
    return -line.right if line.leftwards else line.left


def _end(line: Line) -> float:
    return -line.left if line.leftwards else line.right


def _extent(lines: Iterable[Line]) -> Measure:
    lines = tuple(lines)
    return min(map(_start, lines)), max(map(_end, lines))


def _join_centred(texts: Sequence[Text]) -> list[Text]:
    """The texts, with the lines of a title that was broken by hand made one: centred, bold, close to each other."""
    joined: list[Text] = []
    for text in texts:
        if joined and _are_one_title(joined[-1], text):
            joined[-1] = replace(joined[-1], lines=(*joined[-1].lines, *text.lines))
        else:
            joined.append(text)
    return joined


def _are_one_title(above: Text, text: Text) -> bool:
    if not all(one.tag and one.tag.role == "P" and one.lines[0].text != ANCHOR for one in (above, text)):
        return False
    if not (above.bold and text.bold and above.size == text.size) or ends_sentence(above.text):
        return False
    last, first = above.lines[-1], text.lines[0]
    middle = abs((last.left + last.right) - (first.left + first.right)) / 2
    centred = middle < _CENTRED * first.size and abs(last.left - first.left) > first.size
    return centred and 0 < first.base - last.base < _CLOSE * first.size and any(map(str.isalpha, text.text))


def _set_edges(texts: Sequence[Text]) -> Iterator[Text]:
    """The texts with the width of their columns, and those marked at which a column begins or ends."""
    closing = _closing(texts)
    for at, text in enumerate(texts):
        opens = at == 0 or not _is_below(texts[at - 1], text)
        yield replace(text, measure=_measure(texts, at), opens=opens, closes=at in closing)


def _closing(texts: Sequence[Text]) -> set[int]:
    """Texts that nothing of their rank follows in their column: only smaller type, if anything."""
    found: set[int] = set()
    largest = 0.0
    for at in range(len(texts) - 1, -1, -1):
        if at + 1 == len(texts) or not _is_below(texts[at], texts[at + 1]):
            largest = 0.0
        size = texts[at].size
        if largest < 0.94 * size:
            found.add(at)
        largest = max(largest, size)
    return found


def _is_below(above: Text, text: Text) -> bool:
    return text.lines[0].base > above.lines[-1].base


def _measure(texts: Sequence[Text], at: int) -> Measure:
    """Where the lines of a text's column begin and end: told by longer texts near by, between whose edges it stands."""
    own = texts[at].measure
    slack = 2 * texts[at].size
    found = [own] if len(texts[at].lines) >= _ENOUGH else []
    for other in texts[max(at - _NEAR, 0) : at + _NEAR + 1]:
        inside = own[0] >= other.measure[0] - slack and own[1] <= other.measure[1] + slack
        if len(other.lines) >= _ENOUGH and inside and other.lines[0].leftwards == texts[at].lines[0].leftwards:
            found.append(other.measure)
    return min(measure[0] for measure in found or [own]), max(measure[1] for measure in found or [own])
