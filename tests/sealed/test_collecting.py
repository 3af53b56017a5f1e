"""Collecting: who holds that key gets in and opens nothing; nothing is erased before all of it is elsewhere."""

import os
import random
import stat
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.sealed.collecting import LASTS, admit, answer, challenge
from firsthand.sealed.copying import digest_held, erase_held, keep_held, list_held, read_held
from firsthand.sealed.envelope import SMALL, open_slot
from firsthand.sealed.errors import (
    DamagedError,
    ExpiredError,
    ForgedError,
    SealedError,
    UnknownKeyError,
    UnwritableError,
)
from firsthand.sealed.inbox import Inbox, read_slots
from firsthand.sealed.items import Opened
from firsthand.sealed.keys import new_collector
from firsthand.sealed.slots import read_items
from firsthand.sealed.tokens import Tokens

from .submissions import SECRET, message, signature

COLLECTOR = new_collector()
NAMES = ["door.key", "../door.key", "/etc/passwd", "", "2026-11-22-small-0123456789abcdef.sealed/..", "\0",
         "2026-11-22-small-0123456789abcdef\0.sealed", "2026-11-22-small-0123456789abcdef/x.sealed"]  # fmt: skip


class Clock:
    now = 1_795_348_800.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    with Inbox(folder, SECRET.public) as inbox:
        for future in [inbox.put(signature(number)) for number in range(20)] + [inbox.put(message())]:
            future.result()
    (folder / "door.key").write_bytes(bytes(32))
    return folder


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return tmp_path / "here"


def collect(there: Path, here: Path) -> None:
    for held in list_held(there):
        digest = keep_held(here, held.name, read_held(there, held.name))
        if not held.is_open:
            erase_held(there, held.name, digest)


def test_only_who_holds_the_collectors_key_gets_in() -> None:
    clock = Clock()
    tokens = Tokens(b"d" * 32, clock)
    sealed = challenge(COLLECTOR.public, tokens)
    assert sealed != challenge(COLLECTOR.public, tokens)
    admit(COLLECTOR.public, tokens, answer(COLLECTOR, sealed))
    for wrong in (new_collector(), SECRET):
        with pytest.raises(ForgedError, match="not for the key"):
            answer(wrong, sealed)
    for shown in ("", tokens.issue("sign", "a-letter"), answer(COLLECTOR, sealed)[:-1] + "?"):
        with pytest.raises(ForgedError):
            admit(COLLECTOR.public, tokens, shown)
    with pytest.raises(ForgedError):
        admit(new_collector().public, tokens, answer(COLLECTOR, sealed))
    clock.now += LASTS + 1
    with pytest.raises(ExpiredError):
        admit(COLLECTOR.public, tokens, answer(COLLECTOR, sealed))


@given(st.one_of(st.binary(max_size=200), st.binary(min_size=120, max_size=120)))
def test_whatever_a_server_sends_as_a_challenge_is_refused(data: bytes) -> None:
    with pytest.raises(ForgedError):
        answer(COLLECTOR, data)


def test_no_challenge_is_sealed_to_the_inboxs_key() -> None:
    with pytest.raises(SealedError, match="fhc1"):
        challenge(SECRET.public, Tokens(b"d" * 32))


def test_all_is_collected_then_erased(there: Path, here: Path) -> None:
    collect(there, here)
    assert [path.name for path in there.iterdir()] == ["door.key"]
    assert len([item for item in read_items(here, [SECRET]) if isinstance(item, Opened)]) == 21
    assert {stat.S_IMODE(path.stat().st_mode) for path in here.iterdir()} == {0o600}
    assert stat.S_IMODE(here.stat().st_mode) == 0o700


def test_the_collectors_key_opens_nothing(there: Path) -> None:
    for slot in read_slots(there):
        with pytest.raises(UnknownKeyError):
            open_slot(slot.data, [COLLECTOR], slot.day)


def test_what_is_being_written_is_copied_and_stays(there: Path, here: Path) -> None:
    with Inbox(there, SECRET.public) as inbox:
        inbox.put(signature(99)).result()
        collect(there, here)
        (held,) = list_held(there)
        assert held.is_open
        with pytest.raises(SealedError, match="still being written"):
            erase_held(there, held.name, digest_held(read_held(there, held.name)))
        inbox.put(signature(100)).result()
    collect(there, here)
    assert list_held(there) == []
    assert len([item for item in read_items(here, [SECRET]) if isinstance(item, Opened)]) == 23


def test_nothing_is_erased_that_differs(there: Path) -> None:
    held = list_held(there)[0]
    with pytest.raises(DamagedError, match="not the same here and there"):
        erase_held(there, held.name, bytes(32))
    assert held in list_held(there)
    assert erase_held(there, held.name, digest_held(read_held(there, held.name)))
    assert not erase_held(there, held.name, bytes(32))


@pytest.mark.parametrize("name", NAMES)
def test_names_from_afar_lead_nowhere_else(there: Path, here: Path, name: str) -> None:
    for act in (lambda: list(read_held(there, name)), lambda: erase_held(there, name, bytes(32))):
        with pytest.raises(SealedError):
            act()
    with pytest.raises(SealedError):
        keep_held(here, name, [b""])
    assert not here.exists()
    assert (there / "door.key").exists()


def test_a_server_that_lies_later_takes_nothing_back(there: Path, here: Path) -> None:
    collect(there, here)
    for path in list(here.iterdir()):
        for lie in (b"", b"x" * 9_000, random.Random(1).randbytes(SMALL * 20)):
            keep_held(here, path.name, [lie])
    assert len([item for item in read_items(here, [SECRET]) if isinstance(item, Opened)]) == 21


def forged(slot: bytes) -> bytes:
    """What somebody who has seized the server can make of a slot: its name and its tag, nothing within."""
    body = slot[:44] + os.urandom(SMALL - 60)
    return body + blake2b(body, digest_size=16).digest()


def test_slots_under_stolen_names_take_nothing_back(there: Path, here: Path) -> None:
    small = next(held.name for held in list_held(there) if held.size == 20 * SMALL)
    keep_held(here, small, read_held(there, small))
    slots = [slot.data for slot in read_slots(here)]
    forgery = b"".join(map(forged, slots))
    keep_held(here, small, [forgery])
    keep_held(here, "2001-01-01-small-0123456789abcdef-000020.sealed", [forgery])
    opened = [each for each in read_items(here, [SECRET]) if isinstance(each, Opened)]
    assert len(opened) == 20


def test_a_broken_line_leaves_no_part(there: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield b"x" * 100
        raise ConnectionError("gone")

    held = list_held(there)[0]
    with pytest.raises((ConnectionError, UnwritableError)):
        keep_held(here, held.name, broken())
    assert list(here.iterdir()) == []
    monkeypatch.setattr("firsthand.sealed.copying.LARGEST", 50)
    with pytest.raises(SealedError, match="larger than"):
        keep_held(here, held.name, read_held(there, held.name))
    assert list(here.iterdir()) == []


def test_no_space_here_erases_nothing_there(there: Path, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("firsthand.sealed.copying.os.fsync", refuse)
    before = list_held(there)
    with pytest.raises(UnwritableError, match="nothing was erased"):
        collect(there, here)
    assert list_held(there) == before
