"""A process that is killed at any moment loses nothing that it acknowledged, and tears nothing."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from firsthand.sealed import shuffled
from firsthand.sealed.envelope import SMALL, seal
from firsthand.sealed.inbox import Inbox
from firsthand.sealed.items import Opened
from firsthand.sealed.keys import write_public
from firsthand.sealed.slots import read_items

from .submissions import SECRET, signature, tag

COUNT = 600
ROOT = Path(__file__).resolve().parents[2]


def submit(folder: Path, numbers: range) -> subprocess.Popen[bytes]:
    """A process that submits numbers, from sixteen people at once, and tells which are acknowledged."""
    environment = os.environ | {"FIRSTHAND_TEST_KEY": write_public(SECRET.public)}
    program = [sys.executable, "-m", "tests.sealed.submissions"]
    arguments = [str(folder), str(numbers.start), str(numbers.stop), "16"]
    return subprocess.Popen([*program, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE)


def run_until_killed(folder: Path, numbers: range, after: int) -> set[int]:
    """Submits numbers in a process, which is killed at once when `after` of them are acknowledged; gives those."""
    process = submit(folder, numbers)
    assert process.stdout
    told = b""
    while len(told) < 4 * after and (piece := os.read(process.stdout.fileno(), 4 * after)):
        told += piece
    time.sleep(random.random() / 500)
    process.kill()
    told += process.stdout.read()
    process.stdout.close()
    process.wait()
    return {int.from_bytes(told[at : at + 4], "big") for at in range(0, len(told) - len(told) % 4, 4)}


def numbers_in(folder: Path) -> list[int]:
    """Of everything there, which all opens."""
    items = list(read_items(folder, [SECRET]))
    assert [item for item in items if not isinstance(item, Opened)] == []
    return sorted(int.from_bytes(item.item.submission, "big") for item in items if isinstance(item, Opened))


def test_all_that_was_acknowledged_is_there_exactly_once_and_none_torn(tmp_path: Path) -> None:
    folder, acknowledged, begin = tmp_path / "inbox", set[int](), 0
    for turn in range(3):
        acknowledged |= run_until_killed(folder, range(begin, COUNT), random.randint(20, 150) if turn < 2 else COUNT)
        assert acknowledged <= set(numbers_in(folder))
        begin = next((number for number in range(COUNT) if number not in acknowledged), COUNT)
    assert acknowledged == set(range(COUNT))
    assert numbers_in(folder) == list(range(COUNT))


def test_a_retry_after_a_crash_is_stored_once(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    assert len(run_until_killed(folder, range(50), 25)) >= 25
    with Inbox(folder, SECRET.public) as inbox:
        for future in [inbox.put(signature(number), tag(number)) for number in range(50)]:
            future.result()
    assert numbers_in(folder) == list(range(50))
    assert not list(folder.glob("*.open"))


def test_two_processes_that_get_the_same_at_once_keep_it_once(tmp_path: Path) -> None:
    processes = [submit(tmp_path / "inbox", range(begin, begin + 100)) for begin in (0, 30)]
    told = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert [len(each) for each in told] == [400, 400]
    assert numbers_in(tmp_path / "inbox") == list(range(130))
    assert len(list((tmp_path / "inbox").glob("*.sealed"))) == 2


class Recorder:
    """What is written and flushed, so that a loss of power can be tried at each moment."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[tuple[int, bytes] | set[bytes] | None] = []
        """A write; None for a flush; what was acknowledged by then."""
        write, flush = os.pwrite, os.fsync
        monkeypatch.setattr(
            shuffled.os, "pwrite", lambda file, data, at: (self._note(at, data), write(file, data, at))[1]
        )
        monkeypatch.setattr(shuffled.os, "fsync", lambda file: (self.steps.append(None), flush(file))[1])

    def _note(self, at: int, data: memoryview) -> None:
        self.steps.append((at, bytes(data)))

    def disk_after(self, steps: int, chance: random.Random) -> tuple[bytes, set[bytes]]:
        """The file after power was lost: of writes since the last flush, each sector may be there or not."""
        disk, unsure, acknowledged = bytearray(), list[tuple[int, bytes]](), set[bytes]()
        for step in self.steps[:steps]:
            if step is None:
                for at, data in unsure:
                    write(disk, at, data)
                unsure = []
            elif isinstance(step, set):
                acknowledged = step
            else:
                unsure += [(step[0] + at, step[1][at : at + 512]) for at in range(0, len(step[1]), 512)]
        for at, data in unsure:
            if chance.random() < 0.5:
                write(disk, at, data)
        return bytes(disk), acknowledged


def write(disk: bytearray, at: int, data: bytes) -> None:
    disk.extend(bytes(max(0, at - len(disk))))
    disk[at : at + len(data)] = data


def test_a_loss_of_power_at_any_moment_costs_nothing_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, chance = Recorder(monkeypatch), random.Random(7)
    file = shuffled.Shuffled(tmp_path, date(2026, 11, 22), SMALL)
    safe = set[bytes]()
    for size in (1, 3, 1, 2, 8, 1, 1):
        slots = [seal(signature(1), SECRET.public) for _ in range(size)]
        file.add(slots)
        safe = safe | set(slots)
        recorder.steps.append(safe)
    file.finish()
    for steps in range(len(recorder.steps) + 1):
        for _ in range(4):
            disk, acknowledged = recorder.disk_after(steps, chance)
            assert acknowledged <= {disk[at : at + SMALL] for at in range(0, len(disk), SMALL)}
