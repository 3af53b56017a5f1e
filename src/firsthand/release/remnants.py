"""Older releases on disk that still hold what the one in service has withdrawn: which they are, and their removal."""

from pathlib import Path
from sqlite3 import Error as DatabaseError

from msgspec import MsgspecError

from firsthand.catalogue.records import Edition
from firsthand.release.library import PREFIX, current, remove
from firsthand.release.publicity import editions_of
from firsthand.release.records import CATALOGUE, opened
from firsthand.release.signatures import Signature, signers


def remnants(library: Path) -> list[str]:
    """The names of the older releases in which there is an edition, a passage or a signature that is withdrawn now.

    One that can't be read counts among them, since nobody can tell.
    """
    here = current(library)
    with opened(here / CATALOGUE) as catalogue:
        gone = {address for address, life in catalogue.history.all().items() if life.deleted}
        cut = {place: edition for place, edition in editions_of(catalogue.collection()) if edition.omitted}
        statements = catalogue.statements()
        signed = signers(statements)
    others = sorted(path for path in library.glob(f"{PREFIX}*") if path.name != here.name)
    return [path.name for path in others if (gone or cut or statements) and _holds(path, gone, cut, signed)]


def remove_remnants(library: Path) -> list[str]:
    """Delete them; gives the names of those that are gone now."""
    return remove(library, remnants(library))


def _holds(release: Path, gone: set[str], cut: dict[str, Edition], signed: set[Signature]) -> bool:
    try:
        with opened(release / CATALOGUE) as catalogue:
            if gone.intersection(catalogue.editions() if gone else ()) or signers(catalogue.statements()) - signed:
                return True
            before = dict(editions_of(catalogue.collection())) if cut else {}
    except (DatabaseError, MsgspecError, IndexError):
        return True
    return any(place in before and before[place].omission != edition.omission for place, edition in cut.items())
