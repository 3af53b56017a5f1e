"""A tampered or truncated inbox loses what was damaged, names it by file and number, and nothing else."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.sealed.envelope import SMALL
from firsthand.sealed.errors import DamagedError, UnknownKeyError, UnwritableError
from firsthand.sealed.inbox import Inbox, read_slots
from firsthand.sealed.items import Opened
from firsthand.sealed.slots import Lost, read_items

from .submissions import OTHER, SECRET, signature, tag

COUNT = 60


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage") / "inbox"
    with Inbox(folder, SECRET.public) as inbox:
        for future in [inbox.put(signature(number), tag(number)) for number in range(COUNT)]:
            future.result()
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "inbox"))


def file_of(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def read(folder: Path) -> tuple[list[Opened], list[Lost]]:
    everything = list(read_items(folder, [SECRET]))
    opened = [each for each in everything if isinstance(each, Opened)]
    return opened, [each for each in everything if isinstance(each, Lost)]


def change(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("harm", "lost"),
    [
        (change(0), [1]),
        (change(5 * SMALL + 8), [6]),
        (change(7 * SMALL + 2_000), [8]),
        (change(COUNT * SMALL - 1), [COUNT]),
        (lambda data: data[: 50 * SMALL], list(range(51, 61))),
        (lambda data: data[: 50 * SMALL + 17], list(range(51, 61))),
        (lambda data: data[:1], list(range(1, 61))),
        (lambda data: b"", list(range(1, 61))),
        (lambda data: data[: 9 * SMALL] + bytes(3 * SMALL) + data[12 * SMALL :], [10, 11, 12]),
        (lambda data: data + b"garbage", [61]),
        (lambda data: data + os.urandom(2 * SMALL), [61, 62]),
    ],
)
def test_what_is_damaged_is_named_and_the_rest_is_there(
    folder: Path, harm: Callable[[bytes], bytes], lost: list[int]
) -> None:
    path = file_of(folder)
    path.write_bytes(harm(path.read_bytes()))
    opened, named = read(folder)
    assert [(each.file, each.number) for each in named] == [(path.name, number) for number in lost]
    assert all(isinstance(each.error, DamagedError) for each in named)
    assert len(opened) == COUNT - len([number for number in lost if number <= COUNT])


def test_random_harm_costs_no_more_than_the_slots_that_it_touches(folder: Path) -> None:
    chance = random.Random(1)
    path, data = file_of(folder), bytearray(file_of(folder).read_bytes())
    places = [chance.randrange(len(data)) for _ in range(25)]
    for place in places:
        data[place] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    touched = {place // SMALL + 1 for place in places}
    opened, named = read(folder)
    assert {each.number for each in named} <= touched
    assert len(opened) == COUNT - len(named) >= COUNT - len(touched)


def test_slots_that_are_moved_or_copied_are_read_once(folder: Path) -> None:
    path, data = file_of(folder), file_of(folder).read_bytes()
    path.write_bytes(data[30 * SMALL :] + data[: 30 * SMALL])
    shutil.copy(path, path.with_name(path.name.replace(".sealed", " (1).sealed")))
    opened, named = read(folder)
    assert (len(opened), named) == (COUNT, [])
    assert len(list(read_slots(folder))) == COUNT


def test_a_copy_makes_good_what_is_damaged(folder: Path) -> None:
    path, data = file_of(folder), file_of(folder).read_bytes()
    path.with_name(path.name.replace(".sealed", " (1).sealed")).write_bytes(data)
    path.write_bytes(change(3 * SMALL + 99)(data))
    opened, named = read(folder)
    assert (len(opened), len(named)) == (COUNT, 1)


def test_a_missing_key_is_no_damage(folder: Path) -> None:
    lost = list(read_items(folder, [OTHER]))
    assert len(lost) == COUNT
    assert all(isinstance(each, Lost) and isinstance(each.error, UnknownKeyError) for each in lost)


def test_keys_that_follow_each_other_open_what_was_sealed_to_each(folder: Path) -> None:
    with Inbox(folder, OTHER.public) as inbox:
        inbox.put(signature(99)).result()
    assert len([each for each in read_items(folder, [OTHER, SECRET]) if isinstance(each, Opened)]) == COUNT + 1


def test_a_file_that_can_not_be_read_is_an_error_with_its_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise OSError(5, "Input/output error", str(path))

    name = file_of(folder).name
    descriptor = os.open
    monkeypatch.setattr(
        "firsthand.sealed.slots.open_unnoticed",
        lambda path, flags: refuse(path, flags) if path.name == name else descriptor(path, flags),
    )
    with pytest.raises(UnwritableError, match=f"{name} can't be read"):
        list(read_slots(folder))


def test_a_half_written_tail_was_never_acknowledged(folder: Path) -> None:
    path = file_of(folder)
    stale = path.with_name(path.name.replace(f"-{COUNT:06}.sealed", ".open"))
    path.rename(stale)
    stale.write_bytes(stale.read_bytes() + b"fhs1 half a slot")
    opened, named = read(folder)
    assert (len(opened), named) == (COUNT, [])
    Inbox(folder, SECRET.public).close()
    assert file_of(folder) == path
    assert path.stat().st_size == COUNT * SMALL


def test_an_empty_file_of_a_process_that_died_goes_away(folder: Path) -> None:
    (folder / "2026-11-22-small-0123456789abcdef.open").write_bytes(b"half")
    Inbox(folder, SECRET.public).close()
    assert len(list(folder.iterdir())) == 1


def test_names_that_promise_too_much_cost_little(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.sealed.slots._MOST_MISSED", 30)
    for number in range(5):
        (folder / f"2026-11-22-small-{number:016x}-99999999.sealed").write_bytes(b"")
    opened, named = read(folder)
    assert (len(opened), len(named)) == (COUNT, 30)
