"""The records of a library. Frozen, and valid one by one when made by `sources`; `validation` checks them together.

An *item* is a Work, a Post or a Statement: something with an address of its own whose text exists in one or more
editions. Every value that is words carries its language.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.values import File, Provenance, Text, Texts

__all__ = ["File", "Process", "Provenance", "Text", "Texts"]
"""What stands in modules of its own, and is part of the records all the same."""


class Role(StrEnum):
    """What a party did for a work (after MARC relators)."""

    AUTHOR = "author"
    EDITOR = "editor"
    TRANSLATOR = "translator"
    PUBLISHER = "publisher"
    FUNDER = "funder"
    ILLUSTRATOR = "illustrator"
    DIRECTOR = "director"
    CONTRIBUTOR = "contributor"


class Contribution(Struct, frozen=True):
    """A party in its role. Order in the list is the order of names on the title page."""

    party: str
    """Slug of a Party."""
    role: Role


class Identifier(Struct, frozen=True):
    scheme: str
    """doi, isbn, issn, handle or url."""
    value: str


class RelationKind(StrEnum):
    """Read "this work KIND that work". Only one side is written down; `INVERSES` gives the other."""

    COMPANION = "companion"
    PART_OF = "part-of"
    HAS_PART = "has-part"
    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded-by"
    DERIVED_FROM = "derived-from"
    SOURCE_OF = "source-of"
    RESPONDS_TO = "responds-to"
    ANSWERED_BY = "answered-by"
    JOINT_WITH = "joint-with"


INVERSES = {
    RelationKind.COMPANION: RelationKind.COMPANION,
    RelationKind.PART_OF: RelationKind.HAS_PART,
    RelationKind.HAS_PART: RelationKind.PART_OF,
    RelationKind.SUPERSEDES: RelationKind.SUPERSEDED_BY,
    RelationKind.SUPERSEDED_BY: RelationKind.SUPERSEDES,
    RelationKind.DERIVED_FROM: RelationKind.SOURCE_OF,
    RelationKind.SOURCE_OF: RelationKind.DERIVED_FROM,
    RelationKind.RESPONDS_TO: RelationKind.ANSWERED_BY,
    RelationKind.ANSWERED_BY: RelationKind.RESPONDS_TO,
    RelationKind.JOINT_WITH: RelationKind.JOINT_WITH,
}


class Relation(Struct, frozen=True):
    kind: RelationKind
    target: str
    """Slug of a Work."""


class State(StrEnum):
    CURRENT = "current"
    OUTDATED = "outdated"
    """The edition it was translated from has changed since."""
    SUPERSEDED = "superseded"
    """A newer work or edition takes its place."""


class TranslatedFrom(Struct, frozen=True, omit_defaults=True):
    language: str
    """The language of the edition of the same item that was translated."""
    date: str | None = None
    """The date of that edition's text when it was translated (ISO 8601)."""


class Withheld(Struct, frozen=True, omit_defaults=True):
    """What a source keeps back of an edition's text; no release says more of it than how much that is."""

    passages: tuple[str, ...]
    """Lasting names of passages."""
    files_are_redacted: bool = False
    """The files don't have the passages (any more), and may be published."""


class Edition(Struct, frozen=True, omit_defaults=True):
    """An item in one language."""

    language: str
    title: str
    subtitle: str | None = None
    summary: str | None = None
    """Plain text in the edition's language; paragraphs are parted by a blank line."""
    date: str | None = None
    state: State = State.CURRENT
    translated_from: TranslatedFrom | None = None
    contributions: tuple[Contribution, ...] = ()
    """Those of this edition alone, such as its translators."""
    identifiers: tuple[Identifier, ...] = ()
    files: tuple[File, ...] = ()
    link: str | None = None
    """Where the edition is published, if elsewhere."""
    text: str | None = None
    """The fingerprint of the edition's text: the same fingerprint means the same reading of the same bytes. None where
    the edition is a record alone."""
    withheld: Withheld | None = None
    """None in a release."""
    omitted: int = 0
    """How many passages were withdrawn from the text."""
    omission: str | None = None
    """A digest of the names of these passages, by which two releases can be compared."""


