"""Tokens of forms and links in letters: signed by the door, kept nowhere, of no use to open anything.

Signatures are itsdangerous'. A token says when a form was shown, to the second, and lives twelve hours; a link is
encrypted besides, and knows days alone. Neither holds an address.
"""

import binascii
import os
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import blake2b, sha256
from pathlib import Path

import itsdangerous
import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from firsthand.sealed.errors import ExpiredError, ForgedError, SealedError, UnwritableError
from firsthand.sealed.moments import round_times

LASTS = 12 * 3600
"""Seconds for which a form may lie open."""
_SKEW = 3600
"""Seconds by which the clock may have been set back since."""
_DAY = 86_400
_LONGEST = 1_024
_DOOR = "door.key"


class Token(Struct, frozen=True):
    nonce: bytes
    """16 random bytes."""
    age: float
    """Seconds since the form was shown."""


class Link(Struct, frozen=True, array_like=True):
    """What a link in a letter is about."""

    submission: bytes
    """16 bytes."""
    statement: str
    version: int
    language: str
    address: bytes
    """`firsthand.sealed.codes.digest_address` of where the letter went."""
    day: int = 0
    """Days since 1970-01-01 (UTC)."""


def open_door(folder: Path) -> bytes:
    """The door's secret, 32 bytes in `door.key`, which is made when there is none; two processes get the same.

    UnwritableError where the folder doesn't allow it, SealedError where the file is damaged.
    """
    path = folder / _DOOR
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make_door(path)
        data = path.read_bytes()
    except OSError as error:
        raise UnwritableError(
            f"{path} can't be read or made ({error.strerror}). Give the server's user rights on the folder, "
            "or free some space on its disk."
        ) from error
    if len(data) != 32:
        raise SealedError(
            f"{path} is damaged: it has {len(data)} bytes, not 32. Remove it; forms then open are asked again."
        )
    return data


def _make_door(path: Path) -> None:
    """Written aside and linked: whoever comes second finds the first one's."""
    aside = path.with_name(f".{secrets.token_hex(8)}.key")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(descriptor)
        round_times(aside)
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
        round_times(path.parent)


class Tokens:
    """What the door gives out, and how it knows it again. Printed, it shows nothing."""

    def __init__(self, secret: bytes, now: Callable[[], float] = time.time) -> None:
        """`secret`: the door's (`open_door`); `now`: seconds since 1970."""
        self._secret = secret
        self._now = now
        self._box = SecretBox(self._derive(b"links"))

    @property
    def secret(self) -> bytes:
        """For `codes.code_of`."""
        return self._derive(b"codes")

    def issue(self, purpose: str, subject: str) -> str:
        """A token for one form, such as "sign" of a statement's slug. Every one has the same length."""
        data = secrets.token_bytes(16) + int(self._now()).to_bytes(5, "big")
        return self._signer(purpose, subject).sign(_write(data)).decode()

    def read(self, token: str, purpose: str, subject: str, lasts: float = LASTS) -> Token:
        """ForgedError if it isn't of this door and form, ExpiredError after `lasts` seconds."""
        data = self._verified(token, purpose, subject)
        if len(data) != 21:
            raise ForgedError("This form is not from here. Take a new one.")
        age = self._now() - int.from_bytes(data[16:], "big")
        if not -_SKEW <= age <= lasts:
            raise ExpiredError("This form was open for too long. Take a new one.")
        return Token(data[:16], max(0.0, age))

    def spent_tag(self, nonce: bytes, body: bytes) -> bytes:
        """16 bytes that mark a token as used: 8 that tell which one, 8 that tell also for what.

        Who sends the same body with the same token tries again what may have succeeded; another body is a misuse.
        """
        key = self._derive(b"spent")
        which = blake2b(nonce, digest_size=8, key=key, person=b"nonce").digest()
        what = blake2b(len(nonce).to_bytes(8, "big") + nonce + body, digest_size=8, key=key, person=b"body").digest()
        return which + what

    def link(self, submission: bytes, statement: str, version: int, language: str, address_digest: bytes) -> str:
        """What stands at the end of an address in a letter; who reads it without the door's secret learns nothing."""
        day = int(self._now()) // _DAY
        link = Link(submission, statement, version, language, address_digest, day)
        return self._signer("link", "").sign(_write(bytes(self._box.encrypt(msgspec.msgpack.encode(link))))).decode()

    def read_link(self, text: str, days: int = 7) -> Link:
        """ForgedError if it isn't of this door, ExpiredError when it is older than `days`."""
        data = self._verified(text, "link", "")
        try:
            link = msgspec.msgpack.decode(self._box.decrypt(data), type=Link)
        except (CryptoError, ValueError, msgspec.MsgspecError):
            raise ForgedError("This link is not from here. Copy it again from the letter, to its end.") from None
        if not -1 <= int(self._now()) // _DAY - link.day <= days:
            raise ExpiredError(
                f"This link was good for {days} days, and they are over. Sign again to get a new letter."
            )
        return link

    def __repr__(self) -> str:
        return "<tokens>"

    def _derive(self, what: bytes) -> bytes:
        return blake2b(what, digest_size=32, key=self._secret, person=b"firsthand door").digest()

    def _signer(self, purpose: str, subject: str) -> itsdangerous.Signer:
        salt = f"firsthand {purpose}\0{subject}".encode("utf-8", "surrogatepass")
        return itsdangerous.Signer(self._secret, salt=salt, key_derivation="hmac", digest_method=sha256)

    def _verified(self, text: str, purpose: str, subject: str) -> bytes:
        try:
            if len(text) <= _LONGEST:
                signer = self._signer(purpose, subject)
                value = signer.unsign(text.encode("ascii"))
                if signer.sign(value) == text.encode("ascii"):  # base64 has several ways to write the same bytes
                    return urlsafe_b64decode(value + b"=" * (-len(value) % 4))
        except (itsdangerous.BadData, ValueError, binascii.Error):
            pass
        raise ForgedError(
            "This is not from here, or some of its characters are lost. Take a new form, or copy it again."
        )


def _write(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")
