"""The inbox: what is acknowledged is there once, tells no time but the day, and is its owner's alone to read."""

import errno
import os
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from firsthand.sealed import census, shuffled
from firsthand.sealed.envelope import LARGE, SMALL
from firsthand.sealed.errors import FullError, SealedError, SpentError, TooLongError, UnwritableError
from firsthand.sealed.inbox import MOST_A_DAY, Inbox, Use, read_slots
from firsthand.sealed.items import Item, Kind, Opened
from firsthand.sealed.keys import PublicKey, new_collector
from firsthand.sealed.shuffled import Shuffled
from firsthand.sealed.slots import list_names, read_items

from .submissions import SECRET, message, signature, tag

KEY = SECRET.public
DAY = 86_400


class Calendar:
    def __init__(self) -> None:
        self.day = date(2026, 11, 22)

    def __call__(self) -> date:
        return self.day

    def turn(self, days: int = 1) -> None:
        self.day += timedelta(days)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


@pytest.fixture
def inbox(folder: Path) -> Iterator[Inbox]:
    with Inbox(folder, KEY) as inbox:
        yield inbox


def numbers_in(folder: Path) -> list[int]:
    """The numbers of the signatures there, as they lie; every one of them opens."""
    items = list(read_items(folder, [SECRET]))
    assert all(isinstance(item, Opened) for item in items), items
    return [int.from_bytes(item.item.submission, "big") for item in items if isinstance(item, Opened)]


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def wait(futures: list[Future[None]]) -> None:
    for future in futures:
        future.result(timeout=60)


def test_what_is_acknowledged_is_there_once_and_before_the_inbox_is_closed(inbox: Inbox, folder: Path) -> None:
    wait([inbox.put(signature(number), tag(number)) for number in range(300)])
    assert sorted(numbers_in(folder)) == list(range(300))
    assert [name.endswith(".open") for name in files_in(folder)] == [True]
    inbox.close()
    assert sorted(numbers_in(folder)) == list(range(300))
    assert [name.endswith("-000300.sealed") for name in files_in(folder)] == [True]


def test_the_order_on_the_disk_says_nothing_even_when_they_come_one_by_one(inbox: Inbox, folder: Path) -> None:
    for number in range(64):
        inbox.put(signature(number)).result()
    order = numbers_in(folder)
    assert sorted(order) == list(range(64))
    in_place = sum(number == place for place, number in enumerate(order))
    rising = sum(one < other for one, other in pairwise(order))
    assert in_place < 16
    assert 16 < rising < 48


def test_where_a_slot_comes_to_lie_is_chance_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of four slots at each of four places about as often as the others, whether it came first or last."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)  # many small files; none need be safe
    folder.mkdir()
    seen = dict.fromkeys(((slot, place) for slot in range(4) for place in range(4)), 0)
    rounds = 240
    for _ in range(rounds):
        file = shuffled.Shuffled(folder, date(2026, 11, 22), SMALL)
        file.add([bytes([0]) * SMALL, bytes([1]) * SMALL])
        file.add([bytes([2]) * SMALL])
        file.add([bytes([3]) * SMALL])
        for place, slot in enumerate(file.path.read_bytes()[::SMALL]):
            seen[slot, place] += 1
        file.finish()
    assert all(25 < count < 100 for count in seen.values()), seen


def test_messages_lie_in_files_of_their_own(inbox: Inbox, folder: Path) -> None:
    wait([inbox.put(message("x" * 9_000)), inbox.put(signature(1)), inbox.put(Item(Kind.CONFIRMATION))])
    inbox.close()
    sizes = sorted((path.name.split("-")[3], path.stat().st_size) for path in folder.iterdir())
    assert sizes == [("large", LARGE), ("small", 2 * SMALL)]


def test_a_retry_is_stored_once_and_waits_for_the_first(inbox: Inbox, folder: Path) -> None:
    futures = [inbox.put(signature(1), tag(1)) for _ in range(20)]
    wait(futures)
    assert inbox.spent(tag(1)) is Use.SAME
    assert inbox.spent(tag(1, "other words")) is Use.OTHER
    assert inbox.spent(tag(2)) is Use.FRESH
    with pytest.raises(SpentError, match="Take a new form"):
        inbox.put(signature(1), tag(1, "other words"))
    assert numbers_in(folder) == [1]


def test_a_used_token_is_remembered_after_a_restart_and_by_another_process(folder: Path) -> None:
    with Inbox(folder, KEY) as first, Inbox(folder, KEY) as second:
        first.put(signature(1), tag(1)).result()
        second._census.look(at_once=True)
        assert second.spent(tag(1)) is Use.SAME
        second.put(signature(2), tag(2)).result()
    with Inbox(folder, KEY) as third:
        assert [third.spent(each) for each in (tag(1), tag(1, "x"), tag(2), tag(3))] == [
            Use.SAME, Use.OTHER, Use.SAME, Use.FRESH,
        ]  # fmt: skip
        third.put(signature(2), tag(2)).result()
    assert sorted(numbers_in(folder)) == [1, 2]


