"""A tree of a query becomes a query of tantivy."""

from collections.abc import Callable, Sequence
from functools import lru_cache, singledispatchmethod
from re import escape
from typing import TYPE_CHECKING

from tantivy import Occur, Query

from firsthand.search.tree import AllOf, AnyOf, Beginning, Best, Labelled, Node, OfEditions, Phrase, Token

if TYPE_CHECKING:
    import tantivy

PREFIX_WORDS = 50
"""The most frequent words with a beginning are scored as words; all others are found, and count little."""
PREFIX_SCANNED = 20_000
"""Words of the dictionary that are looked at to find the most frequent ones with a beginning."""
PREFIX_WEIGHT = 0.1
REMEMBERED = 4_096

_OPTION = {"exact": "position", "stem": "freq", "concept": "freq"}
MUST, SHOULD, NOT = Occur.Must, Occur.Should, Occur.MustNot


class Carrier:
    """Makes queries for one open index; leaves are remembered."""

    def __init__(self, schema: "tantivy.Schema", beginning: Callable[[str, int], Sequence[tuple[str, int]]]) -> None:
        self._schema = schema
        self._beginning = beginning
        self._leaf = lru_cache(REMEMBERED)(self._make)

    def carry(self, node: Node) -> Query:
        if isinstance(node, AllOf):
            return self._all_of(node)
        if isinstance(node, AnyOf):
            return self._any_of(node)
        if isinstance(node, Best):
            return Query.disjunction_max_query([self.carry(one) for one in node.nodes], node.share)
        if isinstance(node, OfEditions):  # too long to be remembered
            return Query.const_score_query(Query.term_set_query(self._schema, "edition", list(node.numbers)), 0.0)
        return self._leaf(node)

    def _all_of(self, node: AllOf) -> Query:
        carry = self.carry
        clauses = [(MUST, carry(one)) for one in node.nodes] or [(MUST, Query.all_query())]
        clauses += [(SHOULD, carry(one)) for one in node.also]
        clauses += [(NOT, carry(one)) for one in node.without]
        return Query.boolean_query(clauses)

    def _any_of(self, node: AnyOf) -> Query:
        if not node.nodes:
            return Query.empty_query()
        clauses = [(SHOULD, self.carry(one)) for one in node.nodes]
        if node.at_least == 1:
            return Query.boolean_query(clauses)
        return Query.boolean_query(clauses, minimum_number_should_match=node.at_least)

    @singledispatchmethod
    def _make(self, node: Node) -> Query:
        raise TypeError(node)

    @_make.register
    def _(self, node: Token) -> Query:
        return _weighed(Query.term_query(self._schema, node.field, node.token, _OPTION[node.field]), node.weight)

    @_make.register
    def _(self, node: Phrase) -> Query:
        return _weighed(Query.phrase_query(self._schema, "exact", list(node.tokens), node.between), node.weight)

    @_make.register
    def _(self, node: Labelled) -> Query:
        labels = [(SHOULD, Query.term_query(self._schema, "label", label, "basic")) for label in node.labels]
        return Query.const_score_query(Query.boolean_query(labels), 0.0)

    @_make.register
    def _(self, node: Beginning) -> Query:
        listed = self._beginning(node.start, PREFIX_SCANNED)
        frequent = sorted(listed, key=lambda entry: -entry[1])[:PREFIX_WORDS]
        words = [(SHOULD, Query.term_query(self._schema, "exact", token, "position")) for token, _ in frequent]
        if len(listed) > PREFIX_WORDS:
            every = Query.regex_query(self._schema, "exact", escape(node.start) + ".*")
            words.append((SHOULD, Query.const_score_query(every, PREFIX_WEIGHT)))
        return Query.boolean_query(words) if words else Query.empty_query()


def _weighed(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)
