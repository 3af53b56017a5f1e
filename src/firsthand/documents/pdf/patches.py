"""What OCR read of a page becomes words of its sheet, so that the passes of layout read them like any others."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.sheet import Font, Picture, Sheet, Word
from firsthand.documents.recognition.scans import Box, Patch, Recognised

NAME = "recognised"
"""The name of the typeface of words that OCR read: it can't tell one from another."""

_ASCENT, _DESCENT = 0.8, 0.2
_FONTS = {(bold, italic): Font(NAME, bold=bold, italic=italic) for bold in (False, True) for italic in (False, True)}


def with_patch(sheet: Sheet, patch: Patch) -> Sheet:
    """The sheet with what OCR read in the patch's place, instead of the words whose middle lies there.

    A patch of a whole page replaces all of its words and their tags, and the pictures of which they were read, and then
    none is counted as unmapped any more; the page is turned as it was for being read.
    """
    words = tuple(_word(word) for word in patch.words)
    box = patch.scan.box
    if box is None:
        sheet = _turned(sheet, patch.turns)
        pictures = tuple(picture for picture in sheet.pictures if not _shows(picture, words))
        return replace(sheet, words=words, unmapped=0, tree=None, pictures=pictures)
    kept = [word for word in sheet.words if not _lies_in(word, box)]
    at = _place_in_order(kept, box)
    return replace(sheet, words=(*kept[:at], *words, *kept[at:]))


def _word(word: Recognised) -> Word:
    """The word, as high as its typeface and not only as its letters, as PDFium has those of other fonts."""
    top, bottom = word.base - _ASCENT * word.size, word.base + _DESCENT * word.size
    return Word(
        text=letters.clean(word.text), left=word.left, top=top, right=word.right, bottom=bottom,
        base=word.base, size=word.size, font=_FONTS[word.bold, word.italic], confidence=word.confidence,
    )  # fmt: skip


def _turned(sheet: Sheet, turns: int) -> Sheet:
    """The page after so many quarter turns against the clock, without what is drawn on it if there are any."""
    if not turns % 4:
        return sheet
    width, height = (sheet.height, sheet.width) if turns % 2 else (sheet.width, sheet.height)
    return replace(sheet, width=width, height=height, rules=(), pictures=())


def _shows(picture: Picture, words: Iterable[Word]) -> bool:
    box = (picture.left, picture.top, picture.right, picture.bottom)
    return any(_lies_in(word, box) for word in words)


def _lies_in(word: Word, box: Box) -> bool:
    left, top, right, bottom = box
    return left <= (word.left + word.right) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom


def _place_in_order(words: Sequence[Word], box: Box) -> int:
    """Where the file would draw the box: after the nearest word above it, or else before the nearest below."""
    left, top, right, bottom = box
    middle = (top + bottom) / 2
    near = [
        (at, (word.top + word.bottom) / 2 - middle)
        for at, word in enumerate(words) if word.left < right and word.right > left and not word.turned
    ]  # fmt: skip
    above = max(((gap, at) for at, gap in near if gap < 0), default=None)
    if above is not None:
        return above[1] + 1
    below = min(((gap, at) for at, gap in near), default=None)
    return below[1] if below is not None else len(words)


def with_patches(sheet: Sheet, patches: Iterable[Patch]) -> Sheet:
    for patch in patches:
        sheet = with_patch(sheet, patch)
    return sheet
