"""Key files in the format of minisign: made, read, unlocked, and named as minisign names them.

It knows nothing of releases, nor of which key may sign for a network.
"""

import base64
import binascii
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.release.errors import ReleaseError

if TYPE_CHECKING:
    from minisign import PublicKey, SecretKey

Password = Callable[[], str]
"""Asks for the password of a locked key."""

MEMORY, WORK = 1 << 28, 1 << 23
"""What it costs to try one password (scrypt, RFC 7914): 256 MiB of memory and about a second."""

KEY_LENGTH, SIGNATURE_LENGTH = 42, 74
"""Bytes of a public key and of a signature: two for the algorithm, eight for the key's id, then the thing itself."""

LARGEST = 4096
"""Bytes of a key file; no real one has a tenth of it."""


def load_key(path: Path, password: Password | None = None) -> "SecretKey":
    """Read a secret key as `minisign -G` makes it, and unlock it. ReleaseError if that can't be done."""
    from minisign import Error, SecretKey

    try:
        key = SecretKey.from_bytes(_read(path))
    except OSError as error:
        raise ReleaseError(f"The key {path} can't be read: {error.strerror}.") from error
    except (Error, ValueError) as error:
        raise ReleaseError(
            f"{path} is not a secret key of minisign. Make one with: firsthand keys new FOLDER"
        ) from error
    if key.is_encrypted():
        if password is None:
            raise ReleaseError(f"The key {path} is locked with a password, and none was given.")
        try:
            key.decrypt(password())
        except Error as error:
            raise ReleaseError(f"The password does not open the key {path}.") from error
    return key


def is_locked(path: Path) -> bool:
    """Whether a password is needed to sign with a key. ReleaseError if it is no secret key."""
    from minisign import Error, SecretKey

    try:
        return bool(SecretKey.from_bytes(_read(path)).is_encrypted())
    except OSError as error:
        raise ReleaseError(f"The key {path} can't be read: {error.strerror}.") from error
    except (Error, ValueError) as error:
        raise ReleaseError(f"{path} is not a secret key of minisign.") from error


def make_key() -> "SecretKey":
    from minisign import KeyPair

    return KeyPair.generate().secret_key


def public_half(key: "SecretKey") -> str:
    """The public key as people hand it on: 56 characters that begin with "RW"."""
    return _text(key.get_public_key())


def read_public(text: str) -> str:
    """A public key, from itself or from the path of a file that holds one. ReleaseError if it is neither."""
    from minisign import Error, PublicKey

    if is_public(text):
        return text
    try:
        return _text(PublicKey.from_bytes(_read(Path(text))))
    except (OSError, Error, ValueError) as error:
        raise ReleaseError(f"{text} is neither a public key of minisign nor a file with one.") from error


def is_public(text: str) -> bool:
    """Whether a text is a public key of minisign in its one spelling; no file is looked at."""
    from minisign import Error, PublicKey

    try:
        return _text(PublicKey.from_base64(text)) == text
    except (Error, ValueError):
        return False


def _text(key: "PublicKey") -> str:
    return bytes(key.to_base64()).decode()


def key_id(public: str) -> str:
    """How minisign names a key: sixteen hexadecimal digits.

    >>> key_id("RWTbKHZKF+uCGw+rURxBxFHi3lFZ+90qbrc/HUuYfaExtRrWIdqGxHLZ")
    '1B82EB174A7628DB'
    """
    return _id(base64.b64decode(public, validate=True)[2:10])


def signer_of(signature: bytes) -> str | None:
    """The id of the key with which a signature says that it was made; None where it is no signature."""
    try:
        data = base64.b64decode(signature.splitlines()[1], validate=True)
    except (IndexError, binascii.Error, ValueError):
        return None
    return _id(data[2:10]) if len(data) == SIGNATURE_LENGTH else None


def _id(data: bytes) -> str:
    """The eight bytes are a number whose lowest byte comes first."""
    return data[::-1].hex().upper()


def write_pair(folder: Path, name: str, key: "SecretKey", password: str | None) -> tuple[Path, Path]:
    """Write a key into two files, NAME.key (secret, for its owner alone) and NAME.pub; gives their paths.

    Raises ReleaseError if the folder belongs to a library or a release, or has files of these names.
    """
    keep_apart(folder)
    public = public_half(key)
    secret_path, public_path = folder / f"{name}.key", folder / f"{name}.pub"
    if password:
        key.encrypt(password, opslimit=WORK, memlimit=MEMORY)
    key.untrusted_comment = f"minisign {'encrypted ' if password else ''}secret key {key_id(public)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(secret_path, bytes(key) + b"\n", 0o600)
        _write_new(public_path, f"untrusted comment: minisign public key {key_id(public)}\n{public}\n".encode(), 0o644)
    except FileExistsError as error:
        raise ReleaseError(f"{error.filename} is there already, and no key is ever overwritten.") from error
    except OSError as error:
        raise ReleaseError(f"No key can be written to {folder}: {error.strerror}.") from error
    return secret_path, public_path


def keep_apart(folder: Path) -> None:
    """A secret beside what is published is published sooner or later. ReleaseError where that could happen."""
    place = folder.resolve()
    for each in (place, *place.parents):
        if (each / "library.toml").exists():
            what = f"the folder {each}, from which a library is published"
        elif (each / "manifest.json").exists() or (each / "current" / "manifest.json").exists():
            what = f"{each}, which is published"
        else:
            continue
        raise ReleaseError(f"A secret key doesn't belong in {what}. Name a folder elsewhere, best on another computer.")


def _write_new(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        os.fchmod(handle, mode)
        file.write(data)
        file.flush()
        os.fsync(handle)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST)
