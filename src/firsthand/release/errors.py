"""What can stop a release from being made or opened, in words for the person who asked for it."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Error as DatabaseError

from firsthand.search import BrokenIndexError


class ReleaseError(Exception):
    """A release that can't be made, opened or trusted. `str(error)` says what happened, where, and what to do."""


ROOM = 1_000_000
"""A disk with fewer free bytes is full: engines reserve more than they write."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def in_words(library: Path) -> Iterator[None]:
    """Say what stopped a build in a library: a disk that is full, a right that is missing, a disk that fails.

    To be entered where what was built so far still lies on the disk, since that tells whether it is full.
    """
    try:
        yield
    except OSError as error:
        raise ReleaseError(_sentence(error, library)) from error
    except (BrokenIndexError, DatabaseError) as error:
        if _fills(error) or shutil.disk_usage(library).free < ROOM:
            raise ReleaseError(_full(library)) from error
        raise ReleaseError(f"{error} What is in service in {library} is untouched.") from error


def _sentence(error: OSError, library: Path) -> str:
    if error.errno in _FULL:
        return _full(library)
    if error.errno in _FORBIDDEN:
        return f"You have no right to write to {error.filename or library}. Ask its owner, or choose another directory."
    place = error.filename or library
    return f"{place}: {error.strerror or error}. What is in service in {library} is untouched."


def _full(library: Path) -> str:
    return f"The disk is full. What is in service in {library} is untouched. Make room, then publish again."


def _fills(error: Exception) -> bool:
    """Whether an engine below us, which has only words for it, has met a full disk."""
    text = str(error).casefold()
    return any(words in text for words in ("no space left", "is full", "file too large", "quota exceeded"))
