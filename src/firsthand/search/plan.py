"""What a query asks of an index: what has to occur, what only counts for the order, and what there is to highlight.

Up to ALL_UP_TO words must all occur; where few passages have them, or there are more words, some are enough.
"""

from msgspec import Struct
from msgspec.structs import replace

from firsthand.search.protocol import Carried
from firsthand.search.tree import AllOf, AnyOf, Best, Node, all_of

ALL_UP_TO = 4
"""So many words must all occur; of more, some are enough from the start."""
ENOUGH = 10
"""Where fewer passages have all the words, those with some of them are shown too."""


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
