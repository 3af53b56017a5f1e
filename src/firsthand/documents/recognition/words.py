"""What Tesseract saw becomes words on a page: rid of what is no text, on straight lines, in few sizes, in points."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from firsthand.documents.recognition.scans import Recognised
from firsthand.documents.recognition.tesseract import Line, Seen
from firsthand.documents.scripts import script_of

_POINTS = 72
_DOUBTFUL_LINE = 0.4
"""Below this confidence, lines are what Tesseract takes the edges and grains of a picture for."""
_DOUBTFUL_SIGN = 0.7
"""The same of words without a letter or a figure: rules, dots and stains."""
_EVEN = ("Latin", "Cyrillic", "Greek", "Armenian", "Han", "Hangul", "Kana")
"""Scripts whose letters are so even in height that Tesseract measures their size well."""
_UNEVEN = 0.3
"""By what share of a size others are the same in other scripts."""
_FEW, _FEW_LINES = 0.2, 4
"""Of a size: this share of the characters in the next size, or fewer lines, and it is that size, measured badly."""
_LEADING = 1.2
"""The widest distance between two lines of a paragraph, as a share of that between most lines of a page."""


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
    """The size of each line: Tesseract's, where sizes that are nearly the same are the same."""
    weights: Counter[int] = Counter()
    sizes = [Counter({word.points: len(word.text) for word in line.words}).most_common(1)[0][0] for line in lines]
    for line, size in zip(lines, sizes, strict=True):
        weights[size] += sum(len(word.text) for word in line.words)
    even = script_of("".join(line.text for line in lines)) in (*_EVEN, None)
    taken = _neighbours(weights, Counter(sizes), _mixed(lines, sizes)) if even else _groups(weights)
    return [float(taken[size]) for size in sizes]


def _mixed(lines: Sequence[Line], sizes: Sequence[int]) -> Counter[tuple[int, int]]:
    """How often lines of two sizes follow each other as the lines of a paragraph do, in either order."""
    bases = [median(word.base for word in line.words) for line in lines]
    steps = [below - above for above, below in pairwise(bases)]
    most = _LEADING * median([step for step in steps if step > 0] or [0.0])
    pairs = [pair for pair, step in zip(pairwise(sizes), steps, strict=True) if 0 < step <= most]
    return Counter(pairs) + Counter((below, above) for above, below in pairs)


def _neighbours(weights: Counter[int], lines: Counter[int], mixed: Counter[tuple[int, int]]) -> dict[int, int]:
    """For each size that size or, where it is rare beside its neighbour, which may be rare too, that one.

    Two sizes that take turns from line to line are one.
    """
    taken = {size: size for size in weights}
    for smaller, larger in pairwise(sorted(weights)):
        if larger - smaller > max(1, 0.08 * larger):
            continue
        rare, common = sorted((smaller, larger), key=lambda size: weights[size])
        few = weights[rare] < _FEW * weights[common] or lines[rare] < _FEW_LINES
        if few or mixed[rare, common] >= lines[rare]:
            taken[rare] = common
    for size in sorted(taken, key=lambda size: -weights[size]):
        taken[size] = taken[taken[size]]
    return taken


def _groups(weights: Counter[int]) -> dict[int, int]:
    """For each size the commonest of those that are not far from it."""
    taken: dict[int, int] = {}
    for common, _ in weights.most_common():
        if common in taken:
            continue
        near = [size for size in weights if size not in taken and abs(size - common) <= _UNEVEN * common]
        taken |= dict.fromkeys(near, common)
    return taken
