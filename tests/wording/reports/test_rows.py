"""Spreadsheets and workflows get a line for each finding."""

import csv
from io import StringIO

from tests.wording.drafts import DRAFT, FOUND, examined
from tests.wording.small import checker

from firsthand.wording.examination import Unread
from firsthand.wording.reports import Tally, Wishes, writer
from firsthand.wording.reports.rows import COLUMNS, row


def written(form: str, text: str, name: str = "draft.md", *, suppressed: bool = False) -> str:
    seen = examined(text, name=name)
    report = writer(form, checker(), Wishes(suppressed=suppressed))
    return "".join((report.head(), *report.file(seen), *report.tail(Tally())))


def test_a_table_has_a_row_for_each_finding() -> None:
    rows = list(csv.DictReader(StringIO(written("csv", DRAFT))))
    assert tuple(rows[0]) == COLUMNS
    assert [each["text"] for each in rows] == FOUND
    assert (rows[0]["line"], rows[0]["column"], rows[0]["suggestion"]) == ("3", "28", "people who use drugs")
    assert [each["section"] for each in rows] == ["Our year"] * 3 + ["What we heard"]
    assert rows[0]["context"].startswith("In spring the team met the drug addicts at the river.")


def test_what_is_suppressed_has_its_reason() -> None:
    text = "The addict of the city. <!-- firsthand: ignore -- her title -->\n"
    (only,) = csv.DictReader(StringIO(written("csv", text, suppressed=True)))
    assert (only["suppressed"], only["reason"]) == ("comment", "her title")


def test_no_cell_is_a_formula() -> None:
    assert next(csv.reader(StringIO(row(("=1+1", "@x", "-3", "fine"))))) == ["'=1+1", "'@x", "'-3", "fine"]


def test_a_workflow_gets_a_command_for_each_finding() -> None:
    lines = written("github", DRAFT).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::notice", "::error"]
    assert lines[0].startswith(
        "::error file=draft.md,line=3,endLine=3,col=28,endColumn=40,title=stigmatising%3A person::"
    )
    assert "endColumn" not in lines[1]
    assert "%0A" in lines[1]


def test_names_of_files_are_written_so_that_they_are_read_as_such() -> None:
    assert "file=a%2C b%3A c%25.md," in written("github", DRAFT, "a, b: c%.md")
    report = writer("github", checker(), Wishes())
    assert report.unread(Unread("gone.md", "can't be read.")) == "::error file=gone.md::can't be read.\n"
