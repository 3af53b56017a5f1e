"""The thesaurus as linked data for other programs: SKOS (W3C, 2009) in JSON-LD 1.1.

Hidden labels are in it, since that is what skos:hiddenLabel is for: programs search with them and show them to nobody.
"""

from typing import Any

import msgspec

from firsthand.search.thesaurus import TITLES, Concept, Thesaurus

MEDIA_TYPE = "application/ld+json"

_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "title": {"@id": "dcterms:title", "@container": "@language"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "hiddenLabel": {"@id": "skos:hiddenLabel", "@container": "@language"},
    **{
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("inScheme", "topConceptOf", "hasTopConcept", "broader", "narrower", "related", "closeMatch")
    },
}


def linked_data(thesaurus: Thesaurus, address: str) -> bytes:
    """The whole thesaurus; `address` is where it stands on the web, and the beginning of each concept's IRI."""
    scheme = {
        "@id": address,
        "@type": "skos:ConceptScheme",
        "title": TITLES,
        "hasTopConcept": [f"{address}/{concept.id}" for concept in thesaurus.top],
    }
    concepts = (_concept(concept, address) for concept in thesaurus.concepts.values())
    whole = {"@context": _CONTEXT, "@graph": [scheme, *concepts]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def _concept(concept: Concept, address: str) -> dict[str, Any]:
    labels = concept.labels
    made: dict[str, Any] = {
        "@id": f"{address}/{concept.id}",
        "@type": "skos:Concept",
        "inScheme": address,
        "prefLabel": {language: own.label for language, own in labels.items()},
        "altLabel": {language: [*own.also, *own.short] for language, own in labels.items()},
        "hiddenLabel": {language: list(own.hidden) for language, own in labels.items()},
    }
    if not concept.broader:
        made["topConceptOf"] = address
    for relation in ("broader", "narrower", "related"):
        if others := getattr(concept, relation):
            made[relation] = [f"{address}/{other}" for other in others]
    if concept.close:
        made["closeMatch"] = concept.close
    return made
