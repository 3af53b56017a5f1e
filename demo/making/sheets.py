"""Printed sheets by typst: PDF in one or two columns, tagged or not, in any script for which there is a font."""

from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from markdown_it.tree import SyntaxTreeNode

from making.text import AUTHOR, Source, captioned, rows

SPECIAL = str.maketrans({letter: f"\\{letter}" for letter in r"\#$*_`<>@[]~=+-/\"'"})
TABLES = {"en": "Table", "fr": "Tableau", "es": "Tabla", "ru": "Таблица", "ar": "جدول"}


def inner(node: SyntaxTreeNode, source: Source) -> str:
    return "".join(render(child, source) for child in node.children)


def render(node: SyntaxTreeNode, source: Source) -> str:
    """A block as typst markup. Only what the sources use is known; anything else is an error to be seen."""
    match node.type:
        case "paragraph":
            return inner(node, source) + ("" if node.hidden else "\n\n")
        case "heading":
            return f"{'=' * (int(node.tag[1]) - 1)} {inner(node, source)}\n\n"
        case "bullet_list":
            return listing("list", node, source)
        case "ordered_list":
            return listing(f"enum.with(start: {node.attrs.get('start', 1)})", node, source)
        case "blockquote":
            return f"#quote(block: true)[{inner(node, source)}]\n\n"
    return run(node, source)


def run(node: SyntaxTreeNode, source: Source) -> str:
    """What stands within a line. A call ends with a semicolon of its own, or typst would take one of the text's."""
    match node.type:
        case "text":
            return node.content.translate(SPECIAL)
        case "softbreak":
            return " "
        case "inline":
            return inner(node, source)
        case "strong":
            return f"#strong[{inner(node, source)}];"
        case "em":
            return f"#emph[{inner(node, source)}];"
        case "footnote_ref":
            return f"#footnote[{inner(source.notes[node.meta['id']], source).strip()}];"
        case "footnote_anchor":
            return ""
    raise ValueError(f"no typst markup for {node.type}")


def listing(function: str, node: SyntaxTreeNode, source: Source) -> str:
    items = "".join(f"  [{inner(item, source).strip()}],\n" for item in node.children)
    return f"#({function})(\n{items})\n\n"


def table(node: SyntaxTreeNode, caption: str, source: Source, *, columns: int) -> str:
    """Tables of more than two columns run across the whole sheet where the text has two."""
    head, *others = rows(node)
    cells = "".join(f"    [{inner(cell, source)}],\n" for row in others for cell in row)
    header = "".join(f"[*{inner(cell, source)}*], " if cell.children else "[], " for cell in head)
    across = 'placement: auto, scope: "parent", ' if columns > 1 and len(head) > 2 else ""
    named = f"caption: [{caption.translate(SPECIAL)}], " if caption else ""
    widths = ", ".join(["1fr"] * len(head))
    return f"""#figure({across}{named}kind: table, supplement: [{TABLES[source.language]}],
  table(columns: ({widths}), align: start + top, stroke: 0.5pt + gray, inset: 5pt,
    table.header({header}),
{cells}  ))

"""


def markup(source: Source, columns: int, size: float) -> str:
    day = source.date
    fonts = '("Noto Naskh Arabic", "Noto Sans Arabic", "Noto Serif")' if source.language == "ar" else '("Noto Serif",)'
    title = source.title.translate(SPECIAL)
    content = "".join(
        table(block, caption, source, columns=columns) if block.type == "table" else render(block, source)
        for block, caption in captioned(source.blocks)
    )
    return f"""#set document(title: [{title}], author: "{AUTHOR}",
  date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))
#set text(lang: "{source.language}", font: {fonts}, size: {size}pt, hyphenate: true)
#set smartquote(enabled: false)
#set par(justify: true, leading: 0.6em, spacing: 0.9em)
#set page(paper: "a4", columns: {columns}, margin: (x: 18mm, y: 22mm), numbering: "1",
  header: context if counter(page).get().first() > 1 [
    #set text(size: 8pt); #title_short #h(1fr) Firsthand demonstration])
#set columns(gutter: 8mm)
#set table(fill: (_, y) => if y == 0 {{ luma(232) }})
#show table: set text(size: 8pt, hyphenate: true)
#show table: set par(justify: false)
#show figure.caption: set text(size: 8.5pt, weight: "bold")
#show figure.where(kind: table): set figure.caption(position: top)
#show heading.where(level: 1): set text(size: 12.5pt)
#show heading: set block(above: 1.4em, below: 0.8em)
#show quote.where(block: true): set pad(x: 1em)
#place(top + start, scope: "parent", float: true, clearance: 1.6em)[
  #std.title[#text(size: 22pt)[{title}]]
  #text(size: 12pt)[{source.subtitle.translate(SPECIAL)}]

  #text(size: 8.5pt)[Firsthand demonstration, {day.isoformat()}. CC BY 4.0]
]
{content}""".replace("#title_short", title)


def save(source: Source, path: Path, *, columns: int = 1, tagged: bool = True, size: float = 9.5) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.typ"
        file.write_text(markup(source, columns, size), encoding="utf-8")
        made = datetime.combine(source.date, time(), UTC)
        typst.compile(file, output=path, timestamp=int(made.timestamp()), pdf_tags=tagged)
