"""An edition as DataCite describes it: Metadata Schema 4.6, in JSON as its API takes it, and in XML.

Nothing is registered: an edition without a DOI is named by its address, as `identifierType` says.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from lxml import etree

from firsthand.catalogue import licences, places
from firsthand.catalogue.records import Identifier, Role
from firsthand.citations import Name
from firsthand.exports.metadata.elements import XSI, add, written
from firsthand.exports.metadata.facts import Facts

NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "http://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
VERSION = "4.6"

GENERAL = {
    "letter": "Text", "guide": "Text", "training": "Text", "newsletter": "Text", "presentation": "Text",
    "post": "Text", "statement": "Text", "film": "Audiovisual", "recording": "Sound", "dataset": "Dataset",
    "other": "Other",
}  # fmt: skip
"""Kind -> resourceTypeGeneral; every other kind is a Report."""

RELATIONS = {
    "companion": "References",
    "part-of": "IsPartOf",
    "has-part": "HasPart",
    "supersedes": "Obsoletes",
    "superseded-by": "IsObsoletedBy",
    "derived-from": "IsDerivedFrom",
    "source-of": "IsSourceOf",
    "responds-to": "References",
    "answered-by": "IsReferencedBy",
    "joint-with": "References",
    "translation-of": "IsTranslationOf",
    "translated-as": "HasTranslation",
    "variant-of": "IsVariantFormOf",
    "edition-of": "IsVersionOf",
    "about": "References",
    "spoken-of-in": "IsReferencedBy",
}
"""Relation -> relationType, the nearest where DataCite has none of its own."""

CONTRIBUTORS = {
    Role.EDITOR: "Editor",
    Role.TRANSLATOR: "Translator",
    Role.ILLUSTRATOR: "Other",
    Role.DIRECTOR: "Producer",
    Role.CONTRIBUTOR: "Other",
}
"""Role -> contributorType of those who are not the creators already."""

SCHEMES = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "handle": "Handle", "url": "URL"}

UNKNOWN, NO_YEAR = ":unav", "0000"
"""What DataCite has for a value, or a year, that is not there and can't be had."""

_NAMES: Any = {None: NAMESPACE, "xsi": XSI}


def describe(facts: Facts) -> dict[str, Any]:
    """The attributes as DataCite's JSON has them. What is not known is left out."""
    own = facts.identifier
    found = {
        "schemaVersion": NAMESPACE,
        "doi": own.value if own and own.scheme == "doi" else None,
        "url": facts.source.url,
        "creators": [_agent(name) for name in facts.creators],
        "titles": list(_titles(facts)),
        "publisher": {"name": facts.publishers[0].literal},
        "publicationYear": facts.year or NO_YEAR,
        "types": {"resourceType": facts.coar_label, "resourceTypeGeneral": GENERAL.get(facts.kind, "Report")},
        "subjects": list(_subjects(facts)),
        "contributors": list(_contributors(facts)),
        "dates": list(_dates(facts)),
        "language": facts.edition.language,
        "alternateIdentifiers": [
            {"alternateIdentifier": each.value, "alternateIdentifierType": SCHEMES[each.scheme]}
            for each in facts.other_identifiers
        ],
        "relatedIdentifiers": list(_related(facts)),
        "sizes": list(_sizes(facts)),
        "formats": list(dict.fromkeys(file.media_type for file in facts.edition.files)),
        "rightsList": list(_rights(facts)),
        "descriptions": [
            {"description": text.value, "descriptionType": "Abstract", "lang": text.language}
            for text in facts.summaries
        ],
        "geoLocations": [{"geoLocationPlace": places.name(code, "en")} for code in facts.places],
        "fundingReferences": [{"funderName": name.literal} for name in facts.named(Role.FUNDER)],
    }
    return {key: value for key, value in found.items() if value}


def _agent(name: Name) -> dict[str, str]:
    if not name.family:
        return {"name": name.literal or UNKNOWN, "nameType": "Organizational"}
    whole = f"{name.family}, {name.given}" if name.given else name.family
    found = {"name": whole, "nameType": "Personal", "givenName": name.given, "familyName": name.family}
    return {key: value for key, value in found.items() if value}


def _titles(facts: Facts) -> Iterator[dict[str, str]]:
    edition = facts.edition
    yield {"title": edition.title, "lang": edition.language}
    if edition.subtitle:
        yield {"title": edition.subtitle, "titleType": "Subtitle", "lang": edition.language}
    for other in facts.item.editions:
        if other.language != edition.language:
            yield {"title": other.title, "titleType": "TranslatedTitle", "lang": other.language}


def _subjects(facts: Facts) -> Iterator[dict[str, str]]:
    site = facts.volume.shelves.library.address or facts.volume.site
    for slug in facts.item.themes:
        theme = facts.volume.shelves.themes.get(slug)
        for text in theme.labels if theme else ():
            found = {"subject": text.value, "lang": text.language}
            yield {**found, "valueUri": f"{site}/themes/{slug}"} if site else found


