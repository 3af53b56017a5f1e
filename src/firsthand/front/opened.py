"""A release in service, with everything that pages are made from; and how the next one takes its place.

The release that requests work with is closed only after the last of them has ended.
"""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from firsthand.catalogue.negotiations import Negotiation, Process
from firsthand.catalogue.reading import Contents, Leaf
from firsthand.catalogue.shelves import Shelves
from firsthand.exports.flow import Notes, index_notes
from firsthand.front.guides import Guides
from firsthand.front.pagestore import PageStore
from firsthand.front.redirects import Redirects
from firsthand.interface import Interface, available, interface
from firsthand.release import Release, ReleaseError, current
from firsthand.search import BrokenIndexError, open_engine
from firsthand.search.protocol import Engine
from firsthand.search.thesaurus import Thesaurus, ThesaurusError, layers, shipped

log = logging.getLogger("firsthand.front")

NEGOTIATIONS_KEPT = 4
"""How many stay in memory: each takes some megabytes."""

LOOK_EVERY = 1.0
"""Seconds between two looks at whether a library has a new release."""


class Opened:
    """One release, its shelves, its search engine and its pages."""

    def __init__(self, path: Path) -> None:
        self.release = Release.open(path)
        self.engine: Engine | None = _engine(self.release)
        self.shelves = Shelves(self.release.collection)
        self.library = self.release.collection.library
        spoken = available()
        self.languages = tuple(tag for tag in self.library.languages if tag in spoken) or spoken[:1]
        self.interfaces = {tag: interface(tag) for tag in self.languages}
        self.redirects = Redirects(self.release.collection.redirects)
        self.guides = Guides(self.release.guide, self.release.network_guides)
        self.thesaurus = _thesaurus(self.release)
        self.pages = PageStore()
        self.shapes: tuple[str, ...] | None = None
        """Endings of the shapes that editions are offered in; all that there are, if it is None."""
        self.notes = lru_cache(maxsize=64)(self._notes)
        self._negotiations = lru_cache(maxsize=NEGOTIATIONS_KEPT)(self._negotiation)
        self._readers = 0
        self._retired = False

    def reading(self, interface: Interface) -> tuple[str, ...]:
        """The languages that a reader of an interface is likely to type in, the best first."""
        return tuple(dict.fromkeys((interface.language, *self.shelves.languages())))

    def interface_for(self, language: str) -> Interface:
        """The interface in a language of texts, or else the library's first."""
        return self.interfaces.get(language.partition("-")[0]) or self.interfaces[self.languages[0]]

    def contents(self, text: str) -> Contents:
        return self.release.contents(text)

    def leaf(self, text: str, number: int) -> Leaf:
        return self.release.leaf(text, number)

    def negotiation(self, slug: str) -> Negotiation | None:
        """All that is public of a process; None if the library follows none of this name."""
        process = self.shelves.process(slug)
        return self._negotiations(process) if process else None

    def _negotiation(self, process: Process) -> Negotiation | None:
        try:
            return self.release.negotiation(process)
        except (KeyError, ReleaseError) as error:
            log.error("The negotiation “%s” can't be shown. %s", process.slug, error)
            return None

    def _notes(self, text: str) -> Notes:
        leaves = self.contents(text).leaves
        return index_notes(self.leaf(text, number) for number in range(1, leaves + 1))

    @contextmanager
    def in_use(self) -> Iterator["Opened"]:
        self._readers += 1
        try:
            yield self
        finally:
            self._readers -= 1
            self._close_if_done()

    def retire(self) -> None:
        """Close as soon as no request uses it any more."""
        self._retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and self._readers == 0:
            if self.engine:
                self.engine.close()
            self.release.close()


class Service:
    """The release in service of a library; a new one is taken over while the old one still answers."""

    def __init__(self, library: Path) -> None:
        self.library = library
        self.opened = Opened(library)
        self._next_look = time.monotonic() + LOOK_EVERY
        self._taking_over: asyncio.Task[None] | None = None
        self._refused: Path | None = None

    def now(self) -> Opened:
        """The release to answer with. Looks for a new one at most once a second, and never waits for it."""
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + LOOK_EVERY
            self._look()
        return self.opened

    def _look(self) -> None:
        if self._taking_over and not self._taking_over.done():
            return
        try:
            newest = current(self.library)
        except (ReleaseError, OSError):
            return  # the library has gone; what is open serves on
        if newest not in (self.opened.release.path, self._refused):
            self._taking_over = asyncio.get_running_loop().create_task(self._take_over(newest))

    async def _take_over(self, path: Path) -> None:
        try:
            opened = await asyncio.to_thread(Opened, path)
        except (ReleaseError, OSError) as error:
            self._refused = path
            log.error("The new release was not taken over. %s The one before it serves on.", error)
            return
        before, self.opened = self.opened, opened
        before.retire()
        log.info("Now serving release %s.", opened.release.id)

    def close(self) -> None:
        self.opened.retire()


def _engine(release: Release) -> Engine | None:
    """The search engine; a release whose index can't be opened is read without search."""
    try:
        return open_engine(release.index)
    except BrokenIndexError as error:
        log.error("Search is not available in release %s: %s", release.id, error)
        return None


def _thesaurus(release: Release) -> Thesaurus:
    """The thesaurus as the library changes it, or as it comes with Firsthand where that can't be read."""
    try:
        return layers.read(release.thesaurus) if release.thesaurus else shipped()
    except ThesaurusError as fault:
        log.error("The library's own thesaurus can't be used, and the one of Firsthand takes its place. %s", fault)
        return shipped()
