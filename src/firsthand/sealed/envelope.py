"""The envelope: an item becomes a slot of fixed size that only the holder of the secret key opens.

A slot is, in this order: magic 4, key id 8, slot id 16, spent tag 16, a sealed box (libsodium's crypto_box_seal:
X25519, XSalsa20-Poly1305) of the Item as MessagePack padded by ISO/IEC 7816-4, BLAKE2b-128 of all before it.
"""

import secrets as randomness
from collections.abc import Iterable
from hashlib import blake2b

import msgspec
from msgspec import Struct
from nacl.exceptions import CryptoError
from nacl.public import PublicKey as BoxKey
from nacl.public import SealedBox

from firsthand.sealed.errors import DamagedError, MalformedError, SealedError, TooLongError, UnknownKeyError
from firsthand.sealed.items import Item, Kind, Message, Opened, Signature, Withdrawal
from firsthand.sealed.keys import PublicKey, Purpose, SecretKey

SMALL = 4_096
"""Bytes of the slot of everything but a message."""
LARGE = 16_384
"""Bytes of a message's slot."""
SAID_SMALL = 3_072
"""Bytes of what is said in a signature or withdrawal, padded."""
SAID_LARGE = 15_360
"""Bytes of what is said in a message, padded."""
SEAL = 48
"""Bytes by which a sealed box is longer than what lies within."""
HEAD = 44
SUM = 16
MAGIC = b"fhs1"
UNMARKED = bytes(16)
"""The tag of a slot that no token stands behind."""

Said = Signature | Withdrawal | Message
_SAID: dict[Kind, type[Said]] = {
    Kind.SIGNATURE: Signature,
    Kind.WITHDRAWAL: Withdrawal,
    Kind.MESSAGE: Message,
}


class Label(Struct, frozen=True):
    """What stands outside on a slot."""

    key: bytes
    """Id of the key it was sealed to (8 bytes)."""
    id: bytes
    """16 random bytes, the slot's name: two slots with the same one are copies."""
    spent: bytes
    """16 bytes: which token was used up for it (`firsthand.sealed.tokens`)."""


def write_said(said: Said) -> bytes:
    """What was said as JSON, padded to SAID_SMALL or (messages) SAID_LARGE bytes. TooLongError if it doesn't fit."""
    size = SAID_LARGE if isinstance(said, Message) else SAID_SMALL
    return pad(msgspec.json.encode(said), size)


def read_said(data: bytes, kind: Kind) -> Said:
    """The opposite of `write_said`. MalformedError whatever else the bytes are."""
    wanted = _SAID.get(kind)
    if wanted is None or len(data) != _size_said(kind):
        raise MalformedError("What was said has not the length of its kind: another program made it.")
    try:
        return msgspec.json.decode(unpad(data), type=wanted)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise MalformedError("What was said is not written as a form writes it: another program made it.") from None


def pad(data: bytes, size: int) -> bytes:
    """ISO/IEC 7816-4, as libsodium's sodium_pad with blocks of `size`: 0x80, then zeros, to exactly `size` bytes."""
    if len(data) >= size:
        raise TooLongError(f"There is room for {size - 1:,} bytes, and this has {len(data):,}. Say it in fewer words.")
    return data + b"\x80" + bytes(size - 1 - len(data))


def unpad(data: bytes) -> bytes:
    """MalformedError where there is no padding."""
    bare = data.rstrip(b"\0")
    if bare[-1:] != b"\x80":
        raise MalformedError("It isn't padded as it should be: another program made it.")
    return bare[:-1]


def pack(item: Item) -> bytes:
    """An item as it is sealed: padded MessagePack. TooLongError where it is more than a slot holds."""
    return pad(msgspec.msgpack.encode(item), size_of(item.kind) - HEAD - SEAL - SUM)


def size_of(kind: Kind) -> int:
    """Bytes of the slot of an item."""
    return LARGE if kind is Kind.MESSAGE else SMALL


def enclose(packed: bytes, key: PublicKey, spent: bytes) -> bytes:
    """A slot around what `pack` made."""
    head = MAGIC + key.id + randomness.token_bytes(16) + spent
    try:
        body = head + SealedBox(BoxKey(key.box)).encrypt(packed)
    except (CryptoError, ValueError):
        raise SealedError("Nothing can be sealed to this key: it is no point of its curve. Make a new one.") from None
    return body + blake2b(body, digest_size=SUM).digest()


def seal(item: Item, key: PublicKey, spent: bytes = UNMARKED) -> bytes:
    """A slot of SMALL or, for a message, LARGE bytes.

    `spent`: 16 bytes from `Tokens.spent_tag`. TooLongError where the item doesn't fit, SealedError where the key is not
    an inbox's.
    """
    if key.purpose is not Purpose.INBOX:
        raise SealedError("Nothing is sealed to a collector's key. Give the public key of the inbox (fhi1…).")
    if len(spent) != 16:
        raise SealedError("A spent tag has 16 bytes.")
    return enclose(pack(item), key, spent)


def is_sound(slot: bytes) -> bool:
    """Whether these are the bytes that were written; needs no key."""
    if len(slot) not in (SMALL, LARGE) or slot[:4] != MAGIC:
        return False
    return blake2b(slot[:-SUM], digest_size=SUM).digest() == slot[-SUM:]


def read_label(slot: bytes) -> Label:
    """DamagedError where the bytes aren't those that were written."""
    if len(slot) not in (SMALL, LARGE):
        raise DamagedError(f"It has {len(slot):,} bytes, not {SMALL:,} or {LARGE:,}: a part of it is lost.")
    if not is_sound(slot):
        raise DamagedError("Its checksum is wrong: some of its bytes were changed.")
    return Label(slot[4:12], slot[12:28], slot[28:44])


def open_slot(slot: bytes, secrets: Iterable[SecretKey], day: str) -> Opened:
    """What lies in a slot that came on `day`. `secrets`: all keys at hand, also earlier ones.

    DamagedError, UnknownKeyError or MalformedError, whatever the bytes are, and no other.
    """
    label = read_label(slot)
    keys = {secret.public.id: secret for secret in secrets if secret.public.purpose is Purpose.INBOX}
    if label.key not in keys:
        raise UnknownKeyError(label.key)
    try:
        packed = SealedBox(keys[label.key].box).decrypt(slot[HEAD:-SUM])
    except (CryptoError, ValueError):
        raise DamagedError("Its seal is broken, though its checksum is right: somebody made it by hand.") from None
    try:
        item = msgspec.msgpack.decode(unpad(packed), type=Item)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise MalformedError("What lies in it is no item: another program made it.") from None
    if size_of(item.kind) != len(slot):
        raise MalformedError("It lies in a slot of the wrong size: another program made it.")
    return Opened(label.id, day, item, _said(item, keys.values()))


def _said(item: Item, keys: Iterable[SecretKey]) -> Said | None:
    if item.kind not in _SAID:
        return None
    data = item.said
    if item.sealed_in_browser:
        data = _unseal(data, _size_said(item.kind), keys)
    return read_said(data, item.kind)


def _unseal(data: bytes, size: int, keys: Iterable[SecretKey]) -> bytes:
    """What a browser sealed, perhaps to an earlier key than the front: its page may have been open for days."""
    if len(data) == size + SEAL:
        for key in keys:
            try:
                return SealedBox(key.box).decrypt(data)
            except CryptoError:
                continue
    raise MalformedError("What the browser sealed can't be opened with the keys at hand: changed, or another key's.")


def _size_said(kind: Kind) -> int:
    return SAID_LARGE if kind is Kind.MESSAGE else SAID_SMALL