def test_a_file_that_is_being_written_is_left_to_its_writer(inbox: Inbox, folder: Path) -> None:
    inbox.put(signature(1)).result()
    before = files_in(folder)
    Inbox(folder, KEY).close()
    assert files_in(folder) == before
    inbox.put(signature(2)).result()
    assert files_in(folder) == before
    assert sorted(numbers_in(folder)) == [1, 2]


def test_a_retry_that_reached_two_processes_at_once_is_read_once(folder: Path) -> None:
    with Inbox(folder, KEY) as first, Inbox(folder, KEY) as second:
        wait([first.put(signature(1), tag(1)), second.put(signature(1), tag(1))])
    assert numbers_in(folder) == [1]
    assert len(files_in(folder)) == 2


def test_who_asks_may_go_away_meanwhile(inbox: Inbox, folder: Path) -> None:
    future = inbox.put(signature(1))
    assert not future.cancel()
    finished = inbox.finish()
    assert not finished.cancel()
    wait([future, finished, inbox.put(signature(2))])
    assert sorted(numbers_in(folder)) == [1, 2]


def test_what_is_too_long_is_refused_at_once(inbox: Inbox) -> None:
    with pytest.raises(TooLongError):
        inbox.put(Item(Kind.CONFIRMATION, statement="s" * SMALL))


def test_a_closed_inbox_takes_nothing(inbox: Inbox) -> None:
    inbox.close()
    inbox.close()
    with pytest.raises(FullError, match="closed"):
        inbox.put(signature(1))
    inbox.finish().result()


def test_a_key_to_which_nothing_can_be_sealed_is_refused_before_anybody_signs(folder: Path) -> None:
    for key in (PublicKey(bytes(32), bytes(32)), new_collector().public):
        with pytest.raises(SealedError):
            Inbox(folder, key)
    assert not folder.exists()


