"""Every address of the site that shows a page, and the page kind that answers there.

A maker takes what was asked and gives a view; it raises ElsewhereError or AbsentError where there is none. Makers run
in worker threads.
"""

from collections.abc import Callable, Mapping
from typing import NoReturn

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page, Statement, Work
from firsthand.front.facets import clean
from firsthand.front.links import leaf_address
from firsthand.front.negotiating import negotiating, show_agreed, show_pair, show_processes
from firsthand.front.opened import Opened
from firsthand.front.pages import (
    about,
    changes,
    check,
    cite,
    concept,
    concordance,
    following,
    frequency,
    home,
    kept,
    news,
    problem,
    reading,
    search,
    statement,
    statements,
    thesaurus,
    words,
    work,
    works,
)
from firsthand.front.pages.negotiations import ask, draft, process, score, sheet
from firsthand.front.pages.negotiations.changes import make_changes as make_draft_changes
from firsthand.front.pages.passage import RemovedError, find_passage, follow
from firsthand.front.question import PARAMETERS, UnavailableError
from firsthand.front.view import AbsentError, ElsewhereError, View
from firsthand.front.withdrawn import since
from firsthand.interface import Interface
from firsthand.interface.said import best_edition


class Asked(Struct, frozen=True):
    """What a reader asked for."""

    opened: Opened
    interface: Interface
    parameters: Mapping[str, str]
    """Of the path."""
    query: str
    """Only with the parameters that the page kind knows."""
    values: Mapping[str, str]
    """The same, by name."""


Maker = Callable[[Asked], View]


class Address(Struct, frozen=True):
    path: str
    maker: Maker
    query: tuple[str, ...] = ()
    """The parameters that make another page of it; all others are left out."""


def show_home(asked: Asked) -> View:
    return home.make_home(asked.opened, asked.interface)


def show_works(asked: Asked) -> View:
    return works.make_works(asked.opened, asked.interface, asked.query)


def show_news(asked: Asked) -> View:
    return news.make_news(asked.opened, asked.interface, asked.values.get("year", ""))


def show_statements(asked: Asked) -> View:
    return statements.make_statements(asked.opened, asked.interface)


def searching(make: Callable[[Opened, Interface, str], View]) -> Maker:
    """A page that the search engine answers; where it can't, another that says so and offers what there is."""

    def show(asked: Asked) -> View:
        try:
            return make(asked.opened, asked.interface, asked.query)
        except UnavailableError:
            words = clean(asked.values.get("q", ""))
            raise AbsentError(problem.search_unavailable(asked.opened, asked.interface, words)) from None

    return show


def show_about(asked: Asked) -> View:
    return about.make_about(asked.opened, asked.interface)


def show_following(asked: Asked) -> View:
    return following.make_following(asked.opened, asked.interface)


def show_kept(asked: Asked) -> View:
    return kept.make_kept(asked.opened, asked.interface)


def show_accessibility(asked: Asked) -> View:
    return about.make_accessibility(asked.opened, asked.interface)


def show_privacy(asked: Asked) -> View:
    return about.make_privacy(asked.opened, asked.interface)


def show_words(asked: Asked) -> View:
    return words.make_words(asked.opened, asked.interface, asked.values.get("language", ""))


def show_terms(asked: Asked) -> View:
    values = (asked.values.get(name, "") for name in ("language", "theme", "q"))
    return words.make_terms(asked.opened, asked.interface, *values)


def show_concept(asked: Asked) -> View:
    """A concept of the language guide in one language; without one, in the best one there is."""
    name, guides = asked.parameters["concept"], asked.opened.guides
    languages = guides.languages(name)
    if not languages:
        raise AbsentError(problem.not_found(asked.interface))
    language = asked.parameters.get("language")
    if language not in languages:
        best = words.content_language(language or "", asked.interface)
        best = best if best in languages else languages[0]
        raise ElsewhereError(words.concept_address(name, best, asked.interface))
    return concept.make_concept(asked.opened, asked.interface, name, language)


