"""From the desk into the library's folder: what each signer chose, and nothing of who has left."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.endorsing.folders import (
    CODES,
    LETTER,
    SECRET,
    STATEMENT,
    change,
    leave,
    make_desk,
    make_library,
    organisation,
    sign,
)

from firsthand.catalogue.records import Capacity, Confirmed, Display, Endorsement, Mandate, Signer, Statement, Tally
from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.tables import Table
from firsthand.catalogue.written.toml import TomlFile, read
from firsthand.endorsing import publication
from firsthand.endorsing.contacts import read_contacts
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.entries import State
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.grounds import Grounds
from firsthand.endorsing.publication import Applied, apply
from firsthand.endorsing.rows import list_of, read_rows, written
from firsthand.sources.statements import signed


@pytest.fixture
def grounds(tmp_path: Path) -> Grounds:
    return make_library(tmp_path / "library")


@pytest.fixture
def desk(grounds: Grounds) -> Desk:
    return make_desk(grounds.folder)


def _apply(desk: Desk, grounds: Grounds, **more: bool) -> Applied:
    return apply(desk, grounds, LETTER, [SECRET], **more)


def _text(grounds: Grounds) -> str:
    path = list_of(grounds.folder, LETTER)
    return path.read_text() if path.exists() else ""


def test_a_row_says_what_its_signer_chose_and_no_more(desk: Desk, grounds: Grounds) -> None:
    sign(
        desk, 1, "Ada Full", capacity=Capacity.AFFILIATED, affiliation="Clinic", email="ada@mail.example",
        note="secret", confirmed=Confirmed.VOUCHED, voucher="lantern-network",
    )  # fmt: skip
    sign(desk, 2, "Ben Name", Display.NAME, affiliation="Hidden Clinic", place="UG")
    sign(desk, 3, "Cleo Country", Display.COUNTRY)
    organisation(desk, 4, "Boat Clinic", affiliation="Dora Director", place="FR", language="fr")
    organisation(
        desk, 5, "whatever they typed", party="harbour-union", confirmed=Confirmed.VOUCHED, voucher="lantern-network"
    )
    sign(desk, 6, "Not Yet", state=State.NEW)
    sign(desk, 7, "Refused", state=State.REFUSED)
    done = _apply(desk, grounds)
    assert (done.named, done.added, done.counted, done.told, done.removed) == (4, 4, 1, 0, 0)
    assert tomllib.loads(_text(grounds)) == {
        "endorsements": [
            {"name": "Boat Clinic", "place": "FR", "capacity": "organisation", "mandate": "board", "version": 1,
             "language": "fr", "confirmed": "email", "date": "2026-10-20"},
            {"party": "harbour-union", "capacity": "organisation", "mandate": "board", "version": 1, "language": "en",
             "confirmed": "vouched", "voucher": "lantern-network", "date": "2026-10-20"},
            {"name": "Ada Full", "affiliation": "Clinic", "place": "KE", "capacity": "affiliated", "version": 1,
             "confirmed": "vouched"},
            {"name": "Ben Name", "capacity": "individual", "display": "name", "version": 1},
        ]
    }  # fmt: skip


def test_publishing_reads_what_was_written(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, 'Zoë "Quote" \\ Хрущёва', capacity=Capacity.AFFILIATED, affiliation="Line\nbreak")
    organisation(desk, 2, "x", party="harbour-union", display=Display.NAME)
    for number in range(3, 7):
        sign(desk, number, f"Number {number}", Display.WITHHELD)
    _apply(desk, grounds)
    file = read(list_of(grounds.folder, LETTER), "endorsements.toml")
    assert isinstance(file, TomlFile)
    mistakes: list[Mistake] = []
    read_back = signed(Statement(LETTER, "2026", ()), Table(file, mistakes))
    rows = read_back.endorsements
    assert mistakes == []
    assert read_back.tallies == (Tally(3, None, 1),)
    assert list(rows) == read_rows(list_of(grounds.folder, LETTER))
    assert rows[1].signer == Signer('Zoë "Quote" \\ Хрущёва', "Line break", "KE")
    assert rows[0] == Endorsement("harbour-union", display=Display.NAME, version=1)


@given(st.permutations(range(6)), st.text(max_size=20))
def test_the_order_of_arrival_is_nowhere(order: list[int], words: str) -> None:
    rows = [
        Endorsement(signer=Signer(f"{words} {n // 2}", place="KE" if n % 2 else None), capacity=list(Capacity)[n % 3])
        for n in range(6)
    ]
    text = written([rows[place] for place in order], ())
    assert text == written(rows, ())
    assert len(tomllib.loads(text)["endorsements"]) == 6


def test_applying_twice_changes_nothing(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada")
    assert _apply(desk, grounds).changed
    before = _text(grounds)
    again = _apply(desk, grounds)
    assert not again.changed
    assert (again.added, again.removed, _text(grounds)) == (0, 0, before)


def test_the_list_is_read_by_whom_other_files_of_the_folder_are(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada Full")
    path = list_of(grounds.folder, LETTER)
    beside = path.with_name(f".{path.name}.new")
    beside.symlink_to(grounds.folder / "elsewhere")
    _apply(desk, grounds)
    assert path.stat().st_mode == (path.parent / "en.md").stat().st_mode
    path.chmod(0o640)
    sign(desk, 2, "Ben Full")
    _apply(desk, grounds)
    assert path.stat().st_mode & 0o777 == 0o640
    assert not (grounds.folder / "elsewhere").exists()


def test_a_dry_run_changes_nothing_and_says_the_same(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada")
    before = {path: path.read_bytes() for path in grounds.folder.rglob("*") if path.is_file()}
    told = _apply(desk, grounds, dry=True)
    assert {path: path.read_bytes() for path in grounds.folder.rglob("*") if path.is_file()} == before
    assert told == _apply(desk, grounds)


def test_a_withdrawal_leaves_nothing_behind(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada Canary", email="canary@mail.example", again=True)
    organisation(desk, 2, "Canary Union", email="canary@union.example", again=True)
    sign(desk, 3, "Stays")
    _apply(desk, grounds)
    assert [one.email for one in read_contacts(desk.folder, [SECRET])] == ["canary@union.example"]
    leave(desk, 1)
    leave(desk, 2)
    done = _apply(desk, grounds)
    assert (done.named, done.removed) == (1, 2)
    everything = b"".join(path.read_bytes() for path in grounds.folder.rglob("*") if path.is_file())
    assert b"Canary" not in everything
    assert b"Stays" in everything
    assert not list(list_of(grounds.folder, LETTER).parent.glob(".*"))
    assert read_contacts(desk.folder, [SECRET]) == ()
    sheet = desk.sheet(LETTER)
    assert [one.name for one in sheet.people.values()] == ["Stays"]
    assert all(not one.row and not one.applied for one in sheet.entries.values() if one.state is State.WITHDRAWN)
    gone = [one for one in sheet.entries.values() if one.state is State.WITHDRAWN]
    assert all(one.code and one.submission for one in gone), "what comes again is known again"
    assert all(not (one.place or one.language or one.party or one.mandate or one.marks) for one in gone)


def test_the_last_withdrawal_takes_the_file_away(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada")
    _apply(desk, grounds)
    leave(desk, 1)
    _apply(desk, grounds)
    assert _text(grounds) == ""


def test_the_log_says_numbers_alone(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada Canary", email="canary@mail.example")
    sign(desk, 2, "Hidden", Display.WITHHELD)
    _apply(desk, grounds)
    step = desk.audit.steps()[-1]
    assert (step.verb, step.counts) == ("applied", {"named": 1, "told": 0, "added": 1, "removed": 0})
    log = desk.audit.path.read_text()
    assert not any(words in log for words in ("Canary", "canary", CODES[1], next(iter(desk.sheet(LETTER).entries))))


@pytest.mark.parametrize("moment", ["list", "after"])
def test_what_was_interrupted_is_made_good_by_doing_it_again(
    desk: Desk, grounds: Grounds, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    sign(desk, 1, "Stays")
    sign(desk, 2, "Leaves")
    _apply(desk, grounds)
    leave(desk, 2)
    sign(desk, 3, "Comes")
    real = publication.write_rows

    def torn(path: Path, text: str) -> None:
        if moment == "after":
            real(path, text)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(publication, "write_rows", torn)
        with pytest.raises(KeyboardInterrupt):
            _apply(desk, grounds)
    _apply(desk, grounds)
    assert [row.signer.name for row in read_rows(list_of(grounds.folder, LETTER)) if row.signer] == ["Comes", "Stays"]
    assert [one.row for one in desk.sheet(LETTER).entries.values() if one.state is State.WITHDRAWN] == [""]


def test_nobody_leaves_between_the_plan_and_the_list(
    desk: Desk, grounds: Grounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who withdrew then would be written into the list all the same, until the next time."""
    sign(desk, 1, "Leaves")
    tried: list[str] = []

    def write(path: Path, text: str) -> None:
        with pytest.raises(DeskError, match="Another command"):
            leave(make_desk(grounds.folder), 1)
        tried.append(text)

    monkeypatch.setattr(publication, "write_rows", write)
    _apply(desk, grounds)
    assert len(tried) == 1


