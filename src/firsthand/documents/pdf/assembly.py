"""Paragraphs become headings, list items, tables, notes, and these a tree of sections."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from firsthand.documents.model import (
    Cell,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
)
from firsthand.documents.pdf.contents import lead
from firsthand.documents.pdf.destinations import Anchors
from firsthand.documents.pdf.dots import Dots
from firsthand.documents.pdf.endnotes import Later, find_endnotes, tie_brackets
from firsthand.documents.pdf.grids import Grid
from firsthand.documents.pdf.joints import Usage, make_runs
from firsthand.documents.pdf.layout import Layout
from firsthand.documents.pdf.lines import ANCHOR
from firsthand.documents.pdf.lists import find_items
from firsthand.documents.pdf.notes import Note, name_notes, note_text, tie_marks
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.pdf.placing import Key, Shown
from firsthand.documents.pdf.roles import Item
from firsthand.documents.pdf.table_captions import find_captions
from firsthand.documents.pdf.tagged_assembly import add_tagged, language_of
from firsthand.documents.runs import stack, tidy
from firsthand.documents.text import clean
from firsthand.documents.tree import Outline


class Drawn(Struct, frozen=True):
    """What of a document isn't in its layout."""

    pictures: Mapping[Key, str] = {}
    """The SHA-256 of the picture of each figure that has one."""
    targets: Mapping[int, tuple[str, ...]] = {}
    """By what names links lead to a heading, by its index."""
    entries: Mapping[int, str | None] = {}
    """The entries of contents lists by their indices, with the name of the heading to which each leads."""
    dots: Dots = {}
    """Bullets that are drawn."""


