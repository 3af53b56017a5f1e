"""Changes to the words of a query: where they stand, what could stand there instead, and how likely that is."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import islice, product
from typing import NamedTuple

from firsthand.search.analysis import WORD, exact_of
from firsthand.search.asked import Asked, Near, Term
from firsthand.search.vocabulary import Vocabulary

CHOICE = 3
"""Candidates for a word that are looked at."""
WAYS = 1_000
"""Combinations of candidates that are looked at."""
TRIES = 8
"""Queries that are made of them at most."""
MIXED = 0.5
"""How unlikely it is that one word was spelt in another script, and another one not."""


class Change(NamedTuple):
    """Something else to stand in a stretch of a query."""

    start: int
    end: int
    instead: str
    cost: float = 0.0
    """How unlikely it is."""
    frequency: int = 0
    """In how many passages it occurs."""


class Written(NamedTuple):
    """A word of a query that has to occur whole, and how many passages have it in any form."""

    start: int
    written: str
    frequency: int
    term: Term

    @property
    def end(self) -> int:
        return self.start + len(self.written)

    @property
    def token(self) -> str:
        return exact_of[self.written]


def find_words(asked: Asked, vocabulary: Vocabulary) -> list[Written]:
    """The words of a query, in their order."""
    places = [
        (start + match.start(), match[0], term)
        for term, start in find_terms(asked)
        for match in WORD.finditer(term.text)
        if len(exact_of[match[0]].split()) == 1
    ]
    frequencies = vocabulary.frequencies([word for _, word, _ in places])
    found = [
        Written(start, word, number, term) for (start, word, term), number in zip(places, frequencies, strict=True)
    ]
    return sorted(found, key=lambda word: word.start)


def find_terms(asked: Asked) -> Iterator[tuple[Term, int]]:
    """The terms that are no beginnings, each with where its text stands in the query as cleaned."""
    for alternatives in asked.wanted:
        for one in alternatives:
            for term in (one.left, one.right) if isinstance(one, Near) else (one,):
                start = asked.cleaned.find(term.text, term.start)
                if start >= 0 and not term.prefix:
                    yield term, start


def likeliest(changes: Iterable[Change], most: int = CHOICE) -> list[Change]:
    """The likeliest of some changes; of those that are as likely, the most frequent."""
    return nsmallest(most, changes, key=lambda change: (change.cost, -change.frequency, change.instead))


def combined(choices: Sequence[Sequence[Change]]) -> Iterator[tuple[Change, ...]]:
    """One change for each of several words, the likeliest combinations first; those in one script before others."""
    ways = islice(product(*choices), WAYS)
    yield from nsmallest(TRIES, filter(None, ways), key=_unlikeliness)


def _unlikeliness(changes: Sequence[Change]) -> float:
    mixed = len({change.instead.isascii() for change in changes}) > 1
    return sum(change.cost for change in changes) + (MIXED if mixed else 0)


def changed(text: str, changes: Iterable[Change]) -> str:
    """A query with changes, which don't overlap, made to it."""
    for change in sorted(changes, key=lambda change: -change.start):
        text = text[: change.start] + change.instead + text[change.end :]
    return text
