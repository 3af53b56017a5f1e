"""The process that reads: it loads every reader once and then forks, for each file, a child that can do nothing else.

Speaks over a socket with `isolation`, its only client. It never looks at a file's bytes itself; a child does, sends
back its answer through a pipe, and ends. What crosses the pipe is MessagePack after its length in eight bytes.
"""

import contextlib
import gc
import os
import resource
import selectors
import signal
import socket
import sys
from itertools import pairwise
from pathlib import Path

from msgspec import Struct, msgpack

from firsthand.documents import files
from firsthand.documents.confinement import confine, lacks
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.limits import Limits
from firsthand.documents.model import Document
from firsthand.documents.readers import OUT_OF_MEMORY, draw_page, parse, read_scan, tell_of_scans
from firsthand.documents.recognition.engine import find
from firsthand.documents.recognition.rounds import Known, Wishes
from firsthand.documents.recognition.scans import Patch, Scan
from firsthand.documents.warming import warm

READY = b"R"
LENGTH = 8
"""Bytes of the length before an answer."""


class Task(Struct, frozen=True, tag=True):
    """Read a file, or one scan of it, or draw one page.

    Comes with three descriptors: the file, the pipe for the answer, the pipe for the end; and a fourth where there are
    `patches`: a file that holds a tuple of them as MessagePack.
    """

    number: int
    name: str
    limits: Limits
    scan: Scan | None = None
    hints: tuple[str, ...] = ()
    """Languages in which other scans of the file were read."""
    patches: bool = False
    page: int | None = None
    """The page of a PDF that is to be drawn, counted from 1."""
    pictures: bool = True
    """Whether the pictures of a PDF are painted."""

    @property
    def descriptors(self) -> int:
        return 4 if self.patches else 3


class Stop(Struct, frozen=True, tag=True):
    """End the child of a task, if it still lives."""

    number: int


class Answer(Struct, frozen=True, omit_defaults=True):
    """A Document, what was read in a scan, a page as it looks, or why there is none of them."""

    document: Document | None = None
    patch: Patch | None = None
    picture: bytes | None = None
    """JPEG."""
    wanted: tuple[Scan, ...] = ()
    """What the Document lacks, and OCR can read here."""
    reason: str = ""
    message: str = ""


class End(Struct, frozen=True):
    """How a child ended."""

    status: int
    """As of waitpid(2)."""
    grown: int
    """Bytes of memory by which it outgrew this process at its largest."""


class Child(Struct, frozen=True):
    task: int
    end: int
    """The pipe that waits for the End."""


_FRAME = 4
_DESCRIPTORS = 1024
_decoder = msgpack.Decoder(Task | Stop)
_patches = msgpack.Decoder(tuple[Patch, ...])
_encoder = msgpack.Encoder()


