"""An edition in the fifteen elements of Dublin Core (DCMES 1.1, ISO 15836-1), as OAI-PMH carries them (oai_dc)."""

from collections.abc import Iterator

from lxml import etree

from firsthand.catalogue import places
from firsthand.catalogue.records import Role
from firsthand.exports.metadata.elements import XSI, add, written
from firsthand.exports.metadata.facts import Facts, uri_of

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"

TYPES = {"film": "MovingImage", "recording": "Sound", "dataset": "Dataset"}
"""Kind -> DCMI type; every other kind is Text."""

_MAKERS = (Role.AUTHOR, Role.DIRECTOR, Role.EDITOR)


def dublin_core(facts: Facts) -> etree._Element:
    """The element oai_dc:dc. Repeated elements are in the order of their weight."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {OAI_DC_SCHEMA}")
    for name, value, language in elements(facts):
        if value:
            add(root, f"{{{DC}}}{name}", value, lang=language)
    return root


def dublin_core_file(facts: Facts) -> bytes:
    return written(dublin_core(facts))


def elements(facts: Facts) -> Iterator[tuple[str, str | None, str | None]]:
    """Element, value and language of the value, where it is words."""
    source, edition = facts.source, facts.edition
    own = edition.language
    yield "title", source.full_title, own
    if source.original_title and edition.translated_from:
        yield "title", source.original_title, edition.translated_from.language
    yield from (("creator", _inverted(name.family, name.given) or name.literal, None) for name in facts.creators)
    yield from (("subject", theme, None) for theme in source.themes)
    yield from (("description", text.value, text.language) for text in facts.summaries)
    yield from (("publisher", name.literal, None) for name in facts.publishers)
    for said in facts.credits:
        if said.role not in (*_MAKERS, Role.PUBLISHER):
            yield "contributor", _inverted(said.name.family, said.name.given) or said.name.literal, None
    yield "date", source.date, None
    yield "type", TYPES.get(facts.kind, "Text"), None
    yield "type", facts.coar_label, "en"
    yield "type", facts.coar, None
    yield from (("format", kind, None) for kind in dict.fromkeys(file.media_type for file in edition.files))
    if facts.identifier:
        yield "identifier", uri_of(facts.identifier), None
    yield from (("identifier", uri_of(each), None) for each in facts.other_identifiers)
    yield "language", own, None
    yield from (("relation", uri_of(linked.identifier), None) for linked in facts.links)
    yield from (("coverage", places.name(code, "en"), "en") for code in facts.places)
    yield "rights", facts.rights, None


def _inverted(family: str | None, given: str | None) -> str | None:
    return f"{family}, {given}" if family and given else family
