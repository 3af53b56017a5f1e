"""A library directory: which release is in service, and how another one takes its place in one step.

LIBRARY/current is a symbolic link to the release in service, and LIBRARY/current.json says the same where links don't
travel: to web servers, object stores, memory cards. Names that begin with a dot are work in progress, or
what a build that died left behind; nothing ever reads them, and the next build clears them away.
"""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from firsthand.release.errors import ReleaseError
from firsthand.release.index import INDEX
from firsthand.release.manifest import MANIFEST, Manifest, pointer_to, read_manifest
from firsthand.search import BrokenIndexError, remove_index

CURRENT = "current"
POINTER = "current.json"
PREFIX = "release-"
KEEP = 2
"""How many releases stay beside the one in service, so that a bad one can be undone by hand."""

_STAGING = ".building-"
_REMOVING = ".removing-"


def current(library: Path) -> Path:
    """The directory of the release in service, given a library or a release itself. ReleaseError if there is none."""
    link = library / CURRENT
    try:
        if (library / MANIFEST).exists():
            return library
        if not library.is_dir():
            raise ReleaseError(f"{library} is not there. Make a library first: firsthand publish FOLDER -o {library}")
        if link.exists():
            return link.resolve()
    except OSError as error:
        raise ReleaseError(f"{error.filename or library} can't be read: {error.strerror}.") from error
    if link.is_symlink():
        raise ReleaseError(
            f"{link} leads to {link.readlink()}, which is not there. Let it lead to a release that is, or "
            "delete it and publish again."
        )
    raise ReleaseError(f"{library} holds no release. Make one: firsthand publish FOLDER -o LIBRARY")


@contextmanager
def held(library: Path) -> Iterator[None]:
    """Keep every other build out of a library, which is made if need be.

    The lock belongs to the open file (flock), so the death of this process frees it whatever happens.
    """
    if (library / MANIFEST).exists():
        raise ReleaseError(f"{library} is a release, which never changes. Name the library that it lies in.")
    library.mkdir(parents=True, exist_ok=True)
    handle = os.open(library / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Another build is at work in {library}. Wait until it has ended, then publish again."
            raise ReleaseError(message) from None
        yield
    finally:
        os.close(handle)


@contextmanager
def workplace(library: Path) -> Iterator[Path]:
    """A hidden directory to build in. It is gone afterwards, unless `put_in_service` gave it a name."""
    clear(library)
    path = library / f"{_STAGING}{os.getpid()}"
    path.mkdir()
    try:
        yield path
    finally:
        if path.exists():
            # Under another name: a search engine that was stopped midway may write on by the old one for a moment.
            hidden = path.rename(library / f"{_REMOVING}{os.getpid()}")
            shutil.rmtree(hidden, ignore_errors=True)


def clear(library: Path) -> None:
    """Remove what builds that died have left. Only for who holds the library."""
    for path in library.glob(".*"):
        if path.name.startswith((_STAGING, _REMOVING)):
            if path.is_dir() and not path.is_symlink():
                _remove(path)
            else:
                path.unlink()


def _remove(hidden: Path) -> None:
    """Delete a release that nobody reads, with what its index has elsewhere; what can't be reached stays for now."""
    with suppress(BrokenIndexError):
        remove_index(hidden / INDEX)
        shutil.rmtree(hidden)


def put_in_service(library: Path, built: Path, name: str) -> Path:
    """Name a finished release and switch `current` over to it.

    Both steps are renames, which are atomic: whoever looks sees the old release or the new one. All that the names lead
    to is on disk before they are given, and the names themselves are when this returns. So a power cut, too, finds the
    library with one whole release in service.
    """
    release = library / f"{PREFIX}{name}"
    if release.exists():
        shutil.rmtree(release)
    flush(built)
    built.rename(release)
    link = library / f"{_STAGING}{CURRENT}"
    link.symlink_to(release.name)
    _flush_directory(library)
    link.replace(library / CURRENT)
    beside = library / f"{_STAGING}{POINTER}"
    beside.write_bytes(pointer_to(release))
    beside.replace(library / POINTER)
    _flush_directory(library)
    return release


def flush(directory: Path) -> None:
    """Wait until all that was written under a directory is on disk.

    Thousands of calls of fsync, one for each file and folder, would take longer than all the rest of a build. syncfs
    (Linux) writes out the whole file system in one go, names included, and reports failures since Linux 5.8. Where it
    is missing, each file and folder is flushed by itself: sync() need not wait, by POSIX, and reports nothing.
    """
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        for folder, _, names in os.walk(directory):
            for name in (*names, "."):
                _flush_directory(Path(folder, name))
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        if syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(directory))
    finally:
        os.close(handle)


def _flush_directory(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _manifests(library: Path) -> dict[str, Manifest]:
    """Those of all releases that have one, by the names of the releases."""
    found = {}
    for path in library.glob(f"{PREFIX}*"):
        with suppress(ReleaseError):
            found[path.name] = read_manifest(path)
    return found


def _before(there: dict[str, Manifest], name: str) -> str | None:
    if name not in there:
        return None
    previous = f"{PREFIX}{there[name].previous}"
    older = [each for each, manifest in there.items() if manifest.created < there[name].created]
    return previous if previous in there else max(older, key=lambda each: there[each].created, default=None)


def prune(library: Path, keep: int = KEEP) -> list[str]:
    """Delete all releases but the one in service and the `keep` that came before it; gives the names of those deleted.

    Which came before is told by the manifests and not by the clock; a copy that has skipped some goes on with the
    newest that is older. A release is renamed before it is deleted, so that a half-deleted one is never taken for a
    release.
    """
    wanted: set[str] = set()
    there = _manifests(library)
    name: str | None = current(library).name
    while name is not None and name not in wanted and len(wanted) <= keep:
        wanted.add(name)
        name = _before(there, name)
    return remove(library, sorted(path.name for path in library.glob(f"{PREFIX}*") if path.name not in wanted))


def remove(library: Path, names: list[str]) -> list[str]:
    """Delete releases; gives the names of those deleted. What can't be deleted stays, and is tried again next time."""
    removed = []
    for name in names:
        with suppress(OSError):
            hidden = (library / name).rename(library / f"{_REMOVING}{name}")
            removed.append(name)
            _remove(hidden)
    return removed
