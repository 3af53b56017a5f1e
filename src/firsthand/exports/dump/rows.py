"""The rows of the tables of a dump. From these structures come the files, their types and the data dictionary."""

from typing import Annotated

from msgspec import Meta, Struct

Url = Annotated[str | None, Meta(description="Its lasting address; empty where the library declares no address.")]
Day = Annotated[str | None, Meta(description="A year, month or day (ISO 8601).")]
Themes = Annotated[tuple[str, ...], Meta(description="Slugs; see the table themes.")]
Places = Annotated[tuple[str, ...], Meta(description="ISO 3166-1 alpha-2 codes, or UN M49 numbers of regions.")]
Works = Annotated[tuple[str, ...], Meta(description="Slugs of the works that it speaks of.")]
Networks = Annotated[
    tuple[str, ...], Meta(description="From whose libraries it comes; empty in the library of one network's own.")
]
Rights = Annotated[str | None, Meta(description="The licence or rights statement, as a URI.")]
Elsewhere = Annotated[str | None, Meta(description="Where it is published, if elsewhere.")]


class Words(Struct, frozen=True):
    language: Annotated[str, Meta(description="BCP 47.")]
    value: str


class Credit(Struct, frozen=True):
    role: Annotated[str, Meta(description="author, editor, translator, publisher, funder and the like.")]
    party: Annotated[str, Meta(description="Slug; see the table parties.")]


class Identifier(Struct, frozen=True):
    scheme: Annotated[str, Meta(description="doi, isbn, issn, handle or url.")]
    value: str


class Relation(Struct, frozen=True):
    kind: Annotated[str, Meta(description="Read “this work KIND that work”: part-of, supersedes and the like.")]
    work: str


Number = Annotated[int | None, Meta(description="Of the version of the statement.")]
Capacity = Annotated[str, Meta(description="organisation, individual or affiliated (for identification only).")]
Mandate = Annotated[str | None, Meta(description="board, secretariat or unconfirmed.")]
Display = Annotated[str, Meta(description="full, or name: no more than the name is to be told.")]
Confirmed = Annotated[str | None, Meta(description="email, vouched, invited or secretariat.")]


class Signature(Struct, frozen=True):
    party: Annotated[str, Meta(description="Slug; see the table parties.")]
    date: Day
    capacity: Capacity
    mandate: Mandate
    display: Display
    version: Number
    confirmed: Confirmed


class Signer(Struct, frozen=True):
    name: Annotated[str, Meta(description="As they wrote it.")]
    affiliation: str | None
    place: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2.")]
    date: Day
    capacity: Capacity
    mandate: Mandate
    display: Display
    version: Number
    confirmed: Confirmed


class Tally(Struct, frozen=True):
    count: Annotated[int, Meta(description="Signers who are counted and not named, coarsely.")]
    place: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2, or a UN M49 number.")]
    version: Number


class WordingHash(Struct, frozen=True):
    language: Annotated[str, Meta(description="BCP 47.")]
    sha256: Annotated[str, Meta(description="Over title and paragraphs in UTF-8, parted by blank lines.")]


class Version(Struct, frozen=True):
    number: int
    date: str
    change: Annotated[str, Meta(description="wording or spelling.")]
    sha256: Annotated[str, Meta(description="That of the wording in the original language.")]
    wordings: tuple[WordingHash, ...]


class Occasion(Struct, frozen=True):
    body: tuple[Words, ...]
    session: tuple[Words, ...]
    item: tuple[Words, ...]
    date: Day
    place: str | None


class Invitation(Struct, frozen=True):
    opens: Annotated[str, Meta(description="RFC 3339, with its offset from UTC.")]
    closes: str
    zone: Annotated[str, Meta(description="IANA.")]
    capacities: tuple[str, ...]


class Delivery(Struct, frozen=True):
    to: tuple[Words, ...]
    date: str
    version: Number
    sha256: Annotated[str | None, Meta(description="Of the file that was handed over; it lies in the release.")]
    signatures: Annotated[int | None, Meta(description="How many there were then.")]


class Response(Struct, frozen=True):
    sender: tuple[Words, ...]
    date: str
    summary: tuple[Words, ...]
    sha256: Annotated[str | None, Meta(description="Of the file that came back; it lies in the release.")]
    link: str | None


class WorkRow(Struct, frozen=True):
    """A text, film or data set as its authors conceived it, whatever its languages."""

    id: Annotated[str, Meta(description="“works/red-herring”.")]
    slug: str
    kind: Annotated[str, Meta(description="report, brief, guide, film and the like.")]
    date: Day
    titles: Annotated[tuple[Words, ...], Meta(description="Of each edition, the original first.")]
    summaries: tuple[Words, ...]
    themes: Themes
    places: Places
    credits: tuple[Credit, ...]
    rights: Rights
    identifiers: tuple[Identifier, ...]
    relations: Annotated[tuple[Relation, ...], Meta(description="As this work declares them; each has another side.")]
    link: Elsewhere
    networks: Networks
    url: Url


class PostRow(Struct, frozen=True):
    """Dated news."""

    id: Annotated[str, Meta(description="“news/launch”.")]
    slug: str
    date: Day
    titles: tuple[Words, ...]
    themes: Themes
    places: Places
    works: Works
    networks: Networks
    url: Url


