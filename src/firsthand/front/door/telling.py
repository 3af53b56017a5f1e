"""The two small forms: to withdraw a signature by its code, and to write to the network."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool

from firsthand.front.answers import Answer
from firsthand.front.door import taking
from firsthand.front.door.answering import Knock, RefusedError, is_post, padded_answer, receive_fields, render
from firsthand.front.door.checking import length_faults
from firsthand.front.door.doorway import Doorway
from firsthand.front.door.fields import LONGEST, Fault, Fields
from firsthand.front.door.pages import DoorPage, FormPage, FormView, door_view
from firsthand.front.door.saying import elsewhere, refused, say_page
from firsthand.front.door.taking import BackError, Purpose
from firsthand.interface import Interface
from firsthand.interface.labels import N_
from firsthand.sealed.codes import normalise_code
from firsthand.sealed.envelope import SAID_LARGE, SAID_SMALL, write_said
from firsthand.sealed.errors import MalformedError, TooLongError
from firsthand.sealed.items import Item, Kind, Message, Withdrawal


class Small(Struct, frozen=True):
    """What is particular to one of the forms."""

    kind: Kind
    template: str
    title: str
    thanks: str
    sentences: tuple[str, ...]
    size: int
    """Bytes of what is said, padded."""
    check: Callable[[Fields, Interface], tuple[Fault, ...]]
    say: Callable[[Fields], Withdrawal | Message]


def _check_code(fields: Fields, interface: Interface) -> tuple[Fault, ...]:
    try:
        normalise_code(fields.code)
    except MalformedError:
        return (Fault("code", interface.gettext("This is not a whole code. Compare it with the receipt.")),)
    return ()


def _check_message(fields: Fields, interface: Interface) -> tuple[Fault, ...]:
    if not fields.text:
        return (Fault("text", interface.gettext("There is no message yet. Write one.")),)
    found = tuple(fault for fault in length_faults(fields, interface) if fault.field == "reply")
    try:
        write_said(Message(fields.text, fields.reply))
    except TooLongError:
        return (*found, Fault("text", interface.gettext("The message is too long. Write it in two parts.")))
    return found


WITHDRAWING = Small(
    Kind.WITHDRAWAL,
    "withdraw.html",
    N_("Withdraw a signature"),
    N_("Your withdrawal has arrived"),
    (
        N_("The coordinators take the signature out when they next open what has come in. With the release that they "
           "publish then, it is gone from this library and its counts."),
        N_("If it still stands here after two weeks, write to the network: the code may have had a mistake in it."),
        N_("Copies that were delivered or printed before can’t be called back; the page of the statement says to whom "
           "it was delivered, and when."),
    ),
    SAID_SMALL,
    _check_code,
    lambda fields: Withdrawal(normalise_code(fields.code)),
)  # fmt: skip
WRITING = Small(
    Kind.MESSAGE,
    "message.html",
    N_("Write to the network"),
    N_("Your message has arrived"),
    (
        N_("It lies encrypted until a coordinator opens it. Nobody can read it on this server, you included."),
        N_("An answer comes only if you said where it reaches you."),
    ),
    SAID_LARGE,
    _check_message,
    lambda fields: Message(fields.text, fields.reply),
)


async def answer_withdraw(doorway: Doorway | None, knock: Knock) -> Answer | None:
    return await _answer(doorway, knock, WITHDRAWING)


async def answer_message(doorway: Doorway | None, knock: Knock) -> Answer | None:
    door = knock.opened.library.door
    return await _answer(doorway, knock, WRITING) if door and door.messages else None


async def _answer(doorway: Doorway | None, knock: Knock, small: Small) -> Answer | None:
    if knock.opened.library.door is None:
        return None
    if doorway is None:
        return await run_in_threadpool(elsewhere, knock, None, is_over=False)
    if not is_post(knock):
        return await run_in_threadpool(_form, doorway, knock, small, Fields(), 200)
    try:
        fields = await receive_fields(knock.request, doorway)
    except RefusedError as error:
        return await run_in_threadpool(refused, knock, error.status)
    return await _sent(doorway, knock, small, fields)


async def _sent(doorway: Doorway, knock: Knock, small: Small, fields: Fields) -> Answer:
    interface = knock.interface
    try:
        token = taking.know(doorway, Purpose(small.kind), fields, interface)
        if not fields.sealed and (faults := small.check(fields, interface)):
            return await run_in_threadpool(_form, doorway, knock, small, fields, 422, faults)
        if not doorway.buckets[small.kind].take():
            raise BackError(503, taking.full(knock.opened, interface))
        item = Item(
            small.kind,
            said=taking.unwrapped(fields, small.size, interface) or write_said(small.say(fields)),
            sealed_in_browser=bool(fields.sealed),
            submission=taking.submission_of(token),
            suspicious=("honeypot",) if fields.website else (),
        )
        await taking.keep(doorway, knock.opened, item, taking.spent_tag(doorway, token, fields), interface)
    except BackError as back:
        given = replace(fields, sealed=fields.sealed if back.sealed else "")
        return await run_in_threadpool(
            _form, doorway, knock, small, given, back.status, (), (back.note,), fresh=back.fresh
        )
    return await run_in_threadpool(_thank, knock, small)


def _form(
    doorway: Doorway,
    knock: Knock,
    small: Small,
    fields: Fields,
    status: int,
    faults: tuple[Fault, ...] = (),
    notes: tuple[str, ...] = (),
    *,
    fresh: bool = False,
) -> Answer:
    interface, door = knock.interface, knock.opened.library.door
    form = FormView(
        kind=small.kind,
        action=knock.request.scope["path"],
        key=door.keys[0] if door else "",
        size=small.size,
        work=taking.WORK,
        token=fields.token if fields.token and not fresh else doorway.tokens.issue(small.kind, ""),
        sealed=fields.sealed,
        language=interface.language,
    )
    limit = interface.gettext("About %(count)s characters, or half as many in alphabets other than Latin.")
    most = interface.number(SAID_LARGE // 1000 * 1000)
    page = FormPage(form, fields, faults, notes, LONGEST, limit % {"count": most})
    title = interface.gettext(small.title)
    if faults or notes:
        title = f"{interface.gettext('Not sent yet')} – {title}"
    return padded_answer(render(knock, door_view(page, small.template, title, status)), knock, status)


def _thank(knock: Knock, small: Small) -> Answer:
    _ = knock.interface.gettext
    return say_page(knock, DoorPage(_(small.thanks), tuple(map(_, small.sentences))), padded=True)
