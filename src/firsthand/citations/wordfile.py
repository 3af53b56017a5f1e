"""A Word file made of styled paragraphs, in any language and direction (Office Open XML, ECMA-376, transitional).

It knows nothing of what the paragraphs say. Nothing in it tells when or by whom it was made.
"""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from firsthand.citations.wordparts import (
    MEDIA_TYPE,
    RELATIONS,
    R,
    W,
    is_right_to_left,
    packed,
    properties,
    relations,
    spoken,
    types,
    written,
)

__all__ = ["MEDIA_TYPE", "Link", "Paragraph", "Piece", "Words", "word_file"]


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
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{text}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709"'
        ' w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    return packed(
        {
            "[Content_Types].xml": types(["styles"]),
            "_rels/.rels": RELATIONS,
            "docProps/core.xml": properties(title, language),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations(["styles"], body.links),
            "word/styles.xml": _styles(language),
        }
    )


class _Body:
    """Writes paragraphs and remembers where their links lead."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}

    def paragraph(self, paragraph: Paragraph) -> str:
        text = "".join(piece.text for piece in paragraph.pieces)
        right_to_left = is_right_to_left(text)
        runs = "".join(self._piece(piece) for piece in paragraph.pieces if piece.text)
        bidi = "<w:bidi/>" if right_to_left else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{paragraph.style}"/>{bidi}</w:pPr>{runs}</w:p>'

    def _piece(self, piece: Piece) -> str:
        if isinstance(piece, Words):
            return _run(piece)
        name = self.links.setdefault(piece.address, f"link{len(self.links) + 1}")
        run = f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>{written(piece.text)}</w:r>'
        return f'<w:hyperlink r:id="{name}" w:history="1">{run}</w:hyperlink>'


def _run(words: Words) -> str:
    right_to_left = is_right_to_left(words.text)
    italic = "<w:i/><w:iCs/>" if words.italic else ""
    rtl = "<w:rtl/>" if right_to_left else ""
    properties = f"{italic}{rtl}{spoken(words.language, right_to_left=right_to_left)}"
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{written(words.text)}</w:r>"


def _styles(language: str) -> str:
    fonts = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Times New Roman"/>'
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/><w:szCs w:val="24"/>'
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
