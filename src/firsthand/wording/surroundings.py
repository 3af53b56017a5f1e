"""What stands around a place in a text: its paragraph, its sentence, the words beside it, the quotation it is in.

Reads only as far as a paragraph goes and never further than `REACH` characters, so that the work stays linear in the
length of a text whatever is in it. Places are asked for in their order.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from firsthand.wording.fold import strip
from firsthand.wording.material import Material

REACH = 1500
"""Characters on either side to which a paragraph is cut."""

LONGEST_SENTENCE = 400
"""Characters on either side to which a sentence is cut."""

_BLANK = re.compile(r"\n(?:[ \t\r]*\n|(?=[ \t]*(?:[-*•·–—]|\d{1,3}[.)]|#{1,6})\s)|(?=[#>|\f]))")
"""Begins with one character and no choice, so that it is searched for quickly."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:()]")
PAUSES = frozenset(",;:()")
"""Signs that stand among the words of a sentence: nothing is directly beside a word beyond one of them."""
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(¿¡\[—–-]*\s*[A-ZÀ-ÞŒА-ЯЁ0-9])|[;:](?=\s*\n)")
_QUOTES = re.compile(r"[\"“”„«»‘’'`]")
_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'", "`": "'`", "”": "”"}


class Quotation(NamedTuple):
    """From behind the opening mark to before the closing one."""

    start: int
    end: int


def simplified(text: str) -> str:
    """In small letters without accents, as words are compared around a term."""
    return strip(text.lower().replace("’", "'"))


class Paragraph:
    """A paragraph, cut to `REACH`; what is asked of it is worked out once."""

    def __init__(self, material: Material, start: int, end: int, abbreviations: frozenset[str]) -> None:
        self.start = start
        self.end = end
        self.text = material.masked(start, end)
        """With spaces for markup."""
        self._abbreviations = abbreviations
        self._stops: list[int] | None = None
        self._quotations: list[Quotation] | None = None
        self._tokens: dict[tuple[int, int], Sequence[str]] = {}

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence around a stretch, cut where it is very long."""
        if self._stops is None:
            self._stops = self._find_stops()
        first = bisect_right(self._stops, start)
        last = bisect_left(self._stops, end)
        begin = self._stops[first - 1] if first else self.start
        finish = self._stops[last] if last < len(self._stops) else self.end
        return max(begin, start - LONGEST_SENTENCE), min(finish, end + LONGEST_SENTENCE)

    def _find_stops(self) -> list[int]:
        """Where sentences end, behind their stops."""
        stops = []
        for stop in _STOP.finditer(self.text):
            last = self._last_word(stop.start()) if stop[0] == "." else ""
            if f"{last}." in self._abbreviations or (len(last) == 1 and last.isalpha()):
                continue
            stops.append(self.start + stop.end())
        return stops

    def _last_word(self, end: int) -> str:
        begin = end
        while begin and not self.text[begin - 1].isspace() and end - begin < 20:
            begin -= 1
        return self.text[begin:end].lstrip("(\"'“«").lower()

    def tokens(self, start: int, end: int) -> Sequence[str]:
        """The words and pauses between two positions, simplified."""
        if (start, end) not in self._tokens:
            text = self.text[start - self.start : end - self.start]
            self._tokens[start, end] = _TOKEN.findall(simplified(text))
        return self._tokens[start, end]

    def words(self, start: int, end: int) -> Sequence[str]:
        """The words alone."""
        return [token for token in self.tokens(start, end) if token not in PAUSES]

    def around(self, start: int, end: int) -> tuple[Sequence[str], Sequence[str]]:
        """The words and pauses of its sentence before and after a stretch."""
        begin, finish = self.sentence(start, end)
        return self.tokens(begin, start), self.tokens(end, finish)

    def quotation(self, start: int, end: int) -> Quotation | None:
        """The innermost quotation around a stretch."""
        if self._quotations is None:
            self._quotations = _quotations(self.text, self.start)
        around = [q for q in self._quotations if q.start <= start and end <= q.end]
        return max(around, key=lambda q: q.start) if around else None


def _quotations(text: str, offset: int) -> list[Quotation]:
    """Pairs of quotation marks; an apostrophe is none, and one that isn't closed reaches to the paragraph's end."""
    found: list[Quotation] = []
    opened: list[tuple[str, int]] = []
    for mark in _QUOTES.finditer(text):
        at, sign = mark.start(), mark[0]
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        closed = _closed(opened, sign)
        if (
            closed is not None
            and before
            and not (sign in "'’" and after.isalnum())
            and (sign == "»" or not before.isspace())
        ):
            found.append(Quotation(opened[closed][1] + offset, at + offset))
            del opened[closed:]
        elif _opens(sign, before, after):
            opened.append((sign, at + 1))
    found += [Quotation(at + offset, len(text) + offset) for sign, at in opened[:1] if sign in "“«„"]
    return found


def _closed(opened: list[tuple[str, int]], sign: str) -> int | None:
    """Which of the marks that are open a sign closes; of the last two alone, so that the work stays linear."""
    for at in range(len(opened) - 1, max(-1, len(opened) - 3), -1):
        if sign in _CLOSING[opened[at][0]]:
            return at
    return None


def _opens(sign: str, before: str, after: str) -> bool:
    if sign in "»”’" or not after or (after.isspace() and sign != "«"):
        return False
    return sign in "“„«" or not before.isalnum()


class Surroundings:
    """Paragraphs of one text, found as places are asked for in their order."""

    def __init__(self, material: Material, abbreviations: frozenset[str]) -> None:
        self._material = material
        self._abbreviations = abbreviations
        self._last: Paragraph | None = None

    def paragraph(self, start: int, end: int) -> Paragraph:
        last = self._last
        if last is not None and last.start <= start and end <= last.end:
            return last
        begin = self._begin(start, last.end if last and last.end <= start else 0)
        self._last = Paragraph(self._material, begin, self._finish(end), self._abbreviations)
        return self._last

    def _begin(self, position: int, floor: int) -> int:
        begin = max(floor, position - REACH, 0)
        if self._material.lines:
            for blank in _BLANK.finditer(self._material.text, begin, position):
                begin = blank.end()
        breaks = self._material.breaks
        at = bisect_right(breaks, position)
        return max(begin, breaks[at - 1]) if at else begin

    def _finish(self, position: int) -> int:
        finish = min(len(self._material.text), position + REACH)
        if self._material.lines and (blank := _BLANK.search(self._material.text, position, finish)):
            finish = blank.start()
        breaks = self._material.breaks
        at = bisect_left(breaks, position)
        return min(finish, breaks[at]) if at < len(breaks) else finish

    def crosses(self, start: int, end: int) -> bool:
        """Whether a stretch runs over the end of a paragraph."""
        text, breaks = self._material.text, self._material.breaks
        if self._material.lines and "\n" in text[start:end] and _BLANK.search(text, start, end):
            return True
        at = bisect_right(breaks, start)
        return at < len(breaks) and breaks[at] < end
