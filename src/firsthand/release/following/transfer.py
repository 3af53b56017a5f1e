"""How one file travels: in bounded pieces, from where it was cut off, until its size and SHA-256 are right.

It knows nothing of what the files are, nor of who may be believed.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from firsthand.release.following.origins import CutError, MissingError, Origin, TransferError
from firsthand.release.manifest import FileEntry

Result = TypeVar("Result")


class Limits(Struct, frozen=True):
    """What a run may cost."""

    bytes: int = 1 << 40
    """Of a release as it lies on disk."""
    files: int = 2_000_000
    seconds: float = 6 * 3600.0
    patience: float = 60.0
    """Seconds of silence, or of dripping, after which a connection is given up."""
    slowest: int = 512
    """Bytes a second below which it drips."""
    tries: int = 4
    """In a row that bring nothing."""
    pause: float = 0.5
    """Seconds before the first of them; each next one waits twice as long."""


class Meter:
    """What a run has cost so far. Safe to use from several threads."""

    def __init__(self, limits: Limits, moved: Callable[[int], None] | None = None) -> None:
        self.limits = limits
        self.received = 0
        self.allowed: int | None = None
        """Bytes that may come; None before that is known."""
        self._moved = moved or (lambda _: None)
        self._end = time.monotonic() + limits.seconds
        self._lock = threading.Lock()
        self._stopped = False

    def stop(self) -> None:
        """Let all that is under way end at its next piece."""
        self._stopped = True

    def resume(self) -> None:
        self._stopped = False

    def check(self) -> None:
        if self._stopped:
            raise TransferError("It was stopped.")
        if time.monotonic() > self._end:
            raise TransferError(
                f"It took longer than {self.limits.seconds:,.0f} seconds. What has arrived is kept: follow again to go "
                "on."
            )

    def take(self, count: int) -> None:
        """Note bytes that came. TransferError when there are too many, or it takes too long."""
        self.check()
        with self._lock:
            self.received += count
            if self.allowed is not None and self.received > self.allowed:
                raise TransferError(
                    f"More than {self.allowed:,} bytes came, twice what the release needs. The origin is broken."
                )
        self._moved(count)


def fetch_small(origin: Origin, place: str, most: int, meter: Meter) -> bytes:
    """A file whose hash is not known yet, of so many bytes at most; asked for again where it is cut off."""

    def once() -> bytes:
        data = bytearray()
        with origin.read(place, 0) as (_, pieces):
            drip = _Drip(meter.limits)
            for piece in pieces:
                meter.take(len(piece))
                drip.watch(len(piece), place)
                data += piece
                if len(data) > most:
                    raise TransferError(f"{place} is larger than it may be: more than {most:,} bytes.")
        return bytes(data)

    return again(once, meter)


def again(once: Callable[[], Result], meter: Meter) -> Result:
    """What `once` gives, tried again a few times where it is cut off."""
    for number in range(meter.limits.tries):
        meter.check()
        try:
            return once()
        except CutError:
            if number == meter.limits.tries - 1:
                raise
            time.sleep(meter.limits.pause * 2**number)
    raise AssertionError("unreachable")


def fetch(origin: Origin, place: str, entry: FileEntry, goal: Path, meter: Meter) -> None:
    """Bring a file to `goal`, going on where an earlier run or a cut has left off (`goal` with .part).

    TransferError where it can't be had as it should be: it never comes to lie at `goal` then.
    """
    part = goal.with_name(goal.name + ".part")
    wrong = idle = 0
    while True:
        meter.check()
        before = part.stat().st_size if part.exists() else 0
        try:
            if before < entry.size or not part.exists():
                _receive(origin, place, entry, part, min(before, entry.size), meter)
        except CutError:
            idle = 0 if part.exists() and part.stat().st_size > before else idle + 1
            if idle >= meter.limits.tries:
                raise
            time.sleep(meter.limits.pause * 2**idle)
            continue
        if part.stat().st_size == entry.size and _digest(part) == entry.sha256:
            part.chmod(0o444)
            part.replace(goal)
            return
        part.unlink()
        wrong += 1
        if wrong > 1:
            raise TransferError(
                f"{place} came twice, and both times not as the manifest says. The origin's copy is damaged; "
                "try another mirror."
            )


def _receive(origin: Origin, place: str, entry: FileEntry, part: Path, have: int, meter: Meter) -> None:
    """Add to a part until it is whole. CutError where it stays short of that."""
    with origin.read(place, have) as (start, pieces), part.open("r+b" if part.exists() else "w+b") as file:
        file.truncate(start)
        file.seek(start)
        drip = _Drip(meter.limits)
        for piece in pieces:
            meter.take(len(piece))
            drip.watch(len(piece), place)
            if file.tell() + len(piece) > entry.size:
                file.truncate(0)
                raise TransferError(f"{place} is larger than the manifest says: more than {entry.size:,} bytes came.")
            file.write(piece)
        short = entry.size - file.tell()
    if short:
        raise CutError(f"{place} came without its last {short:,} bytes.")


class _Drip:
    """Notices an origin that sends a byte now and then, so as to hold the line for ever."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.since = time.monotonic()
        self.count = 0

    def watch(self, count: int, place: str) -> None:
        self.count += count
        passed = time.monotonic() - self.since
        if passed >= self.limits.patience:
            if self.count < self.limits.slowest * passed:
                raise CutError(f"{place} comes too slowly: {self.count:,} bytes in {passed:.0f} seconds.")
            self.since, self.count = time.monotonic(), 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


__all__ = ["CutError", "Limits", "Meter", "MissingError", "TransferError", "again", "fetch", "fetch_small"]
