"""What the door of one process holds: the inbox that it adds to, its tokens, and the letters that wait.

It has no key that opens anything. Where it is lost or seized, forms that lie open are asked again, and that is all.
"""

from datetime import date
from pathlib import Path

from msgspec import Struct

from firsthand.front.door.bounds import Addressees, Bucket
from firsthand.front.door.posting import Posting
from firsthand.front.door.sheets import Sheets
from firsthand.front.opened import Opened
from firsthand.mailing import Outbox
from firsthand.sealed.codes import code_of
from firsthand.sealed.inbox import Inbox
from firsthand.sealed.keys import PublicKey, read_public
from firsthand.sealed.moments import today
from firsthand.sealed.tokens import Tokens, open_door

RATES = {"message": (300, 1.0), "withdrawal": (300, 1.0)}
"""Of each form: how many at once, and how many a second in the long run; signatures are bounded by their work."""


class Settings(Struct, frozen=True):
    """How a library is served, as far as its door goes."""

    inbox: Path
    outbox: Outbox | None = None
    """None where no letters are sent: then coordinators confirm signatures by themselves."""


class Doorway:
    def __init__(self, settings: Settings, key: PublicKey) -> None:
        self.tokens = Tokens(open_door(settings.inbox))
        self.posting = Posting(settings.outbox) if settings.outbox else None
        self.addressees = Addressees()
        self.buckets = {form: Bucket(*rate) for form, rate in RATES.items()}
        self.being_received = 0
        self.sheets = Sheets()
        self.folder = settings.inbox
        self._inbox = Inbox(settings.inbox, key)
        self._written = ""
        self._retired: list[Inbox] = []

    def inbox(self, opened: Opened) -> Inbox:
        """To which a release's key seals; a new release may have brought a new one."""
        assert opened.library.door is not None
        written = opened.library.door.keys[0]
        if written != self._written:
            key = read_public(written)
            if key != self._inbox.key:
                self._retired.append(self._inbox)
                self._inbox = Inbox(self.folder, key)
            self._written = written
        return self._inbox

    def code(self, nonce: bytes) -> str:
        """The withdrawal code of a form: the same whenever it is asked for, and kept nowhere."""
        return code_of(self.tokens.secret, nonce)

    def today(self) -> date:
        return today()

    async def close(self) -> None:
        if self.posting:
            await self.posting.close()
        self.close_inbox()

    def close_inbox(self) -> None:
        for inbox in (*self._retired, self._inbox):
            inbox.close()


def open_doorway(settings: Settings, opened: Opened) -> Doorway | None:
    """The doorway of a library that has a door. Raises firsthand.sealed.errors.SealedError."""
    door = opened.library.door
    return Doorway(settings, read_public(door.keys[0])) if door else None
