"""Who signed is forgotten when the day has come: without a key, wholly, and so that withdrawing goes on working."""

import fcntl
import os
from datetime import date
from pathlib import Path

import pytest
from tests.endorsing.doorway import Doorway
from tests.endorsing.folders import LETTER, SECRET, leave, make_desk, make_library, sign

from firsthand.catalogue.records import Display
from firsthand.endorsing import contacts, forgetting
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.forgetting import forget, is_due, read_due, remembered, set_due
from firsthand.endorsing.grounds import Grounds, read_grounds
from firsthand.endorsing.publication import apply
from firsthand.endorsing.retiring import retire
from firsthand.endorsing.rows import list_of, read_rows
from firsthand.endorsing.sending import Mailed, send
from firsthand.mailing import FolderOutbox, Letter
from firsthand.sealed.errors import SealedError
from firsthand.sealed.keys import SecretKey, lock, write_public

DAY = date(2026, 12, 1)


@pytest.fixture
def grounds(tmp_path: Path) -> Grounds:
    return make_library(tmp_path / "library")


@pytest.fixture
def desk(grounds: Grounds) -> Desk:
    desk = make_desk(grounds.folder)
    sign(desk, 1, "Ada Shown", email="ada@mail.example")
    for number in range(2, 8):
        sign(desk, number, f"Hidden {number}", Display.WITHHELD, email=f"hidden{number}@mail.example")
    return desk


def test_the_day_is_counted_from_the_last_delivery(desk: Desk) -> None:
    assert set_due(desk.folder, LETTER, DAY, 10) == "2026-12-11"
    assert set_due(desk.folder, "another", DAY, 0) == "2026-12-01"
    assert set_due(desk.folder, LETTER, date(2026, 11, 1), 10) == "2026-12-11"
    assert set_due(desk.folder, LETTER, date(2026, 12, 5), 10) == "2026-12-15"
    assert read_due(desk.folder) == {"another": "2026-12-01", LETTER: "2026-12-15"}
    assert is_due(desk.folder, date(2026, 12, 14)) == ()
    assert is_due(desk.folder, date(2026, 12, 15)) == (LETTER,)
    assert remembered(desk.folder) == {LETTER: "2026-12-15"}
    assert (desk.folder / forgetting.DUE).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["x = 3", "x", '"../x" = "2026-12-01"', 'x = "someday"', "\udcff"])
def test_a_broken_list_of_days_erases_nothing(desk: Desk, text: str) -> None:
    (desk.folder / forgetting.DUE).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DeskError, match="nothing was erased"):
        is_due(desk.folder, DAY)


def test_all_that_leads_to_somebody_is_gone_and_counts_and_codes_go_on(desk: Desk, grounds: Grounds) -> None:
    apply(desk, grounds, LETTER, [SECRET])
    own = desk.folder / f"{LETTER}.identities"
    for copy in (
        f".{LETTER}.identities.new", f"{LETTER}.identities.bak", f"{LETTER}.identities~",
        f"{LETTER}.sync-conflict-20261122-101500-ABCDEFG.identities",
        f"{LETTER} (conflicted copy 2026-11-22).identities",
    ):  # fmt: skip
        (desk.folder / copy).write_bytes(own.read_bytes())
    (desk.folder / f"{LETTER}-two.identities").write_bytes(b"of another letter")
    done = forget(desk.folder, [LETTER])
    assert len(done.erased) == 6
    assert done.left == ()
    assert sorted(path.name for path in desk.folder.iterdir()) == [
        ".gitignore", ".lock", "audit.log", f"{LETTER}-two.identities", f"{LETTER}.ledger"
    ]  # fmt: skip
    assert desk.sheet(LETTER).people == {}
    assert is_due(desk.folder, DAY) == ()
    again = apply(desk, grounds, LETTER, [SECRET])
    assert (again.named, again.told, again.changed) == (1, 6, False)
    leave(desk, 1)
    leave(desk, 2)
    after = apply(desk, grounds, LETTER, [SECRET])
    assert (after.named, after.told, after.removed) == (0, 3, 1)
    assert read_rows(list_of(grounds.folder, LETTER)) == []


