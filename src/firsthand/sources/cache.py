"""What is remembered between two readings of a folder, so that an unchanged file is never read twice.

Everything here can be lost at any moment: what is missing, damaged or of another version is made again. Documents and
the facts about them are kept by their fingerprint for any folder; each folder has one memory of its files and records.
"""

import hashlib
import os
import tempfile
import time
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from firsthand.catalogue.records import Party
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.documents.media import promised
from firsthand.documents.model import Document, Metadata, Remark
from firsthand.documents.readers import READER_VERSION

VERSION = 4
"""Raised whenever the same files would give other records; what was remembered is then forgotten."""

UNUSED_DAYS = 90
_DAY = 86_400
_PRUNED = "pruned"
_FACTS = f"facts-{VERSION}"

Shape = TypeVar("Shape")

_encoder = msgspec.msgpack.Encoder()


class Facts(Struct, frozen=True, omit_defaults=True):
    """What records need to know of a document, without its text."""

    media_type: str = ""
    pages: int | None = None
    duration: float | None = None
    metadata: Metadata = Metadata()
    heading: str | None = None
    """The first heading."""
    language: str | None = None
    remarks: tuple[Remark, ...] = ()
    """What those who read the text should know, and then what only editors should."""
    silent_pages: int = 0
    """Pages on which no text was found."""
    recognition: str | None = None
    """That of the Document: which OCR its scans were given to; None where it has none."""
    refused: str | None = None
    """Why the file could not be read, in a sentence that calls it by `name`; then nothing else is known."""
    name: str | None = None


class Stamp(Struct, frozen=True, array_like=True):
    """What the file system said of a file when its content was hashed."""

    size: int
    modified: int
    """Nanoseconds."""
    changed: int
    """Of its entry in the file system (ctime), in nanoseconds."""
    inode: int
    sha256: str

    def fits(self, status: os.stat_result) -> bool:
        seen = (self.size, self.modified, self.changed, self.inode)
        return seen == (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


class Kept(Struct, frozen=True, omit_defaults=True):
    """A record as it was made from its files."""

    content: dict[str, str]
    """Name of each file -> its SHA-256."""
    context: str
    """What else the record was made with."""
    record: msgspec.Raw
    parties: tuple[Party, ...] = ()
    """Those that only the files speak of."""
    remarks: tuple[Mistake, ...] = ()
    silent_pages: int = 0
    recognition: str | None = None
    """Which OCR the scans of its files were given to; None where they have none."""


class Memory(Struct, omit_defaults=True):
    """What is remembered of one folder; paths are relative to it."""

    version: str = ""
    stamps: dict[str, Stamp] = {}
    records: dict[str, Kept] = {}


def fingerprint(sha256: str, name: str, recognition: str | None = None) -> str:
    """The name of a text: the same bytes, of a file that is named as the same kind, read by the same readers.

    `recognition` is which OCR its scans were given to, where it has any.
    """
    parts = [sha256, str(promised(name)), str(READER_VERSION), *filter(None, [recognition])]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Cache:
    """A directory of the cache. Several processes may use it at once."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else _default()

    def facts(self, name: str) -> Facts | None:
        return self._read(self._place(_FACTS, name), Facts)

    def document(self, name: str) -> Document | None:
        return self._read(self._place("documents", name), Document)

    def keep(self, name: str, facts: Facts, document: Document | None) -> None:
        """Keep a document and its facts: the facts last, so that where they are, the document is too."""
        if document is not None:
            self._write(self._place("documents", name), document)
        self._write(self._place(_FACTS, name), facts)

    def lay(self, name: str, data: bytes) -> Path:
        """Where bytes lie that were made for a release, named by their hash. OSError where they can't be written."""
        place = self._place("made", name)
        if not place.is_file() or place.stat().st_size != len(data):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{name}.{os.getpid()}")
            beside.write_bytes(data)
            beside.replace(place)
        os.utime(place)
        return place

    def memory(self, folder: Path) -> Memory:
        found = self._read(self._memory(folder), Memory)
        return found if found and found.version == _version() else Memory(_version())

    def remember(self, folder: Path, memory: Memory) -> None:
        self._write(self._memory(folder), memory)

    def prune(self, now: float | None = None) -> None:
        """Once a day, drop what nobody has used for `UNUSED_DAYS`."""
        now = time.time() if now is None else now
        mark = self.path / _PRUNED
        try:
            if mark.exists() and now - mark.stat().st_mtime < _DAY:
                return
            mark.touch()
            for place in self.path.glob("*/**/*"):
                if place.is_file() and now - place.stat().st_mtime > UNUSED_DAYS * _DAY:
                    place.unlink(missing_ok=True)
        except OSError:
            return

    def _place(self, room: str, name: str) -> Path:
        return self.path / room / name[:2] / name

    def _memory(self, folder: Path) -> Path:
        return self.path / "folders" / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()

    def _read(self, place: Path, shape: type[Shape]) -> Shape | None:
        try:
            data = place.read_bytes()
            if time.time() - place.stat().st_mtime > _DAY:
                os.utime(place)
            return msgspec.msgpack.decode(data, type=shape)
        except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
            return None

    def _write(self, place: Path, value: object) -> None:
        """Whole or not at all; a cache that cannot be written only costs time."""
        data = _encoder.encode(value)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                Path(name).replace(place)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise
        except OSError:
            return


def _version() -> str:
    return f"{VERSION}.{READER_VERSION}"


def _default() -> Path:
    import platformdirs

    return Path(platformdirs.user_cache_dir("firsthand", appauthor=False))
