"""A baseline: the findings that old texts had when a project began to check, so that only new ones are shown.

A finding is known again by its concept and the words around it, so that it may move to other lines. Knows findings and
its own file (JSON).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.wording.fold import spelling
from firsthand.wording.model import Finding
from firsthand.wording.suppression import Suppressed, Suppression
from firsthand.wording.textfile import UnreadableTextError, write_bytes

_AROUND = 4
"""Words on either side that are part of a fingerprint."""
_REACH = 120
_WORD = re.compile(r"\w+")


class BaselineError(ValueError):
    """A baseline that can't be read or written; the message says why."""


class Entry(Struct, frozen=True, order=True):
    path: str
    concept: str
    text: str
    fingerprint: str
    count: int = 1


class Kept(Struct, frozen=True):
    """The file."""

    version: int
    entries: tuple[Entry, ...] = ()


def fingerprint(finding: Finding, text: str) -> str:
    """The same for a finding wherever it stands, as long as its concept and the words around it are the same."""
    before = _WORD.findall(text[max(0, finding.start - _REACH) : finding.start])[-_AROUND:]
    after = _WORD.findall(text[finding.end : finding.end + _REACH])[:_AROUND]
    said = "\0".join((finding.concept, spelling(" ".join((*before, finding.text, *after)))))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Baseline:
    """The findings that are still to be met; each entry takes as many as it was written for."""

    def __init__(self, entries: Iterable[Entry] = (), name: str = "") -> None:
        self._name = name
        self._entries: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.path, {})[entry.fingerprint] = entry
        self._left: dict[str, Counter[str]] = {}
        """Of each file that was checked."""

    def parted(self, path: str, findings: Sequence[Finding], text: str) -> tuple[list[Finding], list[Suppressed]]:
        """Part a file's findings into new and known ones."""
        left = Counter({mark: entry.count for mark, entry in self._entries.get(path, {}).items()})
        self._left[path] = left
        new: list[Finding] = []
        known: list[Suppressed] = []
        for finding in findings:
            mark = fingerprint(finding, text) if left else ""
            if left[mark] > 0:
                left[mark] -= 1
                known.append(Suppressed(finding, Suppression("baseline", self._name)))
            else:
                new.append(finding)
        return new, known

    def stale(self) -> list[Entry]:
        """Entries of files that were checked which no finding needs any more."""
        return sorted(
            self._entries[path][mark]
            for path, left in self._left.items()
            for mark, number in left.items()
            if number > 0
        )

    def others(self, checked: Collection[str]) -> list[Entry]:
        """Entries of all other files."""
        return [entry for path, marks in self._entries.items() if path not in checked for entry in marks.values()]


def read_baseline(path: Path) -> Baseline:
    """Raises BaselineError."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Kept)
    except OSError as error:
        raise BaselineError(f"{path} can't be read: {error.strerror or error}.") from error
    except msgspec.DecodeError as error:
        raise BaselineError(f"{path} is no baseline: {error}.") from error
    if kept.version != 1:
        raise BaselineError(f"{path} is a baseline of version {kept.version}; this Firsthand reads version 1.")
    return Baseline(kept.entries, path.name)


def entries_of(path: str, findings: Iterable[Finding], text: str) -> list[Entry]:
    """A file's findings as entries, in order."""
    counted = Counter((finding.concept, finding.text, fingerprint(finding, text)) for finding in findings)
    return sorted(Entry(path, concept, words, mark, count) for (concept, words, mark), count in counted.items())


def write_baseline(path: Path, entries: Iterable[Entry]) -> None:
    """Write entries in a stable order, so that a change of the file shows what changed. Raises BaselineError."""
    merged: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        key = (entry.path, entry.fingerprint)
        count = entry.count + (merged[key].count if key in merged else 0)
        merged[key] = msgspec.structs.replace(entry, count=count)
    encoded = msgspec.json.format(msgspec.json.encode(Kept(1, tuple(sorted(merged.values())))), indent=2)
    try:
        write_bytes(path, encoded + b"\n")
    except UnreadableTextError as error:
        raise BaselineError(f"{path} {error}.") from error