def show_thesaurus(asked: Asked) -> View:
    return thesaurus.make_thesaurus(asked.opened, asked.interface)


def show_topic(asked: Asked) -> View:
    found = asked.opened.thesaurus.concepts.get(asked.parameters["concept"])
    if found is None:
        raise AbsentError(problem.not_found(asked.interface))
    return thesaurus.make_topic(asked.opened, asked.interface, found)


def show_check(asked: Asked) -> View:
    return check.make_form(asked.opened, asked.interface)


def show_item(asked: Asked) -> View:
    """A work or statement by itself; news and the library's own pages open in the best language there is."""
    item = _item(asked)
    if isinstance(item, Work):
        return work.make_work(asked.opened, asked.interface, item)
    if isinstance(item, Statement):
        return statement.make_statement(asked.opened, asked.interface, item)
    raise ElsewhereError(f"{_item_address(asked)}/{best_edition(item, asked.interface.language).language}")


def show_changes(asked: Asked) -> View:
    """The versions of a statement beside each other; where there is only one, its own page says all there is."""
    item = asked.opened.shelves.item("statements", asked.parameters["slug"])
    if not isinstance(item, Statement) or not changes.languages_of(item):
        raise AbsentError(problem.not_found(asked.interface))
    if len(item.versions) == 1:
        raise ElsewhereError(f"/{asked.interface.language}/statements/{item.slug}")
    return changes.make_changes(asked.interface, item, asked.values.get("language", ""))


def show_edition(asked: Asked) -> View:
    """A leaf of an edition: the first one, or that of the address."""
    item, edition, base = _edition(asked)
    number = int(asked.parameters.get("leaf", 1))
    if number == 1 and "leaf" in asked.parameters:
        raise ElsewhereError(base, 301)
    if edition.text is None and number != 1:
        raise AbsentError(problem.no_such_leaf(base, edition, asked.interface))
    if edition.text and not 1 <= number <= asked.opened.contents(edition.text).leaves:
        raise AbsentError(problem.no_such_leaf(base, edition, asked.interface))
    shown = reading.Shown(item, edition, number)
    was = asked.values.get("was", "")
    return reading.make_reading(asked.opened, asked.interface, shown, asked.parameters["room"], was=was)


def show_cite(asked: Asked) -> View:
    item, edition, _ = _edition(asked)
    if isinstance(item, Page):
        raise AbsentError(problem.not_found(asked.interface))
    return cite.make_cite(asked.opened, asked.interface, asked.parameters["room"], item, edition)


def show_passage(asked: Asked) -> View:
    """The lasting link of a passage leads to where it stands now."""
    _, edition, base = _edition(asked)
    path = base.removeprefix(f"/{asked.interface.language}/")
    passage = asked.parameters["passage"]
    try:
        address = find_passage(asked.opened, edition, path, passage, asked.interface.language)
    except RemovedError:
        raise AbsentError(problem.removed_passage(base, edition, asked.interface)) from None
    except KeyError:
        raise AbsentError(problem.no_such_passage(base, edition, asked.interface)) from None
    raise ElsewhereError(address)


def show_counterpart(asked: Asked) -> View:
    """From a passage of one edition to the same place in another."""
    item, there, base = _edition(asked)
    here = next((each for each in item.editions if each.language == asked.parameters["other"]), None)
    if here is None:
        raise ElsewhereError(base)
    raise ElsewhereError(follow(asked.opened, here, there, asked.parameters["passage"], base))


