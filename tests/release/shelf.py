"""A source for the tests: works made of a few paragraphs, and a search index that is one small file an edition."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

from firsthand.catalogue.records import Collection, Edition, File, Library, Page, Text, Work
from firsthand.documents.model import Document, Image, Paragraph, Run, Section
from firsthand.search.protocol import Entry

LIBRARY = Library(titles=(Text("en", "A shelf"),))


def paragraphs(*texts: str) -> Document:
    """A document with one section."""
    blocks = tuple(Paragraph((Run(text),)) for text in texts)
    return Document("text/plain", (Section((Run("Beginning"),), 1, None, blocks),), language="en")


class Shelf:
    """A source whose works are put on it one by one. Counts what a builder asks for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.works: dict[str, Work] = {}
        self.documents: dict[str, Document] = {}
        self.files: dict[str, Path] = {}
        self.library = LIBRARY
        self.pages: tuple[Page, ...] = ()
        self.more: dict[str, Any] = {}
        """Other fields of the collection, such as its parties."""
        self.asked: list[str] = []

    def put(self, slug: str, document: Document, *, language: str = "en", **fields: object) -> None:
        data = repr(document).encode()
        name = hashlib.sha256(data).hexdigest()
        path = self.folder / f"{slug}.{language}.txt"
        path.write_bytes(data)
        self.documents[name], self.files[name] = document, path
        file = File(name, len(data), "text/plain", path.name)
        edition = Edition(language, slug.title(), text=name, files=(file,))
        others = self.works[slug].editions if slug in self.works else ()
        editions = (*(other for other in others if other.language != language), edition)
        self.works[slug] = structs.replace(Work(slug, "report", editions), **fields)

    @property
    def collection(self) -> Collection:
        return Collection(self.library, tuple(self.works.values()), pages=self.pages, **self.more)

    def document(self, fingerprint: str) -> Document:
        self.asked.append(fingerprint)
        return self.documents[fingerprint]

    def file(self, sha256: str) -> Path:
        return self.files[sha256]


class Index:
    """Stands in for a search engine's builder: one JSON file an edition, taken over by hard link."""

    def __init__(self, path: Path, previous: Path | None) -> None:
        self.path = path
        self.waiting: dict[str, list[Entry]] = {}
        path.mkdir()
        for file in previous.iterdir() if previous else ():
            os.link(file, path / file.name)

    def add(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.waiting.setdefault(entry.address, []).append(entry)

    def remove(self, address: str) -> None:
        self._file(address).unlink(missing_ok=True)

    def commit(self) -> None:
        for address, entries in self.waiting.items():
            text = json.dumps([[e.passage, e.title, e.text, e.block, e.ordinal] for e in entries])
            self._file(address).write_text(text)

    def _file(self, address: str) -> Path:
        return self.path / (address.replace("/", ",") + ".json")


def picture(data: bytes = b"\x89PNG and pixels") -> Image:
    return Image(hashlib.sha256(data).hexdigest(), "image/png", 3, 2, data)


def indexed(release: Path) -> dict[str, list[list[object]]]:
    """What the stand-in index of a release holds."""
    files: Sequence[Path] = sorted((release / "search").iterdir())
    return {file.stem.replace(",", "/"): json.loads(file.read_text()) for file in files}
