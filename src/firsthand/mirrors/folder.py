"""The folder of a mirror: what lies in it, held by one run at a time, and cleared of what doesn't belong to it."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from firsthand.mirrors.record import PART, RECORD, SUMS

LARGEST = (1 << 32) - 1
"""Bytes of a file on FAT32."""


class MirrorError(Exception):
    """A mirror can't be made; the message says why, and what to do."""


@contextmanager
def held(mirror: Path) -> Iterator[None]:
    """Make the folder if need be, and keep other runs out of it. MirrorError where it is something else."""
    if mirror.exists() and not mirror.is_dir():
        raise MirrorError(f"“{mirror}” is a file. Name a folder for the mirror, or a new one.")
    mirror.mkdir(parents=True, exist_ok=True)
    if not (mirror / RECORD).exists() and any(not path.name.endswith(PART) for path in mirror.iterdir()):
        raise MirrorError(f"“{mirror}” holds something that is no mirror. Name an empty folder, or a new one.")
    handle = os.open(mirror, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise MirrorError(f"Another run is writing “{mirror}”. Wait until it has ended.") from None
        yield
    finally:
        os.close(handle)


def look(mirror: Path) -> dict[str, int]:
    """Path in the mirror -> bytes, of every file. MirrorError for a link, through which would be written elsewhere."""
    found: dict[str, int] = {}
    waiting = [(str(mirror), "")]
    while waiting:
        folder, prefix = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    raise MirrorError(f"“{entry.path}” is a link, and may lead out of the mirror. Delete it first.")
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    found[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size
    return found


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def clear(mirror: Path, wanted: set[str], before: set[str]) -> int:
    """Remove what earlier runs have left, and empty folders; how many files that were.

    Files that somebody has put beside those of the mirror stay: a name for a host, a server's settings.
    """
    ours = {file.partition("/")[0] for file in (*wanted, *before) if "/" in file} - {"", ".", ".."}
    removed = 0
    for file in look(mirror):
        stale = file in before or file.endswith(PART) or file.partition("/")[0] in ours
        if stale and file not in wanted and file not in (RECORD, SUMS):
            (mirror / file).unlink(missing_ok=True)
            removed += 1
    for folder in [each for top in ours for each, _, _ in os.walk(mirror / top, topdown=False)]:
        with suppress(OSError):
            os.rmdir(folder)  # noqa: PTH106 - only where it is empty
    return removed