class Work(Struct, frozen=True, omit_defaults=True):
    """A text, film or data set as its authors conceived it, whatever its languages."""

    slug: str
    kind: str
    """A key of `vocabularies.KINDS` (COAR resource types)."""
    editions: tuple[Edition, ...]
    """The original first."""
    date: str | None = None
    """ISO 8601 year, month or day of first publication."""
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes or UN M49 region numbers."""
    contributions: tuple[Contribution, ...] = ()
    rights: str | None = None
    """The licence or rights statement as a URI."""
    identifiers: tuple[Identifier, ...] = ()
    relations: tuple[Relation, ...] = ()
    summaries: Texts = ()
    """In languages, also those that have no edition."""
    link: str | None = None
    withdrawn: str | None = None
    """The day on which the work was withdrawn; its address then answers 410 and says so."""
    provenance: tuple[Provenance, ...] = ()


class Post(Struct, frozen=True, omit_defaults=True):
    """Dated news."""

    slug: str
    date: str
    """ISO 8601 day or month."""
    editions: tuple[Edition, ...]
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    """Slugs of the works it speaks of."""
    provenance: tuple[Provenance, ...] = ()


class Capacity(StrEnum):
    """As what somebody signs."""

    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"
    AFFILIATED = "affiliated"
    """A person whose organisation is named for identification only: it does not sign."""


class Mandate(StrEnum):
    """Who in an organisation has decided to sign."""

    BOARD = "board"
    SECRETARIAT = "secretariat"
    UNCONFIRMED = "unconfirmed"


class Display(StrEnum):
    """What of a signer becomes public; each value leaves out more than the one before."""

    FULL = "full"
    NAME = "name"
    """The name alone: no place, no affiliation, no day."""
    COUNTRY = "country"
    """Counted under the country, without a name."""
    WITHHELD = "withheld"
    """Counted, and nothing else."""


class Confirmed(StrEnum):
    """How it is known that somebody signed."""

    EMAIL = "email"
    """A letter to the signer's address was answered."""
    VOUCHED = "vouched"
    """A party that the network trusts has vouched."""
    INVITED = "invited"
    """It was signed through an invitation made out to this party."""
    SECRETARIAT = "secretariat"
    """The coordinators know it by themselves, such as from a signed sheet of paper."""


class Signer(Struct, frozen=True, omit_defaults=True):
    """Who signs and has no record as a Party; as they wrote it themselves."""

    name: str
    affiliation: str | None = None
    """Their organisation, or what they do there; for a person only for identification."""
    place: str | None = None
    """ISO 3166-1 alpha-2."""


class Endorsement(Struct, frozen=True, omit_defaults=True):
    """A signature under one version of a statement, of a party with a record or of a signer without one."""

    party: str = ""
    """Slug of a Party; empty where `signer` says who it is."""
    date: str | None = None
    signer: Signer | None = None
    capacity: Capacity = Capacity.ORGANISATION
    mandate: Mandate | None = None
    display: Display = Display.FULL
    """In a release FULL or NAME: all others are only in the tallies."""
    version: int | None = None
    """The number of the version; None where the statement has no versions."""
    language: str | None = None
    """Of the wording that was read."""
    confirmed: Confirmed | None = None
    voucher: str | None = None
    """Slug of the Party that vouched."""
    withdrawn: str | None = None
    """The day; None in a release, which has no withdrawn endorsements."""


class Tally(Struct, frozen=True, omit_defaults=True):
    """Signers who are counted and not named; never fewer than `Door.smallest_group`."""

    count: int
    place: str | None = None
    """The country or region (UN M49) that they asked to be counted under; None where nothing is said."""
    version: int | None = None


class Wording(Struct, frozen=True, omit_defaults=True):
    """A version of a statement in one language."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    """Plain text, in Unicode's normal form C, without blank ones."""
    sha256: str
    """Over title and paragraphs in UTF-8, parted by single blank lines (“\\n\\n”)."""


