"""Where a statement stands in its life: asked to be signed, closed, delivered, answered.

Pages are kept, in memory for as long as a release and in mirrors for months. So nothing here says “now”: a deadline is
told as it is, and what was over when the release was made is over for good.
"""

from datetime import datetime

from msgspec import Struct

from firsthand.catalogue.records import Delivery, Response, Statement
from firsthand.front.credits import file_address
from firsthand.front.opened import Opened
from firsthand.interface import Interface
from firsthand.interface.moments import Moment, read_moment, write_moment
from firsthand.interface.said import Said, say


class Window(Struct, frozen=True):
    """When a statement can be signed."""

    opens: Moment
    closes: Moment
    over: bool
    """It had closed before the release was made."""
    who: Said | None


class Event(Struct, frozen=True):
    """Something that has happened to a statement: it was delivered, or answered."""

    kind: str
    """delivered or answered."""
    date: str
    party: Said | None
    """To whom it was delivered; who has answered."""


class HandedOver(Struct, frozen=True):
    """A delivery or an answer, with the very file."""

    date: str
    party: Said | None
    """To whom it was delivered; who has answered."""
    signatures: int | None
    version: int | None
    summary: Said | None
    file: str | None
    """The address of the file, where it can be had here."""
    name: str
    size: str
    sha256: str
    link: str | None


def make_window(statement: Statement, interface: Interface, made: datetime) -> Window | None:
    """`made` is the moment of the release; None where nobody is asked to sign."""
    invitation = statement.invitation
    if invitation is None:
        return None
    return Window(
        write_moment(invitation.opens, invitation.zone, interface),
        write_moment(invitation.closes, invitation.zone, interface),
        is_over(statement, made),
        say(invitation.who, interface),
    )


def is_over(statement: Statement, made: datetime) -> bool:
    """Whether the time for signing had passed at a moment."""
    return statement.invitation is not None and read_moment(statement.invitation.closes) <= made


def make_events(statement: Statement, interface: Interface) -> tuple[Event, ...]:
    """In the order in which they happened."""
    delivered = [("delivered", each.date, say(each.to, interface)) for each in statement.deliveries]
    answered = [("answered", each.date, say(each.sender, interface)) for each in statement.responses]
    ordered = sorted((*delivered, *answered), key=lambda event: event[1])
    return tuple(Event(kind, interface.date(date), party) for kind, date, party in ordered)


def say_standing(statement: Statement, interface: Interface, made: datetime) -> str:
    """The last that is known of it, in one sentence for a list; empty where nothing is."""
    _ = interface.gettext
    if events := make_events(statement, interface):
        said = _("Delivered on %(date)s") if events[-1].kind == "delivered" else _("Answered on %(date)s")
        return said % {"date": events[-1].date}
    window = make_window(statement, interface, made)
    if window is None:
        return ""
    said = _("Signing closed: %(moment)s") if window.over else _("For signature until %(moment)s")
    return said % {"moment": window.closes.words}


def make_deliveries(statement: Statement, opened: Opened, interface: Interface) -> tuple[HandedOver, ...]:
    return tuple(
        _handed_over(each, say(each.to, interface), each.signatures, each.version, opened, interface)
        for each in statement.deliveries
    )


def make_responses(statement: Statement, opened: Opened, interface: Interface) -> tuple[HandedOver, ...]:
    return tuple(
        _handed_over(each, say(each.sender, interface), None, None, opened, interface) for each in statement.responses
    )


def _handed_over(
    event: Delivery | Response,
    party: Said | None,
    signatures: int | None,
    version: int | None,
    opened: Opened,
    interface: Interface,
) -> HandedOver:
    file = event.file
    return HandedOver(
        date=interface.date(event.date),
        party=party,
        signatures=signatures,
        version=version,
        summary=say(event.summary, interface) if isinstance(event, Response) else None,
        file=file_address(file) if file and file.sha256 in opened.shelves.files else None,
        name=file.name if file else "",
        size=interface.size(file.size) if file else "",
        sha256=file.sha256 if file else "",
        link=event.link if isinstance(event, Response) else None,
    )
