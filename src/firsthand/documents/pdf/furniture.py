"""Running heads, running feet and printed page numbers: found by repetition, taken out, the numbers kept as labels."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from firsthand.documents.numerals import read_roman
from firsthand.documents.pdf.captions import opens_caption
from firsthand.documents.pdf.joints import is_raised
from firsthand.documents.pdf.lines import ANCHOR, Line

_MARGIN = 0.17
"""The share of a page's height at its top and foot in which furniture stands."""
_DEPTH = 4
"""How many lines from the edge may be furniture."""
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|pág(?:ina)?\.?|стр\.?|с\.)\s*)?[-–—|\[(]?\s*(\d{1,6}|[ivxlc]{1,7})\s*[-–—|\])]?"
    r"(?:\s*(?:/|of|de|из|sur|von)\s*\d{1,4})?",
    re.IGNORECASE,
)


class Stripped(Struct, frozen=True):
    """A page's pieces without its furniture, and the number printed on it."""

    pieces: tuple[Line, ...]
    printed: str | None = None


class _Place(Struct, frozen=True):
    page: int
    index: int
    piece: Line
    edge: str


def strip_furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], labels: Sequence[str | None]
) -> list[Stripped]:
    """Each page without what repeats at its edges. A page that stands alone keeps all but its number.

    `labels` are the page labels that the file declares.
    """
    declared = {page: label for page, label in enumerate(labels) if label}
    places = [
        _Place(page, index, piece, edge)
        for page, pieces in enumerate(pages)
        for index, piece, edge in _at_edges(pieces, heights[page])
    ]
    doomed: dict[int, set[int]] = defaultdict(set)
    for group in _by_wording(places).values():
        if _repeats(group, len(pages)):
            for place in group:
                doomed[place.page].add(place.index)
    printed = _printed_numbers(places, len(pages), declared)
    for page, (_, index) in printed.items():
        doomed[page].add(index)
    return [
        Stripped(
            tuple(piece for index, piece in enumerate(pieces) if index not in doomed[page]),
            printed[page][0] if page in printed else None,
        )
        for page, pieces in enumerate(pages)
    ]


def _at_edges(pieces: Sequence[Line], height: float) -> list[tuple[int, Line, str]]:
    """The first and last few lines of a page that stand in its margins; tables and footnotes are never furniture."""
    numbered = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if min(piece.base, height - piece.base) <= _MARGIN * height
        and piece.text != ANCHOR
        and not is_raised(piece.words[0], piece)
        and opens_caption(piece.text) is None
    ]
    found: list[tuple[int, Line, str]] = []
    for edge, near in (
        ("top", sorted(numbered, key=lambda at: at[1].base)),
        ("foot", sorted(numbered, key=lambda at: -at[1].base)),
    ):
        levels: list[float] = []
        for index, piece in near:
            away = piece.base if edge == "top" else height - piece.base
            if away > _MARGIN * height:
                break
            if not levels or abs(levels[-1] - piece.base) > 2:
                levels.append(piece.base)
            if len(levels) > _DEPTH:
                break
            found.append((index, piece, edge))
    return found


def _by_wording(places: list[_Place]) -> dict[tuple[str, str, int], list[_Place]]:
    groups: dict[tuple[str, str, int], list[_Place]] = defaultdict(list)
    for place in places:
        wording = _NUMBER.sub("#", place.piece.text.casefold())
        groups[place.edge, wording, round(place.piece.base / 6)].append(place)
    return groups


def _repeats(group: list[_Place], count: int) -> bool:
    """Whether the same words stand at the same height on several pages: more than a chance in a document so long."""
    pages = {place.page for place in group}
    if len(pages) < 2:
        return False
    if not _NUMBER.sub("", group[0].piece.text).strip(" -–—/|.·•()[]"):
        # Figures alone are furniture only where they are always the same: a job number, not a page number.
        texts = {place.piece.text for place in group}
        few = count <= 3 and len(pages) == count and not group[0].piece.text.isdecimal() and len(texts) == 1
        return few or (len(pages) >= 3 and len(texts) <= 1 + len(pages) // 4)
    span = max(pages) - min(pages) + 1
    return 3 * len(pages) >= span and (len(pages) >= 3 or count <= 8)


def _printed_numbers(places: list[_Place], count: int, declared: dict[int, str]) -> dict[int, tuple[str, int]]:
    """For each page the number in its margin and the index of its piece, where numbers keep step with the sheets."""
    candidates: list[tuple[_Place, str, int]] = []
    for place in places:
        match = _PAGE_NUMBER.fullmatch(place.piece.text.strip())
        if match and (value := _value(match[1])) is not None:
            candidates.append((place, match[1], value - place.page))
    steps = Counter(step for _, _, step in candidates)
    tops: dict[int, _Place] = {}
    for place in places:
        if place.edge == "top":
            tops[place.page] = min(tops.get(place.page, place), place, key=lambda one: one.piece.base)
    outer = tuple(tops.values())
    most = max(steps.values(), default=0)
    found: dict[int, tuple[str, int]] = {}
    for place, text, step in candidates:
        alone = count < 3 and step == 1 and (place.edge == "foot" or place in outer)
        known = place.page in declared and declared[place.page] == text
        if known or steps[step] >= (3 if most > 8 and text.isdecimal() else 2) or alone:
            found.setdefault(place.page, (text, place.index))
    return found


def _value(number: str) -> int | None:
    if number.isdecimal():
        return int(number)
    value = read_roman(number) or 0
    return value if 0 < value < 200 else None
