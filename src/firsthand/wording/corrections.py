"""Replacements made in a text: which ones may be, and that none of them makes a new finding.

Knows texts and findings; files and people who are asked are somebody else's. What is done by itself is done until
nothing is left to do, so that doing it again changes nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

from firsthand.wording.material import Material
from firsthand.wording.model import Finding, Suggestion

_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*")

Check = Callable[[str], tuple[Material, Sequence[Finding], Sequence[Finding]]]
"""Of a text: its material, all findings, and those of them that are not suppressed."""


class Edit(Struct, frozen=True, order=True):
    start: int
    end: int
    text: str
    """What comes in the place of the stretch."""


class Corrected(Struct, frozen=True):
    text: str
    made: int
    """How many replacements."""


class _Known(NamedTuple):
    """A finding by its place."""

    start: int
    end: int
    concept: str


def corrected(text: str, check: Check) -> Corrected:
    """Make every replacement that is safe and makes no new finding.

    Every round has fewer findings than the one before it, so there is a last one.
    """
    made = 0
    while True:
        material, everything, shown = check(text)
        edits = harmless_edits(text, safe_edits(material, shown), everything, check)
        if not edits:
            return Corrected(text, made)
        text = applied(text, edits)
        made += len(edits)


def safe_edits(material: Material, findings: Iterable[Finding]) -> list[Edit]:
    """The first suggestion of each finding that is sure, where it may be made without being looked at."""
    return apart(
        edit(material.text, first)
        for finding in findings
        if finding.certainty == "found" and finding.suggestions
        for first in finding.suggestions[:1]
        if first.fix == "safe"
        and not material.has_markup(first.start, first.end)
        and material.text[first.start : first.end] != first.text
    )


def edit(text: str, suggestion: Suggestion) -> Edit:
    """A suggestion as an edit. Where it replaces words on two lines there are two lines afterwards, if it has words."""
    start, end, words = suggestion.start, suggestion.end, suggestion.text
    broken = _BREAK.search(text, start, end)
    gap = words.find(" ", round(len(words) * (broken.start() - start) / (end - start))) if broken else -1
    gap = words.rfind(" ") if broken and gap < 0 else gap
    if broken and gap >= 0:
        words = words[:gap] + broken[0] + words[gap + 1 :]
    return Edit(start, end, words)


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in their order, without those that overlap one before them."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits that are in order and apart."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*pieces, text[at:]))


def harmless_edits(text: str, edits: list[Edit], before: Sequence[Finding], check: Check) -> list[Edit]:
    """Those of some edits after which there is no finding that was not there before."""
    while edits:
        after = check(applied(text, edits))[1]
        guilty = _guilty(edits, before, after)
        if not guilty:
            return edits
        edits = [edit for number, edit in enumerate(edits) if number not in guilty]
    return edits


def _guilty(edits: Sequence[Edit], before: Sequence[Finding], after: Sequence[Finding]) -> set[int]:
    """The edits that new findings came from: the one that such a finding touches, else the one nearest to it."""
    moved = _Moved(edits)
    known = {
        _Known(moved.to(finding.start), moved.to(finding.end - 1) + 1, finding.concept)
        for finding in before
        if moved.touched(finding.start, finding.end) is None
    }
    return {
        moved.nearest(finding.start, finding.end)
        for finding in after
        if _Known(finding.start, finding.end, finding.concept) not in known
    }


class _Moved:
    """Where positions of a text are after edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._shifts = [0]
        self._new_starts: list[int] = []
        for edit in edits:
            self._new_starts.append(edit.start + self._shifts[-1])
            self._shifts.append(self._shifts[-1] + len(edit.text) - (edit.end - edit.start))

    def to(self, position: int) -> int:
        """The new place of a position that is in no edit."""
        return position + self._shifts[bisect_right(self._starts, position)]

    def touched(self, start: int, end: int) -> int | None:
        """The edit that overlaps a stretch of the old text."""
        at = bisect_right(self._starts, end - 1) - 1
        return at if at >= 0 and self._edits[at].end > start else None

    def nearest(self, start: int, end: int) -> int:
        """The edit that is at or next to a stretch of the new text."""
        at = bisect_right(self._new_starts, start) - 1
        around = [number for number in (at, at + 1) if 0 <= number < len(self._edits)]
        return min(around, key=lambda number: self._distance(number, start, end))

    def _distance(self, number: int, start: int, end: int) -> int:
        begin = self._new_starts[number]
        finish = begin + len(self._edits[number].text)
        return 0 if begin < end and start < finish else 1 + max(begin - end, start - finish)
