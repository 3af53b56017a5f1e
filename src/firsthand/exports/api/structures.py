"""The structures of the API's answers, version 1. Fields may be added; none is renamed, taken away or changed in sense.

All fields are always there; null means that it is not known. Their descriptions become the OpenAPI document.
"""

from typing import Annotated

from msgspec import Meta, Struct

Id = Annotated[str, Meta(description="The lasting name of an edition or item: “works/red-herring/ru”.")]
Link = Annotated[str, Meta(description="A whole address.", extra_json_schema={"format": "uri"})]
Page = Annotated[str, Meta(description="The address at which people read it.", extra_json_schema={"format": "uri"})]
Api = Annotated[str, Meta(description="The address at which programs get it.", extra_json_schema={"format": "uri"})]
Day = Annotated[str, Meta(description="A year, month or day (ISO 8601): “2021”, “2021-03”, “2021-03-04”.")]
Moment = Annotated[str, Meta(description="A time in UTC (RFC 3339).", extra_json_schema={"format": "date-time"})]
Tag = Annotated[str, Meta(description="A language (BCP 47).")]
Slug = Annotated[str, Meta(description="The name of a record in its addresses.")]
Count = Annotated[int, Meta(ge=0)]
Seconds = Annotated[float, Meta(description="Seconds from the beginning of a recording.")]


class Words(Struct, frozen=True):
    """Words, and the language that they are in."""

    value: str
    language: Tag


class Named(Struct, frozen=True):
    """A key of a vocabulary with its label, in the language asked for where there is one."""

    code: Annotated[str, Meta(description="What filters take: “report”, “health”, “PT”.")]
    label: Words


class Identifier(Struct, frozen=True):
    """A name that others have given."""

    scheme: Annotated[str, Meta(description="doi, isbn, issn, handle or url.")]
    value: str
    url: Annotated[Link | None, Meta(description="Where it leads, if it is an address or can be made one.")]


class Credit(Struct, frozen=True):
    """A party in its role; the order is that of the title page."""

    role: Annotated[str, Meta(description="author, editor, translator, publisher, funder, illustrator and the like.")]
    party: Slug
    name: Words
    api: Api


class File(Struct, frozen=True):
    """An original file of an edition."""

    name: Annotated[str, Meta(description="The name under which it is saved.")]
    media_type: str
    size: Annotated[Count, Meta(description="Bytes.")]
    sha256: Annotated[str, Meta(description="Of its bytes, in hexadecimal digits.")]
    pages: Count | None
    duration: Seconds | None
    url: Link


class Shape(Struct, frozen=True):
    """A form in which an edition can be taken along, made from its text."""

    label: Words
    media_type: str
    url: Link


class EditionBrief(Struct, frozen=True):
    """An item in one language."""

    id: Id
    language: Tag
    title: str
    subtitle: str | None
    date: Day | None
    state: Annotated[
        str, Meta(description="current; outdated: what it was translated from has changed since; or superseded.")
    ]
    url: Page
    api: Api


class Origin(Struct, frozen=True):
    """The edition that another one was translated from."""

    language: Tag
    date: Annotated[Day | None, Meta(description="Of its text when it was translated.")]
    api: Annotated[Api | None, Meta(description="Null where the library does not have it.")]


class TextFacts(Struct, frozen=True):
    """The text of an edition, and where it is had: its passages come leaf by leaf."""

    leaves: Count
    passages: Count
    words: Count
    pages: Annotated[Count | None, Meta(description="Of the file that it was read from.")]
    duration: Seconds | None
    contents: Annotated[Api, Meta(description="Its headings.")]
    first_leaf: Annotated[Api, Meta(description="The passages of its first leaf.")]


class Edition(EditionBrief, frozen=True):
    """An item in one language, with all that is known of it."""

    item: Annotated[str, Meta(description="The item's id: “works/red-herring”.")]
    item_api: Api
    summary: Annotated[str | None, Meta(description="Plain text; paragraphs are parted by a blank line.")]
    translated_from: Origin | None
    credits: Annotated[tuple[Credit, ...], Meta(description="Those of the item, then those of this edition alone.")]
    identifiers: tuple[Identifier, ...]
    rights: Annotated[str | None, Meta(description="The licence or rights statement, as a URI.")]
    link: Annotated[str | None, Meta(description="Where it is published, if elsewhere.")]
    files: tuple[File, ...]
    shapes: tuple[Shape, ...]
    citations: Annotated[tuple[Shape, ...], Meta(description="Files for reference managers and catalogues.")]
    text: Annotated[TextFacts | None, Meta(description="Null where the edition is a record alone.")]
    published: Annotated[Moment | None, Meta(description="The time of the first release that had it.")]
    changed: Annotated[Moment | None, Meta(description="The time of the release in which it last changed.")]


