"""Older releases on disk that still hold what the one in service has withdrawn: which they are, and their removal."""

from functools import partial
from pathlib import Path
from sqlite3 import Error as DatabaseError

from msgspec import MsgspecError, Struct

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import Edition
from firsthand.release.errors import ReleaseError
from firsthand.release.followed import Told, told_of
from firsthand.release.library import PREFIX, current, remove
from firsthand.release.publicity import editions_of
from firsthand.release.reader import file_place
from firsthand.release.records import CATALOGUE, opened
from firsthand.release.signatures import Signature, signers


def remnants(library: Path) -> list[str]:
    """The names of the older releases in which there is something that is withdrawn now.

    That is an edition, a passage or a signature, or of a negotiation whatever `told_of` tells. A release that can't be
    read counts among them, since nobody can tell.
    """
    here = current(library)
    with opened(here / CATALOGUE) as catalogue:
        gone = {address for address, life in catalogue.history.all().items() if life.deleted}
        cut = {place: edition for place, edition in editions_of(catalogue.collection()) if edition.omitted}
        statements = catalogue.statements()
        signed = signers(statements)
        processes = catalogue.processes()
    followed = _followed(here, processes)
    others = sorted(path for path in library.glob(f"{PREFIX}*") if path.name != here.name)
    return [
        path.name
        for path in others
        if ((gone or cut or statements) and _holds(path, gone, cut, signed)) or _told_more(path, followed)
    ]


class Followed(Struct, frozen=True):
    """What the release in service tells of negotiations."""

    processes: tuple[Process, ...]
    told: set[Told]


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


def _told_more(release: Path, now: Followed) -> bool:
    """Whether a release tells anything of a negotiation that is told no more."""
    try:
        with opened(release / CATALOGUE) as catalogue:
            processes = catalogue.processes()
    except (DatabaseError, MsgspecError):
        return bool(now.processes)
    others = [each for each in processes if each not in now.processes]
    try:
        return not told_of(others, partial(_file, release)) <= now.told
    except ReleaseError:
        return True


def _followed(here: Path, processes: tuple[Process, ...]) -> Followed:
    try:
        return Followed(processes, told_of(processes, partial(_file, here)))
    except ReleaseError:  # what is damaged tells nothing, so that everything else counts as told no more
        return Followed(processes, set())


def _file(release: Path, sha256: str) -> Path:
    return release / file_place(sha256)
