"""The package document of a book: what it is, what it holds, in which order (EPUB 3.3, package documents)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from firsthand.catalogue.records import address
from firsthand.citations import Name
from firsthand.exports.epub.accessibility import Qualities, accessibility
from firsthand.exports.epub.xhtml import Sheet, text, well_formed
from firsthand.exports.signs import clean
from firsthand.exports.volume import Volume
from firsthand.interface import Interface, direction

PACKAGE = "package.opf"


class Book(Struct, frozen=True):
    """What the package says of the whole."""

    identifier: str
    identifiers: tuple[str, ...]
    """Others by which the work is known, such as its DOI."""
    title: str
    subtitle: str | None
    languages: tuple[str, ...]
    """BCP 47, the main one first."""
    creators: tuple[tuple[Name, str], ...]
    """With their MARC relators."""
    contributors: tuple[tuple[Name, str], ...]
    publishers: tuple[str, ...]
    date: str | None
    description: str | None
    subjects: tuple[str, ...]
    rights: str | None
    source: str | None
    """The address of what the book was made from."""
    modified: datetime
    interface: Interface
    qualities: Qualities
    page_source: str | None = None


def book_of(volume: Volume, qualities: Qualities) -> Book:
    """What is said of a book of one edition."""
    source = volume.source
    roles = (
        (source.authors, "aut"), (source.editors, "edt"), (source.directors, "drt"), (source.publishers, "pbl"),
    )  # fmt: skip
    first = next(((names, role) for names, role in roles if names), ((), ""))
    others = [(names, role) for names, role in (*roles[1:3], (source.translators, "trl")) if names is not first[0]]
    known = (("https://doi.org/", source.doi), ("urn:isbn:", source.isbn), ("urn:issn:", source.issn))
    file = next((file for file in volume.edition.files if file.pages), None)
    return Book(
        identifier=identifier_of(volume),
        identifiers=tuple(f"{before}{value}" for before, value in known if value),
        title=source.title,
        subtitle=source.subtitle,
        languages=(volume.edition.language,),
        creators=tuple((name, first[1]) for name in first[0]),
        contributors=tuple((name, role) for names, role in others for name in names),
        publishers=tuple(name.literal for name in source.publishers),
        date=source.date,
        description=source.summary,
        subjects=source.themes,
        rights=source.rights,
        source=source.url,
        modified=volume.release.created,
        interface=volume.interface,
        qualities=qualities,
        page_source=f"urn:sha256:{file.sha256}" if file and qualities.pages else None,
    )


def identifier_of(volume: Volume) -> str:
    """The edition's lasting address; a UUID made of its name in a library that has no address."""
    name = address(volume.item, volume.edition.language)
    return f"{volume.site}/{name}" if volume.site else uuid5(NAMESPACE_URL, f"firsthand:{name}").urn


def package(book: Book, sheets: Sequence[Sheet]) -> bytes:
    """The package document of a book that holds these files, in this order."""
    language = well_formed(book.languages[0])
    turned = f' page-progression-direction="{direction(book.languages[0])}"'
    manifest = "\n".join(
        f'<item id="{_id(each)}" href="{each.name}" media-type="{each.media_type}"'
        f"{f' properties={chr(34)}{each.properties}{chr(34)}' if each.properties else ''}/>"
        for each in sheets
    )
    spine = "\n".join(f'<itemref idref="{_id(each)}"/>' for each in sheets if each.spine)
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{language}" dir="{direction(book.languages[0])}" '
        'prefix="a11y: http://www.idpf.org/epub/vocab/package/a11y/#">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{"".join(_metadata(book))}'
        f"{accessibility(book.qualities, book.interface, language)}\n</metadata>\n"
        f"<manifest>\n{manifest}\n</manifest>\n<spine{turned}>\n{spine}\n</spine>\n</package>\n"
    )
    return clean(document).encode()


def _id(sheet: Sheet) -> str:
    return "f-" + sheet.name.replace("/", "-")


def _metadata(book: Book) -> Iterable[str]:
    yield f'<dc:identifier id="id">{text(book.identifier)}</dc:identifier>\n'
    yield from _dc("identifier", book.identifiers)
    yield f'<dc:title id="main">{text(book.title)}</dc:title>\n'
    yield '<meta refines="#main" property="title-type">main</meta>\n'
    if book.subtitle:
        yield f'<dc:title id="sub">{text(book.subtitle)}</dc:title>\n'
        yield '<meta refines="#sub" property="title-type">subtitle</meta>\n'
    yield from _dc("language", map(well_formed, book.languages))
    people = (("creator", book.creators), ("contributor", book.contributors))
    for element, names in people:
        for number, (name, role) in enumerate(names, 1):
            yield from _person(element, f"{element}-{number}", name, role)
    yield from _dc("publisher", book.publishers)
    yield from _dc("date", (book.date,))
    yield from _dc("description", (book.description,))
    yield from _dc("subject", book.subjects)
    yield from _dc("rights", (book.rights,))
    yield from _dc("source", (book.source,))
    moment = book.modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    yield f'<meta property="dcterms:modified">{moment}</meta>\n'
    if book.page_source:
        yield f'<meta property="pageBreakSource">{text(book.page_source)}</meta>\n'


def _person(element: str, id_: str, name: Name, role: str) -> Iterable[str]:
    yield f'<dc:{element} id="{id_}">{text(name.literal)}</dc:{element}>\n'
    yield f'<meta refines="#{id_}" property="role" scheme="marc:relators">{role}</meta>\n'
    if name.family:
        filed = f"{name.family}, {name.given}" if name.given else name.family
        yield f'<meta refines="#{id_}" property="file-as">{text(filed)}</meta>\n'


def _dc(element: str, values: Iterable[str | None]) -> Iterable[str]:
    for value in values:
        if value and text(value).strip():
            yield f"<dc:{element}>{text(value)}</dc:{element}>\n"
