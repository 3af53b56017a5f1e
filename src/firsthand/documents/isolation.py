"""Reading files in processes that a hostile file may take down: this is the side that stays alive.

Keeps the process that reads (`worker`), hands it one open file after another, watches the clock and the size of each
answer, and says in one sentence what became of a child that did not answer. Never looks into a file itself.
"""

import contextlib
import itertools
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Self

from msgspec import DecodeError, msgpack

from firsthand.documents import files
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.limits import Limits
from firsthand.documents.model import Document
from firsthand.documents.readers import CAREFUL, OUT_OF_MEMORY
from firsthand.documents.worker import LENGTH, READY, TOO_MUCH, Answer, End, Stop, Task

Outcome = Document | UnreadableFileError

_START = "import sys; sys.path[:] = sys.argv[2:]; from firsthand.documents.worker import serve; serve(int(sys.argv[1]))"
_CHUNK = 1 << 20
_PATIENCE = 15.0
"""Seconds in which the worker must say how a child ended, or else it is itself taken for dead."""
_ATTEMPTS = 2
"""A file is tried again when the worker died while it was read: that may have been another's fault."""

_encoder = msgpack.Encoder()
_answers = msgpack.Decoder(Answer)
_ends = msgpack.Decoder(End)


class Workers:
    """Reads files in processes of their own, several at once; a context manager. May be shared between threads.

    `count` is how many files are read at the same time; as many as there are processors where it is not given.
    """

    def __init__(self, count: int | None = None, limits: Limits | None = None) -> None:
        self.count = count or _processors()
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._numbers = itertools.count()
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process and whatever it reads. Reading again starts it anew."""
        with self._lock:
            if self._worker:
                self._worker.end()
                self._worker = None

    def read(self, paths: Iterable[Path], limits: Limits | None = None) -> Iterator[tuple[Path, Outcome]]:
        """Each path with its Document, or the error that says why there is none, as they are done; raises for none.

        Raises OSError only where the process that reads cannot be started.
        """
        batch = Batch(self, iter(paths), limits or self.limits)
        try:
            while (done := batch.next()) is not None:
                away = monotonic()
                yield done
                # While the caller was busy nobody emptied the pipes, so that time is not held against the files.
                batch.forgive(monotonic() - away)
        finally:
            batch.abandon()

    def send(self, message: Task | Stop, descriptors: tuple[int, ...] = ()) -> "Worker":
        """Hand a message to the worker, starting one where none is alive, and say which took it."""
        with self._lock:
            for _ in range(_ATTEMPTS):
                if self._worker is None or not self._worker.is_ours():
                    self._worker = Worker()
                try:
                    self._worker.send(message, descriptors)
                except OSError:
                    self._worker.end()
                    self._worker = None
                else:
                    return self._worker
        raise OSError(_NO_START)

    def number(self) -> int:
        return next(self._numbers)


_NO_START = "The process that reads files could not be started; what it wrote above says why."


class Worker:
    """The process of `firsthand.documents.worker`, seen from outside."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        path = [str(Path(entry).resolve()) for entry in sys.path]
        with theirs, contextlib.ExitStack() as undo:
            undo.callback(ours.close)
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _START, str(theirs.fileno()), *path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C is for us; we end the worker
            )
            undo.pop_all()
        self._owner = os.getpid()
        self._control = ours
        self.end = weakref.finalize(self, _end, self._process, ours, self._owner)
        self._ready = False
        self._lock = threading.Lock()

    def is_ours(self) -> bool:
        """Whether this process started it, and not the one that this process was forked from."""
        return self._owner == os.getpid()

    def send(self, message: Task | Stop, descriptors: tuple[int, ...]) -> None:
        """Raises OSError where the worker has ended."""
        body = _encoder.encode(message)
        frame = len(body).to_bytes(4, "big") + body
        with self._lock:
            if not self._ready:
                if self._control.recv(1) != READY:
                    raise ConnectionError
                self._ready = True
            sent = socket.send_fds(self._control, [frame], descriptors) if descriptors else 0
            self._control.sendall(frame[sent:])


