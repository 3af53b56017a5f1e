"""Taking records out of a collection, together with every reference to them."""

from collections.abc import Container
from typing import TypeVar

from msgspec import structs

from firsthand.catalogue.records import Collection, Edition, Post, Statement, Work
from firsthand.catalogue.validation import goal

Key = tuple[str, str]
"""Room and slug: ("works", "red-herring")."""

ROOMS = ("works", "posts", "statements", "pages", "parties", "themes", "processes")

Item = TypeVar("Item", Work, Post, Statement)


def without(collection: Collection, out: Container[Key]) -> Collection:
    """The collection without the records that `out` names, and without anything that points to them."""
    kept = {
        room: tuple(record for record in getattr(collection, room) if (room, record.slug) not in out) for room in ROOMS
    }
    collection = structs.replace(collection, **kept)
    library = collection.library
    return structs.replace(
        collection,
        library=structs.replace(library, publisher=None) if ("parties", library.publisher) in out else library,
        works=tuple(_work(_item(work, out), out) for work in collection.works),
        posts=tuple(_dated(_item(post, out), out) for post in collection.posts),
        statements=tuple(_signed(_dated(_item(one, out), out), out) for one in collection.statements),
        processes=tuple(
            structs.replace(each, themes=tuple(theme for theme in each.themes if ("themes", theme) not in out))
            for each in collection.processes
        ),
        themes=tuple(
            structs.replace(theme, broader=None) if ("themes", theme.broader) in out else theme
            for theme in collection.themes
        ),
        redirects=tuple(redirect for redirect in collection.redirects if goal(redirect) not in out),
    )


def _item(item: Item, out: Container[Key]) -> Item:
    return structs.replace(
        item,
        themes=tuple(theme for theme in item.themes if ("themes", theme) not in out),
        editions=tuple(_edition(edition, out) for edition in item.editions),
    )


def _edition(edition: Edition, out: Container[Key]) -> Edition:
    kept = tuple(one for one in edition.contributions if ("parties", one.party) not in out)
    return edition if kept == edition.contributions else structs.replace(edition, contributions=kept)


def _work(work: Work, out: Container[Key]) -> Work:
    return structs.replace(
        work,
        contributions=tuple(one for one in work.contributions if ("parties", one.party) not in out),
        relations=tuple(relation for relation in work.relations if ("works", relation.target) not in out),
    )


Dated = TypeVar("Dated", Post, Statement)


def _dated(item: Dated, out: Container[Key]) -> Dated:
    return structs.replace(item, works=tuple(work for work in item.works if ("works", work) not in out))


def _signed(statement: Statement, out: Container[Key]) -> Statement:
    """Without what those parties signed, vouched for or coordinate."""
    kept = tuple(
        structs.replace(one, voucher=None) if ("parties", one.voucher) in out else one
        for one in statement.endorsements
        if ("parties", one.party) not in out
    )
    invitation = statement.invitation
    if invitation:
        vouchers = tuple(party for party in invitation.vouchers if ("parties", party) not in out)
        invitation = structs.replace(invitation, vouchers=vouchers)
    coordinators = tuple(party for party in statement.coordinators if ("parties", party) not in out)
    return structs.replace(statement, endorsements=kept, invitation=invitation, coordinators=coordinators)
