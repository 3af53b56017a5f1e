"""Resumption tokens that hold all that is needed to go on, so that nothing is remembered between two requests.

A token names the last record that was given by when it changed and its address, not by a count. So it leads on in the
next release too: what has changed meanwhile has moved to the end of the list. It holds no secret and opens nothing that
its arguments would not; whoever makes one up is answered as one who asked for that.
"""

import base64
import binascii

import msgspec
from msgspec import Struct

LONGEST = 2_000
"""Characters of a token; no token of ours comes near it."""
MOST = 1_000_000_000


class MalformedTokenError(Exception):
    """No token of this library."""


class Token(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    verb: str
    arguments: dict[str, str]
    after: tuple[str, str]
    """`changed` and `address` of the last record that was given."""
    cursor: int
    """How many were given before."""
    size: int
    """Of the whole list, when it was begun."""


def write_token(token: Token) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(token)).decode().rstrip("=")


def read_token(text: str) -> Token:
    """MalformedTokenError for whatever `write_token` would not have written."""
    if len(text) > LONGEST:
        raise MalformedTokenError
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        token = msgspec.json.decode(data, type=Token)
    except (binascii.Error, ValueError, msgspec.MsgspecError, RecursionError):
        raise MalformedTokenError from None
    if write_token(token) != text or not (0 < token.cursor <= MOST and 0 <= token.size <= MOST):
        raise MalformedTokenError
    if any("\ud800" <= sign <= "\udfff" or sign == "\x00" for part in token.after for sign in part):
        raise MalformedTokenError
    return token