class StatementRow(Struct, frozen=True):
    """A text that parties sign."""

    id: Annotated[str, Meta(description="“statements/open-letter”.")]
    slug: str
    date: Day
    titles: tuple[Words, ...]
    addressee: Annotated[tuple[Words, ...], Meta(description="To whom it is said.")]
    themes: Themes
    places: Places
    works: Works
    endorsements: Annotated[tuple[Signature, ...], Meta(description="Of parties that have a record.")]
    rights: Rights
    link: Elsewhere
    networks: Networks
    url: Url
    signers: Annotated[tuple[Signer, ...], Meta(description="Those who have no record as a party.")]
    tallies: Annotated[tuple[Tally, ...], Meta(description="Every signer is in one of them at most.")]
    versions: Annotated[tuple[Version, ...], Meta(description="In order; the last one is in force.")]
    occasion: Annotated[Occasion | None, Meta(description="For what it is made: body, session, agenda item.")]
    invitation: Annotated[Invitation | None, Meta(description="Who may sign, and when.")]
    coordinators: Annotated[tuple[str, ...], Meta(description="Slugs; see the table parties.")]
    deliveries: Annotated[tuple[Delivery, ...], Meta(description="To whom it was handed over.")]
    responses: Annotated[tuple[Response, ...], Meta(description="What addressees have answered.")]


class EditionRow(Struct, frozen=True):
    """A work, post or statement in one language."""

    id: Annotated[str, Meta(description="“works/red-herring/ru”; what the tables passages and files refer to.")]
    item: Annotated[str, Meta(description="The id of the work, post or statement.")]
    language: Annotated[str, Meta(description="BCP 47.")]
    title: str
    subtitle: str | None
    summary: Annotated[str | None, Meta(description="Plain text; paragraphs are parted by a blank line.")]
    date: Day
    state: Annotated[str, Meta(description="current, outdated (its original has changed since) or superseded.")]
    translated_from: Annotated[str | None, Meta(description="The language of the edition that was translated.")]
    credits: Annotated[tuple[Credit, ...], Meta(description="Those of this edition alone.")]
    identifiers: tuple[Identifier, ...]
    link: Elsewhere
    passages: Annotated[int, Meta(description="How many rows the table passages has of it; 0 for a record alone.")]
    words: Annotated[int, Meta(description="Parted by white space; scripts that part no words have fewer.")]
    published: Annotated[str | None, Meta(description="The time of the first release that had it (RFC 3339).")]
    changed: Annotated[str | None, Meta(description="The time of the release in which it last changed (RFC 3339).")]
    url: Url


class PassageRow(Struct, frozen=True):
    """The smallest thing that can be found, linked and quoted; in the order of reading."""

    edition: Annotated[str, Meta(description="The id of its edition.")]
    passage: Annotated[str, Meta(description="Unique in its edition, and the same in later releases.")]
    ordinal: Annotated[int, Meta(description="Its place in the edition, from 0.")]
    kind: Annotated[str, Meta(description="paragraph, item, quotation, row, figure, footnote, cue or code.")]
    text: str
    language: Annotated[str, Meta(description="BCP 47; of the passage, which may be another than the edition's.")]
    headings: Annotated[tuple[str, ...], Meta(description="Those above it, outermost first.")]
    leaf: Annotated[int, Meta(description="The page of the library on which it stands, from 1.")]
    page: Annotated[str | None, Meta(description="As printed on the page of the file, or else its count.")]
    start: Annotated[float | None, Meta(description="Seconds from the beginning of a recording.")]
    end: Annotated[float | None, Meta(description="Seconds from the beginning of a recording.")]
    url: Url


class FileRow(Struct, frozen=True):
    """An original file of an edition. The bytes are not in the dump; they lie in the release under their SHA-256."""

    edition: Annotated[str, Meta(description="The id of its edition.")]
    name: str
    media_type: str
    size: Annotated[int, Meta(description="Bytes.")]
    sha256: str
    pages: int | None
    duration: Annotated[float | None, Meta(description="Seconds.")]
    url: Url


class PartyRow(Struct, frozen=True):
    """A person, network or organisation: who writes, publishes, signs."""

    slug: str
    kind: Annotated[str, Meta(description="network, organisation, agency, funder or person.")]
    names: tuple[Words, ...]
    acronym: str | None
    family: Annotated[str | None, Meta(description="A person's family name.")]
    given: str | None
    place: Annotated[str | None, Meta(description="ISO 3166-1 alpha-2, or a UN M49 number.")]
    link: Annotated[str | None, Meta(description="Its own site.")]
    invented: Annotated[bool, Meta(description="Made up for a demonstration.")]


class ThemeRow(Struct, frozen=True):
    """What works are about."""

    slug: str
    labels: tuple[Words, ...]
    broader: Annotated[str | None, Meta(description="Slug of the theme that it is a part of.")]


TABLES: dict[str, type[Struct]] = {
    "works": WorkRow,
    "statements": StatementRow,
    "news": PostRow,
    "editions": EditionRow,
    "passages": PassageRow,
    "files": FileRow,
    "parties": PartyRow,
    "themes": ThemeRow,
}
"""Name of a table -> its rows."""
