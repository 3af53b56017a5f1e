"""Where passages are prepared for the index: in this process while there are few, and then in a pool."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from firsthand.pools import Fallen, Pool, PoolError
from firsthand.search.protocol import Entry

if TYPE_CHECKING:
    from firsthand.search.builder import Prepare
    from firsthand.search.preparation import Preparation, Prepared

FEW = 10_000
"""Entries that are prepared sooner than processes are started for them."""
_LEAST, _MOST = 100, 500
"""Entries that travel together: fewer are not worth the way, more would leave processes without work."""


class Preparations:
    """The preparing of all batches of one index. Satisfies `search.builder.Run`."""

    def __init__(self, pool: Pool, thesaurus: bytes = b"", few: int = FEW) -> None:
        """`thesaurus` as the builder of the index has it. A pool that runs already is given the first `few` too."""
        self._pool = pool
        self._step = partial(prepare, thesaurus)
        self._here = 0 if pool.ready else few

    def __call__(self, prepare_here: "Prepare", batches: Iterable[list[Entry]]) -> Iterator["list[Prepared]"]:
        """The entries of all batches, prepared, in their order, but not always in the same batches.

        Raises PoolError where the pool can't prepare them.
        """
        batches = iter(batches)
        for batch in batches:
            if self._here <= 0:
                yield from self._elsewhere(chain((batch,), batches))
            else:
                self._here -= len(batch)
                yield prepare_here(batch)

    def _elsewhere(self, batches: Iterable[list[Entry]]) -> Iterator["list[Prepared]"]:
        for _, prepared in self._pool.map(self._step, self._pieces(batches)):
            if isinstance(prepared, Fallen):
                raise PoolError(
                    f"Preparing some passages for the index ended the process that did it, {prepared.attempts} times. "
                    "Look whether there is enough memory where it runs, then publish again."
                )
            yield prepared

    def _pieces(self, batches: Iterable[list[Entry]]) -> Iterator[list[Entry]]:
        for batch in batches:
            # Two for each process, so that none waits long for the others at the end of a batch.
            size = min(max(len(batch) // (2 * self._pool.breadth + 1) + 1, _LEAST), _MOST)
            yield from (batch[start : start + size] for start in range(0, len(batch), size))


def prepare(thesaurus: bytes, entries: list[Entry]) -> "list[Prepared]":
    """The step: entries as every engine takes them, in their order."""
    return _preparation(thesaurus).prepare_all(entries)


@lru_cache(2)
def _preparation(thesaurus: bytes) -> "Preparation":
    """Made once in each process."""
    from firsthand.search.concepts import Recogniser
    from firsthand.search.preparation import Preparation

    return Preparation(Recogniser.decode(thesaurus) if thesaurus else None)
