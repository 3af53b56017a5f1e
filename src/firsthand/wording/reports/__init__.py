"""What the check saw, in the forms in which people and programs want it.

One module a form, loaded when it is asked for. A writer gives text piece by piece, so that a report of many files needs
no more memory than one of few; it opens no file and knows no terminal.
"""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol

from msgspec import Struct, field

from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.model import SEVERITIES, Severity

FORMATS = ("text", "json", "jsonl", "sarif", "github", "csv", "html")

_MODULES = {
    "text": "terminal",
    "json": "records",
    "jsonl": "records",
    "sarif": "sarif",
    "github": "github",
    "csv": "rows",
    "html": "page",
}


class Wishes(Struct, frozen=True):
    """What a report is to show, and how."""

    explain: bool = False
    """Why each place was flagged, and which were passed over."""
    suppressed: bool = False
    statistics: bool = False
    colours: bool = False
    width: int = 100
    """Cells of a line."""
    language: str = "en"
    """Of the report's own words."""
    version: str = ""
    """Of Firsthand."""


class Tally(Struct):
    """What was counted over all files."""

    files: int = 0
    findings: int = 0
    """That are sure."""
    possible: int = 0
    suppressed: int = 0
    passed: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    doubtful: Counter[Severity] = field(default_factory=Counter)
    """The severities of those that are only possible."""
    concepts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    unread: list[Unread] = field(default_factory=list)

    def add(self, examined: Examined) -> None:
        self.files += 1
        self.suppressed += len(examined.suppressed)
        self.passed += len(examined.passed)
        for finding in examined.findings:
            if finding.certainty == "possible":
                self.possible += 1
                self.doubtful[finding.severity] += 1
                continue
            self.findings += 1
            self.severities[finding.severity] += 1
            self.concepts[finding.concept] += 1
            self.languages[finding.language] += 1

    def at_least(self, severity: Severity, *, possible: bool = False) -> int:
        """Findings as grave as this or graver: those that are sure, and the others as well where that is wanted."""
        counted = self.severities + self.doubtful if possible else self.severities
        return sum(counted[each] for each in SEVERITIES[: SEVERITIES.index(severity) + 1])


class Writer(Protocol):
    """Writes a report from its beginning to its end."""

    def head(self) -> str: ...

    def file(self, examined: Examined, /) -> str | Iterator[str]: ...

    def unread(self, unread: Unread, /) -> str: ...

    def tail(self, tally: Tally, /) -> str | Iterator[str]: ...


def writer(form: str, checker: Checker, wishes: Wishes) -> Writer:
    """The writer of a form, one of FORMATS."""
    module = import_module(f"{__name__}.{_MODULES[form]}")
    return module.writer(form, checker, wishes)  # type: ignore[no-any-return]
