"""Which words of an ask are not at a place: numbers with what they are of, items of lists, all others."""

from firsthand.negotiations.outcomes.phrase import Phrase
from firsthand.negotiations.outcomes.places import Place, with_kin

HALF = 0.5
"""With this share of its telling words gone, an item of a list may be gone."""
UNIT = 3
"""Words behind a number that may say of what it is."""


def find_gone(phrase: Phrase, place: Place) -> tuple[set[int], set[int]]:
    """Words of the ask that are not there: all of them, and the numbers among them."""
    here = set(place.spoken.stems[max(0, place.start - 3) : place.end + 3])
    gone = {word for word, each in enumerate(with_kin(phrase.stems, here)) if each not in here}
    numbers = gone & {word for start, end in phrase.numbers for word in range(start, end)}
    return gone, numbers | (gone & _units(phrase, numbers))


def _units(phrase: Phrase, numbers: set[int]) -> set[int]:
    """What numbers are of: “500 million dollars a year by”."""
    near = {word for start, end in phrase.numbers if start in numbers for word in range(end, end + UNIT)}
    return {word for word in near if word < len(phrase.stems)}


def denied_by(phrase: Phrase, negation: int) -> int | None:
    """What a word of negation is about: the next telling word. It is gone together with it."""
    behind = range(negation + 1, len(phrase.stems))
    return next((word for word in behind if phrase.stems[word] in phrase.telling), None)


def lost_items(phrase: Phrase, gone: set[int], share: float = 1.0) -> list[tuple[int, int]]:
    """Items of which such a share of the telling words is gone, beside others of which all are there.

    Words that several items have tell nothing of one of them: of “hepatitis B, hepatitis C” it is the letter.
    """
    lost, kept = [], 0
    for start, end in phrase.items if len(phrase.items) > 1 else ():
        telling = {word for word in range(start, end) if phrase.stems[word] in phrase.telling}
        telling = {word for word in telling if phrase.stems.count(phrase.stems[word]) == 1} or telling
        if telling and len(telling & gone) >= share * len(telling):
            lost.append((start, end))
        elif telling and not telling & gone:
            kept += 1
    return lost if kept else []


def rest_of(phrase: Phrase, place: Place) -> float:
    gone, numbers = find_gone(phrase, place)
    items = {word for start, end in lost_items(phrase, gone - numbers, HALF) if start for word in range(start, end)}
    left = {each for word, each in enumerate(phrase.stems) if word not in numbers | items and each in phrase.telling}
    there = {phrase.stems[word] for word in range(len(phrase.stems)) if word not in gone}
    weights = {word: place.shelf.weight(word) for word in left}
    return sum(weights[word] for word in left & there) / sum(weights.values()) if weights else 0.0
