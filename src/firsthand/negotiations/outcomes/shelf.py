"""A draft prepared for asks: the words of its paragraphs in every way they can be read, and where each is rare.

It knows nothing of asks.
"""

import math
from array import array
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from msgspec import Struct

from firsthand.catalogue.negotiations import DraftText, Paragraph, Part
from firsthand.negotiations.outcomes.openness import Span, open_spans
from firsthand.negotiations.spoken import readings
from firsthand.negotiations.tongues import stem

SMALL = 60
"""Paragraphs of a draft in which a word that is there once is nearly as rare as one that is not there."""
LONGEST = 1_500
"""Words of a reading; what stands behind them is not looked at."""


class Spoken(Struct, frozen=True, gc=False):
    """One way to read a paragraph, with the words that lead to it (“States shall:”) where it is a subparagraph."""

    paragraph: int
    """Its number in the draft."""
    forms: tuple[str, ...]
    stems: tuple[str, ...]
    at: tuple[tuple[int, int, int], ...]
    """Of each word: the number of the paragraph, start and end in its text."""
    own: int
    """Where the words of the paragraph itself begin."""


class Shelf:
    """One draft. Safe to use from several threads."""

    def __init__(self, text: DraftText, language: str) -> None:
        self.text, self.language = text, language.lower().split("-")[0]
        self.paragraphs = text.paragraphs
        self.numbers = {paragraph.id: number for number, paragraph in enumerate(text.paragraphs)}
        self.open: dict[int, tuple[Span, ...]] = open_spans(text.paragraphs)
        self.spoken: list[Spoken] = []
        for number in range(len(text.paragraphs)):
            self._take(number)
        lines = [f" {' '.join(each.stems)} " for each in self.spoken]
        self._lines = "\n".join(lines)
        self._starts = array("L", [0])
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._with: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self.spoken):
            for word in set(each.stems):
                self._with[word].append(place)

    def _take(self, number: int) -> None:
        paragraph = self.paragraphs[number]
        if paragraph.part is Part.FRONT:
            return
        lead = self._lead(number)
        for reading in readings(paragraph):
            here = [(word.plain, (number, word.start, word.end)) for word in reading]
            self._put(number, here[:LONGEST], 0)
            if lead:
                self._put(number, (lead + here)[:LONGEST], len(lead))

    def _put(self, number: int, here: list[tuple[str, tuple[int, int, int]]], own: int) -> None:
        forms = tuple(form for form, _ in here)
        stems = tuple(stem(form, self.language) for form in forms)
        self.spoken.append(Spoken(number, forms, stems, tuple(at for _, at in here), own))

    def _lead(self, number: int) -> list[tuple[str, tuple[int, int, int]]]:
        """The words of what stands above a subparagraph, if it ends in a colon."""
        depth = self.paragraphs[number].depth
        for above in range(number - 1, max(number - 40, -1), -1):
            if depth and self.paragraphs[above].depth < depth:
                parent: Paragraph = self.paragraphs[above]
                if not parent.text.rstrip(" []").endswith((":", "：", "—", "–")):
                    return []
                return [(word.plain, (above, word.start, word.end)) for word in readings(parent)[0]][-60:]
        return []

    def with_run(self, stems: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where these stems stand one after another: numbers of readings, and of the first word in them."""
        line = f" {' '.join(stems)} "
        found: list[tuple[int, int]] = []
        at = self._lines.find(line)
        while at >= 0 and len(found) < 200:
            place = bisect_right(self._starts, at) - 1
            found.append((place, self._lines.count(" ", self._starts[place], at)))
            at = self._lines.find(line, at + 1)
        return found

    def with_word(self, word: str) -> list[int]:
        return self._with.get(word, [])

    def weight(self, word: str) -> float:
        """How rare a stem is in the draft: words that are in most paragraphs tell next to nothing."""
        count = len(self._with.get(word, ()))
        many = max(len(self.spoken), SMALL) + 2
        return 0.15 + math.log(many / (count + 1)) / math.log(many)

    def gap(self, spoken: Spoken, word: int) -> str:
        """What is printed between a word of a reading and the one before it."""
        if not word or spoken.at[word - 1][0] != spoken.at[word][0]:
            return ""
        number, start, _ = spoken.at[word]
        return self.paragraphs[number].text[spoken.at[word - 1][2] : start]


class _Same:
    """A text as itself: comparing two of them word by word would take longer than the search."""

    def __init__(self, text: DraftText) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.text is self.text

    def __hash__(self) -> int:
        return id(self.text)


@lru_cache(maxsize=24)
def _shelf(same: _Same, language: str) -> Shelf:
    return Shelf(same.text, language)


def shelf(text: DraftText, language: str) -> Shelf:
    """Prepared once for as long as the same texts are asked about."""
    return _shelf(_Same(text), language)
