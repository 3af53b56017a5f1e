"""The search page: hits by work, with the best passages of each, and facets to narrow them."""

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import Page
from firsthand.front.cards import Card, EditionLink, make_card
from firsthand.front.carrying import Carrying, make_carrying, told
from firsthand.front.facets import Facet, FacetLink, make_facet
from firsthand.front.headers import NOT_KEPT
from firsthand.front.links import leaf_address
from firsthand.front.opened import Opened
from firsthand.front.question import Question, address, ask, kept, read_question
from firsthand.front.reasons import tell
from firsthand.front.tools import Tool, feed_address, make_tools
from firsthand.front.turning import Turning, turn
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.search.protocol import FACETS, Group, Hit, Piece, Results

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
    alike: int
    """Further passages that say nearly the same."""
    translated: tuple[EditionLink, ...]
    """The same place in other editions that match too."""
    reasons: tuple[str, ...]
    """Why it stands where it does, where that was asked for."""


class GroupView(Struct, frozen=True):
    card: Card
    hits: tuple[HitView, ...]
    more: int
    """Further passages that match."""


class Other(Struct, frozen=True):
    """Other words to try."""

    words: str
    address: str


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
    suggestion: Other | None
    completions: tuple[Other, ...]
    """Words that go on where these end."""
    plain: bool
    ignored: tuple[str, ...]
    unsearchable: bool
    loosened: str
    """What is said where passages are shown that have some of the words."""
    carrying: Carrying | None
    tools: tuple[Tool, ...]
    feed: str


def make_search(opened: Opened, interface: Interface, query: str) -> View:
    """Raises UnavailableError."""
    question = read_question(query)
    results = _ask(opened, interface, question) if question.asked else Results()
    facets = _facets(results, question, opened, interface)
    found = question if results.items else Question("")
    page = Search(
        words=question.words,
        asked=question.asked,
        items=results.items,
        passages=results.passages,
        groups=tuple(view for group in results.groups if (view := _group(group, opened, interface))),
        facets=tuple(facet for facet in facets if facet.values),
        chosen=tuple(value for facet in facets for value in (*facet.values, *facet.more) if value.chosen),
        filters=tuple(question.filters),
        turning=_turning(results, question, interface),
        suggestion=_other(results.suggestion, question, interface) if results.suggestion else None,
        completions=tuple(_other(words, question, interface) for words in results.completions),
        plain=results.plain,
        ignored=results.ignored,
        unsearchable=results.unsearchable,
        loosened=told(results.complete, interface) if results.loosened else "",
        carrying=make_carrying(results.carried, question, interface),
        tools=make_tools(found, interface),
        feed=feed_address(found, interface),
    )
    words = question.words
    title = interface.gettext("Search: %(words)s") % {"words": words} if words else interface.gettext("Search")
    return View("search.html", page, title, room="search", words=words, keep=NOT_KEPT, indexed=False)


def _ask(opened: Opened, interface: Interface, question: Question) -> Results:
    query = question.query(opened, interface, PER_PAGE)
    results = ask(opened, lambda engine: engine.search(query))
    last = -(-results.items // PER_PAGE)
    if query.page > last > 0:
        query = replace(query, page=last)
        return ask(opened, lambda engine: engine.search(query))
    return results


def _turning(results: Results, question: Question, interface: Interface) -> Turning:
    def at(number: int) -> str:
        return address(interface, "search", [*question.parameters, ("page", str(number))])

    return turn(question.number, results.items, PER_PAGE, at)


def _other(words: str, question: Question, interface: Interface) -> Other:
    return Other(words, address(interface, "search", [("q", words), *question.filters]))


def _facets(results: Results, question: Question, opened: Opened, interface: Interface) -> list[Facet]:
    base = (f"/{interface.language}/search", kept(question))
    made = []
    for name in FACETS:
        counts = {value.value: value.count for value in results.facets.get(name, ())}
        made.append(make_facet(name, counts, question.chosen, base, interface, opened.shelves))
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
        alike=hit.alike,
        translated=tuple(_translated(hit, address, interface) for address in hit.translated),
        reasons=tuple(tell(reason, interface) for reason in hit.reasons),
    )


def _translated(hit: Hit, edition: str, interface: Interface) -> EditionLink:
    """The passage of another edition that stands where the hit does in its own."""
    language, path = edition.rpartition("/")[2], f"/{interface.language}/{edition}"
    if hit.block != "record":
        path += f"/from/{hit.address.rpartition('/')[2]}/{hit.passage}"
    return EditionLink(language, autonym(language), path)
