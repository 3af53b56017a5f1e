"""Items on their way through a pool: never too many at once, tried again where a process died, given in their order."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from firsthand.pools.protocol import ATTEMPTS, HEAVY, DiedError, Fallen, Lanes


class _Run(Struct, frozen=True):
    """An item that is being worked on."""

    number: int
    handed: Any
    attempt: int = 1


class Flow:
    """The items of one call of `Pool.map`; used once."""

    def __init__(
        self, lanes: Lanes, items: Iterable[Any], weigh: Callable[[Any], int] | None = None, *, ordered: bool = True
    ) -> None:
        self._lanes, self._items, self._weigh, self._ordered = lanes, enumerate(items), weigh, ordered
        self._runs: dict[Any, _Run] = {}
        self._done: dict[int, Any] = {}
        self._weights: dict[int, int] = {}
        """Of all items that were taken, and whose results were not given yet."""
        self._next = 0
        self._exhausted = False

    def results(self) -> Iterator[tuple[int, Any]]:
        """Each result with its item's number. Ends what still runs where the caller wants no more."""
        try:
            while True:
                self._fill()
                yield from self._ready()
                if self._runs:
                    self._await()
                elif self._exhausted and not self._done:
                    return
        finally:
            self._lanes.stop(list(self._runs))

    def _fill(self) -> None:
        """Take items as long as there is room. A result that waits for earlier ones takes room too."""
        while not self._exhausted and self._has_room():
            taken = next(self._items, None)
            if taken is None:
                self._exhausted = True
                return
            number, item = taken
            self._weights[number] = self._weigh(item) if self._weigh else 0
            self._start(_Run(number, self._lanes.hand(item)))

    def _has_room(self) -> bool:
        if not self._weights:
            return True
        return len(self._weights) < self._lanes.room() and sum(self._weights.values()) < HEAVY

    def _start(self, run: _Run) -> None:
        self._runs[self._lanes.start(run.handed, run.attempt)] = run

    def _await(self) -> None:
        for ended in self._lanes.wait(list(self._runs)):
            run = self._runs.pop(ended)
            try:
                self._done[run.number] = self._lanes.take(ended)
            except DiedError:
                if run.attempt < ATTEMPTS:
                    self._start(_Run(run.number, run.handed, run.attempt + 1))
                else:
                    self._done[run.number] = Fallen(run.attempt)

    def _ready(self) -> Iterator[tuple[int, Any]]:
        """What can be given now."""
        numbers = [self._next] if self._ordered else list(self._done)
        while numbers and numbers[0] in self._done:
            number = numbers.pop(0)
            result = self._done.pop(number)
            del self._weights[number]
            if self._ordered:
                self._next += 1
                numbers.append(self._next)
            yield number, result
