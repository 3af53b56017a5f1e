"""What process.toml says of a process: its titles, and rows of drafts, events and deadlines."""

import hashlib
import mimetypes
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from firsthand.catalogue import languages, moments, places
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.negotiations import Access, Deadline, Draft, Event, EventKind, Process, Status, Vote
from firsthand.catalogue.records import File
from firsthand.catalogue.soundness import MOST_VOTES
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.tables import Table
from firsthand.negotiations.folder.frame import Frame
from firsthand.negotiations.folder.ground import Ground

Choice = TypeVar("Choice", bound=StrEnum)
Row = TypeVar("Row")

FILE = "process.toml"
_LONGEST = 255
"""Bytes of the name of a file, on the disks of today."""


class Rows(Struct, frozen=True):
    """What process.toml of one place says."""

    process: Process
    said: tuple[str, ...] = ()
    """Slugs of all drafts, of those too that can't be used: whatever speaks of them is no mistake of its own."""
    received: tuple[tuple[str, str], ...] = ()
    """Slug of a draft -> the name of its file as it was received, in the folder `drafts`."""


def read_rows(ground: Ground, slug: str, language: str, known: tuple[str, ...] | None = None) -> Rows | None:
    """None where nothing of this process may be read. `known`: the drafts of its public part, where it has one."""
    file = ground.table(f"{slug}/{FILE}")
    if file is None:
        return None
    table = Table(file, ground.mistakes)
    access = access_of(table, ground, Access.PUBLIC if ground.is_public else Access.PRIVATE)
    if access is None:
        return None
    if known is None and not table.texts("title", language):
        table.wrong(("title",), "The negotiation has no title.", "Write one, such as title = “Political declaration”.")
    drafts = read_all(table, "drafts", lambda row: _draft(row, ground, slug, access))
    rows = (row.values.get("slug") for row in table.rows("drafts"))
    slugs = tuple(slug for slug in rows if isinstance(slug, str))
    _say_twice(table, (*(known or ()), *slugs), len(known or ()))
    frame = Frame((*(known or ()), *slugs), ())
    process = Process(
        slug,
        table.texts("title", language),
        table.texts("body", language),
        table.texts("forum", language),
        table.texts("summary", language),
        drafts[-1][0].date if drafts else None,
        table.slugs("themes"),
        table.strings("places", places.normalise),
        tuple(draft for draft, _ in drafts),
        read_all(table, "events", lambda row: _event(row, ground, access, language, frame)),
        read_all(table, "deadlines", lambda row: _deadline(row, ground, access, language)),
        table.link("link"),
    )
    table.finish()
    return Rows(process, slugs, tuple((draft.slug, name) for draft, name in drafts if name))


def access_of(table: Table, ground: Ground, default: Access) -> Access | None:
    """Who may see what a table says; None, and a mistake, where it says something else than its place does."""
    said = table.words("access")
    if "access" not in table:
        return default
    if ground.is_public and said != Access.PUBLIC:
        remedy = f"Move it to “private/{ground.place}”, or take “access” out if it is for everyone."
        table.wrong(("access",), "This is said not to be public, and lies where everything is for everyone.", remedy)
        return None
    if said is None or (not ground.is_public and said == Access.PUBLIC) or said not in set(Access):
        remedy = "Write “private” or “allies”; what is for everyone lies in “negotiations”."
        table.wrong(("access",), f"“{said}” cannot be said of what lies under “private”.", remedy)
        return None
    return Access(said)


def read_all(table: Table, key: str, read: Callable[[Table], Row | None]) -> tuple[Row, ...]:
    """What each row of a list says; rows that can't be used are left out, with their mistakes noted."""
    found = []
    for row in table.rows(key):
        made = read(row)
        if made is not None:
            row.finish()
            found.append(made)
    return tuple(found)


def one_of(table: Table, key: str, kinds: type[Choice], default: Choice) -> Choice:
    return kinds(table.choice(key, tuple(kind.value for kind in kinds), default.value))


def required(table: Table, key: str, found: str | None, example: str) -> str:
    """What was found; a mistake where there is nothing, and no other was noted."""
    said = table.values.get(key, "")
    if not found and isinstance(said, str) and not said.strip():
        trail = (key,) if key in table else ()
        table.wrong(trail, f"“{key}” is missing here.", f"Write it, such as {key} = “{example}”.")
    return found or ""


