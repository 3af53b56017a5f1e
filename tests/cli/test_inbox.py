"""`firsthand inbox`, from keys to decisions: what coordinators are told, and what nobody else is."""

import csv
import io
import json
import os
import socket
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests.cli.inbox_folders import PASSPHRASE, Office, make_office, run, version_of
from tests.endorsing.doorway import LETTER, SECRET

from firsthand.catalogue.records import Version
from firsthand.endorsing.desk import Desk
from firsthand.sealed import keys
from firsthand.sealed.keys import Purpose, new_collector, read_public, unlock


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases are hardened as little as is possible, and what is read of libraries is kept apart."""
    monkeypatch.setattr(keys, "EFFORT", keys.Effort(1, 8_192))


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return version_of(make_office(tmp_path_factory.mktemp("version")).library)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return make_office(tmp_path)


def sign(office: Office, version: Version, name: str, email: str = "", answered: bool = True, **more: object) -> None:
    signed = office.door.sign(name, email, letter=replace(LETTER, versions=(version,)), **more)  # type: ignore[arg-type]
    if email and answered:
        office.door.answer(signed)


def ids(office: Office) -> dict[str, str]:
    return {person.name: id_ for id_, person in office.desk.sheet("cnd").people.items()}


def test_keys_are_made_locked_and_their_lines_fit_into_library_toml(tmp_path: Path) -> None:
    words = "five words that never met"
    made = run("keygen", tmp_path / "keys", "--collector", typed=f"short\nshort\n{words}\n{words}\n")
    assert made.exit_code == 0, made.output
    assert "at least 12" in made.output
    inbox, collector = sorted((tmp_path / "keys").glob("*.key"), key=lambda path: path.name, reverse=True)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (inbox, collector)} == {0o600}
    lines = dict(line.split(" = ") for line in made.output.splitlines() if " = " in line)
    (public,) = json.loads(lines["keys"])
    assert read_public(public) == unlock(inbox.read_bytes(), words).public
    assert read_public(json.loads(lines["collector"]), Purpose.COLLECTOR) == unlock(collector.read_bytes()).public


def test_a_key_can_be_locked_by_a_file_that_is_kept_elsewhere(tmp_path: Path) -> None:
    made = run("keygen", tmp_path / "keys", "--key-file", tmp_path / "stick.bin", "--no-passphrase")
    assert made.exit_code == 0, made.output
    (path,) = (tmp_path / "keys").glob("*.key")
    assert unlock(path.read_bytes(), None, (tmp_path / "stick.bin").read_bytes())
    assert "a copy of" in made.output
    assert run("keygen", tmp_path / "more", "--no-passphrase").exit_code == 2


def test_keys_do_not_lie_in_what_is_published(office: Office) -> None:
    made = run("keygen", office.library / "keys", typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert made.exit_code == 1
    assert "doesn't belong in" in made.output


def test_opening_uses_no_network_and_tells_what_came(
    office: Office, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(office, version, "Zoë Okoye", "zoe@example.org")
    sign(office, version, "Ana Lopez", "ana@example.org", answered=False)
    office.door.withdraw("nonsense")
    office.door.write("Hello")

    class Unplugged(socket.socket):
        def __init__(self, family: int = socket.AF_INET, *more: object, **named: object) -> None:
            assert family == socket.AF_UNIX, "the network was used"
            super().__init__(family, *more, **named)  # type: ignore[arg-type]

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "socket", Unplugged)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    opened = office.open()
    assert opened.exit_code == 0, opened.output
    for said in ("5 items opened", "2 new signatures", "1 letter answered", "1 new message", "is no code"):
        assert said in opened.output
    assert "Zo" not in opened.output
    assert "2 signatures that were on the desk already" in office.open().output


def test_signatures_match_the_version_that_lies_in_the_library(office: Office, version: Version) -> None:
    sign(office, version, "Zoë Okoye", "zoe@example.org")
    office.open()
    assert [entry.marks for entry in office.desk.sheet("cnd").entries.values()] == [()]


@pytest.mark.parametrize("typed", ["wrong\n", "\n"])
def test_a_wrong_passphrase_opens_nothing_and_says_so(office: Office, typed: str) -> None:
    office.door.write("Hello")
    office.door.store()
    opened = office.run("open", office.door.inbox, typed=typed)
    assert opened.exit_code == 1
    assert not (office.library / "private").exists()
    assert "Traceback" not in opened.output


def test_what_is_missing_is_told_in_a_sentence(office: Office, tmp_path: Path) -> None:
    office.door.inbox.mkdir()
    assert "Nothing has come" in office.run("open", office.door.inbox).output
    assert "no folder" in office.run("open", tmp_path / "nowhere").output
    assert "no signatures on the desk yet" in office.run("review").output
    assert "There are no messages" in office.run("messages").output
    assert "Nothing was done yet" in run("log", "--library", office.library).output
    missing = run("review", "--library", tmp_path, "--key", office.key, typed=f"{PASSPHRASE}\n")
    assert (missing.exit_code, "no library.toml" in missing.output) == (1, True)
    missing = run("review", "--library", office.library, "--key", tmp_path / "no.key")
    assert (missing.exit_code, "There is no" in missing.output) == (1, True)


def test_the_key_of_another_letter_opens_nothing_and_names_the_right_one(office: Office, version: Version) -> None:
    sign(office, version, "Zoë")
    office.door.store()
    other = keys.new_secret()
    office.key.write_bytes(keys.lock(other, PASSPHRASE, None))
    opened = office.run("open", office.door.inbox)
    assert "sealed to the key b503f854f2dc58a3" in opened.output


def test_the_key_that_the_library_names_first_is_the_one_in_use(office: Office, version: Version) -> None:
    new = keys.new_secret()
    (office.folder / "keys" / f"inbox-{new.public.id.hex()}.key").write_bytes(keys.lock(new, PASSPHRASE, None))
    os.utime(office.key, (2e9, 2e9))  # a copy that was made later
    sign(office, version, "Zoë")
    office.open()
    listed = json.dumps([keys.write_public(new.public), keys.write_public(SECRET.public)])
    (office.library / "library.toml").write_text(f'[title]\nen = "A library"\n\n[door]\nkeys = {listed}\n')
    (id_,) = office.desk.sheet("cnd").entries
    decided = run(
        "review", "--ask", id_, "--library", office.library, "--key", office.key.parent, typed=f"{PASSPHRASE}\n" * 2
    )
    assert decided.exit_code == 0, decided.output
    assert Desk(office.library / "private", new).sheet("cnd").entries


def test_a_hostile_name_is_shown_harmless_and_as_it_stands(office: Office, version: Version) -> None:
    sign(office, version, "Ana \x1b[2J\u202e[red]Lopez[/red]\x07 :smile:", "ana@example.org", note="=HYPERLINK(1)")
    sign(office, version, "=cmd|' /C calc'!A0", "b@example.org")
    office.door.write("Hi\x1b]52;c;AAAA\x07", "x\x1b[31m@y.org")
    office.open()
    for arguments in (("review",), ("review", "--csv"), ("messages",), ("review", "--one-by-one")):
        shown = office.run(*arguments, typed=f"{PASSPHRASE}\ns\ns\n").output
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "[red]Lopez[/red] :smile:" in office.run("review").output
    rows = list(csv.DictReader(io.StringIO(office.run("review", "--csv").stdout)))
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "-"))]
    assert not [cell for row in rows for cell in row.values() if "example.org" in cell]


def test_what_is_clear_is_confirmed_at_once_and_nothing_else(office: Office, version: Version) -> None:
    sign(office, version, "Zoë Okoye", "zoe@example.org")
    sign(office, version, "Ana Lopez", "ana@example.org", answered=False)
    sign(office, version, "INPUD", "inpud@gmail.com", capacity="organisation")
    sign(office, version, "International Network of People Who Use Drugs", "a@inpud.net", capacity="organisation")
    office.open()
    said = office.run("review", "--list").output
    assert "4 signatures (new: 3; letter not answered yet: 1). New ones without a remark: 1." in said
    assert "1 signature confirmed." in office.run("review", "--all-clear").output
    entries = office.desk.sheet("cnd").entries
    assert entries[ids(office)["Zoë Okoye"]].state == "confirmed"
    assert sum(entry.state == "confirmed" for entry in entries.values()) == 1


def test_decisions_by_id(office: Office, version: Version) -> None:
    for name in ("Ana", "Bram", "Chidi", "Dao", "Dao N"):
        sign(office, version, name)
    office.open()
    known = ids(office)
    assert "2 signatures confirmed" in office.run("review", "--confirm", known["Ana"], known["Bram"]).output
    assert "1 signature refused" in office.run("review", "--refuse", known["Chidi"]).output
    assert "1 signature put at the end" in office.run("review", "--ask", known["Dao"]).output
    assert "is merged into" in office.run("review", "--merge", known["Dao N"], known["Dao"]).output
    wrong = office.run("review", "--confirm", "nobody")
    assert (wrong.exit_code, "no signature “nobody”" in wrong.output) == (1, True)
    assert office.run("review", "--confirm").exit_code == 2
    assert office.run("review", "--confirm", "--refuse", known["Ana"]).exit_code == 2
    assert "confirmed" in run("log", "--library", office.library).output
    assert "Came" in office.run("review", "--growth").output


def test_one_after_another_beside_what_it_resembles(office: Office, version: Version) -> None:
    sign(office, version, "Zoë Okoye", "zoe@example.org")
    sign(office, version, "Zoe Okoye", "okoye@example.net", answered=False)
    sign(office, version, "Chidi Eze", "chidi@example.org")
    office.open()
    sitting = office.run("review", "--one-by-one", typed=f"{PASSPHRASE}\ny\ny\nm\n")
    assert sitting.exit_code == 0, sitting.output
    assert "Has the name of “Zoe Okoye”" in sitting.output
    assert "okoye@example.net" in sitting.output
    assert "3 decisions" in sitting.output
    states = {entry.id: entry.state for entry in office.desk.sheet("cnd").entries.values()}
    assert sorted(states.values()) == ["confirmed", "confirmed", "refused"]


def test_a_message_is_shown_once_and_can_be_erased(office: Office) -> None:
    office.door.write("First line\nSecond line", "me@example.org")
    office.open()
    shown = office.run("messages").output
    assert "answer to: me@example.org" in shown
    assert "    Second line" in shown
    assert "no new messages" in office.run("messages").output
    (id_,) = office.desk.tray().posts
    assert "1 message is erased" in office.run("messages", "--erase", id_).output
    assert "Second" not in office.run("messages", "--all").output
    office.open()
    assert "Second" not in office.run("messages", "--all").output


def test_fetching_a_folder_empties_it_unless_it_is_to_be_kept(office: Office, tmp_path: Path) -> None:
    office.door.write("Hello")
    office.door.store()
    kept = run("pull", office.door.inbox, tmp_path / "here", "--keep")
    assert (kept.exit_code, "1 file (16,384 bytes) fetched" in kept.output) == (0, True)
    assert "1 file erased there" in run("pull", office.door.inbox, tmp_path / "here").output
    assert "Nothing has come" in run("pull", office.door.inbox, tmp_path / "here").output
    assert "1 new message" in office.run("open", tmp_path / "here").output


def test_fetching_says_what_it_lacks(office: Office, tmp_path: Path) -> None:
    assert "There is no folder" in run("pull", tmp_path / "nowhere", tmp_path / "here").output
    assert run("pull", "https://library.example.org", tmp_path / "here").exit_code == 2
    wrong = run(
        "pull", "https://library.example.org", tmp_path / "here", "--collector", office.key, typed=f"{PASSPHRASE}\n"
    )
    assert "no business online" in wrong.output
    path = tmp_path / "collector.key"
    path.write_bytes(keys.lock(new_collector(), None, None))
    assert "not encrypted" in run("pull", "http://library.example.org", tmp_path / "here", "--collector", path).output
