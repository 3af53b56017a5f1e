"""Findings for programs: JSON (one object) and JSON lines (a line for each finding), with all that is known of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.model import Finding, Passed, Suggestion
from firsthand.wording.reports import Tally, Wishes
from firsthand.wording.suppression import Suppressed, Suppression

if TYPE_CHECKING:
    from firsthand.wording.manuscript import Place

VERSION = 1

_encoder = msgspec.json.Encoder()
_FIELDS = Finding.__struct_fields__
_OFFERED = Suggestion.__struct_fields__


class Offered(Suggestion, frozen=True, omit_defaults=False):
    """A suggestion with every field written out."""


class Located(Finding, frozen=True, omit_defaults=False):
    """A finding with where it stands in its file; of a document that is a place, of a text a line and a column."""

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    place: "Place | None" = None


class LocatedPassed(Passed, frozen=True, omit_defaults=False):
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    place: "Place | None" = None


def writer(form: str, checker: Checker, wishes: Wishes) -> "Records | Lines":
    return Lines() if form == "jsonl" else Records(checker, wishes)


class Records:
    """One object, written file by file."""

    def __init__(self, checker: Checker, wishes: Wishes) -> None:
        self._header = checker.outline.header
        self._wishes = wishes
        self._before = ""

    def head(self) -> str:
        told = {
            "version": VERSION,
            "firsthand": self._wishes.version,
            "guide": {"id": self._header.id, "version": self._header.version},
        }
        return _text(told).removesuffix("}") + ',"files":['

    def file(self, examined: Examined) -> str:
        return self._next(
            {
                "path": examined.name,
                "language": examined.language,
                "findings": [located(examined, finding) for finding in examined.findings],
                "suppressed": [
                    {**_fields(located(examined, each.finding)), "suppressed_by": each.by}
                    for each in examined.suppressed
                ],
                "unused": examined.unused,
                "passed": [_passed(examined, passed) for passed in examined.passed],
                "remark": examined.file.remark if examined.file else "",
            }
        )

    def unread(self, unread: Unread) -> str:
        return self._next({"path": unread.name, "error": unread.reason})

    def tail(self, tally: Tally) -> str:
        return f'],"summary":{_text(summary(tally))}}}\n'

    def _next(self, record: dict[str, Any]) -> str:
        before, self._before = self._before, ",\n"
        return before + _text(record)


class Lines:
    """A line for each finding, whether it is shown or suppressed, and for each file that can't be read."""

    def head(self) -> str:
        return ""

    def file(self, examined: Examined) -> Iterator[str]:
        for finding in examined.findings:
            yield self._line(examined, finding, None)
        for each in examined.suppressed:
            yield self._line(examined, each.finding, each)

    def unread(self, unread: Unread) -> str:
        return _text({"path": unread.name, "error": unread.reason}) + "\n"

    def tail(self, _tally: Tally) -> str:
        return ""

    @staticmethod
    def _line(examined: Examined, finding: Finding, suppressed: Suppressed | None) -> str:
        by: Suppression | None = suppressed.by if suppressed else None
        found = located(examined, finding)
        return _text({"path": examined.name, **_fields(found), "suppressed_by": by}) + "\n"


def located(examined: Examined, finding: Finding) -> Located:
    """A finding with where it stands."""
    values = {name: getattr(finding, name) for name in _FIELDS}
    values["suggestions"] = tuple(
        Offered(*(getattr(suggestion, name) for name in _OFFERED)) for suggestion in finding.suggestions
    )
    return Located(**values, **_where(examined, finding.start, finding.end))


def _passed(examined: Examined, passed: Passed) -> LocatedPassed:
    values = {name: getattr(passed, name) for name in Passed.__struct_fields__}
    return LocatedPassed(**values, **_where(examined, passed.start, passed.end))


def _where(examined: Examined, start: int, end: int) -> dict[str, Any]:
    if examined.manuscript is not None:
        return {"place": examined.manuscript.place(start)}
    span = examined.lines.span(start, end)
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def _fields(found: Located) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__struct_fields__}


def summary(tally: Tally) -> dict[str, Any]:
    """What was counted, by the names that the manual has."""
    return {
        "files": tally.files,
        "unread": len(tally.unread),
        "findings": tally.findings,
        "possible": tally.possible,
        "suppressed": tally.suppressed,
        "passed": tally.passed,
        "severities": dict(tally.severities),
        "concepts": dict(tally.concepts.most_common()),
        "languages": dict(tally.languages),
    }


def _text(value: object) -> str:
    return _encoder.encode(value).decode("utf-8", "replace")
