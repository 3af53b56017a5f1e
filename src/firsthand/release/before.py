"""The release in service when the next one is built, as far as that one goes on with it."""

from datetime import datetime
from pathlib import Path
from sqlite3 import Error as DatabaseError

from msgspec import Struct

from firsthand.catalogue.records import Statement
from firsthand.release.changes import standing
from firsthand.release.errors import ReleaseError
from firsthand.release.history import Life, carry_on, written
from firsthand.release.library import CURRENT, current
from firsthand.release.manifest import Inventory, read_inventory
from firsthand.release.publicity import editions_of, public
from firsthand.release.records import CATALOGUE, Catalogue, Forwarding, Shelved, TextFacts, opened


class Before(Struct, frozen=True):
    """All empty if there is no release yet."""

    path: Path | None = None
    inventory: Inventory | None = None
    editions: dict[str, Shelved] = {}
    texts: dict[str, TextFacts] = {}
    forwarding: Forwarding = {}
    history: dict[str, Life] = {}
    gone: frozenset[str] = frozenset()


def read_before(library: Path) -> Before:
    """What is in service in a library. ReleaseError where that can't be gone on with."""
    link = library / CURRENT
    if not link.is_symlink():
        if link.exists():
            raise ReleaseError(
                f"{link} is not a link. Give it its own name, release-<id>, and make {CURRENT} a link to it."
            )
        return Before()
    path = current(library)
    inventory = read_inventory(path)
    try:
        with opened(path / CATALOGUE) as catalogue:
            return Before(
                path,
                inventory,
                catalogue.editions(),
                catalogue.texts(),
                catalogue.forwarding(),
                _history(catalogue, inventory.created),
                catalogue.gone.marks(),
            )
    except DatabaseError as error:
        raise ReleaseError(
            f"{path / CATALOGUE} is damaged ({error}), so nothing can be built on it. Take it from a copy, or let "
            f"{link} lead to an older release, then publish again."
        ) from error


def omissions(before: Before) -> dict[str, str]:
    """What was withheld of editions, by their addresses."""
    if before.path is None:
        return {}
    with opened(before.path / CATALOGUE) as catalogue:
        found = editions_of(catalogue.collection())
        return {place: edition.omission for place, edition in found if edition.omission}


def signed_before(before: Before) -> tuple[Statement, ...]:
    """The statements of the release before."""
    if before.path is None:
        return ()
    with opened(before.path / CATALOGUE) as catalogue:
        return catalogue.statements()


def _history(catalogue: Catalogue, created: datetime) -> dict[str, Life]:
    """The history up to a release; one that was made before histories were kept begins with itself."""
    if catalogue.history.kept:
        return catalogue.history.all()
    return carry_on({}, standing(public(catalogue.collection())[0]), written(created))
