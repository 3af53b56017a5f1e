"""Places in the document to which links and entries of the outline lead (ISO 32000-2, 12.3.2), and their headings.

On a word such a place is written as an address "#" with the sheet and the point: "#4:72.0:310.5". When the headings are
known, each gets the name of the heading at it or next above.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct

from firsthand.documents.model import Runs, plain
from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.pdf.sheet import Sheet

_POINT = re.compile(r"#(\d{1,6}):(-?[\d.]*):(-?[\d.]*)")
_WORDS = re.compile(r"\w+")
_BOOKMARKS_AT_MOST = 5_000
_PLACES_AT_MOST = 20_000
_DEPTH_AT_MOST = 20
_LONGEST = 80
_FIT_ACROSS, _FIT_PART, _FIT_BOX_ACROSS = 3, 5, 7
_FARTHEST = 1e6


class Place(Struct, frozen=True):
    """A point on a sheet; what the file leaves open is None."""

    page: int
    """Counted from 1."""
    x: float | None = None
    """Points from the left."""
    y: float | None = None
    """Points from the top."""


def target_of(document: Handle, target: Handle) -> str | None:
    """The address of a destination, in the coordinates of its own page."""
    index = bindings.target_page(document, target)
    if index < 0:
        return None
    x, y = _point(target)
    return f"#{index + 1}:{_written(x)}:{_written(y)}"


def _point(target: Handle) -> tuple[float | None, float | None]:
    has_x, has_y, has_zoom = (ctypes.c_int() for _ in range(3))
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    if bindings.target_place(target, has_x, has_y, has_zoom, x, y, zoom):
        return x.value if has_x.value else None, y.value if has_y.value else None
    number, found = ctypes.c_ulong(), (ctypes.c_float * 4)()
    view = bindings.target_view(target, number, ctypes.cast(found, ctypes.POINTER(ctypes.c_float)))
    if view in (_FIT_ACROSS, _FIT_BOX_ACROSS) and number.value:
        return None, found[0]
    if view == _FIT_PART and number.value == 4:
        return found[0], found[3]
    return None, None


def _written(value: float | None) -> str:
    return "" if value is None or not abs(value) < _FARTHEST else f"{value:.1f}"


def read_targets(document: Handle) -> tuple[str, ...]:
    """The addresses to which the entries of the outline lead."""
    found: list[str] = []
    seen: set[Handle] = set()
    waiting = [(bindings.first_bookmark(document, None), 1)]
    while waiting and len(seen) < _BOOKMARKS_AT_MOST:
        handle, level = waiting.pop()
        if handle is None or handle in seen or level > _DEPTH_AT_MOST:
            continue
        seen.add(handle)
        target = bindings.bookmark_target(document, handle)
        address = target_of(document, target) if target else None
        if address:
            found.append(address)
        waiting.append((bindings.next_bookmark(document, handle), level))
        waiting.append((bindings.first_bookmark(document, handle), level + 1))
    return tuple(found)


def name_headings(
    sheets: Sequence[Sheet], texts: Sequence[Text], levels: Mapping[int, int], targets: Iterable[str]
) -> dict[int, tuple[str, ...]]:
    """For each heading to which something leads, by its index, the addresses that lead there."""
    wanted = dict.fromkeys([*targets, *_linked(sheets)])
    by_page: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        by_page.setdefault(text.page, []).append(index)
    headings = sorted(levels)
    named: dict[int, list[str]] = {}
    for address in list(wanted)[:_PLACES_AT_MOST]:
        place = _place(address, sheets)
        at = None if place is None else _find(place, texts, by_page)
        heading = None if at is None else next((one for one in reversed(headings) if one <= at), None)
        if heading is not None:
            named.setdefault(heading, []).append(address[1:])
    return {heading: tuple(names) for heading, names in named.items()}


def _linked(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for word in sheet.words:
            if word.href is not None and word.href.startswith("#"):
                yield word.href


def _place(address: str, sheets: Sequence[Sheet]) -> Place | None:
    found = _POINT.fullmatch(address)
    if found is None or not 0 < int(found[1]) <= len(sheets):
        return None
    sheet = sheets[int(found[1]) - 1]
    x, y = (float(one) if one.strip("-.") else None for one in (found[2], found[3]))
    if sheet.frame is None:
        return Place(sheet.number)
    across, down = sheet.frame.place(x or 0.0, y or 0.0)
    known_across, known_down = (y, x) if sheet.frame.turns % 2 else (x, y)
    return Place(sheet.number, across if known_across is not None else None, down if known_down is not None else None)


def _find(place: Place, texts: Sequence[Text], by_page: Mapping[int, Sequence[int]]) -> int | None:
    """The text at a place, or the next one below it in its column; on a page without text, the last one before."""
    here = by_page.get(place.page, ())
    if not here:
        return max((indices[-1] for page, indices in by_page.items() if page < place.page), default=None)
    y = place.y
    if y is None:
        return here[0]
    below = [index for index in here if _bottom(texts[index]) > y + 1]
    if not below:
        return here[-1]
    return min(below, key=lambda index: (not _is_level(texts[index], place.x), texts[index].lines[0].top))


def _bottom(text: Text) -> float:
    """Where a text ends on the page on which it begins; one that goes on elsewhere goes down to the foot."""
    bases, size = [line.bottom for line in text.lines], text.size
    falls = next((at for at in range(1, len(bases)) if bases[at] < bases[at - 1] - size), None)
    return bases[-1] if falls is None else max(bases[:falls])


def _is_level(text: Text, x: float | None) -> bool:
    if not x:
        return True
    return min(line.left for line in text.lines) - 36 <= x <= max(line.right for line in text.lines)


class Anchors:
    """Names for headings, made of their words, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, runs: Runs) -> str:
        words = _WORDS.findall(plain(runs).casefold())
        stem = "-".join(words)[:_LONGEST].strip("-") or "section"
        name = stem
        for number in count(2):
            if name not in self._taken:
                break
            name = f"{stem}-{number}"
        self._taken.add(name)
        return name
