"""Sources as a web page, printed by WeasyPrint or Chromium. A design is a style sheet."""

import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence
from html import escape
from pathlib import Path

from tests.reading.lists import Branch, Chunk, chunk, find_numbering, runs_of_kind
from tests.reading.source import Block, Print, Source, Spans, plain

DEFAULTS = """
.note { float: footnote; font-size: 8pt; }
::footnote-call { vertical-align: super; font-size: 65%; line-height: 0; }
ul.contents { list-style: none; padding: 0; }
ul.contents a::after { content: leader('.') target-counter(attr(href), page); }
figure.chart div { height: 3cm; border-bottom: 1pt solid; }
figure.chart span { display: inline-block; width: 18%; margin-top: 2cm; border-top: 9pt solid teal; font-size: 8pt; }
@counter-style lettered { system: extends lower-alpha; prefix: "("; suffix: ") "; }
@counter-style numerals { system: extends lower-roman; prefix: "("; suffix: ") "; }
ol.a { list-style-type: lettered; }
ol.i { list-style-type: numerals; }
table { border-collapse: collapse; }
td, th { vertical-align: top; text-align: start; }
caption, figcaption { text-align: start; }
"""


def page(source: Source, printed: Print, design: str, *, footnotes: bool = True) -> str:
    """`footnotes`: notes are set by the program at the foot of the page; or else all at the end of the text."""
    numbers = {key: at for at, key in enumerate(source.notes, start=1)}
    writer = _Writer(source, {} if footnotes else numbers, printed)
    furniture = f"@page {{ --x: 0; }} :root {{ --head: {_css(printed.head)}; --foot: {_css(printed.foot)}; }}"
    direction = "rtl" if source.language in {"ar", "he", "fa", "ur"} else "ltr"
    parts = [
        f'<!doctype html><html lang="{source.language}" dir="{direction}"><meta charset="utf-8">',
        f"<title>{escape(source.title)}</title><style>{DEFAULTS}{furniture}{design}</style><body>",
    ]
    opening = f'<p class="title">{escape(source.title)}</p>'
    if printed.title:
        opening = f"<h1>{escape(source.title)}</h1>"
        opening += f'<p class="subtitle">{escape(source.subtitle)}</p>' if source.subtitle else ""
        lines = "".join(f"<p>{escape(line)}</p>" for line in printed.cover)
        parts.append(f'<header class="{"cover" if printed.cover else "opening"}">{opening}{lines}</header>')
    if printed.contents:
        parts.append(writer.contents(printed.contents))
    parts.append("<main>")
    for inside, chunks in chunk(source.blocks):
        body = "".join(writer.chunk(one) for one in chunks)
        parts.append(f'<aside class="{inside}">{body}</aside>' if inside else body)
    if printed.closing:
        parts.append('<div class="closing">' + "".join(f"<p>{escape(line)}</p>" for line in printed.closing) + "</div>")
    if not footnotes and source.notes:
        parts.append(writer.endnotes())
    return "".join([*parts, "</main></body></html>"])


class _Writer:
    def __init__(self, source: Source, numbers: dict[str, int], printed: Print) -> None:
        self._source = source
        self._numbers = numbers
        self._printed = printed
        self._anchors = 0

    def spans(self, spans: Spans) -> str:
        made = []
        for span in spans:
            if span.note and self._numbers:
                number = self._numbers[span.note]
                made.append(f'<sup><a href="#n{number}">{number}</a></sup>')
            elif span.note:
                made.append(f'<span class="note">{self.spans(self._source.notes[span.note])}</span>')
            else:
                text = escape(span.text)
                text = f"<em>{text}</em>" if span.emphasis else text
                text = f'<a href="#{span.link}">{text}</a>' if span.link else text
                made.append(f"<strong>{text}</strong>" if span.strong else text)
        return "".join(made)

    def endnotes(self) -> str:
        notes = "".join(
            f'<p id="n{number}">{number}. {self.spans(self._source.notes[key])}</p>'
            for key, number in self._numbers.items()
        )
        return f'<section class="endnotes">{notes}</section>'

    def contents(self, title: str) -> str:
        headings = [block for block in self._source.blocks if block.kind == "heading" and not block.inside]
        lines = "".join(
            f'<li class="level{block.level}"><a href="#h{at}">{self.spans(block.spans)}</a></li>'
            for at, block in enumerate(headings)
        )
        return f'<nav><p class="contents">{escape(title)}</p><ul class="contents">{lines}</ul></nav>'

    def chunk(self, one: Chunk) -> str:
        block = one.block
        if block is None:
            return self._list(one.branches)
        inner = self.spans(block.spans)
        match block.kind:
            case "heading" if one.inside:
                return f'<p class="label">{inner}</p>'
            case "heading":
                self._anchors += 1
                return f'<h{block.level + 1} id="h{self._anchors - 1}">{inner}</h{block.level + 1}>'
            case "quote":
                return f'<blockquote dir="{_direction(plain(block.spans))}"><p>{inner}</p></blockquote>'
            case "figure":
                labels = "".join(f"<span>{escape(label)}</span>" for label in self._printed.chart)
                return f'<figure class="chart"><div>{labels}</div><figcaption>{inner}</figcaption></figure>'
            case "table":
                return self._table(block)
            case _:
                return f"<p>{inner}</p>"

    def _list(self, branches: Sequence[Branch]) -> str:
        made = ""
        for group in runs_of_kind(branches):
            kind, start = find_numbering(group)
            tag, more = ("ol", f' class="{kind}" start="{start}"') if kind else ("ul", "")
            items = "".join(f"<li>{self.spans(one.block.spans)}{self._list(one.children)}</li>" for one in group)
            made += f"<{tag}{more}>{items}</{tag}>"
        return made

    def _table(self, block: Block) -> str:
        caption = f"<caption>{self.spans(block.spans)}</caption>" if block.spans else ""
        rows: dict[int, str] = {}
        for cell in block.cells:
            tag = "th" if cell.header else "td"
            rows[cell.row] = rows.get(cell.row, "") + (
                f'<{tag} rowspan="{cell.rows}" colspan="{cell.columns}">{self.spans(cell.spans)}</{tag}>'
            )
        heads = {cell.row for cell in block.cells if cell.header}
        head, body = (
            "".join(f"<tr>{row}</tr>" for at, row in rows.items() if (at in heads) is wanted)
            for wanted in (True, False)
        )
        return f"<table>{caption}<thead>{head}</thead><tbody>{body}</tbody></table>"


def _direction(text: str) -> str:
    """That of its first letter."""
    first = next((unicodedata.bidirectional(char) for char in text if char.isalpha()), "L")
    return "rtl" if first in {"R", "AL"} else "ltr"


def _css(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def make_by_weasyprint(source: Source, printed: Print, design: str) -> bytes:
    import weasyprint

    html = page(source, printed, design)
    return weasyprint.HTML(string=html).write_pdf(pdf_tags=True)


def make_by_chromium(source: Source, printed: Print, design: str) -> bytes:
    """Chromium knows no footnotes, leaders or running heads of ours: notes come at the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        path.write_text(page(source, printed, design, footnotes=False))
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/page.pdf", path.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, "page.pdf").read_bytes()
