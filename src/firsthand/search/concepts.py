"""Concepts of the thesaurus, recognised in passages and in queries."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from firsthand.search.protocol import Carried


class Recognised(NamedTuple):
    """Words of a query that name a concept, or several where an abbreviation is shared."""

    first: int
    beyond: int
    concepts: tuple[str, ...]


class Recogniser:
    """Finds the names of concepts, inflected as they may be, in the language of a text."""

    def found(self, text: str, language: str) -> Iterator[str]:
        """The ids of the concepts that a passage names, each as often as it names them."""
        raise NotImplementedError

    def spans(self, text: str, language: str, concepts: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Where a passage names some concepts: start and end in characters, and the concept."""
        raise NotImplementedError

    def in_query(self, words: Sequence[str], languages: Sequence[str]) -> list[Recognised]:
        """Concepts that words of a query name, as typed; the longest names first, apart from one another."""
        raise NotImplementedError

    def carried(self, concept: str, words: str, languages: Sequence[str]) -> Carried:
        """What a reader is told of a concept that was carried over."""
        raise NotImplementedError

    @classmethod
    def decode(cls, thesaurus: bytes) -> "Recogniser":
        """From what `thesaurus.encode` wrote."""
        raise NotImplementedError
