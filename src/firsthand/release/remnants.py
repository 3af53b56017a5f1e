"""Older releases on disk that still hold what the one in service has withdrawn: which they are, and their removal."""

from pathlib import Path
from sqlite3 import Error as DatabaseError

from firsthand.catalogue.records import Collection, Item, Page, address
from firsthand.release.library import PREFIX, current, remove
from firsthand.release.records import CATALOGUE, Catalogue, opened


def remnants(library: Path) -> list[str]:
    """The names of the older releases in which there is an edition, or a passage, that is withdrawn now.

    One that can't be read counts among them, since nobody can tell.
    """
    here = current(library)
    with opened(here / CATALOGUE) as catalogue:
        gone = {address for address, life in catalogue.history.all().items() if life.deleted}
        cut = _cut(catalogue)
    others = sorted(path for path in library.glob(f"{PREFIX}*") if path != here and path.name != here.name)
    return [path.name for path in others if (gone or cut) and _holds(path, gone, cut)]


def remove_remnants(library: Path) -> list[str]:
    """Delete them; gives the names of those that are gone now."""
    return remove(library, remnants(library))


def _cut(catalogue: Catalogue) -> dict[str, str | None]:
    """Address of every edition of which passages are withheld -> the fingerprint of what is left."""
    collection: Collection = catalogue.collection()
    items: tuple[Item | Page, ...] = (*collection.works, *collection.posts, *collection.statements, *collection.pages)
    return {
        address(item, edition.language): edition.text for item in items for edition in item.editions if edition.omitted
    }


def _holds(release: Path, gone: set[str], cut: dict[str, str | None]) -> bool:
    try:
        with opened(release / CATALOGUE) as catalogue:
            editions = catalogue.editions()
    except DatabaseError:
        return True
    return any(place in gone or (place in cut and shelved.text != cut[place]) for place, shelved in editions.items())
