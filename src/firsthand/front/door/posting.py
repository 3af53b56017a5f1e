"""Letters that wait in memory until the next batch goes out: in another order, and at a moment of no meaning.

Whoever watches the mail server can't tell which form brought which letter. Nothing of a letter is written to a log.
"""

import asyncio
import contextlib
import logging
import random

from msgspec import Struct

from firsthand.mailing import Letter, Outbox, Sent

log = logging.getLogger("firsthand.front")

MOST_WAITING = 20_000
MOST_IN_BATCH = 200
REST = (30.0, 240.0)
"""Seconds after which it is looked whether enough wait: anything from the first to the second."""
FEWEST = 5
"""Letters go out together, if so many come in a while: of one that goes alone, its moment says who asked for it."""
MOST_RESTS = 12
"""After so many rests, half an hour as a rule, fewer go out too."""
MOST_TRIES = 5
PATIENCE = 4.0
"""How many times as long it rests after a batch of which something was left over; then nobody is waited for."""

_chance = random.SystemRandom()


class _Waiting(Struct):
    letter: Letter
    tries: int = 0


class Posting:
    """Belongs to one event loop."""

    def __init__(self, outbox: Outbox, rest: tuple[float, float] = REST) -> None:
        self._outbox, self._rest = outbox, rest
        self._waiting: list[_Waiting] = []
        self._going: asyncio.Task[None] | None = None

    def has_room(self) -> bool:
        return len(self._waiting) < MOST_WAITING

    def put(self, letter: Letter) -> None:
        self._waiting.append(_Waiting(letter))
        if self._going is None or self._going.done():
            self._going = asyncio.get_running_loop().create_task(self._go())

    async def _go(self) -> None:
        """Until nothing waits any more."""
        patience, rests = 1.0, 0
        while self._waiting:
            await asyncio.sleep(_chance.uniform(*self._rest) * patience)
            rests += 1
            if len(self._waiting) < FEWEST and rests < MOST_RESTS and patience == 1.0:
                continue
            patience, rests = PATIENCE if await self._batch() else 1.0, 0

    async def _batch(self) -> bool:
        """Send one batch; whether something of it is left. It is seen through even if nobody waits for it any more."""
        _chance.shuffle(self._waiting)
        batch, self._waiting = self._waiting[:MOST_IN_BATCH], self._waiting[MOST_IN_BATCH:]
        sending = asyncio.get_running_loop().run_in_executor(None, self._send, batch)
        try:
            again = await asyncio.shield(sending)
        except asyncio.CancelledError:
            self._waiting += await sending
            raise
        self._waiting += again
        return bool(again)

    def _send(self, batch: list[_Waiting]) -> list[_Waiting]:
        """In a thread; gives back what is to be tried again."""
        try:
            sent = self._outbox.send([each.letter for each in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not name anybody in the log
            log.error("Letters could not be sent: %s.", type(error).__name__)
            sent = Sent(later=tuple(each.letter for each in batch))
        left = {id(letter) for letter in sent.later}
        over = [_Waiting(each.letter, each.tries + 1) for each in batch if id(each.letter) in left]
        again = [each for each in over if each.tries < MOST_TRIES]
        if given_up := len(over) - len(again) + sent.refused:
            log.warning("Letters that nobody took, and that are not tried again: %d.", given_up)
        if again:
            log.warning("Letters that could not be handed over, and are tried again: %d.", len(again))
        return again

    async def close(self) -> None:
        """Send all that waits at once, once; what nobody takes then is counted in the log and lost."""
        if self._going is not None:
            self._going.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._going
            self._going = None
        while self._waiting and not await self._batch():
            pass
        if self._waiting:
            log.warning("Letters that were never sent, since the server was closed: %d.", len(self._waiting))
            self._waiting = []