def test_files_tell_the_day_alone_and_are_for_their_owner_alone(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    calendar = Calendar()
    with Inbox(folder, KEY, today=calendar) as inbox:
        wait([inbox.put(signature(1)), inbox.put(message())])
        assert len(list(read_slots(folder))) == 2
        paths = [folder, *(folder / name.text for name in list_names(folder))]
        assert {path.stat().st_mtime % DAY for path in paths} == {0}
        assert {path.stat().st_atime % DAY for path in paths} == {0}
        inbox.finish().result()
    paths = list(folder.iterdir())
    assert len(paths) == 2
    assert {path.stat().st_mtime for path in [folder, *paths]} == {1_795_305_600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_at_midnight_a_file_is_finished_and_another_begun(folder: Path) -> None:
    calendar = Calendar()
    with Inbox(folder, KEY, today=calendar) as inbox:
        inbox.put(signature(1)).result()
        calendar.turn()
        inbox.put(signature(2)).result()
        assert [(name[:10], name.rpartition(".")[2]) for name in files_in(folder)] == [
            ("2026-11-22", "sealed"), ("2026-11-23", "open"),
        ]  # fmt: skip
        calendar.turn(-1)
        inbox.put(signature(3)).result()
    days = {int.from_bytes(item.item.submission, "big"): item.day
            for item in read_items(folder, [SECRET]) if isinstance(item, Opened)}  # fmt: skip
    assert days == {1: "2026-11-22", 2: "2026-11-23", 3: "2026-11-22"}


def test_an_idle_inbox_finishes_the_day_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.sealed.inbox._PAUSE", 0.02)
    calendar = Calendar()
    with Inbox(folder, KEY, today=calendar) as inbox:
        inbox.put(signature(1)).result()
        calendar.turn()
        for _ in range(500):
            if files_in(folder)[0].endswith(".sealed"):
                break
            threading.Event().wait(0.01)
        assert [name.rpartition(".")[2] for name in files_in(folder)] == ["sealed"]


def test_ten_thousand_garbage_submissions_cost_their_slots_and_no_genuine_one(folder: Path) -> None:
    """The bound is the slots' size; here for a fifth of them. Beyond it, who has signed can still confirm."""
    most = 2_000 * SMALL
    with Inbox(folder, KEY, most * 10 // 9) as inbox:
        wait([inbox.put(signature(1), tag(1))])
        garbage, refused = [], 0
        for number in range(2, 2_502):
            try:
                garbage.append(inbox.put(signature(number), tag(number)))
            except FullError:
                refused += 1
        wait(garbage)
        with pytest.raises(FullError, match="Send it again tomorrow"):
            inbox.put(signature(9_999))
        inbox.put(signature(1), tag(1)).result()
        inbox.put(Item(Kind.CONFIRMATION, submission=signature(1).submission)).result()
    assert refused == 501
    assert sum(path.stat().st_size for path in folder.iterdir()) == most + SMALL
    assert 1 in numbers_in(folder)
    assert len(files_in(folder)) == 1
    assert MOST_A_DAY >= 10_000 * SMALL * 10


def test_what_is_being_written_is_counted_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a slow disk would refuse, near the bound of a day, what there is room for."""
    taken: list[int] = []
    add = Shuffled.add

    def counted(file: Shuffled, slots: list[bytes]) -> None:
        add(file, slots)
        taken.append(sum(inbox._census._taken().values()))

    monkeypatch.setattr(Shuffled, "add", counted)
    with Inbox(folder, KEY, 100 * SMALL) as inbox:
        for number in (1, 2):
            inbox.put(signature(number), tag(number)).result()
    assert taken == [SMALL, 2 * SMALL]


def test_messages_leave_room_for_signatures_and_a_new_day_has_room_again(folder: Path) -> None:
    calendar = Calendar()
    with Inbox(folder, KEY, 5 * LARGE, calendar) as inbox:
        wait([inbox.put(message()), inbox.put(message())])
        with pytest.raises(FullError):
            inbox.put(message())
        inbox.put(signature(1)).result()
        calendar.turn()
        inbox.put(message()).result()
    with Inbox(folder, KEY, LARGE, calendar) as inbox, pytest.raises(FullError):
        inbox.put(signature(2))


def test_some_of_the_disk_is_left_free(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    disk = os.statvfs(folder)
    monkeypatch.setattr(census, "LEAST_FREE", disk.f_bavail * disk.f_frsize * 2)
    with pytest.raises(FullError, match="disk is nearly full"):
        inbox.put(signature(1), tag(1))
    assert inbox.spent(tag(1)) is Use.FRESH


class Disk:
    """A disk that can fill up: writing stops in the midst of a slot, or a flush fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room: float = float("inf")
        self.flushes: float = float("inf")
        self._write, self._flush = os.pwrite, os.fsync
        monkeypatch.setattr(shuffled.os, "pwrite", self.pwrite)
        monkeypatch.setattr(shuffled.os, "fsync", self.fsync)

    def pwrite(self, descriptor: int, data: memoryview, start: int) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = self._write(descriptor, data[: int(min(self.room, len(data)))], start)
        self.room -= written
        return written

    def fsync(self, descriptor: int) -> None:
        if self.flushes <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self.flushes -= 1
        self._flush(descriptor)


def test_a_full_disk_refuses_the_batch_and_keeps_what_was_there(
    inbox: Inbox, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait([inbox.put(signature(number), tag(number)) for number in range(5)])
    disk = Disk(monkeypatch)
    disk.room = 1.5 * SMALL
    futures = [inbox.put(signature(number), tag(number)) for number in range(5, 9)]
    for future in futures:
        if error := future.exception(timeout=60):
            assert isinstance(error, UnwritableError)
            assert "No space left on device" in str(error)
    acknowledged = [number for number, future in enumerate(futures, 5) if not future.exception()]
    assert len(acknowledged) < 2
    assert [path.stat().st_size % SMALL for path in folder.iterdir()] == [0]
    disk.room = float("inf")
    wait([inbox.put(signature(number), tag(number)) for number in range(5, 9)])
    assert sorted(numbers_in(folder)) == list(range(9))


@pytest.mark.parametrize("flushes", range(4))
def test_a_disk_that_fails_loses_nothing_acknowledged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, flushes: int
) -> None:
    with Inbox(folder, KEY) as inbox:
        wait([inbox.put(signature(number), tag(number)) for number in range(20)])
        disk = Disk(monkeypatch)
        disk.flushes = flushes
        refused = []
        for number in range(20, 24):
            if isinstance(inbox.put(signature(number), tag(number)).exception(timeout=60), UnwritableError):
                refused.append(number)
        assert refused
        disk.flushes = float("inf")
        wait([inbox.put(signature(number), tag(number)) for number in range(20, 24)])
    assert sorted(numbers_in(folder)) == list(range(24))


def test_a_folder_that_can_not_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableError, match=r"file can't be written .*Give the server's user rights"):
        Inbox(tmp_path / "file", KEY)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # who runs the tests may be allowed everything
    with pytest.raises(UnwritableError, match="Permission denied"):
        Inbox(tmp_path / "inbox", KEY)


def test_a_folder_that_goes_away_refuses_and_recovers(inbox: Inbox, folder: Path) -> None:
    inbox.put(signature(1)).result()
    inbox.finish().result()
    folder.rename(folder.with_name("away"))
    inbox._census._looked = -9.0
    with pytest.raises(UnwritableError):
        inbox.put(signature(2)).result()
    folder.with_name("away").rename(folder)
    inbox.put(signature(2)).result()
    assert sorted(numbers_in(folder)) == [1, 2]


def test_names_that_are_none_of_ours_are_passed_over(inbox: Inbox, folder: Path) -> None:
    inbox.put(signature(1)).result()
    (folder / "notes.sealed").write_text("x")
    (folder / "2026-13-45-small-0123456789abcdef.open").write_text("x")
    (folder / "2026-11-22-small-0123456789abcdef.sealed").symlink_to("/dev/zero")
    os.mkfifo(folder / "2026-11-22-small-0123456789abcdee.open")
    assert len(list(read_slots(folder))) == 1
    with Inbox(folder, KEY) as other:
        other.put(signature(2)).result()
    assert list(read_slots(folder / "nowhere")) == []
    with pytest.raises(UnwritableError, match="Give the folder of an inbox"):
        list(read_slots(folder / "notes.sealed"))
