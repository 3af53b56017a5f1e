"""The way of all paragraphs through all drafts as a picture: numbers for an SVG, which knows no words and colours.

A column is a draft, a bar a paragraph, as high as it is long; bands lead to what it became. Neighbours to which the
same happened share one band and one link. Where there are many, all bands of a kind between two drafts are one shape,
and a text with too many even for that is shown by articles.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct
from msgspec.structs import replace

from firsthand.catalogue.negotiations import DraftText, Link, LinkKind, Negotiation, Paragraph
from firsthand.front.pages.negotiations.named import texts_of, told
from firsthand.front.pages.negotiations.pieces import bracketed

STEP, BAR, EDGE = 150, 14, 72
"""From one column to the next, the width of a bar, and half of a label beside the first and the last one."""
TOP, HEIGHT = 28, 420
MOST_BYTES = 160_000
"""Of a picture, about; above, it shows articles instead of paragraphs, and above that again parts."""
MOST_LINKED = 110_000
"""The same with a link on each band."""
MOST_PARAGRAPHS = 4_000
"""In all drafts; with more, nobody need draw them to know that they are too many."""
LINK_BYTES = 170
"""What a band has around its path."""
GRAVITY = (
    LinkKind.SAME, LinkKind.MERGED, LinkKind.SPLIT, LinkKind.EDITED, LinkKind.UNKNOWN, LinkKind.NEW, LinkKind.DROPPED,
)  # fmt: skip


class Unit(Struct, frozen=True):
    """A paragraph, or an article of them."""

    ids: tuple[str, ...]
    size: int
    open: int
    """Characters of it in brackets."""


class Stream(Struct, frozen=True):
    """From one unit to another; one side is None for what is new or gone."""

    before: int | None
    after: int | None
    kind: LinkKind
    moved: bool
    count: int = 1


class Band(Struct, frozen=True):
    path: str
    kind: str
    moved: bool
    count: int
    """Paragraphs, or links between articles."""
    pair: tuple[str, str]
    anchor: str
    """Of the place in the page with both drafts: "a-1f2e3d4c5b"; empty for a band that stands for many."""


class Column(Struct, frozen=True):
    draft: str
    x: float
    bars: str
    open: str
    """How much of each bar stands in brackets, as a strip inside of it."""


class Flow(Struct, frozen=True):
    width: int
    height: int
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    by_articles: bool


class _Placed(Struct, frozen=True):
    top: float
    end: float


def make_flow(negotiation: Negotiation, *, mirrored: bool = False) -> Flow | None:
    """None where there is no draft with words. `mirrored` for readers from right to left."""
    texts = [text for text in texts_of(negotiation).values() if text.paragraphs]
    if not texts:
        return None
    if sum(len(text.paragraphs) for text in texts) <= MOST_PARAGRAPHS:
        flow = _draw(negotiation, texts, _paragraphs, by_articles=False, mirrored=mirrored)
        for drawn in (flow, _joined(flow)):
            if _bytes(drawn) <= (MOST_LINKED if drawn is flow else MOST_BYTES):
                return drawn
    flow = _draw(negotiation, texts, _articles, by_articles=True, mirrored=mirrored)
    return (
        flow if _bytes(flow) <= MOST_BYTES else _draw(negotiation, texts, _parts, by_articles=True, mirrored=mirrored)
    )


def _joined(flow: Flow) -> Flow:
    """With one band for all of a kind between two drafts; what was moved is drawn over the rest."""
    together: dict[tuple[bool, tuple[str, str], str], list[Band]] = {}
    for band in flow.bands:
        together.setdefault((band.moved, band.pair, band.kind), []).append(band)
    bands = (
        Band("".join(each.path for each in some), kind, moved, sum(each.count for each in some), pair, "")
        for (moved, pair, kind), some in sorted(together.items(), key=lambda each: each[0][0])
    )
    return replace(flow, bands=tuple(bands))


def _bytes(flow: Flow) -> int:
    bands = sum(len(band.path) + LINK_BYTES for band in flow.bands)
    return bands + sum(len(column.bars) + len(column.open) for column in flow.columns)


def _paragraphs(text: DraftText) -> list[Unit]:
    return [Unit((each.id,), len(each.text) + 1, bracketed(each)) for each in text.paragraphs]


def _articles(text: DraftText) -> list[Unit]:
    return _grouped(text, lambda each: (each.part, each.headings[:1]))


def _parts(text: DraftText) -> list[Unit]:
    return _grouped(text, lambda each: each.part)


def _grouped(text: DraftText, key: Callable[[Paragraph], object]) -> list[Unit]:
    several = [tuple(group) for _, group in groupby(text.paragraphs, key=key)]
    return [
        Unit(tuple(each.id for each in group), sum(len(each.text) + 1 for each in group), sum(map(bracketed, group)))
        for group in several
    ]


def _draw(
    negotiation: Negotiation,
    texts: Sequence[DraftText],
    parted: Callable[[DraftText], list[Unit]],
    *,
    by_articles: bool,
    mirrored: bool,
) -> Flow:
    units = {text.draft: parted(text) for text in texts}
    longest = max(sum(unit.size for unit in several) for several in units.values())
    width = 2 * EDGE + STEP * (len(texts) - 1) + BAR
    places = {slug: _stack(several, HEIGHT / longest) for slug, several in units.items()}
    starts = {text.draft: float(EDGE + STEP * at) for at, text in enumerate(texts)}
    if mirrored:
        starts = {slug: width - x - BAR for slug, x in starts.items()}
    bands: list[Band] = []
    for pair in negotiation.alignments:
        if pair.before in units and pair.after in units:
            streams = _streams(told(pair.links), units[pair.before], units[pair.after])
            bands += (_band(run, (pair.before, pair.after), units, places, starts) for run in _runs(streams))
    columns = tuple(_column(text.draft, units[text.draft], places[text.draft], starts[text.draft]) for text in texts)
    return Flow(width, TOP + HEIGHT + 8, columns, tuple(bands), by_articles)


def _stack(units: Sequence[Unit], scale: float) -> list[_Placed]:
    found, top = [], float(TOP)
    for unit in units:
        end = top + unit.size * scale
        found.append(_Placed(top, end))
        top = end
    return found


def _streams(links: Sequence[Link], before: Sequence[Unit], after: Sequence[Unit]) -> list[Stream]:
    """One for each pair of units, with the gravest of what happened between them."""
    here = {each: at for at, unit in enumerate(before) for each in unit.ids}
    there = {each: at for at, unit in enumerate(after) for each in unit.ids}
    found: dict[tuple[int | None, int | None], Stream] = {}
    for link in links:
        ones: list[int | None] = [here[each] for each in link.before if each in here] or [None]
        others: list[int | None] = [there[each] for each in link.after if each in there] or [None]
        for pair in dict.fromkeys((one, other) for one in ones for other in others):
            old = found.get(pair)
            kind = max(link.kind, old.kind, key=GRAVITY.index) if old else link.kind
            moved, count = link.moved or bool(old and old.moved), 1 + (old.count if old else 0)
            found[pair] = Stream(*pair, kind, moved, count)
    return sorted(found.values(), key=lambda each: (each.after is None, each.after or 0, each.before or 0))


def _runs(streams: Sequence[Stream]) -> Iterator[list[Stream]]:
    """Neighbours to which the same happened; only what is the same, new or gone is put together."""
    together = (LinkKind.SAME, LinkKind.NEW, LinkKind.DROPPED)
    run = list(streams[:1])
    for last, now in pairwise(streams):
        alike = (last.kind, last.moved) == (now.kind, now.moved) and now.kind in together
        if alike and _follows(last.before, now.before) and _follows(last.after, now.after):
            run.append(now)
        else:
            yield run
            run = [now]
    if run:
        yield run


def _follows(last: int | None, now: int | None) -> bool:
    return now is None if last is None else now == last + 1


def _band(
    run: Sequence[Stream],
    pair: tuple[str, str],
    units: Mapping[str, Sequence[Unit]],
    places: Mapping[str, Sequence[_Placed]],
    starts: Mapping[str, float],
) -> Band:
    first, last = run[0], run[-1]
    before, after = pair
    back = starts[after] < starts[before]
    x, end = (starts[before], starts[after] + BAR) if back else (starts[before] + BAR, starts[after])
    if first.after is None or first.before is None:
        slug, at, until = (
            (before, first.before, last.before) if first.after is None else (after, first.after, last.after)
        )
        at, until = at or 0, until or 0
        tip = (x + (-22 if back else 22)) if first.after is None else (end + (22 if back else -22))
        foot = x if first.after is None else end
        path = _wedge(foot, tip, places[slug][at].top, places[slug][until].end)
    else:
        left = places[before][first.before or 0].top, places[before][last.before or 0].end
        right = places[after][first.after].top, places[after][last.after or 0].end
        path = _ribbon(x, end, left, right)
    anchor = f"a-{units[after][first.after].ids[0]}" if first.after is not None else ""
    anchor = anchor or f"b-{units[before][first.before or 0].ids[0]}"
    return Band(path, first.kind.value, first.moved, sum(each.count for each in run), pair, anchor)


def _ribbon(x: float, end: float, left: tuple[float, float], right: tuple[float, float]) -> str:
    middle = _number((x + end) / 2)
    a, b, c, d, near, far = (_number(each) for each in (*left, *right, x, end))
    return f"M{near} {a}C{middle} {a} {middle} {c} {far} {c}V{d}C{middle} {d} {middle} {b} {near} {b}z"


def _wedge(foot: float, tip: float, top: float, end: float) -> str:
    """What begins or ends: from the whole of it to its middle."""
    return f"M{_number(foot)} {_number(top)}L{_number(tip)} {_number((top + end) / 2)}L{_number(foot)} {_number(end)}z"


def _column(draft: str, units: Sequence[Unit], places: Sequence[_Placed], x: float) -> Column:
    bars, strips = [], []
    for unit, place in zip(units, places, strict=True):
        gap = 0.5 if place.end - place.top > 1.5 else 0.2
        height = max(place.end - place.top - gap, 0.3)
        bars.append(f"M{_number(x)} {_number(place.top)}h{BAR}v{_number(height)}h-{BAR}z")
        if unit.open:
            wide = max(BAR * min(unit.open / unit.size, 1), 1)
            strips.append(f"M{_number(x)} {_number(place.top)}h{_number(wide)}v{_number(height)}h-{_number(wide)}z")
    return Column(draft, x, "".join(bars), "".join(strips))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
