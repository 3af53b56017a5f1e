"""Signatures over manifests in the format of minisign, which anyone can check with the program of that name.

A signature says that whoever holds the key has published this release. It covers every byte through the hashes.
"""

from typing import TYPE_CHECKING

from firsthand.release.keys import Password, load_key, read_public
from firsthand.release.manifest import MANIFEST

if TYPE_CHECKING:
    from minisign import SecretKey

__all__ = ["Password", "agrees", "load_key", "sign"]


def sign(manifest: bytes, key: "SecretKey", release: str) -> bytes:
    """The signature as it lies beside the manifest; its trusted comment names the release."""
    signature = key.sign(
        manifest,
        untrusted_comment="Firsthand release; check it with: minisign -Vm manifest.json -P KEY",
        trusted_comment=f"release:{release}\tfile:{MANIFEST}\thashed",
    )
    return bytes(signature) + b"\n"


def agrees(data: bytes, signature: bytes, public_key: str) -> bool:
    """Whether a signature over a manifest was made with the secret half of a key.

    `public_key` is the key itself (56 characters that begin with "RW") or the path of a file that holds it.
    ReleaseError if it is neither.
    """
    from minisign import Error, PublicKey, Signature

    key = PublicKey.from_base64(read_public(public_key))
    try:
        key.verify(data, Signature.from_bytes(signature))
    except (Error, ValueError):
        return False
    return True
