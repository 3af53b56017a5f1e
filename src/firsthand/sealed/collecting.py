"""Who may collect an inbox from afar: the holder of the collector's key. No passwords, and nothing is remembered.

The door seals a token of its own to the collector's public key; only who opens it can show it. This key opens nothing
of what is collected. Nothing here knows of HTTP, nor of files (`firsthand.sealed.copying`).
"""

from nacl.exceptions import CryptoError
from nacl.public import PublicKey as BoxKey
from nacl.public import SealedBox

from firsthand.sealed.errors import ForgedError, SealedError
from firsthand.sealed.keys import PublicKey, Purpose, SecretKey
from firsthand.sealed.tokens import Tokens

LASTS = 600
"""Seconds for which an opened challenge lets in."""
_CHALLENGE = 72 + 48


def challenge(collector: PublicKey, tokens: Tokens) -> bytes:
    """120 bytes, another one each time, of which nothing need be remembered."""
    if collector.purpose is not Purpose.COLLECTOR:
        raise SealedError("This is no collector's key. Give the one that begins with fhc1.")
    return SealedBox(BoxKey(collector.box)).encrypt(tokens.issue("collect", collector.id.hex()).encode())


def answer(collector: SecretKey, sealed: bytes) -> str:
    """What lets in. ForgedError where it was sealed to another key."""
    try:
        if len(sealed) == _CHALLENGE:
            return SealedBox(collector.box).decrypt(sealed).decode("ascii")
    except (CryptoError, UnicodeDecodeError):
        pass
    raise ForgedError(
        f"The server's challenge is not for the key {collector.public.id.hex()}. Give the collector's key whose public "
        "half is in its library.toml."
    )


def admit(collector: PublicKey, tokens: Tokens, shown: str) -> None:
    """ForgedError, or ExpiredError after ten minutes, unless this is what a challenge held."""
    tokens.read(shown, "collect", collector.id.hex(), lasts=LASTS)
