"""A process that answers several readers at once, and what memory it takes: python -m bench._serving INDEX < cases.

Prints a Load as JSON.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from firsthand.search.protocol import Query

T = TypeVar("T")
CLIENTS = 8
WARMING = 5
"""The first queries of each reader are not counted."""


class Asked(msgspec.Struct, frozen=True):
    times: list[float]
    """Milliseconds of each answer."""
    seconds: float
    """From the first question to the last answer."""


class Load(msgspec.Struct, frozen=True):
    asked: Asked
    before: float
    """Megabytes of memory before the index is opened."""
    opened: float
    after: float
    mapped: float
    """Of `after`: pages of files, which the system can take back."""


def serve(index: Path, asked: list[Query]) -> Load:
    """Ask in a process of its own, so that nothing else counts."""
    command = [sys.executable, "-m", "bench._serving", str(index)]
    said = subprocess.run(command, input=msgspec.json.encode(asked), stdout=subprocess.PIPE, check=True).stdout
    return msgspec.json.decode(said, type=Load)


def main() -> None:
    from firsthand.search import open_engine

    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=list[Query])
    before, _ = memory()
    engine = open_engine(Path(sys.argv[1]))
    opened, _ = memory()

    answered = ask_at_once(engine.search, asked)
    sys.stdout.buffer.write(msgspec.json.encode(Load(answered, before, opened, *memory())))


def ask_at_once(answer: Callable[[T], object], asked: list[T]) -> Asked:
    """Several readers, each with a share of the questions, one after the other."""

    def read(questions: list[T]) -> list[float]:
        times = []
        for question in questions:
            start = time.perf_counter()
            answer(question)
            times.append((time.perf_counter() - start) * 1e3)
        return times[WARMING:]

    start = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as readers:
        times = list(chain.from_iterable(readers.map(read, (asked[at::CLIENTS] for at in range(CLIENTS)))))
    return Asked(times, time.perf_counter() - start)


def memory(process: int | str = "self") -> tuple[float, float]:
    """Megabytes that a process has in memory, and how many of them are pages of files; not a number but on Linux."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return float("nan"), float("nan")
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["RssFile"].split()[0]) / 1024


if __name__ == "__main__":
    main()
