"""The footnotes and endnotes of a Word document: their marks as counted, and where their text stands."""

from collections.abc import Callable

from firsthand.documents import numerals
from firsthand.documents.markup import Element
from firsthand.documents.word.names import VAL, W
from firsthand.documents.word.package import Package

_SIGNS = "*†‡§"
_FORMATS: dict[str, Callable[[int], str]] = {
    "lowerRoman": numerals.roman,
    "upperRoman": numerals.upper(numerals.roman),
    "lowerLetter": numerals.doubled,
    "upperLetter": numerals.upper(numerals.doubled),
    "chicago": lambda number: _SIGNS[(number - 1) % 4] * ((number - 1) // 4 + 1),
}


class Notes:
    """The notes of one document; each mark is to be asked for in reading order."""

    def __init__(self, package: Package) -> None:
        self._bodies: dict[str, dict[str, Element]] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        self._shapes: dict[str, Callable[[int], str]] = {}
        self.parts: dict[str, str] = {}
        self.marks: dict[str, str] = {}
        """Of the notes met so far, by their id."""
        settings = package.related("settings")
        for kind in ("footnote", "endnote"):
            root = package.related(kind + "s")
            self.parts[kind] = package.name_of_related(kind + "s") or ""
            found = root.iter(W + kind) if root is not None else ()
            self._bodies[kind] = {
                note.get(W + "id") or "": note for note in found if note.get(W + "type") in {None, "normal"}
            }
            # What the last section says holds for the file as writers see it; the settings come after it.
            usual = "lowerRoman" if kind == "endnote" else "decimal"
            places = [
                *package.root.iter(f"{W}{kind}Pr"),
                *(settings.iter(f"{W}{kind}Pr") if settings is not None else ()),
            ]
            formats = [element.get(VAL) for place in places for element in place.iter(W + "numFmt")]
            starts = [element.get(VAL) or "" for place in places for element in place.iter(W + "numStart")]
            self._shapes[kind] = _FORMATS.get(formats[0] if formats and formats[0] else usual, str)
            if starts and starts[0].isascii() and starts[0].isdigit():
                self._counts[kind] = int(starts[0][:6]) - 1

    def take(self, kind: str, identity: str | None) -> Element | None:
        """The element that holds a note's paragraphs; given once, so that no note can hold itself."""
        return self._bodies[kind].pop(identity or "", None)

    def next_mark(self, kind: str) -> str:
        """The mark of the next note that has none of its own."""
        self._counts[kind] += 1
        return self._shapes[kind](self._counts[kind])
