"""Reading files in processes that a hostile file may take down: this is the side that stays alive.

Keeps the process that reads (`worker`), hands it one task after another and watches the clock: `jobs` are the tasks,
`journeys` the files, which may take several. Never looks into a file itself.
"""

import contextlib
import itertools
import os
import selectors
import socket
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Self

from msgspec import msgpack
from msgspec.structs import replace

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.jobs import ATTEMPTS, PATIENCE, Job
from firsthand.documents.journeys import Journey, Outcome, Turn
from firsthand.documents.limits import Limits
from firsthand.documents.worker import READY, TOO_MUCH, Answer, Stop, Task

Progress = Callable[[Path, int, int], None]

_START = "import sys; sys.path[:] = sys.argv[2:]; from firsthand.documents.worker import serve; serve(int(sys.argv[1]))"

_encoder = msgpack.Encoder()


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

    def read(
        self, paths: Iterable[Path], limits: Limits | None = None, progress: Progress | None = None
    ) -> Iterator[tuple[Path, Outcome]]:
        """Each path with its Document, or the error that says why there is none, as they are done; raises for none.

        Scans are read by OCR where there is one, each in a process of its own: `progress` is told of a file with scans
        how many of them are done, of how many.
        Raises OSError only where the process that reads cannot be started.
        """
        batch = Batch(self, iter(paths), limits or self.limits, progress)
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
            for _ in range(ATTEMPTS):
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
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


_NAMES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TESSDATA_PREFIX")


def _environment() -> dict[str, str]:
    """Nothing of ours that could be a secret; libraries of numbers are told to start no threads."""
    kept = {name: os.environ[name] for name in _NAMES if name in os.environ}
    return kept | {
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
    }


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Batch:
    """The files of one call of `Workers.read`: those that wait and those that are being read."""

    def __init__(self, workers: Workers, paths: Iterator[Path], limits: Limits, progress: Progress | None) -> None:
        self._workers, self._paths, self._limits, self._progress = workers, paths, limits, progress
        self._jobs: dict[int, tuple[Job, Turn]] = {}
        self._turns: deque[Turn] = deque()
        self._journeys: set[Journey] = set()
        self._done: deque[tuple[Path, Outcome]] = deque()
        self._selector = selectors.DefaultSelector()

    def next(self) -> tuple[Path, Outcome] | None:
        """The next file that is done, or None after the last."""
        while not self._done:
            self._fill()
            if not self._jobs and not self._done:
                return None
            if self._jobs and not self._done:
                self._go_on()
        return self._done.popleft()

    def forgive(self, seconds: float) -> None:
        for job, _ in self._jobs.values():
            job.deadline += seconds

    def abandon(self) -> None:
        """End whatever is still being read."""
        for job, _ in list(self._jobs.values()):
            self._forget(job)
            job.stop()
            job.close()
        for journey in self._journeys:
            journey.close()
        self._journeys.clear()
        self._selector.close()

    def _fill(self) -> None:
        """Begin what there is room for. What is left of a file that is being read comes before the next file."""
        while len(self._jobs) < self._workers.count and not self._done:
            turn = self._turns.popleft() if self._turns else self._open()
            if turn is None:
                return
            self._begin(turn)

    def _open(self) -> Turn | None:
        path = next(self._paths, None)
        if path is None:
            return None
        try:
            journey = Journey(path, self._limits)
        except UnreadableFileError as error:
            self._done.append((path, error))
            return None
        self._journeys.add(journey)
        return Turn(journey)

    def _begin(self, turn: Turn) -> None:
        journey = turn.journey
        try:
            patches = journey.patches(turn)
        except OSError:
            self._take(turn, UnreadableFileError(*TOO_MUCH))
            return
        task = journey.task(self._workers.number(), turn)
        job = Job(self._workers.send, task, journey.file, patches, turn.attempt)
        self._jobs[job.answer] = job, turn
        self._selector.register(job.answer, selectors.EVENT_READ)

    def _go_on(self) -> None:
        """Wait for a task that ends, and take what came of it."""
        ended = self._await()
        if ended is None:
            return
        job, turn = ended
        self._forget(job)
        found = job.outcome()
        job.close()
        if found is None:
            self._turns.appendleft(replace(turn, attempt=turn.attempt + 1))
        elif isinstance(found, UnreadableFileError) and _may_lie_in_pictures(turn, found):
            self._turns.appendleft(replace(turn, attempt=1, pictures=False))
        else:
            self._take(turn, found)

    def _take(self, turn: Turn, found: Answer | UnreadableFileError) -> None:
        journey = turn.journey
        self._turns.extend(journey.take(turn, found))
        if self._progress and journey.scans and not turn.last:
            self._progress(journey.path, journey.scans_done, journey.scans)
        if journey.outcome is not None:
            self._journeys.discard(journey)
            journey.close()
            self._done.append((journey.path, journey.outcome))

    def _forget(self, job: Job) -> None:
        self._selector.unregister(job.answer)
        del self._jobs[job.answer]

    def _await(self) -> tuple[Job, Turn] | None:
        """A task that has an answer, has ended or run out of time."""
        soonest = min(self._jobs.values(), key=lambda one: one[0].deadline)
        deadline = soonest[0].deadline
        for key, _ in self._selector.select(max(0.0, deadline - monotonic())):
            job, turn = self._jobs[key.fd]
            if job.receive():
                return job, turn
        return soonest if monotonic() >= deadline else None


def _may_lie_in_pictures(turn: Turn, found: UnreadableFileError) -> bool:
    """Whether a PDF may be read all the same if nothing is painted: a pattern of endless tiles stops any painter."""
    too_much = found.reason in {"timed-out", "out-of-memory"}
    return too_much and turn.pictures and turn.scan is None and turn.journey.path.suffix.lower() == ".pdf"
