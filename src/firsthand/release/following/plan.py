"""What of an offered release is here already and what must come; whether there is room for it."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from firsthand.release.errors import ReleaseError
from firsthand.release.following.transfer import Limits, TransferError
from firsthand.release.library import CURRENT, PREFIX
from firsthand.release.manifest import FileEntry, Inventory, read_inventory
from firsthand.release.verification import WORKERS

SPARE = 32 << 20
"""Bytes that stay free on the disk."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done ("checking" or "fetching"), how many bytes are done, and of how many."""


class Plan(Struct, frozen=True):
    here: dict[str, Path]
    """SHA-256 of a file that is here -> where."""
    missing: dict[str, tuple[str, FileEntry]]
    """SHA-256 of a file that must come -> its place in the release, size."""

    @property
    def bytes(self) -> int:
        return sum(entry.size for _, entry in self.missing.values())


def check_size(inventory: Inventory, limits: Limits) -> None:
    total = sum(entry.size for entry in inventory.files.values())
    if total > limits.bytes or len(inventory.files) > limits.files:
        raise TransferError(
            f"Release {inventory.id} has {len(inventory.files):,} files with {total:,} bytes, more than is allowed "
            f"here ({limits.bytes:,} bytes). Allow more with --max-size, if there is room."
        )


def make_plan(inventory: Inventory, library: Path, arrived: Path, progress: Progress, *, quick: bool = False) -> Plan:
    """Look for every file of a release in the releases that are here, and in what has arrived.

    What is found is read and hashed, so that a file that a disk has spoilt comes anew; with `quick` its size is enough.
    """
    wanted = {entry.sha256: (place, entry) for place, entry in inventory.files.items()}
    found = {sha256: path for sha256, path in _candidates(library, arrived) if sha256 in wanted}
    total, done = sum(wanted[sha256][1].size for sha256 in found), 0
    here = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        sound = pool.map(lambda each: _sound(found[each], wanted[each][1], quick=quick), found)
        for sha256, good in zip(found, sound, strict=True):
            if good:
                here[sha256] = found[sha256]
            done += wanted[sha256][1].size
            progress("checking", done, total)
    missing = {sha256: each for sha256, each in wanted.items() if sha256 not in here}
    return Plan(here, missing)


def _candidates(library: Path, arrived: Path) -> Iterator[tuple[str, Path]]:
    """The later ones count: what is in service before older releases, what has arrived before all."""
    releases = sorted(library.glob(f"{PREFIX}*"))
    for release in (*releases, library / CURRENT):
        with suppress(ReleaseError):
            for place, entry in read_inventory(release).files.items():
                yield entry.sha256, release / place
    yield from ((path.name, path) for path in arrived.iterdir() if "." not in path.name)


def _sound(path: Path, entry: FileEntry, *, quick: bool) -> bool:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != entry.size:
            return False
        if quick:
            return True
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
    except OSError:
        return False


def check_room(plan: Plan, library: Path, arrived: Path) -> None:
    """TransferError where what must come doesn't fit on the disk."""
    there = sum(path.stat().st_size for path in arrived.glob("*.part"))
    need, free = max(plan.bytes - there, 0) + SPARE, shutil.disk_usage(library).free
    if need > free:
        raise TransferError(
            f"The new release needs {need:,} bytes, and {free:,} are free on the disk of {library}. Make room, then "
            "follow again. What is in service is untouched."
        )