ADDRESSES = (
    Address("/{ui}/", show_home),
    Address("/{ui}/works", show_works, ("kind", "theme", "place", "language", "year", "publisher", "page")),
    Address("/{ui}/news", show_news, ("year",)),
    Address("/{ui}/statements", show_statements),
    Address("/{ui}/search", searching(search.make_search), (*PARAMETERS, "page", "explain")),
    Address("/{ui}/search/concordance", searching(concordance.make_concordance), (*PARAMETERS, "page")),
    Address("/{ui}/search/frequency", searching(frequency.make_frequency), PARAMETERS),
    Address("/{ui}/about", show_about),
    Address("/{ui}/follow", show_following),
    Address("/{ui}/kept", show_kept),
    Address("/{ui}/accessibility", show_accessibility),
    Address("/{ui}/privacy", show_privacy),
    Address("/{ui}/words", show_words, ("language",)),
    Address("/{ui}/words/a-z", show_terms, ("language", "theme", "q")),
    Address("/{ui}/words/{concept}", show_concept),
    Address("/{ui}/words/{concept}/{language}", show_concept),
    Address("/{ui}/thesaurus", show_thesaurus),
    Address("/{ui}/thesaurus/{concept}", show_topic),
    Address("/{ui}/check", show_check),
    Address("/{ui}/statements/{slug}/changes", show_changes, ("language",)),
    Address("/{ui}/negotiations", show_processes),
    Address("/{ui}/negotiations/{slug}", negotiating(process.make_process)),
    Address("/{ui}/negotiations/{slug}/drafts/{draft}", negotiating(draft.make_draft, "draft")),
    Address("/{ui}/negotiations/{slug}/changes", show_pair, ("before", "after")),
    Address("/{ui}/negotiations/{slug}/changes/{before}/{after}", negotiating(make_draft_changes, "before", "after")),
    Address("/{ui}/negotiations/{slug}/score", negotiating(score.make_score)),
    Address("/{ui}/negotiations/{slug}/asks/{ask}", negotiating(ask.make_ask, "ask")),
    Address("/{ui}/negotiations/{slug}/sheets/{draft}", negotiating(sheet.make_sheets, "draft")),
    Address("/{ui}/agreed", show_agreed, ("q",)),
    Address("/{ui}/{room}/{slug}", show_item),
    Address("/{ui}/{room}/{slug}/{language}", show_edition, ("was",)),
    Address("/{ui}/{room}/{slug}/{language}/cite", show_cite),
    Address("/{ui}/{room}/{slug}/{language}/{leaf:int}", show_edition, ("was",)),
    Address("/{ui}/{room}/{slug}/{language}/p/{passage}", show_passage),
    Address("/{ui}/{room}/{slug}/{language}/from/{other}/{passage}", show_counterpart),
)

WITHOUT_LANGUAGE = frozenset(
    {"works", "news", "statements", "pages", "search", "words", "thesaurus", "check", "negotiations", "agreed"}
    | {"about", "accessibility", "follow", "kept", "message", "privacy", "wipe", "withdraw"}
)
"""Addresses that begin with these lead on to the reader's interface language."""


def _item(asked: Asked) -> Item | Page:
    room, slug = asked.parameters["room"], asked.parameters["slug"]
    item = asked.opened.shelves.item(room, slug)
    if gone := since(asked.opened, room, slug):
        raise AbsentError(problem.withdrawn(gone, slug, asked.opened, asked.interface))
    if item is None:
        raise AbsentError(problem.not_found(asked.interface))
    return item


def _item_address(asked: Asked) -> str:
    return f"/{asked.interface.language}/{asked.parameters['room']}/{asked.parameters['slug']}"


def _edition(asked: Asked) -> tuple[Item | Page, Edition, str]:
    """The item, the edition and its address on this site."""
    item, language = _item(asked), asked.parameters["language"]
    for edition in item.editions:
        base = f"{_item_address(asked)}/{edition.language}"
        if edition.language == language:
            return item, edition, base
        if edition.language.casefold() == language.casefold():
            _lead(asked, base)
    gone = since(asked.opened, asked.parameters["room"], item.slug, language)
    raise AbsentError(problem.no_such_edition(item, asked.interface, gone=gone or ""))


def _lead(asked: Asked, base: str) -> NoReturn:
    """The language was written in other letters than the tag has: "zh-hant"."""
    leaf = asked.parameters.get("leaf")
    passage = asked.parameters.get("passage")
    raise ElsewhereError(f"{base}/p/{passage}" if passage else leaf_address(base, int(leaf or 1)), 301)
