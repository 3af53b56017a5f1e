"""The manifest: what a release is, and the size and SHA-256 of every file in it. It knows no other file's inside.

A manifest has exactly one spelling, and the release's id ends in a hash of it. So one flipped byte is seen in the
manifest itself too, with or without a signature.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from firsthand.release.errors import ReleaseError

FORMAT = 2
"""Raised when an older Firsthand could no longer read a release rightly."""

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.minisig"


class Counts(Struct, frozen=True):
    works: int = 0
    posts: int = 0
    statements: int = 0
    editions: int = 0
    """Of works, posts, statements and pages."""
    passages: int = 0
    files: int = 0
    """Of all files that the manifest lists."""
    bytes: int = 0


class Manifest(Struct, frozen=True):
    """The manifest without its list of files, which a front has no need to keep in memory."""

    format: int
    id: str
    """The time in UTC and six hexadecimal digits of the manifest's own hash: "20261122T101500Z-ab12cd"."""
    created: datetime
    """To the second, with its time zone (UTC)."""
    previous: str | None
    """Id of the release that was in service when this one was made."""
    composition: int
    """`reading.COMPOSITION` of its texts."""
    counts: Counts


class FileEntry(Struct, frozen=True):
    size: int
    """Bytes."""
    sha256: str


class Inventory(Manifest, frozen=True):
    """The whole manifest."""

    files: dict[str, FileEntry]
    """Path inside the release, parted by "/" and sorted -> what lies there. All but the manifest and its signature."""


def next_moment(before: Manifest | None) -> datetime:
    """The time for a new release: now, but later than the release before, so that copies know which is the newer.

    Where the one before lies more than a day ahead, one of the two clocks was wrong, and now is as good as can be.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    if before and timedelta(0) <= before.created - now < timedelta(days=1):
        return before.created + timedelta(seconds=1)
    return now


class Pointer(Struct, frozen=True):
    """Which release is in service, for those who ask from afar. It is not signed: what it leads to is."""

    id: str
    created: datetime
    manifest: str
    """SHA-256 of the manifest."""


def pointer_to(release: Path) -> bytes:
    data = read_bytes(release)
    manifest = _decode(data, release, Manifest)
    pointer = Pointer(manifest.id, manifest.created, hashlib.sha256(data).hexdigest())
    return msgspec.json.format(msgspec.json.encode(pointer), indent=1) + b"\n"


class _Version(Struct):
    format: int


def stamp(inventory: Inventory) -> Inventory:
    """Give a manifest the id that belongs to its contents."""
    blank = msgspec.structs.replace(inventory, id="")
    digest = hashlib.sha256(encode(blank)).hexdigest()
    return msgspec.structs.replace(inventory, id=f"{inventory.created.astimezone(UTC):%Y%m%dT%H%M%SZ}-{digest[:6]}")


def encode(inventory: Inventory) -> bytes:
    """The one spelling of a manifest: JSON in UTF-8 with one value on a line, so that two can be compared by eye."""
    return msgspec.json.format(msgspec.json.encode(inventory), indent=1) + b"\n"


def read_manifest(release: Path) -> Manifest:
    return _decode(read_bytes(release), release, Manifest)


def read_inventory(release: Path) -> Inventory:
    return decode_inventory(read_bytes(release), release)


def decode_inventory(data: bytes, release: Path | str) -> Inventory:
    """A manifest from its bytes. ReleaseError, which names `release`, where they are none."""
    return _decode(data, release, Inventory)


def read_bytes(release: Path) -> bytes:
    """The manifest as it lies on disk. ReleaseError where there is none to be read."""
    try:
        return (release / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ReleaseError(f"{release} is not a release: it has no {MANIFEST}.") from None
    except OSError as error:
        raise ReleaseError(f"{release / MANIFEST} can't be read: {error.strerror}.") from error


_Form = TypeVar("_Form", bound=Manifest)


def _decode(data: bytes, release: Path | str, form: type[_Form]) -> _Form:
    try:
        version = msgspec.json.decode(data, type=_Version).format
        if version > FORMAT:
            raise ReleaseError(
                f"{release} was made by a newer Firsthand (format {version}; this one reads up to {FORMAT}). "
                "Update Firsthand on this machine."
            )
        manifest = msgspec.json.decode(data, type=form)
        if manifest.created.utcoffset() != timedelta(0):
            raise msgspec.ValidationError("its time is not in UTC")
        return manifest
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReleaseError(
            f"{release}/{MANIFEST} is damaged ({error}). Take the release from a copy, or publish it again."
        ) from error
