"""Word-processor files: a flat OpenDocument text with real styles, saved by LibreOffice as DOCX, ODT or PDF."""

import re
import subprocess
import zipfile
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_it.tree import SyntaxTreeNode

from making.text import AUTHOR, Source, captioned, rows

FILTERS = {
    ".docx": "docx:MS Word 2007 XML",
    ".odt": "odt",
    ".pdf": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
}
COUNTRIES = {"en": "GB", "fr": "FR", "es": "ES", "ru": "RU"}


def paragraph(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>\n'


def inner(node: SyntaxTreeNode, source: Source, style: str = "Text_20_body") -> str:
    return "".join(render(child, source, style) for child in node.children)


def render(node: SyntaxTreeNode, source: Source, style: str = "Text_20_body") -> str:
    """A block as OpenDocument. Only what the sources use is known; anything else is an error to be seen."""
    match node.type:
        case "paragraph":
            return paragraph(style, inner(node, source))
        case "heading":
            level = int(node.tag[1]) - 1
            return (
                f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">'
                f"{inner(node, source)}</text:h>\n"
            )
        case "bullet_list" | "ordered_list":
            return listing(node, source)
        case "blockquote":
            return inner(node, source, "Quotations")
    return run(node, source)


def run(node: SyntaxTreeNode, source: Source) -> str:
    """What stands within a line."""
    match node.type:
        case "text":
            return escape(node.content, quote=False)
        case "softbreak":
            return " "
        case "inline":
            return inner(node, source)
        case "strong":
            return f'<text:span text:style-name="Strong_20_Emphasis">{inner(node, source)}</text:span>'
        case "em":
            return f'<text:span text:style-name="Emphasis">{inner(node, source)}</text:span>'
        case "footnote_ref":
            return note(node.meta["id"], source)
        case "footnote_anchor":
            return ""
    raise ValueError(f"no OpenDocument for {node.type}")


def listing(node: SyntaxTreeNode, source: Source) -> str:
    ordered = node.type == "ordered_list"
    start = node.attrs.get("start", 1)
    items = ""
    for number, item in enumerate(node.children):
        first = f' text:start-value="{start}"' if ordered and not number and start != 1 else ""
        items += f"<text:list-item{first}>{inner(item, source)}</text:list-item>\n"
    return f'<text:list text:style-name="{"Numbering_20_1" if ordered else "List_20_1"}">\n{items}</text:list>\n'


def note(number: int, source: Source) -> str:
    content = inner(source.notes[number], source, "Footnote").strip()
    return (
        f'<text:note text:id="note{number + 1}" text:note-class="footnote">'
        f"<text:note-citation>{number + 1}</text:note-citation><text:note-body>{content}</text:note-body></text:note>"
    )


def table(node: SyntaxTreeNode, caption: str, source: Source, number: int) -> str:
    head, *others = rows(node)

    def cells(row: list[SyntaxTreeNode], style: str) -> str:
        return "".join(
            f'<table:table-cell table:style-name="Cell" office:value-type="string">'
            f"{paragraph(style, inner(cell, source))}</table:table-cell>"
            for cell in row
        )

    before = paragraph("Table", escape(caption, quote=False)) if caption else ""
    after = paragraph("Standard", "")
    header = f"<table:table-row>{cells(head, 'Table_20_Heading')}</table:table-row>"
    body = "".join(f"<table:table-row>{cells(row, 'Table_20_Contents')}</table:table-row>\n" for row in others)
    return (
        f'{before}<table:table table:name="Table{number}" table:style-name="Frame">'
        f'<table:table-column table:number-columns-repeated="{len(head)}"/>'
        f"<table:table-header-rows>{header}</table:table-header-rows>\n{body}</table:table>\n{after}"
    )


def flat(source: Source, author: str) -> str:
    parts = [paragraph("Title", escape(source.title, quote=False))]
    if source.subtitle:
        parts.append(paragraph("Subtitle", escape(source.subtitle, quote=False)))
    for number, (block, caption) in enumerate(captioned(source.blocks)):
        parts.append(table(block, caption, source, number) if block.type == "table" else render(block, source))
    day = f"{source.date.isoformat()}T00:00:00"
    return SHELL.format(
        title=escape(source.title, quote=False), author=author, day=day, language=source.language,
        country=COUNTRIES[source.language], body="".join(parts),
    )  # fmt: skip


def save(source: Source, path: Path, *, author: str = AUTHOR) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{path.stem}.fodt"
        file.write_text(flat(source, author), encoding="utf-8")
        subprocess.run(
            ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--convert-to",
             FILTERS[path.suffix], "--outdir", folder, str(file)],
            check=True, capture_output=True,
        )  # fmt: skip
        made = Path(folder) / path.name
        day = f"{source.date.isoformat()}T00:00:00Z"
        (redate if path.suffix == ".pdf" else repack)(made, path, day)


