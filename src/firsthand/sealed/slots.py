"""The files of an inbox and their names: slots of one size, one after the other, so that damage costs only its own.

`<day>-<small|large>-<random>.open` is being written by a process that holds a lock on it; `….sealed` is finished, and
has the count of its slots in its name, so that those which are cut off are missed.
"""

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import blake2b
from itertools import repeat
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from firsthand.sealed.envelope import LARGE, SMALL, SUM, UNMARKED, is_sound, open_slot, read_label
from firsthand.sealed.errors import SealedError, UnwritableError
from firsthand.sealed.items import Opened
from firsthand.sealed.keys import SecretKey
from firsthand.sealed.moments import open_unnoticed

_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d)-(small|large)-([0-9a-f]{16})(?:-(\d{6,8}))?[ ()\w-]{0,20}\.(open|sealed)", re.ASCII
)
SIZES = {"small": SMALL, "large": LARGE}
_MOST_MISSED = 100_000
"""Slots of an inbox that are named as missing. Names are easily forged: a thousand empty files could ask for billions.
"""


class Name(Struct, frozen=True):
    """What the name of a file tells."""

    text: str
    day: str
    """ISO 8601."""
    size: int
    """Bytes of each slot."""
    count: int | None
    """How many slots it had when it was finished; None while it is being written."""
    is_open: bool


class Slot(Struct, frozen=True):
    """As it lies on the disk, perhaps damaged, or, where it is missed, empty."""

    day: str
    """On which it came (ISO 8601)."""
    file: str
    """Name of its file."""
    number: int
    """Its place there, from 1."""
    data: bytes


class Lost(Struct, frozen=True):
    """A slot that could not be opened, and why."""

    file: str
    number: int
    error: SealedError


def read_name(text: str) -> Name | None:
    """None where it isn't the name of a file of slots."""
    match = _NAME.fullmatch(text)
    if match is None:
        return None
    day, size, _, count, state = match.groups()
    try:
        date.fromisoformat(day)
    except ValueError:
        return None
    is_open = state == "open"
    return Name(text, day, SIZES[size], None if is_open or count is None else int(count), is_open)


def list_names(folder: Path) -> list[Name]:
    """The files of slots in a folder, by name; none where there is no folder."""
    try:
        descriptor = open_unnoticed(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return []
    try:
        with os.scandir(descriptor) as entries:
            found = [read_name(each.name) for each in entries if each.is_file(follow_symlinks=False)]
    finally:
        os.close(descriptor)
    return sorted((name for name in found if name), key=lambda name: name.text)


def read_slots(folder: Path) -> Iterator[Slot]:
    """Every slot of an inbox or of a copy of one, also while it is being written; of copies, one.

    Damaged slots are given as they are, missed ones empty; `open_slot` says so of each. UnwritableError where a file
    can't be read.
    """
    seen: set[bytes] = set()
    done: set[str] = set()
    missed = 0
    while names := [name for name in _list_or_say(folder) if name.text not in done]:
        for name in names:
            done.add(name.text)
            for slot in _read_file(folder, name, _MOST_MISSED - missed):
                missed += not slot.data
                if not _is_copy(slot.data, seen):
                    yield slot


def _list_or_say(folder: Path) -> list[Name]:
    try:
        return list_names(folder)
    except OSError as error:
        raise UnwritableError(
            f"{folder} can't be read ({error.strerror}). Give the folder of an inbox, and the right to read it."
        ) from error


def read_items(folder: Path, secrets: Iterable[SecretKey]) -> Iterator[Opened | Lost]:
    """All that lies in an inbox, opened, and what could not be. Of a form that was kept twice, the first."""
    keys = tuple(secrets)
    seen: set[tuple[bytes, bytes]] = set()
    for slot in read_slots(folder):
        try:
            opened = open_slot(slot.data, keys, slot.day)
        except SealedError as error:
            yield Lost(slot.file, slot.number, error)
            continue
        form = (read_label(slot.data).spent, blake2b(msgspec.msgpack.encode(opened.item), digest_size=16).digest())
        if form[0] == UNMARKED or form not in seen:
            seen.add(form)
            yield opened


def list_sums(path: Path, size: int) -> list[bytes]:
    """The checksums of the sound slots in a file of slots of `size` bytes: their names alone could be put on others."""
    with open_file(path) as file:
        return [data[-SUM:] for data in iter(lambda: file.read(size), b"") if is_sound(data)]


def read_tags(folder: Path, name: Name) -> Iterator[bytes]:
    """The spent tags in a file, unchecked; nothing when it is gone by now."""
    try:
        with open_file(folder / name.text) as file:
            for number in range(os.fstat(file.fileno()).st_size // name.size):
                tag = os.pread(file.fileno(), 16, number * name.size + 28)
                if len(tag) == 16 and tag != UNMARKED:
                    yield tag
    except FileNotFoundError:
        return


def open_file(path: Path) -> BinaryIO:
    """For reading; no time is left behind, and no link followed."""
    return os.fdopen(open_unnoticed(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")


def _read_file(folder: Path, name: Name, most_missed: int) -> Iterator[Slot]:
    number = 0
    try:
        with open_file(folder / name.text) as file:
            while data := file.read(name.size):
                if name.is_open and len(data) < name.size:
                    break  # the tail of a write that was never acknowledged
                number += 1
                yield Slot(name.day, name.text, number, data)
    except FileNotFoundError:
        return  # finished or collected meanwhile; under its new name it is read in the next round
    except OSError as error:
        raise UnwritableError(
            f"{folder / name.text} can't be read ({error.strerror}). Copy it from a sound disk, or set it aside."
        ) from error
    missed = min((name.count or 0) - number, most_missed)
    for more, data in zip(range(missed), repeat(b""), strict=False):
        yield Slot(name.day, name.text, number + 1 + more, data)


def _is_copy(data: bytes, seen: set[bytes]) -> bool:
    """Whether the very same sound slot was seen; of damaged ones, never.

    Its name and its tag say nothing of that: whoever has seized the server can put both on slots of their own, to have
    the true ones left out that were fetched before. That one form was kept twice, the desk sees by what is in it.
    """
    if not is_sound(data):
        return False
    if data[-SUM:] in seen:
        return True
    seen.add(data[-SUM:])
    return False
