"""The lists of works that a mirror has: all of them, and those of one kind, theme, place, language, year or publisher.

A front answers for several of these at once; written down beforehand there would be no end of them.
"""

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl

from firsthand.catalogue.records import Work
from firsthand.catalogue.shelves import WORK_FACETS
from firsthand.front.addresses import Asked
from firsthand.front.cards import make_card
from firsthand.front.facets import Facet, make_facet
from firsthand.front.links import with_query
from firsthand.front.opened import Opened
from firsthand.front.pages.works import PER_PAGE, Works
from firsthand.front.turning import turn
from firsthand.front.view import View

Pairs = tuple[tuple[str, str], ...]


def lists(opened: Opened) -> Iterator[Pairs]:
    """The queries of all lists and their pages; nothing for the first page of all works."""
    for chosen, works in _counted(opened):
        for number in range(1, max(-(-works // PER_PAGE), 1) + 1):
            yield (*chosen, *_page(number))


def _counted(opened: Opened) -> Iterator[tuple[Pairs, int]]:
    yield (), len(opened.shelves.works)
    for facet in WORK_FACETS:
        for value, works in sorted(opened.shelves.count(facet).items()):
            yield ((facet, value),), works


def works_of(opened: Opened, query: str) -> list[Work]:
    """The works that stand on a page of a list, in their order."""
    chosen, number = _read(query)
    start = (number - 1) * PER_PAGE
    return opened.shelves.choose({facet: (value,) for facet, value in chosen})[start : start + PER_PAGE]


def show_list(asked: Asked) -> View:
    """A page of a list. What narrows it leads from one list to another, and never to two things at once."""
    interface, shelves = asked.interface, asked.opened.shelves
    chosen, number = _read(asked.query)
    path = f"/{interface.language}/works"
    total = len(shelves.choose({facet: (value,) for facet, value in chosen}))
    turning = turn(number, total, PER_PAGE, lambda page: with_query(path, [*chosen, *_page(page)]))
    facets = _facets(asked, chosen)
    page = Works(
        total=total,
        chosen=tuple(value for facet in facets for value in (*facet.values, *facet.more) if value.chosen),
        facets=tuple(facet for facet in facets if facet.values),
        cards=tuple(make_card(work, interface, shelves) for work in works_of(asked.opened, asked.query)),
        turning=turning,
        all_address=path,
    )
    return View("works.html", page, interface.gettext("Works"), room="works", indexed=not chosen)


def _facets(asked: Asked, chosen: Pairs) -> tuple[Facet, ...]:
    """Each facet by itself, counted over all works."""
    interface, shelves = asked.interface, asked.opened.shelves
    path = f"/{interface.language}/works"
    made = _all_facets(asked.opened, interface.language)
    return tuple(
        make_facet(name, shelves.count(name), {name: (dict(chosen)[name],)}, (path, []), interface, shelves)
        if name in dict(chosen)
        else facet
        for name, facet in zip(WORK_FACETS, made, strict=True)
    )


@lru_cache(8)
def _all_facets(opened: Opened, language: str) -> tuple[Facet, ...]:
    interface, shelves = opened.interfaces[language], opened.shelves
    path = f"/{language}/works"
    return tuple(make_facet(name, shelves.count(name), {}, (path, []), interface, shelves) for name in WORK_FACETS)


def _read(query: str) -> tuple[Pairs, int]:
    pairs = parse_qsl(query)
    number = next((int(value) for name, value in pairs if name == "page"), 1)
    return tuple(pair for pair in pairs if pair[0] in WORK_FACETS), number


def _page(number: int) -> Pairs:
    return (("page", str(number)),) if number > 1 else ()
