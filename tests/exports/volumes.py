"""Documents made into volumes: editions of a small release, whose texts the tests make up."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from tests.front.library import picture

from firsthand.catalogue.reading import Contents, Leaf, Reading, compose
from firsthand.catalogue.records import Collection, Edition, File, Library, State, Text, TranslatedFrom, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.documents.model import Document
from firsthand.exports.volume import Volume
from firsthand.interface import interface

SITE = "https://library.example.org"


class Made(Volume):
    """A volume whose text was never published: composed from a document as a release would have it."""

    def __init__(self, document: Document, edition: Edition, ui: str, **work: Any) -> None:
        item = Work("made-up", "report", (edition,), date="2024-02", **work)
        collection = Collection(Library((Text("en", "Library <&> of the network"),), address=SITE), (item,))
        stands_in: Any = SimpleNamespace(
            collection=collection, id="20240101T000000Z-abcdef", created=datetime(2024, 1, 1, tzinfo=UTC)
        )
        super().__init__(stands_in, Shelves(collection), item, edition, interface(ui), SITE)
        self.reading: Reading = compose(document)
        self.pictures: Mapping[str, bytes] = {image.sha256: image.data for image in (*document.images, picture())}

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
    return Made(document, edition, ui, **work)
