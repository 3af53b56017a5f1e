"""How much is taken in a time, without knowing from whom."""

import secrets
import time
import unicodedata
from collections.abc import Callable
from hashlib import blake2b

A_DAY = 86_400
MOST_LETTERS = 3
"""To one address in a day."""
MOST_ADDRESSES = 200_000
"""That are told apart in a day; 16 bytes each, and some more."""


class Bucket:
    """So many at once, and so many a second after that, whoever they come from."""

    def __init__(self, holds: int, per_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self._holds, self._per_second, self._now = holds, per_second, now
        self._left, self._at = float(holds), now()

    def take(self) -> bool:
        now = self._now()
        self._left = min(self._holds, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class Addressees:
    """Who got how many letters today: digests under a key that lives in memory alone, forgotten with it each day.

    So nobody's mailbox can be flooded from here, and nobody who reads the memory can do more than guess addresses.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._day = -1
        self._key = b""
        self._counts: dict[bytes, int] = {}

    def take(self, address: str) -> bool:
        """Whether one more letter may go there; then it is counted."""
        day = int(self._now()) // A_DAY
        if day != self._day:
            self._day, self._key, self._counts = day, secrets.token_bytes(32), {}
        digest = blake2b(_mailbox(address).encode("utf-8", "replace"), digest_size=12, key=self._key).digest()
        count = self._counts.get(digest, 0)
        if count >= MOST_LETTERS or len(self._counts) >= MOST_ADDRESSES:
            return False
        self._counts[digest] = count + 1
        return True


def _mailbox(address: str) -> str:
    """Where letters to an address end up, as far as that can be told: "S.am+list@example.org" is "sam@example.org".

    Large providers leave dots out. Where they count, two people may have to share the three letters of a day.
    """
    local, _, domain = unicodedata.normalize("NFKC", address).casefold().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"
