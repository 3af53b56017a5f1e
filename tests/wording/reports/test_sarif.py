"""Code hosts get SARIF that they can read, with the same fingerprints wherever lines move.

The schema beside this file was written down from the standard; it knows only what we write, and is strict about it.
"""

import json
from pathlib import Path
from typing import Any

import jsonschema
from tests.wording.drafts import DRAFT, FOUND, examined
from tests.wording.small import checker

from firsthand.wording.examination import Unread
from firsthand.wording.reports import Tally, Wishes, writer
from firsthand.wording.reports.sarif import MOST

SCHEMA = json.loads(Path(__file__).with_name("sarif.schema.json").read_text("utf-8"))


def run(*texts: str, wishes: Wishes | None = None, name: str = "draft.md", unread: bool = False) -> dict[str, Any]:
    log = written(*texts, wishes=wishes, name=name, unread=unread)
    jsonschema.validate(log, SCHEMA, format_checker=jsonschema.FormatChecker())
    return log["runs"][0]  # type: ignore[no-any-return]


def written(*texts: str, wishes: Wishes | None = None, name: str = "draft.md", unread: bool = False) -> dict[str, Any]:
    report, tally = writer("sarif", checker(), wishes or Wishes(version="1.0.0")), Tally()
    pieces = [report.head()]
    for text in texts:
        seen = examined(text, name=name)
        tally.add(seen)
        pieces += report.file(seen)
    if unread:
        tally.unread.append(Unread("gone à.md", "can't be read."))
    return json.loads("".join((*pieces, *report.tail(tally))))  # type: ignore[no-any-return]


def test_results_name_rules_that_are_there() -> None:
    told = run(DRAFT)
    rules = [rule["id"] for rule in told["tool"]["driver"]["rules"]]
    assert rules == ["person", "mild"]
    assert [rules[result["ruleIndex"]] for result in told["results"]] == [each["ruleId"] for each in told["results"]]
    assert [result["level"] for result in told["results"]] == ["error", "error", "note", "error"]


def test_regions_are_where_the_words_are() -> None:
    told = run(DRAFT)
    lines = DRAFT.splitlines()
    assert told["columnKind"] == "unicodeCodePoints"
    for result, words in zip(told["results"], FOUND, strict=True):
        region = result["locations"][0]["physicalLocation"]["region"]
        offset, length = region["charOffset"], region["charLength"]
        assert DRAFT[offset : offset + length] == words
        first = words.splitlines()[0]
        assert lines[region["startLine"] - 1][region["startColumn"] - 1 :].startswith(first)


def test_a_fix_makes_the_text_that_the_suggestion_means() -> None:
    (result,) = run("In the team we met the drug addicts of the city.\n")["results"]
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert replacement["insertedContent"]["text"] == "people who use drugs"
    assert replacement["deletedRegion"]["charLength"] == len("drug addicts")


def test_fingerprints_stay_when_lines_move_and_differ_within_a_text() -> None:
    text = "The addict of the city.\n\n" * 2
    marks = [result["partialFingerprints"] for result in run(text)["results"]]
    moved = [result["partialFingerprints"] for result in run("A line.\n\n" + text)["results"]]
    assert marks[1:] == moved[1:]
    assert marks[0] != marks[1]


def test_what_is_suppressed_is_given_with_its_reason_where_it_is_asked_for() -> None:
    text = "The addict of the city. <!-- firsthand: ignore -- her title -->\n"
    assert run(text)["results"] == []
    (result,) = run(text, wishes=Wishes(suppressed=True))["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "her title"}]


def test_a_file_that_cannot_be_read_is_a_notification() -> None:
    (invocation,) = run(DRAFT, unread=True)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "gone à.md: can't be read."


def test_names_of_files_are_addresses() -> None:
    result = run(DRAFT, name="nos textes/été.md")["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "nos%20textes/%C3%A9t%C3%A9.md"


def test_more_results_than_a_host_takes_are_left_out_and_counted() -> None:
    told = written("The addict of the city.\n\n" * (MOST + 7))["runs"][0]  # its size makes it too slow to validate
    assert len(told["results"]) == MOST
    assert (
        told["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "7 further results were left out."
    )
