"""Findings as the lines by which a workflow on GitHub marks a place of a file (workflow commands)."""

from collections.abc import Iterator

from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.model import Finding
from firsthand.wording.remarks import message
from firsthand.wording.reports import Tally, Wishes
from firsthand.wording.reports.sarif import level

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def writer(_form: str, _checker: Checker, _wishes: Wishes) -> "Github":
    return Github()


class Github:
    def head(self) -> str:
        return ""

    def file(self, examined: Examined) -> Iterator[str]:
        for finding in examined.findings:
            yield f"::{_COMMANDS[level(finding)]} {_properties(examined, finding)}::{_data(_message(finding))}\n"

    def unread(self, unread: Unread) -> str:
        return f"::error file={_property(unread.name)}::{_data(unread.reason)}\n"

    def tail(self, _tally: Tally) -> str:
        return ""


def _properties(examined: Examined, finding: Finding) -> str:
    properties = {"file": examined.name}
    if examined.manuscript is None:
        span = examined.lines.span(finding.start, finding.end)
        properties |= {"line": str(span.line), "endLine": str(span.end_line), "col": str(span.column)}
        if span.line == span.end_line:  # columns of several lines are refused
            properties["endColumn"] = str(span.end_column)
    properties["title"] = f"{finding.severity}: {finding.concept}"
    return ",".join(f"{name}={_property(value)}" for name, value in properties.items())


def _message(finding: Finding) -> str:
    offered = " / ".join(suggestion.text for suggestion in finding.suggestions[:3])
    return f"“{finding.text}”: {message(finding)}" + (f" → {offered}" if offered else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
