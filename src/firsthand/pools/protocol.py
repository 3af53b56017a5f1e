"""What a place where steps run takes and gives; whoever has a step to run knows no more than this."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, Self, TypeVar

from msgspec import Struct

Item = TypeVar("Item")
Result = TypeVar("Result")

ATTEMPTS = 3
"""How often an item is tried when the process dies over it: that may have been another's fault, or the machine's."""

HEAVY = 256 << 20
"""Bytes of items that are under way at once, from which on none is added."""


class PoolError(Exception):
    """Steps can't be run, or no longer; the message says why, and what to do, in a sentence."""


class DiedError(Exception):
    """The process that ran a step ended before it was done."""


class Fallen(Struct, frozen=True):
    """Stands for the result of an item over which every process died that tried it."""

    attempts: int


class Pool(Protocol):
    """Runs steps, several at once. For one thread at a time."""

    @property
    def breadth(self) -> int:
        """How many steps run at once, at the moment."""

    @property
    def ready(self) -> bool:
        """Whether it runs already, so that even a little work is worth bringing there."""

    def map(
        self,
        step: Callable[[Item], Result],
        items: Iterable[Item],
        *,
        weigh: Callable[[Item], int] | None = None,
        ordered: bool = True,
    ) -> Iterator[tuple[int, Result | Fallen]]:
        """The result of the step for each item, with the item's number from 0; in their order, or as they are done.

        The step, items and results must be such as can be pickled. Items are taken as there is room, never more than
        a few for each process, and none while there are 256 MiB of those that `weigh` tells the bytes of. An item whose
        process dies is tried again; one that is tried in vain gives Fallen. An error that the step raises is raised
        here. Raises PoolError where no step can be run any more.
        """

    def close(self) -> None:
        """End whatever runs."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...


class Lanes(Protocol):
    """One step in a pool: what pools differ in. `flow` does the rest for all of them."""

    def room(self) -> int:
        """How many items may be under way."""

    def hand(self, item: Any) -> Any:
        """Bring an item to where runs find it, as often as they need it."""

    def start(self, handed: Any, attempt: int, /) -> Any:
        """Begin a run; what is given stands for it and can be the key of a dictionary."""

    def wait(self, runs: list[Any]) -> list[Any]:
        """Some of the runs that have ended, at least one. Raises PoolError where none ever will."""

    def take(self, run: Any) -> Any:
        """What came of a run that has ended. Raises DiedError, PoolError, or whatever the step raised."""

    def stop(self, runs: list[Any]) -> None:
        """Give up runs that nobody waits for any more."""
