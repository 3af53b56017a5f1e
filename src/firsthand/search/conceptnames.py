"""The names of concepts for readers to choose from: those that begin as she types, and those that are never shown.

Made from what an index knows of the thesaurus.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from firsthand.search.analysis import WORD, exact, exact_of, parts, stem_of
from firsthand.search.languages import analysed_as
from firsthand.search.letters import normalise
from firsthand.search.thesaurus import Recognisable

MOST = 400
"""Names that are looked at for one beginning."""
ENDING, LONG_ENDING = 2, 3
"""Letters in which forms of a word differ at most, in Latin letters and in others."""


class ConceptName(NamedTuple):
    concept: str
    language: str
    name: str
    preferred: bool
    """It is the name to use, and no other one."""
    inside: bool
    """What was typed begins a later word of it."""


Words = tuple[str, ...]


class ConceptNames:
    """The names of some concepts, in all their languages. Safe to use from several threads."""

    def __init__(self, concepts: Sequence[Recognisable]) -> None:
        self._concepts = concepts

    def beginning(self, words: str) -> Iterator[ConceptName]:
        """Names to show of which a word, or several that follow one another, begin so."""
        start = exact(words)
        if not start:
            return
        places = self._places
        at = bisect_left(places, (start,))
        for tokens, found in places[at : at + MOST]:
            if not tokens.startswith(start):
                return
            yield found

    def unsaid(self, words: str) -> frozenset[Words]:
        """The hidden names that stand in some words, in whatever form: legacy words that the house does not say."""
        written = _written(words)
        said = self._said_in(written)
        found: set[Words] = set()
        for tag, (hidden, lengths) in self._hidden.items():
            stems = [_stem(word, tag) for word in written]
            for length in lengths:
                for first in range(len(written) - length + 1):
                    if not any(start <= first and first + length <= end for start, end in said):
                        names = hidden.get(tuple(stems[first : first + length]), ())
                        there = written[first : first + length]
                        found.update(name for name in names if all(map(_is_form, there, name)))
        return frozenset(found)

    def _said_in(self, written: Words) -> list[tuple[int, int]]:
        """Where names to show stand, and single words of them."""
        names, words, lengths = self._said
        places = [(at, at + length) for length in lengths for at in range(len(written) - length + 1)]
        return [place for place in places if written[slice(*place)] in names] + [
            (at, at + 1) for at, word in enumerate(written) if word in words
        ]

    @cached_property
    def _places(self) -> list[tuple[str, ConceptName]]:
        """Every word of every name to show, with all that follows it, in their order."""
        found = []
        for concept in self._concepts:
            if concept.everyday:
                continue
            for language, labels in concept.names.items():
                for name in (labels.label, *labels.also, *labels.short):
                    tokens = exact(name).split()
                    for first in range(len(tokens)):
                        entry = ConceptName(concept.id, language, name, name == labels.label, first > 0)
                        found.append((" ".join(tokens[first:]), entry))
        return sorted(found)

    @cached_property
    def _said(self) -> tuple[frozenset[Words], frozenset[str], frozenset[int]]:
        """Names to show, all the words that are in any of them, and how many words names have."""
        names = frozenset(
            _written(name)
            for concept in self._concepts
            if not concept.everyday
            for labels in concept.names.values()
            for name in (labels.label, *labels.also, *labels.short)
        )
        return names, frozenset(word for name in names for word in name), frozenset(map(len, names))

    @cached_property
    def _hidden(self) -> dict[str, tuple[dict[Words, list[Words]], frozenset[int]]]:
        """By language: stems of hidden names -> the words of each; and how many words such names have."""
        found: dict[str, dict[Words, list[Words]]] = {}
        for concept in self._concepts:
            for language, labels in concept.names.items():
                tag = analysed_as(language)
                for name in labels.hidden:
                    words = _written(name)
                    stems = tuple(_stem(word, tag) for word in words)
                    found.setdefault(tag, {}).setdefault(stems, []).append(words)
        return {tag: (names, frozenset(map(len, names))) for tag, names in found.items()}


def _is_form(one: str, other: str) -> bool:
    """Whether words with the same stem differ by an ending alone: "prisons" is no form of a word for people there."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return alike >= max(len(one), len(other)) - (ENDING if one.isascii() else LONG_ENDING)


def _written(words: str) -> Words:
    """Words with their accents, without case and elided articles."""
    return tuple(
        normalise(word[part.start : part.end])
        for word in WORD.findall(words)
        for part in parts(word)
        if not part.paired
    )


def _stem(word: str, tag: str) -> str:
    """Its stem in a language; a stop word as it stands."""
    return stem_of(word, tag) or exact_of[word]
