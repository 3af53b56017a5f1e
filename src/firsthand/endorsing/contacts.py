"""Organisations that want to be asked for the next letter: kept apart from signatures, until they say otherwise.

The one list of addresses that outlives a letter. Nobody comes onto it without having asked for it in the form, and no
person: only organisations can.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, msgpack

from firsthand.catalogue.records import Capacity
from firsthand.endorsing.desk import Sheet
from firsthand.endorsing.entries import STANDING
from firsthand.endorsing.errors import DeskError, in_words
from firsthand.endorsing.vault import read_box, write_box

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey

NAME = "contacts.box"
_PURPOSE = "desk contacts"


class Contact(Struct, frozen=True, omit_defaults=True):
    name: str
    email: str
    language: str
    statement: str
    """Slug of the one they signed when they asked for it."""
    entry: str
    """Id of that signature: when it is withdrawn, the contact goes too."""
    party: str = ""


class _Kept(Struct, frozen=True):
    contacts: tuple[Contact, ...] = ()


def read_contacts(folder: Path, secrets: Iterable["SecretKey"]) -> tuple[Contact, ...]:
    """The contacts of a desk. DeskError where they can't be read."""
    path = folder / NAME
    if not path.exists():
        return ()
    with in_words(path):
        data = read_box(path, tuple(secrets), _PURPOSE)
    try:
        return msgpack.decode(data, type=_Kept).contacts
    except (DecodeError, ValueError) as error:
        raise DeskError(f"“{path}” was written by a newer Firsthand. Install the same version here.") from error


def write_contacts(folder: Path, secret: "SecretKey", contacts: Iterable[Contact]) -> None:
    """Put these in place of those that were there; with none, there is no file."""
    by_address = {contact.email.strip().casefold(): contact for contact in contacts}
    path = folder / NAME
    with in_words(path):
        if by_address:
            kept = _Kept(tuple(by_address[address] for address in sorted(by_address)))
            write_box(path, msgpack.encode(kept), secret, _PURPOSE)
        else:
            path.unlink(missing_ok=True)


def keep(folder: Path, secrets: Sequence["SecretKey"], statement: str, sheet: Sheet) -> None:
    """Take over who has asked for it with a signature that stands, and let go of who has withdrawn."""
    before = read_contacts(folder, secrets)
    after = [one for one in before if one.statement != statement or _stands(sheet, one.entry)]
    for entry in sheet.entries.values():
        identity = sheet.people.get(entry.id)
        organisation = entry.capacity is Capacity.ORGANISATION and entry.state in STANDING
        if organisation and identity and identity.again and identity.email:
            after.append(Contact(identity.name, identity.email, entry.language, statement, entry.id, entry.party))
    if tuple(after) != before:
        write_contacts(folder, secrets[0], after)


def drop(folder: Path, secrets: Sequence["SecretKey"], address: str) -> bool:
    """Let go of a contact that doesn't want letters any more; whether there was one with this address."""
    before = read_contacts(folder, secrets)
    after = [one for one in before if one.email.strip().casefold() != address.strip().casefold()]
    if len(after) < len(before):
        write_contacts(folder, secrets[0], after)
    return len(after) < len(before)


def _stands(sheet: Sheet, id_: str) -> bool:
    entry = sheet.entries.get(id_)
    return entry is not None and (entry.state in STANDING or bool(entry.merged))
