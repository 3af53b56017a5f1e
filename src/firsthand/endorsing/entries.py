"""What the desk keeps of those who signed: an entry that tells nobody's name, and apart from it who it was.

Whatever leads to a person (a name, an address, a note, a digest of an address) belongs into `Identity`, which gets
forgotten; an entry must go on counting and being withdrawn without it.
"""

from enum import StrEnum
from hashlib import blake2b

from msgspec import Struct

from firsthand.catalogue.records import Capacity, Confirmed, Display, Mandate

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that is taken for another one on paper."""


class State(StrEnum):
    NEW = "new"
    """Waits for a coordinator's decision."""
    WAITING = "waiting"
    """For the signer, whose letter is not answered yet."""
    CONFIRMED = "confirmed"
    """A coordinator has said yes; not in the library's folder yet."""
    REFUSED = "refused"
    """Also what was merged into another entry, and what its owner's address has disavowed."""
    WITHDRAWN = "withdrawn"
    APPLIED = "applied"
    """In the library's folder: named, or counted."""


STANDING = frozenset((State.CONFIRMED, State.APPLIED))
"""The states in which a signature counts."""


class Entry(Struct, frozen=True, omit_defaults=True):
    """A signature, without who it was."""

    id: str
    """By which coordinators call it: eight letters and digits, or more where two would be the same."""
    submission: bytes
    """16 bytes; empty for what was entered from paper."""
    code: bytes
    """Digest of the code by which it can be withdrawn (`firsthand.sealed.codes`); empty where none was given."""
    capacity: Capacity
    display: Display
    version: int
    language: str
    """Of the wording that was read."""
    day: str
    """On which it came (ISO 8601)."""
    state: State = State.NEW
    mandate: Mandate | None = None
    place: str = ""
    """ISO 3166-1 alpha-2."""
    confirmed: Confirmed | None = None
    """How it is known who signed; None as long as it isn't."""
    voucher: str = ""
    """Slug of the party that has vouched, or is asked to."""
    party: str = ""
    """Slug of the Party that this is, for one that has a record."""
    merged: str = ""
    """Id of the entry of which this one was a copy."""
    applied: bool = False
    """It has been written into the library's folder once: a withdrawal must be carried out there too."""
    row: str = ""
    """By what it is found there, as `apply` sets it; empty for what is only counted."""
    invitation: str = ""
    """Digest of the signed invitation through which it came, by which its uses are counted."""
    marks: tuple[str, ...] = ()
    """What was noticed when it was opened, as keys of `firsthand.endorsing.reasons.MARKS`."""


class Identity(Struct, frozen=True, omit_defaults=True):
    """Who an entry is. Words as they were typed, but for characters that hide or turn others."""

    entry: str
    """Id of the entry."""
    name: str
    affiliation: str = ""
    email: str = ""
    address: bytes = b""
    """Digest of the address that the letter went to: an answer counts only for it."""
    note: str = ""
    final: bool = False
    """Wants the final text by e-mail."""
    again: bool = False
    """Wants to be asked for the next letter too."""


class Answer(Struct, frozen=True):
    """A letter was answered whose signature has not come yet."""

    submission: bytes
    address: bytes
    disavowed: bool = False


class Post(Struct, frozen=True, omit_defaults=True):
    """A message to the network."""

    id: str
    """Made of the name of its slot, so that it is known again when it is opened once more."""
    day: str
    text: str = ""
    """Empty once it has been forgotten."""
    reply: str = ""
    read: bool = False


def name_of(token: bytes, length: int = 8) -> str:
    """A name that people can type, made of random bytes: five bits a letter, always the same for the same bytes.

    >>> name_of(b"0123456789abcdef")
    '23bn6mv6'
    """
    number = int.from_bytes(blake2b(token, digest_size=16, person=b"firsthand entry").digest())
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(length))
