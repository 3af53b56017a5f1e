"""Documents made into volumes: editions of a small release, whose texts the tests make up."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from firsthand.catalogue.reading import Contents, Leaf, Reading, compose
from firsthand.catalogue.records import Collection, Edition, File, Item, Library, State, Text, TranslatedFrom, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.documents.model import Document
from firsthand.exports.volume import Volume
from firsthand.interface import available, interface


class Made(Volume):
    """A volume whose text was never published: composed from a document as a release would have it."""

    def __init__(self, document: Document, item: Item, edition: Edition, collection: Collection, ui: str = "") -> None:
        stands_in: Any = SimpleNamespace(
            collection=collection, id="20240101T000000Z-abcdef", created=datetime(2024, 1, 1, tzinfo=UTC)
        )
        ours = ui or edition.language.partition("-")[0]
        spoken = interface(ours if ours in available() else "en")
        super().__init__(stands_in, Shelves(collection), item, edition, spoken, collection.library.address or "")
        self.reading: Reading = compose(document)
        self.pictures: Mapping[str, bytes] = {image.sha256: image.data for image in document.images}

    @cached_property
    def contents(self) -> Contents:
        return self.reading.contents

    def leaves(self) -> Iterator[Leaf]:
        return iter(self.reading.leaves)

    def image(self, sha256: str) -> bytes:
        return self.pictures[sha256]


def volume(document: Document, title: str = "A made-up text", *, ui: str = "en", **work: Any) -> Made:
    """An edition of a document in the document's language."""
    data = repr(document).encode()
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/pdf", "made-up.pdf", pages=document.pages)
    edition = Edition(
        document.language or "en",
        title,
        subtitle="Its subtitle",
        state=State.OUTDATED,
        translated_from=TranslatedFrom("la"),
        files=(file,),
        text=file.sha256,
    )
    item = Work("made-up", "report", (edition,), date="2024-02", **work)
    library = Library((Text("en", "Library <&> of the network"),), address="https://library.example.org")
    return Made(document, item, edition, Collection(library, (item,)), ui)


def volumes_of(collection: Collection, document: Callable[[str], Document]) -> Iterator[Made]:
    """Every edition that has a text; `document` gives the document of a fingerprint."""
    for item in (*collection.works, *collection.posts, *collection.statements):
        for edition in item.editions:
            if edition.text:
                yield Made(document(edition.text), item, edition, collection)
