"""Why a hit stands where it does: what each word, phrase and concept adds to its score, and what multiplies it.

Asks the index for the score of each part alone, so the numbers are the engine's own, whichever it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from firsthand.search.analysis import exact, stems
from firsthand.search.facets import WORTH_OF_READING, WORTH_OF_STATE, Shelf
from firsthand.search.index import Index, Top
from firsthand.search.plan import Plan
from firsthand.search.protocol import Reason
from firsthand.search.selection import Found
from firsthand.search.storage import Stored
from firsthand.search.tree import AllOf, AnyOf, Beginning, Best, Node, OfEditions, Phrase, Token, all_of

LOOKED_THROUGH = 5_000
"""Passages of the editions shown whose scores are looked through for those of the hits."""
LEAST = 0.005
"""Parts of a score that are rounded away are not told."""

Leaf = Token | Phrase | Beginning


class Explanation:
    """Explains the hits of one answer."""

    def __init__(self, index: Index, shelf: Shelf, plan: Plan, found: Sequence[Found], reader: str = "") -> None:
        self._shelf, self._reader, self._tree = shelf, reader, plan.scoring
        editions = OfEditions(tuple(sorted({one.edition for one in found})))
        leaves = list(dict.fromkeys(_leaves(self._tree)))
        self._tops = {leaf: index.best(all_of([leaf, editions]), LOOKED_THROUGH) for leaf in leaves if found}
        tokens = [(leaf.field, leaf.token) for leaf in leaves if isinstance(leaf, Token)]
        self._passages = dict(zip(tokens, index.frequencies(tokens), strict=True))

    def reasons(self, found: Found, stored: Stored) -> tuple[Reason, ...]:
        """What a score is made of: first what is added, then what multiplies the sum, then the second look."""
        scores = {leaf: _score_in(top, found) for leaf, top in self._tops.items()}
        parts: dict[Leaf, float] = {}
        for leaf, score in _parts(self._tree, scores) or ():
            parts[leaf] = parts.get(leaf, 0.0) + score
        added = [self._added(leaf, score, stored) for leaf, score in parts.items() if score >= LEAST]
        added.sort(key=lambda reason: -reason.value)
        factors = list(self._factors(found))
        score = sum(reason.value for reason in added)
        for factor in factors:
            score *= factor.value
        looks = {"likeness": found.score - found.by_model - score, "model": found.by_model}
        seen = [Reason(kind, "", round(value, 2)) for kind, value in looks.items() if abs(value) > LEAST]
        return (*added, *factors, *seen)

    def _added(self, leaf: Leaf, score: float, stored: Stored) -> Reason:
        value = round(score, 2)
        if isinstance(leaf, Beginning):
            return Reason("beginning", leaf.start, value)
        if isinstance(leaf, Phrase):
            return Reason("phrase", " ".join(leaf.tokens), value)
        return Reason(
            {"stem": "word", "exact": "exact", "concept": "concept"}[leaf.field],
            leaf.token.partition(":")[2] if leaf.field == "stem" else leaf.token,
            value,
            _times(leaf, stored),
            self._passages[leaf.field, leaf.token],
        )

    def _factors(self, found: Found) -> Iterator[Reason]:
        row = self._shelf.rows[found.edition]
        worth = float(self._shelf.worth[found.edition])
        of_state = WORTH_OF_STATE.get(row.state, 1.0)
        if of_state != 1.0:
            yield Reason("state", row.state, of_state)
        if worth != of_state:
            yield Reason("age", (row.date or "")[:4], round(worth / of_state, 4))
        if self._shelf.read_by(self._reader)[found.edition]:
            yield Reason("language", self._reader, WORTH_OF_READING)


def _score_in(top: Top, found: Found) -> float:
    places = np.flatnonzero(top.editions == found.edition).tolist()
    return next((float(top.scores[at]) for at in places if top.keys[at] == found.key), 0.0)


Parts = list[tuple[Leaf, float]]


def _parts(node: Node, scores: Mapping[Leaf, float]) -> Parts | None:
    """The leaves that make the score of a passage, each with what it adds; None where the passage doesn't match."""
    match node:
        case Token() | Phrase() | Beginning():
            return [(node, scores[node])] if scores[node] else None
        case AllOf():
            required = [_parts(one, scores) for one in node.nodes]
            if None in required:
                return None
            return _joined([*required, *(_parts(one, scores) for one in node.also)])
        case AnyOf():
            found = [parts for one in node.nodes if (parts := _parts(one, scores)) is not None]
            return _joined(found) if len(found) >= node.at_least else None
        case Best():
            found = [parts for one in node.nodes if (parts := _parts(one, scores)) is not None]
            found.sort(key=lambda parts: -sum(score for _, score in parts))
            rest = [[(leaf, score * node.share) for leaf, score in parts] for parts in found[1:]]
            return _joined([found[0], *rest]) if found else None
        case _:  # labels and editions are worth nothing, and every hit has them
            return []


def _joined(some: Iterable[Parts | None]) -> Parts:
    return [part for parts in some for part in parts or ()]


def _leaves(node: Node) -> Iterator[Leaf]:
    match node:
        case Token() | Phrase() | Beginning():
            yield node
        case AnyOf() | Best():
            for one in node.nodes:
                yield from _leaves(one)
        case AllOf():
            for one in (*node.nodes, *node.also):
                yield from _leaves(one)


def _times(leaf: Token, stored: Stored) -> int:
    texts = (stored.text, *stored.headings)
    match leaf.field:
        case "exact":
            return sum(exact(text).split().count(leaf.token) for text in texts)
        case "stem":
            return sum(stems(text, stored.language).split().count(leaf.token) for text in texts)
        case "concept":
            return 0
