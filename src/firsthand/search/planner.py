"""A query as understood becomes a plan.

Stop words of the reader's languages are not required, unless nothing else was asked. Exact forms add to the score, and
so do concepts that words name: they lead to the same thing under other names and in other languages.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.search.carryover import carried_over, weights
from firsthand.search.forms import Forms, Word
from firsthand.search.languages import analysed_as
from firsthand.search.pieces import Pieces, tokens_of
from firsthand.search.plan import Marks, Plan
from firsthand.search.protocol import Carried
from firsthand.search.query import Asked, Term, named
from firsthand.search.tree import Node, Token, all_of, any_of, weighed
from firsthand.search.wanted import Unit, Wanted, gather, look_up, weigh

if TYPE_CHECKING:
    from firsthand.search.concepts import Recognised, Recogniser

JOINED_WEIGHT = 0.1
"""What words with a hyphen add when they stand so: as a phrase they are so rare that more would drown all else."""


class Planner:
    """Makes plans for one open index."""

    def __init__(self, forms: Forms, recogniser: "Recogniser | None" = None) -> None:
        self.forms, self._recogniser = forms, recogniser

    def plan(self, asked: Asked, languages: Sequence[str], *, own_words: bool = False) -> Plan | None:
        """None where there is nothing to search for."""
        reader = tuple(analysed_as(language) for language in languages) or tuple(self.forms.tags)
        return _Draft(self.forms, None if own_words else self._recogniser, asked, reader).finish()


class _Draft:
    """One plan in the making."""

    def __init__(self, forms: Forms, recogniser: "Recogniser | None", asked: Asked, reader: tuple[str, ...]) -> None:
        self.forms, self.recogniser, self.asked, self.reader = forms, recogniser, asked, reader
        self.pieces = Pieces()
        self.stems: set[str] = set()
        self.boosts: list[Node] = []
        self.alone = len(asked.wanted) == 1
        """Whether there is one word, which tells no passage from another where all have it in the same form."""
        self.carried: dict[str, Carried] = {}

    def finish(self) -> Plan | None:
        groups, joined = gather(self.asked, self.forms)
        self.boosts += map(self._in_order, joined)
        concepts: list[Node] = [Token("concept", concept) for concept in self.asked.concepts]
        if not groups and not self.asked.fields and not concepts:
            return None
        stops = [group.is_stop(self.reader) for group in groups]
        weigh([group for group, stop in zip(groups, stops, strict=True) if not stop])
        if all(stops) and not concepts:
            required, partly, ignored = [self._exactly(group) for group in groups], [], []
        else:
            required, partly = (nodes + concepts for nodes in self._required(groups, stops))
            ignored = [group for group, stop in zip(groups, stops, strict=True) if stop]
        marks = Marks(
            frozenset(self.pieces.exact),
            frozenset(self.stems),
            tuple(self.pieces.prefixes),
            tuple(self.pieces.phrases),
            frozenset((*self.carried, *self.asked.concepts)),
        )
        return Plan(
            tuple(required),
            tuple(self._excluded()),
            tuple(self.boosts),
            tuple(self.pieces.also + [node for group in ignored if (node := self._optional(group))]),
            marks,
            named((*self.asked.ignored, *(word.written for group in ignored for word in group.words))),
            tuple(self.carried.values()),
            self._at_least(groups, required),
            words=sum(not stop for stop in stops) if all(group.words for group in groups) else 0,
            partly=tuple(partly),
        )

    def _in_order(self, joined: Term) -> Node:
        """Words joined by a hyphen count a little more where they stand so."""
        return weighed(self.pieces.phrase([part.token for part in tokens_of(joined.text)]), JOINED_WEIGHT)

    def _at_least(self, groups: list[Wanted], required: list[Node]) -> int:
        """How many passages words alone are known to have."""
        if len(required) != 1 or len(groups) != 1 or self.asked.excluded:
            return 0
        return max((word.frequency for word in groups[0].words), default=0)

    def _required(self, groups: list[Wanted], stops: list[bool]) -> tuple[list[Node], list[Node]]:
        """One node for each group that is no stop word, or for each run of words that names a concept.

        Then the same where some of it is enough.
        """
        required: list[Node] = []
        partly: list[Node] = []
        at = 0
        for first, beyond, concepts in self._recognised(groups):
            before = self._own(groups[at:first], stops[at:first])
            own = self._own(groups[first:beyond], stops[first:beyond])
            worth = self._worth(groups[first:beyond], stops[first:beyond], concepts)
            required += (*before, carried_over([all_of(own)] if own else [], worth))
            partly += (*before, carried_over([any_of(own)] if own else [], worth))
            at = beyond
        rest = self._own(groups[at:], stops[at:])
        return required + rest, partly + rest

    def _worth(self, groups: list[Wanted], stops: list[bool], concepts: Sequence[str]) -> dict[str, float]:
        """Concepts that some words name, each with its weight."""
        named = [group for group, stop in zip(groups, stops, strict=True) if not stop]
        own = sum(self.forms.rarity(word.frequency) for group in named for word in group.words if word.frequency)
        factor = named[0].factor if len(named) == 1 else 1.0
        return weights(own, ((concept, self.forms.rarity_of(concept)) for concept in concepts), factor)

    def _own(self, groups: list[Wanted], stops: list[bool]) -> list[Node]:
        return [self._group(group) for group, stop in zip(groups, stops, strict=True) if not stop]

    def _recognised(self, groups: list[Wanted]) -> list["Recognised"]:
        """Runs of words that name concepts. Phrases, beginnings and alternatives stand for themselves alone."""
        if self.recogniser is None:
            return []
        words = [group.single.written if group.single else "" for group in groups]
        found = self.recogniser.in_query(words, self.reader)
        self.forms.learn_concepts(concept for one in found for concept in one.concepts)
        for first, beyond, concepts in found:
            as_typed = " ".join(words[first:beyond])
            for concept in concepts:
                self.carried[concept] = self.recogniser.carried(concept, as_typed, self.forms.tags)
        return found

    def _group(self, group: Wanted) -> Node:
        node = any_of([self._unit(unit, group.factor) for unit in group.units])
        for word in group.others:
            self._unit(word, group.factor)
        return node if group.factor == 1.0 else weighed(node, group.factor)

    def _unit(self, unit: Unit, factor: float) -> Node:
        if not isinstance(unit, Word):
            return self.pieces.node(unit)
        self.pieces.exact.add(unit.token)
        self.stems |= unit.stems
        if unit.boost is not None and not (self.alone and unit.exact_frequency >= unit.frequency):
            self.boosts.append(unit.boost if factor == 1.0 else weighed(unit.boost, factor))
        return unit.node

    def _exactly(self, group: Wanted) -> Node:
        self.pieces.exact.update(word.token for word in group.words)
        return any_of(
            [Token("exact", unit.token) if isinstance(unit, Word) else self.pieces.node(unit) for unit in group.units]
        )

    def _optional(self, group: Wanted) -> Node | None:
        """A stop word of another language than the reader's first, which may be a word of hers."""
        word = group.single
        if word is None or self.reader[0] in word.stop_in or not word.exact_frequency or self.forms.is_common(word):
            return None
        return Token("exact", word.token)

    def _excluded(self) -> list[Node]:
        """What must not occur: in any form that a word has in a passage's own language. None of it is marked."""
        groups = look_up([(term,) for term in self.asked.excluded], self.forms)
        unmarked = Pieces()
        return [unit.node if isinstance(unit, Word) else unmarked.excluded(unit) for group in groups for unit in group]
