"""Whether a release that is offered may take the place of the one that is here: newer, in its time, and the network's.

Each reason to refuse it has a sentence of its own. It knows nothing of how releases travel.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from firsthand.release.chain import KEYS, Chain, TrustError, read_chain, weigh
from firsthand.release.following.memory import Memory
from firsthand.release.keys import key_id, read_public
from firsthand.release.manifest import MANIFEST, SIGNATURE, Inventory, Pointer, decode_inventory, encode, stamp
from firsthand.release.signing import agrees
from firsthand.release.trust import SKEW, anchor, judge, succeed

ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST = 1000
"""Bytes of a place in a release."""


class Offer(Struct, frozen=True):
    """A release that may take the place of the one here; nothing of it but its manifest has come yet."""

    inventory: Inventory
    manifest: bytes
    signature: bytes | None
    chain: Chain | None
    """The longest that is known, and not only that of the release."""
    key: str | None
    """Id of the key that has signed it."""


def read_pointer(data: bytes, source: str) -> Pointer:
    try:
        pointer = msgspec.json.decode(data, type=Pointer)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TrustError(f"What {source} says of its newest release can't be read ({error}).") from error
    in_utc = pointer.created.utcoffset() == timedelta(0)
    if not ID.fullmatch(pointer.id) or not SHA256.fullmatch(pointer.manifest) or not in_utc:
        raise TrustError(f"What {source} says of its newest release is not well-formed.")
    return pointer


def check_clock(memory: Memory | None, now: datetime) -> None:
    """A clock that is behind what is here already can't be right, and no time can be judged by it."""
    if memory and memory.created - now > SKEW:
        raise TrustError(
            f"The clock of this machine says {now:%Y-%m-%d %H:%M}, and the release here was made on "
            f"{memory.created:%Y-%m-%d %H:%M}. Set the clock, then follow again."
        )


def check_same(pointer: Pointer, memory: Memory | None) -> None:
    """A release never changes; TrustError where it has all the same."""
    if memory and pointer.id == memory.id and (pointer.manifest, pointer.created) != (memory.manifest, memory.created):
        raise TrustError(f"Release {pointer.id} is here already, and what is offered under its name is another one.")


def check_age(release: str, created: datetime, memory: Memory | None, now: datetime) -> None:
    """Neither older than what is here, nor from the future. TrustError otherwise."""
    if memory and release != memory.id and created <= memory.created:
        raise TrustError(
            f"The release that is offered ({release}) is older than the one here ({memory.id}). An old copy stands in "
            "the place of the newest; nothing was taken over. Look whether the origin is up to date, or try another "
            "mirror."
        )
    if created - now > SKEW:
        raise TrustError(
            f"Release {release} says that it was made on {created:%Y-%m-%d %H:%M}, and the clock here says "
            f"{now:%Y-%m-%d %H:%M}. If the clock is right, the release is not to be trusted; else set the clock, then "
            "follow again."
        )


def read_offer(pointer: Pointer, manifest: bytes, source: str) -> Inventory:
    """The manifest that a pointer leads to. TrustError where it is another one, or names what no release has."""
    inventory = decode_inventory(manifest, source)
    swapped = hashlib.sha256(manifest).hexdigest() != pointer.manifest or inventory.id != pointer.id
    if swapped or encode(inventory) != manifest or stamp(inventory).id != inventory.id:
        raise TrustError(f"The manifest of release {pointer.id} is not the one that belongs to it: it was changed.")
    check_places(inventory)
    return inventory


def check_places(inventory: Inventory) -> None:
    """TrustError for a file that would come to lie outside the release, or in another one's place."""
    folders: set[str] = set()
    for place, entry in inventory.files.items():
        parts = place.split("/")
        folders.update("/".join(parts[:end]) for end in range(1, len(parts)))
        if (
            any(part in ("", ".", "..") or len(part.encode(errors="replace")) > 255 for part in parts)
            or len(place.encode(errors="replace")) > LONGEST
            or re.search(r"[\x00-\x1f\x7f\\\ud800-\udfff]", place)
            or place in (MANIFEST, SIGNATURE)
        ):
            raise TrustError(f"The manifest of release {inventory.id} names a file that no release has: {place!a}.")
        if not SHA256.fullmatch(entry.sha256) or entry.size < 0:
            raise TrustError(f"The manifest of release {inventory.id} gives {place!a} no right size or SHA-256.")
    if clash := folders & inventory.files.keys():
        raise TrustError(f"In the manifest of release {inventory.id}, {min(clash)!a} is a file and a folder at once.")


def accept(
    inventory: Inventory,
    manifest: bytes,
    signature: bytes | None,
    keys: Callable[[], bytes],
    memory: Memory | None,
    public_key: str | None,
    now: datetime,
) -> Offer:
    """The offer, if it is the network's. `keys` brings the chain of keys that lies in the release."""
    own = read_chain(keys(), f"{KEYS} of release {inventory.id}") if KEYS in inventory.files else None
    if own:
        weigh(own)
    known = memory.chain if memory else None
    chain = succeed(own, known) if own and known else own or known
    if chain is None:
        return _accept_plain(inventory, manifest, signature, memory, public_key)
    trust = weigh(chain)
    if key := public_key or (memory.key if memory else None):
        anchor(trust, key)
    signed = judge(inventory.id, inventory.created, manifest, signature, trust, now)
    return Offer(inventory, manifest, signature, chain, signed.id)


def _accept_plain(
    inventory: Inventory, manifest: bytes, signature: bytes | None, memory: Memory | None, public_key: str | None
) -> Offer:
    """A release without a chain of keys: signed with the one key that is known, or not at all."""
    key = public_key or (memory.key if memory else None)
    if key is None:
        return Offer(inventory, manifest, signature, None, None)
    id_ = key_id(read_public(key))
    if signature is None:
        raise TrustError(f"Release {inventory.id} is not signed; it should be with key {id_}. Nothing was taken over.")
    if not agrees(manifest, signature, key):
        raise TrustError(
            f"The signature of release {inventory.id} is not one of key {id_} over its manifest. Nothing was taken "
            "over."
        )
    return Offer(inventory, manifest, signature, None, id_)