def test_who_was_forgotten_stays_in_the_list_and_can_still_leave(desk: Desk, grounds: Grounds) -> None:
    sign(desk, 1, "Ada")
    sign(desk, 2, "Ada")  # her namesake
    organisation(desk, 3, "x", party="harbour-union")
    late = sign(desk, 4, "Never applied", state=State.NEW)
    _apply(desk, grounds)
    before = _text(grounds)
    with desk.changing(LETTER) as sheet:
        sheet.people.clear()
    change(desk, late, state=State.CONFIRMED)
    done = _apply(desk, grounds)
    assert (_text(grounds), done.nameless) == (before, 1)
    leave(desk, 1)
    leave(desk, 3)
    assert _apply(desk, grounds).removed == 2
    assert [row.signer for row in read_rows(list_of(grounds.folder, LETTER))] == [Signer("Ada", None, "KE")]


def test_an_empty_desk_takes_nobody_out_of_the_list(desk: Desk, grounds: Grounds, tmp_path: Path) -> None:
    sign(desk, 1, "Ada")
    _apply(desk, grounds)
    before = _text(grounds)
    other = make_desk(tmp_path / "other")
    with pytest.raises(DeskError, match="this desk knows nothing, and which would be lost: 1\\."):
        _apply(other, grounds)
    assert _text(grounds) == before
    _apply(other, grounds, drop=True)
    assert _text(grounds) == ""


