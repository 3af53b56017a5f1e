"""The files of an inbox go to another machine: listed, read, kept there, and erased here once that is safe.

What is copied stays sealed. Neither side trusts names or bytes of the other.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from firsthand.sealed.errors import DamagedError, SealedError, UnwritableError
from firsthand.sealed.moments import flush_folder, round_times
from firsthand.sealed.slots import list_names, list_sums, open_file, read_name

_CHUNK = 1 << 18
LARGEST = 1 << 30
"""Bytes of a file that is taken over."""


class Held(Struct, frozen=True):
    """A file of slots."""

    name: str
    size: int
    """Bytes."""
    is_open: bool
    """Whether it is still being written: then it can be copied, but not erased yet."""


def list_held(folder: Path) -> list[Held]:
    """The files that can be copied now, by name."""
    held = []
    for name in list_names(folder):
        try:
            held.append(Held(name.text, (folder / name.text).stat().st_size, name.is_open))
        except FileNotFoundError:
            continue  # finished a moment ago; it is in the next list under its new name
    return held


def read_held(folder: Path, name: str) -> Iterator[bytes]:
    """The bytes of one of these files, in pieces. SealedError where there is none of that name (any longer)."""
    path = _path_of(folder, name)
    try:
        file = open_file(path)
    except OSError:
        raise SealedError(
            f"There is no {path.name} any longer: it was finished or erased. Ask for the list again."
        ) from None
    return _pieces_of(file)


def _pieces_of(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_CHUNK):
            yield piece


def keep_held(folder: Path, name: str, pieces: Iterable[bytes]) -> bytes:
    """Writes a file that was read elsewhere, and gives the digest of it, once it is safe on the disk.

    What is there of that name is replaced only if every sound slot of it is in the new one; otherwise both are kept.
    SealedError where the name is none of an inbox or the file too large, UnwritableError where the disk refuses.
    """
    path = _path_of(folder, name)
    aside = folder / f".{secrets.token_hex(8)}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            digest = _write(aside, pieces)
            found = read_name(name)
            assert found
            if path.exists() and not set(list_sums(path, found.size)) <= set(list_sums(aside, found.size)):
                path = path.with_stem(f"{path.stem} {secrets.token_hex(4)}")
            round_times(aside)
            aside.rename(path)
        finally:
            aside.unlink(missing_ok=True)
        flush_folder(folder)
    except OSError as error:
        raise UnwritableError(
            f"{path} can't be written ({error.strerror}). Look at the rights on the folder and the space on its disk, "
            "and collect again; nothing was erased."
        ) from error
    return digest


def _write(path: Path, pieces: Iterable[bytes]) -> bytes:
    digest, size = blake2b(digest_size=32), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
            size += len(piece)
            if size > LARGEST:
                raise SealedError(f"A file of the inbox is larger than {LARGEST >> 20} MB. Collect it by other means.")
        file.flush()
        os.fsync(file.fileno())
    return digest.digest()


def digest_held(pieces: Iterable[bytes]) -> bytes:
    """BLAKE2b-256 of a file, which its collector gives to have it erased."""
    digest = blake2b(digest_size=32)
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def erase_held(folder: Path, name: str, digest: bytes) -> bool:
    """Erases a finished file of which its collector has every byte; False where it has none of that name.

    DamagedError where the bytes differ, SealedError while it is being written, UnwritableError where the disk refuses.
    """
    path = _path_of(folder, name)
    if path.suffix == ".open":
        raise SealedError(f"{name} is still being written. Collect again tomorrow; it can be erased then.")
    if not path.is_file():
        return False
    if not secrets.compare_digest(digest_held(read_held(folder, name)), digest):
        raise DamagedError(f"{name} is not the same here and there. Collect it again before it is erased.")
    try:
        path.unlink(missing_ok=True)
        flush_folder(folder)
    except OSError as error:
        raise UnwritableError(
            f"{path} can't be erased ({error.strerror}). Give the server's user rights on it."
        ) from error
    return True


def _path_of(folder: Path, name: str) -> Path:
    found = read_name(name)
    if found is None or (folder / name).is_symlink():
        raise SealedError("That is not the name of a file of an inbox. Ask for the list again.")
    return folder / name
