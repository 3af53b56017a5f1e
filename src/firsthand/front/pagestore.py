"""The pages of one release that have been made already, as many as fit into memory.

A release never changes, so nothing here grows old: a new release begins with an empty store. Searches are never kept.
Used from the event loop alone, hence without locks.
"""

from collections import OrderedDict

from firsthand.front.answers import Answer

CAPACITY = 48_000_000
"""Bytes."""

Key = tuple[bytes, str, bytes]
"""Encoding, path, query."""


class PageStore:
    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.weight = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: Key, answer: Answer) -> None:
        """Keep an answer, and let go of those that were not asked for the longest."""
        self._forget(key)
        if answer.weight > self.capacity // 4:
            return
        self._answers[key] = answer
        self.weight += answer.weight
        while self.weight > self.capacity:
            self._forget(next(iter(self._answers)))

    def _forget(self, key: Key) -> None:
        if answer := self._answers.pop(key, None):
            self.weight -= answer.weight

    def __len__(self) -> int:
        return len(self._answers)
