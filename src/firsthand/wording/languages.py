"""Which of the four languages a paragraph is in, told by its small words. For texts of which nobody said it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import BytesAhoCorasick, Implementation
from msgspec import Struct

from firsthand.wording.fold import fold
from firsthand.wording.surroundings import simplified

_WORD = re.compile(r"[^\W\d_]+")
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђѓќ]", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_ENOUGH = 600
_SHORT = 50_000
"""Characters up to which all words of a text are looked at to see which languages can be in it at all."""
_SAMPLES = 40
_BLOCK = 4096
"""Bytes of a long folded text that are looked through together for a language."""
_NEAR = 250
"""Bytes within which three small words of a language are enough for it to be looked for there."""


def spoken(text: str, functions: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The languages that a text may be in; all of them where it is too short to tell, none where it is another.

    `functions` are the small words of each language, without accents.
    """
    sample = text[:_ENOUGH]
    words = _WORD.findall(simplified(sample))
    counts = {language: sum(word in small for word in words) for language, small in functions.items()}
    if _NOT_RUSSIAN.search(sample):
        counts["ru"] = -1
    most = max(counts.values(), default=0)
    if most <= 0:
        return frozenset(language for language, count in counts.items() if count >= 0)
    return frozenset(language for language, count in counts.items() if count * 2 > most)


class Spread(Struct, frozen=True):
    """Where in a text there can be anything in some languages."""

    everywhere: frozenset[str]
    elsewhere: tuple[tuple[str, int, int], ...] = ()
    """Other languages, and the stretches of the folded text that they are in."""


class Spreader:
    """Tells of whole texts which languages can be where, by the small words of each."""

    def __init__(self, functions: Mapping[str, Collection[str]]) -> None:
        self._functions = functions

    def spread(self, text: str, data: bytes, among: frozenset[str]) -> Spread:
        """`data` is the folded text. A language is where its small words are; in a long text, three of them nearby."""
        if text.isascii() or (len(text) <= _SHORT and not _CYRILLIC.search(text)):
            among -= {"ru"}
        if len(among) < 2:
            return Spread(among)
        if len(text) <= _SHORT:
            words = set(_WORD.findall(simplified(text)))
            there = frozenset(language for language in among if not words.isdisjoint(self._functions[language]))
            return Spread(there or among)
        everywhere = self._sampled(text) & among or among
        rare = sorted(among - everywhere)
        return Spread(everywhere, tuple(self._stretches(data, rare)) if rare else ())

    def _sampled(self, text: str) -> frozenset[str]:
        """The languages of pieces from all over a text."""
        found: frozenset[str] = frozenset()
        for at in range(0, len(text), len(text) // _SAMPLES + 1):
            languages = spoken(text[at : at + _ENOUGH], self._functions)
            found |= languages if len(languages) < len(self._functions) else frozenset()
        return found

    def _stretches(self, data: bytes, languages: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Blocks in which small words of a language stand close together, with those beside them."""
        names, words = self._own(languages)
        latest: dict[str, tuple[int, int]] = dict.fromkeys(languages, (-_NEAR, -_NEAR))
        blocks: dict[str, list[int]] = {language: [] for language in languages}
        automaton = BytesAhoCorasick(words, implementation=Implementation.DFA)
        for which, start, _ in automaton.find_matches_as_indexes(data, overlapping=True):
            language = names[which]
            before, last = latest[language]
            if start - before < _NEAR:
                blocks[language].append(start // _BLOCK)
            latest[language] = last, start
        for language, numbers in blocks.items():
            for begin, end in _joined(numbers):
                yield language, begin, min(end, len(data))

    def _own(self, languages: Sequence[str]) -> tuple[list[str], list[bytes]]:
        """Small words of each language, folded, that no other one has."""
        folded = {name: {fold(word).data for word in words} for name, words in self._functions.items()}
        names: list[str] = []
        found: list[bytes] = []
        for language in languages:
            others = set[bytes]().union(*(words for name, words in folded.items() if name != language))
            own = [word for word in sorted(folded[language] - others) if len(word) > 1]
            names += [language] * len(own)
            found += [b" " + word + b" " for word in own]
        return names, found


def _joined(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Stretches of blocks, and of those beside them, that follow one another."""
    begin = end = 0
    for number in numbers:
        if end and (number - 1) * _BLOCK > end:
            yield begin, end
            end = 0
        begin = begin if end else max(0, number - 1) * _BLOCK
        end = (number + 2) * _BLOCK
    if end:
        yield begin, end
