"""A letter as a Word file, for secretariats that want one: real headings, lists, notes and languages (ECMA-376)."""

import io
from collections.abc import Sequence

from firsthand.citations.wordparts import RELATIONS, packed, properties, relations, types
from firsthand.exports.letters.letter import Letter, Section, compose
from firsthand.exports.matter.pictures import Pictures
from firsthand.exports.matter.pieces import Piece, Words
from firsthand.exports.volume import Volume
from firsthand.exports.word import PICTURE, WIDEST
from firsthand.exports.word.body import SPACES, Body
from firsthand.exports.word.styles import SETTINGS, styles

CODE = 80
"""Points of the QR code's side."""
CODE_FILE = "code.png"

_PARTS = ("styles", "settings", "numbering", "footnotes", "header", "footer")
_PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
_PAGE += 'w:header="709" w:footer="709" w:gutter="0"/>'
_REFERENCES = (
    '<w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    '<w:footerReference w:type="first" r:id="footer"/>'
)
_RULES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def make_docx(volumes: Sequence[Volume], *, alphabetical: bool = False) -> bytes:
    """The letter of these editions of one statement."""
    first = volumes[0]
    letter = compose(
        volumes, lambda volume: Pictures(volume, *PICTURE, webp=False), WIDEST, alphabetical=alphabetical
    )  # fmt: skip
    _ = first.interface.gettext
    body = Body(letter.tongue.dir, _("A picture without a description"), _("Words in the picture"))
    pictures = dict(letter.pictures)
    if letter.address:
        pictures[CODE_FILE] = _code(letter.address)
    text = "".join(
        _section(section, letter, body, first=number == 0, last=number == len(letter.sections) - 1)
        for number, section in enumerate(letter.sections)
    )
    files = {f"word/media/{name}": data for name, data in pictures.items() if name in body.pictures}
    return packed({
        "[Content_Types].xml": types(_PARTS, sorted({name.rpartition(".")[2] for name in files})),
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": properties(letter.title, letter.tongue.tag, [letter.author] if letter.author else []),
        "word/document.xml": f"<w:document {SPACES}><w:body>{text}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(_PARTS, body.links, body.pictures),
        "word/styles.xml": styles(letter.tongue.tag),
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": body.numbering.written(),
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{_RULES}{''.join(body.notes)}</w:footnotes>",
        "word/_rels/footnotes.xml.rels": relations((), body.note_links),
        "word/header.xml": f"<w:hdr {SPACES}>{body.paragraph('', (Words(letter.running),), letter.tongue)}</w:hdr>",
        "word/footer.xml": f"<w:ftr {SPACES}>{_PAGES}</w:ftr>",
        **files,
    })  # fmt: skip


def _section(section: Section, letter: Letter, body: Body, *, first: bool, last: bool) -> str:
    """Its paragraphs; the last one of them says how the section looks, but that of the whole file at its very end."""
    text = "".join(_written(piece, letter, body) for piece in section.pieces)
    if last and letter.address:
        text += _written(
            Piece("figure", picture=CODE_FILE, width=CODE, height=CODE, alternative=letter.code), letter, body
        )
    look = (
        f"<w:sectPr>{_REFERENCES if first else ''}"
        f'<w:type w:val="{"nextPage" if section.fresh or first else "continuous"}"/>{_PAGE}'
        f'<w:cols w:num="{section.columns}" w:space="454"/>{"<w:titlePg/>" if first else ""}</w:sectPr>'
    )
    if last:
        return text + look
    if not text:
        return ""
    before, _, after = text.removesuffix("<w:p/>").rpartition("</w:pPr>")
    if text.endswith("<w:p/>") or "<w:p>" in after:
        return f"{text.removesuffix('<w:p/>')}<w:p><w:pPr>{look}</w:pPr></w:p>"
    return f"{before}{look}</w:pPr>{after}"


def _written(piece: Piece, letter: Letter, body: Body) -> str:
    if piece.kind == "title":
        return body.paragraph("Title", piece.words, letter.tongue, name="title")
    return body.written((piece,))


def _field(instruction: str) -> str:
    """What Word puts in by itself, such as the number of the page."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_PAGES = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}</w:p>'
)


def _code(address: str) -> bytes:
    import segno

    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="png", scale=6, border=2)
    return out.getvalue()
