"""Reading files in a pool, whose processes may be on other machines: each file is sent there, and its Document back.

There it is read as here, in a process that may not do anything, under the same limits.
"""

import os
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from msgspec import Struct, msgpack

from firsthand.documents import files
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.isolation import Progress, Workers
from firsthand.documents.jobs import died
from firsthand.documents.journeys import Outcome
from firsthand.documents.limits import Limits
from firsthand.documents.readers import READER_VERSION
from firsthand.documents.recognition import engine
from firsthand.documents.worker import Answer
from firsthand.pools import Fallen, Pool, PoolError

_encoder = msgpack.Encoder()
_answers = msgpack.Decoder(Answer)


class Sent(Struct, frozen=True):
    """A file on its way to where it is read."""

    name: str
    content: bytes
    limits: Limits
    readers: str
    """Which readers are to read it."""


class RemoteWorkers:
    """Reads files as `Workers` does, in a pool. The pool stays the caller's to close."""

    def __init__(self, pool: Pool, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._pool = pool

    def close(self) -> None:
        """Nothing: there is no process of its own."""

    def read(
        self,
        paths: Iterable[Path],
        limits: Limits | None = None,
        progress: Progress | None = None,  # noqa: ARG002
    ) -> Iterator[tuple[Path, Outcome]]:
        """Each path with its Document, or the error that says why there is none, as they are done; raises for none.

        `progress` is not called: how far the scans of a file are is not known here. Raises PoolError where no file can
        be read any more, or the readers of the pool are others than ours.
        """
        limits = limits or self.limits
        taken: list[Path] = []
        refused: deque[tuple[Path, Outcome]] = deque()

        def sent() -> Iterator[Sent]:
            for path in paths:
                try:
                    content = _content(path, limits)
                except UnreadableFileError as error:
                    refused.append((path, error))
                    continue
                taken.append(path)
                yield Sent(path.name, content, limits, _readers())

        for number, answer in self._pool.map(read_sent, sent(), weigh=_weight, ordered=False):
            yield from _emptied(refused)
            yield taken[number], _outcome(answer, limits)
        yield from _emptied(refused)


def read_sent(sent: Sent) -> bytes:
    """The step: read a file that was sent. Gives an Answer as MessagePack; never raises for what is in the file.

    Raises PoolError where this machine would read it otherwise than the one that sent it, or can't read at all.
    """
    if sent.readers != _readers():
        raise PoolError(
            "A worker has other readers of files, or another OCR, than this machine, so that it would read them "
            "otherwise. Install the same versions of Firsthand and Tesseract, with the same languages, everywhere."
        )
    try:
        with tempfile.TemporaryDirectory(prefix="firsthand-") as folder:
            path = Path(folder, sent.name)
            path.write_bytes(sent.content)
            ((_, outcome),) = _own_workers().read([path], sent.limits)
    except OSError as error:
        raise PoolError(f"A worker can't read files ({error}). Mend this, then publish again.") from error
    if isinstance(outcome, UnreadableFileError):
        return _encoder.encode(Answer(reason=outcome.reason, message=str(outcome)))
    return _encoder.encode(Answer(outcome))


def _outcome(answer: bytes | Fallen, limits: Limits) -> Outcome:
    if isinstance(answer, Fallen):
        return died(None, limits)
    found = _answers.decode(answer)
    return UnreadableFileError(found.reason, found.message) if found.document is None else found.document


def _content(path: Path, limits: Limits) -> bytes:
    descriptor = files.open_file(path, limits)
    try:
        return files.contents(descriptor, limits)
    except OSError as error:
        raise UnreadableFileError("forbidden", f"“{path.name}” cannot be read: {error.strerror}.") from error
    finally:
        os.close(descriptor)


def _weight(sent: Sent) -> int:
    return len(sent.content)


def _emptied(queue: deque[tuple[Path, Outcome]]) -> Iterator[tuple[Path, Outcome]]:
    while queue:
        yield queue.popleft()


def _readers() -> str:
    return f"{READER_VERSION} {engine.fingerprint()}"


@cache
def _own_workers() -> Workers:
    """Kept from one file to the next. One file at a time: the pool has a process for each processor."""
    return Workers(1)
