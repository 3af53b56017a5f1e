"""How an edition's text lies on disk: a ZIP of its contents and its leaves, each read by itself.

Times inside the ZIP are fixed, so that the same reading gives the same bytes wherever it is made.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from firsthand.catalogue.reading import Contents, Leaf, Reading
from firsthand.release.errors import ReleaseError

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can say."""

LARGEST = 64 << 20
"""Bytes of one part as it is read; no leaf and no table of contents comes near it."""

_encoder = msgspec.json.Encoder()
_contents = msgspec.json.Decoder(Contents)
_leaf = msgspec.json.Decoder(Leaf)


def place(fingerprint: str) -> str:
    """Where the text with this fingerprint lies in a release."""
    return f"texts/{fingerprint[:2]}/{fingerprint}.zip"


def pack(reading: Reading) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "contents.json", _encoder.encode(reading.contents))
        for leaf in reading.leaves:
            _put(archive, f"{leaf.number}.json", _encoder.encode(leaf))
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o444 << 16
    archive.writestr(entry, data)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """FileNotFoundError if there is no such text, KeyError if a part is asked for that it doesn't have."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, msgspec.DecodeError) as error:
        message = f"{path} is damaged ({error}). Take the release from a copy, or publish all of it afresh."
        raise ReleaseError(message) from error


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part. Few bytes on disk may claim to be more than memory holds, in a release that came from outside."""
    entry = archive.getinfo(name)
    if entry.file_size > LARGEST:
        raise zipfile.BadZipFile(f"{name} is larger than any text has it")
    return archive.read(entry)


def read_contents(path: Path) -> Contents:
    with _opened(path) as archive:
        return _contents.decode(_read(archive, "contents.json"))


def read_leaf(path: Path, number: int) -> Leaf:
    """KeyError if there is no such leaf."""
    with _opened(path) as archive:
        return _leaf.decode(_read(archive, f"{number}.json"))


def read_leaves(path: Path) -> tuple[Leaf, ...]:
    """Every leaf in order."""
    with _opened(path) as archive:
        numbers = range(1, len(archive.namelist()))
        return tuple(_leaf.decode(_read(archive, f"{number}.json")) for number in numbers)
