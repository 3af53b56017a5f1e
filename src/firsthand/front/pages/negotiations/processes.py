"""All negotiations that the library follows: who negotiates, how far the text has come, and what is due next."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import Process
from firsthand.front.opened import Opened
from firsthand.front.origins import make_origins
from firsthand.front.pages.negotiations.named import STATUSES
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.moments import Moment, read_moment, write_moment
from firsthand.interface.said import Said, say


class Listed(Struct, frozen=True):
    title: Said
    address: str
    body: Said | None
    summary: Said | None
    draft: str
    """Of the latest draft: its label."""
    date: str
    status: str
    due: tuple[Said | None, Moment] | None
    """The next deadline after the release was made."""
    networks: tuple[Said, ...] = ()
    """From whose library it comes, in a library of several."""


class ProcessesPage(Struct, frozen=True):
    processes: tuple[Listed, ...]


def make_processes(opened: Opened, interface: Interface) -> View:
    now = opened.release.created
    page = ProcessesPage(
        tuple(
            replace(
                list_process(each, interface, now),
                networks=tuple(origin.name for origin in make_origins(each, opened, interface)),
            )
            for each in opened.shelves.processes
        )
    )
    return View("negotiations.html", page, interface.gettext("Negotiations"), room="negotiations")


def list_process(process: Process, interface: Interface, now: datetime) -> Listed:
    """Deadlines before `now` are over."""
    latest = process.drafts[-1] if process.drafts else None
    return Listed(
        title=say(process.titles, interface) or Said(process.slug, "und"),
        address=f"/{interface.language}/negotiations/{process.slug}",
        body=say(process.body, interface),
        summary=say(process.summary, interface),
        draft=latest.label if latest else "",
        date=interface.date(latest.date) if latest else "",
        status=interface.gettext(STATUSES[latest.status]) if latest else "",
        due=_due(process, interface, now),
    )


def _due(process: Process, interface: Interface, now: datetime) -> tuple[Said | None, Moment] | None:
    coming = []
    for deadline in process.deadlines:
        try:
            moment = read_moment(deadline.moment)
        except ValueError:
            continue
        if moment >= now:
            coming.append((moment, deadline))
    if not coming:
        return None
    deadline = min(coming, key=lambda each: each[0])[1]
    return say(deadline.what, interface), write_moment(deadline.moment, deadline.zone, interface)
