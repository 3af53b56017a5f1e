"""Which lines of a picture are set in bold: those whose strokes are much thicker than most of the page's.

Tesseract no longer tells. Strokes are as thick as there is ink for each crossing of a letter by a row of pixels.
"""

from collections.abc import Sequence
from statistics import median

from firsthand.documents.recognition.tesseract import Line, Picture, Seen

_DARK = bytes(level < 128 for level in range(256))
_BOLD = 1.35
"""Times the usual thickness; bold type of many families has 1.4 to 2, capitals and the grain of a scan up to 1.2."""
_EACH = 1.25
_LETTERS = 6
"""In a line, and"""
_TYPICAL = 200
"""on a page, from which its thickness is measured well enough."""


def find_bold(picture: Picture, lines: Sequence[Line]) -> list[bool]:
    """Of each line whether it is bold, which is said only where there is enough text to compare it with."""
    measured = [[(_thickness(picture, word), len(word.text)) for word in line.words] for line in lines]
    letters = [thickness for words in measured for thickness, count in words for _ in range(count)]
    usual = median(letters) if len(letters) >= _TYPICAL else 0.0
    return [bool(usual) and _is_bold(words, usual) for words in measured]


def _is_bold(words: Sequence[tuple[float, int]], usual: float) -> bool:
    count = sum(letters for _, letters in words)
    mean = sum(thickness * letters for thickness, letters in words) / max(count, 1)
    thin = any(thickness < _EACH * usual for thickness, letters in words if letters > 2)
    return count >= _LETTERS and mean >= _BOLD * usual and not thin


def _thickness(picture: Picture, word: Seen) -> float:
    """In pixels for each point of the size of the type."""
    ink = crossings = 0
    for row in range(max(0, word.top), min(picture.height, word.bottom)):
        start = row * picture.width
        pixels = picture.pixels[start + max(0, word.left - 1) : start + min(picture.width, word.right + 1)]
        ink += 255 * len(pixels) - sum(pixels)
        crossings += (b"\0" + pixels.translate(_DARK)).count(b"\0\1")
    return ink / 255 / crossings / word.points if crossings and word.points else 0.0
