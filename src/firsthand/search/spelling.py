"""Other words to try where a query finds nothing: the library's own words, as the reader may have meant them.

A slip of the hand, a keyboard set to another script, a word spelt in the letters of another script, two words written
as one or one as two. Candidates are made from what was typed; the library says, in a few questions for many words at
once, which of them it knows. Nothing is searched fuzzily, and nothing that the reader did not ask for.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice, pairwise

from firsthand.catalogue.languages import primary
from firsthand.search.analysis import WORD, exact_of, stem_of
from firsthand.search.asked import Asked
from firsthand.search.changes import CHOICE, Change, Written, changed, combined, find_words, likeliest
from firsthand.search.retyping import retyped, retyped_with_a_slip
from firsthand.search.slips import one_slip_away, two_slips_away
from firsthand.search.transliteration import Candidate, candidates
from firsthand.search.vocabulary import Vocabulary

RARE, MUCH_COMMONER = 10, 5
"""A word that so few passages have is doubted for one that is so many times as frequent."""
FEW_WORDS = 3
"""In queries of more words, two that the library knows are taken as two."""
MOST_WORDS, MOST_UNKNOWN = 24, 6
"""Of a query with more words, or more that the library doesn't know, nothing is made."""
SHORTEST = 3
"""Shorter words are taken as meant, and no part of a word that was written as one with another is shorter."""
SHORTEST_FOR_TWO = 6
"""Two slips in a shorter word make it another word."""
LONGEST = 32
OF_A_KIND = 2
"""Candidates for a word that are tried, in its own script and in others."""
PREFIX = 3
"""Letters that are taken as right when two slips are looked for."""
SCANNED = 3_000
"""Words beginning alike that are compared at most."""

SPELT_AS_EXPECTED, SLIP, SPLIT, SPELT, TWO_SLIPS = 0.8, 1.0, 1.1, 1.2, 2.0
"""How unlikely each is. Who reads another script is expected to spell her words in Latin letters at times."""
UNUSUAL = 0.05
"""What each step away from the usual spelling adds."""
OTHER_SCRIPTS = frozenset({"be", "bg", "el", "kk", "ky", "mk", "ru", "sr", "tg", "uk"})


