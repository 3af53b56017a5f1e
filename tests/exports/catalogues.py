"""What tests of harvesting share: a repository over a release, and the schemas that answers must keep to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from lxml import etree
from msgspec import structs

from firsthand.catalogue.records import Collection
from firsthand.catalogue.shelves import Shelves
from firsthand.exports.oaipmh import Repository, respond
from firsthand.interface import interface
from firsthand.release import Release

SCHEMAS = Path(__file__).parent / "schemas"
NAMES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "datacite": "http://datacite.org/schema/kernel-4",
    "firsthand": "urn:firsthand:record:1",
}
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "all.xsd"))


def valid(data: bytes) -> etree._Element:
    """The root of a document that its schemas accept; an assertion with what is wrong for any other."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    schema().assertValid(root.getroottree())
    return root


def repository(release: Release, site: str = "https://library.example.org") -> Repository:
    def interface_for(language: str) -> object:
        return interface(language.partition("-")[0] if language.partition("-")[0] in ("en", "fr", "es", "ru") else "en")

    return Repository(release, Shelves(release.collection), interface_for, site)  # type: ignore[arg-type]


class Harvester:
    """Asks a repository without a network."""

    def __init__(self, release: Release) -> None:
        self.repository = repository(release)

    def ask(self, *pairs: tuple[str, str], **arguments: str) -> etree._Element:
        given = [(name.rstrip("_"), value) for name, value in arguments.items()]
        return valid(respond(self.repository, [*pairs, *given], NOW))

    def errors(self, *pairs: tuple[str, str], **arguments: str) -> list[str]:
        return [each.get("code", "") for each in find(self.ask(*pairs, **arguments), "//oai:error")]

    def pages(self, verb: str, **arguments: str) -> Iterator[etree._Element]:
        """Every page of a list."""
        page = self.ask(verb=verb, **arguments)
        yield page
        while tokens := [each.text for each in find(page, "//oai:resumptionToken") if each.text]:
            page = self.ask(verb=verb, resumptionToken=tokens[0])
            yield page

    def identifiers(self, **arguments: str) -> list[str]:
        pages = self.pages("ListIdentifiers", metadataPrefix="oai_dc", **arguments)
        return [each.text or "" for page in pages for each in find(page, "//oai:identifier")]


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return root.xpath(path, namespaces=NAMES)  # type: ignore[no-any-return]


def texts(root: etree._Element, path: str) -> list[str]:
    return [each.text or "" for each in find(root, path)]


def without(collection: Collection, *slugs: str) -> Collection:
    """Works withdrawn, as an editor would."""
    works = tuple(structs.replace(w, withdrawn="2026-11-20") if w.slug in slugs else w for w in collection.works)
    return structs.replace(collection, works=works)
