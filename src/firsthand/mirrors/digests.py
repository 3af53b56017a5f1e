"""What a page is made of, as a digest: while that stays the same, so does the page, and it need not be made again.

A digest may say too much, which only costs time. It must never leave anything out that a page shows.
"""

import hashlib
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec

import firsthand
from firsthand import __version__
from firsthand.catalogue.records import Contribution, Item, Page, Statement, Work
from firsthand.citations.source import contributions
from firsthand.front.opened import Opened
from firsthand.front.pages.home import NEWEST
from firsthand.front.standing import is_over
from firsthand.mirrors.assets import Asset
from firsthand.mirrors.lists import works_of
from firsthand.mirrors.own import OWN, Told
from firsthand.mirrors.pages import Place
from firsthand.mirrors.searching import pagefind_version, texts_of
from firsthand.release.signatures import spoken_of

DIGITS = 16
KINDS = (".py", ".html", ".css", ".js", ".po", ".toml", ".typ")
"""Endings of files of ours that pages and other shapes are made with."""
WORDS = ("words", "terms", "concept", "thesaurus")
"""Pages of the guide and the thesaurus."""
DATED = ("about", "accessibility", "carry", "lookup", "feed", "proof", "letter")
"""What tells of the release itself."""


@cache
def software() -> str:
    """The version of what writes pages, and a digest of its templates, styles, words and code."""
    package = Path(firsthand.__file__).parent
    seen = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in KINDS and path.parent.name not in ("cli", "api", "word", "sources", "importing"):
            seen.update(f"{path.name} {path.stat().st_size} ".encode() + path.read_bytes())
    return f"{__version__}-{seen.hexdigest()[:DIGITS]}"


def digest(*parts: Any) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(parts)).hexdigest()[:DIGITS]


class Digests:
    """Of one opened library, mirrored with some options."""

    def __init__(self, opened: Opened, told: Told, pictures: tuple[str, ...] = ()) -> None:
        """`pictures` are those that are left out."""
        self._opened, self._shelves = opened, opened.shelves
        collection = opened.release.collection
        options = msgspec.structs.replace(told.options, most=None)
        pages = [(page.slug, [(each.language, each.title) for each in page.editions]) for page in collection.pages]
        shared = (collection.library, collection.themes, pages, self._shelves.commonest_themes)
        publisher = self._shelves.parties.get(collection.library.publisher or "")
        kinds = (bool(self._shelves.posts), bool(self._shelves.statements), bool(self._shelves.processes))
        composition = opened.release.manifest.composition
        own = (options, opened.languages, opened.shapes, pictures)
        self._frame = digest(software(), own, shared, publisher, kinds, composition)
        self._told = told
        self._record = lru_cache(None)(self._record_of)

    def of_page(self, place: Place) -> str:
        return digest(self._frame, place.address, self._parts(place))

    def of_asset(self, asset: Asset) -> str:
        if asset.sha256:
            return asset.sha256[:DIGITS]
        if asset.kind in DATED:
            return digest(self._frame, asset.address, self._everything, self._opened.release.id)
        return digest(self._frame, asset.address, self._related(asset.about) if asset.about else self._guide)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Index of the search -> digest of the texts in it."""
        made_with = (software(), pagefind_version())
        return {
            tongue: digest(
                made_with, [(about, each.language, each.title, each.summary, each.text) for about, each in texts]
            )
            for tongue, texts in texts_of(self._opened).items()
        }

    def _parts(self, place: Place) -> Any:
        if place.kind == "negotiation":
            return (self._guide, self._shelves.process(place.about.partition("/")[2]), self._parties)
        if place.kind == "negotiations":
            return (self._shelves.processes, self._opened.release.created)
        if place.about:
            return self._related(place.about)
        if place.kind == "works":
            return (self._counts, [self._record(work) for work in works_of(self._opened, place.query)])
        if place.kind in WORDS:
            return (self._guide, sorted(self._shelves.count("theme")))
        if place.kind in DATED:
            return (self._everything, self._opened.release.id, self._told if place.kind in OWN else None)
        if place.kind == "home":
            return (self._counts, self._listed(self._shelves.works[:NEWEST]), self._dated)
        if place.kind in ("news", "statements"):
            return self._dated
        return (self._guide, self._everything)

    @cached_property
    def _guide(self) -> Any:
        library = self._opened.library
        return (library.guide, library.thesaurus)

    @cached_property
    def _parties(self) -> str:
        return digest(sorted(self._shelves.parties.items()))

    @cached_property
    def _counts(self) -> str:
        parties = self._shelves.parties
        return digest(
            self._shelves.languages(),
            [sorted(self._shelves.count(facet).items()) for facet in ("kind", "theme", "place", "year")],
            [(count, parties.get(slug)) for slug, count in sorted(self._shelves.count("publisher").items())],
            len(self._shelves.works),
        )

    @cached_property
    def _dated(self) -> list[str]:
        return self._listed((*self._shelves.posts, *self._shelves.statements))

    @cached_property
    def _everything(self) -> str:
        shelves = self._shelves
        return digest(self._listed((*shelves.works, *shelves.posts, *shelves.statements, *shelves.pages)))

    def _listed(self, items: Iterable[Item | Page]) -> list[str]:
        return [self._record(item) for item in items]

    @lru_cache(8)  # noqa: B019 - lives as long as the run; the pages of an item follow one another
    def _related(self, about: str) -> list[str]:
        """An item and all whose cards stand on its pages."""
        item = self._shelves.item(*about.split("/"))
        if item is None or isinstance(item, Page):
            return [self._record(item)] if item else []
        if isinstance(item, Work):
            others = [work for works in self._shelves.related(item.slug).values() for work in works]
            return self._listed((item, *others, *self._shelves.mentions(item.slug)))
        works = [work for slug in item.works if (work := self._shelves.item("works", slug))]
        return self._listed((item, *works))

    def _record_of(self, item: Item | Page) -> str:
        """A record with the parties that it names."""
        named: list[Contribution] = [each for edition in item.editions for each in edition.contributions]
        parties = {each.party for each in (*named, *(() if isinstance(item, Page) else contributions(item)))}
        over = False
        if isinstance(item, Statement):
            parties.update(spoken_of(item))
            over = is_over(item, self._opened.release.created)
        found = [self._shelves.parties.get(slug) for slug in sorted(parties)]
        return digest(type(item).__name__, item, found, over)
