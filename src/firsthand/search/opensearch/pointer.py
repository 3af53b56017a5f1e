"""What a release keeps of its index where that lies in OpenSearch: its name.

    search/
      opensearch.json         which index, and how each of its parts is reached

The index is made for one release, and nothing is written into it after that, as with files. So it is asked by its own
name. The alias of the library leads to the newest index, for others who look into the cluster.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.search import BrokenIndexError, storage

POINTER = "opensearch.json"
ENGINE = "opensearch"


class Pointer(Struct, frozen=True):
    index: str
    alias: str
    routings: tuple[str, ...]
    """For each shard a routing value that leads there."""
    following: int
    """The key that the next passage gets."""


def prepare(path: Path) -> None:
    """Make the directory. Raises BrokenIndexError where it can't be made."""
    with _writing(path):
        path.mkdir(parents=True, exist_ok=True)


def write(path: Path, pointer: Pointer) -> None:
    """Raises BrokenIndexError where the disk is full or can't be written to."""
    with _writing(path):
        storage.replace(path / POINTER, msgspec.json.format(msgspec.json.encode(pointer)) + b"\n")


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise BrokenIndexError(f"The search index in {path} can't be written: {fault}.") from fault


def read(path: Path) -> Pointer:
    """Raises BrokenIndexError where there is none that can be read."""
    try:
        return msgspec.json.decode((path / POINTER).read_bytes(), type=Pointer)
    except (OSError, msgspec.MsgspecError) as fault:
        told = f"The search index in {path} can't be read: {POINTER} is missing or damaged. Publish the library again."
        raise BrokenIndexError(told) from fault
