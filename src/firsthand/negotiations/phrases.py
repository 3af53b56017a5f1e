"""Who has already agreed to these words: a phrase looked for in all drafts and adopted texts of negotiations.

Words in brackets are found and told as such; they are no agreement. What is only near is told with its differences.
It knows nothing of libraries and pages.
"""

import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from importlib.resources import files

from msgspec import Struct

from firsthand.catalogue.negotiations import Draft, EventKind, Negotiation, Paragraph, Part, Status, Vote
from firsthand.negotiations.spoken import Reading, bracketed, readings, words

MOST_WORDS = 60
"""Of a phrase; what stands behind them is not looked for."""
MOST_CHARACTERS = 1_000
MOST_NEAR = 300
"""Wordings that are looked at closely, those with the most words of the phrase first."""
MOST_FOUND = 500
"""Places in one process; of more, those in adopted and then in the newest texts."""
ENOUGH = 0.8
"""The share of the phrase's telling words that must stand close together for something to be near it."""
LOOSE = 2
"""A near place may have so many times the words of the phrase, and a few more."""
LIGHT = frozenset(files("firsthand.negotiations").joinpath("words/light.txt").read_text("utf-8").split())
"""Words that say little about what a phrase is about."""


class Agreed(Struct, frozen=True, omit_defaults=True):
    """A place in a draft where a phrase stands, or something near it."""

    process: str
    """Its slug."""
    draft: Draft
    paragraph: Paragraph
    exact: bool
    """But for case, signs, dashes and spelling."""
    quote: str
    """The words there, as printed, with brackets inside them."""
    start: int
    """Where they begin in the text of the paragraph."""
    share: float = 1.0
    """How many of the phrase's telling words are there, from 0 to 1."""
    bracketed: bool = False
    """There are brackets around, in or across the words: nobody has agreed to them."""
    vote: Vote | None = None
    """How the draft was adopted, if by a vote that is on record."""
    first: Draft | None = None
    """The earliest draft of the process in which the words stand exactly; None where they stand in none."""

    @property
    def agreed(self) -> bool:
        """The words of `quote` stand in an adopted text, and in no brackets or options there."""
        return self.draft.status is Status.ADOPTED and not self.bracketed and not self.paragraph.option


class Phrase(Struct, frozen=True):
    """What is looked for, as it is compared."""

    plain: tuple[str, ...]
    telling: frozenset[str]
    cut: bool = False
    """There was more than is looked for."""

    @property
    def line(self) -> str:
        return f" {' '.join(self.plain)} "


class _Place(Struct, frozen=True):
    draft: int
    paragraph: Paragraph


class _Match(Struct, frozen=True):
    """Words of one reading of a wording."""

    found: Reading
    share: float = 1.0
    exact: bool = True


def read_phrase(text: str) -> Phrase:
    """Anything may be typed; what has no letters and digits is a phrase without words."""
    found = [each.plain for each in words(unicodedata.normalize("NFC", text[:MOST_CHARACTERS]))]
    cut = len(found) > MOST_WORDS or len(text) > MOST_CHARACTERS
    plain = tuple(found[:MOST_WORDS])
    return Phrase(plain, frozenset(each for each in plain if _telling(each)), cut)


def _telling(word: str) -> bool:
    return (len(word) > 3 or word.isdigit()) and word not in LIGHT


