"""Where figures stand among the texts of a page, and which texts are their captions."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.pdf.areas import Area
from firsthand.documents.pdf.captions import pair_captions
from firsthand.documents.pdf.ink import Box, overlap, visible
from firsthand.documents.pdf.lines import ANCHOR, Line
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.pdf.sheet import Sheet, Word

_LEAST = 24.0
"""The least side of a figure that the file tags as one, in points."""
_SLIGHT = 10_000.0
"""The least area of one without alternative text, in square points."""
_LONG = 45
"""Letters on a line of running text."""
_THIN = 3.0


class Shown(Struct, frozen=True):
    """A figure with the texts that are its caption."""

    area: Area
    captions: tuple[Text, ...] = ()


Key = tuple[int, float, float]
"""A figure's page, top and left."""


def key_of(text: Text) -> Key | None:
    """The figure or table for which a text stands, if it stands for one."""
    line = text.lines[0]
    return (text.page, line.top, line.left) if line.text == ANCHOR else None


def take_captions(texts: Sequence[Text], areas: Iterable[Area]) -> tuple[list[Text], dict[Key, Shown]]:
    """The texts without captions of figures, and each figure with its own."""
    known = {(area.page, area.top, area.left): area for area in areas}
    standing = {at: known[key] for at, text in enumerate(texts) if (key := key_of(text)) in known and key}
    captions = pair_captions(texts, standing) if standing else {}
    taken = {at for found in captions.values() for at in found}
    shown = {
        (area.page, area.top, area.left): Shown(area, tuple(texts[at] for at in captions.get(index, ())))
        for index, area in standing.items()
    }
    return [text for at, text in enumerate(texts) if at not in taken], shown


def set_figures(
    texts: Sequence[Text], areas: Sequence[Area], sheet: Sheet, size: float
) -> tuple[list[Text], list[Area]]:
    """The texts of a page whose order its tags give, with its figures among them, and these with what the tags say.

    Texts that are labels of a figure are left out. `size` is that of the running text in points.
    """
    named: dict[int, Area | None] = {}
    left = list(areas)
    for at, text in enumerate(texts):
        if text.tag is not None and text.tag.role == "Figure" and text.lines[0].text == ANCHOR:
            named[at], left = _tagged(text, left, texts, sheet)
    found = [area for area in named.values() if area is not None]
    inside = {_place_of(word) for area in (*found, *left) for line in area.labels for word in line.words}
    kept: list[Text] = []
    for at, text in enumerate(texts):
        area = named.get(at)
        if area is not None:
            kept.append(_standing(area, size))
        elif at not in named and not all(_place_of(word) in inside for line in text.lines for word in line.words):
            kept.append(text)
    for area in left:
        kept.insert(_place(area, kept), _standing(area, size))
    return kept, [*found, *left]


def _tagged(text: Text, areas: Sequence[Area], texts: Sequence[Text], sheet: Sheet) -> tuple[Area | None, list[Area]]:
    """The area of a figure that the tags name, and the areas that are other ones.

    Tags name logos and frames too: without alternative text only what is as large as a photograph is a figure. Where
    other text stands in its box, that isn't where it is drawn; its alternative text is kept without a picture.
    """
    line = text.lines[0]
    box: Box = (line.left, line.top, line.right, line.bottom)
    said = text.tag.alternative if text.tag else ""
    same = [area for area in areas if overlap(area.box, box)]
    others = [area for area in areas if not any(area is one for one in same)]
    if same:
        return replace(same[0], alternative=said), [*same[1:], *others]
    left, top = max(line.left, 0.0), max(line.top, 0.0)
    right, bottom = min(line.right, sheet.width), min(line.bottom, sheet.height)
    box = (left, top, right, bottom)
    lines = [one for other in texts for one in other.lines if one.text != ANCHOR and overlap(box, _shrunk(one))]
    labels = tuple(one for one in lines if _holds(box, one) and len(one.text) < _LONG)
    crossed = len(labels) < len(lines)
    slight = min(right - left, bottom - top) < _LEAST or (right - left) * (bottom - top) < _SLIGHT
    if not said and (slight or crossed or not _is_drawn(box, sheet)):
        return None, others
    if crossed:
        return Area(sheet.number, left, top, left, top, alternative=said), others
    return Area(sheet.number, *box, labels=labels, alternative=said), others


def _holds(box: Box, line: Line) -> bool:
    return line.left > box[0] - 4 and line.top > box[1] - 4 and line.right < box[2] + 4 and line.bottom < box[3] + 4


def _is_drawn(box: Box, sheet: Sheet) -> bool:
    """Whether there is ink in a box that is more than lines."""
    return any(
        min(one.right - one.left, one.bottom - one.top) > _THIN
        and overlap((one.left, one.top, one.right, one.bottom), box)
        for one in visible(sheet.pictures, sheet.width, sheet.height)
    )


def _shrunk(line: Line) -> Box:
    return line.left + 2, line.top + 2, line.right - 2, line.bottom - 2


def _place_of(word: Word) -> tuple[float, float, float]:
    """What names a word however its line was made."""
    return word.left, word.right, word.base


def _standing(area: Area, size: float) -> Text:
    return Text((area.anchor(0, size),), area.page, (area.left, area.right))


def _place(area: Area, texts: Sequence[Text]) -> int:
    """After the text right above a figure in its column."""
    above = [
        (text.lines[-1].bottom, at)
        for at, text in enumerate(texts)
        if text.lines[-1].bottom <= area.top + 6 and _is_in_column(text.lines, area)
    ]
    if above:
        return max(above)[1] + 1
    return next((at for at, text in enumerate(texts) if text.lines[0].top >= area.bottom - 6), len(texts))


def _is_in_column(lines: Sequence[Line], area: Area) -> bool:
    return any(line.left < area.right and line.right > area.left for line in lines)
