"""Whether a release is what its manifest says, byte for byte, and whether the manifest is signed with a given key."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from firsthand.release.chain import KEYS, TrustError, find_chain, weigh
from firsthand.release.errors import ReleaseError
from firsthand.release.keys import read_public
from firsthand.release.library import CURRENT, current
from firsthand.release.manifest import (
    MANIFEST,
    SIGNATURE,
    FileEntry,
    Inventory,
    encode,
    read_bytes,
    read_inventory,
    stamp,
)
from firsthand.release.signing import agrees
from firsthand.release.trust import anchor, judge, succeed

WORKERS = min(4, os.cpu_count() or 1)
"""Threads that hash at the same time; hashing lets go of the interpreter's lock."""


class FaultKind(StrEnum):
    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    UNSIGNED = "unsigned"


class Fault(Struct, frozen=True):
    kind: FaultKind
    path: str
    """Inside the release."""
    message: str
    """A sentence."""


def verify(
    release: Path,
    *,
    public_key: str | None = None,
    trusted: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Fault]:
    """Check every byte of a release, or of the one that is in service in a library; an empty list means all is well.

    With `public_key` (a minisign key, or the path of its file) or `trusted` (a place with a chain of keys that is known
    to be the network's) the signature is checked too; others may have followed the key. `progress` is called with
    "bytes", how many are checked, and of how many. Raises ReleaseError if there is no release, or if its manifest is
    damaged beyond reading.
    """
    release = current(release)
    data = read_bytes(release)
    inventory = read_inventory(release)
    faults = []
    if encode(inventory) != data or stamp(inventory).id != inventory.id:
        faults.append(Fault(FaultKind.CHANGED, MANIFEST, f"{MANIFEST} was changed: its id does not fit its contents."))
    if public_key is not None or trusted is not None:
        faults += _signature(release, data, inventory, public_key, trusted)
    there = set(_regular(release)) - {MANIFEST, SIGNATURE}
    faults += [
        Fault(FaultKind.MISSING, place, f"{place} is missing.") for place in sorted(inventory.files.keys() - there)
    ]
    faults += _changed(
        release, {place: inventory.files[place] for place in inventory.files if place in there}, progress
    )
    faults += [
        Fault(FaultKind.EXTRA, place, f"{place} does not belong to the release: the manifest does not name it.")
        for place in sorted(there - inventory.files.keys())
    ]
    return faults


def _signature(
    release: Path, manifest: bytes, inventory: Inventory, public_key: str | None, trusted: Path | None
) -> Iterator[Fault]:
    known = (find_chain(trusted) or find_chain(trusted / CURRENT)) if trusted else None
    if trusted and known is None:
        raise ReleaseError(f"There are no keys in {trusted} to trust: it has no {KEYS}.")
    key = read_public(public_key) if public_key else None
    try:
        signature: bytes | None = (release / SIGNATURE).read_bytes()
    except FileNotFoundError:
        signature = None
    except OSError as error:
        raise ReleaseError(f"{release / SIGNATURE} can't be read: {error.strerror}.") from error
    try:
        own = find_chain(release)
        chain = succeed(own, known) if own and known else own or known
        if chain is None and key:
            yield from _plain(manifest, signature, key)
        elif chain:
            trust = weigh(chain)
            if key:
                anchor(trust, key)
            judge(inventory.id, inventory.created, manifest, signature, trust)
    except TrustError as error:
        yield Fault(FaultKind.UNSIGNED, SIGNATURE, str(error))


def _plain(manifest: bytes, signature: bytes | None, key: str) -> Iterator[Fault]:
    """A signature of a release that has no chain of keys."""
    if signature is None:
        yield Fault(FaultKind.UNSIGNED, SIGNATURE, "The release is not signed.")
    elif not agrees(manifest, signature, key):
        yield Fault(FaultKind.UNSIGNED, SIGNATURE, f"{SIGNATURE} is not a signature of this manifest with this key.")


def _regular(release: Path) -> Iterator[str]:
    """Everything in the release that is not a folder. Links are not followed, so nothing outside is ever read."""
    start = len(str(release)) + 1
    for folder, folders, names in os.walk(release):
        links = [name for name in folders if Path(folder, name).is_symlink()]
        yield from (f"{folder}/{name}"[start:] for name in (*names, *links))


def _changed(
    release: Path, files: dict[str, FileEntry], progress: Callable[[str, int, int], None] | None
) -> Iterator[Fault]:
    done, total = 0, sum(entry.size for entry in files.values())
    with ThreadPoolExecutor(WORKERS) as pool:
        messages = pool.map(_fault, (release / place for place in files), files.values())
        for place, message in zip(files, messages, strict=True):
            if message:
                yield Fault(FaultKind.CHANGED, place, f"{place} {message}")
            done += files[place].size
            if progress:
                progress("bytes", done, total)


def _fault(path: Path, entry: FileEntry) -> str | None:
    """What is wrong with a file, as the rest of a sentence that begins with its name."""
    if path.is_symlink() or not path.is_file():
        return "is not a file any more."
    try:
        size = path.stat().st_size
        if size != entry.size:
            return f"was changed: it has {size} bytes in place of {entry.size}."
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"can't be read: {error.strerror}."
    return None if digest == entry.sha256 else "was changed: its bytes are not those that were published."
