"""The structures of the API's answers that tell of statements: their words, who signed them, what became of them.

As in `structures`, fields may be added, and none is renamed, taken away or changed in sense.
"""

from typing import Annotated

from msgspec import Meta, Struct

from firsthand.exports.api.structures import Api, Count, Day, File, Item, Link, Named, Slug, Tag, Words

Sha256 = Annotated[str, Meta(description="Over title and paragraphs in UTF-8, parted by single blank lines.")]
Number = Annotated[int, Meta(ge=1, description="Of a version of the statement.")]
Instant = Annotated[
    str, Meta(description="A time with its offset from UTC (RFC 3339).", extra_json_schema={"format": "date-time"})
]
Capacity = Annotated[
    str, Meta(description="organisation, individual, or affiliated: an organisation named for identification only.")
]
Mandate = Annotated[
    str | None, Meta(description="Who in an organisation has decided it: board, secretariat or unconfirmed.")
]
Display = Annotated[str, Meta(description="full, or name: the signer wants no more than the name to be told.")]
Confirmed = Annotated[str | None, Meta(description="email, vouched, invited or secretariat.")]
Stands = Annotated[
    bool, Meta(description="Whether the words that were signed are those in force, but for their spelling.")
]


class Endorsement(Struct, frozen=True):
    """A party's signature under a statement."""

    party: Slug
    name: Words
    date: Day | None
    api: Api
    capacity: Capacity
    mandate: Mandate
    display: Display
    version: Number | None
    language: Annotated[Tag | None, Meta(description="Of the words that were read.")]
    confirmed: Confirmed
    voucher: Annotated[Slug | None, Meta(description="The party that vouched for it.")]
    stands: Stands


class Signer(Struct, frozen=True):
    """The signature of somebody who has no record as a party, as they wrote it themselves."""

    name: str
    affiliation: str | None
    place: Named | None
    date: Day | None
    capacity: Capacity
    mandate: Mandate
    display: Display
    version: Number | None
    language: Annotated[Tag | None, Meta(description="Of the words that were read.")]
    confirmed: Confirmed
    voucher: Annotated[Slug | None, Meta(description="The party that vouched for it.")]
    stands: Stands


class Tally(Struct, frozen=True):
    """Signers who are counted and not named, in numbers that are too coarse to lead to anybody."""

    count: Count
    place: Annotated[Named | None, Meta(description="The country or region; null where nothing is said of it.")]
    version: Number | None


class Wording(Struct, frozen=True):
    """A version in one language."""

    language: Tag
    title: str
    paragraphs: Annotated[tuple[str, ...], Meta(description="Plain text in normal form C of Unicode.")]
    sha256: Sha256


class Version(Struct, frozen=True):
    """A state of the text that can be signed."""

    number: Number
    date: Day
    change: Annotated[
        str, Meta(description="What it changes: wording, so that signers are asked again; or spelling alone.")
    ]
    note: tuple[Words, ...]
    sha256: Annotated[str, Meta(description="That of the wording in the original language.")]
    wordings: Annotated[tuple[Wording, ...], Meta(description="The original first.")]


class Occasion(Struct, frozen=True):
    """For what a statement is made."""

    body: Annotated[tuple[Words, ...], Meta(description="“Commission on Narcotic Drugs”.")]
    session: tuple[Words, ...]
    item: Annotated[tuple[Words, ...], Meta(description="Of the agenda.")]
    date: Day | None
    place: Named | None


class Invitation(Struct, frozen=True):
    """Who may sign, and when."""

    opens: Instant
    closes: Instant
    zone: Annotated[str, Meta(description="The time zone in which both were set (IANA): “Europe/Vienna”.")]
    capacities: tuple[Capacity, ...]
    who: tuple[Words, ...]
    vouchers: Annotated[tuple[Slug, ...], Meta(description="Parties that may vouch for signers.")]


class Delivery(Struct, frozen=True):
    """The statement has been handed over."""

    to: tuple[Words, ...]
    date: Day
    version: Number | None
    file: Annotated[File | None, Meta(description="Exactly what was handed over.")]
    signatures: Annotated[Count | None, Meta(description="How many there were then.")]


class Response(Struct, frozen=True):
    """What an addressee has answered."""

    sender: tuple[Words, ...]
    date: Day
    summary: tuple[Words, ...]
    file: File | None
    link: Link | None


class Statement(Item, frozen=True):
    """A text that parties sign."""

    addressee: Annotated[tuple[Words, ...], Meta(description="To whom it is said.")]
    works: Annotated[tuple[Slug, ...], Meta(description="The works that it speaks of.")]
    endorsements: Annotated[tuple[Endorsement, ...], Meta(description="Signatures of parties that have a record.")]
    rights: Annotated[str | None, Meta(description="The licence or rights statement, as a URI.")]
    link: Annotated[str | None, Meta(description="Where it is published, if elsewhere.")]
    signers: Annotated[tuple[Signer, ...], Meta(description="Signatures of those who have none.")]
    tallies: tuple[Tally, ...]
    versions: Annotated[tuple[Version, ...], Meta(description="In order; the last one is in force.")]
    occasion: Occasion | None
    invitation: Annotated[Invitation | None, Meta(description="null where nobody is asked to sign.")]
    coordinators: Annotated[tuple[Slug, ...], Meta(description="Parties.")]
    deliveries: tuple[Delivery, ...]
    responses: tuple[Response, ...]
