"""From the desk into the library's folder: 10,000 signatures named and counted, then forgotten.

Stands beside opening and writing the desk's two files alone, which no way of applying can do without.
FIRSTHAND_BENCH_SIGNERS sets how many signatures there are.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.endorsing.folders import LETTER, SECRET, make_desk, make_library

from firsthand.catalogue.records import Capacity, Confirmed, Display
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.entries import Entry, Identity, State, name_of
from firsthand.endorsing.forgetting import forget
from firsthand.endorsing.publication import apply

SIGNERS = int(os.environ.get("FIRSTHAND_BENCH_SIGNERS", "10000"))
ROUNDS = 5
PLACES = ("KE", "UG", "FR", "GB", "UA", "VN", "BR", "MX")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        grounds = make_library(Path(folder))
        desk = make_desk(Path(folder))
        fill(desk)
        times: dict[str, list[float]] = {"applied": [], "desk alone": []}
        for _ in range(ROUNDS):  # in turn, so that both meet the same machine
            times["applied"].append(timed(lambda: apply(desk, grounds, LETTER, [SECRET])))
            times["desk alone"].append(timed(lambda: rewrite(desk)))
        for name, seconds in times.items():
            print(f"{name:12} {SIGNERS:,} signatures in {median(seconds) * 1000:,.0f} ms")
        print(f"{'forgotten':12} in {timed(lambda: forget(desk.folder, [LETTER])) * 1000:,.1f} ms")


def fill(desk: Desk) -> None:
    displays = list(Display)
    with desk.changing(LETTER) as sheet:
        for number in range(SIGNERS):
            submission = number.to_bytes(16, "big")
            entry = Entry(
                name_of(submission), submission, submission, Capacity.INDIVIDUAL, displays[number % len(displays)], 1,
                "en", "2026-10-20", state=State.CONFIRMED, confirmed=Confirmed.EMAIL, place=PLACES[number // 4 % 8],
            )  # fmt: skip
            sheet.put(entry, Identity(entry.id, f"Signer {number}", email=f"signer{number}@mail.example"))


def rewrite(desk: Desk) -> None:
    """Applying opens and writes the desk twice: before the list, and after it."""
    for _ in range(2):
        with desk.changing(LETTER):
            pass


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
