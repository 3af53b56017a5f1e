"""Files put in the place of those before in one step, and by one person at a time."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from firsthand.negotiations.errors import WorkroomError


def replace(path: Path, data: bytes, *, private: bool) -> None:
    """Write a file and flush it to the disk before it takes the place of the one before. OSError if it can't be.

    It is for its owner alone if `private`; else for whom the one before was, or for whom files are made here.
    """
    make_folder(path.parent, private=private)
    for left in path.parent.glob(f".{escape(path.name)}.*.new"):  # by somebody who was killed: this one is alone now
        left.unlink(missing_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            if not private and path.exists():
                os.fchmod(handle, stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(handle)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _flush(path.parent)


def make_folder(folder: Path, *, private: bool) -> None:
    """A folder and those around it; for their owner alone if `private`."""
    for each in reversed([folder, *folder.parents]):
        if not each.exists():
            each.mkdir(mode=0o700 if private else 0o777, exist_ok=True)


@contextmanager
def alone(library: Path) -> Iterator[None]:
    """While this lasts nobody else on this machine writes negotiations of a library. The lock dies with its process."""
    try:
        handle = os.open(library, os.O_RDONLY)
    except OSError as error:
        raise WorkroomError(f"“{library}” is no folder of a library: {error.strerror}.") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    except OSError as error:
        name = error.filename or library
        raise WorkroomError(
            f"“{name}” could not be written: {error.strerror}. What was there before is still."
        ) from error
    finally:
        os.close(handle)


def _flush(folder: Path) -> None:
    """A new name in a folder is lasting only once the folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
