"""One task of the process that reads, seen from the side that stays alive: what came of it, or how its child ended."""

import contextlib
import os
import selectors
import signal
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from msgspec import DecodeError, msgpack

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.limits import Limits
from firsthand.documents.readers import CAREFUL, OUT_OF_MEMORY
from firsthand.documents.worker import LENGTH, TOO_MUCH, Answer, End, Stop, Task

_CHUNK = 1 << 20
PATIENCE = 15.0
"""Seconds in which the worker must say how a child ended, or else it is itself taken for dead."""
ATTEMPTS = 2
"""A task is tried again when the worker died over it: that may have been another's fault."""

_answers = msgpack.Decoder(Answer)
_ends = msgpack.Decoder(End)


class Receiver(Protocol):
    """The process that took a task."""

    def send(self, message: Task | Stop, descriptors: tuple[int, ...]) -> None: ...
    def end(self) -> object: ...


Send = Callable[[Task | Stop, tuple[int, ...]], Receiver]


class Job:
    """A task that is being done."""

    def __init__(self, send: Send, task: Task, file: int, patches: int | None = None, attempt: int = 1) -> None:
        """The descriptors stay the caller's to close. Raises OSError where no worker can be started."""
        self.limits, self.attempt = task.limits, attempt
        self.received = bytearray()
        self._number = task.number
        self.answer, answer = os.pipe()
        self.ending, ending = os.pipe()
        try:
            self._worker = send(task, (file, answer, ending) if patches is None else (file, answer, ending, patches))
        except BaseException:
            self.close()
            raise
        finally:
            os.close(answer)
            os.close(ending)
        os.set_blocking(self.answer, False)
        self.deadline = monotonic() + task.limits.wall

    def receive(self) -> bool:
        """Take what has come of the answer; True once no more will come or none more is wanted."""
        try:
            while chunk := os.read(self.answer, _CHUNK):
                self.received += chunk
                if len(self.received) > self.limits.output + LENGTH:
                    return True
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self.answer)
        os.close(self.ending)

    def stop(self) -> None:
        """End the child, if it still lives."""
        with contextlib.suppress(OSError):
            self._worker.send(Stop(self._number), ())

    def outcome(self) -> Answer | UnreadableFileError | None:
        """The answer, or why there is none; None where the worker died and the task deserves another try."""
        if len(self.received) > self.limits.output + LENGTH:
            self.stop()
            return UnreadableFileError(*TOO_MUCH)
        if len(self.received) >= LENGTH:
            length = int.from_bytes(self.received[:LENGTH], "big")
            if len(self.received) == LENGTH + length:
                return _decoded(self.received)
        if monotonic() >= self.deadline:
            self.stop()
            return _timed_out(f"{self.limits.wall:g} seconds")
        end = self._wait_for_end()
        if end is None:
            self._worker.end()  # it is dead already, or else beyond reach
            if self.attempt < ATTEMPTS:
                return None
        return died(end, self.limits)

    def _wait_for_end(self) -> End | None:
        """How the child ended; None where the worker died before it could say."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.ending, selectors.EVENT_READ)
            told = os.read(self.ending, 256) if selector.select(PATIENCE) else b""
        if not told:
            return None
        return _ends.decode(told)


def _decoded(received: bytearray) -> Answer | UnreadableFileError:
    # What a child sends may be made up by the file that it read, so only the exact structures are taken.
    try:
        answer = _answers.decode(memoryview(received)[LENGTH:])
    except (DecodeError, RecursionError):
        return _crashed("gave an answer that makes no sense")
    return UnreadableFileError(answer.reason, answer.message) if answer.reason else answer


def died(end: End | None, limits: Limits) -> UnreadableFileError:
    """Why there is no answer from a child, by its end; None where nothing is known of that."""
    if end is None or not os.WIFSIGNALED(end.status):
        return _crashed("broke off")
    number = os.WTERMSIG(end.status)
    if number == signal.SIGXCPU:
        return _timed_out(f"{limits.cpu} seconds of work")
    if number == signal.SIGSYS:
        return _crashed("tried what no reader may do, and was ended")
    # A library that gets no more memory mostly ends itself, by one signal or another.
    if end.grown > limits.memory / 2:
        return UnreadableFileError(*OUT_OF_MEMORY)
    if number == signal.SIGKILL:
        return _crashed("was ended from outside, perhaps because this machine ran out of memory")
    return _crashed(f"broke off ({signal.Signals(number).name})")


def _timed_out(span: str) -> UnreadableFileError:
    return UnreadableFileError("timed-out", f"Reading this file took longer than {span}, so it was given up. {CAREFUL}")


def _crashed(how: str) -> UnreadableFileError:
    return UnreadableFileError("crashed", f"The reading of this file {how}. {CAREFUL}")
