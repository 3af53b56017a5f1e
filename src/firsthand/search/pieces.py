"""What is the same in all languages: phrases, beginnings of words, words nearby, runs of a script without spaces."""

from collections.abc import Sequence
from itertools import zip_longest
from math import ceil

from firsthand.search.analysis import WORD, Part, parts
from firsthand.search.query import MAX_PHRASE_WORDS, Near, Term
from firsthand.search.tree import AllOf, AnyOf, Beginning, Node, Phrase, Token

PREFIX_CHARACTERS = 2
"""Shorter prefixes are searched as words; of unspaced scripts one character is enough."""
RUN = 3
"""Of a longer run of an unspaced script most pairs of characters are enough."""
RUN_QUORUM = 0.7


class Pieces:
    """Makes nodes of the pieces of one query, and gathers what is to be highlighted of them."""

    def __init__(self) -> None:
        self.exact: set[str] = set()
        self.prefixes: dict[str, None] = {}
        self.phrases: dict[tuple[str, ...], None] = {}
        self.also: list[Node] = []
        """What adds to the score without being required."""

    def node(self, unit: Term | Near) -> Node:
        """What is the same in all languages: a phrase, a prefix, characters of an unspaced script, words nearby."""
        if isinstance(unit, Near):
            return self._near(unit)
        found = tokens_of(unit.text)
        tokens = [part.token for part in found]
        if is_prefix(unit, found):
            return self._prefix(tokens)
        if not unit.phrase and len(tokens) > RUN and all(part.paired for part in found):
            return self._run(tokens)
        return self.phrase(tokens)

    def _near(self, near: Near) -> Node:
        """Two words or phrases with at most so many words between them, whichever comes first."""
        left, right = ([part.token for part in tokens_of(term.text)] for term in (near.left, near.right))
        self.exact.update((*left, *right))
        return AnyOf((Phrase((*left, *right), near.between), Phrase((*right, *left), near.between)))

    def _run(self, tokens: list[str]) -> Node:
        """A long run of a script without spaces is a sentence rather than a word."""
        self.exact.update(tokens)
        self.also.append(self.phrase(tokens))
        return AnyOf(tuple(Token("exact", token) for token in tokens), ceil(RUN_QUORUM * len(tokens)))

    def phrase(self, tokens: list[str]) -> Node:
        self.phrases[tuple(tokens)] = None
        return phrase_of(tokens)

    def _prefix(self, tokens: list[str]) -> Node:
        self.prefixes[tokens[-1]] = None
        last = Beginning(tokens[-1])
        return last if len(tokens) == 1 else AllOf((self.phrase(tokens[:-1]), last))

    def excluded(self, unit: Term | Near) -> Node:
        """Exclusion looks at the same forms, without marks."""
        if isinstance(unit, Near):
            return self._near(unit)
        found = tokens_of(unit.text)
        return Beginning(found[-1].token) if is_prefix(unit, found) else phrase_of([part.token for part in found])


def tokens_of(text: str) -> list[Part]:
    """The tokens of a text as a query has them: without the half pair at the end of an unspaced run."""
    found: list[Part] = []
    for match in WORD.finditer(text):
        of_word = parts(match[0])
        for part, following in zip_longest(of_word, of_word[1:]):
            half = part.paired and found and found[-1].paired and (following is None or not following.paired)
            whole_run = half and found[-1].end == match.start() + part.end
            if not whole_run:
                found.append(part._replace(start=match.start() + part.start, end=match.start() + part.end))
    return found[:MAX_PHRASE_WORDS]


def is_prefix(term: Term, found: list[Part]) -> bool:
    """One character of an unspaced script stands at the beginning of pairs."""
    if len(found) == 1 and found[0].paired and len(term.text.strip()) == found[0].end - found[0].start:
        return True
    return term.prefix and bool(found) and (found[-1].paired or len(found[-1].token) >= PREFIX_CHARACTERS)


def phrase_of(tokens: Sequence[str]) -> Node:
    return Token("exact", tokens[0]) if len(tokens) == 1 else Phrase(tuple(tokens))
