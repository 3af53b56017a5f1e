"""How a source becomes a release: only what has changed is read, composed, indexed and hashed again."""

import importlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.catalogue.reading import COMPOSITION, compose, passages
from firsthand.catalogue.records import Collection, Page, Work
from firsthand.catalogue.source import Source
from firsthand.release import texts
from firsthand.release.entries import digest, editions, passage_entries, record_entries
from firsthand.release.library import CURRENT, KEEP, current, held, prune, put_in_service, workplace
from firsthand.release.manifest import FORMAT, MANIFEST, Counts, Inventory, encode, read_inventory, stamp
from firsthand.release.records import CATALOGUE, Forwarding, Shelved, TextFacts, opened, write_catalogue
from firsthand.release.staging import Staging
from firsthand.search.protocol import Builder

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many: ("texts", 3, 40)."""

OpenIndex = Callable[[Path, Path | None], Builder]
"""Makes an index in a new directory, beginning with that of the previous release where there is one."""


class Built(Struct, frozen=True):
    """What a build did."""

    id: str
    path: Path
    works: int
    editions: int
    passages: int
    composed: int
    """Texts that were composed; all others were taken over from the release before."""
    indexed: int
    """Editions that were put into the search index or taken out of it."""
    forwarded: int
    """Passages that were found under a new name."""
    removed: int
    """Passages that are no longer there."""
    deleted: tuple[str, ...] = ()
    """Old releases that were deleted."""


class _Before(Struct, frozen=True):
    """The release in service when a build begins."""

    path: Path | None = None
    inventory: Inventory | None = None
    editions: dict[str, Shelved] = {}
    texts: dict[str, TextFacts] = {}
    forwarding: Forwarding = {}


def build(
    source: Source,
    library: Path,
    *,
    key: Path | None = None,
    progress: Progress | None = None,
    keep: int = KEEP,
    open_index: OpenIndex | None = None,
) -> Built:
    """Make a release of a source in a library directory and put it in service."""
    with held(library), workplace(library) as path:
        press = _Press(source, _before(library), path, progress or (lambda *_: None), open_index or _open_index)
        inventory = press.run()
        release = put_in_service(library, path, inventory.id)
        return press.summary(inventory, release, prune(library, keep))


class _Unindexed:
    """Stands in until the search room has an engine."""

    def __init__(self, path: Path, previous: Path | None) -> None:
        path.mkdir()

    def add(self, entries: object) -> None: ...
    def remove(self, address: str) -> None: ...
    def commit(self) -> None: ...


def _open_index(path: Path, previous: Path | None) -> Builder:
    opener: OpenIndex = getattr(importlib.import_module("firsthand.search"), "open_builder", _Unindexed)
    return opener(path, previous)


def _before(library: Path) -> _Before:
    if not (library / CURRENT).is_symlink():
        return _Before()
    path = current(library)
    inventory = read_inventory(path)
    with opened(path / CATALOGUE) as catalogue:
        return _Before(path, inventory, catalogue.editions(), catalogue.texts(), catalogue.forwarding())


class _Press:
    """One build at work."""

    def __init__(self, source: Source, before: _Before, path: Path, progress: Progress, open_index: OpenIndex) -> None:
        self.source = source
        self.before = before
        self.collection = public(source.collection)
        self.staging = Staging(path, before.path, before.inventory)
        self.progress = progress
        self.open_index = open_index
        self.texts: dict[str, TextFacts] = {}
        self.editions: dict[str, Shelved] = {}
        self.composed = self.indexed = 0

    def run(self) -> Inventory:
        self.set_texts()
        self.copy_files()
        self.index()
        write_catalogue(self.staging.path / CATALOGUE, self.collection, self.editions, self.texts, {})
        self.staging.list_file(CATALOGUE)
        inventory = self.inventory()
        (self.staging.path / MANIFEST).write_bytes(encode(inventory))
        return inventory

    def set_texts(self) -> None:
        names = list(dict.fromkeys(e.text for _, _, e in editions(self.collection) if e.text))
        same = self.before.inventory is not None and self.before.inventory.composition == COMPOSITION
        for done, name in enumerate(names, 1):
            facts = self.before.texts.get(name) if same else None
            self.texts[name] = facts if facts and self.take_over(name, facts) else self.compose(name)
            self.progress("texts", done, len(names))

    def take_over(self, name: str, facts: TextFacts) -> bool:
        places = (texts.place(name), *(f"files/{image[:2]}/{image}" for image in facts.images))
        return all(place in self.staging.files or self.staging.take_over(place) for place in places)

    def compose(self, name: str) -> TextFacts:
        document = self.source.document(name)
        reading = compose(document)
        self.staging.write(texts.place(name), texts.pack(reading))
        for image in document.images:
            place = f"files/{image.sha256[:2]}/{image.sha256}"
            if place not in self.staging.files:
                self.staging.write(place, image.data)
        self.composed += 1
        return TextFacts(len(reading.contents.passages), tuple(image.sha256 for image in document.images))

    def copy_files(self) -> None:
        wanted = list(dict.fromkeys(file.sha256 for _, _, e in editions(self.collection) for file in e.files))
        for done, sha256 in enumerate(wanted, 1):
            place = f"files/{sha256[:2]}/{sha256}"
            if place not in self.staging.files and not self.staging.take_over(place):
                self.staging.copy(place, self.source.file(sha256), sha256)
            self.progress("files", done, len(wanted))

    def index(self) -> None:
        previous = self.before.path / "search" if self.before.path else None
        builder = self.open_index(self.staging.path / "search", previous)
        parties = {party.slug: party for party in self.collection.parties}
        for place, item, edition in editions(self.collection):
            if isinstance(item, Page):
                self.editions[place] = Shelved(edition.text, None)
                continue
            records = record_entries(item, edition, parties)
            shelved = Shelved(edition.text, digest(records))
            self.editions[place] = shelved
            if shelved != self.before.editions.get(place):
                builder.remove(place)
                leaves = texts.read_leaves(self.staging.path / texts.place(edition.text)) if edition.text else ()
                builder.add([*records, *passage_entries(item, edition, passages(leaves), len(records))])
                self.indexed += 1
        for place in self.before.editions.keys() - self.editions.keys():
            builder.remove(place)
            self.indexed += 1
        builder.commit()
        self.staging.list_folder("search")

    def inventory(self) -> Inventory:
        now = datetime.now(UTC).replace(microsecond=0)
        files = dict(sorted(self.staging.files.items()))
        counts = Counts(
            works=len(self.collection.works),
            posts=len(self.collection.posts),
            statements=len(self.collection.statements),
            editions=len(self.editions),
            passages=sum(self.texts[e.text].passages for e in self.editions.values() if e.text),
            files=len(files),
            bytes=sum(entry.size for entry in files.values()),
        )
        previous = self.before.inventory.id if self.before.inventory else None
        return stamp(Inventory(FORMAT, "", now, previous, COMPOSITION, counts, files))

    def summary(self, inventory: Inventory, release: Path, deleted: list[str]) -> Built:
        counts = inventory.counts
        return Built(
            inventory.id,
            release,
            counts.works,
            counts.editions,
            counts.passages,
            self.composed,
            self.indexed,
            0,
            0,
            tuple(deleted),
        )


def public(collection: Collection) -> Collection:
    """The records without the texts and files of works that were withdrawn: their titles alone stay, for the notice."""

    def strip(work: Work) -> Work:
        if not work.withdrawn:
            return work
        bare = tuple(msgspec.structs.replace(edition, text=None, files=()) for edition in work.editions)
        return msgspec.structs.replace(work, editions=bare)

    return msgspec.structs.replace(collection, works=tuple(map(strip, collection.works)))
