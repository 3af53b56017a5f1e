"""A release opened for reading. It knows nothing of how one is made."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from sqlite3 import Error as DatabaseError

import msgspec
from msgspec import Struct

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import Negotiation, Process
from firsthand.catalogue.reading import Contents, Leaf
from firsthand.catalogue.soundness import check_sound
from firsthand.release import texts
from firsthand.release.errors import ReleaseError
from firsthand.release.history import ALL, Life, Stretch
from firsthand.release.index import INDEX
from firsthand.release.library import current
from firsthand.release.manifest import Manifest, read_manifest
from firsthand.release.negotiations import read_negotiation
from firsthand.release.records import CATALOGUE, Catalogue, Forward

GUIDE = "guide"
"""The folder of the library's own language guide in a release."""

THESAURUS = "thesaurus"
"""The folder of what the library changes in the thesaurus."""

CONTENTS_KEPT = 64
"""How many texts' contents stay in memory: a few kilobytes each, a hundred for a book."""


def file_place(sha256: str) -> str:
    """Where a file lies in a release."""
    return f"files/{sha256[:2]}/{sha256}"


NETWORKS = "networks"
"""The folder of the language guides of the networks of a united library, each under its network's name."""


class Composed(Struct, frozen=True):
    """A text of a release as its files, for another release that takes it over."""

    place: Path
    passages: int
    images: Mapping[str, Path]
    """SHA-256 of each picture of the text -> where it lies."""


class Release:
    """One open release. All methods may be called from several threads.

    `id`, `created` (aware) and `manifest` say which it is, `path` where it lies, `index` where its search index lies,
    `guide` where the library's own language guide does, if it has one, `network_guides` where those of the networks of
    a united library do, by their slugs; `thesaurus` the files that change the thesaurus
    for it, by their names; `collection` has every record.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.manifest = manifest
        self.id = manifest.id
        self.created: datetime = manifest.created
        self.index = path / INDEX
        self._catalogue = Catalogue(path / CATALOGUE)
        self.collection = self._catalogue.collection()
        self.guide = path / GUIDE if self.collection.library.guide else None
        self.network_guides = {
            network.slug: path / NETWORKS / network.slug
            for network in self.collection.library.networks
            if network.guide
        }
        self.thesaurus = {file.name: path / THESAURUS / file.name for file in self.collection.library.thesaurus}
        self._contents = lru_cache(CONTENTS_KEPT)(texts.read_contents)

    @classmethod
    def open(cls, path: Path) -> "Release":
        """Open the release in service of a library, or a release by its own directory.

        Raises ReleaseError for anything else, for a damaged one, for one that a newer Firsthand has made, and for one
        whose records lead out of it.
        """
        path = current(path)
        manifest = read_manifest(path)
        try:
            release = cls(path, manifest)
            check_sound(release.collection)
            return release
        except MalformedError as error:
            release.close()
            raise ReleaseError(f"The records of {path} are not to be trusted: {error} {error.remedy}") from error
        except (DatabaseError, msgspec.DecodeError, IndexError) as error:
            raise ReleaseError(
                f"{path / CATALOGUE} is missing or damaged ({error}). Take it from a copy, or publish again."
            ) from error

    def contents(self, text: str) -> Contents:
        """The contents of the text that an `Edition.text` names.

        KeyError if this release has no such text, ReleaseError if it is damaged.
        """
        try:
            return self._contents(self.path / texts.place(text))
        except FileNotFoundError:
            raise KeyError(text) from None

    def composed(self, text: str) -> Composed | None:
        """The files of a text. None if this release has no such text."""
        place = self.path / texts.place(text)
        if not place.is_file():
            return None
        contents = self.contents(text)
        return Composed(place, len(contents.passages), {sha256: self.file(sha256) for sha256 in contents.images})

    def leaf(self, text: str, number: int) -> Leaf:
        """One leaf of a text, counted from 1. KeyError if there is none such, ReleaseError if it is damaged."""
        try:
            return texts.read_leaf(self.path / texts.place(text), number)
        except FileNotFoundError:
            raise KeyError(text) from None

    def forward(self, address: str, passage: str) -> Forward | None:
        """What became of a passage that an earlier release had in an edition; None if none had it, or it is there."""
        return self._catalogue.forward(address, passage)

    def history(self, stretch: Stretch = ALL) -> Iterator[Life]:
        """What editions have been since the library began, those that are gone too, by their last change; streamed.

        Empty in a release that was made before histories were kept.
        """
        return self._catalogue.history.read(stretch)

    def history_count(self, stretch: Stretch = ALL) -> int:
        """How many `history` gives."""
        return self._catalogue.history.count(stretch)

    def history_of(self, address: str) -> Life | None:
        """What an edition, item or page has been; None if the library never had it."""
        return self._catalogue.history.find(address)

    def history_begins(self) -> str | None:
        """The earliest moment at which something that is in the history last changed."""
        return self._catalogue.history.earliest()

    def history_sets(self) -> list[str]:
        """Every set that an edition stands in or stood in."""
        return self._catalogue.history.sets()

    def is_gone(self, sha256: str) -> bool:
        """Whether an earlier release had a file of this address, and this one has it no more."""
        return self._catalogue.gone.has(sha256)

    def file(self, sha256: str) -> Path:
        """Where the bytes of a `File`, or of an image of a text, lie. KeyError if they are not in this release."""
        path = self.path / file_place(sha256)
        if not (sha256.isalnum() and path.is_file()):
            raise KeyError(sha256)
        return path

    def negotiation(self, process: Process) -> Negotiation:
        """All that is public of a process of this release, read anew each time.

        KeyError if it is not in this release, ReleaseError if it is damaged.
        """
        if process.data is None:
            raise KeyError(process.slug)
        return read_negotiation(self.file(process.data.sha256), process)

    def close(self) -> None:
        self._catalogue.close()
