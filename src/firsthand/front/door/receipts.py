"""What a signer keeps: which words were signed, on which day, how it is shown, and the code that takes it back.

A receipt never says who signed, so that it may be found by others. All receipts have one size on the wire.
"""

from datetime import date
from enum import Enum
from urllib.parse import quote

from msgspec import Struct

from firsthand.catalogue.records import Display
from firsthand.front.answers import Answer
from firsthand.front.door import choices
from firsthand.front.door.answering import Knock, padded_answer, render
from firsthand.front.door.letters import LINK_DAYS
from firsthand.front.door.pages import door_view, statement_address, title_of_version
from firsthand.front.door.signable import Signable
from firsthand.interface import Interface
from firsthand.interface.said import Said


class How(Enum):
    """How the signature is going to be confirmed."""

    LETTER = "letter"
    ASKED = "asked"
    """This server sends no letters; coordinators ask by themselves."""
    VOUCHED = "vouched"
    UNSEEN = "unseen"
    """By coordinators who write, or by an organisation: the browser sealed which, and no letter is sent from here."""
    INVITED = "invited"


class Receipt(Struct, frozen=True):
    signable: Signable
    display: Display | None
    """None where the browser sealed it, so that nobody here knows."""
    how: How


class ReceiptPage(Struct, frozen=True):
    heading: str
    next: str
    sentences: tuple[str, ...]
    title: Said
    number: str
    date: str
    language: str
    sha256: str
    day: str
    shown: str
    code: str
    withdraw: str
    text: str
    """The same as plain lines, to be kept."""
    data: str
    """Those lines as an address of their own (RFC 2397), which no server is asked for."""
    file: str
    address: str


def answer_receipt(knock: Knock, receipt: Receipt, code: str, day: date) -> Answer:
    page = make_receipt(knock, receipt, code, day)
    return padded_answer(render(knock, door_view(page, "signed.html", page.heading)), knock, 200)


def make_receipt(knock: Knock, receipt: Receipt, code: str, day: date) -> ReceiptPage:
    _, interface, signable = knock.interface.gettext, knock.interface, receipt.signable
    version = signable.version
    title = title_of_version(version, interface)
    number, dated = interface.number(version.number), interface.date(version.date)
    language = interface.language_name(signable.wording.language)
    told, shown = interface.date(day.isoformat()), _shown(receipt.display, interface)
    first, *rest = _next(receipt.how, interface)
    of = _("%(number)s of %(date)s, in this language: %(language)s")
    lines = (
        (_("Signed"), title.value),
        (_("Version"), of % {"number": number, "date": dated, "language": language}),
        (_("Fingerprint"), signable.wording.sha256),
        (_("Day"), told),
        (_("Shown"), shown),
        (_("Withdrawal code"), code),
        (_("To withdraw"), f"{knock.opened.library.address or ''}/{interface.language}/withdraw"),
    )
    text = "\n".join(f"{name}: {value}" for name, value in lines) + "\n"
    return ReceiptPage(
        heading=_("Your signature has arrived"),
        next=first,
        sentences=tuple(rest),
        title=title,
        number=number,
        date=dated,
        language=language,
        sha256=signable.wording.sha256,
        day=told,
        shown=shown,
        code=code,
        withdraw=f"/{interface.language}/withdraw",
        text=text,
        data=f"data:text/plain;charset=utf-8,{quote(text)}",
        file=f"{signable.statement.slug}.txt",
        address=statement_address(interface, signable.statement.slug),
    )


def _shown(display: Display | None, interface: Interface) -> str:
    if display is None:
        return interface.gettext("As you chose in the form: it was encrypted in your browser.")
    return next(interface.gettext(label) for each, label, _ in choices.DISPLAYS.values() if each is display)


def _next(how: How, interface: Interface) -> tuple[str, ...]:
    """What happens now; the first sentence is the one that asks for something."""
    _ = interface.gettext
    seen = _("The coordinators look at every signature. It appears here with a new release, as you chose.")
    match how:
        case How.LETTER:
            days = interface.number(LINK_DAYS)
            return (
                _("One thing is left: open the link in the letter that comes to your address within the hour."),
                _("It is good for %(count)s days. A signature that nobody confirms is not counted.") % {"count": days},
                _("If no letter comes, look among unwanted mail. No more than three letters a day go to one address."),
                seen,
            )
        case How.ASKED:
            return (_("The coordinators write to you, to ask whether it was you."), seen)
        case How.VOUCHED:
            return (_("The organisation that you named is asked whether it knows you."), seen)
        case How.UNSEEN:
            asked = _("The coordinators write to the address that you gave, or ask the organisation that you named.")
            return (asked, seen)
        case How.INVITED:
            return (_("Nothing is left to do: the invitation confirms your signature."), seen)
