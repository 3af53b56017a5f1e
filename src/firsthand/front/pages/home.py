"""The first page: what the library is, a search box, what is new, and ways in."""

from msgspec import Struct

from firsthand.front.cards import Card, make_card
from firsthand.front.facets import FacetLink, links
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said, say

NEWEST = 6
NEWS = 4
THEMES = 16


class Home(Struct, frozen=True):
    title: Said
    description: Said | None
    works: int
    statements: int
    languages: tuple[FacetLink, ...]
    kinds: tuple[FacetLink, ...]
    themes: tuple[FacetLink, ...]
    newest: tuple[Card, ...]
    news: tuple[Card, ...]
    latest_statements: tuple[Card, ...]


def make_home(opened: Opened, interface: Interface) -> View:
    shelves = opened.shelves
    title = say(shelves.library.titles, interface) or Said("Firsthand", "en")
    description = say(shelves.library.descriptions, interface)
    page = Home(
        title=title,
        description=description,
        works=len(shelves.works),
        statements=len(shelves.statements),
        languages=links("language", shelves.languages(), interface, shelves),
        kinds=links("kind", shelves.count("kind"), interface, shelves),
        themes=links("theme", shelves.count("theme"), interface, shelves)[:THEMES],
        newest=tuple(make_card(work, interface, shelves) for work in shelves.works[:NEWEST]),
        news=tuple(make_card(post, interface, shelves) for post in shelves.posts[:NEWS]),
        latest_statements=tuple(make_card(each, interface, shelves) for each in shelves.statements[:NEWS]),
    )
    return View("home.html", page, "", description=description.value if description else "", room="home")
