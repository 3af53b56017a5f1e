"""The releases that are united, each with the short name of its network."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.reading import COMPOSITION
from firsthand.catalogue.records import Collection, Item, Library, address, choose
from firsthand.release.errors import ReleaseError
from firsthand.release.reader import Release

ROOMS = ("works", "news", "statements")
"""The first words of the addresses of items."""


class Member(Struct, frozen=True):
    """One network's release. `name` is a slug, and stands in references: "enpud:works/red-herring"."""

    name: str
    release: Release

    @property
    def collection(self) -> Collection:
        return self.release.collection

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every work, post and statement with its reference, withdrawn ones among them."""
        records = self.collection
        items: tuple[Item, ...] = (*records.works, *records.posts, *records.statements)
        for item in items:
            yield f"{self.name}:{address(item, '').rstrip('/')}", item


@contextmanager
def open_members(places: Iterable[tuple[str | None, Path]]) -> Iterator[tuple[Member, ...]]:
    """Open releases, or the ones in service in libraries, in the order of their weight: the first one's words win.

    A name that is None is taken from the library's publisher. ReleaseError where one can't be opened, was composed by
    another Firsthand, or has the name of another.
    """
    with ExitStack() as opened:
        members: list[Member] = []
        for given, path in places:
            release = Release.open(path)
            opened.callback(release.close)
            name = given or _name(release.collection.library, path)
            if any(member.name == name for member in members):
                raise ReleaseError(
                    f"Two of the releases are called “{name}”. Give {path} another name: NAME={path.name}"
                )
            if release.manifest.composition != COMPOSITION:
                raise ReleaseError(
                    f"{path} was published by another version of Firsthand, so its texts can't be taken over as they "
                    "are. Ask its network to publish again, or unite with the version that made it."
                )
            members.append(Member(name, release))
        yield tuple(members)


def _name(library: Library, path: Path) -> str:
    title = choose(library.titles, "en")
    for candidate in (library.publisher, title.value if title else None, path.resolve().name):
        if candidate and (slug := _slug(candidate)):
            return slug
    return "library"


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")
