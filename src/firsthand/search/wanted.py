"""What was asked for, in groups of alternatives, with its words as an index knows them."""

from collections.abc import Iterable, Sequence
from math import sqrt

from msgspec import Struct, field

from firsthand.search.analysis import WORD, exact_of, is_loud, parts
from firsthand.search.asking import WEIGHT as ASKING_WEIGHT
from firsthand.search.asking import asking_stems
from firsthand.search.forms import Forms, Word
from firsthand.search.pieces import is_prefix
from firsthand.search.query import Asked, Near, Term

ABOUT = 3
"""Words that a question must have beside words of asking for these to count less."""

Unit = Word | Term | Near
"""A word, whose forms depend on the language, or what is the same in all."""
Alternatives = tuple[Term | Near, ...]


class Wanted(Struct):
    """Alternatives, one of which has to occur."""

    units: list[Unit]
    times: int = 1
    """How often it was asked for; twice is not worth twice as much."""
    others: list[Word] = field(default_factory=list)
    """The same word in other forms."""
    asking: bool = False

    @property
    def factor(self) -> float:
        """What it counts beside others."""
        return round(sqrt(self.times) * (ASKING_WEIGHT if self.asking else 1.0), 3)

    @property
    def words(self) -> list[Word]:
        return [unit for unit in self.units if isinstance(unit, Word)]

    @property
    def single(self) -> Word | None:
        """The word, where that is all."""
        return self.units[0] if len(self.units) == 1 and isinstance(self.units[0], Word) else None

    def is_stop(self, languages: Iterable[str]) -> bool:
        """Whether all of it is stop words in one of some languages."""
        words = self.words
        return len(words) == len(self.units) and not frozenset.intersection(
            *(word.stop_in for word in words)
        ).isdisjoint(languages)


def gather(asked: Asked, forms: Forms) -> tuple[list[Wanted], list[Term]]:
    """The groups of a query, each word once: one that is asked for again, or in another form, counts more.

    And the terms of which each word is a group of its own, such as "boundary-layer".
    """
    alternatives: list[Alternatives] = []
    joined: list[Term] = []
    for one in asked.wanted:
        term = one[0]
        words = _joined(term) if len(one) == 1 and isinstance(term, Term) else []
        if words and isinstance(term, Term):
            joined.append(term)
        alternatives += [(word,) for word in words] or [one]
    groups: list[Wanted] = []
    by_stems: dict[frozenset[str], Wanted] = {}
    for terms, units in zip(alternatives, look_up(alternatives, forms, loud=is_loud(asked.cleaned)), strict=True):
        times = max((term.times for term in terms if isinstance(term, Term)), default=1)
        group = Wanted(units, times)
        word = group.single
        same = by_stems.setdefault(word.stems, group) if word and word.stems else group
        if word and same is not group:  # in another form: "cell", "cells"
            same.times += times
            same.others.append(word)
        elif units:
            groups.append(group)
    return groups, joined


def _joined(term: Term) -> list[Term]:
    """The words of a term like "boundary-layer"; none of a phrase, a beginning or a word alone."""
    if term.phrase or term.prefix:
        return []
    words = [word for word in WORD.findall(term.text) if exact_of[word]]
    if len(words) < 2 or any(len(exact_of[word].split(" ")) > 1 for word in words):
        return []
    return [Term(word, start=term.start, times=term.times) for word in words]


def weigh(groups: list[Wanted]) -> None:
    """In a long question words of asking count little beside what it is about."""
    asking = [group for group in groups if group.single and not group.single.stems.isdisjoint(asking_stems())]
    if len(groups) - len(asking) >= ABOUT:
        for group in asking:
            group.asking = True


def look_up(groups: Sequence[Alternatives], forms: Forms, *, loud: bool = False) -> list[list[Unit]]:
    """Each group with its words as the index knows them, which is asked for all of them at once.

    `loud` says that all is typed in capitals.
    """
    found = [[_plain(term, loud=loud) or term for term in group if _has_words(term)] for group in groups]
    written = [unit for group in found for unit in group if isinstance(unit, tuple)]
    words = dict(zip(written, forms.words(written), strict=True))
    return [[words[unit] if isinstance(unit, tuple) else unit for unit in group] for group in found]


def _has_words(term: Term | Near) -> bool:
    return isinstance(term, Near) or any(exact_of[word] for word in WORD.findall(term.text))


def _plain(term: Term | Near, *, loud: bool) -> tuple[str, str] | None:
    """A word and its token, where a term is one word of a script with spaces."""
    if isinstance(term, Near):
        return None
    text = term.text.lower() if loud else term.text
    written = [word for word in WORD.findall(text) if exact_of[word]]
    found = parts(written[0]) if len(written) == 1 else []
    if len(found) == 1 and not found[0].paired and not is_prefix(term, found):
        return written[0], found[0].token
    return None
