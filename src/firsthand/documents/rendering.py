"""A Document as one self-contained page of HTML, or as JSON.

Knows HTML and nothing of files. The page loads nothing, runs nothing, and asks nobody for anything.
"""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from itertools import groupby

import msgspec

from firsthand.documents.model import (
    Block,
    Cell,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    Image,
    ListItem,
    Locator,
    Paragraph,
    Quotation,
    Run,
    Runs,
    Section,
    Table,
)
from firsthand.documents.show import clock

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.6 Georgia,serif;color:#1b1b1b;background:#fff}
h1,h2,h3,h4,h5,h6{line-height:1.25;font-family:system-ui,sans-serif}
.page{display:block;margin:2rem 0 1rem;border-top:1px solid #767676;font:.8rem system-ui,sans-serif;color:#595959}
ul,ol{list-style:none;padding-inline-start:2rem}
li{position:relative}
li[data-marker]::before{content:attr(data-marker);position:absolute;inset-inline-end:calc(100% + .5rem)}
li[data-marker]::before{white-space:nowrap}
table{border-collapse:collapse}
td,th{border:1px solid #767676;padding:.25rem .5rem;text-align:start;vertical-align:top}
aside,figcaption,time{font-size:.9rem}
aside p,aside{margin:.25rem 0}
img{max-width:100%;height:auto}
pre{overflow-x:auto}
"""


def as_json(document: Document, indent: int | None = None) -> bytes:
    """The document's structures as JSON in UTF-8, pictures in Base64, indented by so many spaces or on one line."""
    encoded = msgspec.json.encode(document)
    return msgspec.json.format(encoded, indent=indent) if indent else encoded


def as_html(document: Document) -> str:
    """One page of HTML 5 with everything in it, pictures too."""
    language = document.language or ""
    title = escape(document.metadata.title or "")
    body = "".join(Page(document).lines())
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction(language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title or '—'}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>"
    )


class Page:
    """The page that is being written, and the sheet of the original at which it has arrived."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._images = {image.sha256: image for image in document.images}
        self._sheet: tuple[int, str | None] | None = None
        self._marked: set[str] = set()

    def lines(self) -> Iterator[str]:
        for section in self._document.sections:
            yield from self._section(section)

    def show_block(self, block: Block) -> str:
        """One block by itself."""
        return self._block(block)

    def show_runs(self, runs: Runs) -> str:
        return self._runs(runs)

    def _section(self, section: Section) -> Iterator[str]:
        yield f"<section{_language(section.language)}>\n"
        yield self._sheet_mark(section.locator)
        if section.heading:
            level = min(max(section.level, 1), 6)
            anchor = f' id="{escape(section.anchor)}"' if section.anchor else ""
            yield f"<h{level}{anchor}>{self._runs(section.heading)}</h{level}>\n"
        for listed, blocks in groupby(section.blocks, lambda block: isinstance(block, ListItem)):
            if listed:
                yield from self._list([block for block in blocks if isinstance(block, ListItem)])
            else:
                for block in blocks:
                    yield self._sheet_mark(block.locator) + self._block(block)
        for child in section.sections:
            yield from self._section(child)
        yield "</section>\n"

    def _list(self, items: list[ListItem]) -> Iterator[str]:
        """Nested lists from the depths of items: a list is open for each depth, and in it an item."""
        opened: list[tuple[int, str]] = []
        for item in items:
            mark = self._sheet_mark(item.locator)
            kind = "ol" if item.ordered else "ul"
            while opened and (opened[-1][0] > item.depth or (opened[-1][0] == item.depth and opened[-1][1] != kind)):
                yield f"</li>\n</{opened.pop()[1]}>\n"
            if opened and opened[-1][0] == item.depth:
                yield "</li>\n"
            else:
                opened.append((item.depth, kind))
                yield f"<{kind}>\n"
            marker = f' data-marker="{escape(item.marker)}"' if item.marker else ""
            yield f"<li{marker}{_language(item.language)}>{mark}{self._runs(item.runs)}"
        for _, kind in reversed(opened):
            yield f"</li>\n</{kind}>\n"

    def _block(self, block: Block) -> str:
        language = _language(block.language)
        match block:
            case Quotation(runs=runs):
                return f"<blockquote{language}><p>{self._runs(runs)}</p></blockquote>\n"
            case Table():
                return self._table(block)
            case Footnote(id=id_, mark=mark, runs=runs):
                back = f'<a href="#mark-{escape(id_)}">{escape(mark)}</a>' if id_ in self._marked else escape(mark)
                return f'<aside id="note-{escape(id_)}"{language}>{back} {self._runs(runs)}</aside>\n'
            case Figure():
                return self._figure(block)
            case Cue(runs=runs, speaker=speaker):
                who = f"<b>{escape(speaker)}:</b> " if speaker else ""
                return f"<p{language}><time>{clock(block.locator)}</time> {who}{self._runs(runs)}</p>\n"
            case Code(text=text):
                return f"<pre{language}><code>{escape(text)}</code></pre>\n"
            case Paragraph(runs=runs) | ListItem(runs=runs):
                return f"<p{language}>{self._runs(runs)}</p>\n"

    def _table(self, table: Table) -> str:
        caption = f"<caption>{self._runs(table.caption)}</caption>" if table.caption else ""
        rows = "".join(f"<tr>{''.join(map(self._cell, row.cells))}</tr>\n" for row in table.rows)
        return f"<table{_language(table.language)}>{caption}\n{rows}</table>\n"

    def _cell(self, cell: Cell) -> str:
        name = "th" if cell.header else "td"
        spans = f' colspan="{cell.columns}"' * (cell.columns > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
        return f"<{name}{spans}>{self._runs(cell.runs)}</{name}>"

    def _figure(self, figure: Figure) -> str:
        image = self._images.get(figure.image or "")
        shown = _picture(image, figure.alternative) if image else f"<p>[{escape(figure.alternative or 'Picture')}]</p>"
        caption = f"<figcaption>{self._runs(figure.caption)}</figcaption>" if figure.caption else ""
        written = f"<p>{self._runs((Run(figure.text),))}</p>" if figure.text else ""
        return f"<figure{_language(figure.language)}>{shown}{written}{caption}</figure>\n"

    def _sheet_mark(self, locator: Locator | None) -> str:
        """A line where a new sheet of the original begins."""
        if locator is None or locator.page is None or (locator.page, locator.label) == self._sheet:
            return ""
        self._sheet = (locator.page, locator.label)
        return f'<span class="page">{escape(locator.label or str(locator.page))}</span>\n'

    def _runs(self, runs: Runs) -> str:
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        shown = escape(run.text).replace("\n", "<br>")
        for wanted, name in (
            (run.code, "code"),
            (run.subscript, "sub"),
            (run.superscript or run.note is not None, "sup"),
            (run.emphasis, "em"),
            (run.strong, "strong"),
        ):
            if wanted:
                shown = f"<{name}>{shown}</{name}>"
        if run.note is not None:
            first = f' id="mark-{escape(run.note)}"' if run.note not in self._marked else ""
            self._marked.add(run.note)
            shown = f'<a href="#note-{escape(run.note)}"{first}>{shown}</a>'
        elif run.href and run.href.startswith(_SCHEMES):
            shown = f'<a href="{escape(run.href)}" rel="noreferrer">{shown}</a>'
        return f"<span{_language(run.language)}>{shown}</span>" if run.language else shown


def _picture(image: Image, alternative: str) -> str:
    data = b64encode(image.data).decode()
    size = f'width="{image.width}" height="{image.height}"'
    return f'<img alt="{escape(alternative)}" {size} src="data:{escape(image.media_type)};base64,{data}">'


def _language(language: str | None) -> str:
    return f' lang="{escape(language)}" dir="{direction(language)}"' if language else ""


def direction(language: str) -> str:
    """Either "rtl" or "ltr", by the language."""
    return "rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"
