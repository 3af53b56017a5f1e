"""Time, never finer than a day: which day it is, and files that tell no more."""

import os
from datetime import UTC, date, datetime
from pathlib import Path


def today() -> date:
    """In UTC, the same for everybody."""
    return datetime.now(UTC).date()


def round_times(path: Path | int, day: date | None = None) -> None:
    """Sets the times of reading and changing to midnight (UTC) of a day.

    The time at which the file system itself noted a change (ctime) can't be set by any program.
    """
    midnight = datetime.combine(day or today(), datetime.min.time(), UTC).timestamp()
    os.utime(path, (midnight, midnight))


def flush_folder(folder: Path, day: date | None = None) -> None:
    """Makes the names in a folder safe on the disk, and its time that of a day."""
    round_times(folder, day)
    descriptor = open_unnoticed(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def open_unnoticed(path: Path, flags: int) -> int:
    """A descriptor by which reading leaves no time behind, where the system and the file's owner allow that."""
    try:
        return os.open(path, flags | getattr(os, "O_NOATIME", 0))
    except PermissionError:
        return os.open(path, flags)