def _end(process: subprocess.Popen[bytes], control: socket.socket, owner: int) -> None:
    control.close()  # the worker takes this as its end
    if owner != os.getpid():
        return
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _environment() -> dict[str, str]:
    """Nothing of ours that could be a secret; libraries of numbers are told to start no threads."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
    }


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Job:
    """One file that is being read."""

    def __init__(self, workers: Workers, path: Path, limits: Limits, attempt: int = 1) -> None:
        """Raises UnreadableFileError where the file cannot be opened, OSError where no worker can be started."""
        self.path, self.limits, self.attempt = path, limits, attempt
        self.number = workers.number()
        self.received = bytearray()
        self._workers = workers
        file = files.open_file(path, limits)
        self.answer, answer = os.pipe()
        self.ending, ending = os.pipe()
        theirs = (file, answer, ending)
        try:
            self._worker = workers.send(Task(self.number, _name(path), limits), theirs)
        except BaseException:
            self.close()
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        os.set_blocking(self.answer, False)
        self.deadline = monotonic() + limits.wall

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
            self._worker.send(Stop(self.number), ())

    def outcome(self) -> Outcome | None:
        """The Document, or why there is none; None where the worker died and the file deserves another try."""
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
            if self.attempt < _ATTEMPTS:
                return None
        return _died(end, self.limits)

    def _wait_for_end(self) -> End | None:
        """How the child ended; None where the worker died before it could say."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.ending, selectors.EVENT_READ)
            told = os.read(self.ending, 256) if selector.select(_PATIENCE) else b""
        if not told:
            return None
        return _ends.decode(told)


class Batch:
    """The files of one call of `Workers.read`: those that wait and those that are being read."""

    def __init__(self, workers: Workers, paths: Iterator[Path], limits: Limits) -> None:
        self._workers, self._paths, self._limits = workers, paths, limits
        self._jobs: dict[int, Job] = {}
        self._selector = selectors.DefaultSelector()

    def next(self) -> tuple[Path, Outcome] | None:
        """The next file that is done, or None after the last."""
        while True:
            while len(self._jobs) < self._workers.count and (path := next(self._paths, None)) is not None:
                if error := self._begin(path):
                    return path, error
            if not self._jobs:
                return None
            job = self._await()
            if job is None:
                continue
            self._forget(job)
            outcome = job.outcome()
            job.close()
            if outcome is None:
                outcome = self._begin(job.path, job.attempt + 1)
            if outcome is not None:
                return job.path, outcome

    def forgive(self, seconds: float) -> None:
        for job in self._jobs.values():
            job.deadline += seconds

    def abandon(self) -> None:
        """End whatever is still being read."""
        for job in list(self._jobs.values()):
            self._forget(job)
            job.stop()
            job.close()
        self._selector.close()

    def _begin(self, path: Path, attempt: int = 1) -> UnreadableFileError | None:
        try:
            job = Job(self._workers, path, self._limits, attempt)
        except UnreadableFileError as error:
            return error
        self._jobs[job.answer] = job
        self._selector.register(job.answer, selectors.EVENT_READ)
        return None

    def _forget(self, job: Job) -> None:
        self._selector.unregister(job.answer)
        del self._jobs[job.answer]

    def _await(self) -> Job | None:
        """A job that has answered, ended or run out of time."""
        soonest = min(self._jobs.values(), key=lambda job: job.deadline)
        for key, _ in self._selector.select(max(0.0, soonest.deadline - monotonic())):
            job = self._jobs[key.fd]
            if job.receive():
                return job
        return soonest if monotonic() >= soonest.deadline else None


def _name(path: Path) -> str:
    """The file's name, without letters that no encoding has."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _decoded(received: bytearray) -> Outcome:
    # What a child sends may be made up by the file that it read, so only the exact structures are taken.
    try:
        answer = _answers.decode(memoryview(received)[LENGTH:])
    except (DecodeError, RecursionError):
        return _crashed("gave an answer that makes no sense")
    return answer.document or UnreadableFileError(answer.reason, answer.message)


def _died(end: End | None, limits: Limits) -> UnreadableFileError:
    if end is None or not os.WIFSIGNALED(end.status):
        return _crashed("broke off")
    number = os.WTERMSIG(end.status)
    if number == signal.SIGXCPU:
        return _timed_out(f"{limits.cpu} seconds of work")
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
