"""Where each record of a collection stands: by slug, by facet, by date, and by what speaks of it.

Made once for a release, then only read. It knows nothing of languages of the interface, or of pages.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from firsthand.catalogue.facets import widen_places, widen_themes
from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import (
    INVERSES,
    Collection,
    File,
    Item,
    Page,
    Party,
    Post,
    RelationKind,
    Role,
    Statement,
    Theme,
    Work,
    files_of,
)

ROOMS = ("works", "news", "statements", "pages")
"""The first word of an item's address, after the interface language."""

Dated = TypeVar("Dated", Work, Post, Statement, Process)

COMMONEST = 12
"""Themes that are offered in the search box of every page."""

WORK_FACETS = ("kind", "theme", "place", "language", "year", "publisher")


class Shelves:
    def __init__(self, collection: Collection) -> None:
        self.library = collection.library
        self.parties: dict[str, Party] = {party.slug: party for party in collection.parties}
        self.themes: dict[str, Theme] = {theme.slug: theme for theme in collection.themes}
        self.works = _newest_first([work for work in collection.works if work.withdrawn is None])
        self.posts = _newest_first(collection.posts)
        self.statements = _newest_first(collection.statements)
        self.processes = _newest_first(collection.processes)
        self._rooms: dict[str, dict[str, Item | Page]] = {
            "works": {work.slug: work for work in collection.works},
            "news": {post.slug: post for post in collection.posts},
            "statements": {statement.slug: statement for statement in collection.statements},
            "pages": {page.slug: page for page in collection.pages},
        }
        self.pages = collection.pages
        self.files = _files(self)
        self.facets = [facets_of(work, self.themes) for work in self.works]
        self._counts: dict[str, dict[str, int]] = {}
        self._relations = _relations(collection.works)
        self._mentions = _mentions((*self.posts, *self.statements))

    def item(self, room: str, slug: str) -> Item | Page | None:
        return self._rooms.get(room, {}).get(slug)

    def process(self, slug: str) -> Process | None:
        return next((each for each in self.processes if each.slug == slug), None)

    def related(self, slug: str) -> Mapping[RelationKind, list[Work]]:
        """The works that a work is related to, whichever side wrote the relation down."""
        return self._relations.get(slug, {})

    def mentions(self, slug: str) -> list[Post | Statement]:
        """The news and statements that speak of a work."""
        return self._mentions.get(slug, [])

    def languages(self) -> dict[str, int]:
        """Language -> how many works have an edition in it; the most frequent first."""
        return dict(sorted(self.count("language").items(), key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def commonest_themes(self) -> tuple[str, ...]:
        """The themes that the most works have, the most frequent first."""
        counts = self.count("theme")
        return tuple(sorted(counts, key=lambda theme: (-counts[theme], theme))[:COMMONEST])

    def count(self, facet: str, chosen: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, int]:
        """Value of a facet -> how many works have it, among those that the other chosen facets leave."""
        others = {key: values for key, values in (chosen or {}).items() if key != facet}
        if others:
            return self._counted(facet, others)
        if facet not in self._counts:
            self._counts[facet] = self._counted(facet, {})
        return dict(self._counts[facet])

    def _counted(self, facet: str, others: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
        counts: dict[str, int] = defaultdict(int)
        for facets in self.facets:
            if _matches(facets, others):
                for value in facets[facet]:
                    counts[value] += 1
        return dict(counts)

    def choose(self, chosen: Mapping[str, tuple[str, ...]]) -> list[Work]:
        """The works that have one of the chosen values in each facet, the newest first."""
        return [work for work, facets in zip(self.works, self.facets, strict=True) if _matches(facets, chosen)]


def facets_of(work: Work, themes: Mapping[str, Theme]) -> dict[str, tuple[str, ...]]:
    return {
        "kind": (work.kind,),
        "theme": widen_themes(work.themes, themes),
        "place": widen_places(work.places),
        "language": tuple(dict.fromkeys(edition.language for edition in work.editions)),
        "year": (work.date[:4],) if work.date else (),
        "publisher": tuple(each.party for each in work.contributions if each.role is Role.PUBLISHER),
    }


def _matches(facets: Mapping[str, tuple[str, ...]], chosen: Mapping[str, tuple[str, ...]]) -> bool:
    return all(any(value in facets[facet] for value in values) for facet, values in chosen.items())


def _newest_first(items: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(sorted(items, key=lambda item: item.slug), key=lambda item: item.date or "", reverse=True))


def _files(shelves: Shelves) -> dict[str, File]:
    items: list[Item | Page] = [*shelves.works, *shelves.posts, *shelves.statements, *shelves.pages]
    files = {file.sha256: file for item in items for file in files_of(item)}
    return files | {draft.file.sha256: draft.file for each in shelves.processes for draft in each.drafts if draft.file}


def _relations(works: Iterable[Work]) -> dict[str, dict[RelationKind, list[Work]]]:
    """Both sides of every relation between works that are not withdrawn, in the order of the kinds."""
    present = {work.slug: work for work in works if work.withdrawn is None}
    sides: dict[str, dict[RelationKind, dict[str, Work]]] = defaultdict(lambda: defaultdict(dict))
    for work in present.values():
        for relation in work.relations:
            if target := present.get(relation.target):
                sides[work.slug][relation.kind][target.slug] = target
                sides[target.slug][INVERSES[relation.kind]][work.slug] = work
    return {
        slug: {kind: list(found[kind].values()) for kind in RelationKind if kind in found}
        for slug, found in sides.items()
    }


def _mentions(items: Iterable[Post | Statement]) -> dict[str, list[Post | Statement]]:
    mentions: dict[str, list[Post | Statement]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.date, reverse=True):
        for slug in item.works:
            mentions[slug].append(item)
    return dict(mentions)
