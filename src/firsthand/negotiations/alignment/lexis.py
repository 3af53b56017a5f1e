"""Drafts read for comparing: paragraphs as numbers of words, made once for all comparisons that a draft stands in."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from msgspec import Struct

from firsthand.catalogue.negotiations import Paragraph
from firsthand.negotiations.alignment.shadow import neutral, readings, tokens
from firsthand.negotiations.alignment.spelling import recognise, spelling_of, stems

RUNS = 3
"""Words of the longest shingle."""
RECENT = 2
"""Drafts that are kept: most stand in two comparisons, with the one before and with the one behind."""
_BITS = 20
_MOST_NUMBERS = (1 << _BITS) - 1


class Read(Struct, frozen=True):
    """A paragraph. Shingles are whole numbers made of the numbers of their words."""

    copy: int
    """The number of its shadow copy; 0 where that has no words."""
    runs: tuple[frozenset[int], ...]
    """Its shingles of one, two and three words."""
    shingles: frozenset[int]
    usual: frozenset[int]
    """Those of the commonest words of the language."""


class Counted(Struct, frozen=True):
    """A draft."""

    paragraphs: Sequence[Paragraph]
    reads: list[Read]
    single: list[set[int]]
    """Shingles that stand in one paragraph only; of one, two and three words."""
    several: list[dict[int, int]]
    """The others, and in how many paragraphs they stand."""
    usual: frozenset[int]


class Lexis:
    """What drafts that are compared have in common. For one thread at a time."""

    def __init__(self) -> None:
        self._numbers: dict[str | None, _Numbers] = {}
        self._languages: deque[tuple[Sequence[Paragraph], str | None]] = deque(maxlen=RECENT)

    def language(self, paragraphs: Sequence[Paragraph]) -> str | None:
        """In which language they seem to be; None where that is not sure."""
        for known, language in self._languages:
            if known is paragraphs:
                return language
        language = recognise(word for paragraph in paragraphs for word in tokens(paragraph.text))
        self._languages.append((paragraphs, language))
        return language

    def counted(self, paragraphs: Sequence[Paragraph], language: str | None) -> Counted:
        """Numbers are the same ones for all drafts that are compared in a language."""
        return self._numbers.setdefault(language, _Numbers(language)).counted(paragraphs)


class _Numbers:
    """Words of a language as numbers, and the drafts that were read last."""

    def __init__(self, language: str | None) -> None:
        self._language, self._spelling = language, spelling_of(language)
        self._forms: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._copies: dict[tuple[int, ...], int] = {(): 0}
        self._recent: deque[tuple[Counted, dict[str, Read]]] = deque(maxlen=RECENT)

    def counted(self, paragraphs: Sequence[Paragraph]) -> Counted:
        for known, _ in self._recent:
            if known.paragraphs is paragraphs:
                return known
        reads = self._reads([paragraph.text for paragraph in paragraphs])
        counts = [Counter(chain.from_iterable(read.runs[run] for read in reads)) for run in range(RUNS)]
        several = [{shingle: times for shingle, times in each.items() if times > 1} for each in counts]
        single = [set(each).difference(more) for each, more in zip(counts, several, strict=True)]
        usual: frozenset[int] = frozenset(chain.from_iterable(read.usual for read in reads))
        made = Counted(paragraphs, reads, single, several, usual)
        self._recent.append((made, {one.text: read for one, read in zip(paragraphs, reads, strict=True)}))
        return made

    def _reads(self, texts: list[str]) -> list[Read]:
        known: dict[str, Read] = {}
        for _, several in self._recent:
            known |= several
        new = {text: neutral(tokens(text), self._spelling) for text in dict.fromkeys(texts) if text not in known}
        self._learn(chain.from_iterable(new.values()))
        known |= {text: self._read(words) for text, words in new.items()}
        return [known[text] for text in texts]

    def _learn(self, words: Iterable[str]) -> None:
        for word, form in stems((word for word in words if word not in self._words), self._language).items():
            number = self._forms.setdefault(form, len(self._forms) + 1)
            self._words[word] = min(number, _MOST_NUMBERS)

    def _read(self, words: list[str]) -> Read:
        several = [[self._words[word] for word in one] for one in readings(words)]
        runs = _runs(several)
        copy = tuple(several[0]) if several else ()
        usual = frozenset(self._words[word] for word in self._spelling.common.intersection(words))
        return Read(self._copies.setdefault(copy, len(self._copies)), runs, frozenset().union(*runs), usual)


def _runs(several: Sequence[Sequence[int]]) -> tuple[frozenset[int], ...]:
    found: list[set[int]] = [set() for _ in range(RUNS)]
    for words in several:
        found[0].update(words)
        pairs = [one << _BITS | two for one, two in pairwise(words)]
        found[1].update(pairs)
        found[2].update(pair << _BITS | last for pair, last in zip(pairs, words[2:], strict=False))
    return tuple(map(frozenset, found))