def serve(descriptor: int) -> None:
    """Take tasks from the socket until its other end is closed."""
    _limit_descriptors()
    control = socket.socket(fileno=os.dup(descriptor))
    os.close(descriptor)
    for missing in lacks():
        sys.stderr.write(f"firsthand: files are read without {missing}, which this system does not have.\n")
    warm()
    gc.collect()
    gc.freeze()  # children share these pages with us as long as nobody counts references in them
    waking, wake = os.pipe()
    os.set_blocking(waking, False)
    os.set_blocking(wake, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    Nursery(control, waking).run()


class Nursery:
    """The children that are reading now."""

    def __init__(self, control: socket.socket, waking: int) -> None:
        self._control = control
        self._waking = waking
        self._received = bytearray()
        self._descriptors: list[int] = []
        self._children: dict[int, Child] = {}
        self._resident = _resident()

    def run(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._waking, selectors.EVENT_READ)
            with contextlib.suppress(BrokenPipeError):  # nobody waits any more: the next look at the socket ends this
                self._control.sendall(READY)
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if self._waking in ready:
                    self._reap()
                if self._control.fileno() in ready and not self._receive():
                    break
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
        for pid in self._children:
            os.waitpid(pid, 0)

    def _receive(self) -> bool:
        """Act on what has come; False once the other end is closed."""
        data, descriptors, _, _ = socket.recv_fds(self._control, 65536, 96)
        if not data:
            return False
        self._received += data
        self._descriptors += descriptors
        while len(self._received) >= _FRAME:
            end = _FRAME + int.from_bytes(self._received[:_FRAME], "big")
            if len(self._received) < end:
                break
            message = _decoder.decode(self._received[_FRAME:end])
            del self._received[:end]
            if isinstance(message, Stop):
                self._stop(message.number)
            else:
                file, answer, ending, *patches = self._descriptors[: message.descriptors]
                del self._descriptors[: message.descriptors]
                self._fork(message, (file, answer, *patches), ending)
        return True

    def _fork(self, task: Task, descriptors: tuple[int, ...], ending: int) -> None:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                read_one(task, descriptors, parent)
            finally:
                os._exit(os.EX_SOFTWARE)
        for descriptor in descriptors:
            os.close(descriptor)
        self._children[pid] = Child(task.number, ending)

    def _stop(self, number: int) -> None:
        # A child that has ended but was not yet waited for still owns its number, so no stranger can be hit.
        for pid, child in self._children.items():
            if child.task == number:
                os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self._waking, 4096)
        while self._children:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            child = self._children.pop(pid)
            grown = _bytes(usage.ru_maxrss) - self._resident
            with contextlib.suppress(BrokenPipeError):
                os.write(child.end, _encoder.encode(End(status, max(0, grown))))
            os.close(child.end)


def read_one(task: Task, descriptors: tuple[int, ...], parent: int) -> None:
    """What a child does: give up everything, read the file, answer, end."""
    file, answer, *patches = descriptors
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(1, 2)  # a library that complains must not write to somebody's terminal
    for low, high in pairwise(sorted((2, *descriptors, _DESCRIPTORS))):
        os.closerange(low + 1, high)
    exhausted = _encoder.encode(Answer(reason=OUT_OF_MEMORY[0], message=OUT_OF_MEMORY[1]))
    confine(task.limits, parent)
    try:
        encoded = _encoder.encode(_read(task, file, *patches))
        if len(encoded) > task.limits.output:
            raise UnreadableFileError(*TOO_MUCH)
    except UnreadableFileError as error:
        encoded = _encoder.encode(Answer(reason=error.reason, message=str(error)))
    except MemoryError:
        encoded = exhausted
    _write(answer, len(encoded).to_bytes(LENGTH, "big"))
    _write(answer, encoded)
    os._exit(0)


def _read(task: Task, file: int, patches: int | None = None) -> Answer:
    data = files.contents(file, task.limits)
    if task.page is not None:
        return Answer(picture=draw_page(data, task.page))
    engine = find()
    if task.scan is not None:
        assert engine is not None, "scans are only wanted where there is OCR"
        return Answer(patch=read_scan(data, task.name, task.scan, engine, task.hints))
    wishes = Wishes(task.limits.scans)
    if patches is None:
        document = parse(data, task.name, task.limits, recognise=wishes, pictures=task.pictures)
        return Answer(tell_of_scans(document, wishes, engine), wanted=wishes.scans if engine else ())
    known = Known(_patches.decode(files.contents(patches, task.limits)))

    def recognise(scan: Scan) -> Patch | None:
        wishes(scan)
        return known(scan)

    document = parse(data, task.name, task.limits, recognise=recognise, pictures=task.pictures)
    return Answer(tell_of_scans(document, wishes, engine))


def _resident() -> int:
    """Bytes of memory that this process holds now, which is what a child begins with; at most, where /proc is missing.

    What it held at its largest, while it loaded the readers, would hide the growth of the children.
    """
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _limit_descriptors() -> None:
    """See to it that no descriptor has a number beyond those that a child closes."""
    _, ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft = _DESCRIPTORS if ceiling == resource.RLIM_INFINITY else min(_DESCRIPTORS, ceiling)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, ceiling))


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _bytes(maxrss: int) -> int:
    return maxrss if sys.platform == "darwin" else maxrss * 1024


TOO_MUCH = (
    "too-large",
    "What the file holds is too much for one document. Split it, or save it with smaller pictures.",
)
