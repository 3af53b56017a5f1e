"""What lies in the inbox, once it is opened: who said what.

An item has two layers. The outer one, an `Item`, is what the front itself knows and vouches for; it is written as
MessagePack. The inner one is what a person has said, written as JSON, so that a browser can write and seal it as well:
`Item.said` is that JSON, padded, or, where `Item.sealed_in_browser`, a sealed box around it that the front can't open.
"""

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    SIGNATURE = "signature"
    CONFIRMATION = "confirmation"
    """The link in a letter was followed, and the button behind it pressed."""
    DISAVOWAL = "disavowal"
    """Who got that letter says that it was somebody else who signed."""
    WITHDRAWAL = "withdrawal"
    MESSAGE = "message"


class Signature(Struct, frozen=True, omit_defaults=True):
    """What a signer says. Words as they were typed, without blanks around; choices by the values of their enums."""

    name: str
    """Of the person; of the organisation where `capacity` is "organisation"."""
    capacity: str
    """organisation, individual, affiliated (see firsthand.catalogue.records.Capacity)."""
    display: str
    """full, name, country, withheld (see firsthand.catalogue.records.Display)."""
    affiliation: str = ""
    """A person's organisation; for an organisation, who signs for it, and as what."""
    place: str = ""
    """ISO 3166-1 alpha-2."""
    mandate: str = ""
    """board, secretariat, unconfirmed; for organisations alone."""
    email: str = ""
    voucher: str = ""
    """Slug of the party that is to vouch, in place of an e-mail."""
    final: bool = False
    """Wants the final text, with the signatures, by e-mail."""
    again: bool = False
    """An organisation that wants to be asked for the next letter too."""
    note: str = ""
    """A word to the coordinators."""


class Withdrawal(Struct, frozen=True, omit_defaults=True):
    code: str
    """As it stands on the receipt."""


class Message(Struct, frozen=True, omit_defaults=True):
    text: str
    reply: str = ""
    """Where an answer reaches whoever wrote it."""


class Item(Struct, frozen=True, omit_defaults=True):
    kind: Kind
    said: bytes = b""
    """A Signature, Withdrawal or Message; empty in a confirmation or disavowal."""
    sealed_in_browser: bool = False
    submission: bytes = b""
    """16 bytes that name one sending of a form: a signature's own, or that of the signature which is confirmed."""
    statement: str = ""
    """Slug of the statement; empty for messages, and for withdrawals, whose code says it."""
    version: int = 0
    sha256: bytes = b""
    """Of the version (32 bytes)."""
    language: str = ""
    """Of the wording that was shown."""
    code: bytes = b""
    """Digest of the withdrawal code that the signer got (`firsthand.sealed.codes`)."""
    address: bytes = b""
    """Digest of the e-mail address to which a letter went, or from which it was confirmed
    (`firsthand.sealed.codes.digest_address`): a confirmation counts only for a signature that names this address."""
    invitation: str = ""
    """The signed invitation through which it was signed (`firsthand.sealed.invitations`), unchecked."""
    suspicious: tuple[str, ...] = ()
    """What the front noticed: "honeypot"."""


class Opened(Struct, frozen=True):
    """An item out of its envelope."""

    id: bytes
    """16 bytes, the name of its slot: two slots with the same one are copies."""
    day: str
    """On which it came (ISO 8601)."""
    item: Item
    said: Signature | Withdrawal | Message | None
    """None where there is nothing within."""
