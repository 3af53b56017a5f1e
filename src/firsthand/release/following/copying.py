"""A copy of a library is kept up to date: from its front, from any web server that holds it, or from a folder.

Only changed files travel. Every byte and the signature are checked before the new release is put in service.
"""

import errno
import hashlib
import shutil
from collections.abc import Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from firsthand.release.chain import KEYS, LARGEST
from firsthand.release.errors import ReleaseError
from firsthand.release.following.memory import ARRIVED, Memory, read_memory, write_memory
from firsthand.release.following.offers import (
    Offer,
    accept,
    check_age,
    check_clock,
    check_same,
    read_offer,
    read_pointer,
)
from firsthand.release.following.origins import AT_ONCE, MissingError, Origin, TransferError, open_origin
from firsthand.release.following.plan import Plan, Progress, check_room, check_size, make_plan
from firsthand.release.following.reopened import mirrors_of, opens
from firsthand.release.following.transfer import Limits, Meter, again, fetch, fetch_small
from firsthand.release.keys import read_public
from firsthand.release.library import CURRENT, KEEP, PREFIX, held, prune, put_in_service, workplace
from firsthand.release.manifest import MANIFEST, SIGNATURE, FileEntry, Inventory, Pointer
from firsthand.release.remnants import remove_remnants
from firsthand.release.staging import link

MANIFEST_MOST = 256 << 20
"""Bytes of a manifest: more than a million files."""
SIGNATURE_MOST = 4096
STARTS = 3
"""How often a run begins anew because the origin has published meanwhile."""


class Followed(Struct, frozen=True):
    """What a run did."""

    id: str
    """Of the release that is in service now."""
    created: datetime
    new: bool
    """Whether it has come just now; nothing else says much otherwise."""
    key: str | None = None
    """Id of the key that has signed it."""
    files: int = 0
    fetched: int = 0
    """Files that came; all others were here."""
    changed: int = 0
    """Bytes of the files that came, as they lie on disk."""
    wire: int = 0
    """Bytes that travelled for all of it, compressed, without the headers of HTTP."""
    deleted: tuple[str, ...] = ()
    first: bool = False
    """Whether nothing was here before."""
    searchable: bool = True
    """Whether this version of Firsthand can search its index; it is read without search otherwise."""


