"""The list of works, narrowed by kind, theme, place, language, year and publisher."""

from msgspec import Struct

from firsthand.catalogue.shelves import WORK_FACETS
from firsthand.front.bundles import Bundle, offer
from firsthand.front.cards import Card, make_card
from firsthand.front.facets import Facet, FacetLink, make_facet, page_number, read_choice
from firsthand.front.feeds import forms_of
from firsthand.front.links import with_query
from firsthand.front.opened import Opened
from firsthand.front.turning import Turning, turn
from firsthand.front.view import View
from firsthand.interface import Interface

PER_PAGE = 24


class Works(Struct, frozen=True):
    total: int
    chosen: tuple[FacetLink, ...]
    facets: tuple[Facet, ...]
    cards: tuple[Card, ...]
    turning: Turning
    all_address: str
    bundle: Bundle | None = None
    """What is chosen, as one file."""


def make_works(opened: Opened, interface: Interface, query: str) -> View:
    shelves = opened.shelves
    chosen, others = read_choice(query)
    found = shelves.choose(chosen)
    path = f"/{interface.language}/works"
    facets = tuple(
        make_facet(name, shelves.count(name, chosen), chosen, (path, []), interface, shelves) for name in WORK_FACETS
    )
    pairs = [(facet, value) for facet, values in chosen.items() for value in values]
    turning = turn(page_number(others), len(found), PER_PAGE, lambda number: with_query(path, [*pairs, *_page(number)]))
    start = (turning.number - 1) * PER_PAGE
    page = Works(
        total=len(found),
        bundle=offer(opened, interface, chosen, found),
        chosen=tuple(value for facet in facets for value in (*facet.values, *facet.more) if value.chosen),
        facets=tuple(facet for facet in facets if facet.values),
        cards=tuple(make_card(work, interface, shelves) for work in found[start : start + PER_PAGE]),
        turning=turning,
        all_address=path,
    )
    forms = forms_of(chosen, opened, interface) if chosen else ()
    return View("works.html", page, interface.gettext("Works"), room="works", indexed=not chosen, forms=forms)


def _page(number: int) -> list[tuple[str, str]]:
    return [("page", str(number))] if number > 1 else []
