"""Every page that a library has, one after another, made as the front makes it but without a request.

What readers ask of a server by typing, the search and the check of words, has no page here.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct
from starlette.routing import compile_path

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import Item, Page, Post, Statement
from firsthand.front.addresses import ADDRESSES, Address, Asked, show_works
from firsthand.front.cards import room_of
from firsthand.front.opened import Opened
from firsthand.front.pages.changes import languages_of
from firsthand.front.pages.negotiations.changes import tails_of
from firsthand.front.pages.words import content_language
from firsthand.front.rendering import Renderer
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.mirrors.lists import lists, show_list
from firsthand.wording.guide import LANGUAGES

TEMPLATES = Path(__file__).parent / "templates"
"""Of the pages that a mirror has and no front."""

STEPS = 5
"""How often an address may lead on to another before it is taken for a circle."""

ALONE = ("about", "accessibility", "privacy", "thesaurus")
"""Pages that there is one of in each language of the interface."""


class Place(Struct, frozen=True):
    """Where a page is, and what it shows."""

    kind: str
    """home, works, news, statements, negotiations, item, changes, negotiation, text, record, cite, words, terms,
    concept, thesaurus, topic, about, accessibility or privacy."""
    path: str
    """On the front: "/en/works/red-herring/ru/2"."""
    query: str = ""
    """Without its question mark; as the front writes it in a link."""
    about: str = ""
    """Room and slug of the item that it shows, such as "works/red-herring"."""
    language: str = ""
    """Of the edition or the words shown, where it need not be the interface's."""
    leaf: int = 0
    """Number of the leaf of a text, from 1."""

    @property
    def interface(self) -> str:
        return self.path.split("/", 2)[1]

    @property
    def address(self) -> str:
        """As a link to it is written on the front."""
        return f"{self.path}?{self.query}" if self.query else self.path


class Written(Struct, frozen=True):
    """A page as the front writes it: its links are paths of the front."""

    place: Place
    view: View
    html: str


def places(opened: Opened) -> Iterator[Place]:
    """All pages there are. Those of one leaf in several languages of the interface follow one another."""
    for tag, interface in opened.interfaces.items():
        yield Place("home", f"/{tag}/")
        for pairs in lists(opened):
            yield Place("works", f"/{tag}/works", urlencode(pairs))
        yield from _dated(opened, tag)
        yield from (Place(kind, f"/{tag}/{kind}") for kind in ALONE)
        yield from (Place("topic", f"/{tag}/thesaurus/{name}") for name in opened.thesaurus.concepts)
        yield from _words(opened, interface)
    shelves = opened.shelves
    items: tuple[Item | Page, ...] = (*shelves.works, *shelves.posts, *shelves.statements, *shelves.pages)
    for item in items:
        yield from _of_item(opened, item)
    for process in shelves.processes:
        yield from _of_process(opened, process)


def _dated(opened: Opened, tag: str) -> Iterator[Place]:
    yield Place("news", f"/{tag}/news")
    for year in dict.fromkeys(post.date[:4] for post in opened.shelves.posts):
        yield Place("news", f"/{tag}/news", f"year={year}")
    yield Place("statements", f"/{tag}/statements")
    if opened.shelves.processes:
        yield Place("negotiations", f"/{tag}/negotiations")


def _words(opened: Opened, interface: Interface) -> Iterator[Place]:
    tag, guides, own = interface.language, opened.guides, content_language("", interface)
    yield Place("words", f"/{tag}/words", language=own)
    yield Place("terms", f"/{tag}/words/a-z", language=own)
    for language in LANGUAGES:
        yield Place("words", f"/{tag}/words", f"language={language}", language=language)
        yield Place("terms", f"/{tag}/words/a-z", f"language={language}", language=language)
    for concept in guides.guide.concepts:
        for language in guides.languages(concept):
            yield Place("concept", f"/{tag}/words/{concept}/{language}", language=language)


def _of_item(opened: Opened, item: Item | Page) -> Iterator[Place]:
    about = f"{'pages' if isinstance(item, Page) else room_of(item)}/{item.slug}"
    if not isinstance(item, Post | Page):
        yield from (Place("item", f"/{tag}/{about}", about=about) for tag in opened.languages)
    if isinstance(item, Statement) and len(item.versions) > 1:
        yield from _changes(opened, item, about)
    for edition in item.editions:
        leaves = opened.contents(edition.text).leaves if edition.text else 1
        kind = "text" if edition.text else "record"
        for leaf in range(1, leaves + 1):
            end = f"/{leaf}" if leaf > 1 else ""
            for tag in opened.languages:
                path = f"/{tag}/{about}/{edition.language}{end}"
                yield Place(kind, path, "", about, edition.language, leaf if edition.text else 0)
        for tag in opened.languages if not isinstance(item, Page) else ():
            yield Place("cite", f"/{tag}/{about}/{edition.language}/cite", "", about, edition.language)


def _of_process(opened: Opened, process: Process) -> Iterator[Place]:
    """Two drafts are side by side where they follow one another, and each with the last."""
    negotiation = opened.negotiation(process.slug)
    if negotiation is None:
        return
    about = f"negotiations/{process.slug}"
    for tail in tails_of(negotiation):
        yield from (Place("negotiation", f"/{tag}/{about}{tail}", "", about) for tag in opened.languages)


def _changes(opened: Opened, item: Statement, about: str) -> Iterator[Place]:
    languages = languages_of(item)
    for tag in opened.languages if languages else ():
        yield Place("changes", f"/{tag}/{about}/changes", "", about, tag if tag in languages else languages[0])
        for language in languages:
            yield Place("changes", f"/{tag}/{about}/changes", f"language={language}", about, language)


def find_address(path: str) -> tuple[Address, dict[str, str]] | None:
    """What answers at a path of the front, and what its parts say; None where nothing does."""
    for pattern, address in _patterns():
        if found := pattern.match(path):
            return address, found.groupdict()
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Address], ...]:
    return tuple((compile_path(address.path)[0], address) for address in ADDRESSES)


def view_of(opened: Opened, path: str, query: str = "") -> View:
    """What the front shows at an address. Raises ElsewhereError, AbsentError, and KeyError where nothing answers."""
    found = find_address(path)
    if found is None or found[1]["ui"] not in opened.interfaces:
        raise KeyError(path)
    address, parameters = found
    maker = show_list if address.maker is show_works else address.maker
    pairs = [pair for pair in parse_qsl(query) if pair[0] in address.query]
    return maker(Asked(opened, opened.interfaces[parameters["ui"]], parameters, urlencode(pairs), dict(pairs)))


class Writer:
    """Writes the pages of an opened library. `still` pages ask nothing of a server."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.renderer = Renderer(still=True, more=TEMPLATES)
        for interface in opened.interfaces.values():
            self.renderer.add(interface)

    def write(self, place: Place) -> Written:
        """Raises ElsewhereError or AbsentError for a place that the library doesn't have."""
        view = view_of(self.opened, place.path, place.query)
        return Written(place, view, self.render(view, place))

    def render(self, view: View, place: Place) -> str:
        """A view of whatever kind as the page of a place."""
        interface = self.opened.interfaces[place.interface]
        return self.renderer.render(view, interface, self.opened, place.path, place.query)


def pages(opened: Opened) -> Iterator[Written]:
    """Every page of the library with its HTML."""
    writer = Writer(opened)
    return (writer.write(place) for place in places(opened))
