"""The passes from sheets to paragraphs in order: tables, furniture, columns, notes, paragraphs, continuations."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from firsthand.documents.model import Remark
from firsthand.documents.pdf.areas import Area
from firsthand.documents.pdf.boxes import enclose
from firsthand.documents.pdf.columns import Column, arrange
from firsthand.documents.pdf.contents import split_entries
from firsthand.documents.pdf.continuations import join_continued
from firsthand.documents.pdf.continued_tables import join_tables
from firsthand.documents.pdf.dots import find_dots
from firsthand.documents.pdf.figures import Page, Repeated, find_figures, find_repeated, may_have_figures
from firsthand.documents.pdf.furniture import strip_furniture
from firsthand.documents.pdf.grids import Grid
from firsthand.documents.pdf.initials import mend_lettering
from firsthand.documents.pdf.ink import overlap
from firsthand.documents.pdf.line_numbers import strip_line_numbers
from firsthand.documents.pdf.lines import ANCHOR, Line, make_pieces
from firsthand.documents.pdf.notes import Ground, Note, find_marks, split_notes
from firsthand.documents.pdf.paragraphs import Text, gather, measure_leading
from firsthand.documents.pdf.placing import Shown, set_figures, take_captions
from firsthand.documents.pdf.sheet import Sheet, Word
from firsthand.documents.pdf.tables import find_tables
from firsthand.documents.pdf.tagged_layout import believe, may_be_furniture, parts_furniture, settle
from firsthand.documents.pdf.tagged_pages import Told
from firsthand.documents.pdf.unruled import find_unruled
from firsthand.documents.pdf.verses import keep_breaks
from firsthand.documents.pdf.watermarks import strip_watermarks


class Layout(Struct, frozen=True):
    """What a document says, in reading order, and where."""

    texts: tuple[Text, ...]
    notes: tuple[Note, ...]
    """In the order of their pages."""
    grids: dict[tuple[int, float, float], Grid]
    """Tables, by page, top and left."""
    labels: dict[int, str]
    """The number of each page, as declared or printed, where it differs from the count of sheets."""
    tagged: frozenset[int] = frozenset()
    """The pages whose structure was told by the file's own tags."""
    figures: Mapping[tuple[int, float, float], Shown] = {}
    """Photographs, charts and diagrams, by page, top and left."""
    remarks: tuple[Remark, ...] = ()
    """What was left out as no part of the text."""

    def grid_of(self, text: Text) -> Grid | None:
        """The table for which a text stands, if it stands for one."""
        line = text.lines[0]
        return self.grids.get((text.page, line.top, line.left)) if line.text == ANCHOR else None

    def figure_of(self, text: Text) -> Shown | None:
        """The figure for which a text stands, if it stands for one."""
        line = text.lines[0]
        return self.figures.get((text.page, line.top, line.left)) if line.text == ANCHOR else None


def lay_out(sheets: Sequence[Sheet], body: float) -> Layout:
    """`body` is the size of the running text in points."""
    sheets, remarks = strip_watermarks([strip_line_numbers(sheet) for sheet in sheets], body)
    sheets = mend_lettering(sheets)
    told = believe(sheets)
    parted = parts_furniture(told)
    areas: dict[int, list[Area]] = {}
    grids, pieces = _split_tables(sheets, told, _Seeker(areas, find_repeated(sheets), body), parted=parted)
    stripped = strip_furniture(pieces, [sheet.height for sheet in sheets], [sheet.label for sheet in sheets])
    columns: list[tuple[int, Column]] = []
    found_notes: list[Note] = []
    texts: dict[int, list[Text]] = {}
    marks: frozenset[str] = frozenset()
    for sheet, page in zip(sheets, stripped, strict=True):
        goes_on = bool(found_notes) and found_notes[-1].page == sheet.number - 1
        if (tree := told.get(sheet.number)) is not None:
            ground = Ground(sheet.number, sheet.height, body, sheet.rules, goes_on=goes_on)
            read = settle(tree, page.pieces, ground, parted=parted)
            texts[sheet.number], areas[sheet.number] = set_figures(read, areas.get(sheet.number, []), sheet, body)
            found_notes.extend(tree.notes)
            continue
        found = _columns(page.pieces)
        # A note may have found no room on the page of its mark.
        before, marks = marks, find_marks(found)
        ground = Ground(sheet.number, sheet.height, body, sheet.rules, marks | before, goes_on)
        for column in found:
            rest, page_notes = split_notes(column, ground)
            found_notes.extend(page_notes)
            if rest is not None:
                columns.append((sheet.number, rest))
    leading, dots = measure_leading(column for _, column in columns), find_dots(sheets)
    for number, column in columns:
        drawn = dots.get(number, ())
        texts.setdefault(number, []).extend(keep_breaks(gather(column, number, leading, drawn), drawn))
    in_order = [text for number in sorted(texts) for text in texts[number]]
    uncaptioned, figures = take_captions(in_order, [area for found in areas.values() for area in found])
    whole, tables = join_tables(uncaptioned, {
        (sheet.number, grid.top, grid.left): grid
        for sheet, found in zip(sheets, grids, strict=True) for grid in found
    })  # fmt: skip
    return Layout(
        remarks=tuple(remarks),
        texts=tuple(split_entries(join_continued(enclose(whole, sheets)))),
        notes=tuple(found_notes),
        grids=tables,
        labels=_labels(sheets, [page.printed for page in stripped]),
        tagged=frozenset(told),
        figures=figures,
    )  # fmt: skip


