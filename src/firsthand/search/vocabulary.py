"""The words that an open index knows: how frequent they are, and how its passages write them."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from firsthand.search.analysis import WORD, exact_of, parts
from firsthand.search.forms import Forms
from firsthand.search.index import Index
from firsthand.search.tree import Node, Phrase, TextField, Token

REMEMBERED = 4_096
EVERYWHERE, ONE_OR_TWO = 0.05, 100
"""A word that more than this share of the passages has, and more than so many, tells nothing of what stands with it."""


class Vocabulary:
    """Safe to use from several threads: what it remembers is a cache alone."""

    def __init__(self, index: Index, forms: Forms) -> None:
        self._index, self._forms = index, forms
        self.tags = frozenset(forms.tags)
        """The languages of the passages, as analysed."""
        self.spelt = lru_cache(REMEMBERED)(self._spelt)

    def known(self, tokens: Iterable[str], field: TextField = "exact") -> dict[str, int]:
        """Those of some tokens that occur, each with in how many passages; all asked for at once."""
        asked = list(dict.fromkeys(tokens))
        counts = self._index.frequencies([(field, token) for token in asked]) if asked else ()
        return {token: count for token, count in zip(asked, counts, strict=True) if count}

    def frequencies(self, written: Sequence[str]) -> list[int]:
        """In how many passages each of some written words occurs, in whatever form."""
        words = self._forms.words([(word, exact_of[word]) for word in written])
        return [max(word.frequency, word.exact_frequency) for word in words]

    def telling(self, written: Sequence[str]) -> list[tuple[str, Node]]:
        """Those of some written words that occur, but not everywhere, each as a token and a tree of all its forms."""
        words = self._forms.words([(word, exact_of[word]) for word in written])
        most = max(self._index.passages() * EVERYWHERE, ONE_OR_TWO)
        return [(word.token, word.node) for word in words if 0 < max(word.frequency, word.exact_frequency) <= most]

    def adjacent(self, *tokens: str) -> bool:
        """Whether some tokens stand next to one another in a passage."""
        return bool(self._index.best(Phrase(tokens), 1).keys)

    def beginning(self, start: str, most: int) -> Sequence[tuple[str, int]]:
        """Tokens that begin so, with their frequencies, as Index.beginning gives them."""
        return self._index.beginning(start, most)

    def _spelt(self, token: str) -> str:
        """A token as a passage writes it, in small letters with its diacritics; as it stands where it doesn't occur."""
        for stored in self._index.stored(self._index.best(Token("exact", token), 1).keys):
            return as_written("\n".join((stored.text, *stored.headings)), token)
        return token


def as_written(text: str, token: str) -> str:
    """How a text writes a token, in small letters and without an article before; the token itself where it doesn't."""
    for word in WORD.findall(text):
        if exact_of[word] == token:
            return str(word[parts(word)[0].start :].lower())
    return token
