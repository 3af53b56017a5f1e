"""The library's vocabularies as linked data: its themes, the thesaurus, the language guide (SKOS, W3C, 2009).

Written as Turtle (W3C, 2014) and as JSON-LD 1.1. Labels keep to SKOS's own conditions: one preferred label in a
language, and none that is preferred and something else at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.catalogue.records import Library, Text, Theme
from firsthand.search.thesaurus import TITLES, Thesaurus
from firsthand.wording.guide import Guide
from firsthand.wording.schema import StanceEntry, Words

TURTLE, JSON_LD = "text/turtle; charset=utf-8", "application/ld+json"
CORE, TERMS = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"

INSTEAD = {
    "en": "Say instead: {}",
    "fr": "Dire plutôt\N{NARROW NO-BREAK SPACE}: {}",
    "es": "Mejor decir: {}",
    "ru": "Лучше сказать: {}",
}
"""What stands before the words that a guide offers."""

Worded = Mapping[str, tuple[str, ...]]
"""Language -> words in it."""

THEMES = {"en": "Themes of {}", "fr": "Thèmes de {}", "es": "Temas de {}", "ru": "Темы: {}"}


class Entry(Struct, frozen=True):
    """A concept. What it leads to is named by IRIs."""

    iri: str
    preferred: Mapping[str, str]
    other: Worded = {}
    hidden: Worded = {}
    """For programs to search with, shown to nobody."""
    advice: Worded = {}
    """What to do."""
    notes: Worded = {}
    """What is said of it."""
    stances: Worded = {}
    """What others say of it."""
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    """Concepts of other schemes that are nearly the same."""
    near: tuple[str, ...] = ()
    """Concepts of other schemes that it has to do with."""


class Scheme(Struct, frozen=True):
    iri: str
    titles: Mapping[str, str]
    entries: tuple[Entry, ...]


def themes_scheme(library: Library, themes: Iterable[Theme], site: str) -> Scheme:
    """The themes of a library, each at its address."""
    base = _iri(f"{site}/themes")
    there = {theme.slug: theme for theme in themes}
    entries = tuple(
        Entry(
            f"{base}/{theme.slug}",
            _by_language(theme.labels),
            broader=(f"{base}/{theme.broader}",) if theme.broader in there else (),
        )
        for theme in there.values()
    )
    titles = {text.language: THEMES.get(text.language, THEMES["en"]).format(text.value) for text in library.titles}
    return Scheme(base, titles, entries)


def thesaurus_scheme(thesaurus: Thesaurus, site: str) -> Scheme:
    base = _iri(f"{site}/thesaurus")
    entries = tuple(
        Entry(
            f"{base}/{concept.id}",
            {language: own.label for language, own in concept.labels.items()},
            {language: (*own.also, *own.short) for language, own in concept.labels.items()},
            {language: tuple(own.hidden) for language, own in concept.labels.items()},
            broader=tuple(f"{base}/{other}" for other in concept.broader),
            related=tuple(f"{base}/{other}" for other in concept.related),
            close=(concept.close,) if concept.close else (),
        )
        for concept in thesaurus.concepts.values()
    )
    return Scheme(base, TITLES, entries)


def guide_scheme(guide: Guide, site: str) -> Scheme:
    """The entries of a language guide that have a name. What to say instead is a note and no label: who searches for
    people by the words of respect must not be led to the others."""
    site = _iri(site)
    base = f"{site}/words"
    named = [name for name in guide.concepts if any(words.name for words in _in_languages(guide, name).values())]
    titles = {"en": guide.header.title, **guide.header.titles}
    return Scheme(base, titles, tuple(_of_guide(guide, name, frozenset(named), site) for name in named))


def _of_guide(guide: Guide, name: str, named: frozenset[str], site: str) -> Entry:
    concept, words = guide.concepts[name], _in_languages(guide, name)
    return Entry(
        f"{site}/words/{name}",
        {language: own.name for language, own in words.items() if own.name},
        advice={language: tuple(_advice(own, language)) for language, own in words.items()},
        notes={language: tuple(filter(None, (own.why, own.note))) for language, own in words.items()},
        stances={"en": tuple(_stance(guide, entry) for entry in concept.stances)},
        related=tuple(f"{site}/words/{other}" for other in concept.related if other in named and other != name),
        near=(f"{site}/thesaurus/{concept.thesaurus}",) if concept.thesaurus else (),
    )


def _in_languages(guide: Guide, name: str) -> dict[str, Words]:
    return {
        language: vocabulary.words[name]
        for language, vocabulary in guide.vocabularies.items()
        if name in vocabulary.words
    }


def _instead(words: Words) -> Iterator[str]:
    """What to write, without marks of grammar; what depends on the word that was found is not a label."""
    for alternative in words.alternatives:
        for role in ("person", "noun", "adjective", "verb", "phrase"):
            yield from (phrase.replace("*", "") for phrase in getattr(alternative, role) if "{" not in phrase)


def _stance(guide: Guide, entry: StanceEntry) -> str:
    source = guide.sources.get(entry.source)
    year = entry.year or (source.year if source else None)
    said = f": {entry.says}" if entry.says else ""
    return f"{source.title if source else entry.source}{f' ({year})' if year else ''}, {entry.stance}{said}"


def _advice(words: Words, language: str) -> Iterator[str]:
    if phrases := list(dict.fromkeys(_instead(words))):
        yield INSTEAD.get(language, INSTEAD["en"]).format("; ".join(phrases))


def _by_language(texts: Iterable[Text]) -> dict[str, str]:
    return {text.language: text.value for text in texts}


def turtle(scheme: Scheme) -> bytes:
    lines = [f"@prefix skos: <{CORE}> .", f"@prefix dcterms: <{TERMS}> .", ""]
    for iri, properties in _graph(scheme):
        parts = [f"{name} {', '.join(values)}" for name, values in properties if values]
        lines.append(f"<{_iri(iri)}> " + " ;\n  ".join(parts) + " .\n")
    return "\n".join(lines).encode()


def json_ld(scheme: Scheme) -> bytes:
    """The same graph, with labels by their languages."""
    worded = {
        name: {"@id": f"skos:{name}", "@container": "@language"}
        for name in ("prefLabel", "altLabel", "hiddenLabel", "note", "scopeNote", "editorialNote")
    }
    linked = {
        name: {"@id": f"skos:{name}", "@type": "@id"}
        for name in ("inScheme", "topConceptOf", "hasTopConcept", *RELATIONS)
    }
    title = {"@id": "dcterms:title", "@container": "@language"}
    context: dict[str, Any] = {"skos": CORE, "dcterms": TERMS, "title": title, **worded, **linked}
    first = {
        "@id": scheme.iri,
        "@type": "skos:ConceptScheme",
        "title": scheme.titles,
        "hasTopConcept": [entry.iri for entry in scheme.entries if not entry.broader],
    }
    whole = {"@context": context, "@graph": [first, *(_node(scheme, *each) for each in _linked(scheme))]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


RELATIONS = ("broader", "narrower", "related", "closeMatch", "relatedMatch")

Links = dict[str, list[str]]


def _linked(scheme: Scheme) -> Iterator[tuple[Entry, Links]]:
    """Every entry with what it leads to, both sides of each relation."""
    there = {entry.iri for entry in scheme.entries}
    narrower: dict[str, list[str]] = defaultdict(list)
    related: dict[str, dict[str, None]] = defaultdict(dict)
    for entry in scheme.entries:
        for other in entry.broader:
            narrower[other].append(entry.iri)
        for other in entry.related:
            if other in there:
                related[entry.iri][other] = related[other][entry.iri] = None
    for entry in scheme.entries:
        links = {
            "broader": [other for other in entry.broader if other in there],
            "narrower": narrower[entry.iri],
            "related": list(related[entry.iri]),
            "closeMatch": list(entry.close),
            "relatedMatch": list(entry.near),
        }
        yield entry, links


def _node(scheme: Scheme, entry: Entry, links: Links) -> dict[str, Any]:
    other, hidden = _labels(entry)
    found: dict[str, Any] = {
        "@id": entry.iri,
        "@type": "skos:Concept",
        "inScheme": scheme.iri,
        "topConceptOf": None if links["broader"] else scheme.iri,
        "prefLabel": entry.preferred,
        "altLabel": other,
        "hiddenLabel": hidden,
        "note": {language: texts for language, texts in entry.advice.items() if texts},
        "scopeNote": {language: texts for language, texts in entry.notes.items() if texts},
        "editorialNote": {language: texts for language, texts in entry.stances.items() if texts},
        **links,
    }
    return {key: value for key, value in found.items() if value}


def _labels(entry: Entry) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Other and hidden labels, none of which is a label of a better kind already (SKOS S13)."""
    other, hidden = {}, {}
    for language, words in entry.other.items():
        other[language] = [each for each in dict.fromkeys(words) if each != entry.preferred.get(language)]
    for language, words in entry.hidden.items():
        better = {entry.preferred.get(language), *other.get(language, ())}
        hidden[language] = [each for each in dict.fromkeys(words) if each not in better]
    return {key: each for key, each in other.items() if each}, {key: each for key, each in hidden.items() if each}


