"""Pages for what is not there, no longer there, or went wrong: each says so plainly and helps a reader on."""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page
from firsthand.front.cards import EditionLink, edition_link
from firsthand.front.facets import FacetLink, links
from firsthand.front.headers import NOT_KEPT
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said, title_of

MOST_TITLES = 20


class Problem(Struct, frozen=True):
    heading: str
    sentences: tuple[str, ...]
    item: Said | None = None
    item_address: str = ""
    editions: tuple[EditionLink, ...] = ()
    replaced_by: tuple[tuple[str, Said], ...] = ()
    """Address and title of the works that take the place of a withdrawn one."""
    titles: tuple[tuple[str, Said], ...] = ()
    """Address and title of what may have been looked for."""
    themes: tuple[FacetLink, ...] = ()


def not_found(interface: Interface) -> View:
    _ = interface.gettext
    sentences = (
        _("The address may have been mistyped, or the page may have moved."),
        _("Search for some words of what you were looking for, or look through the works."),
    )
    return _view(404, Problem(_("There is no page here"), sentences))


def no_such_edition(item: Item | Page, interface: Interface, *, gone: str = "") -> View:
    """`gone` is the day since which the edition is withdrawn, if it ever was there."""
    _ = interface.gettext
    here = _("What you asked for is here in other languages.")
    heading, sentences = _withdrawal(gone, interface) if gone else (_("There is no such edition"), ())
    sentences = (*sentences, here)
    return _view(
        410 if gone else 404, Problem(heading, sentences, title_of(item, interface), "", _links(item, interface))
    )


def no_such_leaf(address: str, edition: Edition, interface: Interface) -> View:
    _ = interface.gettext
    sentences = (_("The text may be shorter than it was. Begin again at its first page."),)
    title = Said(edition.title, edition.language)
    return _view(404, Problem(_("The text does not go that far"), sentences, title, address))


def no_such_passage(address: str, edition: Edition, interface: Interface) -> View:
    _ = interface.gettext
    sentences = (
        _("The link may be incomplete. Open the text and look there, or search for the words of the passage."),
    )
    title = Said(edition.title, edition.language)
    return _view(404, Problem(_("There is no such passage"), sentences, title, address))


def removed_passage(address: str, edition: Edition, interface: Interface) -> View:
    _ = interface.gettext
    sentences = (
        _("The passage stood in this text when the link was made. It has been taken out or rewritten since."),
        _("Open the text as it is now, or search for the words of the passage."),
    )
    title = Said(edition.title, edition.language)
    return _view(410, Problem(_("This passage is no longer there"), sentences, title, address))


def withdrawn(day: str, slug: str, opened: Opened, interface: Interface) -> View:
    """Says nothing of what it was; only of works that declare themselves that they take its place."""
    heading, sentences = _withdrawal(day, interface)
    successors = [
        each
        for each in opened.shelves.works
        if any(str(relation.kind) == "supersedes" and relation.target == slug for relation in each.relations)
    ]
    replaced = tuple((f"/{interface.language}/works/{each.slug}", title_of(each, interface)) for each in successors)
    return _view(410, Problem(heading, sentences, replaced_by=replaced))


def gone_file(day: str, interface: Interface) -> View:
    """`day` may be empty, where it is not known."""
    return _view(410, Problem(*_withdrawal(day, interface)))


def _withdrawal(day: str, interface: Interface) -> tuple[str, tuple[str, ...]]:
    _ = interface.gettext
    told = (_("It was withdrawn (%(date)s).") % {"date": interface.date(day)},) if day else ()
    return _("What was here has been withdrawn"), (*told, _("It is no longer kept in this library."))


def search_unavailable(opened: Opened, interface: Interface, words: str = "") -> View:
    """Offers what can be found without an index: titles with the words, and all works by theme."""
    _ = interface.gettext
    sentences = (_("Everything can still be read. Look through the works, or try the search again later."),)
    problem = Problem(
        _("Search is not available now"),
        sentences,
        titles=tuple(islice(_titled(words, opened, interface), MOST_TITLES)),
        themes=links("theme", opened.shelves.count("theme"), interface, opened.shelves),
    )
    return _view(503, problem)


def _titled(words: str, opened: Opened, interface: Interface) -> Iterator[tuple[str, Said]]:
    """Editions with all the words in their titles."""
    wanted = [word.casefold().strip('"“”«»') for word in words.split()]
    shelves = opened.shelves
    items: tuple[Item, ...] = (*shelves.works, *shelves.statements, *shelves.posts) if any(wanted) else ()
    for item in items:
        for edition in item.editions:
            if all(word in edition.title.casefold() for word in wanted):
                link = edition_link(item, edition, interface)
                yield link.address, Said(edition.title, edition.language)


def too_busy(interface: Interface) -> View:
    _ = interface.gettext
    sentences = (_("Very many people are reading at this moment. Try again in a few seconds."),)
    return _view(503, Problem(_("The library is very busy"), sentences))


def nothing_to_take(interface: Interface) -> View:
    _ = interface.gettext
    sentences = (_("None of the works that you have chosen has a text in this library."),)
    return _view(404, Problem(_("There is nothing to take along"), sentences))


def too_much_to_take(interface: Interface, most: int, size: int) -> View:
    _ = interface.gettext
    holds = _("A book holds up to %(count)s texts and about %(size)s; you have chosen more.")
    sentences = (
        holds % {"count": interface.number(most), "size": interface.size(size)},
        _("Narrow the list by a theme, a language or a year, or take the texts one by one."),
    )
    return _view(413, Problem(_("This is too much for one book"), sentences))


def broken(interface: Interface) -> View:
    _ = interface.gettext
    sentences = (
        _("The mistake is ours, not yours. It has been noted, without anything about you."),
        _("Try again in a while, or go on from the first page."),
    )
    return _view(500, Problem(_("Something went wrong here"), sentences))


def _view(status: int, problem: Problem) -> View:
    return View("problem.html", problem, problem.heading, status=status, keep=NOT_KEPT, indexed=False)


def _links(item: Item | Page, interface: Interface) -> tuple[EditionLink, ...]:
    if isinstance(item, Page):
        return tuple(
            EditionLink(
                each.language, autonym(each.language), f"/{interface.language}/pages/{item.slug}/{each.language}"
            )
            for each in item.editions
        )
    return tuple(edition_link(item, edition, interface) for edition in item.editions)
