"""Sources as Word files. A design is a font, or two. No notes are made."""

import io
from collections.abc import Sequence

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.reading.lists import Branch, Chunk, chunk
from tests.reading.source import Print, Source, Spans, plain


def write_word(source: Source, printed: Print, design: str) -> bytes:
    """As many write in Word: headings are bold lines in the size of the text. `design` is a font."""
    made = docx.Document()
    made.styles["Normal"].font.name = design
    made.styles["Normal"].font.size = docx.shared.Pt(11)
    made.sections[0].page_height = docx.shared.Cm(21)
    made.sections[0].header.paragraphs[0].text = printed.head
    made.sections[0].footer.paragraphs[0].text = printed.foot
    for line in printed.cover:
        made.add_paragraph(line)
    if printed.title:
        made.add_paragraph().add_run(source.title).bold = True
        if source.subtitle:
            made.add_paragraph(source.subtitle)
    for _, chunks in chunk(source.blocks):
        for one in chunks:
            _add(made, one)
    for line in printed.closing:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: "docx.document.Document", one: Chunk) -> None:
    if one.block is None:
        for branch in one.branches:
            style = "List Number" if branch.block.marker else "List Bullet"
            _write(made.add_paragraph(style=style), branch.block.spans)
    elif one.kind == "table":
        if one.block.spans:
            made.add_paragraph(plain(one.block.spans))
        rows = max(cell.row + cell.rows for cell in one.block.cells)
        columns = max(cell.column + cell.columns for cell in one.block.cells)
        table = made.add_table(rows, columns, style="Table Grid")
        for cell in one.block.cells:
            first = table.cell(cell.row, cell.column)
            last = table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            first.merge(last).text = plain(cell.spans)
    else:
        paragraph = made.add_paragraph()
        _write(paragraph, one.block.spans, bold=one.kind == "heading")
        paragraph.paragraph_format.keep_with_next = one.kind == "heading"


def _write(paragraph: "docx.text.paragraph.Paragraph", spans: Spans, *, bold: bool = False) -> None:
    for span in spans:
        run = paragraph.add_run(span.text)
        run.bold = bold or span.strong or None
        run.italic = span.emphasis or None


def write_word_styles(source: Source, printed: Print, design: str) -> bytes:
    """By Word's own styles, with heads that change sides. `design` is the font of headings; that of the text."""
    headings, text = design.split("; ")
    made = docx.Document()
    made.styles["Normal"].font.name = text
    made.styles["Normal"].font.size = docx.shared.Pt(10.5)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        style = made.styles[name]
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = headings
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    section.left_margin, section.right_margin = docx.shared.Cm(3.2), docx.shared.Cm(2.2)
    section.header.paragraphs[0].text = f"\t\t{printed.head}"
    section.even_page_header.paragraphs[0].text = printed.head
    for footer in (section.footer, section.even_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("Page ")
        _number(paragraph.add_run())
    made.add_paragraph(source.title, style="Title")
    if source.subtitle:
        made.add_paragraph(source.subtitle, style="Subtitle")
    for _, chunks in chunk(source.blocks):
        for one in chunks:
            if one.kind == "heading" and one.block is not None:
                _write(made.add_heading(level=one.block.level), one.block.spans)
            elif one.kind == "list":
                _add_items(made, one.branches)
            else:
                _add(made, one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add_items(made: "docx.document.Document", branches: Sequence[Branch], depth: int = 1) -> None:
    for branch in branches:
        style = "List Number" if branch.block.marker else "List Bullet"
        _write(made.add_paragraph(style=f"{style} {depth}" if depth > 1 else style), branch.block.spans)
        _add_items(made, branch.children, depth + 1)


def _number(run: "docx.text.run.Run") -> None:
    """The field that gives the number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)
