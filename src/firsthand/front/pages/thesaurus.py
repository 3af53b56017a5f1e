"""The thesaurus: its concepts as a tree, and each concept with its names in every language and its neighbours.

Hidden labels, words that people should not have to read, are on no page.
"""

from msgspec import Struct

from firsthand.front.advice import SourceView, view_sources
from firsthand.front.interface import Interface, autonym
from firsthand.front.opened import Opened
from firsthand.front.pages.concept import search_address
from firsthand.front.pages.words import ConceptLink, concept_link
from firsthand.front.said import Said
from firsthand.front.view import View
from firsthand.search.thesaurus import LANGUAGES, Concept, Labels, shipped

DATA = "/thesaurus.jsonld"


class Branch(Struct, frozen=True):
    name: Said
    address: str
    branches: tuple["Branch", ...]


class Tree(Struct, frozen=True):
    concepts: int
    branches: tuple[Branch, ...]
    data: str


class Named(Struct, frozen=True):
    """A concept in one language."""

    language: str
    autonym: str
    label: str
    also: tuple[str, ...]
    short: tuple[str, ...]
    search: str
    """Where the library's texts that use this name are found."""
    sources: tuple[SourceView, ...]
    """In which at least one of the names was seen."""


class TopicLink(Struct, frozen=True):
    name: Said
    address: str


class Topic(Struct, frozen=True):
    name: Said
    names: tuple[Named, ...]
    broader: tuple[TopicLink, ...]
    narrower: tuple[TopicLink, ...]
    related: tuple[TopicLink, ...]
    words: tuple[ConceptLink, ...]
    """What the language guide says of it."""
    close: str
    theme: str
    """The works that the library has under this theme."""
    tree: str


def make_thesaurus(interface: Interface) -> View:
    thesaurus = shipped()
    page = Tree(
        len(thesaurus.concepts),
        tuple(_branch(concept, interface) for concept in _sorted(thesaurus.top, interface)),
        DATA,
    )
    return View("thesaurus.html", page, interface.gettext("Thesaurus"), room="thesaurus")


def make_topic(opened: Opened, interface: Interface, concept: Concept) -> View:
    label = concept.labels[_language(interface)]
    page = Topic(
        name=Said(opening(label.label), _language(interface)),
        names=tuple(_named(tag, concept.labels[tag], opened, interface) for tag in _first(interface)),
        broader=_links(concept.broader, interface),
        narrower=_links(concept.narrower, interface),
        related=_links(concept.related, interface),
        words=tuple(
            concept_link(name, _language(interface), opened, interface)
            for name in opened.guides.about.get(concept.id, ())
            if opened.guides.languages(name)
        ),
        close=concept.close,
        theme=f"/{interface.language}/works?theme={concept.id}" if concept.id in opened.shelves.count("theme") else "",
        tree=f"/{interface.language}/thesaurus",
    )
    return View("topic.html", page, page.name.value, _language(interface), room="thesaurus")


def opening(label: str) -> str:
    """A label as a heading begins: with a capital letter."""
    return label[:1].upper() + label[1:]


def _language(interface: Interface) -> str:
    return interface.language if interface.language in LANGUAGES else LANGUAGES[0]


def _first(interface: Interface) -> tuple[str, ...]:
    """The languages, the reader's own first."""
    own = _language(interface)
    return (own, *(tag for tag in LANGUAGES if tag != own))


def _address(concept: str, interface: Interface) -> str:
    return f"/{interface.language}/thesaurus/{concept}"


def _said(concept: Concept, interface: Interface) -> Said:
    return Said(concept.labels[_language(interface)].label, _language(interface))


def _sorted(concepts: tuple[Concept, ...], interface: Interface) -> list[Concept]:
    return sorted(concepts, key=lambda concept: _said(concept, interface).value.casefold())


def _branch(concept: Concept, interface: Interface) -> Branch:
    below = tuple(shipped().concepts[name] for name in concept.narrower)
    branches = tuple(_branch(each, interface) for each in _sorted(below, interface))
    name = _said(concept, interface)
    shown = name if concept.broader else Said(opening(name.value), name.language)
    return Branch(shown, _address(concept.id, interface), branches)


def _links(names: tuple[str, ...], interface: Interface) -> tuple[TopicLink, ...]:
    concepts = tuple(shipped().concepts[name] for name in names)
    return tuple(
        TopicLink(_said(each, interface), _address(each.id, interface)) for each in _sorted(concepts, interface)
    )


def _named(language: str, labels: Labels, opened: Opened, interface: Interface) -> Named:
    return Named(
        language,
        autonym(language),
        labels.label,
        labels.also,
        labels.short,
        search_address(labels.label, interface),
        view_sources(labels.seen, opened.guides.guide.sources),
    )
