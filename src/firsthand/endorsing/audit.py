"""The log of what coordinators did: a line a step, none of it about a person, each bound to the one before by a hash.

A line that was changed, or taken out between others, is noticed; that the last lines were cut off is not, unless
somebody has written down the newest hash elsewhere.
"""

import fcntl
import os
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.endorsing.errors import DeskError, in_words
from firsthand.sealed.moments import today

NAME = "audit.log"


class Step(Struct, frozen=True, omit_defaults=True):
    """One line of the log."""

    day: str
    """ISO 8601, UTC."""
    verb: str
    """"opened", "confirmed"…"""
    statement: str = ""
    """Slug; empty for what concerns no single one."""
    counts: dict[str, int] = {}
    """Of what there was how much; never a name, an address or a code."""
    before: str = ""
    """Hash of the line before: BLAKE2b of 16 bytes, in hexadecimal, over its bytes without the line feed."""


class Audit:
    """The log in a folder. It is made with the first step."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def add(self, verb: str, statement: str = "", **counts: int) -> None:
        """Set down a step, on the disk once this returns. DeskError if that can't be."""
        with in_words(self.path.parent):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            with os.fdopen(handle, "r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                data = file.read()
                sound = data.rfind(b"\n") + 1
                # What stands behind the last line feed was torn by an interruption, and never reported as written.
                file.seek(sound)
                file.truncate()
                last = data[:sound].rstrip(b"\n").rpartition(b"\n")[2]
                step = Step(today().isoformat(), verb, statement, counts, _hash(last) if last else "")
                file.write(msgspec.json.encode(step) + b"\n")
                file.flush()
                os.fsync(file.fileno())

    def steps(self) -> list[Step]:
        """All of them, oldest first. DeskError that names the first line which was changed or is missing."""
        with in_words(self.path):
            data = self.path.read_bytes() if self.path.exists() else b""
        steps: list[Step] = []
        before = ""
        for number, line in enumerate(data[: data.rfind(b"\n") + 1].splitlines(), 1):
            try:
                step = msgspec.json.decode(line, type=Step)
            except (msgspec.DecodeError, ValueError) as error:
                raise DeskError(f"{self.path}:{number} can't be read. Compare the file with a copy of it.") from error
            if step.before != before:
                raise DeskError(
                    f"{self.path}:{number} doesn't follow on the line before it: one of them was changed, or lines "
                    "between them were taken out. Compare the file with a copy of it."
                )
            before = _hash(line)
            steps.append(step)
        return steps

    def newest(self) -> str:
        """The hash of the last line, to write down elsewhere; empty where there is no line."""
        self.steps()
        data = self.path.read_bytes() if self.path.exists() else b""
        last = data[: data.rfind(b"\n") + 1].rstrip(b"\n").rpartition(b"\n")[2]
        return _hash(last) if last else ""


def _hash(line: bytes) -> str:
    return blake2b(line, digest_size=16).hexdigest()
