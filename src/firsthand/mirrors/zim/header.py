"""The last touches to a finished ZIM file: an identity of its own, and the list of titles that older readers look for.

libzim draws the identity by lot, and since version 9 leaves out the list, without which readers made with its versions
before that take a file for damaged. After openZIM, ZIM file format, version 6.
"""

import hashlib
import mmap
import os
import struct
from pathlib import Path

UUID, ENTRIES, PATHS, TITLES, CHECKSUM = 8, 24, 32, 40, 72
"""Where these stand in the header."""
ABSENT = 0xFFFF_FFFF_FFFF_FFFF
REDIRECT = 0xFFFF
"""In place of the number of a media type."""
MD5 = 16
"""Bytes of the checksum, which stands at the end and is over all before it."""
BLOCK = 1 << 20


def seal(path: Path, identity: bytes) -> None:
    """Give a finished file an identity (16 bytes), the list of titles where it has none, and a new checksum."""
    with path.open("r+b") as stream:
        stream.seek(UUID)
        stream.write(identity)
        stream.seek(TITLES)
        if struct.unpack("<Q", stream.read(8))[0] == ABSENT:
            stream.flush()
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as whole:
                titles = _titles(whole)
            end = stream.seek(-MD5, os.SEEK_END)
            stream.write(titles + bytes(MD5))
            stream.seek(TITLES)
            stream.write(struct.pack("<Q", end))
            stream.seek(CHECKSUM)
            stream.write(struct.pack("<Q", end + len(titles)))
        stream.flush()
        _sum(path, stream.fileno())


def _titles(whole: mmap.mmap) -> bytes:
    """The numbers of all entries in the order of namespace and title."""
    count, paths = struct.unpack_from("<I", whole, ENTRIES)[0], struct.unpack_from("<Q", whole, PATHS)[0]
    places = struct.unpack_from(f"<{count}Q", whole, paths)
    order = sorted(range(count), key=lambda number: _key(whole, places[number]))
    return struct.pack(f"<{count}I", *order)


def _key(whole: mmap.mmap, place: int) -> tuple[int, bytes]:
    """Namespace and title of an entry; its path stands for a title that it doesn't have."""
    media_type, _, namespace = struct.unpack_from("<HBB", whole, place)
    start = place + (12 if media_type == REDIRECT else 16)
    end = whole.find(b"\0", start)
    title = whole[end + 1 : whole.find(b"\0", end + 1)]
    return namespace, title or whole[start:end]


def _sum(path: Path, handle: int) -> None:
    """Write the checksum, and wait until all is on disk."""
    left = path.stat().st_size - MD5
    os.lseek(handle, 0, os.SEEK_SET)
    seen = hashlib.md5(usedforsecurity=False)
    while left > 0:
        block = os.read(handle, min(BLOCK, left))
        seen.update(block)
        left -= len(block)
    os.write(handle, seen.digest())
    os.fsync(handle)
