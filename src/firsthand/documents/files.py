"""Opening a file that somebody gave: only ordinary files, never one that blocks, and never beyond the size allowed.

Knows the file system; nothing of what files say.
"""

import errno
import os
import stat
from pathlib import Path

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.limits import MEBIBYTE, Limits

_KINDS = (
    (stat.S_ISDIR, "is a folder. Name the files inside it."),
    (stat.S_ISFIFO, "is a pipe and not a file. Save its contents in a file first."),
    (stat.S_ISSOCK, "is a socket and not a file."),
    (stat.S_ISCHR, "is a device and not a file."),
    (stat.S_ISBLK, "is a device and not a file."),
)


def open_file(path: Path, limits: Limits) -> int:
    """A descriptor of an ordinary, non-empty file for reading; the caller closes it.

    Raises UnreadableFileError: missing, forbidden, unsupported (not an ordinary file), empty, too-large.
    """
    try:
        # A device may act on being opened, so we look first; the second look is at what was really opened.
        _check(path, path.stat(), limits)
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY)
    except (OSError, ValueError) as error:
        raise _unopened(path, error) from error
    try:
        _check(path, os.fstat(descriptor), limits)
    except UnreadableFileError:
        os.close(descriptor)
        raise
    return descriptor


def _check(path: Path, status: os.stat_result, limits: Limits) -> None:
    if not stat.S_ISREG(status.st_mode):
        says = next((says for is_kind, says in _KINDS if is_kind(status.st_mode)), "is not a file.")
        raise UnreadableFileError("unsupported", f"“{path.name}” {says}")
    if status.st_size == 0:
        raise UnreadableFileError("empty", f"“{path.name}” is empty. Get it again from its source.")
    if status.st_size > limits.input:
        raise UnreadableFileError(
            "too-large",
            f"“{path.name}” has {status.st_size / MEBIBYTE:,.0f} MB; at most {limits.input / MEBIBYTE:,.0f} MB are "
            "read. Split it, or save it with smaller pictures.",
        )


def _unopened(path: Path, error: OSError | ValueError) -> UnreadableFileError:
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.EACCES, errno.EPERM):
        return UnreadableFileError("forbidden", f"You may not read “{path.name}”. Ask its owner for the right to.")
    if code == errno.ENOENT:
        return UnreadableFileError("missing", f"There is no file “{path.name}” here. Check its name and folder.")
    if code == errno.ENOTDIR:
        return UnreadableFileError("missing", f"“{path.parent.name}” is a file, so nothing lies inside it.")
    if isinstance(error, ValueError):
        return UnreadableFileError("missing", "This name cannot be the name of a file.")
    return UnreadableFileError("forbidden", f"“{path.name}” cannot be opened: {error.strerror}.")


def contents(descriptor: int, limits: Limits) -> bytes:
    """All bytes of an open file, from its start. Raises UnreadableFileError (too-large) where it has grown too far."""
    # Read by places: several processes may share this descriptor, and with it the place of an ordinary read.
    size = os.fstat(descriptor).st_size
    # Asked for more than there is, Python would take that much memory.
    wanted = min(size, limits.input) + 1
    data = os.pread(descriptor, wanted, 0)
    while 0 < len(data) < wanted and (more := os.pread(descriptor, wanted - len(data), len(data))):
        data += more
    if len(data) > limits.input:
        raise UnreadableFileError("too-large", "The file grew while it was read. Wait until it is complete.")
    return data
