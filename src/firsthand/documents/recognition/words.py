"""What Tesseract saw becomes words on a page: rid of what is no text, on straight lines, in few sizes, in points."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from firsthand.documents.recognition.scans import Recognised
from firsthand.documents.recognition.tesseract import Line, Seen

_POINTS = 72
_DOUBTFUL_LINE = 0.4
"""Below this confidence, lines are what Tesseract takes the edges and grains of a picture for."""
_DOUBTFUL_SIGN = 0.7
"""The same of words without a letter or a figure: rules, dots and stains."""
_FEW = 0.2
"""Of a size: this share of the characters in the next size, and it is that size, measured badly."""


def confidence(words: Iterable[Seen | Recognised]) -> float:
    """The mean confidence, weighed by characters; 0 of no words."""
    total = weight = 0.0
    for word in words:
        total += word.confidence * len(word.text)
        weight += len(word.text)
    return total / weight if weight else 0.0


def believable(lines: Iterable[Line]) -> list[Line]:
    """The lines that are text, without the words in them that are none."""
    kept = []
    for line in lines:
        words = tuple(word for word in line.words if word.confidence >= _DOUBTFUL_SIGN or _says(word.text))
        if words and _says("".join(word.text for word in words)) and confidence(words) >= _DOUBTFUL_LINE:
            kept.append(Line(words, line.text))
    return kept


def lay(lines: Sequence[Line], dpi: int, bold: Sequence[bool] = ()) -> tuple[Recognised, ...]:
    """Their words in points from the picture's upper left corner; `bold` says of each line whether it is."""
    scale = _POINTS / dpi
    sizes = _sizes(lines)
    return tuple(
        word
        for number, (line, size, is_bold) in enumerate(zip(lines, sizes, bold or [False] * len(lines), strict=True))
        for word in _lay_line(line, size, number, scale, is_bold=is_bold)
    )


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)


def _lay_line(line: Line, size: float, number: int, scale: float, *, is_bold: bool) -> Iterator[Recognised]:
    """The words of a line, made level: a page that was put askew on the scanner has lines that climb."""
    level = median(word.base for word in line.words)
    for group in _stretches(line):
        base = median(word.base for word in group)
        shift = level - base
        yield Recognised(
            text="".join(word.text for word in group),
            left=min(word.left for word in group) * scale, top=(min(word.top for word in group) + shift) * scale,
            right=max(word.right for word in group) * scale,
            bottom=(max(word.bottom for word in group) + shift) * scale,
            base=level * scale, size=size, confidence=confidence(group), line=number, bold=is_bold,
        )  # fmt: skip


def _stretches(line: Line) -> Iterator[list[Seen]]:
    """Words between which the script has no space, as one: Tesseract takes Thai and Chinese to pieces."""
    group: list[Seen] = []
    at = 0
    for word in line.words:
        found = line.text.find(word.text, at)
        spaced = found < 0 or any(sign.isspace() for sign in line.text[at:found])
        if group and spaced:
            yield group
            group = []
        group.append(word)
        at = found + len(word.text) if found >= 0 else at
    if group:
        yield group


def _sizes(lines: Sequence[Line]) -> list[float]:
    """The size of each line: Tesseract's, where neighbouring sizes of which one is rare are the same."""
    weights: Counter[int] = Counter()
    sizes = [Counter({word.points: len(word.text) for word in line.words}).most_common(1)[0][0] for line in lines]
    for line, size in zip(lines, sizes, strict=True):
        weights[size] += sum(len(word.text) for word in line.words)
    taken = {size: size for size in weights}
    for smaller, larger in pairwise(sorted(weights)):
        if larger - smaller > max(1, 0.08 * larger):
            continue
        rare, common = sorted((smaller, larger), key=lambda size: weights[size])
        if weights[rare] < _FEW * weights[common]:
            taken[rare] = common
    return [float(_last(taken, size)) for size in sizes]


def _last(taken: dict[int, int], size: int) -> int:
    """Where a chain of sizes that were taken for one another ends; each step goes to a commoner one."""
    while taken[size] != size:
        size = taken[size]
    return size
