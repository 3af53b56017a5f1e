"""The passes from sheets to paragraphs in order: tables, furniture, columns, notes, paragraphs, continuations."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from firsthand.documents.pdf.columns import Column, arrange
from firsthand.documents.pdf.continuations import join_continued
from firsthand.documents.pdf.furniture import strip_furniture
from firsthand.documents.pdf.grids import Grid
from firsthand.documents.pdf.lines import ANCHOR, Line, make_pieces
from firsthand.documents.pdf.notes import Ground, Note, find_marks, split_notes
from firsthand.documents.pdf.paragraphs import Text, gather, measure_leading
from firsthand.documents.pdf.sheet import Sheet, Word
from firsthand.documents.pdf.tables import find_tables
from firsthand.documents.pdf.unruled import find_unruled


class Layout(Struct, frozen=True):
    """What a document says, in reading order, and where."""

    texts: tuple[Text, ...]
    notes: tuple[Note, ...]
    """In the order of their pages."""
    grids: dict[tuple[int, float, float], Grid]
    """Tables, by page, top and left."""
    labels: dict[int, str]
    """The number of each page, as declared or printed, where it differs from the count of sheets."""

    def grid_of(self, text: Text) -> Grid | None:
        """The table for which a text stands, if it stands for one."""
        line = text.lines[0]
        return self.grids.get((text.page, line.top, line.left)) if line.text == ANCHOR else None


def lay_out(sheets: Sequence[Sheet], body: float) -> Layout:
    """`body` is the size of the running text in points."""
    grids, pieces = _split_tables(sheets)
    stripped = strip_furniture(pieces, [sheet.height for sheet in sheets], [sheet.label for sheet in sheets])
    columns: list[tuple[int, Column]] = []
    found_notes: list[Note] = []
    for sheet, page in zip(sheets, stripped, strict=True):
        found = _columns(page.pieces)
        goes_on = bool(found_notes) and found_notes[-1].page == sheet.number - 1
        ground = Ground(sheet.number, sheet.height, body, sheet.rules, find_marks(found), goes_on)
        for column in found:
            rest, page_notes = split_notes(column, ground)
            found_notes.extend(page_notes)
            if rest is not None:
                columns.append((sheet.number, rest))
    leading = measure_leading(column for _, column in columns)
    texts = [text for number, column in columns for text in gather(column, number, leading)]
    return Layout(
        texts=tuple(join_continued(texts)),
        notes=tuple(found_notes),
        grids={
            (sheet.number, grid.top, grid.left): grid
            for sheet, found in zip(sheets, grids, strict=True) for grid in found
        },
        labels=_labels(sheets, [page.printed for page in stripped]),
    )  # fmt: skip


def _split_tables(sheets: Sequence[Sheet]) -> tuple[list[list[Grid]], list[list[Line]]]:
    """The tables of each page, and its pieces without their words but with a piece that stands for each table."""
    grids: list[list[Grid]] = []
    pages: list[list[Line]] = []
    for sheet in sheets:
        found = find_tables(sheet)
        pieces = make_pieces(_without(sheet.words, found))
        unruled = find_unruled(sheet, found, pieces)
        if unruled:
            found = sorted([*found, *unruled], key=lambda grid: (grid.top, grid.left))
            pieces = make_pieces(_without(sheet.words, found))
        grids.append(found)
        pages.append([*pieces, *(grid.anchor(_place_in_order(grid, pieces)) for grid in found)])
    return grids, pages


def _without(words: Sequence[Word], grids: Sequence[Grid]) -> Sequence[Word]:
    return [word for word in words if not any(grid.holds(word) for grid in grids)] if grids else words


def _place_in_order(grid: Grid, pieces: Sequence[Line]) -> int:
    """Where the file would draw the table: after the last piece above it."""
    return max((piece.order for piece in pieces if piece.bottom <= grid.top), default=0)


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
