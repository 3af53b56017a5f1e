"""A small library that changes between releases, and its mirrors: in one language of the interface, to be quick."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from tests.front.guide import GUIDE
from tests.release.shelf import Shelf, paragraphs, picture

from firsthand.catalogue.records import Contribution, File, Library, Party, Role, Text, Theme
from firsthand.documents.model import Document, Figure, Paragraph, Run, Section
from firsthand.front.opened import Opened
from firsthand.mirrors import plan
from firsthand.mirrors.making import Mirrored, mirror
from firsthand.mirrors.pages import Place, places
from firsthand.mirrors.record import Options
from firsthand.release import build

QUICK = Options(shapes=(), search=False)


class Shelves(Shelf):
    """Three works by two networks on two themes, one of them with a picture."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.library = Library(
            (Text("en", "A shelf"),), languages=("en",), address="https://library.example.org", guide=self._guide()
        )
        self.put("first", paragraphs("Nothing about us without us.", "We know what we need."), date="2021",
                 themes=("rights",), contributions=(Contribution("north", Role.PUBLISHER),))  # fmt: skip
        self.put("second", illustrated(), date="2020-05", themes=("health",))
        self.put("third", paragraphs("Peers save lives."), date="2019", themes=("rights", "health"),
                 contributions=(Contribution("south", Role.PUBLISHER),))  # fmt: skip

    def _guide(self) -> tuple[File, ...]:
        """A small one, so that the large one need not be read for each release."""
        found = []
        for name, text in GUIDE.items():
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            self.files[sha256] = self.folder / sha256
            self.files[sha256].write_text(text)
            found.append(File(sha256, len(text.encode()), "application/toml", name))
        return tuple(found)

    @property
    def collection(self):  # type: ignore[no-untyped-def]
        parties = (Party("north", (Text("en", "Northern Network"),)), Party("south", (Text("en", "Southern Network"),)))
        themes = (Theme("rights", (Text("en", "Rights"),)), Theme("health", (Text("en", "Health"),)))
        return structs.replace(super().collection, parties=parties, themes=themes)


def illustrated() -> Document:
    image = picture(b"\x89PNG\r\n\x1a\n and pixels" + bytes(5_000))
    blocks = (Paragraph((Run("Look at this."),)), Figure("A table with people around it", image=image.sha256))
    return Document("text/plain", (Section((Run("Seen"),), 1, None, blocks),), language="en", images=(image,))


def publish(shelf: Shelf, library: Path) -> None:
    build(shelf, library)


def made(library: Path, folder: Path, options: Options = QUICK) -> Mirrored:
    """A mirror made in this process, with few pages of the language guide and none of the thesaurus."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "places", few_places)
        return mirror(library, folder, options, jobs=1)


def few_places(opened: Opened) -> Iterator[Place]:
    met = Counter[str]()
    for place in places(opened):
        met[place.kind] += 1
        if place.kind not in ("concept", "topic", "terms") or (place.kind != "topic" and met[place.kind] <= 2):
            yield place


def contents(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def moments(folder: Path) -> dict[str, tuple[int, int]]:
    """Path -> what changes when a file is written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
