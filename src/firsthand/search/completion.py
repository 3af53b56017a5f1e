"""The last word of what is typed, gone on with words of the library that stand together with those before it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

from firsthand.search.analysis import WORD, exact_of, parts, stem_of, stems_of
from firsthand.search.index import Index
from firsthand.search.languages import analysed_as
from firsthand.search.tree import AnyOf, Node, Token, all_of
from firsthand.search.vocabulary import Vocabulary

SHORTEST = 2
"""Letters that a word needs to be completed; of shorter beginnings there are too many words."""
SCANNED = 20_000
"""Words of the dictionary that are looked at for one beginning."""
CONSIDERED, FREQUENT = 150, 40
"""The most frequent of them: before and after those of the reader's own language count for more."""
OWN = 20
"""So much more each passage in her language counts."""
WRITTEN = 10
"""So many are looked up for how they are written."""
BEFORE = 2
"""Words before the last one that a passage must have."""
TOGETHER, PASSAGES = 20, 20
"""So many of the frequent words are looked for together with those before, and so many passages read."""
FOLLOWING = 5
"""A word that follows those typed counts as much as so many that only stand in the same passage."""
REMEMBERED = 4_096
FOLDED = 4
"""Languages whose forms are folded."""


class Completion:
    """Over one open index. Safe to use from several threads: what it remembers is a cache alone."""

    def __init__(self, index: Index, vocabulary: Vocabulary) -> None:
        self._index, self._vocabulary = index, vocabulary
        self._frequent = lru_cache(REMEMBERED)(self._find_frequent)

    def queries(self, typed: str, languages: Sequence[str]) -> Iterator[str]:
        """What was typed with its last word completed; the likeliest first."""
        place = _last_word(typed)
        if place is None:
            return
        first, start = place
        head, token = typed[:start], exact_of[typed[start:]]
        own = [tag for tag in dict.fromkeys(map(analysed_as, languages)) if tag in self._vocabulary.tags]
        frequent = self._frequent(token, own[0] if own else "")
        before = [word for word in WORD.findall(typed[:first]) if exact_of[word].count(" ") == 0]
        together = self._vocabulary.telling(before)[-BEFORE:]
        found = self._together(together, token, frequent) if together else ((word, "") for word in frequent)
        for number, (word, written) in enumerate(_distinct(found, own[:FOLDED] or sorted(self._vocabulary.tags))):
            if number == WRITTEN:
                return
            yield head + (written or self._vocabulary.spelt(word))

    def _find_frequent(self, start: str, own: str) -> list[str]:
        """The most frequent words that begin so. The passages of the reader's own language count for more."""
        listed = self._vocabulary.beginning(start, SCANNED)
        words = nlargest(CONSIDERED, (entry for entry in listed if entry[0].isalpha()), key=itemgetter(1))
        stems = {word: stem_of(word, own) for word, _ in words} if own else {}
        there = self._vocabulary.known(filter(None, stems.values()), "stem")
        worth = {word: number + OWN * min(there.get(stems.get(word, ""), 0), number) for word, number in words}
        return nlargest(FREQUENT, worth, key=worth.__getitem__)

    def _together(
        self, before: Sequence[tuple[str, Node]], start: str, frequent: Sequence[str]
    ) -> Iterator[tuple[str, str]]:
        """Words that begin so in passages with those before, each with how it is written there."""
        nodes: list[Node] = [
            *(node for _, node in before),
            AnyOf(tuple(Token("exact", word) for word in frequent[:TOGETHER])),
        ]
        counts: Counter[str] = Counter()
        written: dict[str, str] = {}
        for stored in self._index.stored(self._index.best(all_of(nodes), PASSAGES).keys):
            previous = ""
            for word in WORD.findall(f"{stored.text}\n{' '.join(stored.headings)}"):
                token = exact_of[word]
                if token.startswith(start):
                    counts[token] += FOLLOWING if previous == before[-1][0] else 1
                    written.setdefault(token, word[parts(word)[0].start :].lower())
                previous = token
        return ((token, written[token]) for token, _ in counts.most_common(FREQUENT))


def _distinct(found: Iterable[tuple[str, str]], tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Of forms of one word, in any of some languages, only the first."""
    seen: set[str] = set()
    for token, written in found:
        stems = {stem for tag in tags for stem in stems_of(tag)[token].split()}
        if seen.isdisjoint(stems):
            yield token, written
        seen |= stems


def _last_word(typed: str) -> tuple[int, int] | None:
    """Where the last word begins, if it can be completed; with and without an article before an apostrophe."""
    words = list(WORD.finditer(typed))
    last = words[-1] if words else None
    if last is None or last.end() != len(typed) or ":" in typed.rpartition(" ")[2]:
        return None
    found = parts(last[0])
    if not found or found[-1].paired or len(found[-1].token) < SHORTEST:
        return None
    return last.start(), last.start() + found[-1].start
