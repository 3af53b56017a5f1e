"""A file of slots to which more come in, and which at every moment is in an order that says nothing of who came first.

Each new slot takes a random place, and the one that was there goes to the end (the "inside-out" shuffle of Fisher and
Yates; Knuth, volume 2, 3.4.2). What is moved is safe on the disk at its new place before its old one is written over.
"""

import fcntl
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from firsthand.sealed.moments import flush_folder, round_times
from firsthand.sealed.slots import SIZES, read_name

_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOATIME", 0)


class Shuffled:
    """A new file of this process's own, locked for as long as it is open. Errors are OSErrors."""

    def __init__(self, folder: Path, day: date, size: int) -> None:
        """`size`: bytes of a slot."""
        kind = next(name for name, each in SIZES.items() if each == size)
        self.day, self.size, self.count = day, size, 0
        self.settled = 0
        """Of the slots, those that nobody counts as on their way any more."""
        self.is_spoiled = False
        """Whether the disk failed in a way after which nothing more is to be written here."""
        while True:
            self.path = folder / f"{day.isoformat()}-{kind}-{secrets.token_hex(8)}.open"
            descriptor = os.open(self.path, _NEW, 0o600)
            if lock(descriptor, self.path):
                break
            os.close(descriptor)
        self._descriptor = descriptor
        flush_folder(folder, day)

    def add(self, slots: Sequence[bytes]) -> None:
        """Done once they are safe. OSError where the disk refuses: then none of them counts."""
        moved = self._place(slots)
        start, end = self.count, self.count + len(slots)
        tail = b"".join(moved.pop(place) for place in range(start, end))
        try:
            self._write(tail, start * self.size)
            self._flush()
        except OSError:
            self.is_spoiled = True
            with suppress(OSError):
                os.ftruncate(self._descriptor, start * self.size)
                self._flush()
                self.is_spoiled = False
            raise
        self.count = end
        if moved:
            self._overwrite(moved)

    def _overwrite(self, moved: dict[int, bytes]) -> None:
        try:
            for place, data in moved.items():
                self._write(data, place * self.size)
            self._flush()
        except OSError:
            self.is_spoiled = True  # what was at these places is at the end as well: nothing is lost
            raise

    def _place(self, slots: Sequence[bytes]) -> dict[int, bytes]:
        """What belongs where after these have come."""
        places: dict[int, bytes] = {}
        for end, slot in enumerate(slots, self.count):
            place = secrets.randbelow(end + 1)
            if place < end:
                places[end] = places[place] if place in places else self._read(place)
            places[place] = slot
        return places

    def _read(self, place: int) -> bytes:
        return os.pread(self._descriptor, self.size, place * self.size)

    def _write(self, data: bytes, start: int) -> None:
        view = memoryview(data)
        while view:
            written = os.pwrite(self._descriptor, view, start)
            view, start = view[written:], start + written

    def _flush(self) -> None:
        round_times(self._descriptor, self.day)
        os.fsync(self._descriptor)

    def finish(self) -> None:
        """Gives it the name of a finished file, and lets go of it."""
        try:
            finish(self._descriptor, self.path)
        finally:
            os.close(self._descriptor)


def lock(descriptor: int, path: Path) -> bool:
    """Whether this process alone now holds a file that still has its name."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        there = path.stat()
    except (BlockingIOError, FileNotFoundError):
        return False
    return (there.st_dev, there.st_ino) == (os.fstat(descriptor).st_dev, os.fstat(descriptor).st_ino)


def finish(descriptor: int, path: Path) -> None:
    """Cuts off what was half written, and renames; an empty file is removed. The caller holds the lock."""
    name = read_name(path.name)
    assert name
    count = os.fstat(descriptor).st_size // name.size
    day = date.fromisoformat(name.day)
    if count:
        os.ftruncate(descriptor, count * name.size)
        round_times(descriptor, day)
        os.fsync(descriptor)
        path.rename(path.with_name(f"{path.name.removesuffix('.open')}-{count:06}.sealed"))
    else:
        path.unlink()
    flush_folder(path.parent, day)


def finish_stale(folder: Path) -> None:
    """Finishes the files of processes that are no more. One that is gone or in use is let be."""
    for path in folder.glob("*.open"):
        if read_name(path.name) is None or path.is_symlink():
            continue
        with suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
            try:
                if lock(descriptor, path):
                    finish(descriptor, path)
            finally:
                os.close(descriptor)
