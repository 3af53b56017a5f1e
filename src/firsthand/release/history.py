"""What every item and edition of a library has been: since when it is there, when it changed, since when it is gone.

Carried from release to release as a table of the catalogue; what is gone stays in it for ever, without a word of what
it said. It knows nothing of how a change is told: see `changes`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection

from msgspec import Struct, structs

from firsthand.release.changes import Level, Standing

SCHEMA = """
CREATE TABLE history (
  address TEXT PRIMARY KEY, level TEXT, published TEXT, changed TEXT, deleted TEXT, digest TEXT, sets TEXT
) WITHOUT ROWID;
CREATE INDEX history_by_change ON history (level, changed, address);
"""

AHEAD = timedelta(days=1)
"""A moment that lies further in the future than this comes from a clock that was wrong, and binds nobody."""

PORTION = 500
"""Rows that are read at once."""


class Life(Struct, frozen=True):
    """What an address has been. All times are those of releases: ISO 8601, UTC, to the second, with a Z."""

    address: str
    """Of an edition ("works/red-herring/ru") or of an item or page ("works/red-herring")."""
    level: Level
    published: str
    """The first release that had it."""
    changed: str
    """The release in which its public record or its text last became another, or it was taken away or came back."""
    deleted: str | None = None
    """The release since which it is gone; None while it is there."""
    digest: str = ""
    """Of all that it publishes; empty for what is gone."""
    sets: tuple[str, ...] = ()
    """Those that it belongs to, or last belonged to: "kind:report", "theme:health", "language:zh:Hant"."""


class Stretch(Struct, frozen=True):
    """A part of the history. Empty fields leave nothing out."""

    level: Level = "edition"
    since: str = ""
    """The earliest `changed`, itself included."""
    until: str = ""
    """The latest `changed`, itself included."""
    after: tuple[str, str] = ("", "")
    """`changed` and `address` of the last one that was had."""
    member: str = ""
    """A set: "theme", "theme:health", "language:zh"; what stands in a narrower one is in it too."""


ALL = Stretch()
"""Every edition that ever was."""


def carry_on(before: Mapping[str, Life], standing: Iterable[Standing], moment: str) -> dict[str, Life]:
    """The history after one more release, by address. `moment` is that release's."""
    after = {}
    for one in standing:
        life = before.get(one.address) or Life(one.address, one.level, moment, moment)
        same = life.deleted is None and life.digest == one.digest
        changed = life.changed if same else moment
        after[one.address] = Life(one.address, one.level, life.published, changed, None, one.digest, one.sets)
    for address, life in before.items():
        if address not in after:
            gone = structs.replace(life, changed=moment, deleted=moment, digest="")
            after[address] = life if life.deleted else gone
    return after


def moment_after(before: Mapping[str, Life], created: datetime) -> str:
    """When what changes now has changed: the time of the release, but later than all that has changed before.

    Harvesters go on from the last moment that they saw; two releases in one second must not share it.
    """
    latest = max((life.changed for life in before.values()), default="")
    if latest and (last := datetime.fromisoformat(latest)) >= created and last - created < AHEAD:
        created = last + timedelta(seconds=1)
    return written(created)


def written(time: datetime) -> str:
    """An aware time as it stands in the history: "2026-11-22T10:15:00Z"."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def write(database: Connection, history: Mapping[str, Life]) -> None:
    database.executemany(
        "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (life.address, life.level, life.published, life.changed, life.deleted, life.digest, _joined(life.sets))
            for _, life in sorted(history.items())
        ),
    )


class History:
    """The history of an opened catalogue; empty where its release was made before there was one."""

    def __init__(self, database: Connection) -> None:
        self._database = database
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'history'"
        self.kept = database.execute(query).fetchone() is not None

    def all(self) -> dict[str, Life]:
        if not self.kept:
            return {}
        return {row[0]: _life(row) for row in self._database.execute("SELECT * FROM history")}

    def find(self, address: str) -> Life | None:
        if not self.kept:
            return None
        row = self._database.execute("SELECT * FROM history WHERE address = ?", (address,)).fetchone()
        return _life(row) if row else None

    def read(self, stretch: Stretch) -> Iterator[Life]:
        """By `changed` and then by address, a portion in memory at a time."""
        while self.kept:
            where, values = _where(stretch)
            query = f"SELECT * FROM history WHERE {where} ORDER BY changed, address LIMIT {PORTION}"  # noqa: S608
            rows = self._database.execute(query, values).fetchall()
            yield from map(_life, rows)
            if len(rows) < PORTION:
                return
            stretch = structs.replace(stretch, after=(rows[-1][3], rows[-1][0]))

    def count(self, stretch: Stretch) -> int:
        if not self.kept:
            return 0
        where, values = _where(stretch)
        row = self._database.execute(f"SELECT count(*) FROM history WHERE {where}", values).fetchone()  # noqa: S608
        return int(row[0])

    def earliest(self, level: Level = "edition") -> str | None:
        """The first moment at which something changed; None in an empty history."""
        if not self.kept:
            return None
        row = self._database.execute("SELECT min(changed) FROM history WHERE level = ?", (level,)).fetchone()
        return row[0] if row else None

    def sets(self, level: Level = "edition") -> list[str]:
        """Every set that something stands in or stood in, sorted; the broader ones ("theme") are not among them."""
        if not self.kept:
            return []
        rows = self._database.execute("SELECT DISTINCT sets FROM history WHERE level = ?", (level,))
        return sorted({name for (names,) in rows for name in names.split()})


def _where(stretch: Stretch) -> tuple[str, list[str]]:
    where, values = ["level = ?", "(changed, address) > (?, ?)"], [stretch.level, *stretch.after]
    if stretch.since:
        where.append("changed >= ?")
        values.append(stretch.since)
    if stretch.until:
        where.append("changed <= ?")
        values.append(stretch.until)
    if stretch.member:
        where.append("(instr(sets, ?) OR instr(sets, ?))")
        values += [f" {stretch.member} ", f" {stretch.member}:"]
    return " AND ".join(where), values


def _joined(sets: tuple[str, ...]) -> str:
    return f" {' '.join(sets)} " if sets else ""


def _life(row: tuple[str, Level, str, str, str | None, str, str]) -> Life:
    return Life(*row[:6], sets=tuple(row[6].split()))
