"""Which files a library had once and has no more, so that their addresses say so. It knows marks of them, no names.

A mark is a digest of the SHA-256 by which a file is addressed: it answers whoever has the address already, and gives
nobody a list of addresses.
"""

import hashlib
from collections.abc import Iterable, Mapping
from sqlite3 import Connection

from firsthand.release.manifest import FileEntry, Inventory

SCHEMA = """
CREATE TABLE gone (mark TEXT PRIMARY KEY) WITHOUT ROWID;
"""

FOLDER = "files/"


def mark(sha256: str) -> str:
    return hashlib.sha256(sha256.encode()).hexdigest()[:20]


def carry_on_gone(
    before: frozenset[str], inventory: Inventory | None, files: Mapping[str, FileEntry]
) -> frozenset[str]:
    """The marks after one more release: of what was gone before, and of what only the release before had.

    `inventory` is of the release before, `files` are those of the new one, by their places.
    """
    lost = (place for place in (inventory.files if inventory else ()) if place not in files)
    there = {_mark_of(place) for place in files if place.startswith(FOLDER)}
    return (before | {_mark_of(place) for place in lost if place.startswith(FOLDER)}) - there


def write(database: Connection, marks: Iterable[str]) -> None:
    database.executemany("INSERT INTO gone VALUES (?)", ((each,) for each in sorted(marks)))


class Gone:
    """The marks in an opened catalogue; none where its release was made before they were kept."""

    def __init__(self, database: Connection) -> None:
        self._database = database
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gone'"
        self._kept = database.execute(query).fetchone() is not None

    def marks(self) -> frozenset[str]:
        return (
            frozenset(row[0] for row in self._database.execute("SELECT mark FROM gone")) if self._kept else frozenset()
        )

    def has(self, sha256: str) -> bool:
        query = "SELECT 1 FROM gone WHERE mark = ?"
        return self._kept and self._database.execute(query, (mark(sha256),)).fetchone() is not None


def _mark_of(place: str) -> str:
    return mark(place.rpartition("/")[2])
