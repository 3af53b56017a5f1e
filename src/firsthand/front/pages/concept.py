"""A concept of the language guide in one language: the words to leave, why, what to say instead, and who says so."""

from collections.abc import Iterator
from urllib.parse import urlencode

from msgspec import Struct

from firsthand.front.advice import (
    ROLES,
    STANCES,
    STATUS,
    VERIFIED,
    SourceView,
    title_of_guide,
    view_source,
    view_sources,
)
from firsthand.front.guides import is_advised_against
from firsthand.front.opened import Opened
from firsthand.front.pages.words import ConceptLink, LanguageLink, concept_address, concept_link, severity_of
from firsthand.front.phrases import Inflected, example, forms_of, rather, slot_words
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said
from firsthand.wording.guide import Vocabulary
from firsthand.wording.schema import Alternative, Concept, StanceEntry, Term
from firsthand.wording.schema import Words as Entry


class Instead(Struct, frozen=True):
    """One way to say it."""

    text: str
    forms: tuple[Inflected, ...]
    advice: str
    status: str
    """That only this guide proposes it; empty where others do."""


class RoleView(Struct, frozen=True):
    name: str
    ways: tuple[Instead, ...]


class Leave(Struct, frozen=True):
    """Words of one term, to be left out."""

    words: tuple[str, ...]
    slots: tuple[str, ...]
    """Other words that may stand in the place of the first one."""
    severity: str
    """Where it differs from the concept's."""
    key: str
    status: str
    note: str
    instead: tuple[RoleView, ...]
    """Where it differs from the concept's."""


class StanceView(Struct, frozen=True):
    stance: str
    source: SourceView
    says: str
    year: str
    verified: str


class Neighbour(Struct, frozen=True):
    """The same concept in another language."""

    language: LanguageLink
    name: Said
    instead: str


class ConceptPage(Struct, frozen=True):
    name: Said
    language: str
    guide: Said
    severity: str
    key: str
    accepted: bool
    why: str
    leave: tuple[Leave, ...]
    instead: tuple[RoleView, ...]
    fine: tuple[str, ...]
    note: str
    stances: tuple[StanceView, ...]
    sources: tuple[SourceView, ...]
    others: tuple[Neighbour, ...]
    related: tuple[ConceptLink, ...]
    thesaurus: tuple[Said, str] | None
    """Name and address."""
    search: str
    """Where the library's texts about it are found."""
    theme: str
    """The same, where the library has it as a theme."""


def make_concept(opened: Opened, interface: Interface, name: str, language: str) -> View:
    """`language` is one in which the guide speaks of the concept."""
    guides = opened.guides
    concept, vocabulary = guides.guide.concepts[name], guides.guide.vocabularies[language]
    entry = vocabulary.words[name]
    title, title_language = guides.name(name, language)
    label, key = severity_of(concept.severity, interface)
    known = opened.thesaurus.concepts.get(concept.thesaurus)
    topic = known.named(language)[0] if known else ""
    shown_guide, spoken = title_of_guide(guides.guide, interface)
    page = ConceptPage(
        name=Said(title, title_language or "und"),
        language=language,
        guide=Said(shown_guide, spoken or "und"),
        severity=label,
        key=key,
        accepted=concept.accepted,
        why=entry.why,
        leave=tuple(_leave(term, language, vocabulary, interface) for term in entry.terms if is_advised_against(term)),
        instead=_roles(entry.alternatives, language, vocabulary, interface),
        fine=entry.fine,
        note=entry.note,
        stances=tuple(_stances(concept, opened, interface)),
        sources=_sources(entry, concept, opened),
        others=tuple(_others(name, language, opened, interface)),
        related=tuple(
            concept_link(other, language, opened, interface)
            for other in concept.related
            if other in guides.guide.concepts and guides.languages(other)
        ),
        thesaurus=(Said(topic, language), f"/{interface.language}/thesaurus/{concept.thesaurus}") if known else None,
        search=search_address(topic, interface) if topic else "",
        theme=f"/{interface.language}/works?theme={concept.thesaurus}" if _is_theme(concept, opened) else "",
    )
    return View("concept.html", page, title, title_language or None, room="words")


def search_address(phrase: str, interface: Interface) -> str:
    """Where the library's texts are found that have a phrase."""
    query = urlencode({"q": f'"{phrase}"'})
    return f"/{interface.language}/search?{query}"


def _is_theme(concept: Concept, opened: Opened) -> bool:
    return concept.thesaurus in opened.shelves.count("theme")


def _leave(term: Term, language: str, vocabulary: Vocabulary, interface: Interface) -> Leave:
    label, key = severity_of(term.severity, interface)
    slots = [word for phrase in term.find for word in slot_words(phrase, vocabulary.classes)]
    return Leave(
        words=tuple(dict.fromkeys(example(phrase, vocabulary.classes) for phrase in term.find)),
        slots=tuple(dict.fromkeys(slots)),
        severity=label,
        key=key,
        status=_status(term.status, interface),
        note=term.note,
        instead=_roles(term.alternatives, language, vocabulary, interface, term),
    )


def _status(status: str, interface: Interface) -> str:
    return interface.gettext(STATUS[status]) if STATUS[status] else ""


def _roles(
    alternatives: tuple[Alternative, ...], language: str, vocabulary: Vocabulary, interface: Interface,
    term: Term | None = None,
) -> tuple[RoleView, ...]:  # fmt: skip
    """Alternatives by the part they play; of a term's own only those that can take its place."""
    found = []
    for role, name in ROLES.items():
        if term and term.role != role:
            continue
        ways = [
            Instead(
                rather(phrase, vocabulary.classes).replace("*", ""),
                forms_of(phrase, role, language, vocabulary, each, interface),
                each.advice,
                _status(each.status, interface),
            )
            for each in alternatives
            for phrase in getattr(each, role)
        ]
        if ways:
            found.append(RoleView(interface.gettext(name), tuple(ways)))
    return tuple(found)


def _stances(concept: Concept, opened: Opened, interface: Interface) -> Iterator[StanceView]:
    sources = opened.guides.guide.sources
    for stance in concept.stances:
        source = sources.get(stance.source)
        if source:
            yield StanceView(
                interface.gettext(STANCES[stance.stance]),
                view_source(source),
                stance.says,
                _year(stance, source.year),
                interface.gettext(VERIFIED[stance.verified]) if VERIFIED[stance.verified] else "",
            )


def _year(stance: StanceEntry, published: int | None) -> str:
    year = stance.year or published
    return str(year) if year else ""


def _sources(entry: Entry, concept: Concept, opened: Opened) -> tuple[SourceView, ...]:
    """What the words of a language rest on, apart from those whose stance is told already."""
    told = {stance.source for stance in concept.stances}
    keys = [key for term in entry.terms for key in term.sources]
    every = (*entry.alternatives, *(each for term in entry.terms for each in term.alternatives))
    keys += [key for alternative in every for key in alternative.sources]
    return view_sources((key for key in keys if key not in told), opened.guides.guide.sources)


def _others(name: str, language: str, opened: Opened, interface: Interface) -> Iterator[Neighbour]:
    guides = opened.guides
    for tag in guides.languages(name):
        vocabulary = guides.guide.vocabularies[tag]
        first = next(
            (
                rather(phrase, vocabulary.classes).replace("*", "")
                for each in vocabulary.words[name].alternatives
                for role in ROLES
                for phrase in getattr(each, role)
            ),
            "",
        )
        link = LanguageLink(tag, autonym(tag), concept_address(name, tag, interface), tag == language)
        yield Neighbour(link, Said(*guides.name(name, tag)), first)
