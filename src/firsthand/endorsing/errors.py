"""What can stop the coordinators' work, in words for them. It never repeats what a signer has written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class DeskError(Exception):
    """`str(error)` says what happened, to which file, and what to do. Nothing that was written before is lost."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def in_words(place: Path) -> Iterator[None]:
    """Say in a sentence what kept files in `place` from being read or written."""
    try:
        yield
    except OSError as error:
        raise DeskError(_sentence(error, place)) from error


def _sentence(error: OSError, place: Path) -> str:
    where = error.filename or place
    if error.errno in _FULL:
        return f"The disk of “{place}” is full. What was there is untouched. Make room, then do the same again."
    if error.errno in _FORBIDDEN:
        return f"You have no right to “{where}”. Ask whoever it belongs to, or choose another folder."
    if isinstance(error, FileNotFoundError):
        return f"There is no “{where}”. Check the name."
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return f"“{where}” is a file. Name the folder in which it lies."
    return f"“{where}”: {error.strerror or 'unusable'}. What was there is untouched."
