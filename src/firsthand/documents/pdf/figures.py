"""Which parts of a page are figures: photographs, and charts and diagrams with the words inside them.

What only adorns a page is left out: backgrounds, art behind text, logos that come back on many pages, rules, icons. A
drawing must show by a caption, or by its shapes and labels, that it is one: a wrong figure would swallow text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf.areas import Area
from firsthand.documents.pdf.captions import Caption, find_captions, has_caption, stands_by
from firsthand.documents.pdf.ink import Box, Heap, heap_up, overlap, size, unite_boxes, visible
from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.sheet import Picture, Sheet

_PHOTOGRAPH = 40.0
"""The least side of a photograph, in points; smaller ones are icons."""
_DRAWING = 50.0
_STRIP = 7.0
"""How many times longer than wide a picture may be."""
_ART = 0.5
"""The share of the page from which on a picture without a caption is the art of a cover or of a chapter."""
_LONG = 45
"""Letters on a line of running text."""
_APART = 30.0
"""How far apart the parts of one drawing may stand, in points."""
_WORDED = 2
"""On how many pieces of text a picture without a caption may lie before it is a ground."""
_VALUE = re.compile(r"[(–−+~<>≤≥$€£¥-]{0,3}\d[\d.,\s]*(?:%|k|m|bn|[eE][+-]?\d+)?[)*]?", re.IGNORECASE)
_GROUND = 2_000.0
"""The least area of what can lie behind text, in square points."""
_UNNAMED = 10_000.0
"""The least area of a photograph without a caption."""
_PARTS = 40
"""How many photographs may stand beside each other."""
_LARGE = 20_000.0
"""The least area of a picture that is no logo wherever it stands, in square points."""
_EDGE = 0.15
"""The share of a page at its top and foot in which letterheads stand."""
_RULE = 3.0
"""How thick a line is at most."""
_FAR = 90.0
"""How far from a figure its caption may stand where only labels stand between them, in points."""
_WIDE = 8.0
_BETWEEN = 15
"""How many labels may."""
_HEAPS_AT_MOST = 300
_AREAS_AT_MOST = 40
"""On one page."""
_MARGIN = 0.07
"""The share of the page at its top and foot in which running heads stand."""
_ROUNDS = 4
_GROWTH = 60.0

Repeated = frozenset[tuple[int, int, int, int]]


class Page(Struct, frozen=True):
    """What tells the figures of a page."""

    sheet: Sheet
    pieces: Sequence[Line]
    """Its text, without what stands in tables."""
    body: float
    """The size of the running text of the document, in points."""
    tables: Sequence[Box] = ()
    repeated: Repeated = frozenset()
    """Where pictures stand that come back on other pages."""


def find_repeated(sheets: Sequence[Sheet]) -> Repeated:
    """The places at which small pictures, or ones in the margins, stand on at least three pages, and on each tenth.

    Larger ones may be pictures of their own that only stand alike; whether they are the same, their pixels tell.
    """
    counts: Counter[tuple[int, int, int, int]] = Counter()
    for sheet in sheets:
        images = (one for one in sheet.pictures if one.kind == "image")
        found = visible(images, sheet.width, sheet.height)
        counts.update({_place(one) for one in found if size(one) < _LARGE or _is_marginal(one, sheet)})
    enough = max(3, len(sheets) // 10)
    return frozenset(place for place, count in counts.items() if count >= enough)


def _is_marginal(one: Picture, sheet: Sheet) -> bool:
    edge = _EDGE * sheet.height
    return one.bottom < edge or one.top > sheet.height - edge


def may_have_figures(sheet: Sheet, tables: Sequence[Box], repeated: Repeated) -> bool:
    """Whether more is drawn on a page than rules and boxes: most pages are done with before their words are asked."""
    if not any(_may_show(one) for one in sheet.pictures):
        return False
    ink = _own_ink(sheet, tables, repeated)
    if not any(_may_show(one) for one in ink):
        return False
    if any(not _is_thin(_box(one)) for one in ink):
        return True
    return any(not _is_thin(heap.box) for heap in heap_up(ink, sheet.width, sheet.height))


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) < _RULE


class _Words(Struct, frozen=True):
    """What the text of a page is."""

    prose: frozenset[int]
    """The pieces of running text, by identity."""
    captions: tuple[Caption, ...]
    apart: frozenset[int]
    """The pieces that are never labels, by identity: prose, captions, credits."""


def find_figures(page: Page) -> list[Area]:
    """The figures of a page, from the top, with the words inside drawings."""
    words = _judge_words(page.pieces)
    ink = _without_grounds(page, words)
    if not any(_may_show(one) for one in ink):
        return []
    heaps = heap_up(ink, page.sheet.width, page.sheet.height)
    whole = [heap for heap in heaps if not any(_is_part(heap, other) for other in heaps)]
    photographs = [area for heap in whole for area in _photographs(heap, page, words)]
    drawn = [heap for heap in heaps if not any(overlap(heap.box, _box(area)) for area in photographs)]
    stops = [_box(piece) for piece in page.pieces if id(piece) in words.apart]
    drawings = [area for heap in _join_parts(drawn, stops) if (area := _drawing(heap, page, words)) is not None]
    areas = _apart([*photographs, *drawings])
    return sorted(areas[:_AREAS_AT_MOST], key=lambda area: (area.top, area.left))


def _judge_words(pieces: Sequence[Line]) -> _Words:
    prose, captions = _find_prose(pieces), tuple(find_captions(pieces))
    apart = prose | {id(line) for caption in captions for line in caption.lines}
    return _Words(frozenset(prose), captions, frozenset(apart))


def _may_show(one: Picture) -> bool:
    """Whether it may be more than a rule or a box."""
    if one.kind != "path":
        return min(one.right - one.left, one.bottom - one.top) >= 3
    return one.curved or one.segments > 2


def _place(one: Picture) -> tuple[int, int, int, int]:
    return round(one.left / 4), round(one.top / 4), round(one.right / 4), round(one.bottom / 4)


def _own_ink(sheet: Sheet, tables: Sequence[Box], repeated: Repeated) -> list[Picture]:
    """What is drawn, without what comes back on other pages, and what rules or shades a table."""
    return [
        one for one in visible(sheet.pictures, sheet.width, sheet.height)
        if _place(one) not in repeated and not any(_lies_in(_box(one), table, 3.0) for table in tables)
    ]  # fmt: skip


def _without_grounds(page: Page, words: _Words) -> list[Picture]:
    """The page's own ink without grounds of text."""
    running = [piece for piece in page.pieces if id(piece) in words.prose]
    apart = [_shrunk(_box(piece)) for piece in page.pieces if id(piece) in words.apart]
    kept: list[Picture] = []
    for one in _own_ink(page.sheet, page.tables, page.repeated):
        box = _box(one)
        if size(one) > _GROUND and any(_is_inside(piece, box) for piece in running):
            continue
        # PDFium gives some outlines far too large a box, as if their sharp corners were drawn out.
        if size(one) > _GROUND and one.stroked and one.fill < 0 and any(overlap(box, other) for other in apart):
            continue
        kept.append(one)
    return kept


