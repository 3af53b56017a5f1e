"""Pages of the door that are the same for everybody but for a few words: made once, with marks where these words go.

Nothing that somebody sent is kept here: it is filled in on the way out.
"""

import re
import secrets
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping

from starlette.concurrency import run_in_threadpool

from firsthand.front.opened import Opened

CAPACITY = 12_000_000
"""Bytes."""


def make_mark() -> str:
    """What stands in a sheet for a word to be filled in; nothing else that is ever written has it in it."""
    return secrets.token_hex(16)


class Sheet:
    """A page in pieces."""

    def __init__(self, html: str, marks: tuple[str, ...]) -> None:
        """`marks`: what is filled in, in the order in which `fill` gets it."""
        pieces = re.split(f"({'|'.join(marks)})", html)
        self._pieces = tuple(piece.encode() for piece in pieces[::2])
        self._gaps = tuple(marks.index(mark) for mark in pieces[1::2])
        self.weight = sum(map(len, self._pieces))

    def fill(self, *words: str) -> bytes:
        """The page, as UTF-8. The words are written as they are: whoever gives them has escaped them."""
        written = [word.encode() for word in words]
        made = [self._pieces[0]]
        for gap, piece in zip(self._gaps, self._pieces[1:], strict=True):
            made += (written[gap], piece)
        return b"".join(made)


Set = Mapping[Hashable, Sheet]
"""Sheets that are made together, lest their being here tells that somebody was given one of them."""


class Sheets:
    """Those of the release in service. Used from the event loop alone, hence without locks."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity, self._weight = capacity, 0
        self._sets: OrderedDict[Hashable, Set] = OrderedDict()
        self._release: weakref.ref[Opened] | None = None

    async def find(self, opened: Opened, key: Hashable, make: Callable[[], Set]) -> Set:
        """What was made before, or what `make` makes now, in a thread."""
        self._begin(opened)
        if (found := self._sets.get(key)) is not None:
            self._sets.move_to_end(key)
            return found
        made = await run_in_threadpool(make)
        self._begin(opened)
        self._forget(key)
        self._sets[key] = made
        self._weight += _weigh(made)
        while self._weight > self._capacity:
            self._forget(next(iter(self._sets)))
        return made

    def _begin(self, opened: Opened) -> None:
        """A new release has other words."""
        if self._release is None or self._release() is not opened:
            self._release = weakref.ref(opened)
            self._sets.clear()
            self._weight = 0

    def _forget(self, key: Hashable) -> None:
        if sheets := self._sets.pop(key, None):
            self._weight -= _weigh(sheets)


def _weigh(sheets: Set) -> int:
    return sum(sheet.weight for sheet in sheets.values())
