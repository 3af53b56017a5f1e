"""Findings as SARIF 2.1.0 (OASIS), as code hosts take it: rules are concepts, and fingerprints outlive moved lines.

At most 25,000 results are given, which is what hosts accept of one run; where there are more, the run says so.
"""

from collections import Counter
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import msgspec

from firsthand.wording.baseline import fingerprint
from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.guide import LANGUAGES, Guide
from firsthand.wording.model import Finding, Severity
from firsthand.wording.remarks import message
from firsthand.wording.reports import Tally, Wishes
from firsthand.wording.reports.terminal import told
from firsthand.wording.suppression import Suppressed

MOST = 25_000

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {
    "slur": "error",
    "stigmatising": "error",
    "discouraged": "warning",
    "imprecise": "note",
    "contested": "note",
}


def level(finding: Finding) -> str:
    """What is only possible is never more than a note."""
    return "note" if finding.certainty == "possible" else LEVELS[finding.severity]


def writer(_form: str, checker: Checker, wishes: Wishes) -> "Sarif":
    return Sarif(checker, wishes)


class Sarif:
    """Keeps the results until the rules that they name are known; they stand before them."""

    def __init__(self, checker: Checker, wishes: Wishes) -> None:
        self._checker = checker
        self._wishes = wishes
        self._results: list[bytes] = []
        self._rules: dict[str, dict[str, Any]] = {}
        self._numbers: dict[str, int] = {}
        self._left_out = 0

    def head(self) -> str:
        return ""

    def file(self, examined: Examined) -> str:
        seen: Counter[str] = Counter()
        for finding in examined.findings:
            self._add(examined, finding, None, seen)
        if self._wishes.suppressed:
            for each in examined.suppressed:
                self._add(examined, each.finding, each, seen)
        return ""

    def unread(self, _unread: Unread) -> str:
        return ""

    def tail(self, tally: Tally) -> str:
        notes = [
            {
                "level": "error",
                "message": {"text": f"{unread.name}: {unread.reason}"},
                "locations": [_file(unread.name)],
            }
            for unread in tally.unread
        ]
        if self._left_out:
            text = f"{self._left_out:,} further results were left out."
            notes.append({"level": "warning", "message": {"text": text}})
        run = {
            "tool": {"driver": self._driver()},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": not tally.unread, "toolExecutionNotifications": notes}],
            "results": [msgspec.Raw(result) for result in self._results],
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return msgspec.json.encode(log).decode() + "\n"

    def _driver(self) -> dict[str, Any]:
        return {
            "name": "Firsthand",
            "semanticVersion": self._wishes.version,
            "rules": list(self._rules.values()),
        }

    def _add(self, examined: Examined, finding: Finding, by: Suppressed | None, seen: Counter[str]) -> None:
        if len(self._results) >= MOST:
            self._left_out += 1
            return
        if finding.concept not in self._rules:
            self._rules[finding.concept] = _rule(self._checker.guide, finding)
            self._numbers[finding.concept] = len(self._numbers)
        mark = fingerprint(finding, examined.text)
        seen[mark] += 1
        result: dict[str, Any] = {
            "ruleId": finding.concept,
            "ruleIndex": self._numbers[finding.concept],
            "level": level(finding),
            "message": {"text": f"“{finding.text}”: {message(finding)}"},
            "locations": [_location(examined, finding)],
            "partialFingerprints": {"firsthandWords/v1": f"{mark}:{seen[mark]}"},
        }
        if examined.manuscript is None:
            result["fixes"] = _fixes(examined, finding)
        if by:
            kind = "inSource" if by.by.origin == "comment" else "external"
            result["suppressions"] = [{"kind": kind, "justification": by.by.reason or told(by.by)}]
        self._results.append(msgspec.json.encode(result))


def _rule(guide: Guide, finding: Finding) -> dict[str, Any]:
    """A concept as a rule; told in English where the guide has it, else in the language of the finding."""
    words = {
        language: guide.vocabularies[language].words[finding.concept]
        for language in (*LANGUAGES, finding.language)
        if finding.concept in guide.vocabularies[language].words
    }
    written = next(iter(words.values()))
    return {
        "id": finding.concept,
        "shortDescription": {"text": written.name or finding.concept},
        "fullDescription": {"text": written.why or finding.why or finding.concept},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"tags": ["wording", finding.severity]},
    }


def _file(name: str) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(name)}}


def _artifact(name: str) -> dict[str, str]:
    path = PurePath(name)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def _location(examined: Examined, finding: Finding) -> dict[str, Any]:
    location = _file(examined.name)
    if examined.manuscript is None:
        location["physicalLocation"]["region"] = _region(examined, finding.start, finding.end)
        return location
    place = examined.manuscript.place(finding.start)
    path = " › ".join((*place.path, f"page {place.page}" if place.page else f"block {place.block}"))
    location["logicalLocations"] = [{"fullyQualifiedName": path}]
    return location


def _region(examined: Examined, start: int, end: int) -> dict[str, int]:
    span = examined.lines.span(start, end)
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "charOffset": start,
        "charLength": end - start,
    }


def _fixes(examined: Examined, finding: Finding) -> list[dict[str, Any]]:
    return [
        {
            "description": {"text": f"“{suggestion.text}”"},
            "artifactChanges": [
                {
                    "artifactLocation": _artifact(examined.name),
                    "replacements": [
                        {
                            "deletedRegion": _region(examined, suggestion.start, suggestion.end),
                            "insertedContent": {"text": suggestion.text},
                        }
                    ],
                }
            ],
        }
        for suggestion in finding.suggestions
        if suggestion.fix != "never"
    ]
