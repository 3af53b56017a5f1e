"""What lies in an inbox's folder, seen from outside: which tokens are used up, how much of a day's room is taken.

It looks at names, sizes and spent tags alone. Its caller sees to it that one thread at a time asks.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from firsthand.sealed.envelope import LARGE, SMALL, UNMARKED
from firsthand.sealed.errors import FullError
from firsthand.sealed.shuffled import Shuffled
from firsthand.sealed.slots import list_names, read_tags

LEAST_FREE = 64 << 20
"""Bytes that are left free on the disk."""
_REMEMBERED = timedelta(days=8)
"""For how long a token is known to be used: longer than any token or link lives."""
_LOOK = 1.0
"""Seconds after which it is looked again what other processes have written."""


class Use(Enum):
    """What is known of a token."""

    FRESH = "fresh"
    SAME = "same"
    """It was used already, for the very same words: a retry."""
    OTHER = "other"
    """It was used already, for other words."""


class Census:
    """`own`: the files that this process is writing."""

    def __init__(self, folder: Path, most_a_day: int, today: Callable[[], date], own: dict[int, Shuffled]) -> None:
        self._folder, self._most, self._today, self._own = folder, most_a_day, today, own
        self._pending = {SMALL: 0, LARGE: 0}
        self._tags: dict[bytes, bytes] = {}
        self._sizes: dict[str, int] = {}
        self._lying: Counter[tuple[str, int]] = Counter()
        """Bytes by day and by size of slot, in files that this process isn't writing."""
        self._looked = -_LOOK

    def look(self, *, at_once: bool = False) -> None:
        """Learns what other processes have taken, at most once a second unless it is to be at once."""
        if time.monotonic() - self._looked < _LOOK and not at_once:
            return
        self._looked = time.monotonic()
        own = {file.path.name for file in self._own.values()}
        since = (self._today() - _REMEMBERED).isoformat()
        sizes: dict[str, int] = {}
        lying: Counter[tuple[str, int]] = Counter()
        for name in list_names(self._folder):
            if name.text in own:
                continue
            try:
                size = (self._folder / name.text).stat().st_size
            except FileNotFoundError:
                continue
            if size != self._sizes.get(name.text) and name.day >= since:
                self._tags.update((tag[:8], tag[8:]) for tag in read_tags(self._folder, name))
            sizes[name.text] = size
            lying[name.day, name.size] += size
        self._sizes, self._lying = sizes, lying

    def use(self, tag: bytes) -> Use:
        known = self._tags.get(tag[:8])
        if known is None or tag == UNMARKED:
            return Use.FRESH
        return Use.SAME if known == tag[8:] else Use.OTHER

    def expect(self, size: int, tag: bytes, *, is_answer: bool = False) -> None:
        """Notes that a slot of `size` bytes is on its way. FullError when there is no room for it, OSError.

        `is_answer`: of somebody who has signed before, for whom a tenth of the room is kept.
        """
        taken = self._taken()
        most = self._most if is_answer else self._most - self._most // 10
        if sum(taken.values()) + size > most or (size == LARGE and taken[LARGE] + size > self._most // 2):
            raise FullError(
                "The inbox has taken as much as it takes in a day. Send it again tomorrow; what came before is safe."
            )
        disk = os.statvfs(self._folder)
        if disk.f_bavail * disk.f_frsize < LEAST_FREE + sum(self._pending.values()):
            raise FullError("The server's disk is nearly full. Send it again later; what came before is safe.")
        self._pending[size] += size
        if tag != UNMARKED:
            self._tags[tag[:8]] = tag[8:]

    def settle(self, sizes: Iterable[int]) -> None:
        """What was on its way has come, or won't come."""
        for size in sizes:
            self._pending[size] -= size

    def forget(self, tag: bytes) -> None:
        """A token was not used after all."""
        self._tags.pop(tag[:8], None)

    def _taken(self) -> dict[int, int]:
        """Bytes of this day by size of slot, with those on their way."""
        day = self._today()
        taken = {slot: size + self._lying[day.isoformat(), slot] for slot, size in self._pending.items()}
        for slot, file in self._own.items():
            if file.day == day:
                taken[slot] += file.settled * slot  # what is being written is among those on their way
        return taken
