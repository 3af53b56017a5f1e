"""The concordance: every place where what was asked for stands, aligned on it, under the edition that it is in."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from firsthand.front.carrying import Carrying, make_carrying
from firsthand.front.facets import FacetLink, chosen_links
from firsthand.front.headers import NOT_KEPT
from firsthand.front.links import leaf_address
from firsthand.front.opened import Opened
from firsthand.front.question import Question, address, ask, kept, read_question
from firsthand.front.tools import Tool, make_tools
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said
from firsthand.search.concordance import MOST_LINES
from firsthand.search.protocol import Concordance, Occurrence

PER_PAGE = 50
HERE = "search/concordance"


class Line(Struct, frozen=True):
    address: str
    language: str
    before: str
    match: str
    after: str
    page: str | None
    start: float | None


class Source(Struct, frozen=True):
    """Lines of one edition."""

    title: Said
    address: str
    date: str
    language_name: str
    lines: tuple[Line, ...]


class ConcordancePage(Struct, frozen=True):
    words: str
    sources: tuple[Source, ...]
    passages: int
    editions: int
    first: int
    """Number of the first line of the page."""
    last: int
    previous: str
    next: str
    most: int
    """So many lines are shown at most, where this is the end of them; 0 where it isn't."""
    unsearchable: bool
    search: str
    """The search page for the same words."""
    chosen: tuple[FacetLink, ...]
    filters: tuple[tuple[str, str], ...]
    carrying: Carrying | None
    tools: tuple[Tool, ...]


def make_concordance(opened: Opened, interface: Interface, query: str) -> View:
    """Raises UnavailableError."""
    question = read_question(query)
    found = Concordance()
    if question.words:
        asked = question.query(opened, interface, PER_PAGE)
        found = ask(opened, lambda engine: engine.concordance(asked))
    first = (question.number - 1) * PER_PAGE + 1
    beyond = found.more or first + PER_PAGE <= MOST_LINES
    page = ConcordancePage(
        words=question.words,
        sources=tuple(_sources(found, interface)),
        passages=found.passages,
        editions=found.editions,
        first=first,
        last=first + len(found.occurrences) - 1,
        previous=_at(question, question.number - 1, interface) if question.number > 1 else "",
        next=_at(question, question.number + 1, interface) if found.more else "",
        most=0 if beyond else MOST_LINES,
        unsearchable=bool(question.words) and found.unsearchable,
        search=address(interface, "search", question.parameters),
        chosen=chosen_links(
            question.chosen, (f"/{interface.language}/{HERE}", kept(question)), interface, opened.shelves
        ),
        filters=tuple(question.filters),
        carrying=make_carrying(found.carried, question, interface, HERE),
        tools=make_tools(question if found.passages else Question(""), interface, HERE),
    )
    words = question.words
    heading = interface.gettext("Every occurrence")
    title = f"{heading}: {words}" if words else heading
    return View("concordance.html", page, title, room="search", words=words, keep=NOT_KEPT, indexed=False)


def _at(question: Question, number: int, interface: Interface) -> str:
    return address(interface, HERE, [*question.parameters, ("page", str(number))])


def _sources(found: Concordance, interface: Interface) -> Iterator[Source]:
    for edition, occurrences in groupby(found.occurrences, key=lambda line: line.address):
        lines = list(occurrences)
        language = edition.rpartition("/")[2]
        yield Source(
            Said(lines[0].title, language),
            f"/{interface.language}/{edition}",
            interface.date(lines[0].date) if lines[0].date else "",
            interface.language_name(language),
            tuple(_line(line, interface) for line in lines),
        )


def _line(line: Occurrence, interface: Interface) -> Line:
    edition = f"/{interface.language}/{line.address}"
    return Line(
        leaf_address(edition, line.leaf, f"p-{line.passage}") if line.passage else edition,
        line.language,
        line.before,
        line.match,
        line.after,
        line.page,
        line.start,
    )
