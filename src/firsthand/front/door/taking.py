"""How a form of the door is taken: known as one of ours, not hurried, sealed, safe on the disk; or given back whole."""

import asyncio
import logging
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from firsthand.front.door.checking import unwrap
from firsthand.front.door.doorway import Doorway
from firsthand.front.door.fields import Fields
from firsthand.front.opened import Opened
from firsthand.interface import Interface
from firsthand.sealed import work
from firsthand.sealed.errors import ExpiredError, ForgedError, FullError, SpentError, TooLongError, UnwritableError
from firsthand.sealed.inbox import Use
from firsthand.sealed.items import Item
from firsthand.sealed.tokens import Token

log = logging.getLogger("firsthand.front")

WORK = f"{work.COUNT} {work.BITS}"
"""As the script reads it."""


class BackError(Exception):
    """The form goes back to the reader, with all that was typed and a sentence."""

    def __init__(self, status: int, note: str, *, fresh: bool = False, sealed: bool = True) -> None:
        """`fresh`: the form needs a new token. `sealed`: what the browser has sealed can be sent again."""
        super().__init__("a form goes back")
        self.status, self.note, self.fresh, self.sealed = status, note, fresh, sealed


class Purpose(Struct, frozen=True):
    """Which form a token was made for."""

    form: str
    subject: str = ""


def know(doorway: Doorway, purpose: Purpose, fields: Fields, interface: Interface) -> Token:
    """The token of a form that is ours, and old enough or worked for. Raises BackError."""
    _ = interface.gettext
    try:
        token = doorway.tokens.read(fields.token, purpose.form, purpose.subject)
    except (ForgedError, ExpiredError):
        note = _("The form had lain open for too long. Look through it, wait %(count)s seconds, and press again.")
        raise BackError(409, note % {"count": interface.number(work.WAIT)}, fresh=True) from None
    if token.age < work.WAIT and not work.check(fields.token, fields.work):
        left = int(work.WAIT - token.age) + 1
        note = interface.ngettext(
            "That was quicker than people write. Wait %(count)s second, and press again.",
            "That was quicker than people write. Wait %(count)s seconds, and press again.",
            left,
        )
        raise BackError(429, note % {"count": interface.number(left)})
    return token


def unwrapped(fields: Fields, size: int, interface: Interface) -> bytes:
    """What a browser has sealed, `size` bytes without its seal; empty where none did. Raises BackError."""
    if not fields.sealed:
        return b""
    data = unwrap(fields.sealed, size)
    if data is None:
        note = interface.gettext("What your browser encrypted arrived damaged. Write it once more, and press again.")
        raise BackError(422, note, sealed=False)
    return data


def submission_of(token: Token) -> bytes:
    """16 bytes that name one sending of a form; a retry has the same."""
    return blake2b(token.nonce, digest_size=16, person=b"firsthand form").digest()


def spent_tag(doorway: Doorway, token: Token, fields: Fields) -> bytes:
    """A retry of the same form with the same words has the same."""
    return doorway.tokens.spent_tag(token.nonce, msgspec.msgpack.encode(replace(fields, token="", work="")))


async def keep(doorway: Doorway, opened: Opened, item: Item, spent: bytes, interface: Interface) -> bool:
    """Wait until an item is safe; whether it is new. Raises BackError."""
    _ = interface.gettext
    try:
        inbox = doorway.inbox(opened)
        fresh = inbox.spent(spent) is Use.FRESH
        await asyncio.wrap_future(inbox.put(item, spent))
    except SpentError:
        note = _(
            "This form was sent already, with other words. What you sent first is kept. Press again to send this too."
        )
        raise BackError(409, note, fresh=True) from None
    except TooLongError:
        raise BackError(422, _("This is more than fits. Please say it in fewer words."), sealed=False) from None
    except (FullError, UnwritableError) as error:
        log.error("Something that came through the door was not taken: %s.", type(error).__name__)
        raise BackError(503, full(opened, interface)) from None
    return fresh


def full(opened: Opened, interface: Interface) -> str:
    """That nothing more is taken for now, and which other ways there are."""
    _ = interface.gettext
    note = _("Nothing more can be taken in at this moment. Keep this page open and press again in some minutes.")
    contact = opened.library.contact
    if not contact:
        return note
    other = _("You can also write to the network: %(contact)s")
    return f"{note} {other % {'contact': contact.removeprefix('mailto:')}}"
