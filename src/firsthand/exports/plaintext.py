"""Editions as plain text (UTF-8), for any device and for ears: a line a paragraph, tables as sentences of their cells.

It keeps the reading order, the numbers of pages and the notes; everything that only looks is left out.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from firsthand.catalogue.reading import Heading, Node, printed_page
from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Figure,
    Footnote,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Row,
    Run,
    Runs,
    Table,
)
from firsthand.exports import imprint
from firsthand.exports.chapters import chapters, repeats_title
from firsthand.exports.imprint import Line
from firsthand.exports.signs import clean
from firsthand.exports.times import clock
from firsthand.exports.volume import Volume

MEDIA_TYPE = "text/plain; charset=utf-8"
UNDERLINES = "=-"
"""Under headings of the first and second level."""
INDENT = "    "


def make_text(volume: Volume) -> bytes:
    """The edition as UTF-8 without a byte order mark, lines ended by a newline."""
    parts = [*_head(volume), *_Body(volume).parts(), *_tail(volume)]
    return (clean("\n\n".join(part for part in parts if part)) + "\n").encode()


def _head(volume: Volume) -> Iterator[str]:
    edition = volume.edition
    yield _underlined(edition.title, "=")
    yield edition.subtitle or ""
    lines = list(imprint.credits_of(volume))
    yield "\n".join((*map(_line, lines), *filter(None, (imprint.date_of(volume), volume.source.url))))
    yield from (said.value for said in imprint.notes_of(volume))
    if newer := imprint.newer_of(volume):
        before = volume.interface.gettext("A newer work takes its place:")
        yield " ".join(filter(None, (before, newer.text, newer.address)))


def _tail(volume: Volume) -> Iterator[str]:
    _ = volume.interface.gettext
    yield _underlined(_("About this edition"), "=")
    yield "\n".join(map(_line, imprint.lines_of(volume)))
    yield _underlined(_("How to cite"), "-")
    yield "".join(span.text for span in imprint.citation_of(volume))
    yield _underlined(_("How it was made"), "-")
    yield imprint.authority(volume)
    yield from (said.value for said in imprint.remarks_of(volume))


def _line(line: Line) -> str:
    """A label and what belongs to it; an address follows its words, where they don't say it themselves."""
    said = [
        f"{part.text} <{part.address}>" if part.address and part.address != part.text else part.text
        for part in line.parts
    ]
    return f"{line.label}: {'; '.join(said)}"


def _underlined(title: str, sign: str) -> str:
    return f"{title}\n{sign * min(max(len(title), 3), 72)}"


class _Body:
    """The text itself; keeps the page that it is on."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.page: str | None = None

    def parts(self) -> Iterator[str]:
        """Paragraphs and the like; the lines of a list, of a dialogue and of notes stand together."""
        for kind, run in groupby(self._nodes(), key=lambda node: type(node.block)):
            said = [part for node in run for part in self._node(node)]
            yield from ["\n".join(said)] if kind in (ListItem, Cue, Footnote) else said

    def _nodes(self) -> Iterator[Node]:
        title = self.volume.edition.title
        for chapter in chapters(self.volume.leaves(), title):
            nodes = chapter.leaf.nodes
            titled = bool(nodes) and chapter.leaf.number == 1 and repeats_title(nodes[0], title)
            yield from nodes[1:] if titled else nodes

    def _node(self, node: Node) -> Iterator[str]:
        block = node.block
        if not isinstance(block, Footnote | Table):
            yield from self._turned(block.locator)
        yield from (self._table(block) if isinstance(block, Table) else (self._block(block),))

    def _block(self, block: Heading | Block) -> str:
        match block:
            case Heading(runs=runs, level=level):
                title = _said(runs)
                return _underlined(title, UNDERLINES[level - 1]) if level <= len(UNDERLINES) else title
            case ListItem(runs=runs, depth=depth, marker=marker):
                return f"{INDENT * depth}{f'{marker} ' if marker else '  '}{_said(runs)}"
            case Quotation(runs=runs):
                return "\n".join(f"{INDENT}{line}" for line in _said(runs).split("\n"))
            case Footnote(mark=mark, runs=runs):
                return f"[{mark or '*'}] {_said(runs)}"
            case Figure():
                return self._figure(block)
            case Cue(runs=runs, speaker=speaker, locator=locator):
                time = clock(locator.start) if locator and locator.start is not None else ""
                return " ".join(filter(None, (time, f"{speaker}:" if speaker else "", _said(runs))))
            case Code(text=text):
                return "\n".join(f"{INDENT}{line}" for line in text.split("\n"))
            case Paragraph(runs=runs):
                return _said(runs)
            case Table():
                raise AssertionError("tables have several parts")

    def _figure(self, figure: Figure) -> str:
        _ = self.volume.interface.gettext
        picture, undescribed, written = _("Picture"), _("A picture without a description"), _("Words in the picture")
        said = figure.alternative or (undescribed if figure.image else "")
        lines = [f"[{picture}: {said}]" if said else "", _said(figure.caption)]
        if figure.text:
            lines.append(f"[{written}: {' · '.join(figure.text.splitlines())}]")
        return "\n".join(filter(None, lines))

    def _turned(self, locator: Locator | None) -> Iterator[str]:
        page = printed_page(locator)
        if page is not None and page != self.page:
            self.page = page
            said = self.volume.interface.gettext("Page %(number)s")
            yield f"[{said % {'number': page}}]"

    def _table(self, table: Table) -> Iterator[str]:
        """A line a row, each cell after the heading of its column, so that it can be followed by ear."""
        yield from self._turned(table.locator)
        caption = _said(table.caption)
        label = self.volume.interface.gettext("Table")
        yield f"[{label}{f': {caption}' if caption else ''}]"
        head = list(takewhile(lambda row: row.cells and all(cell.header for cell in row.cells), table.rows))
        head = head if len(head) < len(table.rows) else []
        heads = _columns(head)
        lines: list[str] = []
        for row in table.rows[len(head) :]:
            lines += [*self._turned(row.locator), _row(row, heads)]
        yield "\n".join(filter(None, lines))


def _columns(head: Sequence[Row]) -> list[str]:
    """The heading of each column."""
    columns: dict[int, list[str]] = {}
    for row in head:
        at = 0
        for cell in row.cells:
            for column in range(at, at + max(cell.columns, 1)):
                if said := _flat(cell):
                    columns.setdefault(column, []).append(said)
            at += max(cell.columns, 1)
    return [", ".join(columns.get(column, ())) for column in range(max(columns, default=-1) + 1)]


def _row(row: Row, heads: Sequence[str]) -> str:
    said, at = [], 0
    for cell in row.cells:
        head = heads[at] if at < len(heads) else ""
        at += max(cell.columns, 1)
        if words := _flat(cell):
            said.append(f"{head}: {words}" if head else words)
    return "; ".join(said)


def _flat(cell: Cell) -> str:
    return _said(cell.runs).replace("\n", " ")


def _said(runs: Runs) -> str:
    """Runs as text: the marks of notes in brackets, the address of a link after its words."""
    parts: list[str] = []
    for place, run in enumerate(runs):
        parts.append(f"[{run.text.strip() or '*'}]" if run.note is not None else run.text)
        goes_on = place + 1 < len(runs) and runs[place + 1].href == run.href
        if run.href and not goes_on and not run.href.startswith("#") and not _says(run):
            parts.append(f" <{run.href}>")
    return "".join(parts).strip()


def _says(run: Run) -> bool:
    """Whether the words of a link are its address."""
    assert run.href
    bare = run.href.partition(":")[2].strip("/").removeprefix("www.")
    return bare in run.text
