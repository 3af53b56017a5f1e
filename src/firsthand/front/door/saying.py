"""Pages of the door that only say something: not here, not yet, no longer, not like this."""

from firsthand.catalogue.records import Statement
from firsthand.front.answers import Answer
from firsthand.front.door.answering import Knock, padded_answer, plain_answer, render
from firsthand.front.door.pages import DoorPage, Link, door_view, statement_address, title_of_version
from firsthand.front.door.signable import Signable, Time
from firsthand.interface.moments import write_moment
from firsthand.interface.said import Said, title_of


def say_page(knock: Knock, page: DoorPage, status: int = 200, *, padded: bool = False) -> Answer:
    html = render(knock, door_view(page, "door.html", page.heading, status))
    return (padded_answer if padded else plain_answer)(html, knock, status)


def elsewhere(knock: Knock, statement: Statement | None, *, is_over: bool) -> Answer:
    """Where this server takes nothing in: a copy leads to the library's own address."""
    _, library = knock.interface.gettext, knock.opened.library
    title = title_of(statement, knock.interface) if statement else None
    address = statement_address(knock.interface, statement.slug) if statement else ""
    if is_over or library.door is None:
        heading = _("This statement can’t be signed") if statement else _("Nothing can be sent from here")
        return say_page(
            knock,
            DoorPage(heading, (_("Nobody is asked to sign it, or no longer."),) if statement else (), title, address),
            404,
        )
    heading = _("Not at this copy of the library")
    if library.address is None:
        return say_page(knock, DoorPage(heading, (_("This server takes nothing in."),), title, address), 404)
    sentence = _("What you write would not be safe on its way from here. Go to the library’s own address:")
    path = knock.request.scope["path"]
    link = Link(f"{library.address}{path}", library.address.partition("://")[2])
    return say_page(knock, DoorPage(heading, (sentence,), title, address, (link,)), 404)


def not_now(knock: Knock, signable: Signable, time: Time, status: int = 200) -> Answer:
    _, invitation = knock.interface.gettext, signable.invitation
    opens, closes = (
        write_moment(each, invitation.zone, knock.interface).words for each in (invitation.opens, invitation.closes)
    )
    if time is Time.BEFORE:
        heading, sentence = (
            _("Not open for signature yet"),
            _("It can be signed from this moment on: %(moment)s") % {"moment": opens},
        )
    else:
        heading, sentence = _("No longer open for signature"), _("Signing closed: %(moment)s") % {"moment": closes}
    address = statement_address(knock.interface, signable.statement.slug)
    title = title_of_version(signable.version, knock.interface)
    withdraw = Link(f"/{knock.interface.language}/withdraw", _("Withdraw a signature"))
    return say_page(knock, DoorPage(heading, (sentence,), title, address, (withdraw,)), status)


def refused(knock: Knock, status: int) -> Answer:
    """For what no form of ours sends, or not so."""
    _ = knock.interface.gettext
    sentences = {
        400: _("What arrived was not a form of this page. Try again from here."),
        403: _("The form was sent from a page of another site. Open it here, and send it from here."),
        408: _("The form did not arrive in time. Go back, and send it again with a better connection."),
        413: _("More arrived than a form of this page can have. Go back, and say it in fewer words."),
        503: _("Very many forms are arriving at this moment. Go back, and send it again in a few seconds."),
    }
    page = DoorPage(
        _("This was not taken"), (sentences[status],), links=(Link(knock.request.scope["path"], _("To the form")),)
    )
    return say_page(knock, page, status)


def gone(knock: Knock, heading: str, sentence: str, title: Said | None = None, status: int = 410) -> Answer:
    return say_page(knock, DoorPage(heading, (sentence,), title), status)
