"""A chart of shares over years, as numbers for an SVG: lines with a marker on each year that there is.

It knows nothing of colours and words. Lines differ by their dashes and markers, so that no colour has to be seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import ceil, floor, log10

from msgspec import Struct

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 26
"""Room for the labels of the axes, in the units of the picture."""
INSET = 8
"""Between the axis and the first marker, and after the last."""
LABELS = 6
"""Years that are written under the axis, at most."""
SHAPES = ("circle", "square", "triangle", "diamond")


class Marker(Struct, frozen=True):
    x: float
    y: float


class Stroke(Struct, frozen=True):
    """What is drawn for one series."""

    shape: str
    lines: tuple[str, ...]
    """`points` of polylines; a year without a value parts them."""
    markers: tuple[Marker, ...]


class Tick(Struct, frozen=True):
    place: float
    value: float


class Chart(Struct, frozen=True):
    width: int
    height: int
    left: int
    right: int
    """Where the plot ends."""
    bottom: int
    strokes: tuple[Stroke, ...]
    years: tuple[tuple[float, int], ...]
    """Place and year of each label."""
    ticks: tuple[Tick, ...]


Series = Mapping[int, float]
"""Year -> share, for the years that have one."""


def make_chart(series: Sequence[Series]) -> Chart | None:
    """None where there is no year to show."""
    years = sorted({year for one in series for year in one})
    if not years:
        return None
    first, last = years[0], years[-1]
    top = nice(max((share for one in series for share in one.values()), default=0.0))
    across, up = WIDTH - LEFT - RIGHT - 2 * INSET, HEIGHT - TOP - BOTTOM

    def x(year: int) -> float:
        return round(LEFT + INSET + (across / 2 if first == last else across * (year - first) / (last - first)), 1)

    def y(share: float) -> float:
        return round(TOP + up * (1 - share / top), 1)

    strokes = tuple(
        Stroke(
            SHAPES[number % len(SHAPES)],
            tuple(" ".join(f"{x(year)},{y(one[year])}" for year in run) for run in _runs(one) if len(run) > 1),
            tuple(Marker(x(year), y(share)) for year, share in sorted(one.items())),
        )
        for number, one in enumerate(series)
    )
    ticks = tuple(Tick(y(share), share) for share in (0.0, top / 2, top))
    labels = tuple((x(year), year) for year in _labelled(first, last))
    return Chart(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, strokes, labels, ticks)


def nice(value: float) -> float:
    """The next number up of 1, 2 or 5 times a power of ten; 0.01 for nothing at all.

    >>> nice(0.031), nice(0.5), nice(0)
    (0.05, 0.5, 0.01)
    """
    if value <= 0:
        return 0.01
    power: float = 10.0 ** floor(log10(value))
    return next(round(step * power, 12) for step in (1, 2, 5, 10) if value <= step * power * (1 + 1e-9))


def _runs(series: Series) -> Iterator[list[int]]:
    """Years that follow one another."""
    for _, run in groupby(enumerate(sorted(series)), key=lambda pair: pair[1] - pair[0]):
        yield [year for _, year in run]


def _labelled(first: int, last: int) -> Iterator[int]:
    """Years evenly apart, from the first on."""
    step = max(ceil((last - first) / (LABELS - 1)), 1)
    yield from range(first, last + 1, step)
