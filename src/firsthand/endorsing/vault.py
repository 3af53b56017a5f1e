"""A file that is encrypted as a whole, and replaced as a whole: the old one is there until the new one is on the disk.

It knows nothing of what is in it. A file is a magic, the id of the key, a nonce and libsodium's secret box
(XSalsa20-Poly1305) around the padded content, under a key that is derived for this file alone: one file under another
one's name can't be opened.
"""

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from firsthand.endorsing.errors import DeskError

if TYPE_CHECKING:
    from firsthand.sealed.keys import SecretKey

MAGIC = b"FHD1"
STEP = 16_384
"""Bytes; a file's size is a multiple of it, so that it tells little of how much is within."""

_NONCE = 24
_HEAD = len(MAGIC) + 8


def write_box(path: Path, content: bytes, secret: "SecretKey", purpose: str) -> None:
    """Put a file in the place of the one before, in one step, once it is on the disk. OSError if it can't be."""
    from nacl.bindings import sodium_pad
    from nacl.secret import SecretBox

    box = SecretBox(secret.derive(purpose))
    padded = sodium_pad(content, STEP)
    replace(path, MAGIC + secret.public.id + bytes(box.encrypt(padded)))


def read_box(path: Path, secrets: Iterable["SecretKey"], purpose: str) -> bytes:
    """What is in a file, with whichever of `secrets` has written it.

    Raises FileNotFoundError where there is no file, DeskError where it is damaged or belongs to another key.
    """
    from nacl.bindings import sodium_unpad
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    data = path.read_bytes()
    if len(data) < _HEAD + _NONCE or data[: len(MAGIC)] != MAGIC:
        raise _damaged(path)
    key = data[len(MAGIC) : _HEAD]
    secret = next((secret for secret in secrets if secret.public.id == key), None)
    if secret is None:
        raise DeskError(
            f"“{path}” was written with another key ({key.hex()}). Name the file of that key too: --key FILE"
        )
    try:
        return bytes(sodium_unpad(SecretBox(secret.derive(purpose)).decrypt(data[_HEAD:]), STEP))
    except (CryptoError, ValueError) as error:
        raise _damaged(path) from error


def replace(path: Path, data: bytes, *, private: bool = True) -> None:
    """Write a file beside the one before, flush it, and put it in its place, of which no copy stays.

    It is for its owner alone if `private`; else for whom the one before was, or for whom files are made here.
    """
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)  # of a step that was interrupted
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with os.fdopen(handle, "wb") as file:
            if not private and path.exists():
                os.fchmod(handle, stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(handle)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def make_folder(folder: Path) -> None:
    """For its owner alone, and left out of Git, whose history would remember what is to be forgotten."""
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace(folder / ".gitignore", b"*\n")


def flush_folder(folder: Path) -> None:
    """A new name in a folder is lasting only once the folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(path: Path) -> DeskError:
    return DeskError(
        f"“{path}” is damaged, or was changed by somebody. Put back a copy of it, or move it away and open the inbox "
        "again: what is still in the inbox comes back, and decisions about it must be made anew."
    )
