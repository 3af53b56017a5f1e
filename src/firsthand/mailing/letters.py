"""A letter, the message of RFC 5322 that it becomes, and what any outbox does with letters."""

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Protocol

from msgspec import Struct

LONGEST_ADDRESS, LONGEST_LOCAL = 254, 64
"""Octets (RFC 5321, section 4.5.3.1, with RFC 3696's erratum)."""


class MalformedAddressError(ValueError):
    """No letter can go there. It doesn't say what was written: that would be in a log sooner or later."""


class Letter(Struct, frozen=True):
    to: str
    """One address, without a name: "sam@example.org"."""
    subject: str
    text: str
    """Plain text; paragraphs are parted by a blank line."""
    language: str = "en"
    """BCP 47."""

    def __repr__(self) -> str:
        """Without its contents, since an error may show this."""
        return "Letter()"


class Sent(Struct, frozen=True):
    """What became of some letters."""

    sent: int = 0
    refused: int = 0
    """Nobody will ever take them: there is no such address, or it may not be written to."""
    later: tuple[Letter, ...] = ()
    """They couldn't be handed over now, and may be tried again."""


class Outbox(Protocol):
    """Safe to use from one thread at a time."""

    def send(self, letters: Sequence[Letter]) -> Sent:
        """Hand over letters, in this order. Raises nothing because of what a letter or a mail server says."""
        ...


def check_address(address: str) -> str:
    """The address without blanks around it, if a letter can be sent there. Raises MalformedAddressError.

    One address of RFC 5321 with a domain that has a dot, without comments or quotes, which nobody means; letters
    beyond ASCII are taken (RFC 6531).
    """
    address = address.strip()
    local, at, domain = address.rpartition("@")
    plain = address.isprintable() and not any(sign in ' "(),:;<>[\\]' for sign in address)
    labels = domain.split(".")
    if not (at and local and plain and "@" not in local and len(labels) > 1 and all(labels)):
        raise MalformedAddressError("There is no such address.")
    if len(address.encode()) > LONGEST_ADDRESS or len(local.encode()) > LONGEST_LOCAL:
        raise MalformedAddressError("The address is too long.")
    try:
        domain.encode("idna")
        Address(addr_spec=address) if address.isascii() else None
    except (ValueError, MessageError, IndexError):
        raise MalformedAddressError("There is no such address.") from None
    if local.startswith(".") or local.endswith(".") or ".." in local or domain.startswith("-") or labels[-1].isdigit():
        raise MalformedAddressError("There is no such address.")
    return address


def is_address(address: str) -> bool:
    """Whether a letter can be sent there; only an answer shows that somebody reads it."""
    try:
        check_address(address)
    except MalformedAddressError:
        return False
    return True


def compose(letter: Letter, sender: str, day: date) -> EmailMessage:
    """The message that goes over the wire. It says the day, and no hour; no machine of ours; nobody else's address.

    Auto-Submitted (RFC 3834) keeps other programs from answering it.
    """
    message = EmailMessage(policy=SMTP.clone(utf8=not letter.to.isascii()))
    message["From"] = sender
    message["To"] = check_address(letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))
    message["Message-ID"] = f"<{secrets.token_hex(16)}@{domain_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable" if letter.text.isascii() else "base64")
    message["Content-Language"] = letter.language
    return message


def domain_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"
