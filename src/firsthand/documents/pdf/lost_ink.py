"""Text that a page shows and no character says: letters drawn as outlines, and pictures of text.

The list of what is drawn tells at once which pages can hold any; most can't. Outlines of letters are known by their
boxes alone. Only pictures, and outlines that run into one another, are painted, small and by themselves, and looked
at for rows of letters. Photographs, charts, logos and icons are left alone; so is what comes back on many pages.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.blots import find_blots
from firsthand.documents.pdf.lettering import Box, Row, Shape, find_rows, join_parts, join_rows, surround
from firsthand.documents.pdf.pixels import draw_grey, pixels_across
from firsthand.documents.pdf.sheet import Picture, Sheet, Word

_LEAST = 4.5
"""Points that the tallest letters of a row measure at least: what is smaller is the small print of a logo."""
_LOWEST, _HIGHEST = 1.0, 100.0
_SHAPES_AT_MOST = 4_000
_FINE = 10
"""Segments that a path of several joined letters has at least, for each square that fits into its box."""
_SCALE = 100 / 72
"""Pixels per point in which pictures are looked at: the letters of 8-point type are then 6 pixels high."""
_WIDE, _TALL = 60.0, 12.0
_LARGE = 16_000_000
_BLOTS_AT_MOST = 6_000
_LETTERS = 0.6
"""The share of the ink of a picture that is in rows of letters, if it is a picture of text."""
_LINES, _PURE = 2, 0.9
"""The same of so few lines: with more beside them they are a logo."""
_FEW = 6
"""Fewer letters than this are a label."""
_MARK = 0.25, 20.0
"""On a cover, what is narrower than this share of the page, and lower than so many points, is a publisher's mark..."""
_EDGE = 0.15
"""... at its head or foot, in this share of the page."""
_WORDS = 3
"""So many words on a picture, hidden or not, say what is on it."""
_WHOLE = 0.85
_PICTURES_AT_MOST = 12
"""Of one page that are looked at."""
_BOXES_AT_MOST = 40


def find_lost_ink(document: Handle, sheets: Sequence[Sheet]) -> dict[int, tuple[Box, ...]]:
    """Where text is lost: boxes of lines that belong together, in points, by the number of their page.

    Pages that have no words at all are left out: all of their text is lost.
    """
    found: dict[int, list[Box]] = {}
    for sheet in sheets:
        if sheet.words and (lost := [*_outlines(sheet), *_pictures(document, sheet)]):
            cover = sheet.number in (1, len(sheets))
            found[sheet.number] = [box for box in dict.fromkeys(lost) if not (cover and _is_mark(box, sheet))]
    repeated = _repeated(found, len(sheets))
    kept = {
        number: tuple(box for box in boxes if _place(box) not in repeated)[:_BOXES_AT_MOST]
        for number, boxes in found.items()
    }
    return {number: boxes for number, boxes in kept.items() if boxes}