def test_a_party_in_the_record_itself_is_not_told_twice(desk: Desk, grounds: Grounds) -> None:
    organisation(desk, 1, "x", party="lantern-network")
    done = _apply(desk, grounds)
    assert (done.named, done.elsewhere, _text(grounds)) == (0, 1, "")


def test_a_party_in_the_record_under_other_words_signs_the_new_ones(tmp_path: Path) -> None:
    own = STATEMENT.replace('endorsements = ["lantern-network"]  # by telephone\n', "") + NEXT.format(2, 1, "wording")
    row = '\n[[endorsements]]\nparty = "lantern-network"\nversion = {}\n'
    grounds = make_library(tmp_path, own + row.format(1))
    desk = make_desk(tmp_path)
    organisation(desk, 1, "x", party="lantern-network", version=2)
    assert _apply(desk, grounds).named == 1
    list_of(tmp_path, LETTER).parent.joinpath("statement.toml").write_text(own + row.format(2))
    assert _apply(desk, grounds).elsewhere == 1


NEXT = '\n[[versions]]\nnumber = {}\ndate = "2026-10-2{}"\nchange = "{}"\n'


def test_who_signed_other_words_is_to_be_asked_again(tmp_path: Path) -> None:
    grounds = make_library(tmp_path, STATEMENT + NEXT.format(2, 1, "spelling") + NEXT.format(3, 2, "wording"))
    desk = make_desk(tmp_path)
    for number, version in enumerate((1, 2, 3)):
        sign(desk, number, f"Signer {number}", version=version)
    for number in range(3, 9):
        sign(desk, number, "x", Display.COUNTRY, version=1 + number % 2)
    done = _apply(desk, grounds)
    assert (done.again, done.told) == (8, 6)
    assert tomllib.loads(_text(grounds))["tallies"] in (
        [{"count": 6, "place": "KE", "version": 2}],
        [{"count": 3, "place": "KE", "version": 2}, {"count": 3, "place": "002", "version": 2}],
        [{"count": 3, "place": "KE", "version": 2}, {"count": 3, "version": 2}],
    )


def test_a_party_that_signs_the_new_words_stands_under_them_alone(tmp_path: Path) -> None:
    grounds = make_library(tmp_path, STATEMENT + NEXT.format(2, 1, "wording"))
    desk = make_desk(tmp_path)
    old = organisation(desk, 1, "x", party="harbour-union")
    new = organisation(desk, 2, "x", party="harbour-union", version=2, mandate=Mandate.SECRETARIAT)
    done = _apply(desk, grounds)
    assert (done.named, done.again) == (1, 0)
    assert read_rows(list_of(tmp_path, LETTER))[0].version == 2
    assert desk.sheet(LETTER).entries[old].merged == new
    leave(desk, 1)
    _apply(desk, grounds)
    assert _text(grounds) == "", "either code takes the party out"


def test_a_list_that_cannot_be_read_is_left_alone(desk: Desk, grounds: Grounds) -> None:
    path = list_of(grounds.folder, LETTER)
    for broken in (
        "[[endorsements",
        "endorsements = 3",
        '[[endorsements]]\ncapacity = "king"',
        '[endorsements]\na = "b"',
    ):
        path.write_text(broken)
        with pytest.raises(DeskError, match="can't be read"):
            _apply(desk, grounds)
        assert path.read_text() == broken
