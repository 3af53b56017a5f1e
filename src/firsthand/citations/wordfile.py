"""A Word file made of styled paragraphs, in any language and direction (Office Open XML, ECMA-376, transitional).

It knows nothing of what the paragraphs say. Nothing in it tells when or by whom it was made.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MADE_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Words(Struct, frozen=True):
    text: str
    language: str = ""
    """BCP 47, where it is not the file's."""
    italic: bool = False


class Link(Struct, frozen=True):
    text: str
    address: str


Piece = Words | Link


class Paragraph(Struct, frozen=True):
    style: str
    """Title, Heading1, Quote, Place, Reference or Normal."""
    pieces: tuple[Piece, ...]


def word_file(paragraphs: Iterable[Paragraph], title: str, language: str) -> bytes:
    """The bytes of a .docx file. `language` is that of its words unless they say another one."""
    body = _Body()
    text = "".join(map(body.paragraph, paragraphs))
    document = (
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{text}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709"'
        ' w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _properties(title, language),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": body.relations(),
        "word/styles.xml": _styles(language),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _MADE_LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(member, (_DECLARATION + content).encode())
    return out.getvalue()


class _Body:
    """Writes paragraphs and remembers where their links lead."""

    def __init__(self) -> None:
        self._links: dict[str, str] = {}

    def paragraph(self, paragraph: Paragraph) -> str:
        text = "".join(piece.text for piece in paragraph.pieces)
        right_to_left = is_right_to_left(text)
        runs = "".join(self._piece(piece) for piece in paragraph.pieces if piece.text)
        bidi = "<w:bidi/>" if right_to_left else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{bidi}</w:pPr>{runs}</w:p>'

    def relations(self) -> str:
        links = "".join(
            f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
            for address, name in self._links.items()
        )
        styles = f'<Relationship Id="styles" Type="{_R}/styles" Target="styles.xml"/>'
        return f'<Relationships xmlns="{_PACKAGE}/relationships">{styles}{links}</Relationships>'

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Words):
            return _run(piece)
        address = _NOT_IN_XML.sub("", piece.address)
        name = self._links.setdefault(address, f"link{len(self._links) + 1}")
        run = f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>{_text(piece.text)}</w:r>'
        return f'<w:hyperlink r:id="{name}" w:history="1">{run}</w:hyperlink>'


def is_right_to_left(text: str) -> bool:
    """By the first letter that has a direction (rule P2 of UAX #9)."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _run(words: Words) -> str:
    right_to_left = is_right_to_left(words.text)
    italic = "<w:i/><w:iCs/>" if words.italic else ""
    rtl = "<w:rtl/>" if right_to_left else ""
    properties = f"{italic}{rtl}{_language(words.language, right_to_left=right_to_left)}"
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{_text(words.text)}</w:r>"


def _language(tag: str, *, right_to_left: bool = False) -> str:
    """Word keeps a run's language by the kind of its script."""
    if not tag:
        return ""
    kind = "bidi" if right_to_left else "eastAsia" if tag.partition("-")[0] in ("zh", "ja", "ko") else "val"
    return f"<w:lang w:{kind}={quoteattr(tag)}/>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(_NOT_IN_XML.sub("", text))}</w:t>'


def _properties(title: str, language: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(_NOT_IN_XML.sub('', title))}</dc:title><dc:language>{escape(language)}</dc:language>"
        "</cp:coreProperties>"
    )


def _styles(language: str) -> str:
    fonts = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>'
    return (
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/><w:szCs w:val="24"/>'
        f"<w:lang w:val={quoteattr(language)}/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        + "".join(_style(*style) for style in _PARAGRAPHS)
        + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0B5A5E"/><w:u w:val="single"/></w:rPr></w:style></w:styles>'
    )


_PARAGRAPHS = (
    ("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/>'),
    (
        "Heading1", "heading 1", '<w:keepNext/><w:spacing w:before="480" w:after="80"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/>',
    ),
    ("Reference", "Reference", '<w:spacing w:after="200"/>', '<w:color w:val="444444"/>'),
    ("Quote", "Quote", '<w:keepNext/><w:spacing w:before="160" w:after="40"/><w:ind w:left="425" w:right="425"/>', ""),
    ("Place", "Place", '<w:ind w:left="425" w:right="425"/>', '<w:color w:val="444444"/><w:sz w:val="19"/>'),
)  # fmt: skip
"""Id, name, and the properties of paragraph and run. Word knows the first two and the fourth by their names."""


def _style(identity: str, name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(identity in ("Reference", "Place"))}" w:styleId="{identity}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MEDIA_TYPE}.main+xml"/>'
    '<Override PartName="/word/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="document" Type="{_R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
