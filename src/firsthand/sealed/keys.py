"""Keys: the pair that opens the inbox, kept by coordinators, and the small pair with which it is collected.

Both come from a seed of 32 bytes. On disk a seed lies locked by a passphrase, a file, or both (Argon2id, RFC 9106, then
XSalsa20-Poly1305). No secret is in what is printed of these objects.
"""

import binascii
import secrets
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import nacl.exceptions
from msgspec import Struct
from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.secret import SecretBox
from nacl.signing import SigningKey

from firsthand.sealed.errors import LockedError, SealedError


class Purpose(StrEnum):
    INBOX = "fhi1"
    """Opens what is sealed, signs invitations."""
    COLLECTOR = "fhc1"
    """Fetches sealed items and opens none; may lie on a machine that is online."""


_NAMES = {Purpose.INBOX: "the inbox", Purpose.COLLECTOR: "collecting"}


class Effort(NamedTuple):
    """How hard it is to try a passphrase (Argon2id)."""

    passes: int
    memory: int
    """Bytes."""


EFFORT = Effort(pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE)
"""With which keys are locked: 3 passes over 256 MiB, libsodium's "moderate"."""
_MOST = Effort(16, 1 << 30)
_FORMAT = "firsthand key 1"
_LARGEST = 8_192


class PublicKey(Struct, frozen=True):
    """What everybody may know of a key."""

    box: bytes
    """32 bytes (X25519): to seal to."""
    verify: bytes
    """32 bytes (Ed25519): to check signatures with."""
    purpose: Purpose = Purpose.INBOX

    @property
    def id(self) -> bytes:
        """8 bytes: BLAKE2b of `box` and `verify`."""
        return blake2b(self.box + self.verify, digest_size=8).digest()


def write_public(key: PublicKey) -> str:
    """One line of 95 characters, the same that `read_public` takes."""
    data = key.box + key.verify
    return key.purpose + urlsafe_b64encode(data + _checksum(key.purpose, data)).decode().rstrip("=")


def read_public(text: str, purpose: Purpose = Purpose.INBOX) -> PublicKey:
    """SealedError, with what to do, where it is no public key for this purpose, or was copied wrongly."""
    text = text.strip()
    remedy = "Copy the whole line again from whoever made the key; it has 95 characters."
    if not text.startswith(purpose):
        for other in Purpose:
            if text.startswith(other):
                raise SealedError(
                    f"This is a key for {_NAMES[other]}; one for {_NAMES[purpose]} begins with {purpose}."
                )
        raise SealedError(f"A public key for {_NAMES[purpose]} begins with {purpose}; this text doesn't. {remedy}")
    try:
        data = urlsafe_b64decode(text[4:].encode("ascii") + b"=")
    except (ValueError, binascii.Error):
        data = b""
    key = PublicKey(data[:32], data[32:64], purpose)
    if len(data) != 68 or data[64:] != _checksum(purpose, data[:64]) or write_public(key) != text:
        raise SealedError(f"The public key “{text[:12]}…” has a character too many, too few or changed. {remedy}")
    return key


def _checksum(purpose: Purpose, data: bytes) -> bytes:
    return blake2b(purpose.encode() + data, digest_size=4).digest()


class SecretKey:
    """A seed and the keys that come from it. Two with the same seed and purpose are equal; printed, it shows its id."""

    __slots__ = ("_seed", "box", "public", "sign")

    def __init__(self, seed: bytes, purpose: Purpose = Purpose.INBOX) -> None:
        """`seed`: 32 random bytes."""
        if len(seed) != 32:
            raise SealedError("The seed of a key has 32 bytes; this one hasn't.")
        self._seed = seed
        self.box = PrivateKey(_expand(seed, purpose, b"box"))
        self.sign = SigningKey(_expand(seed, purpose, b"sign"))
        self.public = PublicKey(bytes(self.box.public_key), bytes(self.sign.verify_key), purpose)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for another use, which tell nothing of the key nor of each other."""
        return _expand(self._seed, self.public.purpose, b"derived " + purpose.encode())

    def __repr__(self) -> str:
        return f"<secret key {self.public.id.hex()}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretKey) and self.public == other.public

    def __hash__(self) -> int:
        return hash(self.public)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("A secret key is not to be copied about; lock it.")


def _expand(seed: bytes, purpose: Purpose, what: bytes) -> bytes:
    return blake2b(what, digest_size=32, key=seed, person=b"firsthand " + purpose.encode()).digest()


def new_secret() -> SecretKey:
    """The key of an inbox."""
    return SecretKey(secrets.token_bytes(32))


def new_collector() -> SecretKey:
    """The key with which an inbox is collected."""
    return SecretKey(secrets.token_bytes(32), Purpose.COLLECTOR)


class _Locked(Struct, frozen=True, omit_defaults=True):
    """The JSON of a key's file; bytes are in base64."""

    format: str
    public: str
    by: tuple[str, ...]
    """"passphrase", "file"; a collector's may have neither."""
    seed: bytes
    """SecretBox: nonce, then the box; the bare seed where `by` is empty."""
    passes: int = 0
    memory: int = 0
    salt: bytes = b""

    def __repr__(self) -> str:
        return f"<locked key {self.public[:12]}…>"


