"""Texts are checked in processes of their own, which give way to the pages and can be stopped.

A text that is hard work costs its sender the time that there is for it, and other readers nothing. Neither side writes
any of it down.
"""

import contextlib
import logging
import os
import resource
import socket
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from msgspec import Struct, msgpack

from firsthand.wording import Checker, Finding, GuideError, Material, Report

log = logging.getLogger("firsthand.front")

PATIENCE = 5
"""By how much a process is nicer than the one that serves the pages."""
MEMORY = 3 << 30
"""Bytes of address space."""
MOST_GUIDES = 6
PASSED_KEPT = 60
LONGEST_WORDS = 80

_START = "import sys; sys.path[:] = sys.argv[2:]; from firsthand.front.examiners import serve; serve(int(sys.argv[1]))"
_HEADER = 8
_CHUNK = 1 << 18


class Task(Struct, frozen=True):
    guide: str
    """The id of a guide that comes with Firsthand, or the folder of another."""
    material: Material
    most: int
    """How many findings are told; the others are counted."""


class PassedOver(Struct, frozen=True):
    """The places that were passed over for one reason."""

    zone: str
    count: int
    words: tuple[str, ...]


class Seen(Struct, frozen=True):
    """What there is to say of a text."""

    findings: tuple[Finding, ...] = ()
    """The first of them."""
    severities: dict[str, int] = {}
    """How many there are of each."""
    possible: int = 0
    """How many of all are not sure."""
    passed: tuple[PassedOver, ...] = ()


class _Answer(Struct, frozen=True):
    seen: Seen | None = None
    guide_fault: str = ""
    exhausted: bool = False
    fault: str = ""
    """The kind of a mistake of ours, and where it was made; none of the text."""


class ExhaustedError(Exception):
    """The text takes more time or memory than there is for it."""


class ExaminationError(Exception):
    """A mistake of ours."""


class Examiner:
    """One such process, started with the first text and again after it had to be stopped. For one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def examine(self, task: Task, seconds: float) -> Seen:
        """Check a text. Raises ExhaustedError, GuideError or ExaminationError."""
        until = time.monotonic() + seconds
        try:
            line = self._line()
            line.settimeout(seconds)
            line.sendall(_framed(msgpack.encode(task)))
            answer = msgpack.decode(_frame(line, until), type=_Answer)
        except TimeoutError:
            self.close()
            raise ExhaustedError from None
        except (OSError, EOFError) as error:
            self.close()
            raise ExaminationError("The process that checks texts has died.") from error
        except BaseException:
            self.close()
            raise
        if answer.guide_fault:
            raise GuideError(answer.guide_fault)
        if answer.exhausted:
            raise ExhaustedError
        if answer.seen is None:
            log.error("A text could not be checked: %s", answer.fault)
            raise ExaminationError("A text could not be checked.")
        return answer.seen

    def _line(self) -> socket.socket:
        if self._socket is None or self._process is None or self._process.poll() is not None:
            self.close()
            ours, theirs = socket.socketpair()
            path = [str(Path(entry).resolve()) for entry in sys.path]
            command = [sys.executable, "-I", "-c", _START, str(theirs.fileno()), *path]
            with theirs:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    start_new_session=True,
                )
            self._socket = ours
        return self._socket

    def close(self) -> None:
        """Stop the process, whatever it does."""
        if self._socket:
            self._socket.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._socket = self._process = None


def serve(descriptor: int) -> None:
    """Answer one text after another until the other side hangs up: the life of such a process."""
    os.nice(PATIENCE)
    with contextlib.suppress(ValueError, OSError):  # macOS has no such limit, and a lower one may be set already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    checkers: dict[str, Checker] = {}
    with socket.socket(fileno=descriptor) as line, contextlib.suppress(EOFError, OSError):
        while True:
            task = msgpack.decode(_frame(line), type=Task)
            line.sendall(_framed(msgpack.encode(_answer(task, checkers))))


def _answer(task: Task, checkers: dict[str, Checker]) -> _Answer:
    try:
        if task.guide not in checkers:
            if len(checkers) >= MOST_GUIDES:
                checkers.clear()  # each release has a guide of its own; those of old ones are of no more use
            checkers[task.guide] = Checker(task.guide)
        return _Answer(summary(checkers[task.guide].check(task.material, explain=True), task.most))
    except GuideError as error:
        return _Answer(guide_fault=str(error))
    except (MemoryError, RecursionError):
        return _Answer(exhausted=True)
    except Exception as error:  # noqa: BLE001 - told to the other side, which logs it
        return _Answer(fault=f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")


def summary(report: Report, most: int) -> Seen:
    """A report as far as one page can tell it."""
    zones = Counter(place.zone for place in report.passed)
    passed = []
    for zone, count in zones.most_common():
        words: dict[str, None] = {}
        for place in report.passed:
            if place.zone == zone and len(words) < PASSED_KEPT:
                words[" ".join(place.text.split())[:LONGEST_WORDS]] = None
        passed.append(PassedOver(zone, count, tuple(words)))
    return Seen(
        report.findings[:most],
        dict(Counter(finding.severity for finding in report.findings)),
        sum(1 for finding in report.findings if finding.certainty == "possible"),
        tuple(passed),
    )


def _framed(data: bytes) -> bytes:
    return len(data).to_bytes(_HEADER, "big") + data


def _frame(line: socket.socket, until: float | None = None) -> bytes:
    """One message. Raises EOFError where the other side has hung up, TimeoutError at `until` (monotonic time)."""
    size = int.from_bytes(_exactly(line, _HEADER, until), "big")
    return _exactly(line, size, until)


def _exactly(line: socket.socket, size: int, until: float | None) -> bytes:
    received = bytearray()
    while len(received) < size:
        if until is not None:
            line.settimeout(max(until - time.monotonic(), 0.001))
        chunk = line.recv(min(size - len(received), _CHUNK))
        if not chunk:
            raise EOFError
        received += chunk
    return bytes(received)