def _split_tables(
    sheets: Sequence[Sheet], told: Mapping[int, Told], seeker: "_Seeker", *, parted: bool
) -> tuple[list[list[Grid]], list[list[Line]]]:
    """The tables of each page, and its pieces without their words but with one for each table and each figure.

    Of pages whose structure is `told` by tags, only what may be furniture.
    """
    grids: list[list[Grid]] = []
    pages: list[list[Line]] = []
    for sheet in sheets:
        if (tree := told.get(sheet.number)) is not None:
            seeker.find(sheet, tree.grids, None)
            grids.append(tree.grids)
            pages.append(may_be_furniture(tree, parted=parted))
            continue
        found = find_tables(sheet)
        pieces = seeker.find(sheet, found, make_pieces(_without(sheet.words, found)))
        unruled = seeker.unless_drawn(sheet, find_unruled(sheet, found, pieces, grids[-1] if grids else ()))
        if unruled:
            words = [word for piece in pieces for word in piece.words]
            found = sorted([*found, *unruled], key=lambda grid: (grid.top, grid.left))
            pieces = make_pieces(_without(words, found))
        grids.append(found)
        pages.append([*pieces, *(grid.anchor(_place_in_order(grid, pieces)) for grid in found)])
        pages[-1].extend(seeker.anchors(sheet, pieces))
    return grids, pages


class _Seeker(Struct, frozen=True):
    """Finds the figures of page after page."""

    areas: dict[int, list[Area]]
    """Those found, by page."""
    repeated: Repeated
    body: float

    def find(self, sheet: Sheet, grids: Sequence[Grid], pieces: list[Line] | None) -> list[Line]:
        """The pieces of a page without the labels of its figures; they are made here where they aren't given."""
        tables = [(grid.left, grid.top, grid.right, grid.bottom) for grid in grids]
        if not may_have_figures(sheet, tables, self.repeated):
            return pieces or []
        pieces = make_pieces(_without(sheet.words, grids)) if pieces is None else pieces
        self.areas[sheet.number] = find_figures(Page(sheet, pieces, self.body, tables, self.repeated))
        labels = {id(piece) for area in self.areas[sheet.number] for piece in area.labels}
        return [piece for piece in pieces if id(piece) not in labels]

    def unless_drawn(self, sheet: Sheet, grids: Sequence[Grid]) -> list[Grid]:
        """Tables without those that are parts of figures."""
        boxes = [area.box for area in self.areas.get(sheet.number, ())]
        return [
            grid for grid in grids
            if not any(overlap((grid.left, grid.top, grid.right, grid.bottom), box) for box in boxes)
        ]  # fmt: skip

    def anchors(self, sheet: Sheet, pieces: Sequence[Line]) -> list[Line]:
        found = self.areas.get(sheet.number, ())
        return [area.anchor(_place_in_order(area, pieces), self.body) for area in found]


def _without(words: Sequence[Word], grids: Sequence[Grid]) -> Sequence[Word]:
    return [word for word in words if not any(grid.holds(word) for grid in grids)] if grids else words


def _place_in_order(one: Grid | Area, pieces: Sequence[Line]) -> int:
    """Where the file would draw a table or a figure: after the last piece above it, or before the first one below."""
    column = [piece for piece in pieces if piece.left < one.right and one.left < piece.right]
    above = [piece.order for piece in column if piece.bottom <= one.top]
    return max(above) if above else min((piece.order for piece in column), default=0)


def _columns(pieces: Iterable[Line]) -> list[Column]:
    """The columns of a page in reading order; what is written upwards or downwards comes last."""
    upright: list[Line] = []
    turned: list[Line] = []
    for piece in pieces:
        (turned if piece.words[0].turned else upright).append(piece)
    return [*arrange(upright), *(Column((piece,)) for piece in turned)]


def _labels(sheets: Sequence[Sheet], printed: Sequence[str | None]) -> dict[int, str]:
    labels: dict[int, str] = {}
    for sheet, number in zip(sheets, printed, strict=True):
        label = sheet.label or number
        if label and label != str(sheet.number):
            labels[sheet.number] = label
    return labels
