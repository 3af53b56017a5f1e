"""A Document as text for a terminal or a pipe: headings, marks of pages, footnotes, tables, wrapped to a width.

Knows how a text is laid out in lines; reads no file and writes to nothing but the console that it is given.
"""

from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Run,
    Runs,
    Section,
    Table,
    plain,
)

# What a terminal would act on rather than show (ECMA-48), should a reader ever let it through.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NARROWEST = 8
"""Columns of a table below this many letters are not drawn; its rows are written out instead."""


def as_text(document: Document, width: int = 80, *, styled: bool = False) -> str:
    """The whole document in lines of at most `width` cells; `styled` adds the codes of an ANSI terminal."""
    page = StringIO()
    console = Console(
        file=page, width=width, force_terminal=styled, no_color=not styled, highlight=False, markup=False, emoji=False
    )
    for part in parts(document, width):
        console.print(part)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()).strip("\n")


def parts(document: Document, width: int) -> Iterator[RenderableType]:
    """What is printed, from top to bottom."""
    yield from _head(document)
    page: str | None = None
    between = False
    for thing in _flat(document):
        shown = _page(thing.locator)
        if shown is not None and shown != page:
            page, between = shown, False
            yield Text()
            yield Rule(Text(f"page {page}", "dim"), characters="-", style="dim", align="left")
        listed = isinstance(thing, ListItem | Cue)
        if not (listed and between):
            yield Text()
        between = listed
        yield _heading(thing) if isinstance(thing, Section) else _block(thing, width)


def _flat(document: Document) -> Iterator[Section | Block]:
    for section in document.walk():
        if section.heading:
            yield section
        yield from section.blocks


def _head(document: Document) -> Iterator[RenderableType]:
    """Title and facts; a title that the text itself begins with is not said twice."""
    metadata = document.metadata
    title = ": ".join(filter(None, (metadata.title, metadata.subtitle)))
    first = next((plain(section.heading) for section in document.walk()), "")
    if first == metadata.title and not metadata.subtitle:
        title = ""
    facts = (", ".join(metadata.authors), ", ".join(metadata.publishers), metadata.date or "")
    if title:
        yield Text(_safe(title), "bold")
    if any(facts):
        yield Text(_safe(" · ".join(filter(None, facts))), "dim")


def _page(locator: Locator | None) -> str | None:
    if locator is None or locator.page is None:
        return None
    return _safe(locator.label or str(locator.page))


def _heading(section: Section) -> Text:
    heading = Text("#" * max(1, section.level) + " ").append_text(_inline(section.heading))
    heading.stylize("bold")
    return heading


def _block(block: Block, width: int) -> RenderableType:
    match block:
        case Paragraph(runs=runs):
            return _inline(runs)
        case ListItem(runs=runs, depth=depth, marker=marker):
            return _hanging(marker or " ", _inline(runs), 2 * min(depth, 12))
        case Quotation(runs=runs):
            return Padding(_inline(runs), (0, 0, 0, 4))
        case Footnote(mark=mark, runs=runs):
            return _hanging(f"[{mark}]", _inline(runs), 2)
        case Figure():
            return _figure(block)
        case Cue(speaker=speaker):
            spoken = Text(f"{_safe(speaker)}: ", "bold") if speaker else Text()
            return _hanging(f"[{clock(block.locator)}]", spoken.append_text(_inline(block.runs)))
        case Code(text=text):
            return Padding(Text(_safe(text), no_wrap=True, overflow="ignore"), (0, 0, 0, 4))
        case Table():
            return _table(block, width)


def clock(locator: Locator | None) -> str:
    """The time at which a cue starts, as hours, minutes and seconds."""
    seconds = int(locator.start or 0) if locator else 0
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _hanging(mark: str, text: Text, indent: int = 0) -> RenderableType:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(_safe(mark)), text)
    return Padding(grid, (0, 0, 0, indent), expand=False)


def _figure(figure: Figure) -> RenderableType:
    what = f"[Picture: {_safe(figure.alternative)}]" if figure.alternative else "[Picture]"
    written = Text(_safe(figure.text), "dim") if figure.text else None
    return Group(*filter(None, (Text(what, "dim"), written, _inline(figure.caption))))


def _table(table: Table, width: int) -> RenderableType:
    rows = [[text for cell in row.cells for text in _spanning(cell)] for row in table.rows]
    columns = max(map(len, rows), default=0)
    caption = [_inline(table.caption)] if table.caption else []
    if columns * _NARROWEST > width:
        return Group(*caption, *(Text(" | ").join(row) for row in rows))
    grid = Grid(box=box.ASCII2, show_header=False, show_lines=True)
    for _ in range(columns):
        grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*(cell or Text() for cell, _ in zip_longest(row, range(columns))))
    return Group(*caption, grid)


def _spanning(cell: Cell) -> list[Text]:
    return [_inline(cell.runs), *[Text()] * (cell.columns - 1)]


def _inline(runs: Runs) -> Text:
    text = Text()
    for run in runs:
        text.append(_words(run), _style(run))
    return text


def _words(run: Run) -> str:
    if run.note is not None:
        return f"[{_safe(run.text)}]"
    if run.superscript and run.text.isdecimal() and run.text.isascii():
        return run.text.translate(_SUPERSCRIPT)
    return _safe(run.text)


def _style(run: Run) -> Style:
    link = run.href if run.href and run.href.startswith(("http://", "https://", "mailto:")) else None
    return Style(bold=run.strong or None, italic=run.emphasis or None, dim=run.note is not None or None, link=link)


def _safe(text: str) -> str:
    return text.translate(_CONTROLS)