def _say_twice(table: Table, slugs: tuple[str, ...], known: int) -> None:
    for number, slug in enumerate(slugs):
        if slug in slugs[:number]:
            message = f"Another draft is called “{slug}” already."
            table.wrong(("drafts", number - known, "slug"), message, "Give each draft a slug of its own.")


def _draft(row: Table, ground: Ground, process: str, default: Access) -> tuple[Draft, str] | None:
    access = access_of(row, ground, default)
    if access is None:
        return None
    slug = required(row, "slug", row.checked("slug", check_slug), "rev-1")
    name, keep = row.words("file") or "", row.flag("keep_file")
    file = _file(row, ground, f"{process}/drafts/{name}", name) if name else None
    if keep and not name:
        row.wrong(("keep_file",), "There is no file that could be kept.", "Write file = “…”, or take “keep_file” out.")
    draft = Draft(
        slug,
        required(row, "label", row.words("label"), "Rev.1"),
        required(row, "date", row.date("date"), "2026-04-20"),
        required(row, "language", row.checked("language", languages.normalise), "en"),
        one_of(row, "status", Status, Status.REVISED),
        access,
        row.words("symbol"),
        row.link("source"),
        file if keep else None,
    )
    row.finish()
    return (draft, name) if slug and draft.date else None


def _file(row: Table, ground: Ground, place: str, name: str) -> File | None:
    if "/" in name or "\\" in name or name.startswith(".") or len(name.encode()) > _LONGEST:
        row.wrong(("file",), f"“{name}” is not the name of a file in “drafts”.", "Write its name alone.")
        return None
    if not ground.has(place):
        row.wrong(("file",), f"There is no file “{name}” in “drafts”.", "Put it there, or take “file” out.")
        return None
    with ground.path(place).open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    media_type = mimetypes.guess_type(name, strict=False)[0] or "application/octet-stream"
    return File(sha256, ground.path(place).stat().st_size, media_type, name)


def _event(row: Table, ground: Ground, default: Access, language: str, frame: Frame) -> Event | None:
    access = access_of(row, ground, default)
    if access is None:
        return None
    required(row, "kind", row.words("kind"), EventKind.VOTE)
    event = Event(
        one_of(row, "kind", EventKind, EventKind.OTHER),
        required(row, "date", row.date("date"), "2026-05-20"),
        row.texts("note", language),
        frame.draft(row) if "draft" in row else None,
        row.strings("paragraphs"),
        row.strings("parties"),
        _vote(row.table("vote")),
        row.words("source"),
        access,
    )
    return event if event.date else None


def _vote(own: Table | None) -> Vote | None:
    if own is None:
        return None
    yes, no, abstained = (own.number(key, 0) for key in ("yes", "no", "abstained"))
    if yes is None or no is None:
        own.wrong((), "It is not said how many were for it and against it.", "Write vote = { yes = 21, no = 2 }.")
    for key, count in (("yes", yes), ("no", no), ("abstained", abstained)):
        if (count or 0) > MOST_VOTES:
            own.wrong((key,), "More have voted than there are.", "Write how many states voted so.")
    own.finish()
    return Vote(yes or 0, no or 0, abstained or 0)


def _deadline(row: Table, ground: Ground, default: Access, language: str) -> Deadline | None:
    access = access_of(row, ground, default)
    if access is None:
        return None
    what = row.texts("what", language)
    if not what:
        required(row, "what", None, "Comments on Rev.1")
    zone = required(row, "zone", row.checked("zone", moments.check_zone), "Europe/Vienna")
    deadline = Deadline(what, _moment(row, zone), zone, row.words("source"), row.date("checked"), access)
    return deadline if deadline.moment else None


def _moment(row: Table, zone: str) -> str:
    row.asked.add("moment")
    said = row.values.get("moment")
    if said is None:
        return required(row, "moment", None, "2026-12-01T18:00")
    try:
        if not isinstance(said, str) and not hasattr(said, "isoformat"):
            raise MalformedError(f"“{said}” is not a moment.", "Write a day and a time, such as “2026-12-01T18:00”.")
        return moments.normalise(said, zone, ends=True) if zone else ""
    except MalformedError as error:
        row.wrong(("moment",), str(error), error.remedy)
        return ""
    except TypeError:  # a time of TOML, without a day
        row.wrong(("moment",), f"“{said}” has no day.", "Write a day and a time, such as “2026-12-01T18:00”.")
        return ""
