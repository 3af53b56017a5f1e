"""A tree of a query becomes a query of tantivy."""

from collections.abc import Callable, Sequence
from functools import lru_cache, singledispatchmethod
from re import escape
from typing import TYPE_CHECKING

from tantivy import Occur, Query

from firsthand.search.tree import AllOf, AnyOf, Beginning, Best, Labelled, Node, OfEditions, Phrase, Token, any_of

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
        if isinstance(node, Token):  # made anew in less time than it is remembered
            query = Query.term_query(self._schema, node.field, node.token, _OPTION[node.field])
            return _weighed(query, node.weight)
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
        words, others = meeting(node.nodes)
        clauses = [(MUST, carry(one)) for one in others]
        if words is not None:
            branches = [Query.boolean_query([(MUST, carry(one)) for one in forms]) for forms in words]
            clauses.append((MUST, _any(branches)))
        clauses = clauses or [(MUST, Query.all_query())]
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


def _any(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(SHOULD, query) for query in queries]) if queries else Query.empty_query()


Forms = dict[str, list[Node]]
"""Language -> forms of a word in passages of that language; "" -> those of any."""


def meeting(nodes: Sequence[Node]) -> tuple[list[list[Node]] | None, Sequence[Node]]:
    """For words that all have to occur: the forms that can meet, language by language, and what else has to occur.

    A passage has stems of its own language alone. So a few intersections of single forms find the same as one of all
    forms of each word, with the same scores, in half the time. None where there are not several such words.
    """
    forms = [_forms(node) for node in nodes]
    words = [of_word for of_word in forms if of_word]
    bound = [of_word for of_word in words if "" not in of_word]
    if len(words) < 2 or not bound:
        return None, nodes
    tags = sorted(set.intersection(*map(set, bound)))
    met = [[any_of([*of_word.get(tag, ()), *of_word.get("", ())]) for of_word in words] for tag in tags]
    return met, [node for node, of_word in zip(nodes, forms, strict=True) if not of_word]


def _forms(node: Node) -> Forms | None:
    """The forms of a word; None for whatever is no plain word."""
    found: Forms = {}
    for one in node.nodes if isinstance(node, AnyOf) and node.at_least == 1 else (node,):
        if not isinstance(one, Token) or one.field == "concept":
            return None
        found.setdefault(one.token.partition(":")[0] if one.field == "stem" else "", []).append(one)
    return found


def _weighed(query: Query, weight: float) -> Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)
