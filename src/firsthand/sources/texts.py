"""The files of a folder and what was read of them: each is hashed once and read once, now or on an earlier day.

Remembers by size, times and inode, with the care that git takes: a file that was changed in the very moment of hashing
is hashed again the next time, since its next change might leave the same times.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.records import File
from firsthand.documents import UnreadableFileError, Workers
from firsthand.documents.media import HEAD, promised
from firsthand.documents.model import Document, Figure, Table, plain
from firsthand.documents.readers import SUPPORTED
from firsthand.documents.recognition import engine
from firsthand.documents.refusals import is_program
from firsthand.documents.remote import RemoteWorkers
from firsthand.sources.cache import Cache, Facts, Memory, Stamp, fingerprint
from firsthand.sources.filenames import ORDER, recognise

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and of how many."""

Readers = Workers | RemoteWorkers

_PASSING = ("missing", "forbidden", "timed-out", "out-of-memory", "crashed", "unsupported")
"""Reasons that may be gone the next time; what is unsupported may be so for want of a package only."""

_COARSE, _FINE = 2_000_000_000, 100_000_000
"""Nanoseconds in which two changes may leave the same time: on FAT two seconds, elsewhere a tick of the kernel."""


class Held(Struct, frozen=True):
    """A file, its content's name and what was read of it."""

    place: str
    sha256: str
    size: int
    facts: Facts | None
    """None for a file of a kind that is not read."""

    @property
    def text(self) -> str:
        return fingerprint(self.sha256, self.place, self.facts.recognition if self.facts else None)


class Texts:
    """The files of one folder."""

    def __init__(
        self, root: Path, cache: Cache, memory: Memory, workers: Readers | int | None, progress: Progress
    ) -> None:
        self.root = root
        self.cache = cache
        self.before = memory.stamps
        self.stamps: dict[str, Stamp] = {}
        self.racy: set[str] = set()
        self.workers = Workers(workers) if workers is None or isinstance(workers, int) else workers
        self.keeps_workers = self.workers is workers
        self.progress = progress
        self.read_now = 0
        self.hashed_now = 0

    def sha256(self, place: str) -> str:
        """The name of a file's content; OSError where it cannot be read."""
        return self._content(place).sha256

    def whole(self, place: str, name: str, media_type: str) -> File:
        """A file that is published as it is, under a name; OSError where it cannot be read."""
        return File(self.sha256(place), (self.root / place).stat().st_size, media_type, name)

    def is_unchanged(self, content: dict[str, str]) -> bool:
        """Whether the files still have the content that is written down for them."""
        try:
            return all(self.sha256(place) == sha256 for place, sha256 in content.items())
        except OSError:
            return False

    def look(self, places: Iterable[str]) -> dict[str, str]:
        """Hash files. Gives a sentence for each that cannot be opened."""
        refused: dict[str, str] = {}
        places = list(places)
        for done, place in enumerate(places, 1):
            try:
                self._content(place)
            except OSError as error:
                refused[place] = _unopened(place, error)
            self.progress("files", done, len(places))
        return refused

    def hold(self, places: Iterable[str]) -> dict[str, Held | str]:
        """What is known of files that were looked at, read now if need be; of some a sentence that says why not."""
        found: dict[str, Held | str] = {}
        waiting: dict[Path, str] = {}
        for place in places:
            stamp = self.stamps[place]
            facts = self._known(place, stamp.sha256)
            if facts is None and is_readable(place):
                waiting[self.root / place] = place
            else:
                found[place] = Held(place, stamp.sha256, stamp.size, facts)
                if facts is None and self._is_program(place):
                    found[place] = "This is a program, which is not published. Take it out of the folder."
        found.update(self._read(waiting))
        return found

    def document(self, place: str) -> Document:
        """The document of a file, from the cache or read anew. UnreadableFileError where it cannot be read."""
        sha256 = self.sha256(place)
        name = fingerprint(sha256, place)
        document = self.cache.document(name)
        if document is None:
            # The process that reads is kept: a cache on a full disk keeps nothing and brings us here for each file.
            ((_, outcome),) = self.workers.read([self.root / place])
            self._keep(place, outcome)
            if isinstance(outcome, UnreadableFileError):
                raise outcome
            return outcome
        return document

    def _is_program(self, place: str) -> bool:
        with (self.root / place).open("rb") as file:
            return is_program(file.read(HEAD), place)

    def _known(self, place: str, sha256: str) -> Facts | None:
        if not is_readable(place):
            return None
        facts = self.cache.facts(fingerprint(sha256, place))
        if facts is not None and not is_current(facts.recognition):
            return None
        return None if facts is not None and facts.refused and facts.name != Path(place).name else facts

    def _read(self, waiting: dict[Path, str]) -> Iterator[tuple[str, Held | str]]:
        if not waiting:
            return
        try:
            read = self.workers.read(waiting, progress=Scans(self.progress))
            for done, (path, outcome) in enumerate(read, 1):
                yield waiting[path], self._keep(waiting[path], outcome)
                self.read_now += 1
                self.progress("reading", done, len(waiting))
        finally:
            if not self.keeps_workers:
                self.workers.close()

    def _keep(self, place: str, outcome: Document | UnreadableFileError) -> Held | str:
        stamp = self.stamps[place]
        if not stamp.fits((self.root / place).stat()):
            return "The file was changed while it was read. Run this again when it is complete."
        if isinstance(outcome, UnreadableFileError):
            facts = Facts(refused=str(outcome), name=Path(place).name)
            if outcome.reason not in _PASSING:
                self.cache.keep(fingerprint(stamp.sha256, place), facts, None)
        else:
            facts = facts_of(outcome)
            self.cache.keep(fingerprint(stamp.sha256, place), facts, outcome)
        return Held(place, stamp.sha256, stamp.size, facts)

    def _content(self, place: str) -> Stamp:
        if place not in self.stamps:
            status = os.stat(f"{self.root}/{place}")  # noqa: PTH116 - ten times as fast, and there may be thousands
            stamp = self.before.get(place)
            self.stamps[place] = stamp if stamp and stamp.fits(status) else self._hash(place, status)
        return self.stamps[place]

    def _hash(self, place: str, status: os.stat_result) -> Stamp:
        if _is_racy(status):
            self.racy.add(place)
        with (self.root / place).open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        self.hashed_now += 1
        return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, sha256)

    def lasting_stamps(self) -> dict[str, Stamp]:
        """The stamps that can be trusted on another day."""
        return {place: stamp for place, stamp in self.stamps.items() if place not in self.racy}


