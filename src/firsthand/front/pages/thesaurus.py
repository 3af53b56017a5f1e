"""The thesaurus: its concepts as a tree, and each concept with its names in every language and its neighbours.

Hidden labels, words that people should not have to read, are on no page.
"""

from msgspec import Struct

from firsthand.catalogue.records import Work
from firsthand.front.advice import SourceView, view_sources
from firsthand.front.cards import Card, make_card
from firsthand.front.opened import Opened
from firsthand.front.pages.concept import search_address
from firsthand.front.pages.words import ConceptLink, concept_link
from firsthand.front.question import UnavailableError, address, ask
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said
from firsthand.search.protocol import Query
from firsthand.search.thesaurus import Concept, Labels

DATA = "/thesaurus.jsonld"
WORKS = 24
"""So many works are listed under a concept; all others are found by the search."""


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
    works: tuple[Card, ...]
    """Those that speak of it, in whatever language, the best first; each with all its languages."""
    passages: str
    """Where all passages are found that speak of it; nothing where there are none."""
    more: int
    """How many further works, news and statements there are."""


def make_thesaurus(opened: Opened, interface: Interface) -> View:
    thesaurus = opened.thesaurus
    page = Tree(
        len(thesaurus.concepts),
        tuple(_branch(concept, opened, interface) for concept in _sorted(thesaurus.top, interface)),
        DATA,
    )
    return View("thesaurus.html", page, interface.gettext("Thesaurus"), room="thesaurus")


def make_topic(opened: Opened, interface: Interface, concept: Concept) -> View:
    label, language = concept.named(interface.language)
    works, others = _works(concept, opened, interface)
    page = Topic(
        name=Said(opening(label), language),
        names=tuple(_named(tag, concept.labels[tag], opened, interface) for tag in _first(concept, language)),
        broader=_links(concept.broader, opened, interface),
        narrower=_links(concept.narrower, opened, interface),
        related=_links(concept.related, opened, interface),
        words=tuple(
            concept_link(name, interface.language, opened, interface)
            for name in opened.guides.about.get(concept.id, ())
            if opened.guides.languages(name)
        ),
        close=concept.close,
        theme=f"/{interface.language}/works?theme={concept.id}" if concept.id in opened.shelves.count("theme") else "",
        tree=f"/{interface.language}/thesaurus",
        works=works,
        passages=address(interface, "search", [("q", f"concept:{concept.id}")]) if works or others else "",
        more=others,
    )
    return View("topic.html", page, page.name.value, language, room="thesaurus")


def opening(label: str) -> str:
    """A label as a heading begins: with a capital letter."""
    return label[:1].upper() + label[1:]


def _first(concept: Concept, language: str) -> tuple[str, ...]:
    """The languages that a concept has names in, one of them first."""
    return (language, *(tag for tag in concept.labels if tag != language))


def _works(concept: Concept, opened: Opened, interface: Interface) -> tuple[tuple[Card, ...], int]:
    """The works that speak of a concept, the best first, and how many further items do."""
    query = Query(f"concept:{concept.id}", languages=(interface.language,), per_page=WORKS)
    try:
        found = ask(opened, lambda engine: engine.search(query))
    except UnavailableError:
        return (), 0
    items = [opened.shelves.item(*group.item.split("/", 1)) for group in found.groups]
    cards = tuple(make_card(item, interface, opened.shelves) for item in items if isinstance(item, Work))
    return cards, max(found.items - len(cards), 0)


def _address(concept: str, interface: Interface) -> str:
    return f"/{interface.language}/thesaurus/{concept}"


def _said(concept: Concept, interface: Interface) -> Said:
    return Said(*concept.named(interface.language))


def _sorted(concepts: tuple[Concept, ...], interface: Interface) -> list[Concept]:
    return sorted(concepts, key=lambda concept: _said(concept, interface).value.casefold())


def _branch(concept: Concept, opened: Opened, interface: Interface) -> Branch:
    below = tuple(opened.thesaurus.concepts[name] for name in concept.narrower)
    branches = tuple(_branch(each, opened, interface) for each in _sorted(below, interface))
    name = _said(concept, interface)
    shown = name if concept.broader else Said(opening(name.value), name.language)
    return Branch(shown, _address(concept.id, interface), branches)


def _links(names: tuple[str, ...], opened: Opened, interface: Interface) -> tuple[TopicLink, ...]:
    concepts = tuple(opened.thesaurus.concepts[name] for name in names)
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
