"""Which paragraphs stand in a box: in a frame, or on a ground of its own colour."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.lines import Line
from firsthand.documents.pdf.paragraphs import Text
from firsthand.documents.pdf.sheet import Sheet

Frame = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_WHITE = 0xFFFFFF
_NARROWEST, _LOWEST = 60.0, 24.0
_LARGEST = 0.75
"""The share of a page that a box takes at most; more is the ground of the page."""
_FRAMES_AT_MOST = 200
_SLACK = 2.0


def enclose(texts: Sequence[Text], sheets: Iterable[Sheet]) -> list[Text]:
    """The texts, those in a box with its number; 0 is outside of any."""
    frames = {sheet.number: found for sheet in sheets if (found := _find_frames(sheet))}
    return [_enclose(text, frames) for text in texts] if frames else list(texts)


def _find_frames(sheet: Sheet) -> list[Frame]:
    """The boxes of a page, the smallest first."""
    found: set[Frame] = set()
    for drawn in sheet.pictures:
        width, height = drawn.right - drawn.left, drawn.bottom - drawn.top
        if drawn.kind != "path" or width < _NARROWEST or height < _LOWEST or drawn.fill == _WHITE:
            continue
        if (drawn.fill >= 0 or drawn.stroked) and width * height <= _LARGEST * sheet.width * sheet.height:
            found.add((drawn.left, drawn.top, drawn.right, drawn.bottom))
        if len(found) >= _FRAMES_AT_MOST:
            break
    return sorted(found, key=lambda frame: (frame[2] - frame[0]) * (frame[3] - frame[1]))


def _enclose(text: Text, frames: Mapping[int, Sequence[Frame]]) -> Text:
    for number, frame in enumerate(frames.get(text.page, ()), start=1):
        if all(_holds(frame, line) for line in text.lines):
            return replace(text, box=number)
    return text


def _holds(frame: Frame, line: Line) -> bool:
    left, top, right, bottom = frame
    across = left - _SLACK <= line.left and line.right <= right + _SLACK
    return across and top - _SLACK <= line.base and line.base <= bottom + _SLACK