Properties = list[tuple[str, list[str]]]


def _graph(scheme: Scheme) -> Iterator[tuple[str, Properties]]:
    """Subject, and its predicates with their objects as Turtle writes them."""
    linked = list(_linked(scheme))
    top = [f"<{_iri(entry.iri)}>" for entry, links in linked if not links["broader"]]
    titles = [_literal(text, language) for language, text in scheme.titles.items()]
    yield scheme.iri, [("a", ["skos:ConceptScheme"]), ("dcterms:title", titles), ("skos:hasTopConcept", top)]
    for entry, links in linked:
        other, hidden = _labels(entry)
        here = [f"<{_iri(scheme.iri)}>"]
        worded: tuple[tuple[str, Mapping[str, Iterable[str]]], ...] = (
            ("prefLabel", {language: (label,) for language, label in entry.preferred.items()}),
            ("altLabel", other),
            ("hiddenLabel", hidden),
            ("note", entry.advice),
            ("scopeNote", entry.notes),
            ("editorialNote", entry.stances),
        )
        properties = [("a", ["skos:Concept"]), ("skos:inScheme", here)]
        properties += [("skos:topConceptOf", [] if links["broader"] else here)]
        properties += [
            (f"skos:{name}", [_literal(text, language) for language, texts in words.items() for text in texts])
            for name, words in worded
        ]
        properties += [(f"skos:{name}", [f"<{_iri(each)}>" for each in others]) for name, others in links.items()]
        yield entry.iri, properties


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _literal(text: str, language: str) -> str:
    written = re.sub(r'[\\"\n\r\t]', lambda found: _ESCAPES[found[0]], text)
    written = re.sub("[\x00-\x1f\x7f\ud800-\udfff]", " ", written)
    return f'"{written}"@{language}'


def _iri(iri: str) -> str:
    """Without the characters that end an IRI in Turtle."""
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda found: f"%{ord(found[0]):02X}", iri)
