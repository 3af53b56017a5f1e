"""How many paragraphs of one reading of a draft are found in another reading of it.

Two paragraphs are the same if, without signs, case, hyphens and the gap in "3 bis", and with -ize spelt -ise, at least
a share of their words is the same in the same order (twice the longest common subsequence by all words of both). Each
is found once. What stands in one reading as a paragraph may stand in the other as a title; titles are not counted, but
may be found.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, Opcodes

from firsthand.catalogue.negotiations import Paragraph, Part


class Unit(NamedTuple):
    words: tuple[str, ...]
    counted: bool
    """Whether it is a paragraph, and not a title."""


class Found(NamedTuple):
    precision: float
    recall: float
    f1: float
    paragraphs: tuple[int, int]


def words(text: str) -> tuple[str, ...]:
    bare = unicodedata.normalize("NFKC", text).casefold()
    bare = re.sub(r"(\d)\s+(bis|ter|quater)\b", r"\1\2", re.sub(r"[\u2010-\u2015\u2212-]", " ", bare))
    bare = re.sub(r"(?<=[a-z]{3})iz(?=(e|ed|es|er|ers|ing|ation|ations)\b)", "is", bare)
    return tuple(re.findall(r"\w+", bare))


def units(paragraphs: Sequence[Paragraph]) -> list[Unit]:
    """Everything that is negotiated, and the titles above it, in order."""
    found: list[Unit] = []
    above: tuple[str, ...] = ()
    for paragraph in paragraphs:
        if paragraph.part is Part.FRONT:
            continue
        new = [
            title for place, title in enumerate(paragraph.headings)
            if paragraph.headings[: place + 1] != above[: place + 1]
        ]  # fmt: skip
        found += [Unit(words(title), counted=False) for title in new]
        above = paragraph.headings
        found.append(Unit(words(paragraph.text), counted=True))
    return [unit for unit in found if unit.words]


def compare(one: Sequence[Paragraph], other: Sequence[Paragraph], share: float, *, worded_alike: bool = False) -> Found:
    """With `worded_alike`, only paragraphs count that both readings have to this share, wherever they are parted:
    what else is not found was edited between the files, or some of its words were misread.
    """
    ours, theirs = units(one), units(other)
    pairs = sorted(
        (
            (score, here, there)
            for here, unit in enumerate(ours)
            for there, against in enumerate(theirs)
            if 2 * min(len(unit.words), len(against.words)) >= share * (len(unit.words) + len(against.words))
            and (score := Indel.normalized_similarity(unit.words, against.words, score_cutoff=share)) >= share
        ),
        key=lambda pair: (-pair[0], abs(pair[1] / len(ours) - pair[2] / len(theirs))),
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, here, there in pairs:
        if here not in taken[0] and there not in taken[1]:
            taken[0].add(here)
            taken[1].add(there)
    counted = [[place for place, unit in enumerate(side) if unit.counted] for side in (ours, theirs)]
    if worded_alike:
        operations = Indel.opcodes(*([word for unit in side for word in unit.words] for side in (ours, theirs)))
        alike = [_alike(ours, operations, share), _alike(theirs, operations.inverse(), share)]
        counted = [[place for place in places if place in same] for places, same in zip(counted, alike, strict=True)]
    shares = [sum(place in got for place in places) / len(places) for got, places in zip(taken, counted, strict=True)]
    return Found(shares[0], shares[1], 2 * shares[0] * shares[1] / sum(shares), (len(counted[0]), len(counted[1])))


def _alike(side: Sequence[Unit], operations: Opcodes, share: float) -> set[int]:
    """Which of them have all their words together in the other reading, up to a share."""
    ends = [operation.src_end for operation in operations]
    found, start = set(), 0
    for place, unit in enumerate(side):
        end, same, there = start + len(unit.words), 0, []
        number = bisect_right(ends, start)
        while number < len(operations) and operations[number].src_start < end:
            operation = operations[number]
            first, last = max(start, operation.src_start), min(end, operation.src_end)
            if operation.tag == "equal" and last > first:
                same += last - first
                shift = operation.dest_start - operation.src_start
                there += [first + shift, last + shift]
            number += 1
        if there and 2 * same >= share * (len(unit.words) + there[-1] - there[0]):
            found.add(place)
        start = end
    return found


NEAR = 2
"""Words by which two beginnings may differ: a label that one reading has among the words, a slip beside it."""


def beginnings(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> Found:
    """How many paragraphs begin where one begins in the other reading, whatever words were edited between.

    The words of both are aligned as a whole; a beginning inside of changed words may be anywhere in them.
    """
    sides = units(one), units(other)
    streams = [[word for unit in side for word in unit.words] for side in sides]
    operations = Indel.opcodes(*streams)
    shares = [
        _begun(sides[0], sides[1], operations),
        _begun(sides[1], sides[0], operations.inverse()),
    ]
    counts = [sum(unit.counted for unit in side) for side in sides]
    return Found(shares[0], shares[1], 2 * shares[0] * shares[1] / sum(shares), (counts[0], counts[1]))


def _begun(ours: Sequence[Unit], theirs: Sequence[Unit], operations: Opcodes) -> float:
    ends = [operation.src_end for operation in operations]
    there = [place for place, _ in _starts(theirs)]
    hits = []
    for place, counted in _starts(ours):
        if not counted:
            continue
        operation = operations[min(bisect_right(ends, place), len(ends) - 1)]
        first, last = operation.dest_start, operation.dest_end
        if operation.tag == "equal":
            first = last = first + place - operation.src_start
        near = bisect_left(there, first - NEAR)
        hits.append(near < len(there) and there[near] <= last + NEAR)
    return sum(hits) / len(hits)


def _starts(side: Sequence[Unit]) -> list[tuple[int, bool]]:
    found, at = [], 0
    for unit in side:
        found.append((at, unit.counted))
        at += len(unit.words)
    return found