def lock(secret: SecretKey, passphrase: str | None, file: bytes | None) -> bytes:
    """What to write to disk. `file` is the content of a file kept elsewhere, such as on a memory card.

    SealedError without either, save for a collector's key, which opens nothing.
    """
    by = tuple(name for name, given in (("passphrase", passphrase), ("file", file)) if given)
    public = write_public(secret.public)
    if not by:
        if secret.public.purpose is Purpose.INBOX:
            raise SealedError("The key of an inbox is kept locked. Give a passphrase, a file, or both.")
        locked = _Locked(_FORMAT, public, by, secret._seed)
    else:
        salt = secrets.token_bytes(pwhash.argon2id.SALTBYTES)
        box = SecretBox(_stretch(passphrase, file, salt, EFFORT))
        locked = _Locked(_FORMAT, public, by, bytes(box.encrypt(secret._seed)), *EFFORT, salt)
    return msgspec.json.format(msgspec.json.encode(locked), indent=2) + b"\n"


def unlock(data: bytes, passphrase: str | None = None, file: bytes | None = None) -> SecretKey:
    """LockedError where the passphrase or the file is another one; SealedError where `data` is no locked key."""
    locked, public = _read_locked(data)
    for name, given in (("passphrase", passphrase), ("file", file)):
        if name in locked.by and not given:
            raise LockedError(f"The key {public.id.hex()} is locked by a {name}, and none was given. Give it as well.")
    passphrase = passphrase if "passphrase" in locked.by else None
    file = file if "file" in locked.by else None
    seed = locked.seed
    if locked.by:
        box = SecretBox(_stretch(passphrase, file, locked.salt, Effort(locked.passes, locked.memory)))
        try:
            seed = box.decrypt(seed)
        except (CryptoError, ValueError):
            raise LockedError(_wrong(locked, public)) from None
    secret = SecretKey(seed, public.purpose)
    if secret.public != public:
        raise SealedError(
            "The file of the key names another public key than that which belongs to it: it was changed. "
            "Take another copy of it."
        )
    return secret


def read_locked_public(data: bytes) -> PublicKey:
    """Which key lies in a file, without opening it."""
    return _read_locked(data)[1]


def _read_locked(data: bytes) -> tuple[_Locked, PublicKey]:
    remedy = "Give the file that “firsthand inbox keygen” wrote."
    try:
        locked = msgspec.json.decode(data[:_LARGEST], type=_Locked)
        purpose = Purpose(locked.public[:4])
    except (ValueError, RecursionError):
        raise SealedError(f"This is not the file of a key, or it is damaged. {remedy}") from None
    if locked.format != _FORMAT:
        raise SealedError("The file of this key was written by a newer Firsthand. Install that, or one newer still.")
    if locked.by and not _is_lawful(locked):
        raise SealedError(f"The file of this key asks for more than a key may, or is damaged. {remedy}")
    return locked, read_public(locked.public, purpose)


def _is_lawful(locked: _Locked) -> bool:
    return (
        set(locked.by) <= {"passphrase", "file"}
        and 1 <= locked.passes <= _MOST.passes
        and pwhash.argon2id.MEMLIMIT_MIN <= locked.memory <= _MOST.memory
        and len(locked.salt) == pwhash.argon2id.SALTBYTES
    )


def _wrong(locked: _Locked, public: PublicKey) -> str:
    what = " or the ".join(locked.by)
    return (
        f"The {what} is not the one with which the key {public.id.hex()} was locked. "
        "Look at capitals and the keyboard's language, and try again; nobody can recover it."
    )


def _stretch(passphrase: str | None, file: bytes | None, salt: bytes, effort: Effort) -> bytes:
    password = unicodedata.normalize("NFC", passphrase or "").encode("utf-8", "surrogatepass")
    if file is not None:
        password = blake2b(password, key=blake2b(file).digest()).digest()
    try:
        return pwhash.argon2id.kdf(SecretBox.KEY_SIZE, password, salt, opslimit=effort.passes, memlimit=effort.memory)
    except (MemoryError, nacl.exceptions.RuntimeError):
        raise SealedError(
            f"To lock or open a key takes {effort.memory >> 20} MB of memory, which this machine hasn't free. "
            "Close other programs, or use another machine."
        ) from None
