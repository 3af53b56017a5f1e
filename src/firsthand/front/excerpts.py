"""What a search found, as a file to take along: a table, references, or quotations.

Knows nothing of requests, so that the command line makes the same files.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.records import Collection, Edition, Item, Page
from firsthand.catalogue.shelves import Shelves
from firsthand.citations import Excerpt, Source, Span, cite, kit, reference, ris, table
from firsthand.citations.wordfile import MEDIA_TYPE as WORD
from firsthand.front.carrying import names_of, told
from firsthand.front.links import passage_link
from firsthand.interface import Interface, interface
from firsthand.interface.labels import name_kind
from firsthand.search.protocol import Carried, Engine, Hit, Query

MOST = 1_000
"""Passages in a file at most: the best ones."""
STYLE = "apa"

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "docx": WORD,
}
"""Ending of the file's name -> its media type."""


class Taken(Struct, frozen=True):
    """The best passages of a search."""

    excerpts: tuple[Excerpt, ...]
    words: str
    more: bool = False
    """There are others, beyond MOST."""
    carried: tuple[Carried, ...] = ()
    complete: int | None = None
    """How many passages have all the words, where others that have some of them are among these."""


def take(engine: Engine, query: Query, collection: Collection, shelves: Shelves, site: str) -> Taken:
    """Gather them. `site` is the library's address, or nothing. Raises BrokenIndexError."""
    hits = list(islice(engine.every(query, MOST + 1), MOST + 1))
    results = engine.search(replace(query, per_page=1))
    excerpts = tuple(Citing(collection, shelves, site).excerpts(hits[:MOST]))
    complete = results.complete if results.loosened else None
    return Taken(excerpts, query.words, len(hits) > MOST, results.carried, complete)


class Citing:
    """Passages of one collection become what is cited."""

    def __init__(self, collection: Collection, shelves: Shelves, site: str) -> None:
        self._collection, self._shelves = collection, shelves
        self.site = collection.library.address or site
        self._sources: dict[str, Source | None] = {}

    def excerpts(self, hits: Iterable[Hit]) -> Iterable[Excerpt]:
        for hit in hits:
            if source := self.source(hit.address):
                yield Excerpt(
                    source,
                    "".join(piece.text for piece in hit.snippet),
                    hit.language,
                    self.link(hit),
                    hit.headings,
                    hit.page,
                    hit.start,
                )

    def link(self, hit: Hit) -> str:
        """The lasting link of a passage, or of an edition."""
        return passage_link(f"{self.site}/{hit.address}", hit.passage)

    def source(self, address: str) -> Source | None:
        """What an edition is cited by; None for the library's own pages, which nobody cites."""
        if address not in self._sources:
            found = self.edition(address)
            source = cite(self._collection, *found, site=self.site) if found else None
            self._sources[address] = source
        return self._sources[address]

    def edition(self, address: str) -> tuple[Item, Edition] | None:
        room, slug, language = address.split("/")
        item = self._shelves.item(room, slug)
        if item is None or isinstance(item, Page):
            return None
        return next(((item, edition) for edition in item.editions if edition.language == language), None)


def write(taken: Taken, ending: str, ui: Interface, library: str, day: str) -> bytes:
    """The file for an ending of FORMATS. `library` is its title, and `day` when its release was made (ISO 8601)."""
    if ending == "csv":
        return table(taken.excerpts)
    if ending == "ris":
        return ris(*dict.fromkeys(excerpt.source for excerpt in taken.excerpts)).encode()
    source = ui.gettext("From “%(library)s”, as of %(date)s.") % {"library": library, "date": ui.date(day)}
    return kit(
        taken.excerpts,
        ui.gettext("Quotations"),
        [source, *_remarks(taken, ui)],
        ui.language,
        lambda source: _reference(source, ui.language),
    )


def _remarks(taken: Taken, ui: Interface) -> Iterator[str]:
    """How the passages were found."""
    if taken.words:
        yield ui.gettext("Searched: %(words)s") % {"words": taken.words}
    if names := [name.value for name in names_of(taken.carried, ui)]:
        yield f"{ui.gettext('Also searched:')} {', '.join(names)}"
    if taken.complete is not None:
        yield told(taken.complete, ui)
    if taken.more:
        yield ui.gettext("More passages were found; these are the best %(count)s.") % {"count": ui.number(MOST)}


@lru_cache(maxsize=4_096)
def _reference(source: Source, language: str) -> tuple[Span, ...]:
    return reference(source, STYLE, language, name_kind(source.kind, interface(language)))
