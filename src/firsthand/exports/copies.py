"""Every edition of a release as a file in a folder, in the shapes that are wanted; written again only where it changed.

A file of its own in the folder remembers what each copy was made from. It knows nothing of terminals.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand import __version__
from firsthand.catalogue.facets import widen_themes
from firsthand.catalogue.languages import primary
from firsthand.catalogue.reading import COMPOSITION
from firsthand.catalogue.records import Edition, Item, Post, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.exports import imprint
from firsthand.exports.shapes import Shape
from firsthand.exports.volume import Volume
from firsthand.interface import available, interface
from firsthand.release import Release

MEMORY = ".firsthand-export.json"

_NAME = re.compile(r"(?:news/|statements/)?[^/\\.][^/\\]*")

Progress = Callable[[int, int], None]
"""Called with how many copies are done, and how many there are."""


class Wish(Struct, frozen=True):
    """Which editions are wanted, in which shapes; an empty tuple leaves all."""

    shapes: tuple[Shape, ...]
    languages: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    """Slugs; then neither news nor statements."""
    themes: tuple[str, ...] = ()


class Fault(Struct, frozen=True):
    name: str
    message: str


class Copied(Struct):
    """What became of the copies."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    """Of editions that the library no longer has."""
    bytes: int = 0
    """Of those that were written."""
    faults: list[Fault] = []


class _Copy(Struct, frozen=True):
    """What a copy was made from, and its own bytes, as SHA-256."""

    source: str
    content: str


def copy_editions(release: Release, folder: Path, wish: Wish, progress: Progress = lambda _done, _all: None) -> Copied:
    """Write the copies. One that can't be made is passed over and named.

    Raises OSError where the folder can't be written.
    """
    shelves = Shelves(release.collection)
    folder.mkdir(parents=True, exist_ok=True)
    memory = _remembered(folder)
    copied = Copied()
    wanted = list(_wanted(release, shelves, wish))
    try:
        for done, (name, volume, shape) in enumerate(wanted):
            progress(done, len(wanted))
            try:
                memory[name] = _copy(volume, shape, folder / name, memory.get(name), copied)
            except OSError:
                raise
            except Exception as fault:  # noqa: BLE001 - one edition must not cost the others
                copied.faults.append(Fault(name, f"{type(fault).__name__}: {fault}"))
        progress(len(wanted), len(wanted))
        _clear(folder, memory, shelves, copied)
    finally:
        _write(folder / MEMORY, msgspec.json.encode(memory))
    return copied


def _wanted(release: Release, shelves: Shelves, wish: Wish) -> Iterator[tuple[str, Volume, Shape]]:
    for item, edition in _editions(shelves, wish):
        language = primary(edition.language)
        words = interface(language if language in available() else shelves.library.languages[0])
        volume = Volume(release, shelves, item, edition, words, shelves.library.address or "")
        for shape in wish.shapes:
            if shape.offered(volume):
                yield _name(item, edition, shape.ending), volume, shape


def _editions(shelves: Shelves, wish: Wish) -> Iterator[tuple[Item, Edition]]:
    items: Iterable[Item] = shelves.works if wish.works else (*shelves.works, *shelves.posts, *shelves.statements)
    for item in items:
        if wish.works and item.slug not in wish.works:
            continue
        if wish.themes and not set(wish.themes) & set(widen_themes(item.themes, shelves.themes)):
            continue
        for edition in item.editions:
            if not wish.languages or edition.language in wish.languages:
                yield item, edition


def _name(item: Item, edition: Edition, ending: str) -> str:
    """The file's path in the folder; news and statements, whose slugs may be those of works, have folders of theirs."""
    room = "" if isinstance(item, Work) else "news/" if isinstance(item, Post) else "statements/"
    return f"{room}{item.slug}.{edition.language}.{ending}"


def _copy(volume: Volume, shape: Shape, path: Path, before: _Copy | None, copied: Copied) -> _Copy:
    source = _source(volume, shape)
    if before and before.source == source and path.is_file():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        if content == before.content:
            copied.unchanged += 1
            return before
    made = shape.make(volume)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, made)
    copied.written += 1
    copied.bytes += len(made)
    return _Copy(source, hashlib.sha256(made).hexdigest())


def _source(volume: Volume, shape: Shape) -> str:
    """Everything of the release that a copy shows, but for the name of the release itself."""
    collection = volume.release.collection
    told = (
        __version__, COMPOSITION, shape.ending, volume.item, volume.edition.language, collection.library,
        collection.parties, collection.themes, imprint.newer_of(volume),
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def _clear(folder: Path, memory: dict[str, _Copy], shelves: Shelves, copied: Copied) -> None:
    """Take away copies of what is no longer in the library, such as a work that was withdrawn."""
    everything = _editions(shelves, Wish(()))
    there = {_name(item, edition, "") for item, edition in everything}
    for name in [name for name in memory if not any(name.startswith(known) for known in _heads(name, there))]:
        (folder / name).unlink(missing_ok=True)
        del memory[name]
        copied.removed += 1


def _heads(name: str, there: set[str]) -> Iterator[str]:
    """The beginnings of a name that are those of an edition: "slug.fr." of "slug.fr.large.pdf"."""
    parts = name.split(".")
    heads = (".".join(parts[:count]) + "." for count in range(2, len(parts)))
    return (head for head in heads if head in there)


def _remembered(folder: Path) -> dict[str, _Copy]:
    """What was copied before; nothing where that can't be read, so that all is made anew."""
    try:
        found = msgspec.json.decode((folder / MEMORY).read_bytes(), type=dict[str, _Copy])
    except (FileNotFoundError, msgspec.DecodeError):
        return {}
    # Copies that are no longer wanted are removed: no name may lead out of the folder.
    return {name: copy for name, copy in found.items() if _NAME.fullmatch(name)}


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
