"""The language guides of a release: its network's own, if it has one, and those that come with Firsthand.

A guide is read when the first page of it is asked for, and kept.
"""

import logging
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct

from firsthand.front.phrases import example
from firsthand.wording import Guide, GuideError, read_guide
from firsthand.wording.guide import LANGUAGES, shipped
from firsthand.wording.schema import Term, Words

log = logging.getLogger("firsthand.front")

OWN = "own"
HOUSE = "house"
OF_NETWORK = "network-"
"""Begins the name of a guide of a network, so that it can't be that of another."""


class IndexedTerm(Struct, frozen=True):
    """A term as it stands in the index of its language."""

    text: str
    letter: str
    concept: str
    term: Term


class Guides:
    """May be used by several threads at once."""

    def __init__(self, own: Path | None, networks: Mapping[str, Path] | None = None) -> None:
        """`networks` has the guides of the networks of a united library, which texts can be checked with too."""
        self._folders = {OWN: str(own.resolve())} if own else {}
        self._folders |= {name: name for name in shipped()}
        self._folders |= {f"{OF_NETWORK}{name}": str(folder.resolve()) for name, folder in (networks or {}).items()}
        self.terms = lru_cache(maxsize=len(LANGUAGES))(self._terms)

    @property
    def names(self) -> tuple[str, ...]:
        """What a text can be checked with, the network's own guide first."""
        return tuple(self._folders)

    @cached_property
    def guide(self) -> Guide:
        """The guide that the pages show."""
        try:
            return read_guide(self._folders[self.names[0]])
        except GuideError as error:
            if self.names[0] != OWN:
                raise
            log.error("The library's own guide can't be used, and the house guide takes its place. %s", error)
            self._folders.pop(OWN, None)
            return read_guide(HOUSE)

    @cached_property
    def all(self) -> dict[str, Guide]:
        """Every guide that a text can be checked with, by its name."""
        first = self.guide
        found = {self.names[0]: first}
        for name in self.names[1:]:
            try:
                found[name] = read_guide(self._folders[name])
            except GuideError as error:
                if not name.startswith(OF_NETWORK):
                    raise
                log.error("The guide of %s can't be used. %s", name.removeprefix(OF_NETWORK), error)
                del self._folders[name]
        return found

    def folder(self, name: str) -> str:
        """By what the check knows a guide: an id, or a folder. KeyError for a guide that isn't here."""
        return self._folders[name]

    def words(self, concept: str, language: str) -> Words | None:
        return self.guide.vocabularies[language].words.get(concept)

    def languages(self, concept: str) -> tuple[str, ...]:
        """The languages in which the guide has something to say about a concept."""
        return tuple(language for language in LANGUAGES if self.words(concept, language))

    def name(self, concept: str, language: str) -> tuple[str, str]:
        """What a concept is called, in a language if there it has a name, and in which it is."""
        for each in (language, *LANGUAGES):
            words = self.words(concept, each)
            if words and words.name:
                return words.name, each
        return concept, ""

    @cached_property
    def about(self) -> dict[str, tuple[str, ...]]:
        """Concept of the thesaurus -> the guide's concepts that are about it."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, concept in self.guide.concepts.items():
            if concept.thesaurus:
                found[concept.thesaurus].append(name)
        return {name: tuple(concepts) for name, concepts in found.items()}

    def _terms(self, language: str) -> tuple[IndexedTerm, ...]:
        """Every term of a language that is found somewhere, in the order of its alphabet."""
        vocabulary = self.guide.vocabularies[language]
        found = [
            IndexedTerm(text, _letter(text), concept, term)
            for concept, words in vocabulary.words.items()
            for term in words.terms
            if is_advised_against(term)
            for text in dict.fromkeys(example(phrase, vocabulary.classes) for phrase in term.find)
        ]
        return tuple(sorted(found, key=lambda each: (sorting(each.text), each.concept)))


def is_advised_against(term: Term) -> bool:
    """Not so where every sense passes: then the term is there for its good senses only."""
    return term.otherwise != "pass" or any(sense.verdict != "pass" for sense in term.senses)


def sorting(text: str) -> str:
    """What words are sorted by: letters without case and accents (й stays a letter of its own)."""
    kept = text.casefold().replace("й", "и\u02d8").replace("ё", "е")
    return "".join(sign for sign in unicodedata.normalize("NFD", kept) if not unicodedata.combining(sign))


def _letter(text: str) -> str:
    first = next((sign for sign in text.casefold() if sign.isalnum()), "#")
    return (first if first == "й" else sorting(first)[:1] or first).upper()