def _repeated(found: dict[int, list[Box]], pages: int) -> set[Box]:
    """The places of what comes back: logos, running heads, marks of chapters."""
    counts = Counter(place for boxes in found.values() for place in {_place(box) for box in boxes})
    return {place for place, count in counts.items() if count >= max(3, pages // 10)}


def _place(box: Box) -> Box:
    left, top, right, bottom = (round(edge / 4) for edge in box)
    return left, top, right, bottom


def _is_mark(box: Box, sheet: Sheet) -> bool:
    wide, tall = _MARK
    at_edge = box[3] <= _EDGE * sheet.height or box[1] >= (1 - _EDGE) * sheet.height
    return at_edge and box[2] - box[0] <= wide * sheet.width and box[3] - box[1] <= tall


def _outlines(sheet: Sheet) -> Iterator[Box]:
    """Rows of paths that look like letters, in heaps."""
    paths = [one for one in sheet.pictures if one.kind == "path" and one.fill >= 0]
    letters = [
        _shape(one) for one in paths
        if _LOWEST <= one.bottom - one.top <= _HIGHEST and one.right - one.left <= 3 * (one.bottom - one.top)
    ]  # fmt: skip
    if len(letters) < 4 or not any(one.curved for one in letters):
        return
    rows = find_rows(letters[:_SHAPES_AT_MOST], _LEAST)
    members = {id(shape) for row in rows for shape in row.shapes}
    others = [one for one in letters if id(one) not in members]
    for heap in join_rows([row for row in rows if not _is_written(row.box, sheet.words)]):
        box = surround(row.box for row in heap)
        if not _is_logo(heap, box, others, sheet):
            yield box


def _shape(one: Picture) -> Shape:
    return Shape(one.left, one.top, one.right, one.bottom, one.fill, one.segments, one.curved)


def _is_written(box: Box, words: Sequence[Word]) -> bool:
    """Whether characters say what stands in a box: they cover a good part of its width."""
    left, top, right, bottom = box
    covered = sum(
        min(word.right, right) - max(word.left, left) for word in words
        if word.left < right and word.right > left and top - 2 <= (word.top + word.bottom) / 2 <= bottom + 2
    )  # fmt: skip
    return covered >= 0.3 * (right - left)


def _is_logo(heap: Sequence[Row], box: Box, others: Sequence[Shape], sheet: Sheet) -> bool:
    """Whether an emblem stands beside the letters."""
    if len(heap) > 3:
        return False
    tall = max(row.height for row in heap)
    left, top, right, bottom = box[0] - 2 * tall, box[1] - tall, box[2] + 2 * tall, box[3] + tall
    near = [
        shape for shape in others
        if shape.left < right and shape.right > left and shape.top < bottom and shape.bottom > top
        and not (shape.left <= box[0] and shape.right >= box[2])
    ]  # fmt: skip
    emblem = [shape for shape in near if shape.curved and shape.height >= 0.8 * tall]
    image = any(
        one.kind == "image" and one.right - one.left < 4 * (box[3] - box[1]) and one.left < right and one.right > left
        and one.top < bottom and one.bottom > top for one in sheet.pictures
    )  # fmt: skip
    return image or len(emblem) >= 2 or any(shape.height > 1.3 * tall and shape.curved for shape in emblem)


def _pictures(document: Handle, sheet: Sheet) -> Iterator[Box]:
    """Pictures of text, and paths that are several letters each."""
    wanted = [one for one in sheet.pictures if _may_hold_text(one, sheet)][:_PICTURES_AT_MOST]
    page = bindings.load_page(document, sheet.number - 1) if wanted else None
    if page is None:
        return
    try:
        for one in wanted:
            box = max(one.left, 0.0), max(one.top, 0.0), min(one.right, sheet.width), min(one.bottom, sheet.height)
            if _is_written(box, sheet.words) or sum(_lies_in(word, box) for word in sheet.words) >= _WORDS:
                continue
            if one.kind == "path" or _can_be_read(pixels_across(page, box), box):
                yield from _look(page, sheet, box)
    finally:
        bindings.close_page(page)


def _may_hold_text(one: Picture, sheet: Sheet) -> bool:
    wide, tall = one.right - one.left, one.bottom - one.top
    if wide * tall > _WHOLE * sheet.width * sheet.height:
        return False
    if one.kind == "image":
        return wide >= _WIDE and tall >= _TALL
    return (
        one.kind == "path" and one.fill >= 0 and one.curved and not one.stroked and _LEAST <= tall <= _HIGHEST
        and wide >= 3 * tall and one.segments >= min(_FINE * wide / tall, 300)
    )  # fmt: skip


def _can_be_read(pixels: tuple[int, int] | None, box: Box) -> bool:
    if pixels is None:
        return True
    across, down = pixels
    return across >= (box[2] - box[0]) * 0.7 and across * down <= _LARGE


def _look(page: Handle, sheet: Sheet, box: Box) -> Iterator[Box]:
    """The box itself, if what it shows is text and little else."""
    picture = draw_grey(page, sheet.width, sheet.height, box, _SCALE)
    blots = find_blots(picture) if picture else []
    if not _FEW <= len(blots) <= _BLOTS_AT_MOST:
        return
    said = [_shifted(word, box) for word in sheet.words if _lies_in(word, box)]
    blots = [blot for blot in blots if not any(_holds(place, blot) for place in said)]
    if _is_text(blots) or _is_text(join_parts(blots)):
        yield box


def _is_text(blots: Sequence[Shape]) -> bool:
    """Whether most of the ink is in rows of letters. `detail` of a blot is how much ink it has."""
    letters = [blot for blot in blots if blot.height <= _HIGHEST * _SCALE]
    rows = find_rows([_plain(blot) for blot in letters], _LEAST * _SCALE)
    kept = {(shape.left, shape.top) for row in rows for shape in row.shapes}
    lettered = sum(blot.detail for blot in letters if (blot.left, blot.top) in kept)
    share = _LETTERS if len(rows) > _LINES else _PURE
    enough = sum(len(row.shapes) for row in rows) >= _FEW
    return enough and lettered >= share * sum(blot.detail for blot in blots)


def _shifted(word: Word, box: Box) -> Box:
    """Where a word stands in the picture of a box."""
    left, top = box[:2]
    edges = word.left - left, word.top - top, word.right - left, word.bottom - top
    return edges[0] * _SCALE, edges[1] * _SCALE, edges[2] * _SCALE, edges[3] * _SCALE


def _holds(box: Box, blot: Shape) -> bool:
    x, y = (blot.left + blot.right) / 2, (blot.top + blot.bottom) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _plain(blot: Shape) -> Shape:
    return Shape(blot.left, blot.top, blot.right, blot.bottom, detail=round(blot.detail**0.5))


def _lies_in(word: Word, box: Box) -> bool:
    left, top, right, bottom = box
    return left <= (word.left + word.right) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom
