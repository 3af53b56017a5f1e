"""What of each page can be believed, and what has to be read by OCR: pages without text, soup, lost ink.

Asks a recogniser for what is wanted, puts what it read in place where that is better, and leaves out what nobody could
read. Every page gets a verdict, so that nothing is missing in silence.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.nonsense import Judgement, judge
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.lettering import Box
from firsthand.documents.pdf.lost_ink import find_lost_ink
from firsthand.documents.pdf.patches import with_patch
from firsthand.documents.pdf.sheet import Picture, Sheet
from firsthand.documents.pdf.soup import drop_soup, find_dropped
from firsthand.documents.recognition.scans import Patch, Recogniser, Scan

UNSURE = 0.75
"""Below this mean confidence, what OCR read of a page is doubtful; clean scans have 0.9 and more."""
_HOPELESS = 0.45
"""Below this one it is not published."""
_BOX = 0.6
"""The same of a single box, whose words nobody misses as they would a page's."""
_LAYER = 0.8
"""The share of hidden words from which on a page's text is what a program read from its scan."""
_WHOLE = 0.7
_WIDE, _TALL = 60.0, 12.0
_SHAPES = 5
_NEARLY_ALL = 0.8


class Verdict(Struct, frozen=True):
    """What was found out about a page, and done about it."""

    soup: float = 0.0
    """The share of words that no language writes, in what is published of it, or else in what was left out."""
    garbled: bool = False
    """Its text was soup and is left out."""
    silent: bool = False
    """It shows something, and nothing of it could be read."""
    layer: bool = False
    """Its text was read from a scan by whoever made the file."""
    lost: int = 0
    """Boxes that look like text and could not be read."""
    recognised: int = 0
    """Characters that OCR read."""
    confidence: float | None = None
    """Of these, the mean, weighed by characters."""


class Judged(Struct, frozen=True):
    sheets: tuple[Sheet, ...]
    verdicts: tuple[Verdict, ...]
    """One for each sheet."""


def judge_sheets(document: Handle, sheets: Sequence[Sheet], recognise: Recogniser, language: str | None) -> Judged:
    """`sheets` as the file has them; `language` is what it declares, if it does."""
    kept = drop_soup(sheets)
    lost = find_lost_ink(document, sheets)
    reader = _Reader(recognise, (language,) if language else (), lost)
    judged = [reader.judge(before, sheet) for before, sheet in zip(sheets, kept, strict=True)]
    return Judged(tuple(sheet for sheet, _ in judged), tuple(verdict for _, verdict in judged))


class _Reader(Struct, frozen=True):
    recognise: Recogniser
    languages: tuple[str, ...]
    lost: Mapping[int, tuple[Box, ...]]

    def judge(self, before: Sheet, sheet: Sheet) -> tuple[Sheet, Verdict]:
        """A page without the words whose letters nobody knows; `before` has them still."""
        if not sheet.readable:
            return sheet, Verdict()
        if _was_garbled(before, sheet):
            soup = judge([word.text for word in before.words])
            return self._read_whole(before, Verdict(soup=soup.share, garbled=True), soup)
        if not sheet.words:
            return self._read_whole(sheet, Verdict(silent=shows_something(sheet)), None)
        found = judge([word.text for word in sheet.words])
        layer = is_layer(sheet)
        verdict = Verdict(soup=found.share, layer=layer)
        if found.is_soup:
            return self._read_whole(sheet, replace(verdict, garbled=True), found)
        if layer and found.is_doubtful:
            return self._read_whole(sheet, verdict, found)
        boxes = self.lost.get(sheet.number, ())
        if any(_is_whole(box, sheet) for box in boxes):
            return self._read_whole(sheet, replace(verdict, lost=1), found)
        return self._read_boxes(sheet, verdict, find_dropped(before, sheet), boxes)

    def _read_whole(self, sheet: Sheet, verdict: Verdict, before: Judgement | None) -> tuple[Sheet, Verdict]:
        """The page as OCR reads it, where it does and that is better than what the file says."""
        wanted = verdict.silent or before is not None or sheet.unmapped > 0
        patch = self.recognise(Scan(sheet.number, None, self.languages)) if wanted else None
        if patch is not None and patch.words and patch.confidence >= _HOPELESS:
            after = judge([word.text for word in patch.words])
            if not after.is_soup and (verdict.garbled or verdict.lost or not before or after.share < before.share):
                count = characters(patch)
                return with_patch(sheet, patch), Verdict(after.share, recognised=count, confidence=patch.confidence)
        if verdict.garbled:
            return replace(sheet, words=(), tree=None), replace(verdict, layer=False)
        if verdict.silent and patch is not None and not patch.words:
            # OCR looked at it and saw no letter: it is a picture, and no picture of text.
            return sheet, replace(verdict, silent=False)
        return sheet, verdict

    def _read_boxes(
        self, sheet: Sheet, verdict: Verdict, dropped: Sequence[Box], lost: Sequence[Box]
    ) -> tuple[Sheet, Verdict]:
        """The page with what OCR reads in some boxes. Words that were dropped there are no longer counted then."""
        missed = recognised = 0
        weight = 0.0
        for number, box in enumerate((*dropped, *lost)):
            patch = self.recognise(Scan(sheet.number, box, self.languages))
            if patch is None or not patch.words or patch.confidence < _BOX:
                missed += number >= len(dropped)
                continue
            unmapped = max(0, sheet.unmapped - len(patch.words)) if number < len(dropped) else sheet.unmapped
            # What OCR read bears no tag, so the page's structure must be told from its layout.
            sheet = replace(with_patch(sheet, patch), tree=None, unmapped=unmapped)
            recognised += characters(patch)
            weight += patch.confidence * characters(patch)
        confidence = weight / recognised if recognised else None
        return sheet, replace(verdict, lost=missed, recognised=recognised, confidence=confidence)


def _was_garbled(before: Sheet, after: Sheet) -> bool:
    """Whether nearly all words of a page were dropped, though the file names letters for them."""
    named = sum(not word.doubtful for word in before.words)
    dropped = len(before.words) - len(after.words)
    return dropped >= _NEARLY_ALL * max(len(before.words), 1) and named >= _NEARLY_ALL * len(before.words)


def characters(patch: Patch) -> int:
    return sum(len(word.text) for word in patch.words)


def shows_something(sheet: Sheet) -> bool:
    """Whether a page without words is not just empty, or a rule or a coloured ground."""
    shapes = sum(one.kind == "path" and (one.curved or one.segments > 6) for one in sheet.pictures)
    return shapes >= _SHAPES or any(
        one.kind == "image" and one.right - one.left >= _WIDE and one.bottom - one.top >= _TALL
        for one in sheet.pictures
    )


def is_layer(sheet: Sheet) -> bool:
    """Whether the words of a page lie unseen over pictures that fill it."""
    hidden = sum(word.hidden for word in sheet.words)
    if hidden < _LAYER * len(sheet.words):
        return False
    area = sum(_area(one, sheet) for one in sheet.pictures if one.kind == "image")
    return area >= _WHOLE * sheet.width * sheet.height


def _area(one: Picture, sheet: Sheet) -> float:
    wide = min(one.right, sheet.width) - max(one.left, 0.0)
    return max(wide, 0.0) * max(min(one.bottom, sheet.height) - max(one.top, 0.0), 0.0)


def _is_whole(box: Box, sheet: Sheet) -> bool:
    return (box[2] - box[0]) * (box[3] - box[1]) >= _WHOLE * sheet.width * sheet.height
