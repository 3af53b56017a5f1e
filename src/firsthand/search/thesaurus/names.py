"""The names of concepts in one language, made ready to be found in texts, however they are inflected.

A name is a row of words by their stems. Each stem that any name has is given a letter, so that a passage becomes a
short string of letters, and names are strings to look for in it. Stop words have none: "réduction des risques" and
"réduction de risques" are one. Abbreviations, and what would be another word in small letters, are matched by case.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import NamedTuple, TypeVar

from firsthand.search.analysis import UNSPACED, WORD, exact_of, is_stop_word, stems_of
from firsthand.search.thesaurus.inflected import forms
from firsthand.search.thesaurus.littlewords import ARTICLES, TELLING

_OTHER_WORD = " "
"""Stands for every word that no name has."""
_FIRST_LETTER = 0x100
_LATIN = str.maketrans("АВСЕ", "ABCE")  # hepatitis C has its letter from either alphabet
_UNSPACED = re.compile(f"[{UNSPACED}]")
_REMEMBERED = 1 << 15
_WAYS = 200
"""So many ways of writing one name are known at most."""
_READINGS = 64
"""So many ways of reading a query are tried, where words of it could be abbreviations."""
Made = TypeVar("Made")
Place = tuple[int, int]
"""The first word of a name, and the one beyond it."""


class Name(NamedTuple):
    """One of the names of a concept, in one language."""

    concept: str
    words: str
    short: bool = False
    """An abbreviation: found by its case."""


class Found(NamedTuple):
    """A name that stands in a row of words."""

    first: int
    beyond: int
    concept: str


class Wanted(dict[str, list[tuple[str, str]]]):
    """First letter of a name -> the whole name as letters, and its concept."""


class _Row(NamedTuple):
    """A name of several words, as letters."""

    letters: str
    concepts: tuple[str, ...]
    new: tuple[str, ...]
    """Those that no shorter name within it has."""


class Names:
    """All names of one language. What it remembers is a cache alone, so threads can share it."""

    def __init__(self, tag: str, names: Sequence[Name], ordinary: frozenset[str] = frozenset()) -> None:
        """`tag`: the language as analysed. `ordinary`: what is another word when written in small letters."""
        self._tag, self._ordinary = tag, ordinary
        self._stems, self._telling = stems_of(tag), TELLING.get(tag, set())
        self._letters: dict[str, str] = {}
        """Stem, or "=" and a word in capitals -> letter."""
        for name in names:
            for word in WORD.findall(name.words):
                if self._by_case(name, word):
                    letter = self._letter(f"={word}")
                    self._letters.update((f"={form}", letter) for form in _written(word))
        alone: dict[str, dict[str, None]] = defaultdict(dict)
        longer: dict[str, dict[str, None]] = defaultdict(dict)
        for name in names:
            for row in self._rows(name):
                (alone if len(row) == 1 else longer)[row][name.concept] = None
        self._alone = {letter: tuple(concepts) for letter, concepts in alone.items()}
        """Letter -> the concepts that the word names by itself."""
        self._longer = _by_beginning(longer, alone)
        self._beginnings = _beginnings(longer)
        self._written = _Memory(self._spell)
        self._read = _Memory(self._readings)
        self._ids = _Memory(self._alone_in)

    def ids(self, words: Sequence[str]) -> Iterator[str]:
        """The concepts that the words of a passage name, each as often as it is named.

        Names within names count too; but a concept counts once where one of its names holds another. Several ids may
        come together, with a space between.
        """
        if alone := " ".join(filter(None, map(self._ids.__getitem__, words))):
            yield alone
        row = "".join(map(self._written.__getitem__, words))
        for match in self._beginnings.finditer(row):
            at = match.start()
            for name in self._longer.get(row[at : at + 2], ()):
                if row.startswith(name.letters, at):
                    yield from name.new

    def _alone_in(self, word: str) -> str:
        return " ".join(concept for letter in self._written[word] for concept in self._alone.get(letter, ()))

    def of(self, concepts: frozenset[str]) -> "Wanted":
        """The names of some concepts alone, by their first letters."""
        found = Wanted()
        for concept in sorted(concepts):
            for letters in self._by_concept.get(concept, ()):
                found.setdefault(letters[0], []).append((letters, concept))
        return found

    @cached_property
    def _by_concept(self) -> Mapping[str, list[str]]:
        """Concept -> its names, as letters."""
        found: dict[str, list[str]] = defaultdict(list)
        rows = [*self._alone.items(), *((row.letters, row.concepts) for same in self._longer.values() for row in same)]
        for letters, concepts in rows:
            for concept in concepts:
                found[concept].append(letters)
        return dict(found)

    def those_of(self, words: Sequence[str], wanted: "Wanted") -> Iterator[Found]:
        """Where the names of some concepts stand among the words of a passage."""
        spelt = [self._written[word] for word in words]
        row = "".join(spelt)
        if wanted.keys().isdisjoint(row):
            return
        places = [place for place, letters in enumerate(spelt) for _ in letters]
        for at, letter in enumerate(row):
            for name, concept in wanted.get(letter, ()):
                if row.startswith(name, at):
                    yield Found(places[at], places[at + len(name) - 1] + 1, concept)

    def in_query(self, words: Sequence[str]) -> tuple[int, dict[Place, tuple[str, ...]]]:
        """How many words of a query are known, as small words or in names, and where names stand among them.

        In a query abbreviations may have small letters.
        """
        read = [self._read[word] for word in words]
        known = len(read) - read.count((_OTHER_WORD,))
        found: dict[Place, dict[str, None]] = defaultdict(dict)
        for reading in islice(product(*read), _READINGS if known else 0):
            for name in self._every(reading):
                found[name.first, name.beyond][name.concept] = None
        return known, {place: tuple(concepts) for place, concepts in found.items()}

    def _every(self, spelt: Iterable[str]) -> Iterator[Found]:
        places, row = [], ""
        for place, letters in enumerate(spelt):
            row += letters
            places += [place] * len(letters)
        for at, letter in enumerate(row):
            for concept in self._alone.get(letter, ()):
                yield Found(places[at], places[at] + 1, concept)
            for name in self._longer.get(row[at : at + 2], ()):
                if row.startswith(name.letters, at):
                    beyond = places[at + len(name.letters) - 1] + 1
                    yield from (Found(places[at], beyond, concept) for concept in name.concepts)

    def _readings(self, word: str) -> tuple[str, ...]:
        """A word of a query as it is written, and before that as an abbreviation."""
        if not word:
            return (_OTHER_WORD,)
        written = self._spell(word)
        raised = word.upper().translate(_LATIN) if len(word) == 1 else word.upper()
        letter = self._letters.get(f"={raised}")
        if not letter or letter == written or len(word) == 2 or word.casefold() in self._ordinary:
            return (written,)
        return letter, written

    def _spell(self, word: str) -> str:
        """The letters of a written word: one, none for a stop word, several in a script without spaces."""
        if letter := self._letters.get(f"={word.translate(_LATIN) if len(word) == 1 else word}"):
            return letter
        if _UNSPACED.search(word):
            return "".join(self._letters.get(token, _OTHER_WORD) for token in exact_of[word].split(" "))
        for stem in (self._stems[word] or exact_of[word]).split(" "):
            if letter := self._letters.get(stem):
                return letter
        return "" if is_stop_word(word.casefold(), self._tag) else _OTHER_WORD

    def _by_case(self, name: Name, word: str) -> bool:
        if len(word) == 1:
            return word.isupper()
        return name.short or (word.isupper() and word.casefold() in self._ordinary)

    def _rows(self, name: Name) -> Iterator[str]:
        """A name as letters, in all the ways in which it may be written."""
        ways: list[tuple[str, ...]] = []
        words = WORD.findall(name.words)
        skipped = False
        for word in words:
            by_case = self._letters.get(f"={word.translate(_LATIN) if len(word) == 1 else word}")
            by_stem = () if self._by_case(name, word) and len(word) > 1 else self._by_stem(word, alone=len(words) == 1)
            if letters := tuple(dict.fromkeys(filter(None, (by_case, *by_stem)))):
                ways.append(letters)
            elif word.casefold() not in ARTICLES:
                skipped = True
        if skipped and len(ways) == 1:
            return iter(())  # "carry out" is not "carry"
        return islice(("".join(row) for row in product(*ways) if row), _WAYS)

    def _by_stem(self, word: str, *, alone: bool) -> Iterator[str]:
        """The letters of a word's stems, one for each of its forms that the stemmer parts from the others."""
        if _UNSPACED.search(word):
            pairs = exact_of[word].split(" ")
            yield "".join(map(self._letter, pairs[:-1] if len(pairs) > 1 else pairs))
        elif self._stems[word]:
            for form in forms(word, self._tag):
                yield from map(self._letter, self._stems[form].split())
        elif not alone and word.casefold() in self._telling:
            yield self._letter(exact_of[word])

    def _letter(self, key: str) -> str:
        return self._letters.setdefault(key, chr(_FIRST_LETTER + len(self._letters)))


