"""Forgetting who signed: the day for it, the files that are erased then, and a look whether they are really gone.

Needs no key and no passphrase, so that a clock can do it. What can still be withdrawn afterwards is withdrawn by code,
which the ledger knows without knowing whose it is.
"""

import fcntl
import os
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.validation import check_slug
from firsthand.endorsing.audit import Audit
from firsthand.endorsing.desk import IDENTITIES
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.sending import SENT
from firsthand.endorsing.vault import flush_folder, make_folder, replace

DUE = "due.toml"
_HEAD = "# On which day “firsthand inbox forget --due” erases who signed what. “firsthand inbox deliver” sets it.\n\n"
_PATIENCE = 20.0
"""Seconds that another command at the desk is waited for."""
_BLOCK = 1 << 20


class Forgotten(Struct, frozen=True):
    """What was erased, and what is left that could lead to somebody."""

    statements: tuple[str, ...] = ()
    erased: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    """Files in the library's folder that look like copies of what was erased, and lie where nothing is erased."""


def read_due(desk: Path) -> dict[str, str]:
    """Statement -> day (ISO 8601) on which who signed it is to be forgotten. DeskError where the file can't be read."""
    path = desk / DUE
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
        return {check_slug(slug): date.fromisoformat(str(day)).isoformat() for slug, day in values.items()}
    except (OSError, ValueError, MalformedError) as error:
        remedy = 'Write one line for each statement, such as my-letter = "2026-12-31".'
        raise DeskError(f"“{path}” can't be read, and nothing was erased. {remedy}") from error


def set_due(desk: Path, statement: str, delivered: date, days: int) -> str:
    """Set the day for a statement that was handed over; gives it. A later delivery moves it, an earlier one doesn't."""
    with _held(desk):
        known = read_due(desk)
        day = max(known.get(statement, ""), (delivered + timedelta(days)).isoformat())
        known[statement] = day
        lines = "".join(f'{slug} = "{known[slug]}"\n' for slug in sorted(known))
        with in_words(desk):
            replace(desk / DUE, (_HEAD + lines).encode())
    return day


def is_due(desk: Path, today: date) -> tuple[str, ...]:
    """The statements whose day has come and of whose signers something is still known."""
    days = read_due(desk)
    return tuple(slug for slug in sorted(days) if days[slug] <= today.isoformat() and _files(desk, slug))


def remembered(desk: Path) -> dict[str, str]:
    """Statement -> its day, or empty where none is set, for all of whose signers something is known."""
    days = read_due(desk)
    known = {path.name.removesuffix(IDENTITIES) for path in desk.glob(f"*{IDENTITIES}")}
    return {slug: days.get(slug, "") for slug in sorted(known)}


def forget(desk: Path, statements: Iterable[str], pulled: Iterable[Path] = ()) -> Forgotten:
    """Erase who signed these statements, and files of the inbox that were fetched and opened; look for what is left.

    Files are overwritten before they are removed, which helps on disks that turn. DeskError names what couldn't be
    erased; doing it again goes on from there.
    """
    slugs, erased = tuple(statements), []
    with _held(desk):
        for path in (*(path for slug in slugs for path in _files(desk, slug)), *pulled):
            with in_words(path):
                erase(path)
            erased.append(path)
    remaining = [path for slug in slugs for path in _files(desk, slug)]
    if remaining:
        raise DeskError(f"“{remaining[0]}” is still there. Something writes it anew: end that, then do the same again.")
    for slug in slugs:
        mine = sum(_is_of(path.name, slug, "") for path in erased)
        Audit(desk).add("forgotten", slug, files=mine)
    return Forgotten(slugs, tuple(erased), tuple(_copies(desk, slugs)))


def _files(desk: Path, slug: str) -> list[Path]:
    """Those with who signed: the one in use, halves of it that an interruption left, copies that lie beside it."""
    return sorted(
        path for path in desk.glob("*") if _is_of(path.name, slug, IDENTITIES) or _is_of(path.name, slug, SENT)
    )


def _is_of(name: str, slug: str, ending: str) -> bool:
    """Also “slug.sync-conflict-….identities” and “slug (conflicted copy).identities”, as programs that synchronise
    folders call the other one of two; not those of a statement whose name only begins alike."""
    bare = name.lstrip(".")
    rest = bare.removeprefix(slug)
    return bare.startswith(slug) and ending in rest and not (rest[0].isalnum() or rest[0] == "-")


def _copies(desk: Path, slugs: Iterable[str]) -> Iterator[Path]:
    wanted = tuple(slugs)
    for folder, _, names in os.walk(desk.parent):
        for name in names:
            if any(_is_of(name, slug, IDENTITIES) or f"{slug}{IDENTITIES}" in name for slug in wanted):
                yield Path(folder) / name


def erase(path: Path) -> None:
    """Overwrite a file and remove it; of a link, only the link."""
    if not path.is_symlink():
        handle = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
        try:
            left = os.fstat(handle).st_size
            while left > 0:
                left -= os.write(handle, bytes(min(left, _BLOCK)))
            os.fsync(handle)
        finally:
            os.close(handle)
    path.unlink()
    flush_folder(path.parent)


@contextmanager
def _held(desk: Path) -> Iterator[None]:
    """Wait until no other command is at work at the desk: it would write again what is erased."""
    with in_words(desk):
        make_folder(desk)
        handle = os.open(desk / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if time.monotonic() > end:
                    message = (
                        f"Another command is at work in “{desk}”. Wait until it has ended, then do the same again."
                    )
                    raise DeskError(message) from error
                time.sleep(0.2)
        yield
    finally:
        os.close(handle)
