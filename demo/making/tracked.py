"""Word files with tracked changes, as delegations send them around: `{++Who|words++}` was put in, and `{--Who|words--}`
taken out. Written straight as WordprocessingML, so that the same source gives the same bytes everywhere.
"""

import re
import zipfile
from html import escape
from itertools import count
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from making.text import AUTHOR, Source

CHANGE = re.compile(r"\{(\+\+|--)([^|{}]+)\|([^{}]*?)\1\}")
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str, style: str = "", tag: str = "t") -> str:
    """Letters in one look. White space at the ends is kept, which Word would drop otherwise."""
    if not text:
        return ""
    look = f"<w:rPr>{style}</w:rPr>" if style else ""
    return f'<w:r>{look}<w:{tag} xml:space="preserve">{escape(text, quote=False)}</w:{tag}></w:r>'


def letters(text: str, style: str, day: str, numbers: count) -> str:
    """A stretch of text with the changes in it."""
    out, after = "", 0
    for change in CHANGE.finditer(text):
        out += run(text[after : change.start()], style)
        kind, tag = ("ins", "t") if change[1] == "++" else ("del", "delText")
        who = escape(change[2])
        out += f'<w:{kind} w:id="{next(numbers)}" w:author="{who}" w:date="{day}T12:00:00Z">'
        out += f"{run(change[3], style, tag)}</w:{kind}>"
        after = change.end()
    return out + run(text[after:], style)


def inner(node: SyntaxTreeNode, style: str, day: str, numbers: count) -> str:
    match node.type:
        case "text":
            return letters(node.content, style, day, numbers)
        case "softbreak":
            return run(" ", style)
        case "strong":
            style += "<w:b/>"
        case "em":
            style += "<w:i/>"
        case "inline":
            pass
        case _:
            raise ValueError(f"no WordprocessingML for {node.type}")
    return "".join(inner(child, style, day, numbers) for child in node.children)


def paragraph(style: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>\n'


def body(source: Source) -> str:
    day, numbers = source.date.isoformat(), count(1)
    parts = [paragraph("Title", run(source.title)), paragraph("Subtitle", run(source.subtitle))]
    for block in source.blocks:
        style = "Normal" if block.type == "paragraph" else f"Heading{int(block.tag[1]) - 1}"
        parts.append(paragraph(style, "".join(inner(child, "", day, numbers) for child in block.children)))
    return "".join(parts)


def save(source: Source, path: Path) -> None:
    day = f"{source.date.isoformat()}T12:00:00Z"
    title = escape(source.title, quote=False)
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": CORE.format(title=title, author=AUTHOR, day=day, language=source.language),
        "word/_rels/document.xml.rels": STYLED,
        "word/styles.xml": STYLES.format(main=MAIN, language=source.language),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{MAIN}"><w:body>{body(source)}{SHEET}</w:body></w:document>',
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content)


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
RELATIONS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
STYLED = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
</Relationships>"""
CORE = f"""{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{title}}</dc:title><dc:creator>{{author}}</dc:creator>
<dc:language>{{language}}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{{day}}</dcterms:created>
<dcterms:modified xsi:type="dcterms:W3CDTF">{{day}}</dcterms:modified></cp:coreProperties>"""
SHEET = """<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"
 w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>"""
STYLES = f"""{HEAD}<w:styles xmlns:w="{{main}}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Noto Sans" w:hAnsi="Noto Sans" w:cs="Noto Sans"/><w:sz w:val="21"/><w:lang w:val="{{language}}"/>
</w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
<w:pPr><w:spacing w:after="140"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
<w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/>
<w:rPr><w:sz w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/><w:spacing w:before="280"/><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>
</w:styles>"""