class _Builder:
    """Adds the texts of a layout to an outline, in order."""

    def __init__(self, layout: Layout, usage: Usage, drawn: Drawn) -> None:
        self._layout = layout
        self._usage = usage
        self._drawn = drawn
        self._anchors = Anchors()
        self._outline = Outline()
        self._later = Later([])
        self._waiting: dict[int, dict[str, Note]] = defaultdict(dict)
        self._placed: dict[int, dict[str, str]] = defaultdict(dict)
        """The notes of each page that have their place, as mark and id: a page may refer to one note twice."""
        for key, note in name_notes(layout.notes):
            self._waiting[note.page][key] = note

    def build(self, levels: Mapping[int, int], items: Mapping[int, Item]) -> tuple[Section, ...]:
        page = 0
        captions = find_captions(self._layout.texts, self._layout.grids)
        taken = {at for parts in captions.values() for at in parts}
        self._later = Later(find_endnotes(self._layout.texts, levels, footed=bool(self._layout.notes)))
        for index, text in enumerate(self._layout.texts):
            self._place_all(self._later.reach(index))
            if index in taken or self._later.holds(index):
                continue
            if text.page > page:
                self._place_overdue(text.page)
                page = text.page
            grid = self._layout.grid_of(text)
            figure = self._layout.figure_of(text)
            if figure is not None:
                self._add_figure(figure, self._locate(text.page))
            elif grid is None and text.lines[0].text == ANCHOR:
                continue
            elif grid is not None:
                self._add_table(grid, self._locate(text.page), captions.get(index, ()))
            elif index in levels:
                self._add_heading(text, levels[index], self._drawn.targets.get(index, ()))
            else:
                self._add_text(text, items.get(index), self._drawn.entries.get(index))
        self._place_overdue(None)
        self._place_all(self._later.reach(len(self._layout.texts)))
        return self._outline.sections()

    def _add_heading(self, text: Text, level: int, targets: Sequence[str]) -> None:
        runs, used = self._tie(make_runs(text.lines, self._usage, heading=True), text.page)
        for target in targets:
            self._outline.mark(target)
        anchor = self._anchors.name(runs) if targets else None
        self._outline.heading(level, runs, anchor=anchor, locator=self._locate(text.page))
        self._place_notes(used, text.page)

    def _add_text(self, text: Text, item: Item | None, name: str | None) -> None:
        skip = item.words if item and item.marker else 0
        stretches = [(line,) for line in text.lines] if text.broken and item is None else [text.lines]
        runs, used = self._tie(stack(make_runs(lines, self._usage, skip=skip) for lines in stretches), text.page)
        if not runs:
            return
        runs = lead(runs, name)
        locator, language = self._locate(text.page), language_of(text, runs)
        if item is not None:
            self._outline.add(ListItem(runs, item.depth, item.marker, item.ordered, language, locator))
        elif not add_tagged(self._outline, text, runs, language, locator):
            self._outline.add(Paragraph(runs, language, locator))
        self._place_notes(used, text.page)

    def _add_figure(self, figure: Shown, locator: Locator) -> None:
        runs, used = self._tie(stack(make_runs(text.lines, self._usage) for text in figure.captions), locator.page or 0)
        area = figure.area
        image = self._drawn.pictures.get((area.page, area.top, area.left))
        self._outline.add(Figure(area.alternative, runs, image, clean(area.text), locator=locator))
        self._place_notes(used, locator.page or 0)

    def _add_table(self, grid: Grid, locator: Locator, captions: Sequence[int]) -> None:
        used: list[str] = []
        caption = self._make_caption([self._layout.texts[at] for at in captions], used)
        made: list[Row] = []
        for at, row in enumerate(grid.rows):
            cells: list[Cell] = []
            for cell in row:
                header = at < grid.headers or cell.header
                runs = stack(make_runs(lines, self._usage, heading=header) for lines in cell.paragraphs)
                runs, marks = self._tie(runs, locator.page or 0)
                used.extend(marks)
                cells.append(Cell(runs, header, cell.columns, cell.rows))
            made.append(Row(tuple(cells), self._locate(grid.pages[at]) if grid.pages else locator))
        self._outline.add(Table(tuple(made), caption, locator=locator))
        self._place_notes(used, locator.page or 0)

    def _make_caption(self, texts: Sequence[Text], used: list[str]) -> Runs:
        """The caption of a table in one paragraph; the notes that it refers to are added to `used`."""
        runs: list[Run] = []
        for text in texts:
            part, marks = self._tie(make_runs(text.lines, self._usage, heading=True), text.page)
            runs.extend([Run(" "), *part] if runs else part)
            used.extend(marks)
        return tidy(runs)

    def _tie(self, runs: Runs, page: int) -> tuple[Runs, Sequence[str]]:
        """Marks are looked for among the notes of the page, and of the next one, to which a text may run on."""
        near = [note for at in (page + 1, page) for note in self._waiting.get(at, {}).items()]
        later = self._later.ids
        ids = later | {note.mark: key for key, note in near if note.mark}
        tied, used = tie_marks(runs, ids, later | self._placed.get(page, {}))
        if later and self._later.bracketed:
            tied, more = tie_brackets(tied, later)
            used = (*used, *more)
        return tied, used

    def _place_notes(self, keys: Sequence[str], page: int) -> None:
        for key in keys:
            for at in (page, page + 1):
                note = self._waiting.get(at, {}).pop(key, None)
                if note is not None:
                    self._placed[at][note.mark] = key
                    self._place(key, note)
            later = self._later.take(key)
            if later is not None:
                self._place(key, later)

    def _place_all(self, notes: Sequence[tuple[str, Note]]) -> None:
        for key, note in notes:
            self._place(key, note)

    def _place_overdue(self, page: int | None) -> None:
        """Notes whose marks weren't found on their page stand where that page ended."""
        for earlier in sorted(self._waiting):
            if page is None or earlier < page - 1:
                for key, note in self._waiting.pop(earlier).items():
                    self._place(key, note)

    def _place(self, key: str, note: Note) -> None:
        runs = make_runs(note_text(note), self._usage)
        if runs:
            self._outline.note(Footnote(key, note.mark, runs, locator=self._locate(note.page)))

    def _locate(self, page: int) -> Locator:
        return Locator(page=page, label=self._layout.labels.get(page))


def assemble(
    layout: Layout, levels: Mapping[int, int], usage: Usage, drawn: Drawn | None = None
) -> tuple[Section, ...]:
    """The tree of sections. `levels` gives the level of each text that is a heading, by its index."""
    drawn = drawn or Drawn()
    items = find_items(layout.texts, levels.keys() | drawn.entries.keys(), drawn.dots)
    return _Builder(layout, usage, drawn).build(levels, items)