class Change(StrEnum):
    """What a version changes in the one before it."""

    WORDING = "wording"
    """Other words are said: who has signed is asked again."""
    SPELLING = "spelling"
    """The same is said more correctly: signatures stay good."""


class Version(Struct, frozen=True, omit_defaults=True):
    """A state of a statement's text that can be signed."""

    number: int
    """From 1 on."""
    date: str
    sha256: str
    """That of the wording in the statement's original language: what a signature binds to."""
    wordings: tuple[Wording, ...]
    """The original first. A language that is missing here has an outdated translation, or none."""
    change: Change = Change.WORDING
    note: Texts = ()
    """What has changed, and why."""


class Occasion(Struct, frozen=True, omit_defaults=True):
    """For what a statement is made."""

    body: Texts = ()
    """"Commission on Narcotic Drugs"."""
    session: Texts = ()
    item: Texts = ()
    """Of the agenda."""
    date: str | None = None
    place: str | None = None


class Invitation(Struct, frozen=True, omit_defaults=True):
    """Who may sign, and when."""

    opens: str
    """ISO 8601 with an offset from UTC: "2026-11-01T09:00:00+01:00"."""
    closes: str
    zone: str
    """The time zone in which both were set (IANA): "Europe/Vienna"."""
    capacities: tuple[Capacity, ...] = (Capacity.ORGANISATION, Capacity.INDIVIDUAL, Capacity.AFFILIATED)
    who: Texts = ()
    """In words: "Organisations and networks anywhere; individuals too"."""
    vouchers: tuple[str, ...] = ()
    """Slugs of the parties that may vouch for signers in place of an e-mail."""


class Delivery(Struct, frozen=True, omit_defaults=True):
    """A statement has been handed over."""

    to: Texts
    date: str
    version: int | None = None
    file: File | None = None
    """Exactly what was handed over."""
    signatures: int | None = None
    """How many there were then."""


class Response(Struct, frozen=True, omit_defaults=True):
    """What an addressee has answered."""

    sender: Texts
    date: str
    summary: Texts = ()
    file: File | None = None
    link: str | None = None


class Statement(Struct, frozen=True, omit_defaults=True):
    """A text that parties sign."""

    slug: str
    date: str
    editions: tuple[Edition, ...]
    addressee: Texts = ()
    """To whom it is said: "Member States at the 62nd session of the CND"."""
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    rights: str | None = None
    link: str | None = None
    provenance: tuple[Provenance, ...] = ()
    versions: tuple[Version, ...] = ()
    """In order, the one in force last; none where the text is not here."""
    occasion: Occasion | None = None
    invitation: Invitation | None = None
    """None where nobody is asked to sign (any more)."""
    coordinators: tuple[str, ...] = ()
    """Slugs of Parties."""
    deliveries: tuple[Delivery, ...] = ()
    responses: tuple[Response, ...] = ()
    tallies: tuple[Tally, ...] = ()
    """Those who are counted and not named; every signer is in one of them at most."""


Item = Work | Post | Statement


class Party(Struct, frozen=True, omit_defaults=True):
    """A person, network or organisation: who writes, publishes, signs."""

    slug: str
    names: Texts
    kind: str = "organisation"
    """A key of `vocabularies.PARTY_KINDS`."""
    acronym: str | None = None
    family: str | None = None
    """A person's family name, for citations."""
    given: str | None = None
    place: str | None = None
    link: str | None = None
    invented: bool = False
    """The party was made up for a demonstration; pages say so."""


class Theme(Struct, frozen=True, omit_defaults=True):
    slug: str
    labels: Texts
    broader: str | None = None


class Redirect(Struct, frozen=True):
    """An old address of the network's earlier site, and where it leads now."""

    old: str
    """A path, with its query where it has one: "/?page_id=38", "/tag/advocacy/page/6"."""
    new: str
    """A path of this site, without interface language: "/works/red-herring"; or an absolute address."""


