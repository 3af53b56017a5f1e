"""Which sense a term has where it stands: the conditions of a guide held against the words around it."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from firsthand.wording.guide import Vocabulary, conditions_of
from firsthand.wording.schema import Sense
from firsthand.wording.surroundings import Paragraph, simplified

NOTHING_BEFORE, NOTHING_AFTER = "^", "$"
"""In a guide: no word of the sentence stands before, or behind, the term."""
_ARTICLES = frozenset("a an the le la les l un une des du el los las lo unos unas".split())  # noqa: SIM905
"""Passed over between a term and the word before it."""


class WordList(Struct, frozen=True, dict=True):
    """The words of one condition, by how they are looked up."""

    single: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """Of several words, by their first one."""

    def misses(self, words: Sequence[str]) -> bool:
        """Whether surely none of the words is in the list: most often so, and quicker to see than which one is."""
        if not self.single.isdisjoint(words) or not self.phrases.keys().isdisjoint(words):
            return False
        written = " ".join(words)
        if "'" in written:
            return False
        return not self.beginnings or not any(map(f" {written}".__contains__, self.spaced))

    @cached_property
    def spaced(self) -> tuple[str, ...]:
        return tuple(f" {beginning}" for beginning in self.beginnings)

    def at(self, words: Sequence[str], place: int) -> int:
        """How many of the words from a place on are one of the list; 0 where none is."""
        word = words[place]
        head, _, tail = word.partition("'")
        for phrase in (*self.phrases.get(word, ()), *self.phrases.get(tail, ())):
            there = (word if phrase[0] == word else tail, *words[place + 1 : place + len(phrase)])
            if len(there) == len(phrase) and all(_same(word, part) for word, part in zip(there, phrase, strict=True)):
                return len(phrase)
        if word in self.single or word.startswith(self.beginnings):
            return 1
        elided = tail and (tail in self.single or head in self.single or tail.startswith(self.beginnings))
        return 1 if elided else 0

    def within(self, words: Sequence[str]) -> str:
        """The first of the words that is in the list, as it is written; empty where none is."""
        if self.misses(words):
            return ""
        for place, word in enumerate(words):
            if length := self.at(words, place):
                return " ".join(words[place : place + length]) or word
        return ""


def _same(word: str, part: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


class Conditions:
    """The senses of one language's terms; lists are made ready once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.listed = lru_cache(maxsize=None)(self._list)

    def _list(self, given: tuple[str, ...]) -> WordList:
        single: set[str] = set()
        beginnings: set[str] = set()
        phrases: dict[str, list[tuple[str, ...]]] = {}
        for word in conditions_of(self._vocabulary, given):
            parts = tuple(simplified(part) for part in word.replace("-", " ").split())
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append(parts)
            elif parts and parts[0].endswith("*"):
                beginnings.add(parts[0][:-1])
            elif parts:
                single.add(parts[0])
        by_length = {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in phrases.items()}
        return WordList(frozenset(single), tuple(sorted(beginnings)), by_length)

    def reason(
        self, sense: Sense, paragraph: Paragraph, start: int, end: int, features: Sequence[str], text: str
    ) -> str | None:
        """Why a sense holds at a place, in English; None where it doesn't."""
        if not _cased(sense, text) or not _numbered(sense, features):
            return None
        before, after = paragraph.around(start, end)
        told: list[str] = []
        for name, found in (
            ("previous", lambda words: self._directly_before(words, before)),
            ("next", lambda words: self._directly_after(words, after)),
            ("near", lambda words: words.within(before[-sense.within :]) or words.within(after[: sense.within])),
            ("sentence", lambda words: words.within(before) or words.within(after)),
            ("paragraph", lambda words: _in_paragraph(words, paragraph, start, end)),
        ):
            given = getattr(sense, name)
            if given:
                word = found(self.listed(given))
                if not word:
                    return None
                told.append(f"“{word}” ({name})")
        if sense.absent and (self.listed(sense.absent).within(before) or self.listed(sense.absent).within(after)):
            return None
        return ", ".join(told) or "as it is written"

    @staticmethod
    def _directly_before(words: WordList, before: Sequence[str]) -> str:
        if not before:
            return NOTHING_BEFORE if NOTHING_BEFORE in words.single else ""
        for skipped in (0, 1):
            last = len(before) - skipped
            if skipped and before[-1] not in _ARTICLES:
                break
            for place in range(max(0, last - 4), last):
                if words.at(before[:last], place) == last - place:
                    return " ".join(before[place:last])
        return ""

    @staticmethod
    def _directly_after(words: WordList, after: Sequence[str]) -> str:
        if not after:
            return NOTHING_AFTER if NOTHING_AFTER in words.single else ""
        return " ".join(after[: words.at(after, 0)])


def _in_paragraph(words: WordList, paragraph: Paragraph, start: int, end: int) -> str:
    return words.within(paragraph.words(paragraph.start, start)) or words.within(paragraph.words(end, paragraph.end))


def _cased(sense: Sense, text: str) -> bool:
    match sense.case:
        case "lower":
            return text.islower()
        case "upper":
            return text.isupper()
        case "title":
            return text[:1].isupper() and not text.isupper()
        case _:
            return True


def _numbered(sense: Sense, features: Sequence[str]) -> bool:
    if sense.plural is None:
        return True
    plural = any("pl" in feature.split(".") for feature in features)
    return plural == sense.plural
