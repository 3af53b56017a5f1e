"""The coordinators' desk: an encrypted folder with what is known of signatures, apart from who gave them.

For each statement a ledger (entries) and a file of identities: forgetting is erasing the second. What belongs to no
statement (messages, withdrawals whose signature has not come) is in a file of its own. No publisher reads this folder.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import DecodeError, Struct, msgpack

from firsthand.endorsing.audit import Audit
from firsthand.endorsing.entries import Answer, Entry, Identity, Post
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.vault import flush_folder, make_folder, read_box, write_box

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey

Content = TypeVar("Content", bound=Struct)

FOLDER = "private"
"""Where the desk lies in the folder of a library."""

LEDGER, IDENTITIES, REST = ".ledger", ".identities", "letters.box"


class Ledger(Struct, frozen=True):
    """What is on the disk of a statement's entries."""

    statement: str
    entries: tuple[Entry, ...] = ()


class Identities(Struct, frozen=True):
    """What is on the disk of who they are."""

    statement: str
    people: tuple[Identity, ...] = ()
    answers: tuple[Answer, ...] = ()


class Rest(Struct, frozen=True):
    """What is on the disk besides statements."""

    posts: tuple[Post, ...] = ()
    codes: tuple[bytes, ...] = ()
    """Digests of withdrawal codes to which there is no signature yet."""


class Sheet:
    """All of a statement, to be changed; written when the block of `Desk.changing` ends well."""

    def __init__(self, ledger: Ledger, identities: Identities) -> None:
        self.statement = ledger.statement
        self.entries: dict[str, Entry] = {entry.id: entry for entry in ledger.entries}
        """By id, in the order in which they came to the desk."""
        self.people: dict[str, Identity] = {identity.entry: identity for identity in identities.people}
        """By id of the entry; without those that were forgotten."""
        self.answers: list[Answer] = list(identities.answers)

    def put(self, entry: Entry, identity: Identity | None = None) -> None:
        """Set an entry, and who it is, in place of what was known of it."""
        self.entries[entry.id] = entry
        if identity is not None:
            self.people[entry.id] = identity

    def forget(self, id_: str) -> None:
        """Who an entry was is not known any more from when the sheet is written."""
        self.people.pop(id_, None)


class Tray:
    """Messages, and codes that wait for their signatures; written when the block of `Desk.sorting` ends well."""

    def __init__(self, rest: Rest) -> None:
        self.posts: dict[str, Post] = {post.id: post for post in rest.posts}
        self.codes: set[bytes] = set(rest.codes)


class Desk:
    """The desk in a folder. What is written is written with `secret`; the `earlier` ones open what is older."""

    def __init__(self, folder: Path, secret: "SecretKey", *earlier: "SecretKey") -> None:
        self.folder = folder
        self.audit = Audit(folder)
        self._secret = secret
        self._secrets = (secret, *earlier)
        self._depth = 0

    def statements(self) -> tuple[str, ...]:
        """Slugs of the statements of which there are entries, in order."""
        return tuple(sorted(path.stem for path in self.folder.glob(f"*{LEDGER}") if not path.name.startswith(".")))

    def sheet(self, statement: str) -> Sheet:
        """All of a statement, to look at. DeskError for files that can't be opened."""
        path = self._path(statement, LEDGER)
        ledger = self._read(path, Ledger, f"desk ledger {statement}") or Ledger(statement)
        path = self._path(statement, IDENTITIES)
        identities = self._read(path, Identities, f"desk identities {statement}") or Identities(statement)
        return Sheet(ledger, identities)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else changes anything here meanwhile: for what is read and written in several steps."""
        with self._held():
            yield

    @contextmanager
    def changing(self, statement: str) -> Iterator[Sheet]:
        """All of a statement, which nobody else changes meanwhile; written unless the block raises."""
        with self._held():
            sheet = self.sheet(statement)
            yield sheet
            self._write(sheet)

    def tray(self) -> Tray:
        """Messages and waiting codes, to look at."""
        return Tray(self._read(self.folder / REST, Rest, "desk rest") or Rest())

    @contextmanager
    def sorting(self) -> Iterator[Tray]:
        """Messages and waiting codes, which nobody else changes meanwhile; written unless the block raises."""
        with self._held():
            tray = self.tray()
            yield tray
            rest = Rest(tuple(tray.posts.values()), tuple(sorted(tray.codes)))
            with in_words(self.folder):
                write_box(self.folder / REST, msgpack.encode(rest), self._secret, "desk rest")

    def _write(self, sheet: Sheet) -> None:
        """Identities first: of an entry without one, nobody would know who it is; one without an entry does no harm."""
        known = sheet.entries.keys()
        people = tuple(identity for id_, identity in sheet.people.items() if id_ in known)
        identities = Identities(sheet.statement, people, tuple(sheet.answers))
        ledger = Ledger(sheet.statement, tuple(sheet.entries.values()))
        with in_words(self.folder):
            path = self._path(sheet.statement, IDENTITIES)
            if people or sheet.answers:
                write_box(path, msgpack.encode(identities), self._secret, f"desk identities {sheet.statement}")
            elif path.exists():
                path.unlink()
                flush_folder(self.folder)
            path = self._path(sheet.statement, LEDGER)
            write_box(path, msgpack.encode(ledger), self._secret, f"desk ledger {sheet.statement}")

    def _read(self, path: Path, shape: type[Content], purpose: str) -> Content | None:
        if not path.exists():
            return None
        with in_words(path):
            data = read_box(path, self._secrets, purpose)
        try:
            return msgpack.decode(data, type=shape)
        except (DecodeError, ValueError) as error:
            raise DeskError(f"“{path}” was written by a newer Firsthand. Install the same version here.") from error

    def _path(self, statement: str, ending: str) -> Path:
        """Slugs come from the library's own records; whatever else has the shape of a path is refused."""
        if not statement or statement.startswith(".") or "/" in statement or "\0" in statement:
            raise DeskError("That is not the name of a statement. Take the one that its address ends with.")
        return self.folder / f"{statement}{ending}"

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Two commands at the same time would each write what the other one doesn't know. Blocks may be nested."""
        if self._depth:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        with in_words(self.folder):
            make_folder(self.folder)
            handle = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise DeskError(
                    f"Another command is at work in “{self.folder}”. Wait until it has ended, then do the same again."
                ) from error
            self._depth = 1
            yield
        finally:
            self._depth = 0
            os.close(handle)
