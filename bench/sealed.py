"""The sealed inbox: signatures made safe per second and how long each waits, beside SQLite; kills; opening; garbage.

Threads stand for people who send at once, each waiting until its signature is safe. SQLite (full synchronisation, one
commit a signature) keeps the same bytes unsealed: what an ordinary form would do. The limits are 200 signatures a
second, and 100,000 slots opened within 60 s. FIRSTHAND_BENCH_SUBMISSIONS sets how many are sent while processes are
killed (20,000), FIRSTHAND_BENCH_SLOTS how many are opened (100,000).
"""

import os
import random
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from nacl.public import SealedBox
from tests.sealed.submissions import SAID, SECRET, signature, tag
from tests.sealed.test_crashes import run_until_killed

from firsthand.sealed.envelope import open_slot
from firsthand.sealed.inbox import Inbox
from firsthand.sealed.items import Item, Kind, Opened
from firsthand.sealed.slots import Slot, read_items, read_slots

SUBMISSIONS = int(os.environ.get("FIRSTHAND_BENCH_SUBMISSIONS", "20000"))
SLOTS = int(os.environ.get("FIRSTHAND_BENCH_SLOTS", "100000"))
PEOPLE, EACH, ROUNDS = 32, 60, 3
RATE, SECONDS = 200, 5
GARBAGE = 10_000


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="firsthand-bench-", dir=os.environ.get("FIRSTHAND_BENCH_DISK")) as name:
        folder = Path(name)
        _measure_throughput(folder)
        _measure_rate(folder / "rate")
        _measure_kills(folder / "kills")
        _measure_garbage(folder / "garbage")
        _measure_opening(folder / "opening")


def _measure_throughput(folder: Path) -> None:
    print(f"{PEOPLE} people at once, {PEOPLE * EACH:,} signatures (limit: 200 a second)\n")
    for turn in range(ROUNDS):
        with Inbox(folder / f"inbox-{turn}", SECRET.public) as inbox:
            _race("sealed inbox", lambda number, inbox=inbox: inbox.put(signature(number), tag(number)).result())
        book = _Book(folder / f"book-{turn}.sqlite")
        _race("SQLite, unsealed", book.put)


class _Book:
    def __init__(self, path: Path) -> None:
        self.hand = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.hand.execute("pragma journal_mode = wal")
        self.hand.execute("pragma synchronous = full")
        self.hand.execute("create table signatures (number integer primary key, said blob)")
        self.turn = threading.Lock()

    def put(self, number: int) -> None:
        with self.turn:
            self.hand.execute("insert into signatures values (?, ?)", (number, SAID))


def _race(name: str, put: Callable[[int], None]) -> None:
    waits: list[float] = []

    def send(person: int) -> None:
        for number in range(person * EACH, person * EACH + EACH):
            began = time.perf_counter()
            put(number)
            waits.append(time.perf_counter() - began)

    began = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(send, range(PEOPLE)))
    seconds = time.perf_counter() - began
    print(f"  {name:16} {len(waits) / seconds:7,.0f}/s   {_waits(waits)}", flush=True)


def _measure_rate(folder: Path) -> None:
    """One comes every five milliseconds, whether those before are safe or not."""
    waits: list[float] = []
    with Inbox(folder, SECRET.public) as inbox:
        start, busy = time.perf_counter(), time.process_time()
        for number in range(RATE * SECONDS):
            time.sleep(max(0.0, start + number / RATE - time.perf_counter()))
            began = time.perf_counter()
            inbox.put(signature(number), tag(number)).add_done_callback(
                lambda _, began=began: waits.append(time.perf_counter() - began)
            )
        inbox.finish().result()
        used = (time.process_time() - busy) / SECONDS
    print(f"\n{RATE} a second for {SECONDS} s: {_waits(waits)}, {used:.0%} of one core")


def _waits(waits: list[float]) -> str:
    cuts = statistics.quantiles(waits, n=100)
    return f"median {cuts[49] * 1e3:.1f} ms, 99 of 100 within {cuts[98] * 1e3:.1f} ms"


def _measure_kills(folder: Path) -> None:
    """Who has no answer sends the same again, as people do."""
    chance, acknowledged, kills, torn = random.Random(), set[int](), 0, 0
    began, begin = time.perf_counter(), 0
    while begin < SUBMISSIONS:
        acknowledged |= run_until_killed(folder, range(begin, SUBMISSIONS), chance.randint(1, SUBMISSIONS // 10))
        begin = next((number for number in range(begin, SUBMISSIONS) if number not in acknowledged), SUBMISSIONS)
        kills += 1
    there: list[int] = []
    for item in read_items(folder, [SECRET]):
        if isinstance(item, Opened):
            there.append(int.from_bytes(item.item.submission, "big"))
        else:
            torn += 1
    print(
        f"\n{SUBMISSIONS:,} submissions, {kills} processes killed, {time.perf_counter() - began:.0f} s: "
        f"{len(acknowledged):,} acknowledged, {len(acknowledged - set(there))} of them lost, "
        f"{len(there) - len(set(there))} twice, {torn} torn"
    )


def _measure_garbage(folder: Path) -> None:
    with Inbox(folder, SECRET.public) as inbox:
        inbox.put(signature(0), tag(0)).result()
        for start in range(1, GARBAGE + 1, 1_000):
            for future in [inbox.put(signature(number), tag(number)) for number in range(start, start + 1_000)]:
                future.result()
    size = sum(path.stat().st_blocks * 512 for path in folder.iterdir())
    there = any(isinstance(item, Opened) and not int.from_bytes(item.item.submission, "big")
                for item in read_items(folder, [SECRET]))  # fmt: skip
    print(
        f"\n{GARBAGE:,} garbage submissions: {size:,} bytes of disk; the genuine one is {'there' if there else 'LOST'}"
    )


def _measure_opening(folder: Path) -> None:
    """Half of them sealed in a browser as well, which takes two boxes to open."""
    said = SealedBox(SECRET.box.public_key).encrypt(SAID)
    with Inbox(folder, SECRET.public, most_a_day=SLOTS * 8_192) as inbox:
        for start in range(0, SLOTS, 2_000):
            numbers = range(start, min(start + 2_000, SLOTS))
            twice = (Item(Kind.SIGNATURE, said, True, number.to_bytes(16, "big")) for number in numbers[::2])
            for future in [inbox.put(item) for item in (*twice, *(signature(number) for number in numbers[1::2]))]:
                future.result()
    print(f"\n{SLOTS:,} slots opened, half of them sealed in a browser too (limit: 60 s)")
    for _ in range(2):
        began = time.perf_counter()
        count = sum(1 for item in read_items(folder, [SECRET]) if isinstance(item, Opened))
        print(f"  one thread   {time.perf_counter() - began:6.1f} s, {count:,} opened", flush=True)
        began = time.perf_counter()
        count = _open_in_threads(folder)
        print(f"  two threads  {time.perf_counter() - began:6.1f} s, {count:,} opened", flush=True)


def _open_in_threads(folder: Path) -> int:
    slots, count = read_slots(folder), 0
    with ThreadPoolExecutor(2) as threads:
        while batch := list(islice(slots, 1_024)):
            count += sum(threads.map(_open_all, (batch[:512], batch[512:])))
    return count


def _open_all(slots: list[Slot]) -> int:
    return sum(1 for slot in slots if open_slot(slot.data, [SECRET], slot.day))