class Page(Struct, frozen=True, omit_defaults=True):
    """A page about the library itself ("about", "contact"); its editions have text like any item's."""

    slug: str
    editions: tuple[Edition, ...]


class Network(Struct, frozen=True, omit_defaults=True):
    """A network whose library is part of a united one."""

    slug: str
    titles: Texts
    """Of its library."""
    release: str
    """Id of its release that was united."""
    created: str
    """When that was made (ISO 8601, UTC)."""
    address: str | None = None
    languages: tuple[str, ...] = ()
    """Of its interface, its own first."""
    guide: tuple[File, ...] = ()
    """The files of its language guide, under their paths in its folder."""


class Door(Struct, frozen=True, omit_defaults=True):
    """How something reaches the network unread by anybody between: what everybody may know of its sealed inbox."""

    keys: tuple[str, ...]
    """Public keys to which is sealed, as `firsthand inbox keygen` writes them; the one in use first."""
    collector: str | None = None
    """The public key of whoever may collect what lies there; None where it is fetched by other means."""
    messages: bool = False
    """Whether anybody may write to the network."""
    smallest_group: int = 5
    """The smallest number of people who are counted and not named that is ever told."""
    days_kept: int = 30
    """How many days after a delivery addresses and names that are not public are erased."""


class Library(Struct, frozen=True, omit_defaults=True):
    """The library as a whole."""

    titles: Texts
    descriptions: Texts = ()
    languages: tuple[str, ...] = ("en", "fr", "es", "ru")
    """Interface languages offered, the default one first."""
    address: str | None = None
    """The public address, such as "https://library.example.org", without a slash at the end."""
    publisher: str | None = None
    """Slug of a Party."""
    contact: str | None = None
    """An e-mail address or a link for messages, also about accessibility."""
    notice: Texts = ()
    """Shown on every page, for instance that this is a demonstration."""
    guide: tuple[File, ...] = ()
    """The files of the library's own language guide, under their paths in its folder; none where it has no guide."""
    thesaurus: tuple[File, ...] = ()
    """The files that change the thesaurus for this library, under their paths in their folder."""
    networks: tuple[Network, ...] = ()
    """Whose libraries were united to this one; empty for a library of one network's own."""
    mirrors: tuple[str, ...] = ()
    """Addresses at which whole copies of the library are (https, or http of an onion service), without a slash at the
    end, the best one first."""
    leave: str | None = None
    """Where “Leave now” leads, such as "https://weather.example.org/"; to an empty page if it is None."""
    door: Door | None = None
    """None where nothing can be sent to the network through its library."""


class Collection(Struct, frozen=True, omit_defaults=True):
    """Everything public that is a record; texts and files are reached by their fingerprints."""

    library: Library
    works: tuple[Work, ...] = ()
    posts: tuple[Post, ...] = ()
    statements: tuple[Statement, ...] = ()
    pages: tuple[Page, ...] = ()
    parties: tuple[Party, ...] = ()
    themes: tuple[Theme, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    processes: tuple[Process, ...] = ()


def address(item: Item | Page, language: str) -> str:
    """The lasting name of an edition, which is also its path on the site after the interface language.

    >>> address(Post(slug="launch", date="2024", editions=()), "ru")
    'news/launch/ru'
    """
    rooms = {Work: "works", Post: "news", Statement: "statements", Page: "pages"}
    return f"{rooms[type(item)]}/{item.slug}/{language}"


def files_of(item: Item | Page) -> Iterator[File]:
    """Every file of an item: those of its editions, and of a statement those that were handed over or came back."""
    yield from (file for edition in item.editions for file in edition.files)
    if isinstance(item, Statement):
        handed = (*(each.file for each in item.deliveries), *(each.file for each in item.responses))
        yield from (file for file in handed if file)


def choose(texts: Texts, *languages: str) -> Text | None:
    """The text in the first of `languages` that there is, or else the first text."""
    by_language = {text.language: text for text in texts}
    for language in languages:
        if language in by_language:
            return by_language[language]
    return texts[0] if texts else None
