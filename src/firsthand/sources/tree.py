"""What lies in the folder: the files of each record, without those that no person put there.

Looks at names and kinds only; a link is followed to a file inside the folder and never out of it, nor into what is
private.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.sources.filenames import Name

ROOMS = {"works": "work.toml", "posts": "post.toml", "statements": "statement.toml", "pages": ""}
"""Folder of records -> the name of the file that describes each of them."""

NEGOTIATIONS = "negotiations"
"""The folder of negotiations, which has files of its own kind."""

SIGNATURES = "endorsements.toml"
"""The file beside a statement into which signatures are written that came through the door."""

TABLES = ("library.toml", "parties.toml", "themes.toml")

PRIVATE = "private"
"""The folder in which the desk keeps what nobody else may know. No folder of this name is read, at whatever depth."""

_NOISE = frozenset(("thumbs.db", "desktop.ini", "icon\r", "__macosx"))
_UNFINISHED = (".tmp", ".part", ".crdownload", ".download", "~")


class Unit(Struct, frozen=True):
    """The files of one record."""

    room: str
    slug: str
    path: str
    """Of its folder, relative to the folder that is read."""
    files: tuple[str, ...]
    """Relative to `path`, in order; without the file that describes the record."""
    toml: str | None = None
    """The name of the file that describes the record, where there is one."""
    said: dict[str, Name] | None = None
    """What the names of the files say, where that was found out already."""

    def place(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name


class Tree:
    """A walk through a folder, and the mistakes that it met."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: list[Mistake] = []

    def is_described(self) -> bool:
        """Whether anything in the folder says how it is to be read."""
        if any((self.root / name).is_file() for name in TABLES):
            return True
        described = {**ROOMS, NEGOTIATIONS: "process.toml"}
        return any(next(self.root.glob(f"{room}/*/{name}"), None) for room, name in described.items() if name)

    def units(self) -> Iterator[Unit]:
        """Every record's files, room by room."""
        for room, described in ROOMS.items():
            if (self.root / room / PRIVATE).exists():
                message = f"A folder called “{PRIVATE}” is never published."
                self._wrong(
                    f"{room}/{PRIVATE}", message, "Rename it if it is a record, or move it beside library.toml."
                )
            for entry in self._entries(room):
                place = f"{room}/{entry.name}"
                if not entry.is_dir():
                    message = "This file lies outside the folder of any record."
                    self._wrong(place, message, f"Put it into a folder of its own, such as “{room}/its-name”.")
                elif self._is_slug(entry.name, place):
                    files = tuple(self._files(place))
                    toml = described if described in files else None
                    yield Unit(room, entry.name, place, tuple(name for name in files if name != toml), toml)

    def all_files(self) -> list[str]:
        """Every file at any depth, relative to the folder."""
        return list(self._files(""))

    def beneath(self, place: str) -> list[str]:
        """Every file at any depth of a folder, relative to it."""
        return list(self._files(place))

    def _is_slug(self, name: str, place: str) -> bool:
        try:
            check_slug(name)
        except MalformedError as error:
            self._wrong(place, str(error), "Rename the folder. " + error.remedy)
            return False
        return True

    def _files(self, place: str) -> Iterator[str]:
        """Every file at any depth, relative to `place`, folder by folder."""
        waiting = [""]
        while waiting:
            within = waiting.pop()
            folders = []
            for entry in self._entries("/".join(filter(None, (place, within)))):
                name = f"{within}/{entry.name}" if within else entry.name
                if entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif entry.is_file():
                    yield name
            waiting.extend(reversed(folders))

    def _entries(self, place: str) -> list[os.DirEntry[str]]:
        """The entries of a folder that a person put there, in the order of their names."""
        try:
            with os.scandir(f"{self.root}/{place}") as entries:
                found = [entry for entry in entries if not is_noise(entry.name) and not is_private(entry.name)]
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            self._wrong(place, "A folder was expected here, and this is a file.", "Rename the file or move it away.")
            return []
        except OSError as error:
            message = f"The folder cannot be opened: {error.strerror}."
            self._wrong(place, message, "Give yourself the right to read it.")
            return []
        found.sort(key=lambda entry: entry.name)
        return [entry for entry in found if self._is_sound(entry, f"{place}/{entry.name}" if place else entry.name)]

    def _is_sound(self, entry: os.DirEntry[str], name: str) -> bool:
        try:
            name.encode()
        except UnicodeEncodeError:
            self._wrong(name, "This name is not written in UTF-8.", "Rename it.")
            return False
        return not entry.is_symlink() or self._stays(entry, name)

    def _stays(self, entry: os.DirEntry[str], name: str) -> bool:
        try:
            goal = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):
            self._wrong(name, "This link leads nowhere.", "Take it out, or put the file itself in its place.")
            return False
        is_open = goal.is_relative_to(self.root) and not any(map(is_private, goal.relative_to(self.root).parts))
        if is_open and goal.is_file():
            return True
        message = "This link leads to a folder."
        if not is_open:
            is_inside = goal.is_relative_to(self.root)
            message = "This link leads to what is private." if is_inside else "This link leads out of the folder."
        self._wrong(name, message, "Put the files themselves in its place, so that nothing is published by accident.")
        return False

    def _wrong(self, place: str, message: str, remedy: str) -> None:
        self.mistakes.append(Mistake(printable(place), None, message, remedy))


def is_noise(name: str) -> bool:
    """Whether a file is hidden, a lock, or left there by a system or a program and not by a person."""
    lowered = name.lower()
    return name.startswith((".", "~$")) or lowered in _NOISE or lowered.endswith(_UNFINISHED)


def is_private(name: str) -> bool:
    """Whether a folder is called so that it is never read. Disks may tell capital letters apart or not."""
    return name.casefold() == PRIVATE


def lies_in_private(folder: Path) -> bool:
    """Whether a folder is, or lies in, what is private of a library."""
    around = (folder, *folder.parents)
    return any(is_private(one.name) and any((one.parent / name).is_file() for name in TABLES) for one in around)


def printable(place: str) -> str:
    """A path as it can be printed, whatever bytes its name has."""
    return os.fsencode(place).decode("utf-8", "backslashreplace")
