"""What an origin offers: each record as a row that a person can correct, and what belongs to it. It knows no origin."""

from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.records import Identifier, Page, Party, Post, Relation, Role, Statement, Text, Theme, Work

ITEMS = ("work", "post", "statement", "page")
"""What a record can be proposed as, with an address of its own."""

PROPOSALS = (*ITEMS, "file", "theme", "party", "skip")
"""File: of the work that the row joins. Theme and party: of those who name it."""

ROOMS = {"work": "works", "post": "posts", "statement": "statements", "page": "pages"}

ADDRESSES = {"work": "works", "post": "news", "statement": "statements", "page": "pages"}
"""The paths at which a library shows them."""


class Offer(Struct, frozen=True):
    """A record of an origin, and what is proposed to make of it."""

    id: str
    """Its lasting name at its origin: "post:12"."""
    type: str
    """What it is called there: "post", "attachment", "journal-article"."""
    proposed: str
    """One of `PROPOSALS`."""
    slug: str = ""
    kind: str = ""
    """Of a work, or of a party."""
    language: str = ""
    join: str = ""
    """Id of the offer whose item this is an edition or a file of; of a theme the slug of the broader one."""
    title: str = ""
    date: str = ""
    themes: tuple[str, ...] = ()
    """As the origin proposes them; a row for a theme can rename each."""
    file: str = ""
    remark: str = ""
    line: int | None = None
    """Where it stands in its origin."""


class Attached(Struct, frozen=True):
    """A file that belongs to an edition."""

    name: str
    """As it is called at its origin; its ending counts."""
    path: str = ""
    """Where its bytes lie; empty where they could not be had."""
    address: str = ""
    """Where it can be found on the web."""


class Credit(Struct, frozen=True):
    """A party in its role."""

    role: Role
    party: Party
    """Its slug is a wish; a party of the same name that the folder knows already takes its place."""


class Material(Struct, frozen=True):
    """What belongs to an offer besides its row. All values are in their normal form."""

    subtitle: str = ""
    summary: str = ""
    body: str = ""
    ending: str = ".md"
    """Of the file that holds the body."""
    files: tuple[Attached, ...] = ()
    credits: tuple[Credit, ...] = ()
    edition_credits: tuple[Credit, ...] = ()
    authors: tuple[str, ...] = ()
    """Ids of offers for parties, who are the authors of this edition."""
    identifiers: tuple[Identifier, ...] = ()
    places: tuple[str, ...] = ()
    rights: str = ""
    link: str = ""
    summaries: tuple[Text, ...] = ()
    translated_from: str = ""
    works: tuple[str, ...] = ()
    """Ids of the offers for works of which this speaks."""
    relations: tuple[Relation, ...] = ()
    """Their targets are ids of offers."""
    withdrawn: str = ""
    old: tuple[str, ...] = ()
    """Old addresses that should lead here."""
    is_edition: bool = False
    """It is an edition even where it has neither text nor file."""


class Piece(Struct, frozen=True):
    """A file of a record's folder: its bytes, or where they lie."""

    name: str
    content: bytes | None = None
    path: Path | None = None


class Arrival(Struct, frozen=True):
    """An item on its way into the folder."""

    origin: str
    """Id of the offer that it is made from."""
    item: Work | Post | Statement | Page
    """Without files: `files` names them."""
    files: dict[str, tuple[str, ...]]
    """Language -> names of its pieces."""
    pieces: tuple[Piece, ...]
    old: dict[str, str]
    """Old address -> new one."""
    parties: tuple[Party, ...] = ()
    themes: tuple[Theme, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    """Language and name of the file that its page is made from, where that is not the first by its format."""
