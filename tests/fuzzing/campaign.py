"""Reads thousands of changed files as a library would, and tells what became of them.

    python -m tests.fuzzing.campaign --count 50000 --samples FOLDER

Every variant must end as a Document or as an UnreadableFileError with its reason, within the limits; the process that
hands them out must not grow, nor lose descriptors or children. What crashed, and what is slowest, is named with the
number from which it can be made again (`--start N --count 1 --keep FOLDER`).
"""

import argparse
import contextlib
import os
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents import Document, Workers
from firsthand.documents.limits import Limits

from .seeds import own_seeds, seeds_of
from .variants import Seed, Variant, make_variants

_BATCH = 200
_LIMITS = Limits(cpu=10, wall=20, scans=0)
"""OCR is left out unless it is asked for: it takes a hundred times as long as all the rest."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Tally(Struct):
    """What became of variants."""

    outcomes: Counter[str]
    crashed: dict[str, list[str]]
    """The message, and the names of those for which a reader has that mistake or was killed by one of its libraries."""
    slowest: list[tuple[float, str]]
    """Seconds from handing out a batch to a file's answer, where that was long."""
    grown: int = 0
    """Bytes of memory that the process which reads holds more at the end than after the first batch."""
    left_open: int = 0
    """Descriptors open at the end beyond those after the first batch."""


def run(seeds: list[Seed], count: int, start: int = 0, keep: Path | None = None, limits: Limits = _LIMITS) -> Tally:
    tally = Tally(Counter(), {}, [])
    variants = make_variants(seeds, count, start)
    settled: tuple[int, int] | None = None
    with Workers(limits=limits) as workers, tempfile.TemporaryDirectory() as folder:
        while batch := list(islice(variants, _BATCH)):
            _read(workers, Path(folder), batch, tally, keep)
            now = _memory(), sum(1 for _ in Path("/proc/self/fd").iterdir())
            settled = settled or now
            tally.grown, tally.left_open = now[0] - settled[0], now[1] - settled[1]
    return tally


def _read(workers: Workers, folder: Path, batch: list[Variant], tally: Tally, keep: Path | None) -> None:
    for variant in batch:
        (folder / variant.name).write_bytes(variant.data)
        if keep:
            (keep / variant.name).write_bytes(variant.data)
    last = time.monotonic()
    for path, outcome in workers.read(folder / variant.name for variant in batch):
        took, last = time.monotonic() - last, time.monotonic()
        reason = "read" if isinstance(outcome, Document) else outcome.reason
        tally.outcomes[reason] += 1
        if reason == "crashed":
            tally.crashed.setdefault(str(outcome).replace(path.name, "the file"), []).append(path.name)
        if took > 1:
            tally.slowest = sorted([*tally.slowest, (took, f"{path.name}: {reason}")], reverse=True)[:20]
        path.unlink()


def _memory() -> int:
    """Bytes resident in the children of this process: that which reads, and no others."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == os.getpid():
                total += int(stat.with_name("statm").read_text().split()[1]) * _PAGE
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--samples", type=Path, help="a folder of real files to change as well")
    parser.add_argument("--keep", type=Path, help="write the variants here")
    parser.add_argument("--scans", type=int, default=0, help="how many pictures of a file OCR may read")
    wanted = parser.parse_args()
    seeds = own_seeds() + (seeds_of(wanted.samples) if wanted.samples else [])
    began = time.monotonic()
    tally = run(seeds, wanted.count, wanted.start, wanted.keep, replace(_LIMITS, scans=wanted.scans))
    print(f"{wanted.count:,} variants of {len(seeds)} files in {time.monotonic() - began:,.0f} s")
    for reason, number in tally.outcomes.most_common():
        print(f"  {number:7,}  {reason}")
    print(f"memory grown by {tally.grown / 1e6:.1f} MB, {tally.left_open} descriptors left open")
    for seconds, name in tally.slowest:
        print(f"  {seconds:5.1f} s  {name}")
    for message, names in tally.crashed.items():
        print(f"  CRASHED  {len(names)} times, such as {', '.join(names[:3])}: {message}")


if __name__ == "__main__":
    main()
