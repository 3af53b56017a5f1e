"""How much of this machine the reading of one file may take."""

from msgspec import Struct

MEBIBYTE = 1 << 20


class Limits(Struct, frozen=True):
    """What one file may cost before its reading is given up."""

    memory: int = 1024 * MEBIBYTE
    """Bytes of memory on top of what the readers themselves take."""
    cpu: int = 20
    """Seconds of work of the processor."""
    wall: float = 60.0
    """Seconds by the clock."""
    input: int = 512 * MEBIBYTE
    """Bytes of the file."""
    output: int = 256 * MEBIBYTE
    """Bytes of the Document, written as MessagePack."""
    characters: int = 50_000_000
    """Characters of text in the Document."""
