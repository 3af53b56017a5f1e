"""What a search engine takes and gives; every engine of the house keeps to this, and nothing else knows which it is."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

FACETS = ("kind", "language", "year", "theme", "place", "publisher")
"""The fields that hits can be narrowed by. Kind is that of the item: a work's kind, or "post", or "statement"."""


class Entry(Struct, frozen=True, omit_defaults=True):
    """A passage as it goes into the index, with what its edition and item are filtered and shown by."""

    address: str
    """The edition: "works/red-herring/ru"."""
    passage: str
    text: str
    leaf: int
    ordinal: int
    """The place of the passage in the edition, from 0."""
    language: str
    """Of the passage."""
    headings: tuple[str, ...] = ()
    block: str = "paragraph"
    """`Passage.kind`; "record" for an entry that stands for the title and summary of an edition."""
    page: str | None = None
    start: float | None = None
    title: str = ""
    facets: Mapping[str, tuple[str, ...]] = {}
    """Keys from FACETS; language there is the edition's."""
    date: str | None = None
    by: tuple[str, ...] = ()
    """Names of those who made the work, in any language and order; what "by:" in a query looks at, besides the
    facet "publisher"."""


class Piece(Struct, frozen=True):
    """A stretch of a snippet; `hit` where it matched the query."""

    text: str
    hit: bool = False


class Hit(Struct, frozen=True, omit_defaults=True):
    address: str
    passage: str
    leaf: int
    language: str
    block: str
    title: str
    """Of the edition."""
    snippet: tuple[Piece, ...]
    headings: tuple[str, ...] = ()
    page: str | None = None
    start: float | None = None
    score: float = 0.0


class Group(Struct, frozen=True):
    """The best passages of one item, in whatever editions they are."""

    item: str
    """"works/red-herring"."""
    hits: tuple[Hit, ...]
    passages: int
    """How many passages of the item match, as far as the engine counted."""


class FacetValue(Struct, frozen=True):
    value: str
    count: int
    """Of items (works, posts, statements)."""


class Query(Struct, frozen=True, omit_defaults=True):
    words: str
    """As typed: words (all must occur), "a phrase", -without, prefix*, field:value."""
    filters: Mapping[str, tuple[str, ...]] = {}
    """Facet -> values, any of which may hold; facets are joined by and."""
    languages: tuple[str, ...] = ()
    """Languages that the reader is likely to type in, best first; the query is analysed for these and the library's."""
    page: int = 1
    per_page: int = 10
    """Items on a page."""


class Results(Struct, frozen=True, omit_defaults=True):
    groups: tuple[Group, ...] = ()
    items: int = 0
    passages: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = {}
    suggestion: str | None = None
    """Other words to try, where there are no hits."""
    plain: bool = False
    """The query could not be understood as written and was searched as plain words."""
    ignored: tuple[str, ...] = ()
    """Words of the query that were not searched, such as stop words or what exceeded the limits."""
    unsearchable: bool = False
    """There is nothing in the words that can be searched; so nothing is shown."""


class Engine(Protocol):
    """An index opened for reading. Safe to use from several threads."""

    def search(self, query: Query) -> Results:
        """Raises BrokenIndexError where the index turns out to be damaged."""

    def passages(self) -> int:
        """How many there are."""

    def close(self) -> None: ...


class Builder(Protocol):
    """An index being made. Nothing is visible to an Engine before `commit`."""

    def add(self, entries: Iterable[Entry]) -> None: ...

    def remove(self, address: str) -> None:
        """Forget every entry of an edition."""

    def commit(self) -> None: ...