class Scans:
    """The progress of OCR over all files that are being read."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._counts: dict[Path, tuple[int, int]] = {}

    def __call__(self, path: Path, done: int, total: int) -> None:
        self._counts[path] = done, total
        all_done, all_wanted = (sum(counts) for counts in zip(*self._counts.values(), strict=True))
        self._progress("scans", all_done, all_wanted)


def is_current(recognition: str | None) -> bool:
    """Whether a text would be the same if its scans were read by the OCR that is here now."""
    return recognition is None or recognition == engine.fingerprint()


def _is_racy(status: os.stat_result) -> bool:
    latest = max(status.st_mtime_ns, status.st_ctime_ns)
    return time.time_ns() - latest < (_COARSE if latest % 1_000_000 == 0 else _FINE)


def is_readable(place: str) -> bool:
    """Whether a file's name says that it is of a kind that is read."""
    return promised(place) in SUPPORTED


NAMES = "names-in-properties"
"""A reader's warning of names in a file; `traces` knows better which of them are not meant to be public."""


def facts_of(document: Document) -> Facts:
    """What records need to know of a document."""
    headings = (plain(section.heading) for section in document.walk())
    told = (remark for remark in document.remarks if remark.code != NAMES)
    return Facts(
        media_type=document.media_type,
        pages=document.pages,
        duration=document.duration,
        metadata=document.metadata,
        heading=next((heading for heading in headings if heading), None),
        language=document.language,
        remarks=tuple(sorted(told, key=lambda remark: not remark.public)),
        silent_pages=_silent_pages(document),
        recognition=document.recognition,
    )


def _silent_pages(document: Document) -> int:
    """How many pages say nothing, of a document in which a reader of files met pictures of text."""
    if not any(remark.code == "no-text" for remark in document.remarks):
        return 0
    return (document.pages or 0) - len(_spoken_pages(document))


def _spoken_pages(document: Document) -> set[int]:
    """The pages on which there is text."""
    pages: set[int] = set()
    for section in document.walk():
        places = [section.locator if section.heading else None]
        for block in section.blocks:
            places += [row.locator for row in block.rows] if isinstance(block, Table) else []
            places += [] if isinstance(block, Figure) and not (block.alternative or block.text) else [block.locator]
        pages.update(place.page for place in places if place and place.page)
    return pages


def best_first(held: Held) -> tuple[int, str]:
    """Order of files by how well their text can be shown on a page."""
    format_ = recognise(Path(held.place).name).format
    return (ORDER.index(format_) if format_ in ORDER else len(ORDER), held.place)


def _unopened(place: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "There is no such file. Check its name, or take it out of the list."
    if isinstance(error, PermissionError):
        return f"You may not read “{Path(place).name}”. Ask its owner for the right to."
    return f"“{Path(place).name}” cannot be opened: {error.strerror}. Try to copy it again from its source."
