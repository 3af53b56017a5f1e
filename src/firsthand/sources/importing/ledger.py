"""The ledger of an import: which record of an origin became which files, so that a second run changes nothing.

Lines are only ever appended; a later line about a record takes the place of an earlier one. A line torn by an
interruption is cut off. It knows nothing of what stands in the files.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

FOLDER = "imports"
"""Where ledgers and proposals lie in the folder of a library; it is not published."""


class Line(Struct, frozen=True, omit_defaults=True):
    """What is known of one record."""

    id: str
    room: str = ""
    slug: str = ""
    """Claimed before anything is written, so that an interrupted import goes on under the same name."""
    files: dict[str, str] = {}
    """Path in the folder -> SHA-256 of what was written there."""
    offered: dict[str, str] = {}
    """Path -> SHA-256 of what was laid beside, since a person had changed the file."""


class LedgerError(Exception):
    """The ledger can't be used; the sentence says why and what to do."""


class Ledger:
    """The ledger of one origin in one folder. Nothing is written before the first `note`."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.path = folder / FOLDER / f"{origin}.jsonl"
        self.lines: dict[str, Line] = {}
        self._waiting: list[bytes] = []
        self._encoder = msgspec.json.Encoder()
        self._sound = 0
        self._load()

    def _load(self) -> None:
        if not self.path.is_file():
            return
        decoder = msgspec.json.Decoder(Line)
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    break  # torn by an interruption; it is cut off when the next line is written
                try:
                    one = _checked(decoder.decode(line))
                except (msgspec.DecodeError, ValueError) as error:
                    raise LedgerError(
                        f"{self.path}:{number} can't be read. Restore the ledger from a copy, or move it away and the "
                        "files that came with it, and import again."
                    ) from error
                self.lines[one.id] = one
                self._sound += len(line)

    def note(self, line: Line) -> None:
        """Set down a line, to be written with the next `flush`."""
        if self.lines.get(line.id) != line:
            self.lines[line.id] = line
            self._waiting.append(self._encoder.encode(line) + b"\n")

    def flush(self) -> None:
        """Write what was noted."""
        if not self._waiting:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = b"".join(self._waiting)
        with self.path.open("r+b" if self.path.exists() else "xb") as file:
            file.seek(self._sound)
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._sound += len(data)
        self._waiting.clear()


def _checked(line: Line) -> Line:
    """The line itself; ValueError where a path in it leads out of the folder: files are removed by these paths."""
    for path in (*line.files, *line.offered):
        if path.startswith("/") or ".." in path.split("/"):
            raise ValueError(path)
    return line


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep every other import out of a folder, which is made if need be. LedgerError where one is under way.

    The lock belongs to the open file (flock), so the death of this process frees it whatever happens.
    """
    place = folder / FOLDER
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        reason = "it is a file" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
        raise LedgerError(f"“{folder}” can't be written to: {reason}. Name another folder.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LedgerError(f"Another import is at work in “{folder}”. Wait until it has ended.") from None
        yield
    finally:
        os.close(handle)