def follow(
    source: str,
    library: Path,
    *,
    public_key: str | None = None,
    limits: Limits | None = None,
    proxy: str | None = None,
    keep: int = KEEP,
    quick: bool = False,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> Followed:
    """Bring a library up to date with the one at `source`: an address, or a folder that holds it.

    `public_key` (a minisign key or the path of its file) is the one that the network is known by; without it the first
    release is taken on trust, and all later ones must go on with its keys. `keep` older releases stay. `quick` trusts
    the bytes that are here already by their size. `now` is the clock's, unless given.

    Raises ReleaseError, in a sentence that says what was wrong, and then leaves in service what was there. What has
    arrived is kept, and a later run goes on from there.
    """
    limits = limits or Limits()
    if public_key:
        public_key = read_public(public_key)
    with held(library), _in_words(library), closing(open_origin(source, proxy, limits.patience)) as origin:
        memory = _remembered(library, source)
        check_clock(memory, now or datetime.now(UTC))
        run = _Run(origin, library, memory, limits, progress or (lambda *_: None), now or datetime.now(UTC))
        return run.go(source, public_key, keep, quick=quick)


@contextmanager
def _in_words(library: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        untouched = f"What is in service in {library} is untouched, and what has arrived is kept"
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise ReleaseError(f"The disk is full. {untouched}. Make room, then follow again.") from error
        raise ReleaseError(f"{error.filename or library}: {error.strerror or error}. {untouched}.") from error


def _remembered(library: Path, source: str) -> Memory | None:
    memory = read_memory(library)
    if memory is None and (library / CURRENT).is_symlink():
        raise ReleaseError(
            f"{library} holds releases that were published there, and following {source} would replace them. Name a "
            "new directory."
        )
    return memory


class _Run:
    """One look at the origin, and what follows from it."""

    def __init__(
        self,
        origin: Origin,
        library: Path,
        memory: Memory | None,
        limits: Limits,
        progress: Progress,
        now: datetime,
    ) -> None:
        self.origin = origin
        self.library = library
        self.memory = memory
        self.limits = limits
        self.progress = progress
        self.now = now
        self.meter = Meter(limits, self._moved)
        self.arrived = library / ARRIVED
        self._total = self._done = 0

    def go(self, source: str, public_key: str | None, keep: int, *, quick: bool) -> Followed:
        for start in range(1, STARTS + 1):
            pointer = read_pointer(again(self.origin.newest, self.meter), source)
            if self._in_service(pointer):
                return Followed(pointer.id, pointer.created, new=False, wire=self.origin.wire)
            check_same(pointer, self.memory)
            check_age(pointer.id, pointer.created, self.memory, self.now)
            try:
                offer = self._offer(pointer, source, public_key)
                plan = self._bring(offer.inventory, quick=quick)
                return self._put(offer, plan, source, public_key, keep)
            except MissingError:
                newer = read_pointer(again(self.origin.newest, self.meter), source)
                if start == STARTS or newer.id == pointer.id:
                    raise
        raise AssertionError("unreachable")

    def _in_service(self, pointer: Pointer) -> bool:
        link_ = self.library / CURRENT
        return (
            self.memory is not None
            and (self.memory.id, self.memory.manifest) == (pointer.id, pointer.manifest)
            and (link_ / MANIFEST).exists()
            and link_.resolve().name == f"{PREFIX}{pointer.id}"
        )

    def _offer(self, pointer: Pointer, source: str, public_key: str | None) -> Offer:
        """The manifest, its signature and the keys, checked before anything large travels."""
        release = f"{PREFIX}{pointer.id}"
        manifest = fetch_small(self.origin, f"{release}/{MANIFEST}", MANIFEST_MOST, self.meter)
        inventory = read_offer(pointer, manifest, source)
        check_age(inventory.id, inventory.created, self.memory, self.now)
        check_size(inventory, self.limits)
        try:
            signature = fetch_small(self.origin, f"{release}/{SIGNATURE}", SIGNATURE_MOST, self.meter)
        except MissingError:
            signature = None
        return accept(
            inventory, manifest, signature, lambda: self._keys(release, inventory.files[KEYS]), self.memory,
            public_key, self.now,
        )  # fmt: skip

    def _keys(self, release: str, entry: FileEntry) -> bytes:
        with suppress(OSError):
            data = (self.library / CURRENT / KEYS).read_bytes()
            if hashlib.sha256(data).hexdigest() == entry.sha256:
                return data
        data = fetch_small(self.origin, f"{release}/{KEYS}", LARGEST, self.meter)
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise TransferError(f"{KEYS} did not come as the manifest says. The origin's copy is damaged.")
        return data

    def _bring(self, inventory: Inventory, *, quick: bool) -> Plan:
        """Have every file of a release here, those that come in the directory of what has arrived."""
        self.arrived.mkdir(exist_ok=True)
        plan = make_plan(inventory, self.library, self.arrived, self.progress, quick=quick)
        check_room(plan, self.library, self.arrived)
        self._total = plan.bytes
        self._done = sum(min(self._part(sha256), entry.size) for sha256, (_, entry) in plan.missing.items())
        self.meter.allowed = self.meter.received + 2 * plan.bytes + SIGNATURE_MOST
        release = f"{PREFIX}{inventory.id}"
        largest_first = sorted(plan.missing.items(), key=lambda each: -each[1][1].size)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            under_way = [
                pool.submit(fetch, self.origin, f"{release}/{place}", entry, self.arrived / sha256, self.meter)
                for sha256, (place, entry) in largest_first
            ]
            try:
                done, waiting = wait(under_way, return_when=FIRST_EXCEPTION)
            except BaseException:
                self.meter.stop()
                raise
            if waiting or any(each.exception() for each in done):
                self.meter.stop()
                for each in waiting:
                    each.cancel()
        self.meter.resume()
        reasons = [reason for each in done if (reason := each.exception())]
        if reasons:
            raise reasons[0]
        return plan

    def _part(self, sha256: str) -> int:
        try:
            return (self.arrived / f"{sha256}.part").stat().st_size
        except OSError:
            return 0

    def _moved(self, count: int) -> None:
        self._done += count
        if self._total:
            self.progress("fetching", min(self._done, self._total), self._total)

    def _put(self, offer: Offer, plan: Plan, source: str, public_key: str | None, keep: int) -> Followed:
        inventory = offer.inventory
        first, known = self.memory is None, public_key or (self.memory.key if self.memory else None)
        digest = hashlib.sha256(offer.manifest).hexdigest()
        key = known if offer.chain is None else None
        with workplace(self.library) as path:
            self._assemble(path, offer, plan)
            searchable = opens(path)
            # Before the switch: should it all end in between, the next run does it again, and none goes back.
            write_memory(self.library, Memory(source, inventory.id, inventory.created, digest, offer.chain, key))
            put_in_service(self.library, path, inventory.id)
        shutil.rmtree(self.arrived, ignore_errors=True)
        return Followed(
            inventory.id,
            inventory.created,
            new=True,
            key=offer.key,
            files=len(inventory.files),
            fetched=len(plan.missing),
            changed=plan.bytes,
            wire=self.origin.wire,
            # A copy is not where an editor goes back: what is withdrawn goes at once.
            deleted=(*prune(self.library, keep), *remove_remnants(self.library)),
            first=first,
            searchable=searchable,
        )

    def _assemble(self, path: Path, offer: Offer, plan: Plan) -> None:
        folders: set[Path] = set()
        for place, entry in offer.inventory.files.items():
            goal = path / place
            if goal.parent not in folders:
                goal.parent.mkdir(parents=True, exist_ok=True)
                folders.add(goal.parent)
            link(str(plan.here.get(entry.sha256, self.arrived / entry.sha256)), str(goal))
        (path / MANIFEST).write_bytes(offer.manifest)
        if offer.signature is not None:
            (path / SIGNATURE).write_bytes(offer.signature)


__all__ = ["Followed", "Limits", "follow", "mirrors_of"]
