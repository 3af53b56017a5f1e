"""What a signer keeps: which words were signed, on which day, how it is shown, and the code that takes it back.

A receipt never says who signed, so that it may be found by others. All receipts have one size on the wire.
"""

from datetime import date
from enum import Enum
from urllib.parse import quote

from markupsafe import escape
from msgspec import Struct

from firsthand.catalogue.records import Display
from firsthand.front.answers import Answer
from firsthand.front.door import choices
from firsthand.front.door.answering import Knock, padded_answer, render
from firsthand.front.door.doorway import Doorway
from firsthand.front.door.letters import LINK_DAYS
from firsthand.front.door.pages import door_view, statement_address, title_of_version
from firsthand.front.door.sheets import Set, Sheet, make_mark
from firsthand.front.door.signable import Signable
from firsthand.interface import Interface
from firsthand.interface.said import Said

_CODE, _SHOWN, _SHOWN_QUOTED = _MARKS = (make_mark(), make_mark(), make_mark())


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


async def answer_receipt(doorway: Doorway, knock: Knock, receipt: Receipt, code: str) -> Answer:
    signable, day = receipt.signable, doorway.today()
    key = ("receipt", knock.request.scope["path"], signable.version.number, signable.wording.language, day)
    sheets = await doorway.sheets.find(knock.opened, key, lambda: _make_sheets(knock, signable, day))
    shown = _shown(receipt.display, knock.interface)
    return padded_answer(sheets[receipt.how].fill(code, str(escape(shown)), quote(shown)), knock, 200)


def _make_sheets(knock: Knock, signable: Signable, day: date) -> Set:
    """For every way to be confirmed, with marks in place of the code and of what is shown."""
    pages = {how: make_receipt(knock, signable, how, day) for how in How}
    return {
        how: Sheet(render(knock, door_view(page, "signed.html", page.heading)), _MARKS) for how, page in pages.items()
    }


def make_receipt(knock: Knock, signable: Signable, how: How, day: date) -> ReceiptPage:
    _, interface, version = knock.interface.gettext, knock.interface, signable.version
    title = title_of_version(version, interface)
    number, dated = interface.number(version.number), interface.date(version.date)
    language = interface.language_name(signable.wording.language)
    told = interface.date(day.isoformat())
    first, *rest = _next(how, interface)
    of = _("%(number)s of %(date)s, in this language: %(language)s")
    lines = (
        (_("Signed"), title.value),
        (_("Version"), of % {"number": number, "date": dated, "language": language}),
        (_("Fingerprint"), signable.wording.sha256),
        (_("Day"), told),
        (_("Shown"), _SHOWN),
        (_("Withdrawal code"), _CODE),
        (_("To withdraw"), f"{knock.opened.library.address or ''}/{interface.language}/withdraw"),
    )
    text = "\n".join(_("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in lines) + "\n"
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
        shown=_SHOWN,
        code=_CODE,
        withdraw=f"/{interface.language}/withdraw",
        text=text,
        data=f"data:text/plain;charset=utf-8,{quote(text).replace(_SHOWN, _SHOWN_QUOTED)}",
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
