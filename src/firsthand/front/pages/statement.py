"""A statement's page: to whom and for what, its words in full, how to sign, who has signed, what has become of it."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from firsthand.catalogue.records import Door, Statement
from firsthand.catalogue.versions import asked_again, stands
from firsthand.exports.letters.signatories import tally_stands
from firsthand.front.cards import Card, make_card, summary_of
from firsthand.front.citing import Citing, make_citing
from firsthand.front.credits import Name
from firsthand.front.editions import Offer
from firsthand.front.fulltext import Tongue, Words, make_tongues, make_words
from firsthand.front.letters import Taken, files
from firsthand.front.opened import Opened
from firsthand.front.origins import Origin, make_origins
from firsthand.front.pages.changes import VersionLine, languages_of, make_versions
from firsthand.front.pages.work import (
    EditionEntry,
    Rights,
    edition_entries,
    make_rights,
    missing_edition,
    summary_note,
)
from firsthand.front.signers import Signatures, make_signatures
from firsthand.front.standing import (
    Event,
    HandedOver,
    Window,
    make_deliveries,
    make_events,
    make_responses,
    make_window,
)
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.said import Said, best_edition, name_of, say


class Fact(Struct, frozen=True):
    """What is known of the occasion: a label, and what is said under it."""

    label: str
    said: Said


class Handout(Struct, frozen=True):
    """The letter in one language, in several forms."""

    language: Said
    offers: tuple[Offer, ...]


class StatementPage(Struct, frozen=True):
    title: Said
    date: str
    addressee: Said | None
    occasion: tuple[Fact, ...]
    window: Window | None
    sign: str | None
    """The address of the form; None where nothing can be sent to the network."""
    site: str
    """The address of the library itself, where forms are answered."""
    withdraw: str
    events: tuple[Event, ...]
    summary: Said | None
    summary_elsewhere: str
    missing: str
    words: Words | None
    tongues: tuple[Tongue, ...]
    editions: tuple[EditionEntry, ...]
    signatures: Signatures
    earlier: Signatures
    """Of those who signed other words than those in force."""
    smallest: int
    """No smaller group of people who are not named is ever told."""
    versions: tuple[VersionLine, ...]
    changes: str | None
    """The address of the page that compares the versions; None where there is nothing to compare."""
    deliveries: tuple[HandedOver, ...]
    responses: tuple[HandedOver, ...]
    letters: tuple[Handout, ...]
    table: str | None
    """The address of the signatures as a table."""
    sheets: tuple[Taken, ...]
    """To be signed on paper."""
    coordinators: tuple[Name, ...]
    works: tuple[Card, ...]
    rights: Rights | None
    link: str | None
    citing: Citing
    origins: tuple[Origin, ...]
    """Of the edition in the interface's language if there is one, or else of the original."""


def make_statement(opened: Opened, interface: Interface, statement: Statement) -> View:
    shelves, library = opened.shelves, opened.library
    edition = best_edition(statement, interface.language)
    summary = summary_of(statement, interface)
    base = f"/{interface.language}/statements/{statement.slug}"
    signatures, earlier = _signatures(statement, opened, interface)
    taken = files(opened, statement)
    page = StatementPage(
        title=Said(edition.title, edition.language),
        date=interface.date(statement.date),
        addressee=say(statement.addressee, interface),
        occasion=tuple(_occasion(statement, interface)),
        window=make_window(statement, interface, opened.release.created),
        sign=f"{base}/sign" if library.door and statement.invitation else None,
        site=library.address or "",
        withdraw=f"/{interface.language}/withdraw",
        events=make_events(statement, interface),
        summary=summary,
        summary_elsewhere=summary_note(summary, interface),
        missing=missing_edition(statement.editions, interface),
        words=make_words(opened, interface, statement),
        tongues=make_tongues(statement, interface),
        editions=edition_entries(statement, opened, interface),
        signatures=signatures,
        earlier=earlier,
        smallest=(library.door or Door(())).smallest_group,
        versions=make_versions(statement, interface),
        changes=f"{base}/changes" if len(statement.versions) > 1 and languages_of(statement) else None,
        deliveries=make_deliveries(statement, opened, interface),
        responses=make_responses(statement, opened, interface),
        letters=tuple(_letters((each for each in taken if each.ending != "csv" and not each.sheet), interface)),
        table=next((each.address for each in taken if each.ending == "csv"), None),
        sheets=tuple(each for each in taken if each.sheet),
        coordinators=_coordinators(statement, opened, interface),
        works=tuple(make_card(work, interface, shelves) for work in shelves.works if work.slug in statement.works),
        rights=make_rights(statement.rights, interface),
        link=statement.link,
        citing=make_citing(opened, interface, "statements", statement, edition),
        origins=make_origins(statement, opened, interface),
    )
    description = summary.value if summary else ""
    return View("statement.html", page, edition.title, edition.language, description, "statements", item=statement)


def _occasion(statement: Statement, interface: Interface) -> Iterator[Fact]:
    """Body and session together, then the item of the agenda, the day and the place."""
    _, occasion = interface.gettext, statement.occasion
    if occasion is None:
        return
    for label, texts in (
        (_("Occasion"), occasion.body),
        (_("Session"), occasion.session),
        (_("Agenda item"), occasion.item),
    ):
        if said := say(texts, interface):
            yield Fact(label, said)
    if occasion.date:
        yield Fact(_("Date"), Said(interface.date(occasion.date), interface.language))
    if occasion.place:
        yield Fact(_("Place"), Said(interface.place_name(occasion.place), interface.language))


def _signatures(statement: Statement, opened: Opened, interface: Interface) -> tuple[Signatures, Signatures]:
    """Under the words in force, and under other words before."""
    parties = opened.shelves.parties
    now = [each for each in statement.endorsements if stands(each, statement)]
    before = list(asked_again(statement))
    counted = [each for each in statement.tallies if tally_stands(each, statement)]
    others = [each for each in statement.tallies if not tally_stands(each, statement)]
    return (
        make_signatures(now, counted, parties, interface),
        make_signatures(before, others, parties, interface),
    )


def _letters(taken: Iterable[Taken], interface: Interface) -> Iterator[Handout]:
    """The letter in each language, then that in all of them."""
    _ = interface.gettext
    for language, found in groupby(taken, key=lambda each: each.language):
        files = list(found)
        offers = tuple(
            Offer(
                _("%(format)s, one alphabetical list") % {"format": each.ending.upper()}
                if each.alphabetical
                else each.ending.upper(),
                each.address,
            )
            for each in files
        )
        yield Handout(Said(files[0].autonym, language) if language else Said(_("All languages"), ""), offers)


def _coordinators(statement: Statement, opened: Opened, interface: Interface) -> tuple[Name, ...]:
    found = (opened.shelves.parties.get(slug) for slug in statement.coordinators)
    return tuple(Name(name_of(party, interface), party.link, party.invented) for party in found if party)
