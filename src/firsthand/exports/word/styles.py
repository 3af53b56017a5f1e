"""The styles of a Word file, under the names by which Word and other word processors know them; and their settings.

Office Open XML, ECMA-376 part 1, 17.7.
"""

from xml.sax.saxutils import quoteattr

from firsthand.citations.wordparts import W

_SIZES = (32, 28, 26, 24, 22, 22)
"""Of headings, in half points."""


def styles(language: str) -> str:
    """word/styles.xml; `language` (BCP 47) is that of all that names no other."""
    tag = quoteattr(language)
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="24"/><w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        f"{''.join(_heading(level) for level in range(1, 7))}"
        f"{''.join(_paragraph(*style) for style in _PARAGRAPHS)}{_CHARACTERS}{_TABLE}</w:styles>"
    )


SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat></w:settings>'
)
"""word/settings.xml."""

_PARAGRAPHS = (
    ("Title", "Title", "", '<w:spacing w:after="160"/>', '<w:b/><w:bCs/><w:sz w:val="44"/><w:szCs w:val="44"/>'),
    ("Subtitle", "Subtitle", "", '<w:spacing w:after="240"/>', '<w:sz w:val="28"/><w:szCs w:val="28"/>'),
    ("ListParagraph", "List Paragraph", "", '<w:spacing w:after="60"/>', ""),
    ("ListContinue", "List Continue", "", '<w:spacing w:after="60"/>', ""),
    ("Quote", "Quote", "", '<w:ind w:left="567" w:right="567"/>', ""),
    ("Caption", "caption", "", '<w:keepNext/><w:spacing w:before="120"/>', "<w:b/><w:bCs/>"),
    (
        "HTMLPreformatted", "HTML Preformatted", "", '<w:spacing w:after="0"/>',
        '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:sz w:val="20"/>',
    ),
    ("FootnoteText", "footnote text", "", '<w:spacing w:after="40" w:line="240" w:lineRule="auto"/>',
     '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
)  # fmt: skip
"""Id, name, what it is based on (Normal where empty), properties of paragraph and run."""

_CHARACTERS = (
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0B5A5E"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/>'
    '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr></w:style>'
)
_TABLE = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)


def _heading(level: int) -> str:
    size = _SIZES[level - 1]
    paragraph = (
        f'<w:keepNext/><w:spacing w:before="{360 - 30 * level}" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>'
    )
    look = f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return _paragraph(f"Heading{level}", f"heading {level}", "", paragraph, look)


def _paragraph(identity: str, name: str, base: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base or "Normal"}"/><w:next w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
