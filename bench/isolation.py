"""What reading in a process of its own adds to each file, beside reading it in this process, interleaved."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple

from firsthand.documents import Document, Workers, read
from firsthand.documents.warming import tiny_files, warm

ROUNDS = 60
TARGET = 15.0
"""Milliseconds that isolation may add to a file."""
_PARAGRAPH = "Nothing about us without us, and nothing for us that was made without asking us first.\n\n"


class Row(NamedTuple):
    what: str
    here: float
    """Milliseconds in this process: the tenth percentile, which other work on the machine disturbs least."""
    isolated: float
    added: float
    target: float | None = None


def main() -> None:
    print(
        f"{'file':36} {'here':>9} {'isolated':>9} {'added':>9}   (ms; at most {TARGET:g} added wanted for tiny files)"
    )
    for row in measure():
        print(f"{row.what:36} {row.here:9.1f} {row.isolated:9.1f} {row.added:9.1f}")


def measure() -> list[Row]:
    """The start of the process that reads, and what it adds to a tiny file of each kind and to a text of a megabyte."""
    rows = []
    with tempfile.TemporaryDirectory() as folder, Workers(1) as workers:
        paths = []
        for data, name in tiny_files():
            paths.append(Path(folder, name))
            paths[-1].write_bytes(data)
        start = _timed(lambda: list(workers.read(paths[:1])))
        warm()
        rows.append(Row("start of the process that reads", 0.0, start, start))
        paths.append(Path(folder, "a megabyte.md"))
        paths[-1].write_text(_PARAGRAPH * (1_000_000 // len(_PARAGRAPH)))
        rows += [_compare(path, workers) for path in paths]
    return rows


def _compare(path: Path, workers: Workers) -> Row:
    here, isolated = [], []
    for _ in range(ROUNDS):
        here.append(_timed(lambda: read(path, isolated=False)))
        isolated.append(_timed(lambda: _one(workers, path)))
    inside, outside = quantiles(here, n=10)[0], quantiles(isolated, n=10)[0]
    return Row(path.name, inside, outside, outside - inside, TARGET if path.stat().st_size < 100_000 else None)


def _one(workers: Workers, path: Path) -> None:
    ((_, outcome),) = workers.read([path])
    assert isinstance(outcome, Document), outcome


def _timed(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


if __name__ == "__main__":
    for row in measure():
        print(f"{row.what:36} here {row.here:8.2f} ms   isolated {row.isolated:8.2f} ms   added {row.added:8.2f} ms")
