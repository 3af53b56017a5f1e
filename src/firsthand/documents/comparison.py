"""One page of HTML on which a person compares each page of a file with what was understood of it.

The page carries everything, runs nothing and works from a disk. Knows HTML and the structures of `model`.
"""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape

from firsthand.documents.model import (
    Block,
    Code,
    Cue,
    Document,
    Figure,
    Footnote,
    ListItem,
    Locator,
    PageQuality,
    Paragraph,
    Quotation,
    Section,
    Table,
)
from firsthand.documents.quality import summarise
from firsthand.documents.rendering import Page, direction

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = """
body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#1b1b1b;background:#f4f4f2}
header,.sheet{padding:1rem clamp(1rem,3vw,3rem)}
.sheet{border-top:2px solid #767676;display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:1.5rem}
.sheet>h2,.sheet>nav,.sheet>.said{grid-column:1/-1;margin:0}
.sheet>img{width:100%;height:auto;box-sizing:border-box;border:1px solid #767676;background:#fff}
.sheet>img{align-self:start;position:sticky;top:1rem}
@media (max-width:48rem){.sheet{grid-template-columns:minmax(0,1fr)}.sheet>img{position:static}}
.read{background:#fff;border:1px solid #767676;padding:.5rem 1rem;overflow-x:auto}
.block{position:relative;padding-block-start:1.1rem;margin-block:.4rem}
.block>.kind{position:absolute;inset-block-start:0;inset-inline-start:0;font-size:.7rem;color:#595959}
.block p,.block h3,.block blockquote,.block aside,.block pre{margin:0}
.block.heading{font-weight:700}
.block.item{padding-inline-start:calc(1.5rem*var(--depth))}
table{border-collapse:collapse;font-size:.85rem}
td,th{border:1px solid #767676;padding:.15rem .4rem;text-align:start;vertical-align:top}
figure{margin:0}
.block img{max-width:100%;height:auto}
.warning{background:#fff3cd;border-inline-start:.3rem solid #8a6100;padding:.25rem .75rem}
a:focus-visible,.read:focus-visible{outline:3px solid #1a56b0}
"""

_NAMES: Mapping[type, str] = {
    Paragraph: "Paragraph", ListItem: "List item", Quotation: "Quotation", Table: "Table", Footnote: "Footnote",
    Figure: "Figure", Cue: "Cue", Code: "Code",
}  # fmt: skip
_SOURCES = {
    "tags": "structure from the file's tags",
    "layout": "structure from the layout",
    "recognition": "recognised from a picture",
    "none": "no text",
}


def as_comparison(document: Document, name: str, pictures: Mapping[int, bytes]) -> str:
    """The page. `name` is the file's; `pictures` are JPEGs of its pages by number, as far as they could be drawn."""
    summary = summarise(document)
    language = escape(document.language or "")
    remarks = "".join(f"<li>{escape(remark.message)}</li>" for remark in document.remarks)
    body = "".join(_sheets(document, pictures))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(name)}: compared</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{escape(name)}</h1>\n<p>{escape(summary.verdict)}{f' Language: {language}.' if language else ''}</p>\n"
        f"{f'<ul>{remarks}</ul>' if remarks else ''}\n</header>\n<main>\n{body}</main>\n</body>\n</html>"
    )


def _sheets(document: Document, pictures: Mapping[int, bytes]) -> Iterator[str]:
    read = _by_page(document)
    quality = {page.page: page for page in document.quality}
    last = max([document.pages or 0, *read])
    said = _said(document)
    for number in range(min(read, default=1) if not document.pages else 1, last + 1):
        links = [
            f'<a href="#sheet-{other}" rel="{rel}">{word} page</a>'
            for other, rel, word in ((number - 1, "prev", "Previous"), (number + 1, "next", "Next"))
            if 1 <= other <= last
        ]
        yield f'<section class="sheet" id="sheet-{number}" aria-labelledby="title-{number}">\n'
        yield f'<h2 id="title-{number}">Page {number or "unknown"}</h2>\n<nav>{" · ".join(links)}</nav>\n'
        if number in quality or number in said:
            yield f'<div class="said">{_tell(quality.get(number))}{said.get(number, "")}</div>\n'
        yield _picture(number, pictures.get(number))
        yield f'<div class="read" tabindex="0" role="group" aria-label="What was read of page {number}">\n'
        yield "".join(read.get(number, ())) or "<p><em>Nothing was read of this page.</em></p>"
        yield "</div>\n</section>\n"


def _said(document: Document) -> dict[int, str]:
    """The remarks on each page."""
    found: dict[int, str] = defaultdict(str)
    for remark in document.remarks:
        if remark.page is not None:
            for number in range(remark.page, min(remark.last or remark.page, document.pages or remark.page) + 1):
                found[number] += f'<p class="warning">{escape(remark.message)}</p>'
    return found


def _tell(page: PageQuality | None) -> str:
    if page is None:
        return ""
    parts = [_SOURCES[page.source], f"{page.characters:,} characters"]
    parts += [f"{page.recognised:,} of them recognised"] if page.recognised else []
    parts += [f"confidence {page.confidence:.0%}"] if page.confidence is not None else []
    parts += [f"{page.soup:.0%} nonsense"] if page.soup else []
    return f"<p>{escape('; '.join(parts)).capitalize()}.</p>"


def _picture(number: int, data: bytes | None) -> str:
    if data is None:
        return "<p><em>No picture of this page could be made.</em></p>\n"
    source = f"data:image/jpeg;base64,{b64encode(data).decode()}"
    return f'<img alt="Page {number} of the file" loading="lazy" src="{source}">\n'


def _by_page(document: Document) -> dict[int, list[str]]:
    """What stands on each page, each block with a label of its kind; what has no place is on the page before it."""
    read: dict[int, list[str]] = defaultdict(list)
    page = Page(document)
    number = 1
    for section in document.walk():
        if section.heading:
            number = _number(section.locator, number)
            read[number].append(_heading(section, page))
        for block in section.blocks:
            number = _number(block.locator, number)
            read[number].append(_block(block, page))
    return read


def _number(locator: Locator | None, before: int) -> int:
    return locator.page if locator is not None and locator.page is not None else before


def _heading(section: Section, page: Page) -> str:
    kind = f"Heading {section.level}"
    return _labelled(kind, "heading", f"<h3>{page.show_runs(section.heading)}</h3>", section.language)


def _block(block: Block, page: Page) -> str:
    name = _NAMES[type(block)]
    shown = page.show_block(block)
    if isinstance(block, ListItem):
        shown = f"<p>{escape(block.marker)} {page.show_runs(block.runs)}</p>"
        return _labelled(f"{name}, depth {block.depth + 1}", "item", shown, block.language, f"--depth:{block.depth}")
    return _labelled(name, "", shown, block.language)


def _labelled(kind: str, group: str, shown: str, language: str | None, style: str = "") -> str:
    spoken = f' lang="{escape(language)}" dir="{direction(language)}"' if language else ' dir="auto"'
    told = f"{kind} ({escape(language)})" if language else kind
    styled = f' style="{style}"' if style else ""
    label = f'<span class="kind" dir="ltr">{told}</span>'
    return f'<div class="block {group}"{styled}>{label}<div{spoken}>{shown}</div></div>\n'
