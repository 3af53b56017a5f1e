"""Which letter of what was found is which letter of the truth, also where text was moved.

Greedy string tiling (Wise 1993): the longest stretch that both have is taken first, then the longest of what remains.
Letters are those of words and numbers, with their combining signs, in compatibility form and without case; white space
and punctuation play no part in it.
"""

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any, NamedTuple

SEED = 10
"""Letters that two texts must share in a row to be taken for the same."""
OVERHANG = 4
"""Fewer letters than these beyond a boundary are taken for chance."""
GAP = 60
REPEATS = 40


class Unit(NamedTuple):
    text: str
    block: Any
    number: int
    """Which block of its reading this is of."""
    cell: Any = None


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _spell(text: str) -> Iterator[tuple[str, int]]:
    """Letters in their folded form, each with its place in the text."""
    for at, char in enumerate(text):
        if _is_letter(char):
            for folded in unicodedata.normalize("NFKD", char).casefold():
                if _is_letter(folded):
                    yield folded, at


def fold(text: str) -> str:
    """The letters by which texts are compared."""
    return "".join(letter for letter, _ in _spell(text))


class Strand:
    """All the letters of a reading, one after the other."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(unit._replace(text=unicodedata.normalize("NFC", unit.text)) for unit in units)
        letters: list[str] = []
        self.at: list[int] = []
        """The place of each letter in the text of its unit."""
        self.extents: list[tuple[int, int]] = []
        for unit in self.units:
            start = len(letters)
            for letter, at in _spell(unit.text):
                letters.append(letter)
                self.at.append(at)
            self.extents.append((start, len(letters)))
        self.letters = "".join(letters)
        self.starts = [start for start, _ in self.extents]
        self._owners = [number for number, (start, end) in enumerate(self.extents) for _ in range(start, end)]

    def number_at(self, letter: int) -> int:
        return self._owners[min(max(letter, 0), len(self._owners) - 1)]

    def unit_at(self, letter: int) -> Unit:
        return self.units[self.number_at(letter)]

    @cached_property
    def boundaries(self) -> list[int]:
        return sorted({start for start, end in self.extents if start < end})

    @cached_property
    def stops(self) -> frozenset[int]:
        return frozenset(end for start, end in self.extents if start < end)


class Alignment:
    def __init__(self, true: Strand, found: Strand) -> None:
        self.true = true
        self.found = found
        self.forth: list[int | None] = [None] * len(true.letters)
        """For each letter of the truth, that of what was found."""
        self.back: list[int | None] = [None] * len(found.letters)

    def tie(self, one: int, other: int) -> None:
        self.forth[one] = other
        self.back[other] = one

    def place(self, letter: int, step: int) -> int | None:
        """Where a letter found is in the truth; from a neighbour in the direction of `step` if it is in none."""
        tied = self.nearest(letter, step)
        return None if tied is None else tied[0] - step * tied[1]

    def nearest(self, letter: int, step: int) -> tuple[int, int] | None:
        """The letter of the truth to which the next letter found is tied, and how many letters off that is."""
        owner = self.found.number_at(letter)
        for off in range(GAP):
            at = letter + step * off
            if not 0 <= at < len(self.back) or self.found.number_at(at) != owner:
                return None
            there = self.back[at]
            if there is not None:
                return there, off
        return None

    def strays(self) -> list[tuple[int, int]]:
        """Stretches of what was found that are nowhere in the truth, cut at the boundaries of units."""
        stretches = []
        for start, end in self.found.extents:
            at = start
            while at < end:
                if self.back[at] is not None:
                    at += 1
                    continue
                first = at
                while at < end and self.back[at] is None:
                    at += 1
                stretches.append((first, at))
        return stretches

    def counterpart(self, number: int) -> tuple[str, set[int]]:
        """What was found for a unit of the truth, and which letters were used for it."""
        start, end = self.true.extents[number]
        tied = [at for at in self.forth[start:end] if at is not None]
        if not tied:
            return "", set()
        covered = set(tied)
        text = self._lead(tied[0])
        for one, other in pairwise(tied):
            unit = self.found.number_at(one)
            if 0 < other - one <= GAP and unit == self.found.number_at(other) and self._is_stray(one, other):
                text += self.found.units[unit].text[self.found.at[one] : self.found.at[other]]
                covered.update(range(one, other))
            elif other != one:
                text += self._trail(one) + " " + self._lead(other)
        return " ".join((text + self._trail(tied[-1])).split()), covered

    def _is_stray(self, one: int, other: int) -> bool:
        return all(self.back[at] is None for at in range(one + 1, other))

    def _lead(self, letter: int) -> str:
        """The signs that stand directly before a letter."""
        text, at = self._text(letter)
        start = at
        while start and not _is_letter(text[start - 1]) and not text[start - 1].isspace():
            start -= 1
        return text[:at] if not any(map(_is_letter, text[:start])) else text[start:at]

    def _trail(self, letter: int) -> str:
        """A letter with the signs that stand directly behind it."""
        text, at = self._text(letter)
        end = at + 1
        while end < len(text) and not _is_letter(text[end]) and not text[end].isspace():
            end += 1
        return text[at:] if not any(map(_is_letter, text[end:])) else text[at:end]

    def _text(self, letter: int) -> tuple[str, int]:
        return self.found.unit_at(letter).text, self.found.at[letter]


def align(true: Strand, found: Strand) -> Alignment:
    ground = Alignment(true, found)
    if true.letters and found.letters:
        _tile(ground)
        _match_short_units(ground)
        _fill_gaps(ground)
    return ground


def _tile(ground: Alignment) -> None:
    one, other = ground.true.letters, ground.found.letters
    stretch = len(other) / len(one)
    waiting = [_rank(first, second, length, stretch) for first, second, length in _matches(one, other)]
    heapify(waiting)
    while waiting:
        _, _, first, second, length = heappop(waiting)
        pieces = _untied(ground, first, second, length)
        if pieces != [(first, second, length)]:
            for piece in pieces:
                if piece[2] >= SEED:
                    heappush(waiting, _rank(*piece, stretch))
            continue
        first, second, length = _trim(ground, first, second, length)
        for off in range(length):
            ground.tie(first + off, second + off)


def _rank(first: int, second: int, length: int, stretch: float) -> tuple[int, float, int, int, int]:
    return -length, abs(first * stretch - second), first, second, length


def _matches(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Every stretch that can't be made longer on either side."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(one) - SEED + 1):
        places[one[at : at + SEED]].append(at)
    for second in range(len(other) - SEED + 1):
        for first in places.get(other[second : second + SEED], ())[:REPEATS]:
            if first and second and one[first - 1] == other[second - 1]:
                continue
            yield first, second, _common(one, other, first, second)


def _common(one: str, other: str, first: int, second: int) -> int:
    """How many letters two texts share from two places on."""
    length, step = SEED, 64
    while step:
        if one[first + length : first + length + step] == other[second + length : second + length + step] and (
            first + length + step <= len(one) and second + length + step <= len(other)
        ):
            length += step
            step *= 2 if step < 1024 else 1
        else:
            step //= 2
    return length


def _untied(ground: Alignment, first: int, second: int, length: int) -> list[tuple[int, int, int]]:
    pieces = []
    start = None
    for off in range(length + 1):
        free = off < length and ground.forth[first + off] is None and ground.back[second + off] is None
        if free and start is None:
            start = off
        elif not free and start is not None:
            pieces.append((first + start, second + start, off - start))
            start = None
    return pieces


def _trim(ground: Alignment, first: int, second: int, length: int) -> tuple[int, int, int]:
    """Without a few letters beyond a boundary, which agree by chance, unless they are a whole unit on both sides."""
    tails = [_overhang(strand, place + length, length) for strand, place in _both(ground, first, second)]
    whole = all(place + length in strand.stops for strand, place in _both(ground, first, second))
    if tails[0] != tails[1] or not whole:
        length -= max(tails)
    heads = [_lead_in(strand, place) for strand, place in _both(ground, first, second)]
    whole = all(place in strand.boundaries for strand, place in _both(ground, first, second))
    if (heads[0] != heads[1] or not whole) and max(heads) < length:
        first, second, length = first + max(heads), second + max(heads), length - max(heads)
    return first, second, length


def _both(ground: Alignment, first: int, second: int) -> tuple[tuple[Strand, int], tuple[Strand, int]]:
    return (ground.true, first), (ground.found, second)


def _overhang(strand: Strand, end: int, length: int) -> int:
    """How many letters before `end` stand behind a boundary, if they are few."""
    at = bisect_right(strand.boundaries, end - 1) - 1
    over = end - strand.boundaries[at] if at >= 0 else 0
    return over if 0 < over < min(OVERHANG, length) else 0


def _lead_in(strand: Strand, start: int) -> int:
    """How many letters from `start` on stand before the next boundary, if they are few."""
    at = bisect_right(strand.boundaries, start)
    lead = strand.boundaries[at] - start if at < len(strand.boundaries) else 0
    return lead if 0 < lead < OVERHANG else 0


def _match_short_units(ground: Alignment) -> None:
    """Units that are shorter than a seed, whole, in the order in which they come."""
    waiting: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in ground.found.extents:
        if start < end and all(place is None for place in ground.back[start:end]):
            waiting[ground.found.letters[start:end]].append((start, end))
    for start, end in ground.true.extents:
        same = waiting.get(ground.true.letters[start:end])
        if start < end and same and all(place is None for place in ground.forth[start:end]):
            expected = ground.forth[start - 1] if start else -1
            best = min(same, key=lambda extent: abs(extent[0] - (expected if expected is not None else extent[0])))
            same.remove(best)
            for off in range(end - start):
                ground.tie(start + off, best[0] + off)


def _fill_gaps(ground: Alignment) -> None:
    """What lies between two tied letters on both sides, or at an end of a unit beside one, as far as it is alike."""
    at = 0
    while at < len(ground.forth):
        if ground.forth[at] is not None:
            at += 1
            continue
        start = at
        while at < len(ground.forth) and ground.forth[at] is None:
            at += 1
        _fill(ground, start, at)


def _fill(ground: Alignment, start: int, end: int) -> None:
    before = ground.forth[start - 1] if start else -1
    after = ground.forth[end] if end < len(ground.forth) else len(ground.back)
    if before is None or after is None:
        return
    if not 0 < after - before - 1 <= (end - start) + GAP:
        if end - start > GAP:
            return
        forward = _free_stretch(ground, before + 1, 1, end - start + OVERHANG)
        backward = _free_stretch(ground, after - 1, -1, end - start + OVERHANG)
        first, last = max((forward, backward), key=lambda pair: pair[1] - pair[0])
    else:
        first, last = before + 1, after
    if any(ground.back[at] is not None for at in range(first, last)):
        return
    one, other = ground.true.letters[start:end], ground.found.letters[first:last]
    for match in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for off in range(match.size):
            ground.tie(start + match.a + off, first + match.b + off)


def _free_stretch(ground: Alignment, at: int, step: int, limit: int) -> tuple[int, int]:
    """The letters from a place on that are tied to nothing, as start and end."""
    count = 0
    while count < limit and 0 <= at + step * count < len(ground.back) and ground.back[at + step * count] is None:
        count += 1
    return (at, at + count) if step > 0 else (at - count + 1, at + 1)
