"""A statement's page: what it is, its editions, and who signed it, by kind and region."""

from collections import defaultdict

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.records import Endorsement, Party, Statement
from firsthand.catalogue.vocabularies import PARTY_KINDS
from firsthand.front.cards import Card, make_card, summary_of
from firsthand.front.citing import Citing, make_citing
from firsthand.front.opened import Opened
from firsthand.front.origins import Origin, make_origins
from firsthand.front.pages.work import (
    EditionEntry,
    Rights,
    edition_entries,
    make_rights,
    missing_edition,
    summary_note,
)
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.labels import PARTIES
from firsthand.interface.said import Said, best_edition, name_of, say

CONTINENTS = ("002", "019", "142", "150", "009")
"""Regions of UN M49 in the order of their English names."""


class Signer(Struct, frozen=True):
    name: Said
    acronym: str | None
    place: str
    date: str
    link: str | None
    invented: bool


class Region(Struct, frozen=True):
    label: str
    signers: tuple[Signer, ...]


class Signers(Struct, frozen=True):
    """Those of one kind."""

    label: str
    count: int
    regions: tuple[Region, ...]


class StatementPage(Struct, frozen=True):
    title: Said
    date: str
    addressee: Said | None
    summary: Said | None
    summary_elsewhere: str
    missing: str
    editions: tuple[EditionEntry, ...]
    signers: tuple[Signers, ...]
    count: int
    invented: bool
    """Some of the signers were made up for a demonstration."""
    works: tuple[Card, ...]
    rights: Rights | None
    link: str | None
    citing: Citing
    origins: tuple[Origin, ...]
    """Of the edition in the interface's language if there is one, or else of the original."""


def make_statement(opened: Opened, interface: Interface, statement: Statement) -> View:
    shelves = opened.shelves
    edition = best_edition(statement, interface.language)
    summary = summary_of(statement, interface)
    groups = group_signers(statement.endorsements, shelves.parties, interface)
    works = [work for work in shelves.works if work.slug in statement.works]
    page = StatementPage(
        title=Said(edition.title, edition.language),
        date=interface.date(statement.date),
        addressee=say(statement.addressee, interface),
        summary=summary,
        summary_elsewhere=summary_note(summary, interface),
        missing=missing_edition(statement.editions, interface),
        editions=edition_entries(statement, opened, interface),
        signers=groups,
        count=sum(group.count for group in groups),
        invented=any(signer.invented for group in groups for region in group.regions for signer in region.signers),
        works=tuple(make_card(work, interface, shelves) for work in works),
        rights=make_rights(statement.rights, interface),
        link=statement.link,
        citing=make_citing(opened, interface, "statements", statement, edition),
        origins=make_origins(statement, opened, interface),
    )
    description = summary.value if summary else ""
    return View("statement.html", page, edition.title, edition.language, description, "statements", item=statement)


def group_signers(
    endorsements: tuple[Endorsement, ...], parties: dict[str, Party], interface: Interface
) -> tuple[Signers, ...]:
    """By kind of party, then by region, then by name; those of the whole world, or of no known place, come first."""
    found: dict[str, dict[str | None, list[Signer]]] = defaultdict(lambda: defaultdict(list))
    for endorsement in endorsements:
        if party := parties.get(endorsement.party):
            found[party.kind][_region_of(party.place)].append(_signer(party, endorsement, interface))
    groups = []
    for kind in PARTY_KINDS:
        if regions := found.get(kind):
            listed = tuple(_region(region, regions[region], interface) for region in _in_order(regions))
            groups.append(Signers(interface.gettext(PARTIES[kind]), sum(map(len, regions.values())), listed))
    return tuple(groups)


def _region_of(place: str | None) -> str | None:
    """The continent in which a place lies; None for the whole world, and where no place is known."""
    continent = places.region(place) if place and places.is_known(place) else places.WORLD
    return None if continent == places.WORLD else continent


def _in_order(regions: dict[str | None, list[Signer]]) -> list[str | None]:
    return [region for region in (None, *CONTINENTS) if region in regions]


def _region(region: str | None, signers: list[Signer], interface: Interface) -> Region:
    label = interface.place_name(region) if region else interface.gettext("International")
    return Region(label, tuple(sorted(signers, key=lambda signer: signer.name.value.casefold())))


def _signer(party: Party, endorsement: Endorsement, interface: Interface) -> Signer:
    return Signer(
        name=name_of(party, interface),
        acronym=party.acronym,
        place=interface.place_name(party.place) if party.place else "",
        date=interface.date(endorsement.date) if endorsement.date else "",
        link=party.link,
        invented=party.invented,
    )
