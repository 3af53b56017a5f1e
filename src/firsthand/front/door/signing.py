"""Signing a statement: the page with its words and the form, and what becomes of a form that is sent."""

from msgspec import Struct
from msgspec.structs import replace
from starlette.concurrency import run_in_threadpool

from firsthand.catalogue.records import Capacity
from firsthand.front.answers import Answer
from firsthand.front.door import choices, receipts, taking
from firsthand.front.door.answering import Knock, RefusedError, is_post, padded_answer, receive_fields, render
from firsthand.front.door.checking import signature_faults
from firsthand.front.door.doorway import Doorway
from firsthand.front.door.fields import Fault, Fields
from firsthand.front.door.inviting import read_invited
from firsthand.front.door.letters import write_letter
from firsthand.front.door.pages import FormView, Invited, door_view, make_sign, title_of_version
from firsthand.front.door.saying import elsewhere, not_now, refused
from firsthand.front.door.sheets import Set, Sheet, make_mark
from firsthand.front.door.signable import GRACE, Signable, Time, find_signable, find_statement, now
from firsthand.front.door.taking import BackError, Purpose
from firsthand.mailing import is_address
from firsthand.sealed.codes import digest_address, digest_code
from firsthand.sealed.envelope import SAID_SMALL, write_said
from firsthand.sealed.errors import TooLongError
from firsthand.sealed.items import Item, Kind, Signature
from firsthand.sealed.tokens import Token

_TOKEN = make_mark()


class Signing(Struct, frozen=True):
    """A form on its way: everything that is known before it is sealed."""

    doorway: Doorway
    knock: Knock
    signable: Signable
    fields: Fields
    invited: Invited

    @property
    def purpose(self) -> Purpose:
        return Purpose("sign", f"{self.signable.statement.slug} {self.signable.version.number}")


async def answer_sign(doorway: Doorway | None, knock: Knock) -> Answer | None:
    statement = find_statement(knock.opened, knock.parameter("slug"))
    if statement is None:
        return None
    wanted = knock.value("language")
    signable = find_signable(statement, wanted, knock.interface.language)
    if doorway is None or signable is None:
        return await run_in_threadpool(elsewhere, knock, statement, is_over=signable is None)
    if not is_post(knock):
        time = signable.time(now())
        if time is not Time.OPEN:
            return await run_in_threadpool(not_now, knock, signable, time)
        if knock.value("by"):
            return await run_in_threadpool(_show_invited, doorway, knock, signable)
        return await _show(doorway, knock, signable)
    try:
        fields = await receive_fields(knock.request, doorway)
    except RefusedError as error:
        return await run_in_threadpool(refused, knock, error.status)
    time = signable.time(now(), GRACE)
    if time is not Time.OPEN:
        return await run_in_threadpool(not_now, knock, signable, time, 403)
    signable = find_signable(statement, fields.language, knock.interface.language) or signable
    invited, note = read_invited(knock, statement, fields.invitation)
    return await _sent(Signing(doorway, knock, signable, fields, invited), (note,) if note else ())


async def _show(doorway: Doorway, knock: Knock, signable: Signable) -> Answer:
    """The empty form, the same for everybody but for its token."""
    signing = Signing(doorway, knock, signable, Fields(), Invited())
    key = ("form", knock.request.scope["path"], signable.version.number, signable.wording.language)
    sheets = await doorway.sheets.find(knock.opened, key, lambda: _make_sheets(signing))
    return padded_answer(sheets[""].fill(doorway.tokens.issue(*_pair(signing.purpose))), knock, 200)


def _make_sheets(signing: Signing) -> Set:
    return {"": Sheet(_write_form(signing, _TOKEN, 200, (), ()), (_TOKEN,))}


def _show_invited(doorway: Doorway, knock: Knock, signable: Signable) -> Answer:
    """The form as an invitation fills it in."""
    invited, note = read_invited(knock, signable.statement, knock.value("by"))
    fields = _filled(Fields(), invited)
    return _form(Signing(doorway, knock, signable, fields, invited), 200, (), (note,) if note else ())


def _filled(fields: Fields, invited: Invited) -> Fields:
    if invited.party is None:
        return fields
    if invited.vouches:
        return replace(fields, voucher=invited.slug)
    return replace(fields, name=invited.party.value, capacity=Capacity.ORGANISATION, place=invited.place)


async def _sent(signing: Signing, notes: tuple[str, ...]) -> Answer:
    """A form that was sent: sealed and answered by a receipt, or given back."""
    doorway, knock, interface = signing.doorway, signing.knock, signing.knock.interface
    signing = replace(signing, fields=_filled(signing.fields, signing.invited))
    try:
        token = _known(signing)
        sealed = taking.unwrapped(signing.fields, SAID_SMALL, interface)
        faults = _faults(signing)
        if faults or notes:
            return await run_in_threadpool(_form, signing, 422, faults, notes)
        item = _item(signing, token, sealed)
        if _wants_letter(signing) and doorway.posting and not doorway.posting.has_room():
            raise BackError(503, taking.full(knock.opened, interface))
        is_new = await taking.keep(
            doorway, knock.opened, item, taking.spent_tag(doorway, token, signing.fields), interface
        )
    except BackError as back:
        given = replace(signing, fields=replace(signing.fields, sealed=signing.fields.sealed if back.sealed else ""))
        return await run_in_threadpool(_form, given, back.status, (), (back.note,), fresh=back.fresh)
    if is_new and _wants_letter(signing):
        _post(signing, item)
    return await _receipt(signing, token)


