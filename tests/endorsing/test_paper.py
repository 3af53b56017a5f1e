"""Sheets of paper: their numbers and codes, and what was written on them comes to the desk like all else."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.endorsing.doorway import LETTER, SECRET, Doorway, version

from firsthand.catalogue.records import Capacity, Change, Confirmed, Display, Mandate
from firsthand.endorsing.entries import State
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.paper import FIELDS, ROWS, Entering, Written, codes, lay, make_papers, read_csv, read_number
from firsthand.sealed.codes import digest_code
from firsthand.sealed.keys import SecretKey

PAPERS = make_papers(SECRET, LETTER.slug, LETTER.versions[0], 3)
ENTERING = Entering([SECRET], LETTER, "2026-11-22")


def _row(**more: str) -> dict[str, str]:
    return {"sheet": PAPERS[0].id, "row": "1", "name": "Ada", **more}


def _read(**more: str) -> Written:
    found = ENTERING.read(_row(**more))
    assert isinstance(found, Written), found
    return found


def test_every_row_of_every_sheet_has_a_code_of_its_own() -> None:
    every = [code for paper in PAPERS for code in paper.codes]
    assert len(set(every)) == 3 * ROWS
    assert codes(SECRET, LETTER.slug, PAPERS[1].id) == PAPERS[1].codes
    assert codes(SECRET, "another", PAPERS[1].id) != PAPERS[1].codes


def test_a_number_is_known_as_it_is_typed() -> None:
    for paper in PAPERS:
        for typed in (paper.id, paper.id.lower(), paper.id.replace("-", ""), f" {paper.id.replace('0', 'o')} "):
            assert read_number([SECRET], LETTER, typed) == (paper.id, LETTER.versions[0], SECRET)


def test_a_wrong_number_is_none() -> None:
    id_ = PAPERS[0].id
    other = "0" if id_[0] != "0" else "1"
    for wrong in ("", "x", other + id_[1:], id_[:-1], id_ + "0", id_[::-1]):
        assert read_number([SECRET], LETTER, wrong) is None
    assert read_number([SecretKey(b"x" * 32)], LETTER, id_) is None
    assert read_number([SECRET], structs.replace(LETTER, slug="another"), id_) is None
    assert read_number([SECRET], structs.replace(LETTER, versions=(version(1, "Other words."),)), id_) is None


def test_the_version_that_was_printed_is_the_one_that_was_signed() -> None:
    later = structs.replace(version(2, "Other words."), change=Change.WORDING)
    both = structs.replace(LETTER, versions=(*LETTER.versions, later))
    new = make_papers(SECRET, LETTER.slug, later, 1)[0]
    assert [read_number([SECRET], both, one.id)[1].number for one in (PAPERS[0], new)] == [1, 2]  # type: ignore[index]


def test_what_was_ringed_is_entered_as_it_stands_on_the_sheet() -> None:
    one = _read(capacity="1", mandate="b", display="A", affiliation="Its chair", place="ke", email="a@mail.example",
                final="x", again="oui", language="ru")  # fmt: skip
    entry, identity = one.entry, one.identity
    assert (entry.capacity, entry.mandate, entry.display) == (Capacity.ORGANISATION, Mandate.SECRETARIAT, Display.FULL)
    assert (entry.confirmed, entry.state, entry.place, entry.version) == (Confirmed.SECRETARIAT, State.NEW, "KE", 1)
    assert (entry.language, entry.day, entry.code) == ("ru", "2026-11-22", digest_code(PAPERS[0].codes[0]))
    assert (identity.name, identity.affiliation, identity.email) == ("Ada", "Its chair", "a@mail.example")
    assert (identity.final, identity.again) == (True, True)
    words = _read(capacity="affiliated", display="country", place="KE", mandate="board").entry
    assert (words.capacity, words.display, words.mandate) == (Capacity.AFFILIATED, Display.COUNTRY, None)


def test_with_nothing_ringed_a_person_is_not_shown_and_an_organisation_is() -> None:
    assert _read().entry.display is Display.WITHHELD
    assert _read(capacity="organisation").entry.display is Display.FULL


def test_numbers_mean_what_the_sheet_offers() -> None:
    assert LETTER.invitation
    people = structs.replace(LETTER, invitation=structs.replace(LETTER.invitation, capacities=(Capacity.INDIVIDUAL,)))
    found = Entering([SECRET], people, "2026-11-22").read(_row(capacity="1"))
    assert isinstance(found, Written)
    assert found.entry.capacity is Capacity.INDIVIDUAL
    assert "none of" in str(Entering([SECRET], people, "2026-11-22").read(_row(capacity="2")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"sheet": "AAAAA-AAAAA"}, {"row": "0"}, {"row": "8"}, {"row": "٣"}, {"row": ""}, {"name": " \u202e "},
        {"place": "KENYA"}, {"display": "C"}, {"display": "E"}, {"capacity": "9"}, {"email": "nobody"},
        {"row": "1" * 5_000}, {"language": "xx\n"}, {"language": "Canary"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_without_the_name(wrong: dict[str, str]) -> None:
    found = ENTERING.read(_row(name="Canary") | wrong)
    assert isinstance(found, str)
    assert "Canary" not in found


@given(st.fixed_dictionaries({}, optional={field: st.text(max_size=12) for field in FIELDS}))
def test_anything_may_be_typed(row: dict[str, str]) -> None:
    assert isinstance(ENTERING.read(row), str | Written)
    assert isinstance(ENTERING.read(row | {"sheet": PAPERS[0].id, "row": "1"}), str | Written)


def test_rows_come_to_the_desk_once_wait_for_review_and_are_withdrawn_by_their_code(tmp_path: Path) -> None:
    door = Doorway(tmp_path)
    rows = [_read(), _read(row="2", name="Ben")]
    for expected in (2, 0):
        with door.desk.changing(LETTER.slug) as sheet:
            assert lay(sheet, rows) == expected
    door.withdraw(PAPERS[0].codes[1])
    assert door.open().withdrawn == 1
    sheet = door.desk.sheet(LETTER.slug)
    assert {sheet.entries[one.entry.id].state for one in rows} == {State.NEW, State.WITHDRAWN}
    assert [person.name for person in sheet.people.values()] == ["Ada"]


@pytest.mark.parametrize("parted", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_tables_are_read_as_spreadsheets_write_them(tmp_path: Path, parted: str, mark: str) -> None:
    file = tmp_path / "meeting.csv"
    heading, row = ["Sheet", " row", "name", "place"], ["AAAAA-BBBBB", "1", '"Ada ""A"" Ünsal\nof Kenya"', "KE"]
    file.write_bytes((mark + parted.join(heading) + "\r\n" + parted.join(row) + "\r\n").encode())
    assert read_csv(file) == [{"sheet": "AAAAA-BBBBB", "row": "1", "name": 'Ada "A" Ünsal\nof Kenya', "place": "KE"}]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no column"), (b"sheet,row\n1,2\n", "no column “name”"), (b"sheet,row,name\n\xff,1,A\n", "UTF-8"),
        (b'sheet,row,name\n"a', "can't be read"), (b"x" * 4_000_001, "larger"),
        (b"sheet,row,name\n" + b"a" * 200_000, "can't be read"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_told(tmp_path: Path, data: bytes, said: str) -> None:
    csv.field_size_limit(10**6)  # as whoever read another table in this process may have left it
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(DeskError, match=said):
        read_csv(tmp_path / "x.csv")
