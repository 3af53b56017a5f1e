"""A delivery is written into a person's file, which stays theirs to the byte."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.endorsing.folders import LETTER, SECRET, STATEMENT, make_desk, make_library, organisation, sign

from firsthand.catalogue.records import Display
from firsthand.endorsing.delivering import deliver, recipients
from firsthand.endorsing.errors import DeskError
from firsthand.endorsing.grounds import Grounds, read_letterhead
from firsthand.endorsing.publication import apply

DAY = date(2026, 12, 1)
TO = {"en": 'Member “States” "at" the \\ CND', "pt-BR": "Aos Estados"}


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 exactly this")
    return tmp_path / "letter.pdf"


def _deliver(grounds: Grounds, file: Path, **more: bool) -> int:
    return deliver(grounds, read_letterhead(grounds, LETTER), TO, file, DAY, **more)


@pytest.mark.parametrize(
    "record",
    [
        STATEMENT,
        STATEMENT.rstrip("\n"),
        STATEMENT.replace("\n", "\r\n"),
        "\ufeff" + STATEMENT,
        STATEMENT + "# the end",
        STATEMENT + '[[deliveries]]\nto = "x"\ndate = "2026-11-30"\n\n[[responses]]\nfrom = "y"\ndate = "2026-12-01"\n',
    ],
)
def test_all_that_a_person_wrote_stays_as_it_was(tmp_path: Path, letter: Path, record: str) -> None:
    grounds = make_library(tmp_path / "library")
    file = grounds.folder / "statements" / LETTER / "statement.toml"
    file.write_bytes(record.encode())
    file.chmod(0o640)
    _deliver(grounds, letter)
    assert file.read_bytes().startswith(record.encode())
    assert file.stat().st_mode & 0o777 == 0o640
    values = tomllib.loads(file.read_text("utf-8-sig"))
    assert values["deliveries"][-1] == {
        "to": TO, "date": "2026-12-01", "file": "letter.pdf", "signatures": 1, "version": 1
    }  # fmt: skip
    assert ("\r\n" in record) == (b"\n" not in file.read_bytes().replace(b"\r\n", b""))
    assert (file.parent / "letter.pdf").read_bytes() == letter.read_bytes()
    assert not list(file.parent.glob(".*"))


@pytest.mark.parametrize("line", ["deliveries = []\n", 'deliveries = "none"\n', "[deliveries]\n"])
def test_a_record_that_cannot_take_it_is_left_alone_and_the_table_is_shown(
    tmp_path: Path, letter: Path, line: str
) -> None:
    grounds = make_library(tmp_path / "library", line + STATEMENT if line[0] != "[" else STATEMENT + line)
    file = grounds.folder / "statements" / LETTER / "statement.toml"
    before = file.read_bytes()
    with pytest.raises(DeskError, match=r"by hand:\n\n\n?\[\[deliveries\]\]"):
        _deliver(grounds, letter)
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["en.md", "statement.toml"]


def test_never_more_signatures_are_told_than_are_public(tmp_path: Path, letter: Path) -> None:
    grounds = make_library(tmp_path / "library")
    desk = make_desk(grounds.folder)
    sign(desk, 1, "Ada")
    organisation(desk, 2, "x", party="harbour-union")
    for number in range(3, 8):
        sign(desk, number, "x", Display.WITHHELD)
    apply(desk, grounds, LETTER, [SECRET])
    assert _deliver(grounds, letter) == 1 + 1 + 3 + 1, "three of five are told; one stands in statement.toml"


def test_signatures_under_other_words_are_not_delivered(tmp_path: Path, letter: Path) -> None:
    rows = [("a", 1, ""), ("b", 2, ""), ("c", 2, 'withdrawn = "2026-10-30"')]
    written = "".join(f'\n[[endorsements]]\nname = "{name}"\nversion = {n}\n{more}\n' for name, n, more in rows)
    version = '\n[[versions]]\nnumber = 2\ndate = "2026-10-21"\n'
    own = STATEMENT.replace('endorsements = ["lantern-network"]  # by telephone\n', "")
    assert _deliver(make_library(tmp_path / "library", own + version + written), letter) == 1


def test_another_file_of_the_same_name_is_never_overwritten(tmp_path: Path, letter: Path) -> None:
    grounds = make_library(tmp_path / "library")
    there = grounds.folder / "statements" / LETTER / "letter.pdf"
    there.write_bytes(b"another")
    with pytest.raises(DeskError, match="Another file"):
        _deliver(grounds, letter)
    assert there.read_bytes() == b"another"
    there.write_bytes(letter.read_bytes())
    _deliver(grounds, letter)


def test_a_dry_run_writes_nothing(tmp_path: Path, letter: Path) -> None:
    grounds = make_library(tmp_path / "library")
    before = {path: path.read_bytes() for path in grounds.folder.rglob("*") if path.is_file()}
    assert _deliver(grounds, letter, dry=True) == 1
    assert {path: path.read_bytes() for path in grounds.folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [".letter.pdf", "letter.pdf~", "letter.part"])
def test_files_that_would_not_be_published_are_refused(tmp_path: Path, name: str) -> None:
    grounds = make_library(tmp_path / "library")
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(DeskError, match="would not be published"):
        _deliver(grounds, tmp_path / name)
    with pytest.raises(DeskError, match="There is no file"):
        _deliver(grounds, tmp_path / "missing.pdf")


def test_to_whom_is_said_in_languages() -> None:
    assert recipients(("fr=Aux États", "Member States = all"), "en") == {"fr": "Aux États", "en": "Member States = all"}
    for wrong in (("one", "two"), ("fr=",), ("xx-=y",)):
        with pytest.raises(DeskError):
            recipients(wrong, "en")


@given(st.text())
def test_any_words_come_back(words: str) -> None:
    from firsthand.endorsing.delivering import _added

    fields = {"to": {"en": words}, "date": "2026-12-01", "signatures": 3}
    after = _added(Path("statement.toml"), b'date = "2026"\n', fields)
    assert tomllib.loads(after.decode())["deliveries"] == [fields]
