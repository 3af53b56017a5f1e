"""`firsthand inbox` from decisions to forgetting: what coordinators are told, what becomes public, what is gone."""

import csv
import io
import json
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import Result
from msgspec.structs import replace
from pypdfium2 import PdfDocument
from tests.cli.inbox_folders import PASSPHRASE, Office, make_office, run, version_of
from tests.endorsing.doorway import LETTER, SECRET

from firsthand.catalogue.records import Display, Version
from firsthand.endorsing.forgetting import read_due
from firsthand.endorsing.paper import make_papers
from firsthand.sealed import keys
from firsthand.sealed.invitations import read_invitation
from firsthand.sealed.keys import SecretKey, lock, write_public
from firsthand.sources.folder import load

ADDRESS = 'address = "https://library.example.org"\nlanguages = ["en"]\n'
DOOR = '[door]\nkeys = ["{}"]\nsmallest_group = 3\ndays_kept = 10\n'


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases are hardened as little as is possible."""
    monkeypatch.setattr(keys, "EFFORT", keys.Effort(1, 8_192))


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return version_of(make_office(tmp_path_factory.mktemp("version")).library)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = make_office(tmp_path)
    record = office.library / "library.toml"
    record.write_text(ADDRESS + record.read_text() + DOOR.format(write_public(SECRET.public)))
    return office


def told(result: Result, status: int = 0) -> str:
    assert result.exit_code == status, (result.output, result.exception)
    return result.output


def sign(office: Office, version: Version, name: str, **more: object) -> str:
    """A signature that was answered; gives its code."""
    signed = office.door.sign(
        name, f"{name.split(maxsplit=1)[0]}@mail.example".lower(), letter=replace(LETTER, versions=(version,)), **more
    )  # type: ignore[arg-type]
    office.door.answer(signed)
    return signed.code


def confirm(office: Office) -> None:
    told(office.open())
    told(office.run("review", "--confirm", *office.desk.sheet("cnd").people))


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_from_the_door_to_the_list_and_out_again(office: Office, version: Version) -> None:
    code = sign(office, version, "Ada Canary")
    sign(office, version, "Ben Stays")
    for name in ("Cleo", "Dora", "Eve", "Fay"):
        sign(office, version, name, display="withheld")
    confirm(office)
    before = files(office.library / "statements")
    assert "what would be done" in told(office.run("apply", "--dry-run"))
    assert files(office.library / "statements") == before
    said = told(office.run("apply"))
    assert "2 by name (2 new)" in said
    assert "3 counted without a name. For you alone, the true number: 4." in said
    (statement,) = load(office.library).collection.statements
    assert [one.signer.name for one in statement.endorsements if one.signer] == ["Ada Canary", "Ben Stays"]
    assert [(one.count, one.place) for one in statement.tallies] == [(3, None)]
    office.door.withdraw(code)
    told(office.open())
    said = told(office.run("apply", "cnd"))
    assert "1 by name (1 gone)" in said
    assert "Releases published before have the names" in said
    assert not [name for name, data in files(office.library).items() if b"Canary" in data]


def test_who_is_in_git_is_told_that_git_remembers(office: Office, version: Version) -> None:
    code = sign(office, version, "Ada")
    confirm(office)
    told(office.run("apply"))
    (office.folder / ".git").mkdir()
    office.door.withdraw(code)
    told(office.open())
    assert "history" in told(office.run("apply"))


def test_nothing_to_apply_is_said_and_an_unknown_statement_is_named(office: Office) -> None:
    assert "no signatures on the desk" in told(office.run("apply"))
    assert "There are: cnd." in told(office.run("apply", "cdn"), 1)
    assert "There are: cnd." in told(office.run("apply", "../cnd"), 1)


def test_a_letter_is_delivered_sent_and_forgotten(office: Office, version: Version, tmp_path: Path) -> None:
    sign(office, version, "Ada Canary", final=True, display="withheld")
    sign(office, version, "Ben Canary", final=True)
    confirm(office)
    told(office.run("apply"))
    (tmp_path / "letter.txt").write_bytes(b"As it was handed over.")
    at = ("--library", office.library)
    deliver = (
        "deliver",
        "cnd",
        *at,
        "--to",
        "The Commission",
        "--file",
        tmp_path / "letter.txt",
        "--date",
        "2026-12-01",
    )
    assert "would say" in told(run(*deliver, "--dry-run"))
    said = told(run(*deliver))
    assert "with 1 signature." in said
    assert "forgotten on 2026-12-11" in said
    assert office.desk.audit.steps()[-1].verb == "delivered"
    (statement,) = load(office.library).collection.statements
    assert statement.deliveries[0].file
    assert (statement.deliveries[0].file.name, statement.deliveries[0].signatures) == ("letter.txt", 1)
    (tmp_path / "mail.toml").write_text('sender = "Letters <letters@library.example>"\nfolder = "out"\n')
    assert "2 letters to send." in told(office.run("send", "cnd", "--final", "--dry-run"))
    send = ("send", "cnd", "--final", "--mail", tmp_path / "mail.toml")
    assert "Aborted" in told(office.run(*send, typed=f"{PASSPHRASE}\nn\n"), 1)
    assert not (tmp_path / "out").exists()
    assert "2 letters sent." in told(office.run(*send, "--yes"))
    assert "0 letters to send.\n  2 letters went out before" in told(office.run(*send)).replace(
        "2 went", "2 letters went"
    )
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (tmp_path / "out").glob("*.eml")]
    assert sorted(mail["To"] for mail in mails) == ["ada@mail.example", "ben@mail.example"]
    assert all("Nothing about us without us." in mail.get_content() for mail in mails)
    assert "cnd: forgotten on 2026-12-11" in told(run("forget", *at))
    assert "(due)" not in told(run("forget", *at)), "the days of this test are to come"
    assert "Nothing is due." in told(run("forget", "--due", *at))
    said = told(run("forget", "--statement", "cnd", "--now", *at, typed="y\n"))
    assert "is forgotten here; it was looked for once more and is gone" in said
    assert "can't reach" in said
    assert office.desk.sheet("cnd").people == {}
    assert "0 letters to send." in told(office.run("send", "cnd", "--final", "--dry-run"))
    assert "1 by name\n" in told(office.run("apply"))


def test_a_clock_forgets_without_a_key_and_without_a_question(office: Office, version: Version) -> None:
    sign(office, version, "Ada")
    told(office.open())
    (office.library / "private" / "due.toml").write_text('cnd = "2020-01-01"\n')
    said = told(run("forget", "--due", "--library", office.library))
    assert "Erased: " in said
    assert read_due(office.library / "private") == {"cnd": "2020-01-01"}
    assert "Nothing is due." in told(run("forget", "--due", "--library", office.library))
    (office.library / "private" / "due.toml").write_text("cnd = soon\n")
    assert "nothing was erased" in told(run("forget", "--due", "--library", office.library), 1)


def test_what_was_fetched_is_erased_once_it_is_on_the_desk(office: Office, version: Version) -> None:
    sign(office, version, "Ada")
    office.door.store()
    other = office.door.inbox / f"2026-11-22-small-{'0' * 16}-000001.sealed"
    other.write_bytes(bytes(4096))
    (office.door.inbox / ".0123456789abcdef.part").write_bytes(bytes(4096))
    said = told(office.run("forget", "--fetched", office.door.inbox, typed=f"{PASSPHRASE}\ny\n"))
    assert "all on the desk" in said
    assert "1 file left" in said
    assert list(office.door.inbox.iterdir()) == [other]
    assert [person.name for person in office.desk.sheet("cnd").people.values()] == ["Ada"]


def test_a_key_that_was_replaced_is_destroyed(office: Office, version: Version, tmp_path: Path) -> None:
    sign(office, version, "Ada")
    told(office.open())
    new = tmp_path / "new.key"
    follows = SecretKey(b"n" * 32)
    new.write_bytes(lock(follows, PASSPHRASE, None))
    destroy = ("forget", "--library", office.library, "--key", new, "--key", office.key, "--destroy-key", office.key)
    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    assert "still names the key" in told(run(*destroy, "--yes", typed=typed), 1)
    record = office.library / "library.toml"
    record.write_text(record.read_text().replace(write_public(SECRET.public), write_public(follows.public)))
    assert "never be opened again" in told(run(*destroy, typed=f"{typed}n\n"), 1)
    assert office.key.exists()
    assert f"The key {SECRET.public.id.hex()} is destroyed" in told(run(*destroy, "--yes", typed=typed))
    assert not office.key.exists()
    told(run("apply", "--library", office.library, "--key", new, typed=f"{PASSPHRASE}\n"))


def test_links_for_organisations(office: Office, tmp_path: Path) -> None:
    cards = tmp_path / "cards.html"
    said = told(office.run("invite", "cnd", "inpud", "--csv", "--vouch", "--uses", "40", "--cards", cards))
    assert cards.stat().st_mode & 0o077 == 0
    (row,) = csv.DictReader(io.StringIO(said[said.index("party,") :]))
    assert row["link"].startswith("https://library.example.org/en/statements/cnd/sign?by=")
    invitation = read_invitation(SECRET.public, row["link"].partition("by=")[2])
    assert (invitation.party, invitation.uses, invitation.vouches, invitation.until) == (
        "inpud",
        40,
        True,
        "2026-11-30",
    )
    page = cards.read_text()
    assert "International Network of People Who Use Drugs" in page
    assert re.search(r'<svg[^>]* viewBox="0 0 \d+ \d+"', page), "it can be made larger"
    assert not re.search(r"src=|href=|@import|url\(", page), "nothing is fetched from anywhere"
    assert "There is no party “inpdu”" in told(office.run("invite", "cnd", "inpdu"), 1)


def test_an_invitation_that_was_used_is_worth_a_confirmation(office: Office, version: Version) -> None:
    link = re.search(r"by=(\S+)", told(office.run("invite", "cnd", "inpud")))
    assert link
    letter = replace(LETTER, versions=(version,))
    office.door.sign("INPUD", letter=letter, capacity="organisation", invitation=link[1])
    confirm(office)
    told(office.run("apply"))
    text = (office.library / "statements" / "cnd" / "endorsements.toml").read_text()
    assert 'party = "inpud"' in text
    assert 'confirmed = "invited"' in text


def test_sheets_are_printed_and_entered(office: Office, version: Version, tmp_path: Path) -> None:
    pdf = tmp_path / "sheets.pdf"
    assert "2 sheets of version 1" in told(office.run("sheets", "cnd", "-n", "2", "-o", pdf))
    assert pdf.stat().st_mode & 0o077 == 0
    with PdfDocument(pdf) as made:
        assert len(made) == 2
        page = made[0].get_textpage().get_text_bounded()
    assert len(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", page)) == 7
    paper = make_papers(SECRET, "cnd", version, 1)[0]
    table = tmp_path / "meeting.csv"
    table.write_text(f"sheet,row,name,display\n{paper.id},1,Ada,A\n{paper.id},9,Ben Canary,A\n")
    said = told(office.run("enter", "cnd", table), 1)
    assert f"{table}:3: A sheet has rows from 1 to 7." in said
    assert "Canary" not in said
    assert office.desk.statements() == ()
    table.write_text(f"sheet,row,name,display\n{paper.id},1,Ada,A\n,,,\n{paper.id},2,Ben,\n")
    assert "2 rows could be entered" in told(office.run("enter", "cnd", table, "--dry-run"))
    (link := tmp_path / "link.csv").symlink_to(table)
    assert "2 signatures entered; on the desk already: 0." in told(office.run("enter", "cnd", link, "--erase"))
    assert not table.exists()
    assert not link.is_symlink()
    assert {one.display for one in office.desk.sheet("cnd").entries.values()} == {Display.FULL, Display.WITHHELD}
    rows = f"{paper.id}\n3\nCleo\n" + "\n" * 9 + "\n\n"
    assert "1 signature entered" in told(office.run("enter", "cnd", typed=f"{PASSPHRASE}\n{rows}"))
    office.door.withdraw(paper.codes[2])
    assert "1 signature withdrawn" in told(office.open())


def test_the_log_of_it_all_has_no_name_address_or_code(office: Office, version: Version) -> None:
    code = sign(office, version, "Ada Canary")
    confirm(office)
    for verb in (("apply",), ("invite", "cnd", "inpud")):
        told(office.run(*verb))
    told(run("forget", "--statement", "cnd", "--now", "--yes", "--library", office.library))
    log = (office.library / "private" / "audit.log").read_text()
    assert [json.loads(line)["verb"] for line in log.splitlines()][-3:] == [
        "applied",
        "links made",
        "forgotten",
    ]
    assert not any(word in log for word in ("Ada", "Canary", "mail.example", code))


def test_an_organisation_that_wants_no_more_letters_gets_none(office: Office, version: Version) -> None:
    sign(office, version, "Union", capacity="organisation", again=True)
    confirm(office)
    told(office.run("apply"))
    typed = f"{PASSPHRASE}\nUNION@mail.example\n"
    assert "is erased" in told(office.run("forget", "--contact", typed=typed))
    assert not (office.library / "private" / "contacts.box").exists()
    assert "No organisation" in told(office.run("forget", "--contact", typed=typed))
