"""The inbox: takes items, seals them at once, and says when they are safe on the disk. It can't open them.

Whatever waits is sealed together, written in random order and flushed once (group commit). Every process writes files
of its own, so that several may serve one folder.
"""

import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct

from firsthand.sealed import moments
from firsthand.sealed.census import Census, Use
from firsthand.sealed.envelope import SMALL, UNMARKED, enclose, pack, seal, size_of
from firsthand.sealed.errors import FullError, SpentError, UnwritableError
from firsthand.sealed.items import Item, Kind
from firsthand.sealed.keys import PublicKey
from firsthand.sealed.shuffled import Shuffled, finish_stale
from firsthand.sealed.slots import Slot, read_slots

__all__ = ["MOST_A_DAY", "Inbox", "Slot", "Use", "read_slots"]

MOST_A_DAY = 100_000 * SMALL
"""Bytes that an inbox takes in a day; messages may be half, and a tenth is kept for confirmations and withdrawals."""
_MOST_WAITING = 4_096
_BATCH = 512
_PAUSE = 60.0
"""Seconds after which an idle inbox looks whether the day is over."""


class _Waiting(Struct):
    packed: bytes
    size: int
    """Bytes of its slot."""
    spent: bytes
    future: Future[None]


class Inbox:
    """A folder that takes items. To be closed, or used in a `with`; what was acknowledged is safe without that too."""

    def __init__(
        self,
        folder: Path,
        key: PublicKey,
        most_a_day: int = MOST_A_DAY,
        today: Callable[[], date] = moments.today,
    ) -> None:
        """Makes the folder if need be, for its owner alone, and finishes what processes that died have left.

        `key`: to which is sealed. `most_a_day`: bytes. UnwritableError where the folder can't be written,
        SealedError where nothing can be sealed to the key.
        """
        seal(Item(Kind.CONFIRMATION), key)  # a key to which nothing can be sealed is refused now, not when people sign
        self.folder, self.key, self._today = folder, key, today
        self._changed = threading.Condition()
        self._waiting: deque[_Waiting] = deque()
        self._under_way: dict[bytes, Future[None]] = {}
        self._files: dict[int, Shuffled] = {}
        self._census = Census(folder, most_a_day, today, self._files)
        self._finishing: Future[None] | None = None
        self._is_closed = False
        self._open_folder()
        self._writer = threading.Thread(target=self._write_all, name="sealed inbox", daemon=True)
        self._writer.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def put(self, item: Item, spent: bytes = UNMARKED) -> Future[None]:
        """Takes an item. The future is done when it is safe, or has an UnwritableError; it can't be cancelled.

        `spent`: 16 bytes (`Tokens.spent_tag`). A retry gets the future of the first try and is not stored again;
        SpentError where the token was used for other words, FullError when no more is taken, TooLongError.
        """
        waiting = _Waiting(pack(item), size_of(item.kind), spent, _promise())
        with self._changed:
            if self._is_closed:
                raise FullError("The inbox is closed: the server is about to stop. Send it again in a minute.")
            try:
                self._census.look()
                use = self._census.use(spent)
                if use is Use.OTHER:
                    raise SpentError
                if use is Use.SAME:
                    return self._under_way.get(spent) or _done()
                self._check_queue()
                self._census.expect(waiting.size, spent, is_answer=item.kind not in (Kind.SIGNATURE, Kind.MESSAGE))
            except OSError as error:
                raise _unwritable(self.folder, error) from error
            if spent != UNMARKED:
                self._under_way[spent] = waiting.future
            self._waiting.append(waiting)
            self._changed.notify_all()
        return waiting.future

    def spent(self, tag: bytes) -> Use:
        """Whether a token is used. SAME may still be on its way to the disk: `put` it again to wait for that."""
        with self._changed:
            with suppress(OSError):  # `put` will say so
                self._census.look()
            return self._census.use(tag)

    def finish(self) -> Future[None]:
        """Finishes this process's files now, so that they can be collected and erased."""
        with self._changed:
            if self._is_closed:
                return _done()
            self._finishing = self._finishing or _promise()
            self._changed.notify_all()
            return self._finishing

    def close(self) -> None:
        """Waits for what was put to be safe, and finishes the files."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._writer.join()

    def _open_folder(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.folder.stat().st_mode & 0o777 != 0o700:
                self.folder.chmod(0o700)
            if not os.access(self.folder, os.W_OK | os.X_OK):
                raise PermissionError(13, os.strerror(13))
            finish_stale(self.folder)
            self._census.look()
        except OSError as error:
            raise _unwritable(self.folder, error) from error

    def _check_queue(self) -> None:
        if len(self._waiting) >= _MOST_WAITING:
            raise FullError("More is coming in than can be written. Send it again in a minute.")

    def _write_all(self) -> None:
        try:
            while self._write_some():
                pass
        finally:
            with self._changed:
                self._is_closed = True
                left, asked = list(self._waiting), self._finishing
            self._answer(left, _unwritable(self.folder, OSError("the writer stopped")))
            if asked:
                asked.set_result(None)

    def _write_some(self) -> bool:
        """Waits for something to do, does it, and says whether there may be more."""
        with self._changed:
            while not (self._waiting or self._is_closed or self._finishing or self._is_day_over()):
                self._changed.wait(_PAUSE if self._files else None)
            batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
            asked, self._finishing = self._finishing, None
            is_last = self._is_closed and not self._waiting
        self._write_batch(batch)
        if asked or is_last or self._is_day_over():
            self._finish_files()
        if asked:
            asked.set_result(None)
        return not is_last

    def _write_batch(self, batch: list[_Waiting]) -> None:
        if self._is_day_over():
            self._finish_files()
        for size in {waiting.size for waiting in batch}:
            alike = [waiting for waiting in batch if waiting.size == size]
            failure: BaseException | None = _unwritable(self.folder, OSError("the writer stopped"))
            try:
                self._append(size, [enclose(waiting.packed, self.key, waiting.spent) for waiting in alike])
                failure = None
            except OSError as error:
                failure = _unwritable(self.folder, error)
            finally:
                self._answer(alike, failure)

    def _append(self, size: int, slots: list[bytes]) -> None:
        file = self._files.get(size)
        if file is None:
            file = Shuffled(self.folder, self._today(), size)
            with self._changed:
                self._files[size] = file
        try:
            file.add(slots)
        finally:
            if file.is_spoiled:
                self._finish_files()

    def _answer(self, batch: list[_Waiting], failure: BaseException | None) -> None:
        with self._changed:
            self._census.settle(waiting.size for waiting in batch)
            for file in self._files.values():
                file.settled = file.count
            for waiting in batch:
                self._under_way.pop(waiting.spent, None)
                if failure:
                    self._census.forget(waiting.spent)
        for waiting in batch:
            if failure:
                waiting.future.set_exception(failure)
            else:
                waiting.future.set_result(None)

    def _is_day_over(self) -> bool:
        return any(file.day != self._today() for file in self._files.values())

    def _finish_files(self) -> None:
        """What can't be finished now is found by the next process; what is in it is safe as it is."""
        with self._changed:
            files = list(self._files.values())
            self._files.clear()
            for file in files:
                with suppress(OSError):
                    file.finish()
            with suppress(OSError):
                self._census.look(at_once=True)


def _promise() -> Future[None]:
    """One that can't be cancelled: who asked may go away meanwhile, and it is done all the same."""
    future: Future[None] = Future()
    future.set_running_or_notify_cancel()
    return future


def _done() -> Future[None]:
    future = _promise()
    future.set_result(None)
    return future


def _unwritable(folder: Path, error: OSError) -> UnwritableError:
    return UnwritableError(
        f"{folder} can't be written ({error.strerror or error}). Give the server's user rights on it, or free some "
        "space on its disk; what was acknowledged before is safe."
    )
