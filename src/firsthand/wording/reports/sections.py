"""The parts of a text by their headings, for reports that say in which part something stands."""

from bisect import bisect_right

from firsthand.wording.examination import Examined
from firsthand.wording.reports.excerpts import shown


class Sections:
    """Of one text; `opening` is the name of what stands before its first heading."""

    def __init__(self, examined: Examined, opening: str = "") -> None:
        if examined.manuscript is not None:
            parts = [(piece.start, piece.path[0] if piece.path else opening) for piece in examined.manuscript.pieces]
        else:
            material = examined.material
            titles = [(start, end) for start, end, zone in material.zones if zone == "title"]
            stretches = [(start, end) for start, end, _ in material.headings] or titles
            parts = [(start, shown(material.shown(start, end)).strip(" #")) for start, end in stretches]
        self._starts = [start for start, _ in parts]
        self._names = [opening, *(name for _, name in parts)]

    def at(self, position: int) -> str:
        """The name of the part that a position is in: of a document, its outermost heading."""
        return self._names[bisect_right(self._starts, position)]
