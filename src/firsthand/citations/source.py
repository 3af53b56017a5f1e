"""What a citation says of an edition, gathered from the records once and then written in each format."""

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from firsthand.catalogue.records import (
    Collection,
    Contribution,
    Edition,
    Identifier,
    Item,
    Party,
    Post,
    Role,
    Statement,
    Theme,
    Work,
    address,
    choose,
)
from firsthand.catalogue.versions import stands

SIGNATORIES = 10
"""A statement signed by so many parties, or fewer, is cited by their names; one signed by more by its publisher's."""


class Name(Struct, frozen=True, omit_defaults=True):
    """A person with family and given name, or anyone else as one literal name."""

    literal: str
    family: str | None = None
    given: str | None = None


class Source(Struct, frozen=True, omit_defaults=True):
    """An edition as the thing that is cited."""

    key: str
    """Unique in the library, made of ASCII letters, digits and hyphens: "red-herring-ru"."""
    kind: str
    """The work's kind, or "post", or "statement"."""
    title: str
    language: str
    subtitle: str | None = None
    original_title: str | None = None
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    directors: tuple[Name, ...] = ()
    publishers: tuple[Name, ...] = ()
    date: str | None = None
    """ISO 8601 year, month or day."""
    doi: str | None = None
    isbn: str | None = None
    issn: str | None = None
    url: str | None = None
    summary: str | None = None
    themes: tuple[str, ...] = ()
    pages: int | None = None
    rights: str | None = None

    @property
    def full_title(self) -> str:
        """Title and subtitle as one. A title that ends in its own mark ("Enough?") needs no colon."""
        if not self.subtitle:
            return self.title
        return f"{self.title}{' ' if self.title[-1:] in '?!…' else ': '}{self.subtitle}"

    @property
    def creators(self) -> tuple[Name, ...]:
        """Who stands first in a reference: the authors, or else the editors, directors or publishers."""
        return self.authors or self.editors or self.directors or self.publishers

    @property
    def year(self) -> str | None:
        return self.date[:4] if self.date else None


def cite(collection: Collection, item: Item, edition: Edition, *, site: str | None = None) -> Source:
    """Gather what is known of an edition. `site` is used for its link where the library declares no address."""
    roles = (*contributions(item), *edition.contributions)
    parties, themes_of = _named(_Itself(collection))

    def names(role: Role) -> tuple[Name, ...]:
        slugs = dict.fromkeys(credit.party for credit in roles if credit.role is role)
        return tuple(_name(parties[slug], edition.language) for slug in slugs if slug in parties)

    identifiers = {each.scheme: each.value for each in (*_identifiers(item), *edition.identifiers)}
    original = _original(item, edition)
    base = collection.library.address or site
    themes = (themes_of[slug] for slug in item.themes if slug in themes_of)
    return Source(
        key=f"{item.slug}-{edition.language}".lower(),
        kind=item.kind if isinstance(item, Work) else type(item).__name__.lower(),
        title=edition.title,
        subtitle=edition.subtitle,
        original_title=original if original != edition.title else None,
        language=edition.language,
        authors=names(Role.AUTHOR),
        editors=names(Role.EDITOR),
        translators=names(Role.TRANSLATOR),
        directors=names(Role.DIRECTOR),
        publishers=names(Role.PUBLISHER) or _publisher_of_the_library(collection, item, edition, parties),
        date=edition.date or item.date,
        doi=identifiers.get("doi"),
        isbn=identifiers.get("isbn"),
        issn=identifiers.get("issn"),
        url=f"{base}/{address(item, edition.language)}" if base else edition.link,
        summary=edition.summary,
        themes=tuple(label.value for each in themes if (label := choose(each.labels, edition.language, "en"))),
        pages=next((file.pages for file in edition.files if file.pages), None),
        rights=item.rights if isinstance(item, Work | Statement) else None,
    )


class _Itself:
    """A collection as a key: two that are alike are compared by being the same, not record by record."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.collection is other.collection

    def __hash__(self) -> int:
        return id(self.collection)


@lru_cache(2)
def _named(itself: _Itself) -> tuple[dict[str, Party], dict[str, Theme]]:
    """Parties and themes by their slugs; thousands of editions of one collection are cited one after another."""
    collection = itself.collection
    return {party.slug: party for party in collection.parties}, {theme.slug: theme for theme in collection.themes}


def contributions(item: Item) -> tuple[Contribution, ...]:
    """Who made an item. A few who signed a statement are its authors, in the order of their names on it.

    They are not where somebody without a record has signed too: references go into catalogues from which no name can be
    taken back, and some of those who signed are not all of them.
    """
    match item:
        case Work():
            return item.contributions
        case Statement():
            signed = [each.party for each in item.endorsements if stands(each, item)]
            few = len(signed) <= SIGNATORIES and all(signed) and not item.tallies
            return tuple(Contribution(party, Role.AUTHOR) for party in signed) if few else ()
        case Post():
            return ()


def _identifiers(item: Item) -> Iterable[Identifier]:
    return item.identifiers if isinstance(item, Work) else ()


def _original(item: Item, edition: Edition) -> str | None:
    """The title that an edition was translated from, where it is known."""
    if edition.translated_from is None:
        return None
    language = edition.translated_from.language
    return next((each.title for each in item.editions if each.language == language), None)


def _publisher_of_the_library(
    collection: Collection, item: Item, edition: Edition, parties: dict[str, Party]
) -> tuple[Name, ...]:
    """News and statements are published by the library's own publisher."""
    slug = collection.library.publisher
    if isinstance(item, Work) or slug not in parties:
        return ()
    return (_name(parties[slug], edition.language),)


def _name(party: Party, language: str) -> Name:
    text = choose(party.names, language, "en")
    literal = text.value if text else party.slug
    if party.kind == "person" and party.family:
        return Name(literal, party.family, party.given)
    return Name(literal)
