"""Sources as OpenDocument files, and PDF that LibreOffice makes. A design is the XML of styles."""

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from tests.reading.lists import Branch, Chunk, chunk, find_numbering, runs_of_kind
from tests.reading.source import Block, Print, Source, Spans

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office", "text": "text", "table": "table", "style": "style", "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)  # fmt: skip
_SETTINGS = '<text:notes-configuration text:note-class="footnote" style:num-format="1"/>'


def _list_style(name: str, kind: str) -> str:
    levels = ""
    for level in range(1, 4):
        place = (
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            f'<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.6cm" '
            f'fo:margin-left="{0.8 * level + 0.2}cm"/></style:list-level-properties>'
        )
        if kind == "•":
            levels += f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="•">{place}'
            levels += "</text:list-level-style-bullet>"
        else:
            around = 'style:num-prefix="(" style:num-suffix=")"' if kind in "ai" else 'style:num-suffix="."'
            levels += f'<text:list-level-style-number text:level="{level}" {around} style:num-format="{kind}">{place}'
            levels += "</text:list-level-style-number>"
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


_AUTOMATIC = (
    '<style:style style:name="strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="emphasis" style:family="text"><style:text-properties fo:font-style="italic"/>'
    "</style:style>"
    + _list_style("bullets", "•")
    + _list_style("numbers", "1")
    + _list_style("letters", "a")
    + _list_style("numerals", "i")
)


def write_odf(source: Source, printed: Print, design: str) -> bytes:
    writer = _Writer(source)
    lines = [f'<text:p text:style-name="Cover">{escape(line)}</text:p>' for line in printed.cover]
    if printed.title:
        lines.append(f'<text:p text:style-name="Title">{escape(source.title)}</text:p>')
        if source.subtitle:
            lines.append(f'<text:p text:style-name="Subtitle">{escape(source.subtitle)}</text:p>')
    for inside, chunks in chunk(source.blocks):
        body = "".join(writer.chunk(one) for one in chunks)
        lines.append(body if not inside else body.replace('style-name="Text"', 'style-name="Box"'))
    lines += [f'<text:p text:style-name="Closing">{escape(line)}</text:p>' for line in printed.closing]
    master = (
        '<style:master-page style:name="Standard" style:page-layout-name="page">'
        f'<style:header><text:p text:style-name="Furniture">{escape(printed.head)}</text:p></style:header>'
        f'<style:footer><text:p text:style-name="Furniture">{escape(printed.foot)}<text:tab/>'
        "<text:page-number/></text:p></style:footer></style:master-page>"
    )
    styles, _, automatic = design.partition("<!-- automatic -->")
    flat = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles}{_SETTINGS}</office:styles>"
        f"<office:automatic-styles>{_AUTOMATIC}{automatic}</office:automatic-styles>"
        f"<office:master-styles>{master}</office:master-styles>"
        f"<office:body><office:text>{''.join(lines)}</office:text></office:body></office:document>"
    )
    return flat.encode()


def convert(texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """A PDF of each file, with tags, by the name of the file without its ending: LibreOffice is started once."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in texts.items():
            Path(folder, name).write_bytes(data)
        filters = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
        command = ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
                   "--convert-to", filters, "--outdir", folder, *(f"{folder}/{name}" for name in texts)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return {path.stem: path.read_bytes() for path in Path(folder).glob("*.pdf")}


class _Writer:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._number = 0

    def spans(self, spans: Spans) -> str:
        made = []
        for span in spans:
            if span.note:
                self._number += 1
                note = self.spans(self._source.notes[span.note])
                made.append(
                    f'<text:note text:id="ftn{self._number}" text:note-class="footnote"><text:note-citation>'
                    f"{self._number}</text:note-citation><text:note-body>"
                    f'<text:p text:style-name="Footnote">{note}</text:p></text:note-body></text:note>'
                )
                continue
            text = escape(span.text)
            text = f'<text:span text:style-name="emphasis">{text}</text:span>' if span.emphasis else text
            made.append(f'<text:span text:style-name="strong">{text}</text:span>' if span.strong else text)
        return "".join(made)

    def chunk(self, one: Chunk) -> str:
        block = one.block
        if block is None:
            return self._list(one.branches)
        inner = self.spans(block.spans)
        match block.kind:
            case "heading":
                level = block.level
                return f'<text:h text:style-name="H{level}" text:outline-level="{level}">{inner}</text:h>'
            case "table":
                caption = f'<text:p text:style-name="Caption">{inner}</text:p>' if block.spans else ""
                return caption + self._table(block)
            case _:
                return f'<text:p text:style-name="Text">{inner}</text:p>'

    def _list(self, branches: Sequence[Branch]) -> str:
        made = ""
        for group in runs_of_kind(branches):
            kind, first = find_numbering(group)
            style = {"": "bullets", "1": "numbers", "a": "letters", "i": "numerals"}[kind]
            start = f' text:start-value="{first}"' if kind else ""
            items = ""
            for at, one in enumerate(group):
                inner = f'<text:p text:style-name="Text">{self.spans(one.block.spans)}</text:p>'
                items += f"<text:list-item{start if at == 0 else ''}>{inner}{self._list(one.children)}</text:list-item>"
            made += f'<text:list text:style-name="{style}">{items}</text:list>'
        return made

    def _table(self, block: Block) -> str:
        count = max(cell.column + cell.columns for cell in block.cells)
        there = {(cell.row, cell.column): cell for cell in block.cells}
        heads = {cell.row for cell in block.cells if cell.header}
        head: list[str] = []
        body: list[str] = []
        for at in range(max(cell.row + cell.rows for cell in block.cells)):
            row = ""
            for column in range(count):
                cell = there.get((at, column))
                if cell is None:
                    row += "<table:covered-table-cell/>"
                    continue
                inner = self.spans(cell.spans)
                inner = f'<text:span text:style-name="strong">{inner}</text:span>' if cell.header else inner
                row += (
                    f'<table:table-cell table:style-name="cell" table:number-columns-spanned="{cell.columns}" '
                    f'table:number-rows-spanned="{cell.rows}"><text:p text:style-name="Cell">{inner}</text:p>'
                    "</table:table-cell>"
                )
            row = f"<table:table-row>{row}</table:table-row>"
            (head if at in heads else body).append(row)
        columns = f'<table:table-column table:number-columns-repeated="{count}"/>'
        rows = f"<table:table-header-rows>{''.join(head)}</table:table-header-rows>{''.join(body)}"
        return f'<table:table table:style-name="table">{columns}{rows}</table:table>'
