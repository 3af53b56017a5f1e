"""How a source becomes a release: only what has changed is read, composed, indexed and hashed again."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from msgspec import Struct

from firsthand.catalogue.negotiations import files_of_process
from firsthand.catalogue.reading import COMPOSITION, Leaf, compose, passages
from firsthand.catalogue.records import Item, Page, Party, Work, files_of
from firsthand.catalogue.source import Source
from firsthand.pools import Pool, open_pool
from firsthand.release import texts
from firsthand.release.before import Before, omissions, read_before, signed_before
from firsthand.release.chain import KEYS, encode_chain
from firsthand.release.changes import standing
from firsthand.release.entries import digest, editions, passage_entries, record_entries
from firsthand.release.errors import ReleaseError, in_words
from firsthand.release.forwarding import carry, compare
from firsthand.release.gone import carry_on_gone
from firsthand.release.history import carry_on, moment_after, written
from firsthand.release.index import INDEX, OpenIndex, begin
from firsthand.release.keyring import Seal, open_seal
from firsthand.release.library import CURRENT, KEEP, held, prune, put_in_service, workplace
from firsthand.release.manifest import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    Counts,
    Inventory,
    encode,
    next_moment,
    stamp,
)
from firsthand.release.negotiations import check_public
from firsthand.release.preparation import Preparations
from firsthand.release.publicity import forgets, public
from firsthand.release.reader import GUIDE, NETWORKS, THESAURUS, Composed, file_place
from firsthand.release.records import CATALOGUE, Forwarding, Shelved, TextFacts, write_catalogue
from firsthand.release.remnants import remnants, remove_remnants
from firsthand.release.signatures import check_kept
from firsthand.release.signing import Password
from firsthand.release.staging import Staging
from firsthand.search import open_builder, thesaurus
from firsthand.search.protocol import Entry
from firsthand.search.thesaurus import Thesaurus, ThesaurusError, layers

Progress = Callable[[str, int, int], None]
"""Called with what is being done ("texts", "files" or "index"), how many are done, and of how many."""


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
    """Editions that were put into the search index, or put in anew, or taken out of it."""
    forwarded: int
    """Passages that are found under a new name from now on."""
    removed: int
    """Passages that are no longer there from now on."""
    deleted: tuple[str, ...] = ()
    """Old releases that were deleted."""
    damaged: tuple[str, ...] = ()
    """Editions whose text in the release before was damaged, so that links to what has changed in them lead nowhere."""
    holding: tuple[str, ...] = ()
    """Older releases beside it that still hold what is withdrawn."""


@runtime_checkable
class ComposedSource(Protocol):
    """A source that has texts composed already, because it is made of releases."""

    def composed(self, fingerprint: str) -> Composed | None: ...


def build(
    source: Source,
    library: Path,
    *,
    key: Path | None = None,
    password: Password | None = None,
    progress: Progress | None = None,
    keep: int = KEEP,
    afresh: bool = False,
    open_index: OpenIndex | None = None,
    pool: Pool | None = None,
    new_keys: bool = False,
    forget: bool = False,
) -> Built:
    """Make a release of a source in a library directory, and put it in service.

    `key` is a secret key of minisign to sign with, or a folder of keys, `password` asks for its password if it is
    locked; `new_keys` lets it follow on none that signed before. `keep` older releases stay beside the new one, but for
    those that hold what is withdrawn, if it is to `forget`. `afresh` takes no file over from the release before, which
    mends a damaged one; its passages are led on all the same. `open_index` is `firsthand.search.open_builder` unless
    one is given. `pool` is where passages are prepared for the index: in this process, and where there are many, in
    others of this machine, unless one is given.

    Raises ReleaseError if the release can't be made, or PoolError if the pool fails; the one in service then stays as
    it is. Whatever the source raises passes through.
    """
    with ExitStack() as ends, in_words(library), held(library), workplace(library) as path, in_words(library):
        seal = open_seal(key, password, library / CURRENT, anew=new_keys)
        names = thesaurus.encode(own_thesaurus(source))
        preparations = Preparations(pool or ends.enter_context(open_pool()), names)
        opener = open_index or partial(open_builder, thesaurus=names, run=preparations)
        press = _Press(source, read_before(library), path, progress or (lambda *_: None), afresh, opener)
        inventory = press.run(seal)
        manifest = encode(inventory)
        (path / MANIFEST).write_bytes(manifest)
        if signature := seal.sign(manifest, inventory.id):
            (path / SIGNATURE).write_bytes(signature)
        release = put_in_service(library, path, inventory.id)
        deleted = prune(library, keep)
        if forget:
            deleted += remove_remnants(library)
        return press.summary(inventory, release, deleted, remnants(library))


def own_thesaurus(source: Source) -> Thesaurus:
    """The thesaurus that comes with Firsthand, as the library changes it."""
    files = {file.name: source.file(file.sha256) for file in source.collection.library.thesaurus}
    try:
        return layers.read(files) if files else thesaurus.shipped()
    except ThesaurusError as fault:
        raise ReleaseError(f"The library's thesaurus can't be used. {fault} Mend it, then publish again.") from fault


class _Press:
    """One build at work."""

    def __init__(
        self,
        source: Source,
        before: Before,
        path: Path,
        progress: Progress,
        afresh: bool,
        open_index: OpenIndex,
    ) -> None:
        self.source = source
        self.before = before
        self.collection, self.hidden = public(source.collection)
        for process in self.collection.processes:
            check_public(process, source.file)
        if not self.collection.library.networks:  # whose own releases have seen to it
            check_kept(signed_before(before), self.collection.statements)
        self.progress = progress
        self.created = next_moment(before.inventory)
        taken = before.path if not afresh and before.inventory else None
        self.staging = Staging(path, taken, before.inventory)
        self.composition_holds = before.inventory is not None and before.inventory.composition == COMPOSITION
        forgetting = forgets(before.editions, self.collection, partial(omissions, before))
        goes_on = taken / INDEX if taken and not forgetting else None
        self.index, kept = begin(path / INDEX, goes_on, open_index)
        self.indexed_before = before.editions if kept else {}
        self.texts: dict[str, TextFacts] = {}
        self.editions: dict[str, Shelved] = {}
        self.composed = self.indexed = self.forwarded = self.removed = 0
        self.damaged: list[str] = []

    def run(self, seal: Seal) -> Inventory:
        if seal.chain:
            self.staging.write(KEYS, encode_chain(seal.chain))
        self.set_editions()
        self.copy_files()
        self.copy_guide()
        self.close_index()
        forwarding = self.forward()
        moment = moment_after(self.before.history, self.created)
        history = carry_on(self.before.history, standing(self.collection), moment)
        gone = carry_on_gone(self.before.gone, self.before.inventory, self.staging.files)
        write_catalogue(
            self.staging.path / CATALOGUE, self.collection, self.editions, self.texts, forwarding, history, gone
        )
        self.staging.list_file(CATALOGUE)
        return self.inventory()

    def set_editions(self) -> None:
        """Have the texts of all editions, and put those into the index of which it has not all the same already."""
        parties = {party.slug: party for party in self.collection.parties}
        changed: set[str] = set()
        for address, item, edition in editions(self.collection):
            if isinstance(item, Page) or (isinstance(item, Work) and item.withdrawn):
                self.editions[address] = Shelved(edition.text, None)
                continue
            self.editions[address] = shelved = Shelved(edition.text, digest(record_entries(item, edition, parties)))
            known = self.indexed_before.get(address)
            if shelved != known or not self.composition_holds:
                changed.add(address)
                if known and known.entries:
                    self.index.remove(address)
        self.indexed += len(changed)
        self.index.add(self.entries(changed, parties))

    def entries(self, changed: set[str], parties: dict[str, Party]) -> Iterator[Entry]:
        """What goes into the index, one after another, since all may not fit into memory. Sets the texts on the way."""
        for done, (address, item, edition) in enumerate(every := list(editions(self.collection)), 1):
            leaves = self.set_text(edition.text) if edition.text else ()
            if address in changed and not isinstance(item, Page):
                records = record_entries(item, edition, parties)
                yield from records
                if leaves is None:
                    leaves = self.leaves(self.staging.path, edition.text)
                yield from passage_entries(item, edition, passages(leaves), len(records))
            self.progress("texts", done, len(every))

    def set_text(self, name: str) -> tuple[Leaf, ...] | None:
        """Have a text in the release; gives its leaves if it had to be composed for that."""
        if name in self.texts:
            return None
        facts = self.before.texts.get(name)
        if facts and self.composition_holds and self.take_over(name, facts):
            self.texts[name] = facts
            return None
        hidden = self.hidden.get(name)
        if not hidden and isinstance(self.source, ComposedSource) and (composed := self.source.composed(name)):
            self.texts[name] = self.copy_text(name, composed)
            return None
        document = self.source.document(hidden.original if hidden else name)
        reading = compose(document)
        reading = hidden.withhold(reading) if hidden else reading
        images = {image.sha256: image.data for image in document.images if image.sha256 in reading.contents.images}
        self.staging.write(texts.place(name), texts.pack(reading))
        for sha256, data in images.items():
            if file_place(sha256) not in self.staging.files:
                self.staging.write(file_place(sha256), data)
        self.texts[name] = TextFacts(len(reading.contents.passages), tuple(images))
        self.composed += 1
        return reading.leaves

    def copy_text(self, name: str, composed: Composed) -> TextFacts:
        """Have a text that another release has composed."""
        self.staging.write(texts.place(name), composed.place.read_bytes())
        for sha256, place in composed.images.items():
            if file_place(sha256) not in self.staging.files:
                self.staging.copy(file_place(sha256), place, sha256)
        return TextFacts(composed.passages, tuple(composed.images))

    def take_over(self, name: str, facts: TextFacts) -> bool:
        places = (texts.place(name), *map(file_place, facts.images))
        return all(place in self.staging.files or self.staging.take_over(place) for place in places)

    def copy_files(self) -> None:
        made = self.collection
        items: tuple[Item | Page, ...] = (*made.works, *made.posts, *made.statements, *made.pages)
        files = [file for item in items for file in files_of(item)]
        files += [file for process in made.processes for file in files_of_process(process)]
        wanted = list(dict.fromkeys(file.sha256 for file in files))
        for done, sha256 in enumerate(wanted, 1):
            place = file_place(sha256)
            if place not in self.staging.files and not self.staging.take_over(place):
                self.staging.copy(place, self.source.file(sha256), sha256)
            self.progress("files", done, len(wanted))

    def copy_guide(self) -> None:
        """The library's guide and thesaurus keep their folders and names, so that they can be used where they lie."""
        library = self.collection.library
        networks = ((f"{NETWORKS}/{network.slug}", network.guide) for network in library.networks)
        for folder, files in ((GUIDE, library.guide), (THESAURUS, library.thesaurus), *networks):
            for file in files:
                self.staging.copy(f"{folder}/{file.name}", self.source.file(file.sha256), file.sha256)

    def close_index(self) -> None:
        self.progress("index", 0, 1)
        indexed = {address for address, shelved in self.editions.items() if shelved.entries}
        gone = [
            address for address, shelved in self.indexed_before.items() if shelved.entries and address not in indexed
        ]
        for address in gone:
            self.index.remove(address)
        self.index.commit()
        self.indexed += len(gone)
        self.staging.list_folder(INDEX)
        self.progress("index", 1, 1)

    def forward(self) -> Forwarding:
        """Where the links to passages of earlier releases lead from now on."""
        since = written(self.created)
        forwarding: Forwarding = {}
        withdrawn = tuple(f"works/{work.slug}/" for work in self.collection.works if work.withdrawn)
        for address in self.before.editions.keys() | self.before.forwarding.keys():
            if address.startswith(withdrawn):
                continue  # its address itself says that it is gone
            earlier = self.before.forwarding.get(address, {})
            old, new = (shelf.get(address, Shelved(None, None)).text for shelf in (self.before.editions, self.editions))
            if old == new and (old is None or self.composition_holds):
                forwarding[address] = earlier
                continue
            after = self.leaves(self.staging.path, new)
            changed = compare(self.leaves_before(address, old), after)
            hidden = self.hidden.get(new or "")
            changed |= {id_: None for id_ in (hidden.passages if hidden else ()) if id_ in changed}
            forwarding[address] = carry(earlier, changed, {passage.id for passage in passages(after)}, since)
            self.forwarded += sum(1 for target in changed.values() if target)
            self.removed += sum(1 for target in changed.values() if not target)
        return forwarding

    def leaves(self, release: Path | None, text: str | None) -> tuple[Leaf, ...]:
        return texts.read_leaves(release / texts.place(text)) if release and text else ()

    def leaves_before(self, address: str, text: str | None) -> tuple[Leaf, ...]:
        """The text of the release before. Where a disk has spoilt it, publishing must go on, without its forwarding."""
        try:
            return self.leaves(self.before.path, text)
        except (ReleaseError, FileNotFoundError):
            self.damaged.append(address)
            return ()

    def inventory(self) -> Inventory:
        files = dict(sorted(self.staging.files.items()))
        counts = Counts(
            works=sum(1 for work in self.collection.works if not work.withdrawn),
            posts=len(self.collection.posts),
            statements=len(self.collection.statements),
            editions=len(self.editions),
            passages=sum(self.texts[shelved.text].passages for shelved in self.editions.values() if shelved.text),
            files=len(files),
            bytes=sum(entry.size for entry in files.values()),
        )
        previous = self.before.inventory.id if self.before.inventory else None
        return stamp(Inventory(FORMAT, "", self.created, previous, COMPOSITION, counts, files))

    def summary(self, inventory: Inventory, release: Path, deleted: list[str], holding: list[str]) -> Built:
        return Built(
            id=inventory.id,
            path=release,
            works=inventory.counts.works,
            editions=inventory.counts.editions,
            passages=inventory.counts.passages,
            composed=self.composed,
            indexed=self.indexed,
            forwarded=self.forwarded,
            removed=self.removed,
            deleted=tuple(deleted),
            damaged=tuple(self.damaged),
            holding=tuple(holding),
        )
