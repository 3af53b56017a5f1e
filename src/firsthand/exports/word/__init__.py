"""An edition as a Word file for those who adapt it, where its licence lets them (Office Open XML, ECMA-376)."""

from collections.abc import Iterable, Iterator

from firsthand.catalogue import licences
from firsthand.catalogue.records import Statement, Work
from firsthand.citations.wordparts import RELATIONS, packed, properties, relations, types
from firsthand.exports.imprint import Line, authority, citation_of, credits_of, lines_of, notes_of
from firsthand.exports.matter.pictures import Pictures
from firsthand.exports.matter.pieces import Words
from firsthand.exports.matter.text import Matter
from firsthand.exports.matter.tongues import Tongue, tongue
from firsthand.exports.volume import Volume
from firsthand.exports.word.body import SPACES, Body
from firsthand.exports.word.styles import SETTINGS, styles

WIDEST = 63
"""Columns that Word draws."""

PICTURE = (450, 560)
"""What a picture may take, across and down, in points."""

_PARTS = ("styles", "settings", "numbering", "footnotes")


def is_offered(volume: Volume) -> bool:
    """Where there is a text, and a licence that is known to let people change it."""
    item = volume.item
    rights = item.rights if isinstance(item, Work | Statement) else None
    licence = licences.find(rights) if rights else None
    return volume.edition.text is not None and licence is not None and licence.derivatives


def make_word(volume: Volume) -> bytes:
    edition, _ = volume.edition, volume.interface.gettext
    pictures = Pictures(volume, *PICTURE, webp=False)
    pieces = tuple(Matter(volume, pictures, WIDEST).pieces())
    body = Body(tongue(edition.language).dir, _("A picture without a description"), _("Words in the picture"))
    front = "".join(_front(volume, body))
    text = front + body.written(pieces) + "".join(_back(volume, body))
    files = {f"word/media/{name}": data for name, data in pictures.files.items() if name in body.pictures}
    return packed({
        "[Content_Types].xml": types(_PARTS, sorted({name.rpartition(".")[2] for name in files})),
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": properties(
            volume.source.full_title, edition.language, [name.literal for name in volume.source.creators]
        ),
        "word/document.xml": f"<w:document {SPACES}><w:body>{text}{_SHEET}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(_PARTS, body.links, body.pictures),
        "word/styles.xml": styles(edition.language),
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": body.numbering.written(),
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{_RULES}{''.join(body.notes)}</w:footnotes>",
        "word/_rels/footnotes.xml.rels": relations((), body.note_links),
        **files,
    })  # fmt: skip


_SHEET = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_RULES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def _front(volume: Volume, body: Body) -> Iterator[str]:
    edition, ours = volume.edition, _ours(volume)
    yield body.paragraph("Title", (Words(edition.title),), name="title")
    if edition.subtitle:
        yield body.paragraph("Subtitle", (Words(edition.subtitle),))
    yield from _facts(credits_of(volume), body, ours)
    for said in notes_of(volume):
        yield body.paragraph("", (Words(said.value, emphasis=True),), tongue(said.language))


def _back(volume: Volume, body: Body) -> Iterator[str]:
    _, ours = volume.interface.gettext, _ours(volume)
    yield body.paragraph("Heading1", (Words(_("About this text")),), ours)
    yield from _facts(lines_of(volume), body, ours)
    yield body.paragraph("", (Words(authority(volume)),), ours)
    spans = (Words(span.text, emphasis=span.italic) for span in citation_of(volume))
    yield body.paragraph("", (Words(f"{_('How to cite')}: ", strong=True), *spans), ours)


def _facts(lines: Iterable[Line], body: Body, ours: Tongue) -> Iterator[str]:
    for line in lines:
        words = [Words(f"{line.label}: ", strong=True)]
        for number, part in enumerate(line.parts):
            words += [Words(", ")] if number else []
            words.append(Words(part.text, tongue=tongue(part.language), link=part.address))
        yield body.paragraph("", words, ours)


def _ours(volume: Volume) -> Tongue:
    """The interface's language, in which the labels are."""
    return tongue(volume.interface.language)
