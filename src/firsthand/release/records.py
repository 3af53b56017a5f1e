"""The catalogue of a release on disk: an SQLite file of its records, with what became of passages that are no more.

Written once, then opened read-only. The records are JSON, by kind and slug, so that anyone can read them with the
sqlite3 tool; `editions` says what the search index holds of each, so that the next build leaves alone what is the same.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.catalogue.negotiations import Process
from firsthand.catalogue.records import Collection, Library, Page, Party, Post, Redirect, Statement, Theme, Work
from firsthand.release import gone, history
from firsthand.release.gone import Gone
from firsthand.release.history import History, Life

CATALOGUE = "catalogue.sqlite"

_SCHEMA = (
    """
CREATE TABLE records (kind TEXT, position INTEGER, slug TEXT, json TEXT, PRIMARY KEY (kind, position)) WITHOUT ROWID;
CREATE INDEX records_by_slug ON records (kind, slug);
CREATE TABLE editions (address TEXT PRIMARY KEY, text TEXT, entries TEXT) WITHOUT ROWID;
CREATE TABLE texts (fingerprint TEXT PRIMARY KEY, passages INTEGER, images TEXT) WITHOUT ROWID;
CREATE TABLE forwarding (
  address TEXT, passage TEXT, new TEXT, since TEXT, PRIMARY KEY (address, passage)
) WITHOUT ROWID;
"""
    + history.SCHEMA
    + gone.SCHEMA
)

_KINDS: dict[str, tuple[str, type[Any]]] = {
    "work": ("works", Work),
    "post": ("posts", Post),
    "statement": ("statements", Statement),
    "page": ("pages", Page),
    "party": ("parties", Party),
    "theme": ("themes", Theme),
    "redirect": ("redirects", Redirect),
    "process": ("processes", Process),
}


LONGEST = 64 << 20
"""Bytes of one value; no record comes near it."""


class Shelved(Struct, frozen=True):
    """An edition as it stands in a release."""

    text: str | None
    """Fingerprint."""
    entries: str | None
    """Digest of what the search index knows of it besides its text; None if it isn't indexed."""


class TextFacts(Struct, frozen=True):
    """What the next build must know of a text without opening it."""

    passages: int
    images: tuple[str, ...] = ()
    """SHA-256 of each."""


class Forward(Struct, frozen=True):
    """What became of a passage of an earlier release."""

    new: str | None
    """Id of the passage that took its place in the same edition; None if it was removed."""
    since: str
    """The time of the release that it is gone since (ISO 8601, UTC): "2026-11-22T10:15:00Z"."""


Forwarding = dict[str, dict[str, Forward]]
"""Address of an edition -> id of a passage of an earlier release -> what became of it."""


def write_catalogue(
    path: Path,
    collection: Collection,
    editions: dict[str, Shelved],
    texts: dict[str, TextFacts],
    forwarding: Forwarding,
    lives: Mapping[str, Life],
    marks: Iterable[str] = (),
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        # The file is flushed with the whole release, and thrown away with it if the build dies.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA + "BEGIN;")
        database.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", _rows(collection))
        database.executemany(
            "INSERT INTO editions VALUES (?, ?, ?)", ((a, e.text, e.entries) for a, e in sorted(editions.items()))
        )
        database.executemany(
            "INSERT INTO texts VALUES (?, ?, ?)",
            ((name, facts.passages, " ".join(facts.images)) for name, facts in sorted(texts.items())),
        )
        database.executemany(
            "INSERT INTO forwarding VALUES (?, ?, ?, ?)",
            ((a, id_, f.new, f.since) for a, ids in sorted(forwarding.items()) for id_, f in sorted(ids.items())),
        )
        history.write(database, lives)
        gone.write(database, marks)
        database.execute("COMMIT")


def _rows(collection: Collection) -> Iterator[tuple[str, int, str, str]]:
    encode = msgspec.json.Encoder().encode
    yield "library", 0, "", encode(collection.library).decode()
    for kind, (field, _) in _KINDS.items():
        records: Iterable[Any] = getattr(collection, field)
        for position, record in enumerate(records):
            slug = record.old if isinstance(record, Redirect) else record.slug
            yield kind, position, slug, encode(record).decode()


class Catalogue:
    """An opened catalogue. Safe to use from several threads: SQLite serialises them."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        _check(self._database)
        self.history = History(self._database)
        self.gone = Gone(self._database)

    def collection(self) -> Collection:
        fields = {field: self._read(kind, form) for kind, (field, form) in _KINDS.items()}
        return Collection(library=self._read("library", Library)[0], **fields)

    def statements(self) -> tuple[Statement, ...]:
        return self._read("statement", Statement)

    def processes(self) -> tuple[Process, ...]:
        return self._read("process", Process)

    def _read(self, kind: str, form: type[Any]) -> tuple[Any, ...]:
        decode = msgspec.json.Decoder(form).decode
        rows = self._database.execute("SELECT json FROM records WHERE kind = ? ORDER BY position", (kind,))
        return tuple(decode(json) for (json,) in rows)

    def editions(self) -> dict[str, Shelved]:
        rows = self._database.execute("SELECT address, text, entries FROM editions")
        return {address: Shelved(text, entries) for address, text, entries in rows}

    def texts(self) -> dict[str, TextFacts]:
        rows = self._database.execute("SELECT fingerprint, passages, images FROM texts")
        return {fingerprint: TextFacts(count, tuple(images.split())) for fingerprint, count, images in rows}

    def forwarding(self) -> Forwarding:
        found: Forwarding = {}
        for address, passage, new, since in self._database.execute("SELECT * FROM forwarding"):
            found.setdefault(address, {})[passage] = Forward(new, since)
        return found

    def forward(self, address: str, passage: str) -> Forward | None:
        query = "SELECT new, since FROM forwarding WHERE address = ? AND passage = ?"
        row = self._database.execute(query, (address, passage)).fetchone()
        return Forward(*row) if row else None

    def close(self) -> None:
        self._database.close()


def _check(database: sqlite3.Connection) -> None:
    """DatabaseError where reading would run what somebody has written into the file: it could go on without end."""
    database.execute("PRAGMA trusted_schema = OFF")
    query = "SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'"
    try:
        odd = database.execute(query).fetchone()[0]
    except sqlite3.DatabaseError:
        database.close()
        raise
    if odd:
        database.close()
        raise sqlite3.DatabaseError("it holds more than tables")


@contextmanager
def opened(path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(path)
    try:
        yield catalogue
    finally:
        catalogue.close()