def _known(signing: Signing) -> Token:
    """Raises BackError where the words have changed meanwhile, or the form can't be taken as it is."""
    version, interface = signing.signable.version, signing.knock.interface
    if signing.fields.version != str(version.number):
        note = interface.gettext("The words were changed after you had opened this page. Read them again; then press.")
        raise BackError(409, note, fresh=True)
    return taking.know(signing.doorway, signing.purpose, signing.fields, interface)


def _faults(signing: Signing) -> tuple[Fault, ...]:
    fields, interface = signing.fields, signing.knock.interface
    if not fields.sealed:
        return signature_faults(fields, signing.signable, signing.invited, interface)
    if fields.email and not is_address(fields.email):  # the address that was sealed would stay the wrong one
        note = interface.gettext("Letters can’t reach this address. Write the form once more, with another address.")
        raise BackError(422, note, sealed=False)
    return ()


def _item(signing: Signing, token: Token, sealed: bytes) -> Item:
    fields, signable, invited = signing.fields, signing.signable, signing.invited
    submission = taking.submission_of(token)
    return Item(
        Kind.SIGNATURE,
        said=sealed or _said(signing),
        sealed_in_browser=bool(fields.sealed),
        submission=submission,
        statement=signable.statement.slug,
        version=signable.version.number,
        sha256=bytes.fromhex(signable.version.sha256),
        language=signable.wording.language,
        code=digest_code(signing.doorway.code(token.nonce)),
        address=digest_address(submission, fields.email) if fields.email else b"",
        invitation=invited.text,
        suspicious=("honeypot",) if fields.website else (),
    )


def _said(signing: Signing) -> bytes:
    fields = signing.fields
    is_organisation = fields.capacity == Capacity.ORGANISATION
    display = choices.display_of(fields.display, fields.capacity)
    assert display is not None
    try:
        return write_said(
            Signature(
                name=fields.name,
                capacity=fields.capacity,
                display=display,
                affiliation="" if fields.capacity == Capacity.INDIVIDUAL else fields.affiliation,
                place=fields.place,
                mandate=fields.mandate if is_organisation else "",
                email=fields.email,
                voucher=fields.voucher,
                final=fields.final,
                again=fields.again and is_organisation,
                note=fields.note,
            )
        )
    except TooLongError:
        note = signing.knock.interface.gettext("This is more than fits. Please say it in fewer words.")
        raise BackError(422, note) from None


def _wants_letter(signing: Signing) -> bool:
    return bool(signing.fields.email and not signing.invited.party and signing.doorway.posting)


def _post(signing: Signing, item: Item) -> None:
    """The letter that asks for confirmation, unless too many have gone to this address today."""
    doorway, library = signing.doorway, signing.knock.opened.library
    email = signing.fields.email
    if doorway.posting and doorway.addressees.take(email):
        interface = signing.knock.interface
        link = doorway.tokens.link(item.submission, item.statement, item.version, item.language, item.address)
        address = f"{library.address}/{interface.language}/confirm/{link}"
        title = title_of_version(signing.signable.version, interface)
        doorway.posting.put(write_letter(email, title, address, library, interface))


def _form(
    signing: Signing, status: int, faults: tuple[Fault, ...], notes: tuple[str, ...], *, fresh: bool = False
) -> Answer:
    """The form, empty or with what was typed."""
    token = "" if fresh else signing.fields.token
    token = token or signing.doorway.tokens.issue(*_pair(signing.purpose))
    return padded_answer(_write_form(signing, token, status, faults, notes), signing.knock, status)


def _write_form(
    signing: Signing, token: str, status: int, faults: tuple[Fault, ...], notes: tuple[str, ...]
) -> str:  # fmt: skip
    doorway, knock, fields = signing.doorway, signing.knock, signing.fields
    version = signing.signable.version
    door = knock.opened.library.door
    form = FormView(
        kind="signature",
        action=f"/{knock.interface.language}/statements/{signing.signable.statement.slug}/sign",
        key=door.keys[0] if door else "",
        size=SAID_SMALL,
        work=taking.WORK,
        token=token,
        sealed=fields.sealed,
        statement=signing.signable.statement.slug,
        version=str(version.number),
        language=signing.signable.wording.language,
        letters=doorway.posting is not None,
    )
    page = make_sign(knock, signing.signable, form, fields, faults, notes, signing.invited)
    title = knock.interface.gettext("Sign this statement")
    if faults or notes:
        title = f"{knock.interface.gettext('Not sent yet')} – {title}"
    return render(knock, door_view(page, "sign.html", title, status))


def _pair(purpose: Purpose) -> tuple[str, str]:
    return purpose.form, purpose.subject


async def _receipt(signing: Signing, token: Token) -> Answer:
    fields, invited = signing.fields, signing.invited
    display = None if fields.sealed else choices.display_of(fields.display, fields.capacity)
    if invited.party and not invited.vouches:
        how = receipts.How.INVITED
    elif fields.email:
        how = receipts.How.LETTER if signing.doorway.posting else receipts.How.ASKED
    elif fields.sealed and not signing.doorway.posting and not invited.vouches:
        how = receipts.How.UNSEEN
    else:
        how = receipts.How.VOUCHED
    receipt = receipts.Receipt(signing.signable, display, how)
    return await receipts.answer_receipt(signing.doorway, signing.knock, receipt, signing.doorway.code(token.nonce))