class Shelf:
    """The drafts of one process, prepared for being searched. Safe to use from several threads."""

    def __init__(self, negotiation: Negotiation) -> None:
        process = negotiation.process
        self.slug, self.drafts = process.slug, process.drafts
        late = len(self.drafts)
        self._worth = [late * (draft.status is Status.ADOPTED) + place for place, draft in enumerate(self.drafts)]
        votes = {event.draft: event.vote for event in process.events if event.kind is EventKind.VOTE}
        votes |= {event.draft: event.vote for event in process.events if event.kind is EventKind.ADOPTION}
        self.votes = {slug: vote for slug, vote in votes.items() if slug and vote}
        self._places: list[list[_Place]] = []
        """Of each wording, where it stands: most paragraphs are the same in many drafts."""
        self._readings: list[tuple[int, Reading]] = []
        """Of each wording, all its readings."""
        self._take(negotiation)
        lines = [f" {' '.join(word.plain for word in reading)} " for _, reading in self._readings]
        self._lines = "\n".join(lines)
        self._starts = array("L", [0])
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._with: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, (_, reading) in enumerate(self._readings):
            for word in {each.plain for each in reading}:
                self._with[word].append(number)

    def _take(self, negotiation: Negotiation) -> None:
        numbers = {draft.slug: number for number, draft in enumerate(self.drafts)}
        known: dict[tuple[object, ...], int] = {}
        for text in negotiation.texts:
            for each in text.paragraphs if text.draft in numbers else ():
                if each.part is Part.FRONT:
                    continue
                wording = (each.text, each.brackets)
                if wording not in known:
                    known[wording] = len(self._places)
                    self._places.append([])
                    self._readings += ((known[wording], reading) for reading in readings(each))
                self._places[known[wording]].append(_Place(numbers[text.draft], each))

    def find(self, phrase: Phrase) -> list[Agreed]:
        """In no order. Of each paragraph one place, the best there is."""
        exact = self._exact(phrase) if phrase.plain else {}
        near = {wording: match for wording, match in self._near(phrase).items() if wording not in exact}
        number = min((each.draft for wording in exact for each in self._places[wording]), default=None)
        first = self.drafts[number] if number is not None else None
        found = [(place, match) for wording, match in (exact | near).items() for place in self._places[wording]]
        if len(found) > MOST_FOUND:
            found = nlargest(MOST_FOUND, found, key=lambda pair: (self._worth[pair[0].draft], pair[1].exact))
        return [self._agreed(place, match, first) for place, match in found]

    def _exact(self, phrase: Phrase) -> dict[int, _Match]:
        """By number of the wording."""
        found: dict[int, _Match] = {}
        line = phrase.line
        at = self._lines.find(line)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            wording, reading = self._readings[place]
            start = self._lines.count(" ", self._starts[place], at)
            found.setdefault(wording, _Match(reading[start : start + len(phrase.plain)]))
            at = self._lines.find(line, self._starts[place + 1] - 1)
        return found

    def _near(self, phrase: Phrase) -> dict[int, _Match]:
        """At least two telling words, and nearly all of them, within a few words more than the phrase has."""
        found: dict[int, _Match] = {}
        if len(phrase.telling) < 2:
            return found
        counts: Counter[int] = Counter()
        for word in phrase.telling & self._with.keys():
            counts.update(self._with[word])
        least = ENOUGH * len(phrase.telling)
        for number, count in counts.most_common(MOST_NEAR):
            wording, reading = self._readings[number]
            match = _closest(reading, phrase) if count >= least else None
            if match and (wording not in found or match.share > found[wording].share):
                found[wording] = match
        return found

    def _agreed(self, place: _Place, match: _Match, first: Draft | None) -> Agreed:
        draft, paragraph = self.drafts[place.draft], place.paragraph
        start, end = match.found[0].start, match.found[-1].end
        return Agreed(
            self.slug,
            draft,
            paragraph,
            exact=match.exact,
            quote=paragraph.text[start:end],
            start=start,
            share=match.share,
            bracketed=bracketed(paragraph, start, end) or paragraph.unbalanced,
            vote=self.votes.get(draft.slug),
            first=first,
        )


def _closest(reading: Reading, phrase: Phrase) -> _Match | None:
    """The fewest words of a reading with the most telling words of a phrase among them, if they are enough."""
    widest = LOOSE * len(phrase.plain) + 4
    places = [place for place, word in enumerate(reading) if word.plain in phrase.telling]
    best: tuple[int, int, int, int] | None = None
    inside: Counter[str] = Counter()
    left = 0
    for place in places:
        inside[reading[place].plain] += 1
        while place - places[left] >= widest or inside[reading[places[left]].plain] > 1:
            inside[reading[places[left]].plain] -= 1
            left += 1
        count = sum(1 for each in inside.values() if each)
        here = (count, places[left] - place, places[left], place + 1)
        best = max(best, here) if best else here
    if best is None or best[0] < ENOUGH * len(phrase.telling):
        return None
    start, end = best[2:]
    light = set(phrase.plain) - phrase.telling
    while start and reading[start - 1].plain in light:
        start -= 1
    while end < len(reading) and reading[end].plain in light:
        end += 1
    return _Match(reading[start:end], best[0] / len(phrase.telling), exact=False)


@lru_cache(maxsize=2)
def _shelves(known: tuple["_Same", ...]) -> tuple[Shelf, ...]:
    return tuple(Shelf(each.negotiation) for each in known)


class _Same:
    """A negotiation as itself: comparing two of them word by word would take longer than the search."""

    def __init__(self, negotiation: Negotiation) -> None:
        self.negotiation = negotiation

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.negotiation is self.negotiation

    def __hash__(self) -> int:
        return id(self.negotiation)


def find_agreed(phrase: str, negotiations: Sequence[Negotiation]) -> tuple[Agreed, ...]:
    """By process: first those in which it is agreed, exactly before nearly; in each the adopted texts first.

    What is prepared of negotiations is kept for as long as the same ones are asked about.
    """
    return search(phrase, _shelves(tuple(_Same(each) for each in negotiations)))


def search(phrase: str, shelves: Iterable[Shelf]) -> tuple[Agreed, ...]:
    """The same, over what is prepared already."""
    asked = read_phrase(phrase)
    groups = [sorted(found, key=_rank) for shelf in shelves if (found := shelf.find(asked))]
    groups.sort(key=lambda group: _rank(group[0]))
    return tuple(each for group in groups for each in group)


def _rank(each: Agreed) -> tuple[bool, bool, bool, float, tuple[int, ...]]:
    """Agreed exactly, agreed nearly, adopted, exact; then the newest."""
    adopted = each.draft.status is Status.ADOPTED
    newest = tuple(-ord(sign) for sign in each.draft.date)
    return (not (each.agreed and each.exact), not adopted, not each.exact, -each.share, newest)
