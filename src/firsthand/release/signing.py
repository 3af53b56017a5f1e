"""Signatures over manifests in the format of minisign, which anyone can check with the program of that name.

A signature says that whoever holds the key has published this release. It covers every byte through the hashes.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.release.errors import ReleaseError
from firsthand.release.manifest import MANIFEST

if TYPE_CHECKING:
    from minisign import SecretKey

Password = Callable[[], str]
"""Asks for the password of a locked key."""


def load_key(path: Path, password: Password | None = None) -> "SecretKey":
    """Read a secret key as `minisign -G` makes it, and unlock it. ReleaseError if that can't be done."""
    from minisign import Error, SecretKey

    try:
        key = SecretKey.from_file(path)
    except OSError as error:
        raise ReleaseError(f"The key {path} can't be read: {error.strerror}.") from error
    except (Error, ValueError) as error:
        raise ReleaseError(f"{path} is not a secret key of minisign. Make one with: minisign -G -s {path}") from error
    if key.is_encrypted():
        if password is None:
            raise ReleaseError(f"The key {path} is locked with a password, and none was given.")
        try:
            key.decrypt(password())
        except Error as error:
            raise ReleaseError(f"The password does not open the key {path}.") from error
    return key


def sign(manifest: bytes, key: "SecretKey", release: str) -> bytes:
    """The signature as it lies beside the manifest; its trusted comment names the release."""
    signature = key.sign(
        manifest,
        untrusted_comment="Firsthand release; check it with: minisign -Vm manifest.json -P KEY",
        trusted_comment=f"release:{release}\tfile:{MANIFEST}\thashed",
    )
    return bytes(signature) + b"\n"


def agrees(manifest: bytes, signature: bytes, public_key: str) -> bool:
    """Whether a signature over a manifest was made with the secret half of a key.

    `public_key` is the key itself (56 characters that begin with "RW") or the path of a file that holds it.
    ReleaseError if it is neither.
    """
    from minisign import Error, PublicKey, Signature

    try:
        path = Path(public_key)
        key = PublicKey.from_file(path) if path.is_file() else PublicKey.from_base64(public_key)
    except (OSError, Error, ValueError) as error:
        raise ReleaseError(f"{public_key} is neither a public key of minisign nor a file with one.") from error
    try:
        key.verify(manifest, Signature.from_bytes(signature))
    except (Error, ValueError):
        return False
    return True
