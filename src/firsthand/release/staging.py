"""A release while it is built: files written anew or taken over from the release before, and the list of them all."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from firsthand.release.errors import ReleaseError
from firsthand.release.manifest import FileEntry, Inventory

CHUNK = 1 << 20


class Staging:
    """The files of a release to be. `path` is its directory, `files` becomes the list in its manifest.

    A file that is taken over is a hard link to the same file of the previous release, and its hash is the one that the
    previous manifest gives: it was computed from the bytes as they were written, and nothing writes to them afterwards.
    (Bytes that a disk has spoilt since are what `verify` is for.)
    """

    def __init__(self, path: Path, previous: Path | None, inventory: Inventory | None) -> None:
        self.path = path
        self.files: dict[str, FileEntry] = {}
        self.previous = previous
        self._before = inventory.files if inventory else {}
        self._folders: set[str] = set()

    def take_over(self, place: str) -> bool:
        """Take a file from the previous release; False if it isn't there."""
        entry = self._before.get(place)
        if entry is None or self.previous is None:
            return False
        try:
            link(f"{self.previous}/{place}", self._open(place))
        except FileNotFoundError:
            return False
        self.files[place] = entry
        return True

    def write(self, place: str, data: bytes) -> None:
        with _new(self._open(place)) as file:
            file.write(data)
        self.files[place] = FileEntry(len(data), hashlib.sha256(data).hexdigest())

    def copy(self, place: str, source: Path, sha256: str) -> None:
        """Copy a file of the editor's: a link to it would let the next change of it change the release."""
        digest, size = hashlib.sha256(), 0
        try:
            original = source.open("rb")
        except OSError as error:
            raise ReleaseError(f"{source} can't be read: {error.strerror}. Publish again when it can be.") from error
        with original, _new(self._open(place)) as file:
            while chunk := original.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        if digest.hexdigest() != sha256:
            raise ReleaseError(f"{source} was changed while it was being published. Publish again.")
        self.files[place] = FileEntry(size, sha256)

    def list_folder(self, folder: str) -> None:
        """Enter the files that someone else has written under a folder, such as the search index."""
        for path in sorted((self.path / folder).rglob("*")):
            if path.is_file():
                self.list_file(path.relative_to(self.path).as_posix())

    def list_file(self, place: str) -> None:
        """Enter a file that someone else has written; one that is a link to the previous release's isn't read again."""
        path, before = self.path / place, self._before.get(place)
        if before and self.previous and _same(path, self.previous / place):
            self.files[place] = before
            return
        path.chmod(path.stat().st_mode | 0o444)  # engines write some for their owner alone, and others serve them
        with path.open("rb") as file:
            self.files[place] = FileEntry(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())

    def _open(self, place: str) -> str:
        """The path of a place whose folder is there."""
        folder = place.rpartition("/")[0]
        if folder not in self._folders:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.path}/{place}"


def link(old: str, new: str) -> None:
    """Hard-link a file, or copy it where the file system has no hard links or no more of them for this file."""
    try:
        os.link(old, new)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(old, new)


def _same(path: Path, other: Path) -> bool:
    return other.exists() and path.samefile(other)


def _new(path: str) -> BinaryIO:
    """Files of a release are read-only: releases share them, so a change of one would change all."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb")
