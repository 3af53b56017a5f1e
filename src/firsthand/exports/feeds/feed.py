"""A feed, whatever it is written as. All addresses are whole, all times aware."""

from datetime import UTC, date, datetime

from msgspec import Struct


class Enclosure(Struct, frozen=True):
    """A file that belongs to an entry."""

    address: str
    name: str
    media_type: str
    size: int
    """Bytes."""
    duration: float | None = None
    """Seconds."""


class Entry(Struct, frozen=True):
    id: str
    """The lasting address of an edition."""
    title: str
    language: str
    link: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    summary: str | None = None
    html: str | None = None
    """What the entry says, where it says more than its summary; it holds nothing that could run."""
    enclosures: tuple[Enclosure, ...] = ()


class Deleted(Struct, frozen=True):
    """An entry that is no more. What it was is not told."""

    id: str
    when: datetime


class Feed(Struct, frozen=True):
    address: str
    """Its own; also its id."""
    page: str
    """Where people read what it brings."""
    title: str
    language: str
    """Of the title."""
    updated: datetime
    library: str
    """The library's name."""
    subtitle: str | None = None
    entries: tuple[Entry, ...] = ()
    """The newest first."""
    deleted: tuple[Deleted, ...] = ()


def moment_of(iso: str) -> datetime:
    """The moment of a date (ISO 8601); a year or month counts from its first day."""
    year, month, day = (*(int(part) for part in iso.split("-")), 1, 1)[:3]
    return datetime.combine(date(year, month, day), datetime.min.time(), UTC)
