"""What a search engine takes and gives; every engine of the house keeps to this, and nothing else knows which it is."""

from collections.abc import Iterable, Iterator, Mapping
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
    state: str = "current"
    """Of the edition: "current", "outdated" or "superseded"."""


class Piece(Struct, frozen=True):
    """A stretch of a snippet; `hit` where it matched the query."""

    text: str
    hit: bool = False


class Reason(Struct, frozen=True, omit_defaults=True):
    """One part of a score, for `--explain`."""

    kind: str
    """Added: "word" (as a stem), "exact", "phrase", "beginning", "concept". Multiplied: "state" of the edition, "age",
    "language" of the reader.
    "likeness": what the second look at the best passages and repetitions above have changed. "model": what a model has
    changed, where the operator has chosen one."""
    words: str
    """What it is about: the word (a stem as it is searched), phrase, concept, state or year."""
    value: float
    """What it adds to the score, or multiplies it by."""
    times: int = 0
    """How often it occurs in the passage and its headings."""
    passages: int = 0
    """In how many passages of the library it occurs."""


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
    alike: int = 0
    """Further passages that say nearly the same and are folded under this one."""
    translated: tuple[str, ...] = ()
    """Addresses of other editions of the item that say it at about the same place, and match too."""
    reasons: tuple[Reason, ...] = ()
    """Only where the query asks for them."""


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
    """As typed: words, "a phrase", -without, prefix*, this OR that, one NEAR other, field:value."""
    filters: Mapping[str, tuple[str, ...]] = {}
    """Facet -> values, any of which may hold; facets are joined by and."""
    languages: tuple[str, ...] = ()
    """Languages that the reader is likely to type in, best first; the query is analysed for these and the library's."""
    page: int = 1
    per_page: int = 10
    """Items on a page."""
    own_words: bool = False
    """Only the reader's words are searched; no concept is carried over to other names and languages."""
    strict: bool = False
    """Only passages with all the words, however few there are."""
    explain: bool = False


class Carried(Struct, frozen=True):
    """A concept recognised in a query, whose other names were searched as well."""

    concept: str
    words: str
    """The words of the query that name it, as typed."""
    labels: tuple[tuple[str, str], ...]
    """Language and name to use, of the languages that the library has; never a hidden name."""


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
    carried: tuple[Carried, ...] = ()
    loosened: bool = False
    """Too few passages had all the words, or there were many words: those with some of them are shown too."""
    complete: int = 0
    """Where loosened: how many passages have all the words."""
    completions: tuple[str, ...] = ()
    """Queries that go on where this one ends, where it finds little: "needl" -> "needle"."""


class Occurrence(Struct, frozen=True, omit_defaults=True):
    """A place where what was asked for stands, for a concordance: keyword in context."""

    address: str
    passage: str
    leaf: int
    language: str
    title: str
    before: str
    match: str
    after: str
    headings: tuple[str, ...] = ()
    page: str | None = None
    start: float | None = None
    date: str | None = None


class Concordance(Struct, frozen=True, omit_defaults=True):
    """Occurrences by edition, the newest first, and in the order of reading."""

    occurrences: tuple[Occurrence, ...] = ()
    passages: int = 0
    """Passages that match, in all."""
    editions: int = 0
    carried: tuple[Carried, ...] = ()
    more: bool = False
    """There is a next page."""
    unsearchable: bool = False


ALL_LANGUAGES = ""


class Frequency(Struct, frozen=True):
    """How often something occurs in a year and language."""

    year: str
    """"" where editions have none."""
    language: str
    """Of the editions; ALL_LANGUAGES for the year as a whole, in which a work counts once whatever its languages."""
    passages: int
    items: int
    of: int
    """All passages of the library of that year and language."""


class Engine(Protocol):
    """An index opened for reading. Safe to use from several threads."""

    def search(self, query: Query) -> Results:
        """Raises BrokenIndexError where the index turns out to be damaged."""

    def every(self, query: Query, most: int) -> Iterator[Hit]:
        """Hits one after another, best first, without grouping: for export; their snippets are the whole passages.

        Raises BrokenIndexError like `search`.
        """

    def concordance(self, query: Query) -> Concordance:
        """`query.page` and `query.per_page` count occurrences."""

    def frequencies(self, query: Query) -> tuple[Frequency, ...]:
        """By year, then language, for all that the library has under the filters. All that matches counts, whatever the
        page. Nothing where there is nothing in the words that can be searched."""

    def carried(self, query: Query) -> tuple[Carried, ...]:
        """The concepts whose other names are searched for a query as well."""

    def suggest(self, beginning: str, languages: tuple[str, ...] = (), most: int = 8) -> tuple[str, ...]:
        """Queries that begin so: words of the library, names of concepts, titles."""

    def passages(self) -> int:
        """How many there are."""

    def close(self) -> None: ...


class Builder(Protocol):
    """An index being made. Nothing is visible to an Engine before `commit`."""

    def add(self, entries: Iterable[Entry]) -> None: ...

    def remove(self, address: str) -> None:
        """Forget every entry of an edition."""

    def commit(self) -> None: ...
