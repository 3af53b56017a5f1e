"""A query as understood becomes a query of the engine, and what there is to highlight.

A word is looked for in the stems of every language that the index has; its exact form adds to the score. Stop words of
the reader's languages are left out, those of other languages may occur; where nothing but stop words was asked, they are
words like any other.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import tantivy
from msgspec import Struct

from firsthand.search.analysis import Part, exact_forms, is_stop_word, parts, stem_forms, written_words
from firsthand.search.languages import analysed_as
from firsthand.search.query import MAX_PHRASE_WORDS, Asked, Term

if TYPE_CHECKING:
    from tantivy import Query

EXACT_WEIGHT = 0.5
"""What the exact form of a word adds to the score of its stem."""
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
    matching: Any
    """The tantivy query that decides which passages match."""
    scoring: Any
    """The same with everything that only counts for the order."""
    marks: Marks
    ignored: tuple[str, ...] = ()


class Planner:
    """Makes plans for one open index."""

    def __init__(self, schema: "tantivy.Schema", searcher: "tantivy.Searcher", tags: Sequence[str]) -> None:
        self._schema = schema
        self._searcher = searcher
        self._tags = tags

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

    def known(self, field: str, token: str) -> bool:
        return bool(self._searcher.doc_freq(field, token))

    def stems(self, word: str) -> list[str]:
        """The stems of a word in all languages of the index, those that occur."""
        found: dict[str, None] = {}
        for tag in self._tags:
            found.update(dict.fromkeys(stem for stem in stem_forms(word, tag) if stem and self.known("stem", stem)))
        return list(found)

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

    def stop_word_in(self, word: str, tags: Iterable[str]) -> bool:
        return any(is_stop_word(word, tag) for tag in tags)

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


class _Draft:
    """One plan in the making."""

    def __init__(self, planner: Planner, asked: Asked, reader: tuple[str, ...]) -> None:
        self.planner = planner
        self.asked = asked
        self.reader = reader or tuple(planner.tags)
        self.exact: set[str] = set()
        self.stems: set[str] = set()
        self.prefixes: list[str] = []
        self.phrases: list[tuple[str, ...]] = []
        self.boosts: list[tuple[Any, Query]] = []
        self.ignored: list[str] = list(asked.ignored)

    def finish(self) -> Plan | None:
        required: list[tuple[Any, Query]] = []
        wanted = [alternatives for alternatives in map(self._units, self.asked.wanted) if alternatives]
        only_stop_words = all(self._omissible(alternatives, self.planner.tags) for alternatives in wanted)
        for alternatives in wanted:
            if not only_stop_words and self._omissible(alternatives, self.planner.tags):
                self._optional(alternatives)
            else:
                required.append((MUST, any_of([self._query(unit) for unit in alternatives])))
        if not required and not self.asked.fields:
            return None
        if not required:
            required.append((MUST, tantivy.Query.all_query()))
        required += [(NOT, self._without(unit)) for term in self.asked.excluded for unit in self._units((term,))]
        marks = Marks(frozenset(self.exact), frozenset(self.stems), tuple(self.prefixes), tuple(self.phrases))
        scoring = all_of([*required, *self.boosts]) if self.boosts else all_of(required)
        return Plan(all_of(required), scoring, marks, tuple(self.ignored))

    def _units(self, terms: Iterable[Term]) -> list[Term]:
        """Written words one by one; phrases as they are. Only alternatives can be more than one word together."""
        units: list[Term] = []
        for term in terms:
            words = [match[0] for match in written_words(term.text) if any(exact_forms(match[0]))]
            if not words:
                continue
            if term.phrase and len(words) > 1:
                units.append(term)
            elif len(words) == 1:
                units.append(msgspec.structs.replace(term, text=words[0]))
            else:  # "harm-reduction": one after the other
                units.append(Term(" ".join(words), phrase=True, prefix=term.prefix))
        return units

    def _omissible(self, alternatives: list[Term], tags: Iterable[str]) -> bool:
        return all(
            not term.phrase and not term.prefix and self.planner.stop_word_in(term.text, (*tags, *self.reader))
            for term in alternatives
        )

    def _optional(self, alternatives: list[Term]) -> None:
        for term in alternatives:
            if self._omissible([term], ()):
                self.ignored.append(term.text)
            else:
                self._boost(exact_forms(term.text)[0])
                self.exact.add(exact_forms(term.text)[0])

    def _query(self, unit: Term) -> "Query":
        found = self._tokens(unit.text)
        tokens = [part.token for part in found]
        if unit.prefix and self._long_enough(found):
            return self._prefix(tokens)
        if unit.phrase or len(tokens) > 1:
            self.phrases.append(tuple(tokens))
            return self.planner.phrase(tokens)
        if found[0].paired:  # one character of an unspaced script stands at the beginning of pairs
            self.prefixes.append(tokens[0])
            return self.planner.prefix(tokens[0])
        return self._word(unit.text, tokens[0])

    def _word(self, word: str, token: str) -> "Query":
        stems = self.planner.stems(word)
        self.exact.add(token)
        self.stems.update(stems)
        if not stems or self.planner.stop_word_in(word, self.planner.tags):
            return any_of([self.planner.term("exact", token), *(self.planner.term("stem", stem) for stem in stems)])
        self._boost(token)
        return any_of([self.planner.term("stem", stem) for stem in stems])

    def _boost(self, token: str) -> None:
        if self.planner.known("exact", token):
            query = tantivy.Query.boost_query(self.planner.term("exact", token), EXACT_WEIGHT)
            self.boosts.append((SHOULD, query))

    def _prefix(self, tokens: list[str]) -> "Query":
        if len(tokens) == 1:
            self.prefixes.append(tokens[0])
            return self.planner.prefix(tokens[0])
        self.phrases.append(tuple(tokens[:-1]))
        self.prefixes.append(tokens[-1])
        return all_of([(MUST, self.planner.phrase(tokens[:-1])), (MUST, self.planner.prefix(tokens[-1]))])

    @staticmethod
    def _long_enough(found: list[Part]) -> bool:
        return found[-1].paired or len(found[-1].token) >= PREFIX_CHARACTERS

    def _without(self, unit: Term) -> "Query":
        """Exclusion looks at the same forms, without marks or boosts."""
        tokens = [part.token for part in self._tokens(unit.text)]
        if unit.prefix:
            return self.planner.prefix(tokens[-1])
        if unit.phrase or len(tokens) > 1:
            return self.planner.phrase(tokens)
        stems = [self.planner.term("stem", stem) for stem in self.planner.stems(unit.text)]
        return any_of([self.planner.term("exact", tokens[0]), *stems])

    @staticmethod
    def _tokens(text: str) -> list[Part]:
        """The tokens of a text as a query has them: without the half pair at the end of an unspaced run."""
        found: list[Part] = []
        for match in written_words(text):
            of_word = parts(match[0])
            for part, following in zip(of_word, [*of_word[1:], None], strict=True):
                half = part.paired and found and found[-1].paired and (following is None or not following.paired)
                whole_run = half and found[-1].end == match.start() + part.end
                if not whole_run:
                    found.append(part._replace(start=match.start() + part.start, end=match.start() + part.end))
        return found[:MAX_PHRASE_WORDS]
