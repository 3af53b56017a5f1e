"""Concepts of the thesaurus, recognised in passages and in queries."""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import MsgspecError

from firsthand.search import BrokenIndexError
from firsthand.search.analysis import WORD, words_of
from firsthand.search.languages import analysed_as, main_tag
from firsthand.search.protocol import Carried
from firsthand.search.thesaurus import Labels, Recognisable, Thesaurus, decode
from firsthand.search.thesaurus.littlewords import ORDINARY
from firsthand.search.thesaurus.names import Name, Names, Place

INTERNATIONAL = "en"
"""Abbreviations of this language are written in others as well."""
_REMEMBERED = 256
"""Sets of concepts that are looked for in passages to mark their names, by language."""
CLEAR = 3
"""So many letters an abbreviation needs to be known in another language."""


class Recognised(NamedTuple):
    """Words of a query that name a concept, or several where an abbreviation is shared."""

    first: int
    beyond: int
    concepts: tuple[str, ...]


class Recogniser:
    """Finds the names of concepts, inflected as they may be, in the language of a text.

    What it remembers is a cache alone, so threads can share it.
    """

    def __init__(self, concepts: Sequence[Recognisable]) -> None:
        self.concepts = tuple(concepts)
        self._concepts = {concept.id: concept for concept in concepts}
        self._names: dict[str, Names] = {}
        self._wanted = lru_cache(_REMEMBERED)(Names.of)

    @classmethod
    def of(cls, thesaurus: Thesaurus) -> "Recogniser":
        return cls(thesaurus.recognisable)

    @classmethod
    def decode(cls, thesaurus: bytes) -> "Recogniser":
        """From what `thesaurus.encode` wrote. Raises BrokenIndexError where it is damaged."""
        try:
            return cls(decode(thesaurus))
        except MsgspecError as fault:
            raise BrokenIndexError(
                f"The thesaurus of the search index is damaged ({fault}). Publish the library again."
            ) from fault

    def found(self, words: Sequence[str], language: str) -> Iterator[str]:
        """The ids of the concepts that the words of a passage (matches of WORD) name, each as often as it is named.

        Names within names count too. Several ids may come together, with a space between.
        """
        return self._in(language).ids(words)

    def spans(self, text: str, language: str, concepts: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Where a passage names some concepts: start and end in characters, and the concept."""
        names = self._in(language)
        wanted = self._wanted(names, concepts)
        if not wanted:
            return
        there = list(names.those_of(words_of(text), wanted))
        places = [word.span() for word in WORD.finditer(text)] if there else []
        for found in there:
            yield places[found.first][0], places[found.beyond - 1][1], found.concept

    def _in(self, language: str) -> Names:
        """The names that are looked for in a language (BCP 47)."""
        own = main_tag(language)
        if own not in self._names:
            self._names[own] = Names(analysed_as(own), [*self._named_in(own)], ORDINARY)
        return self._names[own]

    def _named_in(self, own: str) -> Iterator[Name]:
        for concept in self._concepts.values():
            for language, labels in concept.names.items():
                if main_tag(language) == own:
                    yield from _names(concept.id, labels)
                elif language == INTERNATIONAL:
                    yield from (Name(concept.id, words, short=True) for words in labels.short if len(words) >= CLEAR)

    def in_query(self, words: Sequence[str], languages: Sequence[str]) -> list[Recognised]:
        """Concepts that words of a query name, as typed; the longest names first, apart from one another.

        The query is taken to be in the language that knows most of its words, of several the first of `languages`.
        Names of other languages count where they can't be mistaken for words of that one: of several words, in another
        script, or of what the field speaks of.
        """
        order = tuple(dict.fromkeys((*(tag for tag in languages if tag in self.languages), *self.languages)))
        read = sorted((self._in(language).in_query(words) for language in order), key=lambda one: -one[0])
        found: list[tuple[Place, tuple[str, ...], int]] = []
        for rank, (_, named) in enumerate(read):
            for place, concepts in named.items():
                if not rank or place[1] - place[0] > 1 or not words[place[0]].isascii():
                    found.append((place, concepts, rank))
                elif of_field := tuple(each for each in concepts if not self._concepts[each].everyday):
                    found.append((place, of_field, rank))
        chosen: dict[Place, tuple[str, ...]] = {}
        for place, concepts, _ in sorted(found, key=lambda one: (one[0][0] - one[0][1], one[2], one[0])):
            if all(place[1] <= first or beyond <= place[0] for first, beyond in chosen):
                chosen[place] = concepts
        return [Recognised(*place, chosen[place]) for place in sorted(chosen)]

    def carried(self, concept: str, words: str, languages: Sequence[str]) -> Carried:
        """What a reader is told of a concept that was carried over; no names of everyday words."""
        if self._concepts[concept].everyday:
            return Carried(concept, words, ())
        names = self._concepts[concept].names
        labels = tuple((language, own.label) for language, own in names.items() if analysed_as(language) in languages)
        return Carried(concept, words, labels)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages (BCP 47) that concepts have names in."""
        return tuple(dict.fromkeys(language for concept in self._concepts.values() for language in concept.names))


def _names(concept: str, labels: Labels) -> Iterator[Name]:
    for words in (labels.label, *labels.also, *labels.hidden):
        yield Name(concept, words)
    for words in labels.short:
        yield Name(concept, words, short=True)
