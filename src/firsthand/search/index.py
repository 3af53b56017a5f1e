"""What an opened index can be asked: the few questions that differ from engine to engine.

Everything else (understanding a query, grouping, facets, snippets, spelling) is written once, over this.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from firsthand.search.storage import Editions, Stored
from firsthand.search.tree import Node, TextField

Key = Any
"""What an index names a passage by; only good for asking the same index again."""


class Top(NamedTuple):
    """The best passages of a tree, from the best down; arrays of one length."""

    keys: Sequence[Key]
    scores: NDArray[np.float64]
    editions: NDArray[np.int64]
    """Number of the edition of each."""
    twins: NDArray[np.int64]
    """A sketch of its text and its place in the edition (see preparation.twin)."""


class Index(Protocol):
    """An index opened for reading. Safe to use from several threads.

    Every method raises BrokenIndexError where the index turns out to be damaged or can't be reached; the message holds
    nothing of what was asked.
    """

    @property
    def editions(self) -> Editions: ...

    @property
    def thesaurus(self) -> bytes:
        """The thesaurus that its concepts were recognised by, as `thesaurus.encode` wrote it; empty if by none."""

    def passages(self) -> int:
        """How many there are."""

    def frequencies(self, tokens: Sequence[tuple[TextField, str]]) -> Sequence[int]:
        """In how many passages each token of a field occurs; may count passages that were removed since."""

    def beginning(self, start: str, most: int) -> Sequence[tuple[str, int]]:
        """Exact tokens that begin so, with their frequencies: the first `most` that there are, in any order."""

    def best(self, tree: Node, limit: int) -> Top:
        """The passages with the highest scores, at most so many."""

    def count(self, tree: Node) -> NDArray[np.int64]:
        """How many passages of each edition match; by the number of the edition, as long as `editions.following`."""

    def stored(self, keys: Sequence[Key]) -> Sequence[Stored]:
        """What is kept of passages to show them."""

    def every(self, tree: Node) -> Iterator[tuple[Key, int]]:
        """All passages that match, each with its edition's number, in no particular order, read bit by bit."""

    def close(self) -> None: ...
