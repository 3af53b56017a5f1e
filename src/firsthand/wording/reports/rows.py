"""Findings as CSV (RFC 4180), a row each, for spreadsheets."""

import csv
from collections.abc import Iterator
from io import StringIO

from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.model import Finding
from firsthand.wording.reports import Tally, Wishes
from firsthand.wording.reports.excerpts import excerpt
from firsthand.wording.reports.sections import Sections
from firsthand.wording.suppression import Suppressed

COLUMNS = (
    *("path", "line", "column", "page", "section", "language", "text", "context", "concept", "severity", "certainty"),
    *("zone", "why", "suggestion", "fix", "guide", "suppressed", "reason"),
)
_AROUND = 120


def writer(_form: str, _checker: Checker, wishes: Wishes) -> "Rows":
    return Rows(wishes)


class Rows:
    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes

    def head(self) -> str:
        return row(COLUMNS)

    def file(self, examined: Examined) -> Iterator[str]:
        sections = Sections(examined)
        for finding in examined.findings:
            yield _row(examined, sections, finding, None)
        if self._wishes.suppressed:
            for each in examined.suppressed:
                yield _row(examined, sections, each.finding, each)

    def unread(self, _unread: Unread) -> str:
        return ""

    def tail(self, _tally: Tally) -> str:
        return ""


def _row(examined: Examined, sections: Sections, finding: Finding, suppressed: Suppressed | None) -> str:
    line, column, page, section = "", "", "", sections.at(finding.start)
    if examined.manuscript is None:
        span = examined.lines.span(finding.start, finding.end)
        line, column = str(span.line), str(span.column)
    else:
        place = examined.manuscript.place(finding.start)
        page, section = place.page or "", " › ".join(place.path)
    first = finding.suggestions[0] if finding.suggestions else None
    return row(
        (
            *(examined.name, line, column, page, section, finding.language, finding.text),
            "".join(excerpt(examined, finding.start, finding.end, _AROUND)),
            *(finding.concept, finding.severity, finding.certainty, finding.zone, finding.why),
            *(first.text if first else "", first.fix if first else "", finding.guide),
            *((suppressed.by.origin, suppressed.by.reason) if suppressed else ("", "")),
        )
    )


def row(cells: tuple[str, ...]) -> str:
    """A row. What a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises."""
    line = StringIO()
    csv.writer(line).writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in cells])
    return line.getvalue()
