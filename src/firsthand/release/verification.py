"""Whether a release is what its manifest says, byte for byte, and whether the manifest is signed with a given key."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from firsthand.release.errors import ReleaseError
from firsthand.release.library import current
from firsthand.release.manifest import MANIFEST, SIGNATURE, FileEntry, encode, read_bytes, read_inventory, stamp
from firsthand.release.signing import agrees

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
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Fault]:
    """Check every byte of a release, or of the one that is in service in a library; an empty list means all is well.

    With `public_key` (a minisign key, or the path of its file) the signature is checked too. `progress` is called with
    "bytes", how many are checked, and of how many. Raises ReleaseError if there is no release, or if its manifest is
    damaged beyond reading.
    """
    release = current(release)
    data = read_bytes(release)
    inventory = read_inventory(release)
    faults = []
    if encode(inventory) != data or stamp(inventory).id != inventory.id:
        faults.append(Fault(FaultKind.CHANGED, MANIFEST, f"{MANIFEST} was changed: its id does not fit its contents."))
    if public_key is not None:
        faults += _signature(release, data, public_key)
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


def _signature(release: Path, manifest: bytes, public_key: str) -> Iterator[Fault]:
    try:
        signature = (release / SIGNATURE).read_bytes()
    except FileNotFoundError:
        agrees(manifest, b"", public_key)
        yield Fault(FaultKind.UNSIGNED, SIGNATURE, "The release is not signed.")
        return
    except OSError as error:
        raise ReleaseError(f"{release / SIGNATURE} can't be read: {error.strerror}.") from error
    if not agrees(manifest, signature, public_key):
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
