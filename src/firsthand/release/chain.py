"""Which keys may sign for a network, and since when: a chain of statements that every release carries (keys.json).

Each statement of it is signed, by the key before or by a recovery key, and names the hash of the one before it. So
whoever knows any key of the network can follow it to the newest. It knows nothing of how releases travel.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct, structs

from firsthand.release.errors import ReleaseError
from firsthand.release.keys import is_public, key_id, public_half, signer_of
from firsthand.release.signing import agrees

if TYPE_CHECKING:
    from minisign import SecretKey

KEYS = "keys.json"
"""Where the chain lies in a release, and in a folder of keys."""
FORMAT = 1
LARGEST = 1 << 20
MOST = 1000
"""Bytes and statements of a chain; more are refused unread."""


class TrustError(ReleaseError):
    """A release or a chain of keys that isn't the network's, or can't be known to be."""


class Act(StrEnum):
    BEGIN = "begin"
    ROTATE = "rotate"
    REVOKE = "revoke"


class Statement(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is said of a key. Signed by the key that it brings in, so that nobody brings in a key of somebody else."""

    act: Act
    key: str
    """A public key of minisign."""
    since: datetime
    """To the second, in UTC; never before that of the statement before."""
    until: datetime | None = None
    """From when on the key signs nothing new."""
    recovery: str | None = None
    """The key that may bring in another key, and revoke any, should this one be lost or stolen."""
    previous: str | None = None
    """SHA-256 of the statement before, as hexadecimal digits."""


class Signed(Struct, frozen=True, forbid_unknown_fields=True):
    statement: str
    """A Statement as JSON; the signatures are over its bytes in UTF-8."""
    signatures: tuple[str, ...]
    """Of minisign, four lines each."""


class Chain(Struct, frozen=True, forbid_unknown_fields=True):
    """All that was ever said of the keys of a network."""

    format: int
    statements: tuple[Signed, ...]


class Standing(Struct, frozen=True):
    """A key as its chain leaves it."""

    key: str
    since: datetime
    until: datetime | None = None
    retired: datetime | None = None
    """When another key took its place."""
    revoked: datetime | None = None

    @property
    def id(self) -> str:
        return key_id(self.key)

    @property
    def end(self) -> datetime | None:
        """What is signed later isn't good."""
        return min((end for end in (self.until, self.retired) if end), default=None)


class Trust(Struct, frozen=True):
    """What a chain comes to. Made by `weigh` alone, which checks every signature of it."""

    keys: tuple[Standing, ...]
    """The newest last."""
    recovery: str | None
    recovered: tuple[bool, ...]
    """Of each statement, whether the recovery key has signed it."""

    @property
    def current(self) -> Standing | None:
        """The key that signs now; None where it was revoked and no other has come in."""
        newest = self.keys[-1]
        return None if newest.revoked else newest

    def find(self, id_: str) -> Standing | None:
        return next((standing for standing in self.keys if standing.id == id_), None)

    def names(self) -> str:
        return ", ".join(standing.id for standing in self.keys)


def read_chain(data: bytes, place: Path | str) -> Chain:
    """The chain in a file's bytes. TrustError where it is damaged; signatures are not looked at yet."""
    if len(data) > LARGEST:
        raise TrustError(f"{place} is too large for a chain of keys: more than {LARGEST:,} bytes.")
    try:
        chain = msgspec.json.decode(data, type=Chain)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TrustError(f"{place} is not a chain of keys ({error}). Take it from a copy.") from error
    if chain.format != FORMAT:
        raise TrustError(f"{place} was written by a newer Firsthand. Update Firsthand on this machine.")
    if not 0 < len(chain.statements) <= MOST:
        raise TrustError(f"{place} has {len(chain.statements)} statements; a chain of keys has 1 to {MOST}.")
    return chain


def find_chain(place: Path) -> Chain | None:
    """The chain that lies in a release or in a folder of keys; None if none does."""
    path = place / KEYS if place.is_dir() else place
    try:
        with path.open("rb") as file:
            return read_chain(file.read(LARGEST + 1), path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TrustError(f"{path} can't be read: {error.strerror}.") from error


def encode_chain(chain: Chain) -> bytes:
    return msgspec.json.format(msgspec.json.encode(chain), indent=1) + b"\n"


def begin(key: "SecretKey", since: datetime, until: datetime | None = None, recovery: str | None = None) -> Chain:
    """The chain of a network's first key."""
    statement = Statement(Act.BEGIN, public_half(key), since, until, recovery)
    return Chain(FORMAT, (_signed(statement, (key,)),))


def rotate(
    chain: Chain, signer: "SecretKey", key: "SecretKey", since: datetime, until: datetime | None = None
) -> Chain:
    """Bring in a new key, signed by the one before or by the recovery key. TrustError if `signer` may not."""
    statement = Statement(Act.ROTATE, public_half(key), since, until, weigh(chain).recovery, _digest(chain))
    return _added(chain, _signed(statement, (signer, key)))


def revoke(chain: Chain, signer: "SecretKey", key: str, since: datetime) -> Chain:
    """Say that a key is not to be trusted any more, signed by itself or by the recovery key."""
    return _added(chain, _signed(Statement(Act.REVOKE, key, since, previous=_digest(chain)), (signer,)))


def _added(chain: Chain, signed: Signed) -> Chain:
    longer = structs.replace(chain, statements=(*chain.statements, signed))
    weigh(longer)
    return longer


def _signed(statement: Statement, keys: "Iterable[SecretKey]") -> Signed:
    text = msgspec.json.encode(statement).decode()
    return Signed(text, tuple(_sign(text, statement.act, key) for key in keys))


def _sign(text: str, act: Act, key: "SecretKey") -> str:
    comment, trusted = "Firsthand: what is said of a key", f"keys\tact:{act}\thashed"
    return bytes(key.sign(text.encode(), untrusted_comment=comment, trusted_comment=trusted)).decode()


def _digest(chain: Chain) -> str:
    return hashlib.sha256(chain.statements[-1].statement.encode()).hexdigest()


def weigh(chain: Chain) -> Trust:
    """Check every statement of a chain and its signatures. TrustError at the first that isn't good."""
    walk = _Walk()
    for number, signed in enumerate(chain.statements, 1):
        reason = walk.take(signed)
        if reason:
            raise TrustError(f"Statement {number} of the chain of keys is not good: {reason}")
    return Trust(tuple(walk.keys.values()), walk.recovery, tuple(walk.recovered))


class _Walk:
    """A chain read from its beginning."""

    def __init__(self) -> None:
        self.keys: dict[str, Standing] = {}
        self.recovery: str | None = None
        self.previous: str | None = None
        self.last: datetime | None = None
        self.recovered: list[bool] = []

    def take(self, signed: Signed) -> str | None:
        """Take in a statement, or give the reason why not."""
        try:
            statement = msgspec.json.decode(signed.statement, type=Statement)
            if msgspec.json.encode(statement).decode() != signed.statement:
                return "it is not spelled as Firsthand spells it."
        except msgspec.DecodeError as error:
            return f"{error}."
        if not all(is_public(key) for key in (statement.key, statement.recovery) if key is not None):
            return "it names what is no public key of minisign."
        reason = self._misplaced(statement) or self._unsigned(statement, signed)
        if reason is None:
            self._enter(statement)
            self.previous, self.last = hashlib.sha256(signed.statement.encode()).hexdigest(), statement.since
        return reason

    def _misplaced(self, statement: Statement) -> str | None:
        if statement.previous != self.previous or (statement.act == Act.BEGIN) != (self.previous is None):
            return "it does not follow the one before it."
        if any(time and time.utcoffset() != timedelta(0) for time in (statement.since, statement.until)):
            return "its time is not in UTC."
        if self.last and statement.since < self.last:
            return "it is older than the one before it."
        if (statement.act == Act.REVOKE) != (statement.key in self.keys):
            return "it revokes a key that is not known, or brings in one that is."
        if statement.act == Act.ROTATE and self.recovery and statement.recovery != self.recovery:
            return "it takes another recovery key."
        return None

    def _unsigned(self, statement: Statement, signed: Signed) -> str | None:
        """Who must have signed: the key itself and, for another key's coming in, the key before or the recovery key."""
        newest = list(self.keys.values())[-1] if self.keys else None
        ended = newest and (newest.revoked or (newest.until and statement.since > newest.until))
        now = newest.key if newest and not ended else None
        data = signed.statement.encode()

        def by(key: str | None) -> bool:
            return key is not None and any(
                signer_of(each.encode()) == key_id(key) and agrees(data, each.encode(), key)
                for each in signed.signatures[:3]
            )

        recovered = by(self.recovery)
        self.recovered.append(recovered)
        if statement.act == Act.REVOKE:
            return None if recovered or by(statement.key) else "neither that key nor the recovery key has signed it."
        if not by(statement.key):
            return "the key that it brings in has not signed it."
        if statement.act == Act.ROTATE and not (recovered or by(now)):
            return "neither the key before, while it was good, nor the recovery key has signed it."
        return None

    def _enter(self, statement: Statement) -> None:
        if statement.act == Act.REVOKE:
            self.keys[statement.key] = structs.replace(self.keys[statement.key], revoked=statement.since)
            return
        if self.keys:
            before = list(self.keys)[-1]
            self.keys[before] = structs.replace(self.keys[before], retired=statement.since)
        self.keys[statement.key] = Standing(statement.key, statement.since, statement.until)
        self.recovery = statement.recovery
