"""A query as a tree that every engine can carry out: what has to occur in a passage, and what it is worth.

Nodes are frozen values. A node matches passages and gives each a score: that of Okapi BM25 for tokens and phrases,
the sum of what matches for AnyOf and AllOf. Knows nothing of written queries and nothing of engines.
"""

from collections.abc import Sequence
from typing import Literal, Union

from msgspec import Struct
from msgspec.structs import replace

TextField = Literal["exact", "stem", "concept"]
"""Fields of tokens. Only `exact` keeps their places; `label` and `edition` have nodes of their own."""


class Token(Struct, frozen=True, tag=True, array_like=True):
    """One token of a field."""

    field: TextField
    token: str
    weight: float = 1.0


class Phrase(Struct, frozen=True, tag=True, array_like=True):
    """Exact tokens in this order, next to one another, or with at most `between` others among them."""

    tokens: tuple[str, ...]
    between: int = 0
    weight: float = 1.0


class Beginning(Struct, frozen=True, tag=True, array_like=True):
    """Any exact token that begins so; the commonest of them are scored as tokens, all others are worth little."""

    start: str


class AnyOf(Struct, frozen=True, tag=True, array_like=True):
    """At least so many of the nodes; their scores are added. None at all matches nothing."""

    nodes: tuple["Node", ...]
    at_least: int = 1


class AllOf(Struct, frozen=True, tag=True, array_like=True):
    """Every one of `nodes`, none of `without`; what matches of `also` only adds to the score.

    Without `nodes` every passage matches that nothing excludes.
    """

    nodes: tuple["Node", ...]
    without: tuple["Node", ...] = ()
    also: tuple["Node", ...] = ()


class Best(Struct, frozen=True, tag=True, array_like=True):
    """Any of the nodes; the score is that of the best, and of every other this share."""

    nodes: tuple["Node", ...]
    share: float = 0.0


class Labelled(Struct, frozen=True, tag=True, array_like=True):
    """Passages with one of these labels ("kind=report"); worth nothing."""

    labels: tuple[str, ...]


class OfEditions(Struct, frozen=True, tag=True, array_like=True):
    """Passages of these editions, by number; worth nothing."""

    numbers: tuple[int, ...]


Node = Union[Token, Phrase, Beginning, AnyOf, AllOf, Best, Labelled, OfEditions]  # noqa: UP007 - a forward reference

EVERYTHING = AllOf(())
NOTHING = AnyOf(())


def weighed(node: Node, factor: float) -> Node:
    """A node whose scores count so many times."""
    match node:
        case Token() | Phrase():
            return replace(node, weight=round(node.weight * factor, 3))
        case AnyOf() | Best():
            return replace(node, nodes=tuple(weighed(one, factor) for one in node.nodes))
        case AllOf():
            nodes, also = ([weighed(one, factor) for one in some] for some in (node.nodes, node.also))
            return replace(node, nodes=tuple(nodes), also=tuple(also))
        case _:
            return node


def any_of(nodes: Sequence[Node]) -> Node:
    """One of the nodes; without a knot where there is only one."""
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


def all_of(nodes: Sequence[Node], without: Sequence[Node] = (), also: Sequence[Node] = ()) -> Node:
    """All of the nodes; without a knot where there is only one."""
    return (
        nodes[0] if len(nodes) == 1 and not without and not also else AllOf(tuple(nodes), tuple(without), tuple(also))
    )
