"""A tree of a query becomes a query in the language of OpenSearch."""

from collections.abc import Callable, Sequence
from typing import Any

from firsthand.search.tree import AllOf, AnyOf, Beginning, Best, Labelled, Node, OfEditions, Phrase, Token

Json = dict[str, Any]

PREFIX_WORDS = 50
"""The most frequent words with a beginning are scored as words; all others are found, and count little."""
PREFIX_WEIGHT = 0.1


class Carrier:
    """Makes queries; `beginning` gives the most frequent exact tokens that begin so."""

    def __init__(self, beginning: Callable[[str, int], Sequence[tuple[str, int]]]) -> None:
        self._beginning = beginning

    def carry(self, node: Node) -> Json:
        match node:
            case Token(field, token, weight):
                return {"term": {field: {"value": token, "boost": weight}}}
            case Phrase():
                return _phrase(node)
            case Beginning(start):
                return self._begins(start)
            case AnyOf(nodes, at_least):
                return self._any_of(nodes, at_least)
            case AllOf():
                return self._all_of(node)
            case Best(nodes, share):
                return {"dis_max": {"queries": self._each(nodes), "tie_breaker": share}}
            case Labelled() | OfEditions():
                return {"bool": {"filter": [_narrowing(node)]}}

    def _each(self, nodes: Sequence[Node]) -> list[Json]:
        return [self.carry(node) for node in nodes]

    def _any_of(self, nodes: Sequence[Node], at_least: int) -> Json:
        if not nodes:
            return {"match_none": {}}
        return {"bool": {"should": self._each(nodes), "minimum_should_match": at_least}}

    def _all_of(self, node: AllOf) -> Json:
        narrowing = [_narrowing(one) for one in node.nodes if isinstance(one, Labelled | OfEditions)]
        scoring = self._each([one for one in node.nodes if not isinstance(one, Labelled | OfEditions)])
        if not narrowing and not scoring:
            scoring = [{"match_all": {}}]
        clauses = {"must": scoring, "filter": narrowing}
        clauses |= {"should": self._each(node.also), "must_not": self._each(node.without)}
        return {"bool": {kind: found for kind, found in clauses.items() if found}}

    def _begins(self, start: str) -> Json:
        listed = self._beginning(start, PREFIX_WORDS + 1)
        words: list[Json] = [{"term": {"exact": {"value": token}}} for token, _ in listed[:PREFIX_WORDS]]
        if len(listed) > PREFIX_WORDS:
            every = {"prefix": {"exact": {"value": start}}}
            words.append({"constant_score": {"filter": every, "boost": PREFIX_WEIGHT}})
        return {"bool": {"should": words, "minimum_should_match": 1}} if words else {"match_none": {}}


def _phrase(node: Phrase) -> Json:
    if not node.between:
        asked = {"query": " ".join(node.tokens), "analyzer": "whitespace", "boost": node.weight}
        return {"match_phrase": {"exact": asked}}
    # Spans are worth the less the further apart their words are; the embedded engine gives all of them the full score.
    clauses = [{"span_term": {"exact": {"value": token}}} for token in node.tokens]
    near = {"span_near": {"clauses": clauses, "slop": node.between, "in_order": True}}
    words = [{"term": {"exact": {"value": token}}} for token in node.tokens]
    return {"bool": {"must": words, "filter": [near], "boost": node.weight}}


def _narrowing(node: Labelled | OfEditions) -> Json:
    """A condition without a score. Editions with numbers in a row need not be named one by one."""
    if isinstance(node, Labelled):
        # A filter comes from outside as it is; half a character, which no passage has, can't be sent.
        return {"terms": {"label": [label.encode("utf-8", "replace").decode() for label in node.labels]}}
    first, last = (min(node.numbers), max(node.numbers)) if node.numbers else (0, -1)
    if last - first + 1 == len(set(node.numbers)):
        return {"range": {"edition": {"gte": first, "lte": last}}}
    return {"terms": {"edition": node.numbers}}
