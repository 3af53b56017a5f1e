"""Invitations: signed with the inbox's key, they let a party sign at once, or vouch for whoever comes through a link.

The text is base64url of MessagePack and an Ed25519 signature (RFC 8032). It opens nothing, but whoever has it may use
it: how often is for the desk to count, by `id`.
"""

import binascii
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from firsthand.sealed.errors import ForgedError, TooLongError
from firsthand.sealed.keys import PublicKey, SecretKey

LONGEST = 360
"""Characters, so that it fits into a slot beside a signature."""
_CONTEXT = b"firsthand invitation 1\0"
_SIGNATURE = 64


class InvitationTo(Struct, frozen=True, array_like=True):
    """To whom, to what."""

    statement: str
    """Slug."""
    party: str
    """Slug of the party that signs or vouches."""
    until: str
    """The last day on which it holds (ISO 8601)."""
    uses: int = 1
    """How many signatures it is good for; 0 for any number."""
    vouches: bool = False
    """Whoever comes through the link is vouched for by the party; otherwise the party itself signs."""
    id: bytes = b""
    """8 random bytes, by which uses are counted; given by `invite`."""


def invite(secret: SecretKey, invitation: InvitationTo) -> str:
    """The text for a link. ValueError for a day that is none, TooLongError where the slugs are too long together."""
    date.fromisoformat(invitation.until)
    named = msgspec.structs.replace(invitation, id=invitation.id or secrets.token_bytes(8))
    body = msgspec.msgpack.encode(named)
    text = urlsafe_b64encode(body + secret.sign.sign(_CONTEXT + body).signature).decode().rstrip("=")
    if len(text) > LONGEST:
        raise TooLongError(
            "The names of the statement and the party are too long for an invitation. Give shorter slugs."
        )
    return text


def read_invitation(public: PublicKey | Sequence[PublicKey], text: str) -> InvitationTo:
    """What an invitation says, whoever of the network's keys signed it; whether its time is over is not looked at.

    ForgedError if none did.
    """
    keys = [public] if isinstance(public, PublicKey) else public
    try:
        data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)) if len(text) <= LONGEST else b""
    except (ValueError, binascii.Error):
        data = b""
    if urlsafe_b64encode(data).decode().rstrip("=") != text:  # base64 has several ways to write the same bytes
        data = b""
    body, signature = data[:-_SIGNATURE], data[-_SIGNATURE:]
    if body and any(_is_by(key, body, signature) for key in keys):
        try:
            invitation = msgspec.msgpack.decode(body, type=InvitationTo)
            date.fromisoformat(invitation.until)
        except (msgspec.MsgspecError, ValueError):
            pass
        else:
            return invitation
    raise ForgedError("This invitation is not from the network, or its link was cut short. Copy the link again, whole.")


def _is_by(key: PublicKey, body: bytes, signature: bytes) -> bool:
    try:
        VerifyKey(key.verify).verify(_CONTEXT + body, signature)
    except (BadSignatureError, ValueError):
        return False
    return True