def _find_prose(pieces: Sequence[Line]) -> set[int]:
    """The pieces of running text, by identity: long ones, and those in stacks that fill their column."""
    prose = {id(piece) for piece in pieces if len(piece.text) >= _LONG and not piece.words[0].turned}
    stacks: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: (round(piece.left / 3), piece.base)):
        if stacks and _is_next(stacks[-1][-1], piece):
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
    for stack in stacks:
        if _runs_on(stack) or any(id(piece) in prose for piece in stack):
            prose.update(map(id, stack))
    return prose


def _is_next(above: Line, below: Line) -> bool:
    same = abs(above.size - below.size) < 0.06 * above.size and abs(above.left - below.left) < 3
    return same and 0.8 * above.size < below.base - above.base < 1.7 * above.size


def _runs_on(stack: Sequence[Line]) -> bool:
    """Whether lines below each other are one text: they fill their width, and some go on in small letters."""
    if len(stack) < 3 or sum(len(line.text) for line in stack) < 15 * len(stack):
        return False
    widest = max(line.width for line in stack)
    full = sum(line.width > 0.75 * widest for line in stack[:-1])
    goes_on = any(below.text[0].islower() for _, below in pairwise(stack))
    caseless = not any(letter.isupper() for line in stack for letter in line.text)
    return 5 * full >= 3 * (len(stack) - 1) and (goes_on or caseless)


