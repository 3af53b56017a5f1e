"""Blots of ink in a grey picture: the dark or light spots on its ground, each with its box."""

import re
from collections.abc import Sequence

from PIL import Image

from firsthand.documents.pdf import bulk
from firsthand.documents.pdf.lettering import Shape

_RUN = re.compile(b"\x01+")
_RUNS_AT_MOST = 40_000
_BAND, _GROUND = 16, 0.45
_CONTRAST = 48
"""Levels of grey, of 256, between ground and ink."""


def find_blots(picture: Image.Image) -> list[Shape]:
    """What stands out from the ground of a grey picture; nothing where it is all alike, or as grainy as a photograph.

    `detail` of a blot is how many pixels of ink it has.
    """
    histogram = picture.histogram()
    threshold = _threshold(histogram) if _has_ground(histogram) else None
    if threshold is None:
        return []
    dark = sum(histogram[:threshold]) <= sum(histogram[threshold:])
    table = [int((level < threshold) == dark) for level in range(256)]
    width, height = picture.size
    pixels = picture.point(table, "L").tobytes()
    if bulk.SHIM is not None:
        found = bulk.join_ink(bulk.SHIM, pixels, width, height, _RUNS_AT_MOST)
        return [Shape(left, top, right, bottom, detail=ink) for left, top, right, bottom, ink in found]
    return _join(pixels, width, height)


def _has_ground(histogram: Sequence[int]) -> bool:
    """Whether much of the picture is of one grey, as paper is and a photograph is not."""
    return max(sum(histogram[level : level + _BAND]) for level in range(0, 256, _BAND // 2)) >= _GROUND * sum(histogram)


def _threshold(histogram: Sequence[int]) -> int | None:
    """The level that best parts ground from ink (Otsu 1979); None where they hardly differ."""
    total, weighted = sum(histogram), sum(level * count for level, count in enumerate(histogram))
    best, found = 0.0, None
    below = below_weighted = 0
    for level, count in enumerate(histogram):
        if below and total - below:
            low, high = below_weighted / below, (weighted - below_weighted) / (total - below)
            spread = below * (total - below) * (high - low) ** 2
            if spread > best and high - low >= _CONTRAST:
                best, found = spread, level
        below += count
        below_weighted += level * count
    return found


def _join(pixels: bytes, width: int, height: int) -> list[Shape]:
    """Runs of ink that touch, also at their corners, as blots."""
    parents: list[int] = []
    runs: list[tuple[int, int, int]] = []
    before: list[tuple[int, int, int]] = []
    for y in range(height):
        here: list[tuple[int, int, int]] = []
        at = 0
        for found in _RUN.finditer(pixels, y * width, (y + 1) * width):
            start, end = found.start() - y * width, found.end() - y * width
            name = len(parents)
            parents.append(name)
            while at < len(before) and before[at][1] < start:
                at += 1
            look = at
            while look < len(before) and before[look][0] <= end:
                _unite(parents, before[look][2], name)
                look += 1
            here.append((start, end, name))
            runs.append((start, end, y))
        if len(parents) > _RUNS_AT_MOST:
            return []
        before = here
    return _shapes(parents, runs)


def _unite(parents: list[int], one: int, other: int) -> None:
    parents[_root(parents, other)] = _root(parents, one)


def _root(parents: list[int], name: int) -> int:
    while parents[name] != name:
        parents[name] = parents[parents[name]]
        name = parents[name]
    return name


def _shapes(parents: list[int], runs: Sequence[tuple[int, int, int]]) -> list[Shape]:
    blots: dict[int, list[int]] = {}
    for name, (start, end, y) in enumerate(runs):
        root = _root(parents, name)
        blot = blots.get(root)
        if blot is None:
            blots[root] = [start, y, end, y + 1, end - start]
        else:
            blot[0], blot[2], blot[3] = min(blot[0], start), max(blot[2], end), y + 1
            blot[4] += end - start
    return [Shape(left, top, right, bottom, detail=ink) for left, top, right, bottom, ink in blots.values()]
