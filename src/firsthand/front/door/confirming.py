"""The link in a letter: a page with two buttons, since programs that look through mail follow links and press none."""

from hashlib import blake2b

import msgspec
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool

from firsthand.catalogue.records import Statement, Version
from firsthand.catalogue.versions import numbered
from firsthand.front.answers import Answer
from firsthand.front.door import taking
from firsthand.front.door.answering import Knock, RefusedError, is_post, plain_answer, receive_fields, render
from firsthand.front.door.doorway import Doorway
from firsthand.front.door.letters import LINK_DAYS
from firsthand.front.door.pages import ConfirmPage, DoorPage, door_view, statement_address, title_of_version
from firsthand.front.door.pages import Link as PageLink
from firsthand.front.door.saying import elsewhere, gone, refused, say_page
from firsthand.front.door.signable import find_statement
from firsthand.front.door.taking import BackError
from firsthand.interface import Interface
from firsthand.interface.said import Said, title_of
from firsthand.sealed.errors import ExpiredError, ForgedError
from firsthand.sealed.items import Item, Kind
from firsthand.sealed.tokens import Link

ANSWERS = {"yes": Kind.CONFIRMATION, "no": Kind.DISAVOWAL}


async def answer_confirm(doorway: Doorway | None, knock: Knock) -> Answer | None:
    if doorway is None:
        return await run_in_threadpool(elsewhere, knock, None, is_over=False)
    _ = knock.interface.gettext
    try:
        link = doorway.tokens.read_link(knock.parameter("link"), LINK_DAYS)
    except ExpiredError:
        sentence = _("The link was good for %(count)s days. If you still want to sign, sign again: a new letter comes.")
        days = {"count": knock.interface.number(LINK_DAYS)}
        return await run_in_threadpool(gone, knock, _("This link is too old"), sentence % days)
    except ForgedError:
        sentence = _("Some of its letters may be missing. Copy the whole link from the letter.")
        return await run_in_threadpool(gone, knock, _("This link is not whole"), sentence, status=404)
    if is_post(knock):
        return await _press(doorway, knock, link)
    return await run_in_threadpool(_ask, knock, link)


def _ask(knock: Knock, link: Link) -> Answer:
    statement, version = _what(knock, link)
    interface = knock.interface
    page = ConfirmPage(
        title=_title(statement, version, interface),
        address=statement_address(interface, link.statement),
        action=knock.request.scope["path"],
        number=interface.number(link.version),
        date=interface.date(version.date) if version else "",
    )
    html = render(knock, door_view(page, "confirm.html", interface.gettext("Is this your signature?")))
    return plain_answer(html, knock, 200)


async def _press(doorway: Doorway, knock: Knock, link: Link) -> Answer:
    try:
        fields = await receive_fields(knock.request, doorway)
    except RefusedError as error:
        return await run_in_threadpool(refused, knock, error.status)
    kind = ANSWERS.get(fields.answer)
    if kind is None:
        return await run_in_threadpool(_ask, knock, link)
    item = Item(
        kind,
        submission=link.submission,
        statement=link.statement,
        version=link.version,
        language=link.language,
        address=link.address,
    )
    words = msgspec.msgpack.encode((replace(link, day=0), kind))
    spent = doorway.tokens.spent_tag(blake2b(words, digest_size=16).digest(), b"")
    try:
        await taking.keep(doorway, knock.opened, item, spent, knock.interface)
    except BackError as back:
        heading = knock.interface.gettext("Not sent yet")
        return await run_in_threadpool(say_page, knock, DoorPage(heading, (back.note,)), back.status)
    return await run_in_threadpool(_thank, knock, link, kind)


def _thank(knock: Knock, link: Link, kind: Kind) -> Answer:
    _, interface = knock.interface.gettext, knock.interface
    statement, version = _what(knock, link)
    sentences: tuple[str, ...]
    if kind is Kind.CONFIRMATION:
        heading = _("Your signature is confirmed")
        sentences = (
            _("The coordinators look at every signature. It appears here with a new release, as you chose."),
            _("The receipt that you got when you signed has the code with which you can withdraw it."),
        )
    else:
        heading = _("The signature does not count")
        sentences = (_("Thank you. The coordinators learn that it was not you, and your address is erased with it."),)
    address = statement_address(interface, link.statement) if statement else ""
    links = (PageLink(address, _("Back to the statement")),) if statement else ()
    return say_page(
        knock, DoorPage(heading, sentences, _title(statement, version, interface), address, links), padded=True
    )


def _what(knock: Knock, link: Link) -> tuple[Statement | None, Version | None]:
    statement = find_statement(knock.opened, link.statement)
    return statement, numbered(statement, link.version) if statement else None


def _title(statement: Statement | None, version: Version | None, interface: Interface) -> Said:
    if version:
        return title_of_version(version, interface)
    return title_of(statement, interface) if statement else Said("–", "und")
