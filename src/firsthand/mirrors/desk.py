"""A process that makes files of a mirror: its library opened once, its links known, and one task after another."""

import hashlib
import os
import shutil
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.front.opened import Opened
from firsthand.mirrors.assets import Asset, content
from firsthand.mirrors.links import Links, page_file
from firsthand.mirrors.own import OWN, Told, own_page
from firsthand.mirrors.pages import Place, Writer
from firsthand.mirrors.record import PART, LeftOut, Options
from firsthand.mirrors.searching import write_texts
from firsthand.mirrors.selection import Choice, open_selection
from firsthand.release import ReleaseError


class UnmadeError(Exception):
    """A page or file of the mirror could not be made; the message says which, and why."""


class Order(Struct, frozen=True):
    """What all files of a mirror have in common."""

    release: Path
    choice: Choice
    options: Options
    mirror: Path
    there: Path
    """A file with a dictionary in MessagePack: address on the front -> file in the mirror."""
    left_out: tuple[LeftOut, ...] = ()
    searchable: bool = False


class Made(Struct, frozen=True):
    """A file that is as it should be now."""

    file: str
    sha256: str
    size: int
    written: bool
    """False where the same was there already."""


class Task(Struct, frozen=True):
    """Pages or other files to be made, with the SHA-256 of what is there under the name of each."""

    places: tuple[Place, ...] = ()
    assets: tuple[Asset, ...] = ()
    there: tuple[str, ...] = ()


class Desk:
    def __init__(self, order: Order, opened: Opened) -> None:
        self.order, self.opened = order, opened
        self.site = site_of(self.opened, order.options)
        there = msgspec.msgpack.decode(order.there.read_bytes(), type=dict[str, str])
        self.links = Links(self.opened, there, self.opened.library.address or "")
        self.writer = Writer(self.opened)
        self.told = Told(order.options, order.left_out, order.searchable)
        self.hand = Hand(order.mirror)

    def make(self, task: Task) -> list[Made]:
        """Raises UnmadeError, ReleaseError and OSError."""
        made = []
        things: tuple[Place | Asset, ...] = (*task.places, *task.assets)
        for thing, there in zip(things, task.there, strict=True):
            try:
                made.append(self.hand.put(*self.file(thing), there))
            except (ReleaseError, OSError):
                raise
            except Exception as error:
                raise UnmadeError(f"{thing.address} can’t be made: {type(error).__name__}: {error}.") from error
        return made

    def file(self, thing: Place | Asset) -> tuple[str, bytes | Path]:
        """Its name and what is in it."""
        if isinstance(thing, Place):
            return page_file(thing.path, thing.query), self.page(thing)
        return thing.file, content(self.opened, thing, self.site)

    def page(self, place: Place) -> bytes:
        file = page_file(place.path, place.query)
        if place.kind in OWN:
            html = self.writer.render(own_page(self.opened, place, self.told), place)
        else:
            html = self.writer.write(place).html
        return self.links.rewrite(html, file).encode()


class Hand:
    """Puts files where they belong, and makes each folder once."""

    def __init__(self, mirror: Path) -> None:
        self._mirror = mirror
        self._folders: set[str] = set()

    def put(self, file: str, made: bytes | Path, there: str) -> Made:
        """See to it that a file has these bytes, or those of a file of the release; `there` is the SHA-256 it has."""
        path = f"{self._mirror}/{file}"
        self._make_folder(path.rpartition("/")[0])
        if isinstance(made, Path):
            return _link(file, Path(path), made, there)
        sha256 = hashlib.sha256(made).hexdigest()
        if sha256 != there:
            part = f"{path}{PART}"
            with open(part, "wb", buffering=0) as stream:  # noqa: PTH123 - thousands of times
                stream.write(made)
            os.replace(part, path)  # noqa: PTH105
        return Made(file, sha256, len(made), sha256 != there)

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        try:
            os.mkdir(folder)  # noqa: PTH102 - thousands of times
        except FileExistsError:
            pass
        except FileNotFoundError:
            self._make_folder(folder.rpartition("/")[0])
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - another process may have been quicker
        self._folders.add(folder)


def _link(file: str, path: Path, source: Path, there: str) -> Made:
    """By a hard link, which takes no room, where the file system can; a release never changes."""
    size = source.stat().st_size
    sha256 = source.name
    if sha256 == there:
        return Made(file, sha256, size, written=False)
    part = path.with_name(path.name + PART)
    part.unlink(missing_ok=True)
    try:
        part.hardlink_to(source)
    except OSError:
        shutil.copyfile(source, part)
    part.replace(path)
    return Made(file, sha256, size, written=True)


def open_for(release: Path, choice: Choice, options: Options) -> Opened:
    """The release as it is to be mirrored; what pages that follow one another share is kept for a while."""
    opened = open_selection(release, choice)
    opened.shapes = options.shapes
    opened.leaf = lru_cache(8)(opened.leaf)  # type: ignore[method-assign]
    opened.contents = lru_cache(512)(opened.contents)  # type: ignore[method-assign]
    if options.address and not opened.library.address:
        opened.library = msgspec.structs.replace(opened.library, address=options.address)
        opened.release.collection = msgspec.structs.replace(opened.release.collection, library=opened.library)
    return opened


def site_of(opened: Opened, options: Options) -> str:
    """Where the mirror is served: as told, or else at the library's own address; empty where none is known."""
    return (options.address or opened.library.address or "").rstrip("/")


def perform(order: Order, task: Task) -> list[Made]:
    """Make the files of a task. Runs in a process of a pool."""
    return _desk(order).make(task)


def extract(order: Order, folder: Path, tongues: tuple[str, ...], items: tuple[str, ...]) -> int:
    """Write the texts of items down for some indexes of the search. Runs in a process of a pool."""
    return sum(write_texts(_desk(order).opened, about, folder, tongues) for about in items)


@lru_cache(1)
def _desk(order: Order) -> Desk:
    return Desk(order, open_for(order.release, order.choice, order.options))
