"""An item as it stands in a list: its title, kind, date, languages and the beginning of its summary."""

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Post, Statement, Texts, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.interface import Interface, autonym
from firsthand.interface.labels import name_kind
from firsthand.interface.said import Said, best_edition, say, shorten, title_of


class EditionLink(Struct, frozen=True):
    language: str
    name: str
    """Of the language, in itself."""
    address: str


class Card(Struct, frozen=True):
    address: str
    title: Said
    kind: str
    date: str
    editions: tuple[EditionLink, ...]
    summary: Said | None = None
    publishers: tuple[Said, ...] = ()


def room_of(item: Item) -> str:
    match item:
        case Work():
            return "works"
        case Post():
            return "news"
        case Statement():
            return "statements"


def address_of(item: Item, interface: Interface) -> str:
    """A work and a statement have a page of their own; news open at once in the best language there is."""
    address = f"/{interface.language}/{room_of(item)}/{item.slug}"
    if isinstance(item, Post):
        address += f"/{best_edition(item, interface.language).language}"
    return address


def summary_of(item: Item, interface: Interface) -> Said | None:
    """The summary in the interface's language if there is one, or else in the first language that has one."""
    texts = item.summaries if isinstance(item, Work) else ()
    found: list[Said] = [Said(text.value, text.language) for text in texts]
    found += [Said(edition.summary, edition.language) for edition in item.editions if edition.summary]
    return next((each for each in found if each.language == interface.language), found[0] if found else None)


def make_card(item: Item, interface: Interface, shelves: Shelves) -> Card:
    summary = summary_of(item, interface)
    kind = item.kind if isinstance(item, Work) else "post" if isinstance(item, Post) else "statement"
    return Card(
        address=address_of(item, interface),
        title=title_of(item, interface),
        kind=name_kind(kind, interface),
        date=interface.date(item.date) if item.date else "",
        editions=tuple(edition_link(item, edition, interface) for edition in item.editions),
        summary=shorten(summary) if summary else None,
        publishers=_publishers(item, interface, shelves),
    )


def edition_link(item: Item, edition: Edition, interface: Interface) -> EditionLink:
    address = f"/{interface.language}/{room_of(item)}/{item.slug}/{edition.language}"
    return EditionLink(edition.language, autonym(edition.language), address)


def _publishers(item: Item, interface: Interface, shelves: Shelves) -> tuple[Said, ...]:
    if not isinstance(item, Work):
        return ()
    parties = [shelves.parties.get(each.party) for each in item.contributions if each.role == "publisher"]
    return tuple(_short_name(party.names, party.acronym, interface) for party in parties if party)


def _short_name(names: Texts, acronym: str | None, interface: Interface) -> Said:
    name = say(names, interface)
    assert name is not None
    return Said(acronym, name.language) if acronym else name