def _written(word: str) -> tuple[str, ...]:
    """How an abbreviation is written: in capitals too, and in the plural."""
    if len(word) == 1:
        return (word.translate(_LATIN),)
    return (word, word.upper(), f"{word}s") if word.isascii() else (word, word.upper())


def _by_beginning(longer: dict[str, dict[str, None]], alone: dict[str, dict[str, None]]) -> dict[str, list[_Row]]:
    """Rows by their first two letters, the longest first."""
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in sorted(longer, key=len, reverse=True):
        parts = {row[at:to] for at in range(len(row)) for to in range(at + 1, len(row) + 1)} - {row}
        within = {concept for part in parts for table in (alone, longer) for concept in table.get(part, ())}
        concepts = tuple(longer[row])
        found[row[:2]].append(_Row(row, concepts, tuple(concept for concept in concepts if concept not in within)))
    return dict(found)


def _beginnings(longer: Iterable[str]) -> re.Pattern[str]:
    """Where a row may begin: its first letter before any second one."""
    firsts, seconds = ("".join(sorted({re.escape(row[at]) for row in longer})) for at in (0, 1))
    return re.compile(f"[{firsts}](?=[{seconds}])" if firsts else "(?!)")


class _Memory(dict[str, Made]):
    """Written word -> what was made of it; forgotten when there are too many."""

    def __init__(self, make: Callable[[str], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> Made:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[word] = self._make(word)
        return made