def _contributors(facts: Facts) -> Iterator[dict[str, str]]:
    first = set(facts.creators)
    for said in facts.credits:
        if said.role in CONTRIBUTORS and said.name not in first:
            yield {**_agent(said.name), "contributorType": CONTRIBUTORS[said.role]}


def _dates(facts: Facts) -> Iterator[dict[str, str]]:
    if facts.source.date:
        yield {"date": facts.source.date, "dateType": "Issued"}
    if facts.life:
        yield {"date": facts.life.published, "dateType": "Available"}
        if facts.life.changed != facts.life.published:
            yield {"date": facts.life.changed, "dateType": "Updated"}


def _related(facts: Facts) -> Iterator[dict[str, str]]:
    for linked in facts.links:
        yield {
            "relatedIdentifier": linked.identifier.value,
            "relatedIdentifierType": SCHEMES[linked.identifier.scheme],
            "relationType": RELATIONS[linked.relation],
            "resourceTypeGeneral": GENERAL.get(linked.kind, "Report"),
        }


def _sizes(facts: Facts) -> Iterator[str]:
    for file in facts.edition.files:
        if file.pages:
            yield f"{file.pages} pages"
        yield f"{file.size} bytes"


def _rights(facts: Facts) -> Iterator[dict[str, str]]:
    if not facts.rights:
        return
    licence = licences.find(facts.rights)
    if licence is None:
        yield {"rights": facts.rights, "rightsUri": facts.rights}
        return
    yield {
        "rights": licence.name,
        "rightsUri": licence.uri,
        "rightsIdentifier": licence.short,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


def datacite_json(facts: Facts) -> bytes:
    """As a file: UTF-8, one value on a line."""
    return msgspec.json.format(msgspec.json.encode(describe(facts)), indent=2) + b"\n"


def datacite_xml(facts: Facts) -> bytes:
    return written(resource(facts))


def resource(facts: Facts) -> etree._Element:
    """The element `resource` of kernel 4."""
    return _element(describe(facts), facts.identifier or Identifier("url", UNKNOWN))


def _element(found: Mapping[str, Any], identifier: Identifier) -> etree._Element:
    root = etree.Element(f"{{{NAMESPACE}}}resource", nsmap=_NAMES)
    root.set(f"{{{XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    add(root, _in("identifier"), identifier.value, identifierType=SCHEMES[identifier.scheme])
    _agents(root, "creators", "creator", found["creators"])
    _values(root, "titles", "title", "title", found["titles"])
    add(root, _in("publisher"), found["publisher"]["name"] or UNKNOWN)
    add(root, _in("publicationYear"), found["publicationYear"])
    types = found["types"]
    add(root, _in("resourceType"), types["resourceType"], resourceTypeGeneral=types["resourceTypeGeneral"])
    _values(root, "subjects", "subject", "subject", found.get("subjects"))
    _agents(root, "contributors", "contributor", found.get("contributors"))
    _values(root, "dates", "date", "date", found.get("dates"))
    add(root, _in("language"), found["language"])
    alternates = found.get("alternateIdentifiers")
    _values(root, "alternateIdentifiers", "alternateIdentifier", "alternateIdentifier", alternates)
    _values(root, "relatedIdentifiers", "relatedIdentifier", "relatedIdentifier", found.get("relatedIdentifiers"))
    for group, name in (("sizes", "size"), ("formats", "format")):
        _values(root, group, name, name, [{name: value} for value in found.get(group, ())])
    _values(root, "rightsList", "rights", "rights", found.get("rightsList"))
    _values(root, "descriptions", "description", "description", found.get("descriptions"))
    _nested(root, "geoLocations", "geoLocation", "geoLocationPlace", found.get("geoLocations"))
    _nested(root, "fundingReferences", "fundingReference", "funderName", found.get("fundingReferences"))
    return root


def _in(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


_ATTRIBUTES = {"rightsUri": "rightsURI", "schemeUri": "schemeURI", "valueUri": "valueURI"}
"""What the JSON writes in other letters than the XML."""


def _values(root: etree._Element, group: str, name: str, key: str, values: list[dict[str, str]] | None) -> None:
    """A group of elements that have one value each, and all else as attributes."""
    if values:
        parent = add(root, _in(group))
        for each in values:
            attributes = {_ATTRIBUTES.get(one, one): value for one, value in each.items() if one != key}
            add(parent, _in(name), each[key], **attributes)


def _agents(root: etree._Element, group: str, name: str, agents: list[dict[str, str]] | None) -> None:
    if agents:
        parent = add(root, _in(group))
        for each in agents:
            agent = add(parent, _in(name), contributorType=each.get("contributorType"))
            add(agent, _in(f"{name}Name"), each["name"], nameType=each["nameType"])
            for part in ("givenName", "familyName"):
                if part in each:
                    add(agent, _in(part), each[part])


def _nested(root: etree._Element, group: str, name: str, key: str, values: list[dict[str, str]] | None) -> None:
    if values:
        parent = add(root, _in(group))
        for each in values:
            add(add(parent, _in(name)), _in(key), each[key])
