"""What a copy of a library remembers of the library that it follows, so that nobody can lead it back or astray.

It lies in LIBRARY/.following.json and is written after a release was put in service.
"""

import os
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.release.chain import Chain
from firsthand.release.errors import ReleaseError

MEMORY = ".following.json"
ARRIVED = ".following"
"""What has arrived and is not in a release yet, by its SHA-256."""


class Memory(Struct, frozen=True):
    source: str
    """Where the last release came from."""
    id: str
    created: datetime
    manifest: str
    """SHA-256 of the manifest."""
    chain: Chain | None = None
    """The longest chain of keys that was seen."""
    key: str | None = None
    """The public key that was given where releases have no chain."""

    @property
    def signed(self) -> bool:
        return self.chain is not None or self.key is not None


def read_memory(library: Path) -> Memory | None:
    """None where the library follows nothing yet. ReleaseError where the file is damaged: it must not be forgotten."""
    path = library / MEMORY
    try:
        return msgspec.json.decode(path.read_bytes(), type=Memory)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReleaseError(
            f"{path} is damaged ({error}), and it holds what this copy knows of the network's keys. Follow into a new "
            "directory, with --public-key."
        ) from error


def write_memory(library: Path, memory: Memory) -> None:
    beside = library / f"{MEMORY}.new"
    with beside.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(memory), indent=1))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(library / MEMORY)
