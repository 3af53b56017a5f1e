"""A query as understood becomes a tree for the engine, and what there is to highlight.

A word is found by its stems, each in its own language, so that a passage is found where the words occur as its own
language inflects them. Where a word is a stop word of a passage's language, its exact form is looked for. Stop words of
the reader's languages are not required, unless nothing else was asked. Exact forms add to the score, and so do concepts
that words name: they lead to the same thing under other names and in other languages.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from math import ceil, log, sqrt
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from firsthand.search.analysis import WORD, Part, exact_of, is_loud, parts, stemming
from firsthand.search.asking import WEIGHT as ASKING_WEIGHT
from firsthand.search.asking import asking_stems
from firsthand.search.carryover import carried_over, weights
from firsthand.search.index import Index
from firsthand.search.languages import analysed_as
from firsthand.search.protocol import Carried
from firsthand.search.query import MAX_PHRASE_WORDS, Asked, Near, Term, named
from firsthand.search.tree import (
    NOTHING,
    AllOf,
    AnyOf,
    Beginning,
    Best,
    Node,
    Phrase,
    TextField,
    Token,
    all_of,
    any_of,
    weighed,
)

if TYPE_CHECKING:
    from firsthand.search.concepts import Recognised, Recogniser

EXACT_WEIGHT = 0.2
"""What the exact form of a word adds to the score of its stem."""
JOINED_WEIGHT = 0.1
"""What words with a hyphen add when they stand so: as a phrase they are so rare that more would drown all else."""
NEARLY_ALL = 0.95
"""A form is weighted as the word only where their rarities are further apart."""
REMEMBERED_WORDS = 4_096
PREFIX_CHARACTERS = 2
"""Shorter prefixes are searched as words; of unspaced scripts one character is enough."""
ALL_UP_TO = 4
"""So many words must all occur; of more, some are enough from the start."""
ENOUGH = 10
"""Where fewer passages have all the words, those with some of them are shown too."""
ABOUT = 3
"""Words that a question must have beside words of asking for these to count less."""
OPTIONAL_SHARE = 0.2
"""Stop words of another language than the reader's first add to the score unless so many passages have them."""
RUN = 3
"""Of a longer run of an unspaced script most pairs of characters are enough."""
RUN_QUORUM = 0.7


class Marks(Struct, frozen=True):
    """What is highlighted in a passage."""

    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    concepts: frozenset[str] = frozenset()


class Plan(Struct, frozen=True):
    required: tuple[Node, ...]
    """What has to occur, all of it; one node for each word, phrase or concept that was asked for."""
    without: tuple[Node, ...]
    boosts: tuple[Node, ...]
    """Exact forms, which only count for the order; whatever has one of them has what is required of its word."""
    also: tuple[Node, ...]
    """Other things that only count for the order."""
    marks: Marks
    ignored: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    at_least: int = 0
    """So many passages match, as far as it is known beforehand."""
    only: tuple[Node, ...] = ()
    """What narrows the passages and is worth nothing."""
    words: int = 0
    """How many plain words there are; nothing else than words is asked for where there are any."""
    partly: tuple[Node, ...] = ()
    """For each of `required` what is enough where some of it is enough: any word of a name of several words."""

    @property
    def matching(self) -> Node:
        """Which passages match."""
        return all_of((*self.required, *self.only), self.without)

    @property
    def scoring(self) -> Node:
        """Which passages match, and what each is worth."""
        union = self._union()
        if union is None:
            return all_of((*self.required, *self.only), self.without, (*self.boosts, *self.also))
        return AnyOf((*union, *self.boosts)) if len(union) + len(self.boosts) > 1 else union[0]

    def _union(self) -> tuple[Node, ...] | None:
        """Where any of some nodes is enough: those nodes. A plain union is what engines answer fastest."""
        if len(self.required) != 1 or self.only or self.without or self.also:
            return None
        node = self.required[0]
        if isinstance(node, AnyOf):
            return node.nodes if node.nodes and node.at_least == 1 else None
        return None if self.boosts and _asks_for_several(node) else (node,)

    def within(self, *nodes: Node) -> "Plan":
        """The plan for those passages alone that other nodes allow."""
        return replace(self, only=(*self.only, *nodes), at_least=0)

    @property
    def can_loosen(self) -> bool:
        return len(self.required) > 1

    def loosened(self) -> "Plan":
        """The plan for passages with some of what was asked, where all of it is too much to ask.

        Of a few words those passages come first that have all; of many, as in a question, the sum alone tells best.
        """
        nodes: list[Node] = []
        for node in self.partly or self.required:
            nodes += node.nodes if isinstance(node, AnyOf) and node.at_least == 1 else (node,)
        if len(self.required) <= ALL_UP_TO:
            nodes.append(AllOf(self.required))
        return replace(self, required=(AnyOf(tuple(nodes)),), at_least=0)


