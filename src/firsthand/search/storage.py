"""What lies beside every index on disk, whichever engine holds the passages.

    search/
      editions.msgpack        what is the same for all passages of an edition
      thesaurus.msgpack       the concepts that were recognised in the passages
      version.json            which engine holds the passages, and which analysis wrote them

None of these is ever written into: a new one takes the place of the old.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.search import BrokenIndexError, OutdatedIndexError
from firsthand.search.analysis import ANALYSIS

FORMAT = 2
"""Raised whenever the layout of an index changes."""

EDITIONS, THESAURUS, VERSION = "editions.msgpack", "thesaurus.msgpack", "version.json"


class EditionRow(Struct, frozen=True, array_like=True):
    """An edition as the index knows it."""

    number: int
    """Its lasting number in the index."""
    address: str
    title: str
    facets: Mapping[str, tuple[str, ...]]
    by: tuple[str, ...]
    date: str | None
    tags: tuple[str, ...]
    """The languages of its passages, as analysed."""
    passages: int
    state: str = "current"

    @property
    def item(self) -> str:
        return self.address.rpartition("/")[0] or self.address


class Editions(Struct, frozen=True):
    following: int = 0
    """The number that the next new edition gets."""
    rows: tuple[EditionRow, ...] = ()


class Stored(Struct, frozen=True, array_like=True):
    """What is kept of a passage to show it."""

    passage: str
    text: str
    leaf: int
    ordinal: int
    language: str
    headings: tuple[str, ...]
    block: str
    page: str | None
    start: float | None


class Version(Struct, frozen=True):
    """Which engine, layout and analysis an index was written by."""

    engine: str
    format: int
    analysis: int
    stemmer: str
    thesaurus: str = ""
    """SHA-256 of the thesaurus, the beginning of it."""


def write(path: Path, engine: str, editions: Editions, thesaurus: bytes) -> None:
    """Put the tables beside an index, and last of all its version, without which it is not complete."""
    replace(path / EDITIONS, msgspec.msgpack.encode(editions))
    replace(path / THESAURUS, thesaurus)
    replace(path / VERSION, msgspec.json.encode(this_version(engine, thesaurus)) + b"\n")


def replace(file: Path, data: bytes) -> None:
    """Never into a file that may be shared: beside it, then by rename."""
    beside = file.with_name(file.name + ".new")
    with beside.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(file)


def read_editions(path: Path) -> Editions:
    editions: Editions = _decode(path / EDITIONS, msgspec.msgpack.Decoder(Editions))
    return editions


def read_thesaurus(path: Path) -> bytes:
    try:
        return (path / THESAURUS).read_bytes()
    except OSError as fault:
        raise BrokenIndexError(_incomplete(path / THESAURUS)) from fault


def read_version(path: Path) -> Version:
    """Raises BrokenIndexError where there is no index, or its version can't be read."""
    if not path.is_dir() or not any(path.iterdir()):
        raise BrokenIndexError(f"There is no search index in {path}. Publish the library again to make one.")
    try:
        version: Version = _decode(path / VERSION, msgspec.json.Decoder(Version))
    except BrokenIndexError as fault:
        if isinstance(fault.__cause__, msgspec.ValidationError):
            raise _outdated(path) from fault  # the layout of version.json is that of another version
        raise
    return version


def check_version(path: Path, thesaurus: bytes | None = None) -> Version:
    """Raise OutdatedIndexError unless this version can read the index.

    To go on writing it (`thesaurus` is given), stemmers and thesaurus have to be the very same.
    """
    found = read_version(path)
    ours = this_version(found.engine, thesaurus or b"")
    same = (found.format, found.analysis) == (ours.format, ours.analysis)
    if not same or (thesaurus is not None and found != ours):
        raise _outdated(path)
    return found


def _outdated(path: Path) -> OutdatedIndexError:
    return OutdatedIndexError(
        f"The search index in {path} was written by another version of Firsthand or with another thesaurus. Publish "
        "the library again to make it anew."
    )


def _decode(file: Path, decoder: Any) -> Any:
    try:
        return decoder.decode(file.read_bytes())
    except FileNotFoundError as missing:
        raise BrokenIndexError(_incomplete(file)) from missing
    except (OSError, msgspec.MsgspecError) as fault:
        raise BrokenIndexError(
            f"The search index in {file.parent} can't be read: {file.name} is damaged ({fault}). "
            "Publish the library again."
        ) from fault


def _incomplete(file: Path) -> str:
    return f"The search index in {file.parent} is not complete: {file.name} is missing. Publish the library again."


def this_version(engine: str, thesaurus: bytes) -> Version:
    import Stemmer

    named = hashlib.sha256(thesaurus).hexdigest()[:16] if thesaurus else ""
    return Version(engine, FORMAT, ANALYSIS, str(Stemmer.version()), named)
