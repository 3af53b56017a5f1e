"""A library, or a selection of it, as one ZIM file (openZIM) for Kiwix: pages, pictures, and a full-text index.

It is written under another name and gets its own when it is whole.
"""

import fcntl
import hashlib
import mimetypes
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import autonym
from firsthand.mirrors.assets import Asset, assets, content
from firsthand.mirrors.digests import software
from firsthand.mirrors.folder import MirrorError
from firsthand.mirrors.links import page_file
from firsthand.mirrors.own import Door, Root
from firsthand.mirrors.pages import Place, places
from firsthand.mirrors.selection import Choice
from firsthand.mirrors.zim.header import seal
from firsthand.mirrors.zim.metadata import SIZE, illustration, languages, metadata
from firsthand.mirrors.zim.pages import Bench, Leafed, Order, open_bare, perform, redirects
from firsthand.pools import Fallen, open_pool
from firsthand.release.library import current

if TYPE_CHECKING:
    from libzim.writer import Creator

Progress = Callable[[str, int, int], None]
"""Gets a stage (pages, files), what is done of it, and of how much."""

AT_ONCE = 32
"""Pages of one task."""
FEW = 64
"""So many pages are made in this process, which is quicker than to start others."""
WORKERS = 2
"""Threads that compress."""
ROOT = "index.html"
HIDDEN = ".firsthand-zim-"
KINDS = ("static", "file", "image", "letter")
"""Of assets; all others are answers to programs, which don't read ZIM files."""


class Zimmed(Struct, frozen=True):
    """What came of it."""

    release: str
    pages: int
    files: int
    redirects: int
    bytes: int
    languages: tuple[str, ...]
    """ISO 639-3; the index knows the inflections of the first."""


def write_zim(
    library: Path, path: Path, choice: Choice, *, jobs: int | None = None, progress: Progress = lambda *_: None
) -> Zimmed:
    """Write the ZIM file of a library, or of one release. A file that has the name already stays until it is replaced.

    Raises MirrorError, ReleaseError, NothingChosenError, PoolError and OSError; nothing half is left behind.
    """
    try:
        from firsthand.mirrors.zim import entries
    except ModuleNotFoundError as missing:
        message = "libzim is not installed. Install it with: pip install 'firsthand[offline]'"
        raise MirrorError(message) from missing
    if path.is_dir() or not path.parent.is_dir():
        raise MirrorError(f"“{path}” can't be a ZIM file: name a file in a folder that is there, such as library.zim.")
    with ExitStack() as stack:
        folder = stack.enter_context(_workplace(path.parent))
        run = _Run(current(library), choice, folder, jobs, progress)
        stack.callback(run.opened.retire)
        part = folder / "part.zim"
        told = languages(run.opened)
        run.fill(entries.begin(part, told[0], WORKERS))
        seal(part, run.identity)
        part.replace(path)
    return Zimmed(run.opened.release.id, run.pages, run.files, run.redirects, path.stat().st_size, told)


@contextmanager
def _workplace(beside: Path) -> Iterator[Path]:
    """A hidden folder to write in, held while it is needed; those of runs that died are cleared away."""
    for left in beside.glob(f"{HIDDEN}*"):
        with suppress(OSError), _held(left):
            shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=HIDDEN, dir=beside) as name, _held(Path(name)):
        yield Path(name)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """A lock that the death of this process frees; OSError where another has it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


class _Run:
    """One file in the making."""

    def __init__(self, release: Path, choice: Choice, folder: Path, jobs: int | None, progress: Progress) -> None:
        self.choice, self.jobs, self.progress = choice, jobs, progress
        self.opened: Opened = open_bare(release, choice)
        self.places = list(places(self.opened))
        self.assets = [each for each in assets(self.opened) if each.kind in KINDS and not each.file.endswith(".js")]
        there = folder / "there"
        there.write_bytes(msgspec.msgpack.encode(self._there()))
        self.order = Order(release.resolve(), choice, there)
        self.bench = Bench(self.order, self.opened)
        self.pages = self.files = self.redirects = 0

    def _there(self) -> dict[str, str]:
        found = {place.address: page_file(place.path, place.query) for place in self.places}
        return found | {asset.address: asset.file for asset in self.assets}

    @property
    def identity(self) -> bytes:
        """The same for the same release, choice and software (version 8 of a UUID, RFC 9562)."""
        of = msgspec.msgpack.encode((self.opened.release.id, self.choice, software()))
        made = bytearray(hashlib.sha256(of).digest()[:16])
        made[6], made[8] = made[6] & 0x0F | 0x80, made[8] & 0x3F | 0x80
        return bytes(made)

    def fill(self, creator: "Creator") -> None:
        from firsthand.mirrors.zim.entries import FileItem, PageItem

        creator.set_mainpath(self._main())
        with creator:
            for name, value in metadata(self.opened, self.choice).items():
                creator.add_metadata(name, value)
            creator.add_illustration(SIZE, illustration())
            for page in self._leafed():
                creator.add_item(PageItem(page))
                self.pages += 1
                self.progress("pages", self.pages, len(self.places))
            for asset in self.assets:
                creator.add_item(FileItem(asset.file, _media_type(self.opened, asset), content(self.opened, asset)))
                self.files += 1
                self.progress("files", self.files, len(self.assets))
            for lasting, title, target in redirects(self.opened):
                creator.add_redirection(lasting, title, target, {})
                self.redirects += 1

    def _main(self) -> str:
        tags = self.opened.languages
        return ROOT if len(tags) > 1 else page_file(f"/{tags[0]}/")

    def _leafed(self) -> Iterator[Leafed]:
        if len(self.opened.languages) > 1:
            yield self._root()
        tasks = [tuple(self.places[start : start + AT_ONCE]) for start in range(0, len(self.places), AT_ONCE)]
        if len(self.places) <= FEW or self.jobs == 1:
            for task in tasks:
                yield from map(self.bench.leafed, task)
            return
        with open_pool("local", count=self.jobs) as pool:
            for number, result in pool.map(partial(perform, self.order), tasks, ordered=True):
                if isinstance(result, Fallen):
                    raise MirrorError(f"The process that wrote {tasks[number][0].path} and what follows it has died.")
                yield from result

    def _root(self) -> Leafed:
        """The door to each language."""
        tags = self.opened.languages
        view = View("root.html", Root(tuple(Door(tag, f"/{tag}/", autonym(tag)) for tag in tags)), "")
        html = self.bench.writer.render(view, Place("home", f"/{tags[0]}/"))
        title = metadata(self.opened, self.choice)["Title"]
        return Leafed(ROOT, title, self.bench.bare(html, ROOT), "", suggested=False)


def _media_type(opened: Opened, asset: Asset) -> str:
    if asset.kind == "file":
        return opened.shelves.files[asset.sha256].media_type
    return mimetypes.guess_type(asset.file)[0] or "application/octet-stream"