def _asks_for_several(node: Node) -> bool:
    """Whether there are words in it that only count together: then their exact forms alone are not enough."""
    return isinstance(node, AllOf) or (isinstance(node, Best) and any(map(_asks_for_several, node.nodes)))


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


class Planner:
    """Makes plans for one open index."""

    def __init__(self, index: Index, tags: Sequence[str], recogniser: "Recogniser | None" = None) -> None:
        self._index = index
        self._passages = index.passages()
        self.tags = tags
        self.recogniser = recogniser
        self._stemming = [(tag, stemming(tag)) for tag in tags]
        self._words: dict[str, Word] = {}
        self._concepts: dict[str, int] = {}
        """Concepts that were asked for, with their frequencies; never more than the thesaurus has."""

    def plan(self, asked: Asked, languages: Sequence[str], *, own_words: bool = False) -> Plan | None:
        """None where there is nothing to search for."""
        reader = tuple(analysed_as(language) for language in languages) or tuple(self.tags)
        return _Draft(self, asked, reader, own_words=own_words).finish()

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


Unit = Word | Term | Near
"""A word, whose forms depend on the language, or what is the same in all."""


class _Wanted(Struct):
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


class _Draft:
    """One plan in the making."""

    def __init__(self, planner: Planner, asked: Asked, reader: tuple[str, ...], *, own_words: bool) -> None:
        self.planner = planner
        self.asked = asked
        self.reader = reader
        self.recogniser = None if own_words else planner.recogniser
        self.exact: set[str] = set()
        self.stems: set[str] = set()
        self.prefixes: dict[str, None] = {}
        self.phrases: dict[tuple[str, ...], None] = {}
        self.loud = is_loud(asked.cleaned)
        self.boosts: list[Node] = []
        self.alone = len(asked.wanted) == 1
        """Whether there is one word, which tells no passage from another where all have it in the same form."""
        self.also: list[Node] = []
        self.carried: dict[str, Carried] = {}

    def finish(self) -> Plan | None:
        groups = self._groups()
        concepts: list[Node] = [Token("concept", concept) for concept in self.asked.concepts]
        if not groups and not self.asked.fields and not concepts:
            return None
        stops = [group.is_stop(self.reader) for group in groups]
        self._weigh([group for group, stop in zip(groups, stops, strict=True) if not stop])
        if all(stops) and not concepts:
            required, partly, ignored = [self._exactly(group) for group in groups], [], []
        else:
            required, partly = (nodes + concepts for nodes in self._required(groups, stops))
            ignored = [group for group, stop in zip(groups, stops, strict=True) if stop]
        marks = Marks(
            frozenset(self.exact), frozenset(self.stems), tuple(self.prefixes), tuple(self.phrases),
            frozenset((*self.carried, *self.asked.concepts)),
        )  # fmt: skip
        return Plan(
            tuple(required),
            tuple(self._excluded()),
            tuple(self.boosts),
            tuple(self.also + [node for group in ignored if (node := self._optional(group))]),
            marks,
            named((*self.asked.ignored, *(word.written for group in ignored for word in group.words))),
            tuple(self.carried.values()),
            self._at_least(groups, required),
            words=sum(not stop for stop in stops) if all(group.words for group in groups) else 0,
            partly=tuple(partly),
        )

    def _groups(self) -> list[_Wanted]:
        """What was asked for, in groups of alternatives. Words joined by hyphens are words, and a phrase besides."""
        asked: list[tuple[Term | Near, ...]] = []
        for alternatives in self.asked.wanted:
            term = alternatives[0]
            joined = self._joined(term) if len(alternatives) == 1 and isinstance(term, Term) else []
            if joined and isinstance(term, Term):
                phrase_of = self._phrase([part.token for part in self._tokens(term.text)])
                self.boosts.append(weighed(phrase_of, JOINED_WEIGHT))
            asked += [(word,) for word in joined] or [alternatives]
        groups: list[_Wanted] = []
        by_stems: dict[frozenset[str], _Wanted] = {}
        for alternatives, units in zip(asked, self._units(asked), strict=True):
            times = max((term.times for term in alternatives if isinstance(term, Term)), default=1)
            group = _Wanted(units, times)
            word = group.single
            same = by_stems.setdefault(word.stems, group) if word and word.stems else group
            if word and same is not group:  # in another form: "cell", "cells"
                same.times += times
                same.others.append(word)
            elif units:
                groups.append(group)
        return groups

    @staticmethod
    def _joined(term: Term) -> list[Term]:
        """The words of a term like "boundary-layer"; none of a phrase, a beginning or a word alone."""
        if term.phrase or term.prefix:
            return []
        words = [word for word in WORD.findall(term.text) if exact_of[word]]
        if len(words) < 2 or any(len(exact_of[word].split(" ")) > 1 for word in words):
            return []
        return [Term(word, start=term.start, times=term.times) for word in words]

    @staticmethod
    def _weigh(groups: list[_Wanted]) -> None:
        """In a long question words of asking count little beside what it is about."""
        asking = [group for group in groups if group.single and not group.single.stems.isdisjoint(asking_stems())]
        if len(groups) - len(asking) >= ABOUT:
            for group in asking:
                group.asking = True

    def _at_least(self, groups: list[_Wanted], required: list[Node]) -> int:
        """How many passages words alone are known to have."""
        if len(required) != 1 or len(groups) != 1 or self.asked.excluded:
            return 0
        return max((word.frequency for word in groups[0].words), default=0)

    def _units(self, groups: Iterable[tuple[Term | Near, ...]]) -> list[list[Unit]]:
        """Each group with its words as the planner knows them, which is asked for all of them at once."""
        found = [[self._plain(term) or term for term in group if self._has_words(term)] for group in groups]
        written = [unit for group in found for unit in group if isinstance(unit, tuple)]
        words = dict(zip(written, self.planner.words(written), strict=True))
        return [[words[unit] if isinstance(unit, tuple) else unit for unit in group] for group in found]

    @staticmethod
    def _has_words(term: Term | Near) -> bool:
        return isinstance(term, Near) or any(exact_of[word] for word in WORD.findall(term.text))

    def _plain(self, term: Term | Near) -> tuple[str, str] | None:
        """A word and its token, where a term is one word of a script with spaces."""
        if isinstance(term, Near):
            return None
        text = term.text.lower() if self.loud else term.text
        written = [word for word in WORD.findall(text) if exact_of[word]]
        found = parts(written[0]) if len(written) == 1 else []
        if len(found) == 1 and not found[0].paired and not self._is_prefix(term, found):
            return written[0], found[0].token
        return None

    def _required(self, groups: list[_Wanted], stops: list[bool]) -> tuple[list[Node], list[Node]]:
        """One node for each group that is no stop word, or for each run of words that names a concept.

        Then the same where some of it is enough.
        """
        required: list[Node] = []
        partly: list[Node] = []
        at = 0
        for first, beyond, concepts in self._recognised(groups):
            before = self._own(groups[at:first], stops[at:first])
            own = self._own(groups[first:beyond], stops[first:beyond])
            weighed = self._worth(groups[first:beyond], stops[first:beyond], concepts)
            required += (*before, carried_over([all_of(own)] if own else [], weighed))
            partly += (*before, carried_over([any_of(own)] if own else [], weighed))
            at = beyond
        rest = self._own(groups[at:], stops[at:])
        return required + rest, partly + rest

    def _worth(self, groups: list[_Wanted], stops: list[bool], concepts: Sequence[str]) -> dict[str, float]:
        """Concepts that some words name, each with its weight."""
        named = [group for group, stop in zip(groups, stops, strict=True) if not stop]
        own = sum(self.planner.rarity(word.frequency) for group in named for word in group.words if word.frequency)
        factor = named[0].factor if len(named) == 1 else 1.0
        return weights(own, ((concept, self.planner.rarity_of(concept)) for concept in concepts), factor)

    def _own(self, groups: list[_Wanted], stops: list[bool]) -> list[Node]:
        return [self._group(group) for group, stop in zip(groups, stops, strict=True) if not stop]

    def _recognised(self, groups: list[_Wanted]) -> list["Recognised"]:
        """Runs of words that name concepts. Phrases, beginnings and alternatives stand for themselves alone."""
        if self.recogniser is None:
            return []
        words = [group.single.written if group.single else "" for group in groups]
        found = self.recogniser.in_query(words, self.reader)
        self.planner.learn_concepts(concept for one in found for concept in one.concepts)
        for first, beyond, concepts in found:
            as_typed = " ".join(words[first:beyond])
            for concept in concepts:
                self.carried[concept] = self.recogniser.carried(concept, as_typed, self.planner.tags)
        return found

    def _group(self, group: _Wanted) -> Node:
        node = any_of([self._unit(unit, group.factor) for unit in group.units])
        for word in group.others:
            self._unit(word, group.factor)
        return node if group.factor == 1.0 else weighed(node, group.factor)

    def _unit(self, unit: Unit, factor: float) -> Node:
        if not isinstance(unit, Word):
            return self._fixed(unit)
        self.exact.add(unit.token)
        self.stems |= unit.stems
        if unit.boost is not None and not (self.alone and unit.exact_frequency >= unit.frequency):
            self.boosts.append(unit.boost if factor == 1.0 else weighed(unit.boost, factor))
        return unit.node

    def _exactly(self, group: _Wanted) -> Node:
        self.exact.update(word.token for word in group.words)
        return any_of(
            [Token("exact", unit.token) if isinstance(unit, Word) else self._fixed(unit) for unit in group.units]
        )

    def _optional(self, group: _Wanted) -> Node | None:
        """A stop word of another language than the reader's first, which may be a word of hers."""
        word = group.single
        if word is None or self.reader[0] in word.stop_in or not word.exact_frequency or self.planner.is_common(word):
            return None
        return Token("exact", word.token)

    def _fixed(self, unit: Term | Near) -> Node:
        """What is the same in all languages: a phrase, a prefix, characters of an unspaced script, words nearby."""
        if isinstance(unit, Near):
            return self._near(unit)
        found = self._tokens(unit.text)
        tokens = [part.token for part in found]
        if self._is_prefix(unit, found):
            return self._prefix(tokens)
        if not unit.phrase and len(tokens) > RUN and all(part.paired for part in found):
            return self._run(tokens)
        return self._phrase(tokens)

    def _near(self, near: Near) -> Node:
        """Two words or phrases with at most so many words between them, whichever comes first."""
        left, right = ([part.token for part in self._tokens(term.text)] for term in (near.left, near.right))
        self.exact.update((*left, *right))
        return AnyOf((Phrase((*left, *right), near.between), Phrase((*right, *left), near.between)))

    def _run(self, tokens: list[str]) -> Node:
        """A long run of a script without spaces is a sentence rather than a word."""
        self.exact.update(tokens)
        self.also.append(self._phrase(tokens))
        return AnyOf(tuple(Token("exact", token) for token in tokens), ceil(RUN_QUORUM * len(tokens)))

    def _phrase(self, tokens: list[str]) -> Node:
        self.phrases[tuple(tokens)] = None
        return phrase(tokens)

    def _prefix(self, tokens: list[str]) -> Node:
        self.prefixes[tokens[-1]] = None
        last = Beginning(tokens[-1])
        return last if len(tokens) == 1 else AllOf((self._phrase(tokens[:-1]), last))

    @staticmethod
    def _is_prefix(term: Term, found: list[Part]) -> bool:
        """One character of an unspaced script stands at the beginning of pairs."""
        if len(found) == 1 and found[0].paired and len(term.text.strip()) == found[0].end - found[0].start:
            return True
        return term.prefix and bool(found) and (found[-1].paired or len(found[-1].token) >= PREFIX_CHARACTERS)

    def _excluded(self) -> list[Node]:
        """What must not occur: in any form that a word has in a passage's own language."""
        return [
            self._without(unit) for group in self._units([(term,) for term in self.asked.excluded]) for unit in group
        ]

    def _without(self, unit: Unit) -> Node:
        """Exclusion looks at the same forms, without marks."""
        if isinstance(unit, Word):
            return unit.node
        if isinstance(unit, Near):
            return self._near(unit)
        found = self._tokens(unit.text)
        return Beginning(found[-1].token) if self._is_prefix(unit, found) else phrase([part.token for part in found])

    @staticmethod
    def _tokens(text: str) -> list[Part]:
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


def phrase(tokens: Sequence[str]) -> Node:
    return Token("exact", tokens[0]) if len(tokens) == 1 else Phrase(tuple(tokens))
