"""An edition with all that its other shapes are made of: its record, its whole text, its pictures, its words."""

from collections.abc import Iterator
from functools import cached_property

from firsthand.catalogue.reading import Contents, Leaf
from firsthand.catalogue.records import Edition, Item, Page, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.citations import Source, cite
from firsthand.interface import Interface
from firsthand.release import Release


class Volume:
    """One edition of an item that is not withdrawn. `interface` is the language of the words around the text."""

    def __init__(
        self, release: Release, shelves: Shelves, item: Item, edition: Edition, interface: Interface, site: str = ""
    ) -> None:
        self.release = release
        self.shelves = shelves
        self.item = item
        self.edition = edition
        self.interface = interface
        self.site = site
        """The library's address without a slash at the end; empty where none is known."""

    @cached_property
    def source(self) -> Source:
        return cite(self.release.collection, self.item, self.edition, site=self.site or None)

    @cached_property
    def contents(self) -> Contents | None:
        """None where the edition is a record alone."""
        return self.release.contents(self.edition.text) if self.edition.text else None

    def leaves(self) -> Iterator[Leaf]:
        """The whole text in reading order, a leaf at a time; nothing where there is no text."""
        if self.contents and self.edition.text:
            for number in range(1, self.contents.leaves + 1):
                yield self.release.leaf(self.edition.text, number)

    def image(self, sha256: str) -> bytes:
        """The bytes of a picture of the text. KeyError if the release has none such."""
        return self.release.file(sha256).read_bytes()


def find_volume(
    release: Release, shelves: Shelves, interface: Interface, room: str, slug: str, language: str, site: str = ""
) -> Volume | None:
    """The edition at an address; None where there is none, and for what was withdrawn."""
    item = shelves.item(room, slug)
    if item is None or isinstance(item, Page) or (isinstance(item, Work) and item.withdrawn):
        return None
    edition = next((each for each in item.editions if each.language == language), None)
    return Volume(release, shelves, item, edition, interface, site) if edition else None
