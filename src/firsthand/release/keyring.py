"""A folder of keys: a network's secret keys and the chain that joins them; and what a release is signed with.

It lies apart from every library. It knows nothing of how releases are made.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from firsthand.release.chain import KEYS, Chain, TrustError, begin, encode_chain, find_chain, revoke, rotate, weigh
from firsthand.release.errors import ReleaseError
from firsthand.release.keys import Password, keep_apart, key_id, load_key, make_key, public_half, write_pair
from firsthand.release.library import CURRENT, current
from firsthand.release.manifest import SIGNATURE, read_bytes, read_manifest
from firsthand.release.signing import sign
from firsthand.release.trust import succeed
from firsthand.release.verification import verify

if TYPE_CHECKING:
    from minisign import SecretKey


class Written(Struct, frozen=True):
    """Keys that were made, and where they lie."""

    chain: Chain
    public: str
    secret: Path
    recovery: Path | None = None
    """The secret half of the recovery key, which belongs on a medium of its own."""


class Seal:
    """What a release is signed with. `chain` goes into the release; without a key it is signed later."""

    def __init__(self, key: "SecretKey | None", chain: Chain | None) -> None:
        self.chain = chain
        self.id = key_id(public_half(key)) if key else None
        self._key = key

    def sign(self, manifest: bytes, release: str) -> bytes | None:
        return sign(manifest, self._key, release) if self._key else None


def open_seal(key: Path | None, password: Password | None, before: Path, *, anew: bool = False) -> Seal:
    """The key for a release, and the chain of keys to put into it.

    `key` is a secret key of minisign or a folder of keys, `before` the release in service, if there is one. The chain
    is that beside the key, or that of the release before, or a new one for the key alone. With `anew` the chain of the
    release before counts no more.

    Raises TrustError if the key is not the one that signs now: who follows the library would refuse the release.
    """
    earlier = None if anew else find_chain(before)
    if key is None:
        return Seal(None, earlier)
    secret = load_key(secret_of(key), password)
    own = find_chain(key if key.is_dir() else key.parent)
    if own and not any(standing.key == public_half(secret) for standing in weigh(own).keys):
        own = None
    chain = succeed(own, earlier) if own and earlier else own or earlier
    if chain is None:
        return Seal(secret, begin(secret, _now()))
    _may_sign(chain, public_half(secret))
    return Seal(secret, chain)


def _may_sign(chain: Chain, public: str) -> None:
    current, id_ = weigh(chain).current, key_id(public)
    if current is None:
        raise TrustError("The network's key was revoked. Bring in a new one: firsthand keys rotate FOLDER")
    if current.key != public:
        raise TrustError(
            f"The releases of this library are signed with key {current.id}, and {id_} is not its successor: whoever "
            f"follows the library would refuse the release. Sign with {current.id}, or make a successor of it: "
            "firsthand keys rotate FOLDER"
        )
    if current.until and current.until < _now():
        raise TrustError(
            f"Key {id_} has expired on {current.until:%Y-%m-%d}. Bring in a new one: firsthand keys rotate FOLDER"
        )


def secret_of(place: Path) -> Path:
    """The file of the secret key that signs now, in a folder of keys; a file is that key itself."""
    if not place.is_dir():
        return place
    chain = find_chain(place)
    current = weigh(chain).current if chain else None
    if current is None:
        raise TrustError(f"{place} holds no key that may sign. Make one: firsthand keys new FOLDER")
    return place / f"{current.id}.key"


def new_keys(folder: Path, *, until: datetime | None, password: str | None, recovery: bool = False) -> Written:
    """Make a network's first key, and a recovery key if wanted, in a folder. ReleaseError if it has keys already."""
    keep_apart(folder)
    if find_chain(folder):
        raise ReleaseError(f"{folder} has keys already. Bring in the next one: firsthand keys rotate {folder}")
    spare = make_key() if recovery else None
    key = make_key()
    chain = begin(key, _now(), until, public_half(spare) if spare else None)
    secret, _ = write_pair(folder, key_id(public_half(key)), key, password)
    apart = write_pair(folder, f"recovery-{key_id(public_half(spare))}", spare, password)[0] if spare else None
    write_chain(folder, chain)
    return Written(chain, public_half(key), secret, apart)


def rotate_keys(
    folder: Path, signer: Path, *, until: datetime | None, password: Password | None, new_password: str | None
) -> Written:
    """Bring a new key into a folder of keys, signed with the one before or the recovery key, whose file `signer` is."""
    chain = _chain_of(folder)
    signing, key = load_key(signer, password), make_key()
    longer = rotate(chain, signing, key, _now(), until)
    secret, _ = write_pair(folder, key_id(public_half(key)), key, new_password)
    write_chain(folder, longer)
    return Written(longer, public_half(key), secret)


def revoke_key(folder: Path, signer: Path, id_: str, password: Password | None) -> Chain:
    """Say in a folder of keys that a key is not to be trusted, signed with itself or with the recovery key."""
    chain = _chain_of(folder)
    standing = weigh(chain).find(id_.upper())
    if standing is None:
        raise ReleaseError(f"Key {id_} is none of the keys in {folder}: {weigh(chain).names()}.")
    longer = revoke(chain, load_key(signer, password), standing.key, _now())
    write_chain(folder, longer)
    return longer


def _chain_of(folder: Path) -> Chain:
    chain = find_chain(folder)
    if chain is None:
        raise ReleaseError(f"There are no keys in {folder}. Make some: firsthand keys new {folder}")
    return chain


def write_chain(folder: Path, chain: Chain) -> None:
    """Put a chain in the place of the one before, in one step."""
    beside = folder / f".{KEYS}.new"
    with beside.open("wb") as file:
        file.write(encode_chain(chain))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / KEYS)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def known_chain(place: Path) -> Chain:
    """The chain of a folder of keys, a library, a release, or a file. ReleaseError where there is none."""
    chain = find_chain(place) or (find_chain(place / CURRENT) if place.is_dir() else None)
    if chain is None:
        raise ReleaseError(f"There are no keys in {place}: it has no {KEYS}.")
    return chain


def sign_release(place: Path, key: Path, password: Password | None) -> tuple[str, str, bool]:
    """Sign the release in service of a library, or a release; gives the ids of release and key, and if it has a chain.

    Raises ReleaseError if the release is not whole, or the key is not the one that signs for its network.
    """
    release = current(place)
    faults = verify(release)
    if faults:
        raise ReleaseError(f"{faults[0].message} {release} is not as it was published, and so is not signed.")
    secret, manifest = load_key(secret_of(key), password), read_bytes(release)
    chain = find_chain(release)
    if chain:
        _may_sign(chain, public_half(secret))
    id_ = read_manifest(release).id
    beside = release / f".{SIGNATURE}.new"
    beside.write_bytes(sign(manifest, secret, id_))
    beside.replace(release / SIGNATURE)
    return id_, key_id(public_half(secret)), chain is not None
