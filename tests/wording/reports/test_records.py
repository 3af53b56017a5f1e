"""Programs get everything that is known of a finding, as JSON."""

import json
from typing import Any

from tests.wording.drafts import DRAFT, FOUND, examined
from tests.wording.small import checker

from firsthand.wording import Finding
from firsthand.wording.examination import Unread
from firsthand.wording.reports import Tally, Wishes, writer

SUPPRESSED = "The addict of the city. <!-- firsthand: ignore -- her title -->\n"


def written(form: str, *texts: str) -> str:
    report, tally = writer(form, checker(), Wishes(version="1.0")), Tally()
    pieces = [report.head()]
    for text in texts:
        seen = examined(text, explain=True)
        tally.add(seen)
        pieces += report.file(seen)
    unread = Unread("gone.md", "can't be read.")
    tally.unread.append(unread)
    return "".join((*pieces, report.unread(unread), *report.tail(tally)))


def as_json(*texts: str) -> dict[str, Any]:
    return json.loads(written("json", *texts))  # type: ignore[no-any-return]


def test_a_report_says_its_version_its_guide_and_its_counts() -> None:
    told = as_json(DRAFT, SUPPRESSED)
    assert (told["version"], told["firsthand"], told["guide"]) == (1, "1.0", {"id": "small", "version": ""})
    assert told["summary"]["files"] == 2
    assert told["summary"]["unread"] == 1
    assert (told["summary"]["findings"], told["summary"]["suppressed"]) == (len(FOUND), 1)
    assert told["summary"]["concepts"] == {"person": 3, "mild": 1}


def test_every_field_of_a_finding_is_there() -> None:
    found = as_json(DRAFT)["files"][0]["findings"][0]
    assert set(found) >= set(Finding.__struct_fields__)
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (3, 28, 3, 40)
    assert found["place"] is None
    assert found["suggestions"][0] == {
        "start": 39,
        "end": 51,
        "text": "people who use drugs",
        "fix": "safe",
        "also": [],
        "guide": "small",
    }


def test_positions_are_those_of_the_file() -> None:
    for found in as_json(DRAFT)["files"][0]["findings"]:
        assert DRAFT[found["start"] : found["end"]] == found["text"]


def test_what_is_suppressed_and_passed_over_stands_apart() -> None:
    draft, suppressed, unread = as_json(DRAFT, SUPPRESSED)["files"]
    assert [each["text"] for each in draft["passed"]] == ["addict", "addict"]
    assert suppressed["findings"] == []
    assert suppressed["suppressed"][0]["suppressed_by"]["reason"] == "her title"
    assert suppressed["suppressed"][0]["line"] == 1
    assert unread == {"path": "gone.md", "error": "can't be read."}


def test_lines_are_one_for_each_finding() -> None:
    lines = [json.loads(line) for line in written("jsonl", DRAFT, SUPPRESSED).splitlines()]
    assert [line.get("text") for line in lines] == [*FOUND, "addict", None]
    assert [bool(line.get("suppressed_by")) for line in lines] == [*[False] * len(FOUND), True, False]
    assert lines[-1] == {"path": "gone.md", "error": "can't be read."}


def test_no_files_are_a_report_too() -> None:
    assert as_json()["summary"]["findings"] == 0