def redate(made: Path, path: Path, day: str) -> None:
    """The same sheets without the moment of their making."""
    import pikepdf

    with pikepdf.open(made) as sheets:
        del sheets.trailer["/DocChecksum"]
        sheets.docinfo["/CreationDate"] = f"D:{re.sub(r'[-T:]', '', day)}"
        with sheets.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = metadata["xmp:MetadataDate"] = day
        sheets.save(path, deterministic_id=True)


def repack(made: Path, path: Path, day: str) -> None:
    """The same package without the moment of its making, and without the small picture of its first page."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename.startswith("Thumbnails/") or entry.is_dir():
                continue
            content = old.read(entry)
            if entry.filename in {"meta.xml", "docProps/core.xml"}:
                text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?", day, content.decode())
                content = text.encode()
            if entry.filename == "settings.xml":
                content = re.sub(rb'(config:name="Rsid(?:Root)?"[^>]*>)\d+', rb"\g<1>0", content)
            if entry.filename == "META-INF/manifest.xml":
                content = re.sub(rb"\s*<manifest:file-entry [^>]*Thumbnails[^>]*/>", b"", content)
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(plain, content)


SHELL = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title><dc:language>{language}-{country}</dc:language>
<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>
<meta:creation-date>{day}</meta:creation-date><dc:date>{day}</dc:date></office:meta>
<office:font-face-decls><style:font-face style:name="Noto Sans" svg:font-family="'Noto Sans'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="Noto Sans" fo:font-size="10.5pt"
 fo:language="{language}" fo:country="{country}"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph"
 style:parent-style-name="Standard" style:class="text"><style:paragraph-properties fo:margin-bottom="0.25cm"
 fo:line-height="120%"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"
 style:next-style-name="Text_20_body" style:class="chapter"><style:paragraph-properties fo:margin-bottom="0.3cm"/>
<style:text-properties fo:font-size="22pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard"
 style:next-style-name="Text_20_body" style:class="chapter"><style:paragraph-properties fo:margin-bottom="0.6cm"/>
<style:text-properties fo:font-size="13pt"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"
 style:next-style-name="Text_20_body" style:class="text"><style:paragraph-properties fo:margin-top="0.6cm"
 fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="1"
 style:class="text"><style:text-properties fo:font-size="15pt"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="2"
 style:class="text"><style:text-properties fo:font-size="12.5pt"/></style:style>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Text_20_body"
 style:class="html"><style:paragraph-properties fo:margin-left="1cm" fo:margin-right="1cm"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
<style:paragraph-properties fo:margin-left="0.6cm" fo:text-indent="-0.6cm"/>
<style:text-properties fo:font-size="9pt"/></style:style>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
<style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-weight="bold" fo:font-size="9.5pt"/></style:style>
<style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption" style:class="extra"/>
<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph"
 style:parent-style-name="Standard" style:class="extra"><style:text-properties fo:font-size="9.5pt"/></style:style>
<style:style style:name="Table_20_Heading" style:display-name="Table Heading" style:family="paragraph"
 style:parent-style-name="Table_20_Contents" style:class="extra"><style:text-properties fo:font-weight="bold"/>
</style:style>
<style:style style:name="Strong_20_Emphasis" style:display-name="Strong Emphasis" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<text:list-style style:name="List_20_1" style:display-name="List 1"><text:list-level-style-bullet text:level="1"
 text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="0.8cm"/>
</style:list-level-properties></text:list-level-style-bullet></text:list-style>
<text:list-style style:name="Numbering_20_1" style:display-name="Numbering 1"><text:list-level-style-number
 text:level="1" style:num-suffix="." style:num-format="1"><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" fo:text-indent="-0.6cm" fo:margin-left="0.8cm"/></style:list-level-properties>
</text:list-level-style-number></text:list-style>
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0"
 text:footnotes-position="page"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="Frame" style:family="table"><style:table-properties style:width="17cm" table:align="margins"/>
</style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #767676"
 fo:padding="0.1cm"/></style:style>
<style:page-layout style:name="Sheet"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2cm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Sheet"/></office:master-styles>
<office:body><office:text>
{body}</office:text></office:body>
</office:document>
"""
