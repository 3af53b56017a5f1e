"""What a mirror says of itself: of which release it is, what was asked for, and the SHA-256 of every file in it.

It is written last. So a mirror without it, or with one that is not whole, is one over which a run has died.
"""

from pathlib import Path

import msgspec
from msgspec import Struct

RECORD = "mirror.json"
SUMS = "SHA256SUMS"
"""The same sums as `sha256sum --check` reads them."""

PART = ".part"
"""The end of the name of a file that is being written."""


class Kept(Struct, frozen=True, array_like=True):
    """A file of a mirror."""

    sha256: str
    size: int
    made_of: str
    """Digest of all that it was made from, so that the next run need not make it to know that it is the same."""


class Options(Struct, frozen=True):
    """What was asked for."""

    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    files: bool = True
    shapes: tuple[str, ...] = ("epub", "txt")
    """Endings of the shapes that editions are given in besides their own files."""
    most: int | None = None
    """Bytes that it may have."""
    address: str | None = None
    """Where it will be served."""
    search: bool = True


class LeftOut(Struct, frozen=True):
    """What did not fit."""

    kind: str
    """shape, file or image."""
    count: int
    bytes: int


class Record(Struct, frozen=True):
    format: int
    software: str
    """Version of Firsthand, and a digest of what its pages are made with."""
    release: str
    created: str
    """When the release was made (ISO 8601, UTC)."""
    whole: bool
    """False while a run is under way."""
    options: Options
    left_out: tuple[LeftOut, ...]
    without: tuple[str, ...]
    """SHA-256 of the files that were left out."""
    searchable: bool
    files: dict[str, Kept]
    """Path in the mirror -> what lies there; all but this record and SHA256SUMS."""


FORMAT = 1


def read_record(mirror: Path) -> Record | None:
    """None where there is none, or one that can't be read: then everything is made anew."""
    try:
        found = msgspec.json.decode((mirror / RECORD).read_bytes(), type=Record)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return found if found.format == FORMAT else None


def write_record(mirror: Path, record: Record) -> None:
    """In one step: whoever looks finds the old one or this."""
    if record.whole:
        sums = "".join(f"{kept.sha256}  {name}\n" for name, kept in record.files.items())
        write(mirror / SUMS, sums.encode())
    write(mirror / RECORD, msgspec.json.encode(record) + b"\n")


def write(path: Path, data: bytes) -> None:
    """A file, never half of it: under another name first."""
    part = path.with_name(path.name + PART)
    part.write_bytes(data)
    part.replace(path)
