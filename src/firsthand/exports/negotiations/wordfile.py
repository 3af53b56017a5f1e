"""The Word file around tracked changes and tables: runs, paragraphs, comments, head and foot, package.

Office Open XML, ECMA-376 part 1: 17.13.4 (comments), 17.13.5 (tracked changes).
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from firsthand.catalogue.redline import Mark
from firsthand.citations.wordparts import RELATIONS, W, clean, packed, properties, relations, spoken, types, written
from firsthand.exports.matter.tongues import Tongue
from firsthand.exports.word.body import SPACES
from firsthand.exports.word.styles import styles

_PARTS = ("styles", "settings", "comments", "header", "footer")
_SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:trackRevisions/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)
_STYLES = (
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="DraftParagraph"><w:name w:val="Draft Paragraph"/>'
    '<w:basedOn w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="DraftOption"><w:name w:val="Draft Option"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:i/><w:iCs/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
    '<w:rPr><w:sz w:val="18"/><w:szCs w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style></w:styles>'
)
_UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
_ACROSS = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_MARGINS = (
    '<w:pgMar w:top="1247" w:right="1247" w:bottom="1247" w:left="1247" w:header="624" w:footer="624" w:gutter="0"/>'
)
WIDE = 16838 - 2 * 1247
"""Twips between the margins of a sheet of A4 that lies across."""


class Pen:
    """Writes runs; numbers changes and comments, and remembers what the comments say."""

    def __init__(self, date: str) -> None:
        """`date` is the day of all changes and comments, in ISO 8601."""
        self._date = f"{date}T00:00:00Z"
        self._number = 0
        self.comments: list[str] = []

    def signed(self, author: str) -> str:
        """The attributes of a change or comment: its number, who made it and when."""
        self._number += 1
        return f'w:id="{self._number}" w:author={quoteattr(clean(author))} w:date="{self._date}"'

    def tracked(self, mark: Mark, runs: str, author: str) -> str:
        """Runs that stay, or that a change puts in or takes out."""
        if mark is Mark.SAME or not runs:
            return runs
        if mark is Mark.IN:
            return f"<w:ins {self.signed(author)}>{runs}</w:ins>"
        struck = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:del {self.signed(author)}>{struck}</w:del>"

    def comment(self, author: str, lines: Sequence[str], tongue: Tongue) -> tuple[str, str]:
        """What stands before and after the words that a comment is about."""
        signed = self.signed(author)
        initials = quoteattr("".join(word[0] for word in clean(author).split()[:3]) or "–")
        sign = "<w:r><w:annotationRef/></w:r>"
        told = "".join(
            paragraph("CommentText", (sign if number == 0 else "") + run(line, tongue), tongue)
            for number, line in enumerate(lines)
        )
        self.comments.append(f"<w:comment {signed} w:initials={initials}>{told}</w:comment>")
        number = self._number
        mark = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>', f'<w:commentRangeEnd w:id="{number}"/>{mark}'


def run(text: str, tongue: Tongue, *, look: str = "") -> str:
    """A run of text; `look` are further properties of it, such as "<w:b/>". Empty where there is no text."""
    if not text:
        return ""
    rtl = tongue.dir == "rtl"
    said = f"{look}{'<w:rtl/>' * rtl}{spoken(tongue.tag, right_to_left=rtl)}"
    parts = "<w:br/>".join(written(line) if line else "" for line in text.replace("\t", " ").split("\n"))
    return f"<w:r>{f'<w:rPr>{said}</w:rPr>' if said else ''}{parts}</w:r>"


def paragraph(style: str, runs: str, tongue: Tongue, *, change: str = "", indent: int = 0) -> str:
    """`change` is one of the paragraph as such: "<w:ins …/>". `indent` is in steps."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    bidi = "<w:bidi/>" if tongue.dir == "rtl" else ""
    side = "right" if tongue.dir == "rtl" else "left"
    set_in = f'<w:ind w:{side}="{indent * 425}"/>' if indent else ""
    changed = f"<w:rPr>{change}</w:rPr>" if change else ""
    return f"<w:p><w:pPr>{styled}{bidi}{set_in}{changed}</w:pPr>{runs}</w:p>"


def document(
    title: str, tongue: Tongue, author: str, body: str, comments: Sequence[str], running: str, *, across: bool = False
) -> bytes:
    """The file. `running` stands in head and foot of every page, `tongue` is that of what is not said otherwise."""
    sheet = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" '
        f'r:id="footer"/>{_ACROSS if across else _UPRIGHT}{_MARGINS}</w:sectPr>'
    )
    foot = run(f"{running} · " if running else "", tongue) + _PAGES
    return packed({
        "[Content_Types].xml": types(_PARTS),
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": properties(title, tongue.tag, [author] if author else []),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{sheet}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(_PARTS, {}),
        "word/styles.xml": styles(tongue.tag).replace("</w:styles>", _STYLES),
        "word/settings.xml": _SETTINGS,
        "word/comments.xml": f"<w:comments {SPACES}>{''.join(comments)}</w:comments>",
        "word/header.xml": f"<w:hdr {SPACES}>{paragraph('Header', run(running, tongue), tongue)}</w:hdr>",
        "word/footer.xml": f"<w:ftr {SPACES}>{paragraph('Footer', foot, tongue)}</w:ftr>",
    })  # fmt: skip


def _field(instruction: str) -> str:
    """What Word puts in by itself, such as the number of the page."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_PAGES = f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}'
