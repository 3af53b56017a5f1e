"""One file on its way through the process that reads: read, its scans each for itself, and then read with them."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, msgpack
from msgspec.structs import replace

from firsthand.documents import files
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.limits import Limits
from firsthand.documents.model import Document, Remark
from firsthand.documents.recognition.rounds import hints_from
from firsthand.documents.recognition.scans import Patch, Scan
from firsthand.documents.worker import Answer, Task

Outcome = Document | UnreadableFileError

_encoder = msgpack.Encoder()
_NO_SENSE = UnreadableFileError("crashed", "The reading of this file gave an answer that makes no sense.")


class Turn(Struct, frozen=True, eq=False):
    """Something that is to be done for a file: its first reading, that of one scan, or the last with all scans."""

    journey: "Journey"
    scan: Scan | None = None
    last: bool = False
    attempt: int = 1
    pictures: bool = True
    """Whether the pictures of a PDF are painted."""


class Journey:
    """One file, from its first reading to its outcome. Holds it open, so that all of them read the same bytes."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Raises UnreadableFileError where the file cannot be opened."""
        self.path = path
        self.outcome: Outcome | None = None
        """Once it is known."""
        self.scans = 0
        self.scans_done = 0
        self._limits = limits
        self._patches: list[Patch] = []
        self._failed: list[tuple[Scan, str]] = []
        self._first: Document | None = None
        self._written: BinaryIO | None = None
        self.file = files.open_file(path, limits)

    def close(self) -> None:
        os.close(self.file)
        if self._written is not None:
            self._written.close()

    def task(self, number: int, turn: Turn) -> Task:
        limits = self._limits if turn.scan is None else self._limits.for_scan()
        known = self._first.language if self._first else None
        hints = hints_from(known, self._patches) if turn.scan is not None else ()
        return Task(number, _name(self.path), limits, turn.scan, hints, turn.last, pictures=turn.pictures)

    def patches(self, turn: Turn) -> int | None:
        """The descriptor of a file with all that was recognised, for the last reading; OSError if there is no room."""
        if not turn.last:
            return None
        if self._written is None:
            self._written = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the journey
            self._written.write(_encoder.encode(self._patches))
            self._written.flush()
        return self._written.fileno()

    def take(self, turn: Turn, found: Answer | UnreadableFileError) -> Sequence[Turn]:
        """Take what came of a turn; gives what is to be done next, of which there is none once there is an outcome."""
        if turn.scan is not None:
            return self._take_scan(turn.scan, found)
        document = None if isinstance(found, UnreadableFileError) else found.document
        if turn.last:
            self.outcome = self._told(document)
            return ()
        if isinstance(found, UnreadableFileError) or document is None:
            self.outcome = found if isinstance(found, UnreadableFileError) else _NO_SENSE
            return ()
        # A child may have been taken over by what it read, so its wishes are bounded here too.
        wanted = found.wanted[: self._limits.scans]
        self._first, self.scans = document, len(wanted)
        if not wanted:
            self.outcome = document
        return tuple(Turn(self, scan) for scan in wanted)

    def _take_scan(self, scan: Scan, found: Answer | UnreadableFileError) -> Sequence[Turn]:
        self.scans_done += 1
        if isinstance(found, UnreadableFileError):
            self._failed.append((scan, found.reason))
        elif found.patch is None or found.patch.scan != scan:
            self._failed.append((scan, _NO_SENSE.reason))
        else:
            self._patches.append(found.patch)
        if self.scans_done < self.scans:
            return ()
        if any(patch.words for patch in self._patches):
            return (Turn(self, last=True),)
        self.outcome = self._told(self._first)
        return ()

    def _told(self, document: Document | None) -> Document:
        """The document, or else the first one, with remarks on what of its scans could not be had."""
        assert self._first is not None
        remarks: list[Remark] = []
        if self._failed:
            (first, reason), count = self._failed[0], len(self._failed)
            what = "one picture of text" if count == 1 else f"{count:,} pictures of text, the first"
            remarks.append(
                Remark("unread-scan", f"OCR gave up {what} on page {first.page} ({reason}).", first.page, count=count)
            )
        if document is None:
            message = "The file could not be read together with what OCR found in it, so that was left out."
            remarks.append(Remark("unread-scans", message))
            document = self._first
        return replace(document, remarks=(*document.remarks, *remarks))


def _name(path: Path) -> str:
    """The file's name, without letters that no encoding has."""
    return os.fsencode(path.name).decode("utf-8", "replace")
