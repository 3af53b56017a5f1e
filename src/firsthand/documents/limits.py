"""How much of this machine the reading of one file may take."""

from msgspec import Struct
from msgspec.structs import replace

MEBIBYTE = 1 << 20
_SCAN_OUTPUT = 8 * MEBIBYTE


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
    scans: int = 2_000
    """Pages and parts of pages that are read by OCR; none of them where it is 0."""
    scan_cpu: int = 30
    """Seconds of work of the processor for each of them, which is not counted as work on the file."""
    scan_wall: float = 120.0
    """Seconds by the clock for each of them."""

    def for_scan(self) -> "Limits":
        """What one scan may cost."""
        return replace(self, cpu=self.scan_cpu, wall=self.scan_wall, output=min(self.output, _SCAN_OUTPUT))
