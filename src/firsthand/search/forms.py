"""The forms that words have in the languages of an index, how frequent they are, and what each is worth.

A word is found by its stems, each in its own language. Where it is a stop word of a passage's language, its exact form
is looked for there.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import log

from msgspec import Struct

from firsthand.search.analysis import stemming
from firsthand.search.index import Index
from firsthand.search.tree import NOTHING, Node, TextField, Token, any_of

EXACT_WEIGHT = 0.2
"""What the exact form of a word adds to the score of its stem."""
NEARLY_ALL = 0.95
"""A form is weighted as the word only where their rarities are further apart."""
REMEMBERED_WORDS = 4_096
OPTIONAL_SHARE = 0.2
"""A word is common where so many passages have it."""


class Word(Struct, frozen=True):
    """A written word with its forms in every language of the index."""

    written: str
    token: str
    stop_in: frozenset[str]
    stems: frozenset[str]
    """Those that occur."""
    node: Node
    """Any of its forms."""
    boost: Token | None
    """Its exact form, which adds to the score."""
    frequency: int
    exact_frequency: int


class Forms:
    """What one open index knows of words and concepts. What it remembers is a cache, so threads can share it."""

    def __init__(self, index: Index, tags: Sequence[str]) -> None:
        self._index = index
        self._passages = index.passages()
        self.tags = tags
        """The languages of its passages, as analysed."""
        self._stemming = [(tag, stemming(tag)) for tag in tags]
        self._words: dict[str, Word] = {}
        self._concepts: dict[str, int] = {}
        """Concepts that were asked for, with their frequencies; never more than the thesaurus has."""

    def words(self, written: Sequence[tuple[str, str]]) -> list[Word]:
        """Written words, each with its token, with their forms; those last asked for are remembered."""
        found = {word: known for word, _ in written if (known := self._words.get(word))}
        if new := [(word, token) for word, token in written if word not in found]:
            learnt = self._learn(new)
            if len(self._words) + len(learnt) > REMEMBERED_WORDS:
                self._words = {}  # another thread may be reading the old ones
            self._words.update(learnt)
            found.update(learnt)
        return [found[word] for word, _ in written]

    def _learn(self, written: Iterable[tuple[str, str]]) -> dict[str, Word]:
        """Asks for the frequencies of all forms at once: of an engine elsewhere each question costs its way."""
        forms = {word: (token, self._forms(word)) for word, token in written}
        asked: dict[tuple[TextField, str], int] = {}
        for token, (stems, _) in forms.values():
            asked[("exact", token)] = 0
            asked.update((("stem", stem), 0) for group in stems for stem in group)
        found = dict(zip(asked, self._index.frequencies(tuple(asked)), strict=True))
        return {word: self._word(word, token, *of_word, found) for word, (token, of_word) in forms.items()}

    def _forms(self, written: str) -> tuple[list[list[str]], frozenset[str]]:
        """Its stems by language, and the languages in which it is a stop word."""
        found: list[list[str]] = []
        stops = set()
        for tag, stem in self._stemming:
            if stems := stem(written):
                found.append(stems.split(" "))
            else:
                stops.add(tag)
        return found, frozenset(stops)

    def _word(
        self, written: str, token: str, groups: list[list[str]], stop_in: frozenset[str],
        found: Mapping[tuple[TextField, str], int],
    ) -> Word:  # fmt: skip
        times: dict[str, int] = {}
        frequency = 0
        for group in groups:
            of_group = {stem: own for stem in group if (own := found["stem", stem])}
            if of_group:
                times |= of_group
                frequency += max(of_group.values())
        exact = found["exact", token]
        rarity = self.rarity(frequency)
        forms = [Token("stem", stem, self._worth(own, rarity)) for stem, own in times.items()]
        boost = Token("exact", token, EXACT_WEIGHT) if exact else None
        if stop_in and exact:
            forms.append(Token("exact", token))
            boost = None
        node = any_of(forms) if forms else NOTHING
        return Word(written, token, stop_in, frozenset(times), node, boost, frequency, exact)

    def _worth(self, frequency: int, together: float) -> float:
        """A form of a word is worth as much as any other: its rarity is that of all together."""
        worth = together / self.rarity(frequency)
        return 1.0 if worth > NEARLY_ALL else round(worth, 3)

    def rarity(self, frequency: int) -> float:
        """The inverse document frequency of BM25. Frequencies may count passages that are deleted since."""
        passages = max(self._passages, frequency)
        return log(1 + (passages - frequency + 0.5) / (frequency + 0.5))

    def rarity_of(self, concept: str) -> float:
        """The inverse document frequency of a concept that was learnt; 0 where no passage names it."""
        frequency = self._concepts[concept]
        return self.rarity(frequency) if frequency else 0.0

    def learn_concepts(self, concepts: Iterable[str]) -> None:
        """Asks for the frequencies of concepts that are not known yet, all at once."""
        new = [concept for concept in dict.fromkeys(concepts) if concept not in self._concepts]
        if new:
            found = self._index.frequencies([("concept", concept) for concept in new])
            self._concepts.update(zip(new, found, strict=True))

    def is_common(self, word: Word) -> bool:
        return word.exact_frequency > OPTIONAL_SHARE * self._passages
