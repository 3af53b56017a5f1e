"""Invitations that came with signatures: checked against the keys that make them, and their uses counted."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from firsthand.catalogue.records import Capacity, Confirmed, Statement
from firsthand.endorsing.desk import Sheet
from firsthand.endorsing.entries import Entry
from firsthand.sealed.errors import ForgedError
from firsthand.sealed.invitations import read_invitation

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey


class Doorkeeper:
    """Lets in who comes to a statement with an invitation."""

    def __init__(self, secrets: Sequence["SecretKey"], statement: Statement, sheet: Sheet) -> None:
        self._keys = tuple(secret.public for secret in secrets)
        self._statement = statement.slug
        self._used = Counter(entry.invitation for entry in sheet.entries.values() if entry.invitation)

    def admit(self, entry: Entry, text: str) -> tuple[Entry, set[str]]:
        """The entry with what its invitation is worth, and marks; its use counts once `note` is called."""
        if not text:
            return entry, set()
        try:
            invitation = read_invitation(self._keys, text)
        except ForgedError:
            return entry, {"invitation"}
        if invitation.statement != self._statement:
            return entry, {"invitation"}
        entry = replace(entry, invitation=invitation.id.hex())
        if not invitation.vouches and entry.capacity is not Capacity.ORGANISATION:
            return entry, {"invitation"}
        if entry.day > invitation.until:
            return entry, {"expired"}
        if invitation.uses and self._used[entry.invitation] >= invitation.uses:
            return entry, {"used"}
        if invitation.vouches:
            return replace(entry, voucher=invitation.party, confirmed=Confirmed.VOUCHED), set()
        return replace(entry, party=invitation.party, confirmed=Confirmed.INVITED), set()

    def note(self, entry: Entry) -> None:
        """The entry is on the sheet now."""
        if entry.invitation:
            self._used[entry.invitation] += 1