def _is_part(heap: Heap, other: Heap) -> bool:
    """Whether a heap lies for the most part in a larger one."""
    if heap is other or heap.width * heap.height > other.width * other.height:
        return False
    wide = min(heap.box[2], other.box[2]) - max(heap.box[0], other.box[0])
    tall = min(heap.box[3], other.box[3]) - max(heap.box[1], other.box[1])
    return min(wide, tall) > 0 and 2 * wide * tall > heap.width * heap.height


def _photographs(heap: Heap, page: Page, words: _Words) -> list[Area]:
    """The photographs of a heap: its images one by one where each is large enough to be one, or the whole."""
    if not heap.is_photograph:
        return []
    parts = [Heap(_box(one), (one,)) for one in heap.images[: _PARTS + 1]]
    # What touches is cut into tiles; photographs stand a little apart.
    apart = not any(
        overlap(_grown(one.box), other.box) for at, one in enumerate(parts) for other in parts[at + 1 :]
    )  # fmt: skip
    several = 1 < len(parts) <= _PARTS and apart and all(_is_picture_sized(part, _PHOTOGRAPH) for part in parts)
    found = [_photograph(part, page, words) for part in (parts if several else [heap])]
    return [area for area in found if area is not None]


def _photograph(heap: Heap, page: Page, words: _Words) -> Area | None:
    if not _is_picture_sized(heap, _PHOTOGRAPH):
        return None
    inside = tuple(piece for piece in page.pieces if _is_inside(piece, heap.box))
    if any(id(piece) in words.prose for piece in inside):
        return None
    area = Area(page.sheet.number, *heap.box, kind="photograph")
    is_art = heap.width * heap.height > _ART * page.sheet.width * page.sheet.height
    labels = [piece for piece in inside if piece.size <= 1.2 * page.body and id(piece) not in words.apart]
    is_slight = heap.width * heap.height < _UNNAMED
    if (is_art or is_slight or len(labels) > _WORDED) and not has_caption(area, words.captions):
        return None
    return replace(area, labels=tuple(labels))


def _is_picture_sized(heap: Heap, least: float) -> bool:
    wide, tall = heap.width, heap.height
    return min(wide, tall) >= least and max(wide, tall) <= _STRIP * min(wide, tall)


def _drawing(heap: Heap, page: Page, words: _Words) -> Area | None:
    if not _is_picture_sized(heap, _DRAWING):
        return None
    area = Area(page.sheet.number, *heap.box)
    if any(id(piece) in words.prose for piece in page.pieces if _is_inside(piece, heap.box)):
        return None
    area = _bridge(_grow(area, page, words), page, words)
    drawn = heap.shapes + len(heap.images) + 4 * heap.has_bars
    if has_caption(area, words.captions):
        area = _with_what_stands_beside(area, page, words)
        enough = drawn >= 1 or len(heap.members) >= 8
    else:
        enough = drawn >= 4 and _has_scale(area) and not _is_table(area, words)
    return area if enough else None


def _has_scale(area: Area) -> bool:
    """Whether enough of what is written in a drawing are values, as along the axes of a chart."""
    values = sum(_VALUE.fullmatch(label.text) is not None for label in area.labels)
    return values >= 3 and 4 * values >= len(area.labels)


def _is_table(area: Area, words: _Words) -> bool:
    return any(one.kind == "table" and stands_by(area, one) for one in words.captions)


def _grow(area: Area, page: Page, words: _Words) -> Area:
    """With the labels inside and around it: short pieces that touch it, and those that touch these."""
    first = area
    free = [piece for piece in page.pieces if id(piece) not in words.apart]
    for _ in range(_ROUNDS):
        near = [piece for piece in free if _is_label(piece, area, first, page)]
        if not near:
            break
        found = {id(piece) for piece in near}
        free = [piece for piece in free if id(piece) not in found]
        area = _widen(area, near)
    return area


def _is_label(piece: Line, area: Area, first: Area, page: Page) -> bool:
    if _is_inside(piece, _box(area)):
        return True
    reach, height = piece.size, page.sheet.height
    if not _MARGIN * height < piece.base < (1 - _MARGIN) * height:
        return False
    near = (
        piece.left < area.right + 1.5 * reach and piece.right > area.left - 1.5 * reach
        and piece.top < area.bottom + 0.9 * reach and piece.bottom > area.top - 0.9 * reach
    )  # fmt: skip
    if not near or piece.size > 1.05 * page.body or len(piece.text) >= _LONG:
        return False
    away = max(first.left - piece.left, piece.right - first.right, first.top - piece.top, piece.bottom - first.bottom)
    return away <= _GROWTH


