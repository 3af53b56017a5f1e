"""Sources whose structure is known: a text in a small Markdown, and what a design prints of it.

The Markdown has paragraphs and items of one line each. Beyond the usual, `<` in a table joins a cell with the one to
its left and `^` with the one above; `Table:` or `Caption:` before a table (the latter is not printed) and `Figure:`
alone give captions; `[words](#h3)` leads to the fourth heading; `::: box`, `::: pull` and `::: margin` open what
stands beside the text, up to `:::`.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.reading import scoring

TEXTS = Path(__file__).parent / "texts"
_CAPTION = re.compile(r"(Table|Tabla|Tableau|Таблица|Таблиця|Tabela|جدول|तालिका|ตาราง|表|표) ?[:：] ?(.*)")
_UNNAMED = re.compile(r"Caption: (.*)")
_FIGURE = re.compile(r"Figure: (.*)")
_ITEM = re.compile(r"( *)(-|\d+\.|\([a-z]+\)) (.*)")
_INLINE = re.compile(r"(\*\*|\*|\[\^\w+\]|\[[^]^]+\]\(#\w+\))")
_NOTE = re.compile(r"\[\^(\w+)\]: (.*)")


class Span(NamedTuple):
    text: str
    strong: bool = False
    emphasis: bool = False
    note: str = ""
    """The key of the note whose mark stands here; such a span has no text."""
    link: str = ""
    """The heading to which it leads: h and its number from 0."""


Spans = tuple[Span, ...]


class Cell(NamedTuple):
    spans: Spans
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False
    """It stands in the first row, or beside a cell of the first row that spans more rows."""


class Block(NamedTuple):
    kind: str
    """heading, text, item, quote, table or figure."""
    spans: Spans = ()
    """Of a table or figure, its caption."""
    level: int = 0
    """Of a heading, from 1; of an item, its depth from 0."""
    marker: str = ""
    """Of a numbered item."""
    cells: tuple[Cell, ...] = ()
    inside: str = ""
    """box, pull or margin."""


class Source(NamedTuple):
    language: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    notes: dict[str, Spans]


def parse_spans(text: str) -> Spans:
    spans = []
    strong = emphasis = False
    for part in _INLINE.split(text):
        if part == "**":
            strong = not strong
        elif part == "*":
            emphasis = not emphasis
        elif part.startswith("[^") and part.endswith("]"):
            spans.append(Span("", note=part[2:-1]))
        elif part.startswith("["):
            words, _, place = part[1:-1].partition("](#")
            spans.append(Span(words, strong, emphasis, link=place))
        elif part:
            spans.append(Span(part, strong, emphasis))
    return tuple(spans)


def plain(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def marks(spans: Spans) -> tuple[tuple[int, str], ...]:
    found, at = [], 0
    for span in spans:
        if span.note:
            found.append((at, span.note))
        at += len(span.text)
    return tuple(found)


@cache
def load(name: str) -> Source:
    """`name` is that of a file among the texts, without its suffix: "un-draft.fr"."""
    return parse((TEXTS / f"{name}.md").read_text(), name.rpartition(".")[2])


def parse(text: str, language: str) -> Source:
    notes = {found[1]: parse_spans(found[2]) for found in _NOTE.finditer(text)}
    lines = [line.rstrip() for line in text.splitlines() if not _NOTE.fullmatch(line)]
    title = next(line[2:] for line in lines if line.startswith("# "))
    body = lines[lines.index(f"# {title}") + 1 :]
    first = next((at for at, line in enumerate(body) if line), 0)
    subtitle = ""
    if body[first + 1 : first + 2] == [""] and body[first][:1] not in "#|-:" and len(body[first]) < 90:
        subtitle, body = body[first], body[first + 1 :]
    return Source(language, title, subtitle, tuple(_blocks(body)), notes)


def _blocks(lines: list[str]) -> Iterator[Block]:
    inside, caption, at = "", (), 0
    while at < len(lines):
        line = lines[at]
        if line.startswith(":::"):
            inside = line[3:].strip()
        elif line.startswith("|"):
            end = next((to for to in range(at, len(lines)) if not lines[to].startswith("|")), len(lines))
            yield Block("table", caption, cells=_cells(lines[at:end]), inside=inside)
            caption, at = (), end - 1
        elif found := _UNNAMED.fullmatch(line):
            caption = parse_spans(found[1])
        elif found := _CAPTION.fullmatch(line):
            caption = parse_spans(line if found[2][:1].isdigit() else found[0])
        elif line and line != ">":
            yield _block(line, inside)
        at += 1


def _block(line: str, inside: str) -> Block:
    if line.startswith("#"):
        signs, _, text = line.partition(" ")
        return Block("heading", parse_spans(text), len(signs) - 1, inside=inside)
    if line.startswith("> "):
        return Block("quote", parse_spans(line[2:]), inside=inside)
    if found := _FIGURE.fullmatch(line):
        return Block("figure", parse_spans(found[1]), inside=inside)
    if found := _ITEM.fullmatch(line):
        marker = "" if found[2] == "-" else found[2]
        return Block("item", parse_spans(found[3]), len(found[1]) // 2, marker, inside=inside)
    return Block("text", parse_spans(line), inside=inside)


def _cells(lines: list[str]) -> tuple[Cell, ...]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    ruled = len(rows) > 1 and all(set(cell) <= set("-: ") and cell for cell in rows[1])
    rows = [row for at, row in enumerate(rows) if at != 1 or not ruled]
    made: dict[tuple[int, int], Cell] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in {"<", "^"}:
                above = owner[at, column - 1] if text == "<" else owner[at - 1, column]
                cell = made[above]
                owner[at, column] = above
                made[above] = cell._replace(
                    rows=max(cell.rows, at - cell.row + 1), columns=max(cell.columns, column - cell.column + 1)
                )
            else:
                owner[at, column] = at, column
                made[at, column] = Cell(parse_spans(text), at, column)
    depth = max(cell.rows for cell in made.values() if cell.row == 0)
    return tuple(cell._replace(header=cell.row < depth) for cell in made.values())


class Print(NamedTuple):
    """What a design prints of a source: all that has a bearing on the truth."""

    title: bool = True
    numbered: bool = False
    """Headings carry numbers made by the program: 1, 1.1, 1.1.1."""
    contents: str = ""
    """The heading over the list of contents, if there is one."""
    head: str = ""
    foot: str = ""
    cover: tuple[str, ...] = ()
    """Lines on the cover beside title and subtitle, each a paragraph."""
    paragraphs: int = 0
    """Numbers body paragraphs from 1 on, so many of them at most."""
    closing: tuple[str, ...] = ()
    """Lines at the end, each a paragraph: signatures. In columns they may be read across or down."""
    furniture: tuple[str, ...] = ()
    chart: tuple[str, ...] = ()
    """Labels drawn in each figure."""


def shorten(source: Source, *, sections: range | None = None, drop: tuple[str, ...] = ()) -> Source:
    """Only some of its first-level sections (from 0; what stands before the first heading is always kept)."""
    blocks, number, used = [], -1, set()
    for block in source.blocks:
        number += block.kind == "heading" and block.level == 1 and not block.inside
        if (number < 0 or sections is None or number in sections) and block.kind not in drop:
            blocks.append(block)
            used |= _keys(block)
    return source._replace(blocks=tuple(blocks), notes={key: source.notes[key] for key in source.notes if key in used})


def drop_notes(source: Source) -> Source:
    """Without notes and their marks, for programs by which we make none."""
    blocks = [
        block._replace(
            spans=tuple(span for span in block.spans if not span.note),
            cells=tuple(
                cell._replace(spans=tuple(span for span in cell.spans if not span.note)) for cell in block.cells
            ),
        )
        for block in source.blocks
    ]
    return source._replace(blocks=tuple(blocks), notes={})


def _keys(block: Block) -> set[str]:
    spans = [*block.spans, *(span for cell in block.cells for span in cell.spans)]
    return {span.note for span in spans if span.note}


def number(source: Source, printed: Print) -> Source:
    """The source with the numbers that the design prints before headings and paragraphs."""
    counts: list[int] = []
    blocks = []
    paragraph = 0
    for block in source.blocks:
        prefix = ""
        if printed.numbered and block.kind == "heading" and not block.inside:
            counts = [*counts, *[0] * block.level][: block.level]
            counts[-1] += 1
            prefix = ".".join(map(str, counts)) + ("." if block.level == 1 else "") + " "
        elif block.kind == "text" and not block.inside and paragraph < printed.paragraphs:
            paragraph += 1
            prefix = f"{paragraph}. "
        blocks.append(block._replace(spans=(Span(prefix), *block.spans)) if prefix else block)
    return source._replace(blocks=tuple(blocks))


def truth(source: Source, printed: Print, pages: int = 1) -> scoring.Reading:
    """What a perfect reader finds. `source` has its numbers already."""
    blocks: list[scoring.Block] = [scoring.Block("subtitle", line, loose=True) for line in printed.cover]
    if printed.title:
        blocks.append(scoring.Block("title", source.title, 1))
        if source.subtitle:
            blocks.append(scoring.Block("subtitle", source.subtitle))
    if printed.contents:
        blocks.append(scoring.Block("label", printed.contents, optional=True))
        blocks += [
            scoring.Block("text", plain(block.spans), optional=True)
            for block in source.blocks if block.kind == "heading" and not block.inside
        ]  # fmt: skip
    for block in source.blocks:
        blocks += _true(block, printed)
    if source.notes and blocks[-1].kind == "heading":  # it stands over the notes, and goes where they go
        blocks[-1] = blocks[-1]._replace(kind="label", optional=True)
    blocks += [scoring.Block("text", line, loose=True) for line in printed.closing]
    blocks += [scoring.Block("note", plain(spans), key=key) for key, spans in source.notes.items()]
    furniture = tuple(filter(None, (printed.head, printed.foot, *printed.furniture)))
    return scoring.Reading(tuple(blocks), furniture, pages)


def _true(block: Block, printed: Print) -> Iterator[scoring.Block]:
    loose = bool(block.inside)
    text, found = plain(block.spans), marks(block.spans)
    match block.kind:
        case "heading" if loose:
            yield scoring.Block("label", text, marks=found, loose=True)
        case "heading":
            yield scoring.Block("heading", text, block.level, marks=found)
        case "item" if block.marker:
            shift = len(block.marker) + 1
            moved = tuple((at + shift, key) for at, key in found)
            yield scoring.Block("item", f"{block.marker} {text}", block.level, block.marker, moved, loose=loose)
        case "item":
            yield scoring.Block("item", text, block.level, marks=found, loose=loose)
        case "table" | "figure":
            if text:
                yield scoring.Block("caption", text, marks=found)
            if block.kind == "figure":
                yield from (scoring.Block("text", label, optional=True) for label in printed.chart)
            else:
                yield scoring.Block("table", cells=tuple(
                    scoring.Cell(cell.row, cell.column, plain(cell.spans), cell.rows, cell.columns, marks(cell.spans))
                    for cell in block.cells
                ), loose=loose)  # fmt: skip
        case _:
            yield scoring.Block("text", text, marks=found, loose=loose)
