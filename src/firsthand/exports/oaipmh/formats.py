"""The forms in which a record can be harvested: Dublin Core, DataCite, and Firsthand's own, which loses nothing."""

from collections.abc import Callable
from importlib.resources import files

import msgspec
from lxml import etree
from msgspec import Struct, structs

from firsthand.catalogue.records import Edition, Item, Party, Post, Role, Statement, Theme, Work
from firsthand.exports.metadata import datacite, dublincore
from firsthand.exports.metadata.elements import XSI, add
from firsthand.exports.metadata.facts import Facts
from firsthand.exports.signs import legible

RECORD = "urn:firsthand:record:1"
"""The namespace of the form that loses nothing."""
RECORD_SCHEMA = "/oai/record.xsd"
"""Where its schema is, on the site."""

OAI_DATACITE = "http://schema.datacite.org/oai/oai-1.1/"

Kinds: dict[str, type[Item]] = {"work": Work, "post": Post, "statement": Statement}


class Format(Struct, frozen=True):
    prefix: str
    schema: str
    """An address, or a path of the site."""
    namespace: str
    write: Callable[[Facts], etree._Element]


def oai_datacite(facts: Facts) -> etree._Element:
    root = etree.Element(f"{{{OAI_DATACITE}}}oai_datacite", nsmap={"oai_datacite": OAI_DATACITE, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DATACITE} {OAI_DATACITE}oai.xsd")
    add(root, f"{{{OAI_DATACITE}}}schemaVersion", datacite.VERSION)
    # Who registers DOIs has a symbol there; this library registers none.
    add(root, f"{{{OAI_DATACITE}}}datacentreSymbol", datacite.UNKNOWN)
    add(root, f"{{{OAI_DATACITE}}}payload").append(datacite.resource(facts))
    return root


def whole(facts: Facts) -> etree._Element:
    """The records themselves as JSON, each in an element: the item with this edition, its parties and themes."""
    item, edition, shelves = facts.item, facts.edition, facts.volume.shelves
    root = etree.Element(f"{{{RECORD}}}record", nsmap={"firsthand": RECORD, "xsi": XSI})
    site = shelves.library.address or facts.volume.site
    root.set(f"{{{XSI}}}schemaLocation", f"{RECORD} {legible(site)}{RECORD_SCHEMA}")
    root.set("editions", " ".join(each.language for each in item.editions))
    element = add(root, f"{{{RECORD}}}item", _json(structs.replace(item, editions=(edition,))))
    element.set("kind", type(item).__name__.lower())
    for theme in _themes(item, shelves.themes):
        add(root, f"{{{RECORD}}}theme", _json(theme))
    for slug in _parties(item, edition, shelves.library.publisher):
        if slug in shelves.parties:
            add(root, f"{{{RECORD}}}party", _json(shelves.parties[slug]))
    return root


def read_whole(record: etree._Element) -> tuple[Item, tuple[Theme, ...], tuple[Party, ...]]:
    """What `whole` has written: an item with one edition, its themes, its parties."""
    (element,) = record.findall(f"{{{RECORD}}}item")
    item = msgspec.json.decode(element.text or "", type=Kinds[element.get("kind", "")])
    themes = (msgspec.json.decode(each.text or "", type=Theme) for each in record.findall(f"{{{RECORD}}}theme"))
    parties = (msgspec.json.decode(each.text or "", type=Party) for each in record.findall(f"{{{RECORD}}}party"))
    return item, tuple(themes), tuple(parties)


def record_schema() -> bytes:
    """The XML Schema of the form that loses nothing."""
    return files("firsthand.exports.oaipmh").joinpath("record.xsd").read_bytes()


FORMATS = {
    each.prefix: each
    for each in (
        Format("oai_dc", dublincore.OAI_DC_SCHEMA, dublincore.OAI_DC, dublincore.dublin_core),
        Format("oai_datacite", f"{OAI_DATACITE}oai.xsd", OAI_DATACITE, oai_datacite),
        Format("firsthand", RECORD_SCHEMA, RECORD, whole),
    )
}
"""metadataPrefix -> format. Every record can be had in each."""


def _json(record: Struct) -> str:
    """JSON without the few characters that XML has no place for: they are written as escapes."""
    text = msgspec.json.encode(record).decode()
    return "".join(f"\\u{ord(sign):04x}" if sign in "\x7f\ufffe\uffff" else sign for sign in text)


def _themes(item: Item, themes: dict[str, Theme]) -> list[Theme]:
    """The item's themes, and those that they are parts of."""
    found: dict[str, Theme] = {}
    waiting = list(item.themes)
    for slug in waiting:
        if slug in themes and slug not in found:
            found[slug] = themes[slug]
            if broader := themes[slug].broader:
                waiting.append(broader)
    return list(found.values())


def _parties(item: Item, edition: Edition, publisher: str | None) -> dict[str, None]:
    given = item.contributions if isinstance(item, Work) else ()
    signed = item.endorsements if isinstance(item, Statement) else ()
    slugs = [credit.party for credit in (*given, *edition.contributions)] + [
        each.party for each in signed if each.party
    ]
    if publisher and not any(credit.role is Role.PUBLISHER for credit in given):
        slugs.append(publisher)
    return dict.fromkeys(slugs)