class Provenance(Struct, frozen=True):
    """From which network's library a record of a united library comes."""

    network: Slug
    title: Annotated[Words, Meta(description="Of the network's library.")]
    slug: Annotated[str, Meta(description="The record's own slug there.")]
    languages: Annotated[tuple[Tag, ...], Meta(description="The editions that come from there.")]


class Item(Struct, frozen=True):
    """What works, posts and statements have alike."""

    id: Annotated[str, Meta(description="“works/red-herring”.")]
    slug: Slug
    title: Annotated[Words, Meta(description="In the language asked for if there is such an edition.")]
    date: Day | None
    themes: tuple[Named, ...]
    places: tuple[Named, ...]
    editions: Annotated[tuple[EditionBrief, ...], Meta(description="The original first.")]
    provenance: Annotated[tuple[Provenance, ...], Meta(description="Empty in the library of one network's own.")]
    url: Page
    api: Api


class Relation(Struct, frozen=True):
    """Read “this work KIND that work”."""

    kind: Annotated[str, Meta(description="companion, part-of, has-part, supersedes, superseded-by and the like.")]
    work: Slug
    title: Words
    api: Api


class Work(Item, frozen=True):
    """A text, film or data set as its authors conceived it, whatever its languages."""

    kind: Named
    kind_uri: Annotated[str | None, Meta(description="COAR resource type 3.1.")]
    summaries: tuple[Words, ...]
    credits: tuple[Credit, ...]
    identifiers: tuple[Identifier, ...]
    rights: Annotated[str | None, Meta(description="The licence or rights statement, as a URI.")]
    relations: tuple[Relation, ...]
    link: Annotated[str | None, Meta(description="Where it is published, if elsewhere.")]


class Post(Item, frozen=True):
    """Dated news."""

    works: Annotated[tuple[Slug, ...], Meta(description="The works that it speaks of.")]


class Party(Struct, frozen=True):
    """A person, network or organisation: who writes, publishes, signs."""

    slug: Slug
    kind: Annotated[str, Meta(description="network, organisation, agency, funder or person.")]
    names: tuple[Words, ...]
    acronym: str | None
    family: Annotated[str | None, Meta(description="A person's family name, for citations.")]
    given: str | None
    place: Named | None
    link: Annotated[str | None, Meta(description="Its own site.")]
    invented: Annotated[bool, Meta(description="Made up for a demonstration.")]
    works: Annotated[Count, Meta(description="How many works it has a part in.")]
    api: Api


class Theme(Struct, frozen=True):
    """What works are about."""

    slug: Slug
    labels: tuple[Words, ...]
    broader: Slug | None
    narrower: tuple[Slug, ...]
    works: Annotated[Count, Meta(description="How many works are about it, or about a narrower theme.")]
    api: Api


class Language(Struct, frozen=True):
    """A language of the library's editions."""

    code: Tag
    name: Annotated[Words, Meta(description="In the language asked for.")]
    own_name: str
    works: Annotated[Count, Meta(description="How many works have an edition in it.")]
    api: Annotated[Api, Meta(description="Those works.")]


class Heading(Struct, frozen=True):
    """A line of the contents."""

    title: str
    level: Annotated[int, Meta(ge=1)]
    leaf: Annotated[int, Meta(ge=1)]
    page: Annotated[str | None, Meta(description="As it is printed on the page, or else its count.")]
    url: Page


class Contents(Struct, frozen=True):
    """What is known of a text without opening it."""

    id: Id
    language: Tag
    title: str
    leaves: Count
    passages: Count
    words: Count
    headings: tuple[Heading, ...]
    leaf_titles: Annotated[tuple[str, ...], Meta(description="The first heading of each leaf.")]
    api: Annotated[Api, Meta(description="The passages of the first leaf.")]


class Passage(Struct, frozen=True):
    """The smallest thing that can be found, linked and quoted."""

    id: Annotated[str, Meta(description="Unique in its edition, and the same in later releases while its words are.")]
    edition: Id
    kind: Annotated[str, Meta(description="paragraph, item, quotation, row, figure, footnote, cue or code.")]
    text: str
    language: Tag
    headings: Annotated[tuple[str, ...], Meta(description="Those above it, outermost first.")]
    leaf: Annotated[int, Meta(ge=1)]
    page: Annotated[str | None, Meta(description="As it is printed on the page, or else its count.")]
    start: Seconds | None
    end: Seconds | None
    url: Annotated[Page, Meta(description="Its lasting link.")]
    api: Api
