"""A file with scans is read twice: once to learn which there are, and once with what was recognised of them.

Between the two, each scan is read for itself, wherever there is room for it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from firsthand.documents.model import Remark
from firsthand.documents.recognition.engine import Engine
from firsthand.documents.recognition.languages import code_of
from firsthand.documents.recognition.scans import Box, Patch, Scan

_HINTS = 4
_SAME_SIZE = 0.2
"""By how much the running text of two scans of one document is measured differently, at most."""


class Wishes:
    """The recogniser that reads nothing yet, and remembers what it was asked: at most so many scans, each once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._scans: dict[tuple[int, Box | None], Scan] = {}
        self.more = 0
        """How many were asked beyond that."""

    def __call__(self, scan: Scan) -> Patch | None:
        if len(self._scans) < self._most or _place(scan) in self._scans:
            self._scans.setdefault(_place(scan), scan)
        else:
            self.more += 1
        return None

    @property
    def scans(self) -> tuple[Scan, ...]:
        return tuple(self._scans.values())


class Known:
    """The recogniser that knows all that was read."""

    def __init__(self, patches: Iterable[Patch]) -> None:
        self._patches = {_place(patch.scan): patch for patch in level_sizes(tuple(patches))}

    def __call__(self, scan: Scan) -> Patch | None:
        return self._patches.get(_place(scan))


def _place(scan: Scan) -> tuple[int, Box | None]:
    return scan.page, scan.box


def hints_from(language: str | None, patches: Iterable[Patch]) -> tuple[str, ...]:
    """Languages in which the next scans of a document likely are: its own, and then those of the scans read so far."""
    counts: Counter[str] = Counter()
    for patch in patches:
        for other in patch.languages[:_HINTS]:
            if code_of(other):
                counts[other] += len(patch.words)
    found = (language, *(other for other, _ in counts.most_common(_HINTS)))
    return tuple(dict.fromkeys(filter(None, found)))


def level_sizes(patches: Sequence[Patch]) -> tuple[Patch, ...]:
    """The patches with one size for what is their running text, which is measured a little differently on each page."""
    bodies = [_body(patch) for patch in patches]
    weights: Counter[float] = Counter()
    for patch, body in zip(patches, bodies, strict=True):
        weights[body] += sum(len(word.text) for word in patch.words) if patch.scan.box is None else 0
    if not weights.total():
        return tuple(patches)
    common = weights.most_common(1)[0][0]
    return tuple(
        _scaled(patch, common / body)
        if patch.scan.box is None and body and abs(body - common) <= _SAME_SIZE * common
        else patch
        for patch, body in zip(patches, bodies, strict=True)
    )


def _body(patch: Patch) -> float:
    weights: Counter[float] = Counter()
    for word in patch.words:
        weights[word.size] += len(word.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _scaled(patch: Patch, factor: float) -> Patch:
    if factor == 1:
        return patch
    words = tuple(replace(word, size=round(word.size * factor, 2)) for word in patch.words)
    return replace(patch, words=words)


def remark_on_means(language: str | None, more: int, engine: Engine | None) -> Iterable[Remark]:
    """What an editor can do so that scans are read, or read better; for a document in a language, that has scans."""
    if engine is None:
        yield Remark(
            "no-recognition",
            "Pages of this file are pictures of text, and there is no program here that reads them. Install Tesseract "
            "with its data for your languages (on Debian: tesseract-ocr, tesseract-ocr-fra and so on), and try again.",
        )
        return
    code = code_of(language) if language else None
    if code and not engine.reads(code):
        yield Remark(
            "missing-language-data",
            f"Pages of this file are pictures of text in “{language}”, for which Tesseract has no data here. Install "
            f"it (on Debian: tesseract-ocr-{code.replace('_', '-')}), and try again.",
        )
    if more:
        yield Remark(
            "too-many-scans",
            f"This file has more pictures of text than are read of one; {more:,} were left. Split it into volumes.",
            count=more,
        )
