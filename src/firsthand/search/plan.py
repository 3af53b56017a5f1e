"""A query as understood becomes a query of the engine, and what there is to highlight.

Stems match in their own language, so a passage is found where all words occur as its own language inflects them; words
that are stop words there are not asked for. Stop words of the reader's languages are left out everywhere. Where nothing
but stop words was asked, they are words like any other. The exact form of a word adds to the score.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import log
from typing import TYPE_CHECKING, Any

import tantivy
from msgspec import Struct
from msgspec.structs import replace

from firsthand.search.analysis import WORD, Part, exact_of, parts, stems_of
from firsthand.search.languages import analysed_as
from firsthand.search.query import MAX_PHRASE_WORDS, Asked, Term, named

if TYPE_CHECKING:
    from tantivy import Query

EXACT_WEIGHT = 0.3
"""What the exact form of a word adds to the score of its stem."""
NEARLY_ALL = 0.95
"""A form is weighted as the word only where their rarities are further apart."""
REMEMBERED_WORDS = 4_096
PREFIX_WORDS = 50
"""The most frequent words with a prefix are scored as words; all others are found, and count little."""
PREFIX_SCANNED = 20_000
"""Words of the dictionary that are looked at to find the most frequent ones with a prefix."""
PREFIX_CHARACTERS = 2
"""Shorter prefixes are searched as words; of unspaced scripts one character is enough."""

MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


class Marks(Struct, frozen=True):
    """What is highlighted in a passage."""

    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()


class Plan(Struct, frozen=True):
    clauses: tuple[tuple[Any, Any], ...]
    """What decides which passages match: tantivy queries, each with how it has to occur."""
    boosts: tuple[Any, ...]
    """Queries that only count for the order."""
    marks: Marks
    ignored: tuple[str, ...] = ()
    at_least: int = 0
    """So many passages match, as far as it is known beforehand."""

    @property
    def matching(self) -> "Query":
        return all_of(self.clauses)

    @property
    def scoring(self) -> "Query":
        return all_of([*self.clauses, *((SHOULD, boost) for boost in self.boosts)])

    def within(self, query: "Query") -> "Plan":
        """The plan for those passages alone that another query allows."""
        return replace(self, clauses=((MUST, self.matching), (MUST, query)), at_least=0)


class Planner:
    """Makes plans for one open index."""

    def __init__(self, schema: "tantivy.Schema", searcher: "tantivy.Searcher", tags: Sequence[str]) -> None:
        self._schema = schema
        self._searcher = searcher
        self._passages = int(searcher.num_docs)
        self._tags = tags
        self._stemming = [(tag, stems_of(tag)) for tag in tags]
        self._words: dict[str, Word] = {}

    def word(self, written: str, token: str) -> "Word":
        """A word with its forms in every language; those last asked for are remembered."""
        known = self._words.get(written)
        if known is None:
            if len(self._words) >= REMEMBERED_WORDS:
                self._words.clear()
            known = self._words[written] = Word(self, written, token, self._stemming)
        return known

    def plan(self, asked: Asked, languages: Sequence[str]) -> Plan | None:
        """None where there is nothing to search for."""
        return _Draft(self, asked, tuple(analysed_as(language) for language in languages)).finish()

    def term(self, field: str, token: str) -> "Query":
        option = "position" if field == "exact" else "freq" if field == "stem" else "basic"
        return tantivy.Query.term_query(self._schema, field, token, option)

    def editions(self, numbers: Iterable[int]) -> "Query":
        numbers = list(numbers)
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._schema, "edition", numbers), 0.0)

    def labels(self, facet: str, values: Iterable[str]) -> "Query":
        labels = [self.term("label", f"{facet}={value}") for value in values]
        return tantivy.Query.const_score_query(any_of(labels), 0.0)

    def filtered(self, query: "Query", filters: Mapping[str, Iterable[str]]) -> "Query":
        """A query narrowed by facets."""
        labels = [(MUST, self.labels(name, values)) for name, values in filters.items() if values]
        return all_of([(MUST, query), *labels])

    def frequency(self, field: str, token: str) -> int:
        return self._searcher.doc_freq(field, token)

    def rarity(self, frequency: int) -> float:
        """The inverse document frequency of BM25. Frequencies may count passages that are deleted since."""
        passages = max(self._passages, frequency)
        return log(1 + (passages - frequency + 0.5) / (frequency + 0.5))

    def phrase(self, tokens: Sequence[str]) -> "Query":
        if len(tokens) == 1:
            return self.term("exact", tokens[0])
        return tantivy.Query.phrase_query(self._schema, "exact", list(tokens))

    def prefix(self, start: str) -> "Query":
        listed = self._searcher.terms_with_prefix("exact", start, limit=PREFIX_SCANNED)
        frequent = sorted(listed, key=lambda entry: -entry[1])[:PREFIX_WORDS]
        alternatives = [self.term("exact", token) for token, _ in frequent]
        if len(listed) > PREFIX_WORDS:
            every = tantivy.Query.regex_query(self._schema, "exact", start + ".*")
            alternatives.append(tantivy.Query.const_score_query(every, 0.1))
        return any_of(alternatives)

    @property
    def tags(self) -> Sequence[str]:
        return self._tags


def any_of(queries: Sequence["Query"]) -> "Query":
    if not queries:
        return tantivy.Query.empty_query()
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(SHOULD, query) for query in queries])


def all_of(clauses: Sequence[tuple[Any, "Query"]]) -> "Query":
    if len(clauses) == 1 and clauses[0][0] != NOT:
        return clauses[0][1]
    return tantivy.Query.boolean_query(list(clauses))


class Word:
    """A written word with its forms in every language of the index."""

    def __init__(
        self, planner: Planner, written: str, token: str, stemming: Iterable[tuple[str, Mapping[str, str]]]
    ) -> None:
        self.written, self.token = written, token
        self.stop_in: set[str] = set()
        self.stems: dict[str, list[tuple[str, int]]] = {}
        """Tag -> stems that occur, with how many passages have them."""
        self.frequency = 0
        in_passages = planner.frequency
        for tag, stems_in in stemming:
            if not (stems := stems_in[written]):
                self.stop_in.add(tag)
            elif " " not in stems:
                if frequency := in_passages("stem", stems):
                    self.stems[tag] = [(stems, frequency)]
                    self.frequency += frequency
            elif found := [(stem, times) for stem in stems.split(" ") if (times := in_passages("stem", stem))]:
                self.stems[tag] = found
                self.frequency += max(times for _, times in found)
        self.boost: Query | None = None
        """The exact form, which adds to the score of the stems unless all passages with them have it."""
        if 0 < planner.frequency("exact", token) < self.frequency:
            self.boost = tantivy.Query.boost_query(planner.term("exact", token), EXACT_WEIGHT)
        self._planner = planner
        self._queries: dict[str, list[Query]] = {}

    def queries(self, tag: str) -> list["Query"]:
        """The forms of the word in one language, worth as much as in any other: its rarity is that of all together."""
        known = self._queries.get(tag)
        if known is None:
            known = self._queries[tag] = [self._query(*form) for form in self.stems.get(tag, ())]
        return known

    def _query(self, stem: str, frequency: int) -> "Query":
        query = self._planner.term("stem", stem)
        if frequency == self.frequency:
            return query
        worth = self._planner.rarity(self.frequency) / self._planner.rarity(frequency)
        return query if worth > NEARLY_ALL else tantivy.Query.boost_query(query, worth)


Unit = Word | Term
"""A word, whose forms depend on the language, or a phrase or prefix, which is the same in all."""


class _Wanted:
    """Alternatives, one of which has to occur."""

    def __init__(self, units: list[Unit], tags: Sequence[str]) -> None:
        self.units = units
        self.words = [unit for unit in units if isinstance(unit, Word)]
        self.fixed = not self.words
        """Whether they are the same in all languages."""
        self.stops: set[str] = set()
        """Languages in which they are all stop words."""
        self.found = set(tags)
        """Languages in which one of them may be found."""
        self.plain = len(self.words) == len(units) and not any(word.stop_in for word in self.words)
        """Whether they are words that are stop words nowhere."""
        if len(self.words) == len(units):
            self.stops = set.intersection(*(word.stop_in for word in self.words))
            self.found = {tag for word in self.words for tag in word.stems}


class _Draft:
    """One plan in the making."""

    def __init__(self, planner: Planner, asked: Asked, reader: tuple[str, ...]) -> None:
        self.planner = planner
        self.asked = asked
        self.reader = reader
        self.exact: set[str] = set()
        self.stems: set[str] = set()
        self.prefixes: dict[str, None] = {}
        self.phrases: dict[tuple[str, ...], None] = {}
        self.made: dict[Term, Query] = {}

    def finish(self) -> Plan | None:
        tags = self.planner.tags
        wanted = [_Wanted(units, tags) for units in map(self._units, self.asked.wanted) if units]
        if not wanted and not self.asked.fields:
            return None
        if len(wanted) == 1 and wanted[0].plain and (flat := self._flat(wanted[0].words)):
            return flat
        groups = [group for group in wanted if not group.fixed]
        words = [word for group in groups for word in group.words]
        required = [any_of([self._fixed(unit) for unit in group.units]) for group in wanted if group.fixed]
        in_languages, ignored = self._in_languages(groups, alone=not required)
        required += in_languages
        clauses = [(MUST, query) for query in required or [tantivy.Query.all_query()]]
        return self._plan([*clauses, *self._excluded(tags)], words, ignored)

    def _flat(self, words: list[Word]) -> Plan | None:
        """One union of all forms in all languages, which the engine answers fastest; None if there are none."""
        clauses: list[tuple[Any, Query]] = []
        for word in words:
            self.exact.add(word.token)
            for tag, stems in word.stems.items():
                self.stems.update(stem for stem, _ in stems)
                clauses += [(SHOULD, query) for query in word.queries(tag)]
        if not clauses:
            return None
        excluded = self._excluded({tag for word in words for tag in word.stems})
        at_least = 0 if excluded else max(word.frequency for word in words)
        return self._plan([*clauses, *excluded], words, (), at_least)

    def _plan(
        self, clauses: list[tuple[Any, "Query"]], words: list[Word], ignored: tuple[str, ...], at_least: int = 0
    ) -> Plan:
        boosts = tuple(word.boost for word in words if word.boost is not None)
        marks = Marks(frozenset(self.exact), frozenset(self.stems), tuple(self.prefixes), tuple(self.phrases))
        return Plan(tuple(clauses), boosts, marks, named((*self.asked.ignored, *ignored)), at_least)

    def _units(self, terms: Iterable[Term]) -> list[Unit]:
        units: list[Unit] = []
        for term in terms:
            written = [word for word in WORD.findall(term.text) if exact_of[word]]
            found = parts(written[0]) if len(written) == 1 else []
            if len(found) == 1 and not found[0].paired and not self._is_prefix(term, found):
                units.append(self.planner.word(written[0], found[0].token))
            elif written:
                units.append(term)
        return units

    def _in_languages(self, words: list[_Wanted], *, alone: bool) -> tuple[list["Query"], tuple[str, ...]]:
        """What has to occur, all of it; and the words that are asked for in no language."""
        if not words:
            return [], ()
        asked = [group for group in words if group.stops.isdisjoint(self.reader)]
        if alone and not asked:
            return [self._exactly(group) for group in words], ()
        ignored = tuple(word.written for group in words if group not in asked for word in group.words)
        found = [clauses for tag in self.planner.tags if (clauses := self._in_language(asked, tag))]
        unread = not self.reader and set.intersection(*(group.stops for group in words))
        if alone and (unread or not found):
            found.append([self._exactly(group) for group in words])
        if len(found) == 1:
            return found[0], ignored
        return ([any_of([all_of([(MUST, query) for query in queries]) for queries in found])] if asked else []), ignored

    def _in_language(self, words: list[_Wanted], tag: str) -> list["Query"]:
        """What has to occur in a passage of one language; nothing if there can't be any."""
        if not all(tag in group.found or tag in group.stops for group in words):
            return []
        return [
            any_of([query for unit in group.units for query in self._unit(unit, tag)])
            for group in words
            if tag not in group.stops
        ]

    def _unit(self, unit: Unit, tag: str) -> list["Query"]:
        if isinstance(unit, Term):
            return [self._fixed(unit)]
        self.exact.add(unit.token)
        self.stems.update(stem for stem, _ in unit.stems.get(tag, ()))
        return unit.queries(tag)

    def _exactly(self, group: _Wanted) -> "Query":
        self.exact.update(word.token for word in group.words)
        return any_of(
            [
                self._fixed(unit) if isinstance(unit, Term) else self.planner.term("exact", unit.token)
                for unit in group.units
            ]
        )

    def _fixed(self, unit: Unit) -> "Query":
        """A phrase, a prefix, or characters of an unspaced script; made once for all languages."""
        assert isinstance(unit, Term)
        if unit not in self.made:
            found = self._tokens(unit.text)
            tokens = [part.token for part in found]
            self.made[unit] = self._prefix(tokens) if self._is_prefix(unit, found) else self._phrase(tokens)
        return self.made[unit]

    def _phrase(self, tokens: list[str]) -> "Query":
        self.phrases[tuple(tokens)] = None
        return self.planner.phrase(tokens)

    def _prefix(self, tokens: list[str]) -> "Query":
        self.prefixes[tokens[-1]] = None
        query = self.planner.prefix(tokens[-1])
        return query if len(tokens) == 1 else all_of([(MUST, self._phrase(tokens[:-1])), (MUST, query)])

    @staticmethod
    def _is_prefix(term: Term, found: list[Part]) -> bool:
        """One character of an unspaced script stands at the beginning of pairs."""
        if len(found) == 1 and found[0].paired and len(term.text.strip()) == found[0].end - found[0].start:
            return True
        return term.prefix and bool(found) and (found[-1].paired or len(found[-1].token) >= PREFIX_CHARACTERS)

    def _excluded(self, tags: Collection[str]) -> list[tuple[Any, "Query"]]:
        """What must not occur in passages of some languages."""
        units = [unit for term in self.asked.excluded for unit in self._units((term,))]
        return [(NOT, query) for unit in units for query in self._without(unit, tags)]

    def _without(self, unit: Unit, tags: Collection[str]) -> list["Query"]:
        """Exclusion looks at the same forms, without marks."""
        if isinstance(unit, Word):
            stems = [stem for tag, stems in unit.stems.items() if tag in tags for stem, _ in stems]
            exact = [] if unit.stop_in.isdisjoint(tags) else [self.planner.term("exact", unit.token)]
            return [*exact, *(self.planner.term("stem", stem) for stem in stems)]
        found = self._tokens(unit.text)
        if self._is_prefix(unit, found):
            return [self.planner.prefix(found[-1].token)]
        return [self.planner.phrase([part.token for part in found])]

    @staticmethod
    def _tokens(text: str) -> list[Part]:
        """The tokens of a text as a query has them: without the half pair at the end of an unspaced run."""
        found: list[Part] = []
        for match in WORD.finditer(text):
            of_word = parts(match[0])
            for part, following in zip(of_word, [*of_word[1:], None], strict=True):
                half = part.paired and found and found[-1].paired and (following is None or not following.paired)
                whole_run = half and found[-1].end == match.start() + part.end
                if not whole_run:
                    found.append(part._replace(start=match.start() + part.start, end=match.start() + part.end))
        return found[:MAX_PHRASE_WORDS]
