"""The structures of answers that hold several things: pages of lists, what a search found, and what went wrong."""

from typing import Annotated

from msgspec import Meta, Struct

from firsthand.exports.api.signing import Statement
from firsthand.exports.api.structures import (
    Api,
    Count,
    EditionBrief,
    Id,
    Language,
    Link,
    Moment,
    Named,
    Page,
    Party,
    Passage,
    Post,
    Seconds,
    Tag,
    Theme,
    Words,
    Work,
)

Next = Annotated[Api | None, Meta(description="The next page; null on the last.")]
Previous = Annotated[Api | None, Meta(description="The page before; null on the first.")]


class Paged(Struct, frozen=True):
    """A page of a list. The release is named so that who reads a whole list sees when it has changed on the way."""

    release: str
    total: Annotated[Count, Meta(description="How many there are on all pages.")]
    next: Next
    previous: Previous


class Works(Paged, frozen=True):
    items: tuple[Work, ...]


class Posts(Paged, frozen=True):
    items: tuple[Post, ...]


class Statements(Paged, frozen=True):
    items: tuple[Statement, ...]


class Editions(Paged, frozen=True):
    items: tuple[EditionBrief, ...]


class Parties(Paged, frozen=True):
    items: tuple[Party, ...]


class Themes(Paged, frozen=True):
    items: tuple[Theme, ...]


class Languages(Paged, frozen=True):
    items: tuple[Language, ...]


class Passages(Paged, frozen=True):
    """One leaf of a text; the next page is the next leaf."""

    edition: Id
    leaf: Annotated[int, Meta(ge=1)]
    leaves: Count
    title: Annotated[str, Meta(description="The first heading of the leaf, or the one under which it goes on.")]
    items: tuple[Passage, ...]


class Stretch(Struct, frozen=True):
    """A part of a passage."""

    text: str
    hit: Annotated[bool, Meta(description="Whether it is what was searched.")]


class Hit(Struct, frozen=True):
    """A passage that was found; without an id it is the title and summary of the edition."""

    edition: Id
    passage: str | None
    kind: str
    title: Annotated[str, Meta(description="Of the edition.")]
    language: Tag
    headings: tuple[str, ...]
    page: str | None
    start: Seconds | None
    snippet: tuple[Stretch, ...]
    alike: Annotated[Count, Meta(description="Further passages that say nearly the same.")]
    translated: Annotated[tuple[Id, ...], Meta(description="Editions that say it at the same place.")]
    url: Page
    api: Api


class Group(Struct, frozen=True):
    """The best passages of one item."""

    item: str
    title: Words
    passages: Annotated[Count, Meta(description="How many of the item match.")]
    hits: tuple[Hit, ...]
    url: Page
    api: Api


class Counted(Struct, frozen=True):
    """A value of a filter, and how many items it would leave."""

    code: str
    label: Words
    count: Count


class Carried(Struct, frozen=True):
    """A concept that words of the query name, and its other names, which were searched as well."""

    concept: str
    words: str
    names: tuple[Words, ...]


class Found(Paged, frozen=True):
    """What a search found, by item; `total` counts items."""

    words: Annotated[str, Meta(description="The query as it was understood.")]
    passages: Count
    items: tuple[Group, ...]
    facets: Annotated[dict[str, tuple[Counted, ...]], Meta(description="Filter -> its values.")]
    carried: tuple[Carried, ...]
    suggestion: Annotated[str | None, Meta(description="Other words to try.")]
    completions: tuple[str, ...]
    ignored: Annotated[tuple[str, ...], Meta(description="Words of the query that were not searched.")]
    plain: Annotated[bool, Meta(description="The query could not be understood as written; its words were searched.")]
    unsearchable: Annotated[bool, Meta(description="Nothing in the query can be searched.")]
    loosened: Annotated[bool, Meta(description="Passages with only some of the words are among these.")]


class Counts(Struct, frozen=True):
    """How much there is."""

    works: Count
    news: Count
    statements: Count
    editions: Count
    passages: Count


class Entry(Struct, frozen=True):
    """Where to begin."""

    titles: tuple[Words, ...]
    descriptions: tuple[Words, ...]
    notices: Annotated[tuple[Words, ...], Meta(description="What is said on every page.")]
    release: str
    created: Moment
    address: Page
    mirrors: Annotated[tuple[str, ...], Meta(description="Where whole copies of the library are.")]
    contact: str | None
    labels: Annotated[tuple[Tag, ...], Meta(description="Languages that `lang` may ask for, the first by default.")]
    counts: Counts
    kinds: Annotated[tuple[Named, ...], Meta(description="The kinds of work that there are.")]
    lists: Annotated[dict[str, Link], Meta(description="Name -> address of each list.")]
    description: Annotated[Link, Meta(description="This API, as an OpenAPI 3.1 document.")]


class Problem(Struct, frozen=True):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: Annotated[str, Meta(description="What happened, and what to do.")]
    parameter: Annotated[str | None, Meta(description="The parameter that was not understood.")] = None
