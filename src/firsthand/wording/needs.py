"""What must be near a form for it to be flagged at all: a quick look before anything is known of the place.

Ordinary words ("user", "clean") are in a guide only for one of their senses, and most of what is found of them in other
prose has none of the words near that tell that sense. To see so in the folded text takes a tenth of the time that it
takes to judge them. A form that passes here is judged as any other; one that doesn't would have been passed over.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache

from ahocorasick_rs import BytesAhoCorasick

from firsthand.wording.fold import fold
from firsthand.wording.guide import Vocabulary, conditions_of
from firsthand.wording.lexis import Form, Lexis
from firsthand.wording.schema import Sense, Term
from firsthand.wording.senses import NOTHING_AFTER, NOTHING_BEFORE
from firsthand.wording.surroundings import LONGEST_SENTENCE, PAUSES, REACH, simplified

_NO_WORDS = frozenset({NOTHING_BEFORE, NOTHING_AFTER, *PAUSES})
_IN_THE_SENTENCE = ("previous", "next", "near", "sentence")


class Need:
    """Words of which one must stand within a reach."""

    def __init__(self, words: Collection[bytes], reach: int) -> None:
        self._automaton = BytesAhoCorasick(sorted(words)) if words else None
        self._reach = reach

    def is_met(self, data: bytes, start: int, end: int) -> bool:
        """Whether one of the words may stand near a stretch of a folded text."""
        if self._automaton is None:
            return False
        before, behind = data[max(0, start - self._reach) : start], data[end : end + self._reach]
        return bool(self._automaton.find_matches_as_indexes(before) or self._automaton.find_matches_as_indexes(behind))


class Needs:
    """What each form of a lexis needs; worked out when it is first asked for."""

    def __init__(self, lexis: Lexis) -> None:
        self.lexis = lexis
        self._need = lru_cache(maxsize=None)(Need)
        self._known: dict[int, Need | None] = {}

    def of(self, pattern: int) -> Need | None:
        """None for a pattern that may be flagged, or mean something else, whatever is near."""
        if pattern not in self._known:
            self._known[pattern] = self._find(self.lexis.forms[pattern])
        return self._known[pattern]

    def _find(self, forms: Iterable[Form]) -> Need | None:
        words: set[bytes] = set()
        reach = 0
        for form in forms:
            entry = self.lexis.entries[form.entry]
            if entry.kind != "term":
                return None
            needed = _needed(self.lexis.term(entry), self.lexis.guide.vocabularies[entry.language])
            if needed is None:
                return None
            words |= needed[0]
            reach = max(reach, needed[1])
        return self._need(frozenset(words), reach)


def _needed(term: Term, vocabulary: Vocabulary) -> tuple[frozenset[bytes], int] | None:
    """Words without one of which no sense that is flagged can hold, and how far to look; None where there are none."""
    if term.otherwise != "pass":
        return None
    words: set[bytes] = set()
    reach = LONGEST_SENTENCE
    for sense in term.senses:
        if sense.verdict == "pass":
            continue
        found = next((w for given in _conditions(sense) if (w := _folded(given, vocabulary)) is not None), None)
        if found is None:
            return None
        words |= found
        if not any(getattr(sense, name) for name in _IN_THE_SENTENCE):
            reach = 2 * REACH
    return frozenset(words), reach


def _conditions(sense: Sense) -> Iterable[tuple[str, ...]]:
    """The lists of which a word must be there, those first that look least far."""
    return (given for name in (*_IN_THE_SENTENCE, "paragraph") if (given := getattr(sense, name)))


def _folded(given: Iterable[str], vocabulary: Vocabulary) -> frozenset[bytes] | None:
    """The first word of each condition, folded; None where one of them is no word."""
    words: set[bytes] = set()
    for word in conditions_of(vocabulary, given):
        parts = simplified(word.replace("-", " ")).split()
        if not parts or _NO_WORDS.intersection(parts):
            return None
        words.add(fold(parts[0].removesuffix("*")).data)
    return frozenset(words) - {b""} if b"" not in words else None
