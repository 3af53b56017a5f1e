"""Sheets to sign on paper: one page each, with all that a signer must know, in four languages."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from tests.exports.pdftree import elements, tags, texts
from tests.exports.signed import OWN, TITLES, signed, volumes

from firsthand.catalogue.records import Capacity, Door, Invitation
from firsthand.catalogue.wordings import written
from firsthand.exports.letters.sheet import MOST_ROWS, ROWS, Sheet, is_offered, make_sheet, make_sheets

STATEMENT = signed(OWN)
(VOLUME,) = volumes(STATEMENT, "en")
LIBRARY, PARTIES = VOLUME.shelves.library, VOLUME.shelves.parties


def flat(data: bytes) -> str:
    return " ".join(" ".join(texts(data)).split())


def test_an_empty_sheet_says_what_is_signed_and_what_becomes_of_it() -> None:
    made = make_sheet(VOLUME)
    words = flat(made)
    for each in (
        "Keep the Doors Open", "To: Ministers of Health & of Finance", "Version 2 of 5 October 2026",
        STATEMENT.versions[1].sha256, "https://library.example.org/statements/keep-the-doors-open/sign",
        "3 A person, with an organisation for identification only", "D Nothing: counted but not named",
        "This sheet goes to: Hill Network.", "are erased 30 days after",
    ):  # fmt: skip
        assert each in words, each
    assert "take your signature back" not in words
    assert (len(texts(made)), tags(made).count("TR"), tags(made).count("TH")) == (1, ROWS + 1, 9)
    (code,) = [each for each in elements(made) if each.tag == "Figure"]
    assert code.alternative.endswith("/statements/keep-the-doors-open/sign")


def test_numbered_sheets_have_a_code_to_tear_off_in_every_row() -> None:
    sheets = [
        Sheet(f"K7-{number}", tuple(f"ABCD-EFGH-JKM{number}-000{row}" for row in range(number + 1)),
              f"https://library.example.org/sheets/K7-{number}#secret")
        for number in range(3)
    ]  # fmt: skip
    library = replace(LIBRARY, door=Door(("fhi1",), days_kept=9))
    made = make_sheets(STATEMENT, "en", sheets, library, PARTIES)
    for sheet, page in zip(sheets, texts(made), strict=True):
        words = " ".join(page.split())
        assert f"Sheet {sheet.id}" in words
        assert sheet.address.removesuffix("#secret") in words
        assert "#secret" not in words
        assert [words.count(code) for code in sheet.rows] == [1] * len(sheet.rows)
        assert words.count("To take your signature back:") == len(sheet.rows)
        assert "erased 9 days after" in words
    assert make_sheets(STATEMENT, "en", sheets, library, PARTIES) == made


def test_more_rows_than_a_page_has_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match=str(MOST_ROWS)):
        make_sheets(STATEMENT, "en", [Sheet("A", ("",) * (MOST_ROWS + 1), "")], LIBRARY, PARTIES)


@pytest.mark.parametrize("language", TITLES)
def test_however_long_title_text_and_address_are_a_sheet_is_one_page(language: str) -> None:
    onion = f"http://{'a' * 56}.onion"
    words = written(language, "Doors that are open today are open in a year " * 4, ["Words of ours. " * 15] * 4)
    statement = replace(STATEMENT, versions=(replace(STATEMENT.versions[0], wordings=(words,)),))
    sheet = Sheet("A", ("ABCD-EFGH-JKMN-PQRS",) * MOST_ROWS, f"{onion}/statements/keep-the-doors-open/sign")
    (page,) = texts(make_sheets(statement, language, [sheet], replace(LIBRARY, address=onion), PARTIES))
    assert page.count("ABCD-EFGH-JKMN-PQRS") == MOST_ROWS


def test_of_a_long_text_the_beginning_stands_on_the_sheet() -> None:
    words = written("en", "Title", [f"Paragraph {number} has some words." for number in range(99)])
    statement = replace(STATEMENT, versions=(replace(STATEMENT.versions[0], wordings=(words,)),))
    page = flat(make_sheets(statement, "en", [Sheet("", ("",), "")], LIBRARY, PARTIES))
    assert "Paragraph 1 has" in page
    assert "Paragraph 50" not in page


def test_only_what_the_invitation_allows_can_be_ringed() -> None:
    people = replace(STATEMENT, invitation=Invitation(
        "2026-10-01T09:00:00+02:00", "2027-02-01T23:59:00+01:00", "Europe/Vienna", (Capacity.INDIVIDUAL,),
    ))  # fmt: skip
    page = flat(make_sheets(people, "en", [Sheet("", ("",), "")], LIBRARY, PARTIES))
    assert "As what: 1 A person " in page
    assert "Our board" not in page


@pytest.mark.parametrize(("day", "offered"), [("2026-01-01", True), ("2027-02-01", True), ("2027-02-02", False)])
def test_there_are_sheets_until_signing_ends(day: str, offered: bool) -> None:
    assert is_offered(STATEMENT, datetime.fromisoformat(day).replace(tzinfo=UTC)) is offered
    assert not is_offered(replace(STATEMENT, invitation=None), datetime(2026, 1, 1, tzinfo=UTC))