def _bridge(area: Area, page: Page, words: _Words) -> Area:
    """The area with the labels that stand between it and a caption above or below, such as a legend."""
    for caption in words.captions:
        gap = max(area.top - caption.bottom, caption.top - area.bottom)
        if (
            caption.kind != "figure"
            or not _WIDE < gap <= _FAR
            or caption.left > area.right
            or caption.right < area.left
        ):
            continue
        left, right = min(area.left, caption.left), max(area.right, caption.right)
        above = caption.bottom <= area.top
        band = (left, caption.bottom, right, area.top) if above else (left, area.bottom, right, caption.top)
        between = [piece for piece in page.pieces if _is_inside(piece, band)]
        if len(between) <= _BETWEEN and not any(id(piece) in words.apart for piece in between):
            area = _widen(area, between)
    return area


def _with_what_stands_beside(area: Area, page: Page, words: _Words) -> Area:
    """A figure with a caption, with the short pieces level with it, such as a legend, between the caption's edges."""
    captions = [one for one in words.captions if one.kind == "figure" and stands_by(area, one)]
    left = min([area.left, *(one.left for one in captions)])
    right = max([area.right, *(one.right for one in captions)])
    band = (left, area.top - 2, right, area.bottom + 2)
    known = set(map(id, area.labels))
    inside = [piece for piece in page.pieces if _is_inside(piece, band) and id(piece) not in known]
    if any(id(piece) in words.apart for piece in inside):
        return area
    return _widen(area, inside)


def _widen(area: Area, labels: Sequence[Line]) -> Area:
    left, top, right, bottom = unite_boxes([_box(area), *map(_box, labels)])
    return replace(area, left=left, top=top, right=right, bottom=bottom, labels=(*area.labels, *labels))


def _join_parts(heaps: Sequence[Heap], stops: Sequence[Box]) -> list[Heap]:
    """Drawings whose parts stand a little apart, made whole, where no running text and no caption parts them."""
    waiting = sorted(heaps, key=lambda heap: -heap.width * heap.height)[:_HEAPS_AT_MOST]
    joined: list[Heap] = []
    while waiting:
        heap = waiting.pop(0)
        if heap.width < 20 and heap.height < 20:
            break
        for _ in range(_ROUNDS):
            parts = [other for other in waiting if _are_parts(heap, other, stops)]
            if not parts:
                break
            found = set(map(id, parts))
            waiting = [other for other in waiting if id(other) not in found]
            members = tuple(one for part in (heap, *parts) for one in part.members)
            heap = Heap(unite_boxes([heap.box, *(part.box for part in parts)]), members)
        joined.append(heap)
    return joined


def _are_parts(heap: Heap, other: Heap, stops: Sequence[Box]) -> bool:
    (left, top, right, bottom), (left2, top2, right2, bottom2) = heap.box, other.box
    if min(other.width, other.height) < _RULE and not overlap(heap.box, other.box):
        return False
    if max(left2 - right, left - right2) > _APART or max(top2 - bottom, top - bottom2) > _APART:
        return False
    if not (left2 < right and left < right2) and not (top2 < bottom and top < bottom2):
        return False
    both = unite_boxes([heap.box, other.box])
    return not any(overlap(stop, both) for stop in stops)


def _apart(areas: Sequence[Area]) -> list[Area]:
    """Without figures that lie in larger ones."""
    kept: list[Area] = []
    for area in sorted(areas, key=lambda area: -area.width * area.height):
        if not any(overlap(_box(area), _box(other)) for other in kept):
            kept.append(area)
    return kept


def _box(one: Area | Line | Picture) -> Box:
    return one.left, one.top, one.right, one.bottom


def _shrunk(box: Box) -> Box:
    return box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2


def _grown(box: Box) -> Box:
    return box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1


def _is_inside(piece: Line, box: Box) -> bool:
    x, y = (piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _lies_in(box: Box, outer: Box, slack: float) -> bool:
    return (
        box[0] >= outer[0] - slack and box[1] >= outer[1] - slack
        and box[2] <= outer[2] + slack and box[3] <= outer[3] + slack
    )  # fmt: skip
