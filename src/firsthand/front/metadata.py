"""What a page says of its edition to machines: Highwire and Dublin Core meta tags, schema.org JSON-LD, other addresses.

Google Scholar and Zotero read the Highwire tags; Zotero saves as a report what names a
`citation_technical_report_institution`.
It knows nothing of templates and requests.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from firsthand.catalogue.identifiers import uri
from firsthand.catalogue.records import Edition, Item, Page, Post, RelationKind, Statement, Work, address
from firsthand.catalogue.vocabularies import KINDS
from firsthand.citations import Name, Source

REPORTS = frozenset({
    "report", "research-report", "brief", "position-statement", "letter", "guide", "training", "submission",
    "newsletter", "statement",
})  # fmt: skip
"""Kinds that a reference manager should save as a report."""

SCHEMA_TYPES = {
    "film": "VideoObject",
    "recording": "AudioObject",
    "dataset": "Dataset",
    "presentation": "PresentationDigitalDocument",
    "newsletter": "Periodical",
    "post": "NewsArticle",
    "statement": "Statement",
    "letter": "Message",
    "other": "CreativeWork",
    "training": "LearningResource",
}
"""Kind -> schema.org type; every other kind is a Report."""

DC_TYPES = {"film": "MovingImage", "recording": "Sound", "dataset": "Dataset"}
"""Kind -> DCMI type; every other kind is Text."""


class Meta(Struct, frozen=True):
    """One `<meta name content>`."""

    name: str
    content: str


class Alternate(Struct, frozen=True):
    """One `<link rel=alternate hreflang href>`."""

    language: str
    link: str


def metas(source: Source, *, pdf: str | None = None) -> tuple[Meta, ...]:
    """Highwire Press and Dublin Core (DCMI metadata terms in HTML) tags. `pdf` is the whole address of a PDF file."""
    creators = source.authors or source.directors or source.editors or source.publishers
    publisher = ", ".join(name.literal for name in source.publishers)
    date = source.date.replace("-", "/") if source.date else None
    fields = [
        ("citation_title", source.full_title),
        *(("citation_author", _highwire_name(name)) for name in creators),
        ("citation_publication_date", date),
        ("citation_technical_report_institution", publisher if source.kind in REPORTS else None),
        ("citation_publisher", publisher),
        ("citation_language", source.language),
        ("citation_doi", source.doi),
        ("citation_isbn", source.isbn),
        ("citation_issn", source.issn),
        *(("citation_keywords", theme) for theme in source.themes),
        ("citation_abstract_html_url", source.url),
        ("citation_fulltext_html_url", source.url),
        ("citation_pdf_url", pdf),
        ("DC.title", source.full_title),
        *(("DC.creator", name.literal) for name in creators),
        *(("DC.contributor", name.literal) for name in source.translators),
        *(("DC.publisher", name.literal) for name in source.publishers),
        ("DC.date", source.date),
        ("DC.type", DC_TYPES.get(source.kind, "Text")),
        ("DC.language", source.language),
        *(("DC.subject", theme) for theme in source.themes),
        ("DC.description", source.summary),
        ("DC.rights", source.rights),
        ("DC.identifier", f"doi:{source.doi}" if source.doi else source.url),
    ]
    return tuple(Meta(name, " ".join(value.split())) for name, value in fields if value)


def json_ld(
    item: Item, edition: Edition, source: Source, related: Mapping[RelationKind, Iterable[Work]], site: str
) -> str:
    """The edition in schema.org's words, as JSON that may stand inside a `<script type="application/ld+json">`.

    `related` has the works on both sides of every relation of the item; `site` is the address of the library.
    """
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(source.kind, "Report"),
        "additionalType": KINDS.get(source.kind),
        "@id": source.url,
        "url": source.url,
        "name": source.full_title,
        "headline": source.title,
        "description": source.summary,
        "inLanguage": source.language,
        "datePublished": source.date,
        "author": [_agent(name) for name in source.authors or source.directors],
        "editor": [_agent(name) for name in source.editors],
        "translator": [_agent(name) for name in source.translators],
        "publisher": [_agent(name) for name in source.publishers],
        "keywords": list(source.themes),
        "license": source.rights,
        "numberOfPages": source.pages,
        "identifier": f"https://doi.org/{source.doi}" if source.doi else None,
        "sameAs": _elsewhere(edition),
        "isbn": source.isbn,
        **_translations(item, edition, site),
        **_relations(item, related, site),
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": f"{site}/files/{file.sha256}/{file.name}",
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in edition.files
        ],
    }
    text = json.dumps({key: value for key, value in found.items() if value}, ensure_ascii=False)
    # A text must not be able to end the element that it stands in.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def alternates(item: Item | Page, interfaces: tuple[str, ...], site: str) -> tuple[Alternate, ...]:
    """Every edition in the interface that is its own language's, or else the library's first (RFC 8288, hreflang)."""
    links = tuple(Alternate(each.language, canonical(item, each.language, interfaces, site)) for each in item.editions)
    if len(links) < 2:
        return ()
    return (*links, Alternate("x-default", f"{site}/{address(item, item.editions[0].language)}"))


def canonical(item: Item | Page, language: str, interfaces: tuple[str, ...], site: str) -> str:
    """Of the several interfaces in which an edition can be read, the one that search engines should keep."""
    own = language.partition("-")[0]
    interface = next((each for each in interfaces if each in (language, own)), interfaces[0])
    return f"{site}/{interface}/{address(item, language)}"


def _highwire_name(name: Name) -> str:
    if not (name.family and name.given):
        # Zotero takes "Peers, Friends and Others" apart at its comma; after a semicolon it leaves it whole.
        return f"{name.literal};" if "," in name.literal else name.literal
    whole = f"{name.family}, {name.given}"
    return f"{whole};" if " " in name.family and " " in name.given else whole


def _agent(name: Name) -> dict[str, str]:
    if not name.family:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": name.literal, "familyName": name.family, "givenName": name.given or ""}


def _translations(item: Item, edition: Edition, site: str) -> dict[str, Any]:
    def link(language: str) -> dict[str, str]:
        return {"@id": f"{site}/{address(item, language)}", "inLanguage": language}

    origin = edition.translated_from
    made_from_this = [
        each.language
        for each in item.editions
        if each.translated_from and each.translated_from.language == edition.language and each is not edition
    ]
    return {
        "translationOfWork": link(origin.language) if origin else None,
        "workTranslation": [link(language) for language in made_from_this],
    }


def _elsewhere(edition: Edition) -> list[str]:
    """Where this very edition stands too: its own DOI, and where else it is published."""
    own = [uri(each) for each in edition.identifiers if each.scheme in ("doi", "handle", "url")]
    return [*own, edition.link] if edition.link else own


PROPERTIES = {
    RelationKind.PART_OF: "isPartOf",
    RelationKind.HAS_PART: "hasPart",
    RelationKind.DERIVED_FROM: "isBasedOn",
    RelationKind.RESPONDS_TO: "citation",
}


def _relations(
    item: Item, related: Mapping[RelationKind, Iterable[Work]], site: str
) -> dict[str, list[dict[str, str]]]:
    """Relations that schema.org has a property for."""
    if isinstance(item, Post | Statement):
        return {"about": [{"@id": f"{site}/works/{slug}"} for slug in item.works]}
    return {
        PROPERTIES[kind]: [{"@id": f"{site}/works/{work.slug}"} for work in works]
        for kind, works in related.items()
        if kind in PROPERTIES
    }
