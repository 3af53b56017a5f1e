"""Findings for people: where, in which words, why, and what to write instead; with colours where they are wanted."""

import textwrap
from collections.abc import Iterator

from firsthand.wording.checker import Checker
from firsthand.wording.examination import Examined, Unread
from firsthand.wording.model import SEVERITIES, Finding, Passed, Severity, Suggestion
from firsthand.wording.reports import Tally, Wishes
from firsthand.wording.reports.excerpts import excerpt, shown, width
from firsthand.wording.suppression import Suppressed, Suppression

_COLOURS: dict[Severity, str] = {
    "slur": "1;35",
    "stigmatising": "1;31",
    "discouraged": "33",
    "imprecise": "36",
    "contested": "34",
}
_OFFERED = 3
"""Suggestions that are shown of one finding."""
_HEADINGS = 2
"""Of those above a place, the nearest."""
_NAMED = 3
"""Guides that are named of those with the same position."""


def writer(_form: str, checker: Checker, wishes: Wishes) -> "Terminal":
    return Terminal(checker, wishes)


class Terminal:
    def __init__(self, checker: Checker, wishes: Wishes) -> None:
        self._sources = checker.outline.sources
        self._wishes = wishes
        self._told: set[str] = set()
        """Concepts of which it was said why."""

    def head(self) -> str:
        return ""

    def file(self, examined: Examined) -> Iterator[str]:
        for finding in examined.findings:
            yield "".join(f"{line}\n" for line in self._finding(examined, finding)) + "\n"
        if self._wishes.explain:
            for passed in examined.passed:
                yield "".join(f"{line}\n" for line in self._passed(examined, passed))
        if self._wishes.suppressed:
            for suppressed in examined.suppressed:
                yield self._suppressed(examined, suppressed)
            for unused in examined.unused:
                yield f"{shown(examined.name)}:{unused.where}: this suppression is not needed{_for(unused)}\n"

    def unread(self, _unread: Unread) -> str:
        return ""  # it is told where errors are told

    def tail(self, tally: Tally) -> Iterator[str]:
        if self._wishes.statistics:
            yield from self._statistics(tally)
        yield _summary(tally) + "\n"

    def _finding(self, examined: Examined, finding: Finding) -> Iterator[str]:
        doubt = "possibly " if finding.certainty == "possible" else ""
        colour = "2" if doubt else _COLOURS[finding.severity]
        grave = self._in(colour, f"{doubt}{finding.severity}")
        yield f"{self._in('1', _place(examined, finding.start))}: {grave}: “{shown(finding.text)}” ({finding.concept})"
        gutter = len(str(examined.lines.number(finding.start))) if examined.manuscript is None else 1
        number = str(examined.lines.number(finding.start)) if examined.manuscript is None else " "
        words = excerpt(examined, finding.start, finding.end, self._wishes.width - gutter - 6)
        yield f"  {self._in('2', f'{number} │')} {words.before}{self._in(colour, words.text)}{words.after}"
        bar = self._in("2", " " * gutter + " │")
        yield f"  {bar} {' ' * width(words.before)}{self._in(colour, '^' * max(1, width(words.text)))}"
        for line in self._told_about(finding):
            yield f"  {bar} {line}"

    def _told_about(self, finding: Finding) -> Iterator[str]:
        room = max(30, self._wishes.width - 10)
        if finding.concept not in self._told or self._wishes.explain:
            self._told.add(finding.concept)
            yield from textwrap.wrap(shown(finding.why), room)
            if finding.proposed:
                yield "No published guide was seen to name this term: it is our proposal."
            if len({stance.stance for stance in finding.stances}) > 1:
                yield from textwrap.wrap(f"Guides differ: {self._stances(finding)}.", room)
        for suggestion in finding.suggestions[:_OFFERED]:
            yield from textwrap.wrap(f"→ {self._in('32', shown(suggestion.text))}{_notes(suggestion)}", room + 9)
        if self._wishes.explain:
            for reason in finding.because:
                yield from textwrap.wrap(f"because {shown(reason)}", room)

    def _stances(self, finding: Finding) -> str:
        by: dict[str, list[str]] = {}
        for stance in finding.stances:
            source = self._sources.get(stance.source)
            name = shown((source.publisher or source.title) if source else stance.source)
            names = by.setdefault(stance.stance.replace("_", " "), [])
            if name not in names:
                names.append(name)
        return "; ".join(f"{stance}: {_some(names)}" for stance, names in by.items())

    def _passed(self, examined: Examined, passed: Passed) -> Iterator[str]:
        reasons = "; ".join(map(shown, passed.because))
        place = _place(examined, passed.start)
        yield f"{place}: {self._in('2', 'passed over')}: “{shown(passed.text)}” ({passed.concept}): {reasons}"

    def _suppressed(self, examined: Examined, suppressed: Suppressed) -> str:
        finding, by = suppressed.finding, suppressed.by
        reason = f": {shown(by.reason)}" if by.reason else ""
        label = self._in("2", "suppressed")
        place = _place(examined, finding.start)
        return f"{place}: {label}: “{shown(finding.text)}” ({finding.concept}) by {told(by)}{reason}\n"

    def _statistics(self, tally: Tally) -> Iterator[str]:
        for concept, number in tally.concepts.most_common():
            yield f"{number:>7,}  {concept}\n"
        for severity in SEVERITIES:
            if tally.severities[severity]:
                yield f"{tally.severities[severity]:>7,}  {self._in(_COLOURS[severity], severity)}\n"

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._wishes.colours and text else text


def told(by: Suppression) -> str:
    """Whose decision it was not to show a finding."""
    match by.origin:
        case "comment":
            return f"the comment in line {by.where}"
        case "file":
            return f"the settings for {by.where}"
        case "allow":
            return f"the allowed phrase “{by.where}”"
        case _:
            return f"the baseline {by.where}"


def _for(unused: Suppression) -> str:
    concepts = f" for {', '.join(unused.concepts)}" if unused.concepts else ""
    return f"{concepts} ({shown(unused.reason)})" if unused.reason else concepts


def _place(examined: Examined, start: int) -> str:
    name = shown(examined.name)
    if examined.manuscript is None:
        span = examined.lines.span(start, start + 1)
        return f"{name}:{span.line}:{span.column}"
    place = examined.manuscript.place(start)
    page = f", page {place.page}" if place.page else ""
    time = f", at {int(place.start) // 60}:{int(place.start) % 60:02}" if place.start is not None else ""
    path = f" › {' › '.join(map(shown, place.path[-_HEADINGS:]))}" if place.path else ""
    return f"{name}{page}{time}{path}"


def _notes(suggestion: Suggestion) -> str:
    notes = [*suggestion.also]
    if suggestion.fix == "never":
        notes.insert(0, "by hand")
    elif suggestion.fix == "review" and not notes:
        notes.append("look at the sentence")
    return f" ({'; '.join(map(shown, notes))})" if notes else ""


def _some(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _summary(tally: Tally) -> str:
    grave = ", ".join(f"{tally.severities[each]:,} {each}" for each in SEVERITIES if tally.severities[each])
    told = [f"{_counted(tally.findings, 'finding')} in {_counted(tally.files, 'file')}{f' ({grave})' if grave else ''}"]
    if tally.possible:
        told.append(f"{tally.possible:,} possible")
    if tally.suppressed:
        told.append(f"{tally.suppressed:,} suppressed")
    if tally.unread:
        told.append(f"{_counted(len(tally.unread), 'file')} not read")
    return f"{', '.join(told)}."


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
