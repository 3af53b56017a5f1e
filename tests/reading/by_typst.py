"""Sources set by Typst. A design is a preamble, which may define anew what `DEFAULTS` defines."""

from collections.abc import Sequence

import typst
from tests.reading.lists import Branch, Chunk, chunk, find_numbering, runs_of_kind
from tests.reading.source import Block, Print, Source, Spans

DEFAULTS = """
#set smartquote(enabled: false)
#set figure(supplement: none, numbering: none)
#show figure: set block(breakable: true)
#show figure.caption: it => block(sticky: true, it.body)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set align(start)
#let beside-box(body) = block(width: 100%, fill: luma(235), inset: 9pt, body)
#let beside-pull(body) = block(width: 100%, inset: (y: 8pt), stroke: (top: 1pt, bottom: 1pt), text(1.3em, body))
#let beside-margin(body) = place(right, dx: 4.6cm, block(width: 4cm, text(0.8em, body)))
#let chart(..labels) = block(width: 100%, height: 4.5cm, inset: (bottom: 0.6cm), {
  for (at, label) in labels.pos().enumerate() {
    place(bottom + left, dx: 6% + 17% * at, rect(width: 11%, height: 1cm + 0.5cm * calc.rem(at * 3, 5), fill: blue))
    place(bottom + left, dx: 6% + 17% * at, dy: 0.45cm, text(8pt, label))
  }
})
#let columns-of(count) = (1fr,) * count
#let cover(title, subtitle, lines) = []
#let opening(title, subtitle) = [#text(20pt, weight: "bold", hyphenate: false)[#title] \\
  #text(13pt)[#subtitle]

]
#let closing(lines) = lines.map(line => block(above: 1.4em, line)).join()
"""


def make(source: Source, printed: Print, design: str) -> bytes:
    head = _furniture(printed.head)
    parts = [
        f'#set document(title: {_quote(source.title)})\n#set text(lang: "{source.language}")\n',
        f"#let running-head = {head}\n#let running-foot = {_furniture(printed.foot)}\n",
        DEFAULTS,
        design,
    ]
    title, subtitle = (f"[#{_quote(text)}]" if text else "none" for text in (source.title, source.subtitle))
    if printed.cover:
        lines = ", ".join(f"[#{_quote(line)}]" for line in printed.cover)
        parts.append(f"\n#cover({title}, {subtitle}, ({lines},))\n")
    elif printed.title:
        parts.append(f"\n#opening({title}, {subtitle})\n")
    if printed.contents:
        parts.append(f"\n#outline(title: [#{_quote(printed.contents)}])\n#pagebreak(weak: true)\n")
    for inside, chunks in chunk(source.blocks):
        body = "\n".join(_chunk(one, source, printed) for one in chunks)
        parts.append(f"\n#beside-{inside}[{body}]\n" if inside else body)
    if printed.closing:
        parts.append("\n#closing((" + "".join(f"[#{_quote(line)}]," for line in printed.closing) + "))\n")
    return typst.compile("\n".join(parts).encode(), format="pdf")


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _furniture(text: str) -> str:
    return f"[#{_quote(text)}]" if text else "none"


def _spans(spans: Spans, source: Source) -> str:
    made = []
    for span in spans:
        if span.note:
            made.append(f"#footnote[{_spans(source.notes[span.note], source)}]")
            continue
        text = "#" + _quote(span.text)
        text = f"#emph[{text}]" if span.emphasis else text
        made.append(f"#strong[{text}]" if span.strong else text)
    return "".join(made)


def _chunk(one: Chunk, source: Source, printed: Print) -> str:
    block = one.block
    if block is None:
        return _list(one.branches, source)
    inner = _spans(block.spans, source)
    match block.kind:
        case "heading" if one.inside:
            return f"\n#block(strong[{inner}])\n"
        case "heading":
            return f"\n#heading(level: {block.level})[{inner}]\n"
        case "quote":
            return f"\n#quote(block: true)[{inner}]\n"
        case "figure":
            labels = ", ".join(map(_quote, printed.chart))
            return f"\n#figure(chart({labels}), kind: image, caption: [{inner}])\n"
        case "table":
            return _table(block, source)
        case _:
            return f"\n{inner}\n"


def _list(branches: Sequence[Branch], source: Source) -> str:
    made = ""
    for group in runs_of_kind(branches):
        items = ", ".join(f"[{_spans(branch.block.spans, source)}{_list(branch.children, source)}]" for branch in group)
        kind, start = find_numbering(group)
        if kind:
            pattern = "1." if kind == "1" else f"({kind})"
            made += f"\n#enum(start: {start}, numbering: {_quote(pattern)}, {items})\n"
        else:
            made += f"\n#list({items})\n"
    return made


def _table(block: Block, source: Source) -> str:
    count = max(cell.column + cell.columns for cell in block.cells)
    head, body = [], []
    for cell in block.cells:
        inner = _spans(cell.spans, source)
        made = f"table.cell(rowspan: {cell.rows}, colspan: {cell.columns})[{inner}]"
        (head if cell.header else body).append(made)
    table = f"table(columns: columns-of({count}), table.header({', '.join(head)}), {', '.join(body)})"
    caption = f", caption: [{_spans(block.spans, source)}]" if block.spans else ""
    return f"\n#figure({table}, kind: table{caption})\n"
