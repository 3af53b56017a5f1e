"""The search page: hits by work, with the best passages of each, and facets to narrow them."""

import logging

from msgspec import Struct

from firsthand.catalogue.records import Page
from firsthand.front.cards import Card, make_card
from firsthand.front.facets import Facet, FacetLink, clean, make_facet, page_number, read_choice
from firsthand.front.headers import NOT_KEPT
from firsthand.front.interface import Interface
from firsthand.front.links import leaf_address, with_query
from firsthand.front.opened import Opened
from firsthand.front.turning import Turning, turn
from firsthand.front.view import View
from firsthand.search import BrokenIndexError
from firsthand.search.protocol import FACETS, Group, Hit, Piece, Query, Results

log = logging.getLogger("firsthand.front")

PER_PAGE = 10


class HitView(Struct, frozen=True):
    address: str
    language: str
    language_name: str
    """Only where it is not the interface's."""
    headings: tuple[str, ...]
    page: str | None
    start: float | None
    snippet: tuple[Piece, ...]


class GroupView(Struct, frozen=True):
    card: Card
    hits: tuple[HitView, ...]
    more: int
    """Further passages that match."""


class Search(Struct, frozen=True):
    words: str
    asked: bool
    items: int
    passages: int
    groups: tuple[GroupView, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[FacetLink, ...]
    filters: tuple[tuple[str, str], ...]
    """Name and value of what is chosen, for the form."""
    turning: Turning
    suggestion: str | None
    suggestion_address: str
    plain: bool
    ignored: tuple[str, ...]
    unsearchable: bool


class UnavailableError(Exception):
    """The release's index could not be opened, or is damaged."""


def make_search(opened: Opened, interface: Interface, query: str) -> View:
    chosen, others = read_choice(query)
    words = clean(others.get("q", ""))
    asked = bool(words or chosen)
    results = _ask(opened, interface, words, chosen, page_number(others)) if asked else Results()
    path = f"/{interface.language}/search"
    kept = [("q", words)] if words else []
    facets = _facets(results, chosen, (path, kept), opened, interface)
    pairs = [(facet, value) for facet, values in chosen.items() for value in values]
    turning = turn(
        page_number(others), results.items, PER_PAGE,
        lambda number: with_query(path, [*kept, *pairs, ("page", str(number))]),
    )  # fmt: skip
    page = Search(
        words=words,
        asked=asked,
        items=results.items,
        passages=results.passages,
        groups=tuple(view for group in results.groups if (view := _group(group, opened, interface))),
        facets=tuple(facet for facet in facets if facet.values),
        chosen=tuple(value for facet in facets for value in (*facet.values, *facet.more) if value.chosen),
        filters=tuple(pairs),
        turning=turning,
        suggestion=results.suggestion,
        suggestion_address=with_query(path, [("q", results.suggestion or ""), *pairs]),
        plain=results.plain,
        ignored=results.ignored,
        unsearchable=results.unsearchable,
    )
    title = interface.gettext("Search: %(words)s") % {"words": words} if words else interface.gettext("Search")
    return View("search.html", page, title, room="search", words=words, keep=NOT_KEPT, indexed=False)


def _ask(opened: Opened, interface: Interface, words: str, chosen: dict[str, tuple[str, ...]], number: int) -> Results:
    if opened.engine is None:
        raise UnavailableError
    languages = tuple(dict.fromkeys((interface.language, *opened.shelves.languages())))
    try:
        results = opened.engine.search(Query(words, chosen, languages, number, PER_PAGE))
        last = -(-results.items // PER_PAGE)
        if number > last > 0:
            return opened.engine.search(Query(words, chosen, languages, last, PER_PAGE))
    except BrokenIndexError as error:
        log.error("A search in release %s was not answered: %s", opened.release.id, error)
        raise UnavailableError from error
    return results


def _facets(
    results: Results, chosen: dict[str, tuple[str, ...]], base: tuple[str, list[tuple[str, str]]],
    opened: Opened, interface: Interface,
) -> list[Facet]:  # fmt: skip
    made = []
    for name in FACETS:
        counts = {value.value: value.count for value in results.facets.get(name, ())}
        made.append(make_facet(name, counts, chosen, base, interface, opened.shelves))
    return made


def _group(group: Group, opened: Opened, interface: Interface) -> GroupView | None:
    room, _, slug = group.item.partition("/")
    item = opened.shelves.item(room, slug)
    if item is None or isinstance(item, Page):
        return None
    hits = tuple(_hit(hit, interface) for hit in group.hits)
    return GroupView(make_card(item, interface, opened.shelves), hits, max(group.passages - len(hits), 0))


def _hit(hit: Hit, interface: Interface) -> HitView:
    edition = f"/{interface.language}/{hit.address}"
    is_record = hit.block == "record"
    other = hit.language.split("-")[0] != interface.language
    return HitView(
        address=edition if is_record else leaf_address(edition, hit.leaf, f"p-{hit.passage}"),
        language=hit.language,
        language_name=interface.language_name(hit.language) if other else "",
        headings=hit.headings,
        page=hit.page,
        start=hit.start,
        snippet=hit.snippet,
    )