def test_what_is_erased_was_overwritten_before(desk: Desk) -> None:
    path = desk.folder / f"{LETTER}.identities"
    beside = desk.folder.parent / "hard-link"
    os.link(path, beside)
    size = path.stat().st_size
    forget(desk.folder, [LETTER])
    assert beside.read_bytes() == bytes(size)


def test_a_link_is_removed_and_what_it_leads_to_is_left(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"something else")
    path = desk.folder / f"{LETTER}.identities"
    path.unlink()
    path.symlink_to(tmp_path / "outside")
    assert forget(desk.folder, [LETTER]).erased == (path,)
    assert not path.is_symlink()
    assert (tmp_path / "outside").read_bytes() == b"something else"


def test_copies_elsewhere_in_the_folder_are_named(desk: Desk, grounds: Grounds) -> None:
    copy = grounds.folder / "copy of private" / f"{LETTER}.identities"
    copy.parent.mkdir()
    copy.write_bytes((desk.folder / copy.name).read_bytes())
    assert forget(desk.folder, [LETTER]).left == (copy,)


def test_nothing_is_erased_while_another_command_is_at_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_PATIENCE", 0.0)
    with (desk.folder / ".lock").open("w") as lock_file:
        fcntl.flock(lock_file, fcntl.LOCK_EX)
        with pytest.raises(DeskError, match="Wait until it has ended"):
            forget(desk.folder, [LETTER])
    assert (desk.folder / f"{LETTER}.identities").exists()


def test_the_log_says_that_it_was_done(desk: Desk) -> None:
    forget(desk.folder, [LETTER])
    step = desk.audit.steps()[-1]
    assert (step.verb, step.statement, step.counts) == ("forgotten", LETTER, {"files": 1})


def test_opening_the_inbox_again_brings_nobody_back(tmp_path: Path) -> None:
    door = Doorway(tmp_path)
    door.sign("Ada Canary", "ada@mail.example")
    door.answer(door.sign("Ben Canary", "ben@mail.example"))
    assert door.open().new == 2
    forget(door.desk.folder, ["cnd"])
    assert door.open().new == 0
    assert door.desk.sheet("cnd").people == {}


def test_a_key_that_was_replaced_is_destroyed_and_the_desk_goes_on_without_it(
    desk: Desk, grounds: Grounds, tmp_path: Path
) -> None:
    new, old = SecretKey(b"n" * 32), SECRET
    contacts.write_contacts(desk.folder, old, [contacts.Contact("Union", "u@union.example", "en", LETTER, "x")])
    with desk.sorting() as tray:
        tray.codes.add(b"a code that waits")
    send(desk, [old], LETTER, "final", [Letter("u@union.example", "s", "t")], FolderOutbox(tmp_path, "us@l.example"))
    file = tmp_path / "old.key"
    file.write_bytes(lock(old, None, b"a file"))
    both = Desk(desk.folder, new, old)
    library = grounds.folder / "library.toml"
    library.write_text(library.read_text().replace("keys = []", f'keys = ["{write_public(old.public)}"]'))
    with pytest.raises(DeskError, match="still names the key"):
        retire(both, read_grounds(grounds.folder), [new, old], file)
    with pytest.raises(DeskError, match="the key in use"):
        retire(desk, grounds, [old], file)
    assert retire(both, grounds, [new, old], file) == old.public.id.hex()
    assert not file.exists()
    alone = Desk(desk.folder, new)
    assert len(alone.sheet(LETTER).people) == 7
    assert alone.tray().codes == {b"a code that waits"}
    assert len(contacts.read_contacts(desk.folder, [new])) == 1
    assert send(alone, [new], LETTER, "final", [Letter("u@union.example", "s", "t")], None) == Mailed(0, before=1)
    with pytest.raises((DeskError, SealedError)):
        desk.sheet(LETTER)