class Speller:
    """Proposes other words from one open index. `unsaid` tells which words of a text the house does not say."""

    def __init__(self, vocabulary: Vocabulary, unsaid: Callable[[str], AbstractSet[object]]) -> None:
        self._vocabulary, self._unsaid = vocabulary, unsaid

    def propose(self, asked: Asked, languages: Sequence[str], finds: Callable[[str], bool]) -> str | None:
        """The query with its least known words put right, if that finds something; None otherwise.

        `languages` are the reader's, the best first; `finds` tells whether a query has hits.
        """
        typed = self._unsaid(asked.cleaned)
        for changes in self._ideas(asked, languages):
            if finds(changed(asked.cleaned, changes)):
                text = changed(asked.cleaned, map(self._spelt, changes))
                if self._unsaid(text) <= typed:
                    return text
        return None

    def _spelt(self, change: Change) -> Change:
        """As passages write it."""
        spelt = self._vocabulary.spelt
        return change._replace(instead=WORD.sub(lambda match: spelt(exact_of[match[0]]), change.instead))

    def _ideas(self, asked: Asked, languages: Sequence[str]) -> Iterator[Sequence[Change]]:
        words = find_words(asked, self._vocabulary)
        unknown = [word for word in words if not word.frequency]
        if len(words) > MOST_WORDS or len(unknown) > MOST_UNKNOWN:
            return
        if not unknown:
            yield from self._doubtful(words)
        else:
            yield from retyped(asked, words, self._vocabulary)
            yield from combined(self._instead(unknown, languages))
        yield from self._joined(asked, words)
        for change in islice(retyped_with_a_slip(unknown, self._vocabulary), CHOICE):
            yield (change,)

    def _doubtful(self, words: Sequence[Written]) -> Iterator[tuple[Change]]:
        """Rare words, each for one that is written nearly alike and much commoner."""
        for word in sorted(words, key=lambda word: word.frequency):
            if word.frequency > RARE:
                return
            slipped = self._slipped(word, self._vocabulary.known(_slips(word)))
            for change in likeliest([*slipped, *self._two_slips(word)]):
                if change.frequency > MUCH_COMMONER * word.frequency:
                    yield (change,)

    def _instead(self, words: Sequence[Written], languages: Sequence[str]) -> list[list[Change]]:
        """What unknown words may be; those that nothing is known for are left out."""
        spellings = [candidates(word.written, sorted(self._vocabulary.tags)) for word in words]
        known = self._vocabulary.known(
            [
                *chain.from_iterable(map(_slips, words)),
                *chain.from_iterable(chain.from_iterable(map(_halves, words))),
                *(exact_of[one.word] for one in chain.from_iterable(spellings)),
            ]
        )
        expected = bool(languages) and primary(languages[0]) in OTHER_SCRIPTS
        found = []
        for word, those in zip(words, spellings, strict=True):
            base = SPELT_AS_EXPECTED if expected and word.written.isascii() else SPELT
            spelt_so = likeliest(self._other_script(word, those, known, base), OF_A_KIND)
            slipped = likeliest([*self._slipped(word, known), *self._split(word, known)], OF_A_KIND)
            found.append(likeliest([*spelt_so, *slipped], 2 * OF_A_KIND) or likeliest(self._two_slips(word)))
        return [changes for changes in found if changes]

    @staticmethod
    def _slipped(word: Written, known: dict[str, int]) -> list[Change]:
        return [Change(word.start, word.end, token, SLIP, known[token]) for token in _slips(word) if token in known]

    def _split(self, word: Written, known: dict[str, int]) -> list[Change]:
        """Two words that stand next to each other somewhere."""
        halves = [(left, right) for left, right in _halves(word) if left in known and right in known]
        changes = [
            Change(word.start, word.end, f"{left} {right}", SPLIT, min(known[left], known[right]))
            for left, right in halves
        ]
        return [change for change in likeliest(changes) if self._vocabulary.adjacent(*change.instead.split(" "))]

    def _two_slips(self, word: Written) -> list[Change]:
        token = word.token
        if not SHORTEST_FOR_TWO <= len(token) <= LONGEST or token.isdigit():
            return []
        listed = self._vocabulary.beginning(token[:PREFIX], SCANNED)
        near = two_slips_away(token, listed, PREFIX)
        return [Change(word.start, word.end, other, TWO_SLIPS, number) for other, number in near if other != token]

    def _other_script(
        self, word: Written, spelt: Sequence[Candidate], known: dict[str, int], base: float
    ) -> Iterator[Change]:
        """Words that the library has as they are spelt, or else in another form."""
        found = {one: known[exact_of[one.word]] for one in spelt if exact_of[one.word] in known}
        if not found:
            stems = {one: stem_of(one.word, one.language) for one in spelt if one.language}
            there = self._vocabulary.known([stem for stem in stems.values() if stem], "stem")
            found = {one: there[stem] for one, stem in stems.items() if stem in there}
        for one, frequency in found.items():
            yield Change(word.start, word.end, one.word, base + UNUSUAL * one.cost, frequency)

    def _joined(self, asked: Asked, words: Sequence[Written]) -> Iterator[tuple[Change]]:
        """Neighbours that are one word: "nal oxone"."""
        pairs = {
            left.token + right.token: (left, right)
            for left, right in pairwise(words)
            if asked.cleaned[left.end : right.start] in (" ", "-", "\u2010", "\u2011")
            and (len(words) <= FEW_WORDS or not (left.frequency and right.frequency))
        }
        known = self._vocabulary.known(pairs)
        for token in sorted(known, key=lambda token: -known[token])[:CHOICE]:
            left, right = pairs[token]
            yield (Change(left.start, right.end, token, frequency=known[token]),)


def _slips(word: Written) -> Iterator[str]:
    if SHORTEST <= len(word.token) <= LONGEST and not word.token.isdigit():
        yield from one_slip_away(word.token)


def _halves(word: Written) -> list[tuple[str, str]]:
    token = word.token
    places = range(SHORTEST, len(token) - SHORTEST + 1) if len(token) <= LONGEST else ()
    return [(token[:at], token[at:]) for at in places]
