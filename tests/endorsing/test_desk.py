"""The desk: encrypted, apart from who it was, written whole or not at all; and its log, which notices changes."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from tests.endorsing.doorway import SECRET

from firsthand.catalogue.records import Capacity, Display
from firsthand.endorsing.audit import Audit
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.entries import Entry, Identity, name_of
from firsthand.endorsing.errors import DeskError
from firsthand.sealed.keys import SecretKey

OTHER = SecretKey(b"\x09" * 32)


def entry(id_: str = "abcd1234") -> Entry:
    return Entry(id_, b"s" * 16, b"c" * 16, Capacity.INDIVIDUAL, Display.FULL, 1, "en", "2026-11-22")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "private", SECRET)
    with desk.changing("cnd") as sheet:
        sheet.put(entry(), Identity("abcd1234", "Zoë Okoye", email="zoe@example.org"))
    return desk


def test_what_is_put_down_is_there_again(desk: Desk) -> None:
    sheet = desk.sheet("cnd")
    assert sheet.entries == {"abcd1234": entry()}
    assert sheet.people["abcd1234"].name == "Zoë Okoye"
    assert desk.statements() == ("cnd",)


def test_the_ledger_stays_when_the_identities_are_erased(desk: Desk) -> None:
    (desk.folder / "cnd.identities").unlink()
    assert (list(desk.sheet("cnd").entries), desk.sheet("cnd").people) == (["abcd1234"], {})


def test_another_key_opens_nothing_and_is_told_which_one_would(desk: Desk) -> None:
    with pytest.raises(DeskError, match=SECRET.public.id.hex()):
        Desk(desk.folder, OTHER).sheet("cnd")


def test_a_new_key_takes_over_from_the_earlier_one(desk: Desk) -> None:
    with Desk(desk.folder, OTHER, SECRET).changing("cnd"):
        pass
    assert "abcd1234" in Desk(desk.folder, OTHER).sheet("cnd").entries


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data[:40],
        lambda data: b"",
        lambda data: data[:100] + bytes([data[100] ^ 1]) + data[101:],
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(desk: Desk, change: object) -> None:
    path = desk.folder / "cnd.ledger"
    data = change(path.read_bytes())  # type: ignore[operator]
    path.write_bytes(data)
    with pytest.raises(DeskError, match=r"cnd\.ledger”"), desk.changing("cnd"):
        pass
    assert path.read_bytes() == data


def test_one_file_can_not_pass_for_another(desk: Desk) -> None:
    (desk.folder / "other.ledger").write_bytes((desk.folder / "cnd.ledger").read_bytes())
    with pytest.raises(DeskError, match="damaged"):
        desk.sheet("other")


@pytest.mark.parametrize("slug", ["../cnd", "", ".cnd", "a/b", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(desk: Desk, slug: str) -> None:
    with pytest.raises(DeskError, match="not the name"):
        desk.sheet(slug)


def test_what_fails_on_the_way_changes_nothing(desk: Desk) -> None:
    with suppress(ZeroDivisionError), desk.changing("cnd") as sheet:
        sheet.entries.clear()
        assert 1 / 0
    assert len(desk.sheet("cnd").entries) == 1


def test_a_full_disk_is_told_and_what_was_there_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeskError, match=r"disk of .* is full"), desk.changing("cnd") as sheet:
        sheet.put(entry("new"), Identity("new", "Ana"))
    monkeypatch.undo()
    assert list(desk.sheet("cnd").entries) == ["abcd1234"]
    assert not [path.name for path in desk.folder.iterdir() if path.name.endswith(".new")]


def test_two_commands_do_not_write_over_each_other(desk: Desk) -> None:
    with desk.changing("cnd"), pytest.raises(DeskError, match="Another command"), Desk(desk.folder, SECRET).sorting():
        pass


def test_sizes_tell_little_of_how_many_there_are(desk: Desk) -> None:
    before = [path.stat().st_size for path in sorted(desk.folder.glob("cnd.*"))]
    with desk.changing("cnd") as sheet:
        for number in range(40):
            sheet.put(entry(f"e{number}"), Identity(f"e{number}", f"Person {number}"))
    assert [path.stat().st_size for path in sorted(desk.folder.glob("cnd.*"))] == before


def test_names_of_entries_are_the_same_each_time_and_hard_to_mistake() -> None:
    assert name_of(b"x" * 16) == name_of(b"x" * 16) != name_of(b"y" * 16)
    assert not set("".join(name_of(bytes([number]) * 16) for number in range(200))) & set("ilou")


def test_the_log_is_whole_until_somebody_changes_it(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    for number in range(4):
        audit.add("opened", "cnd", new=number)
    assert [step.counts["new"] for step in audit.steps()] == [0, 1, 2, 3]
    lines = audit.path.read_text().splitlines(keepends=True)
    for changed in ([lines[0], *lines[2:]], [lines[0], lines[1].replace(":1}", ":9}"), *lines[2:]], lines[1:], ["{\n"]):
        audit.path.write_text("".join(changed))
        with pytest.raises(DeskError, match=r"audit\.log:\d"):
            audit.steps()


def test_a_line_of_the_log_that_was_torn_is_cut_off(tmp_path: Path) -> None:
    audit = Audit(tmp_path)
    audit.add("opened")
    with audit.path.open("ab") as file:
        file.write(b'{"day":"20')
    assert len(audit.steps()) == 1
    audit.add("confirmed", "cnd", signatures=1)
    assert [step.verb for step in audit.steps()] == ["opened", "confirmed"]
    newest = audit.newest()
    audit.add("again")
    assert audit.newest() != newest
