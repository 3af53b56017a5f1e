"""Reads a picture of text: turns it upright, finds which language data reads it best, and gives its words.

Knows when it pays to read anew; the words themselves are made in `words`, and Tesseract's door is `tesseract`.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache

from msgspec import Struct

from firsthand.documents import language
from firsthand.documents.recognition import tesseract
from firsthand.documents.recognition.languages import (
    code_of,
    installed_for,
    language_of,
    readers_of,
    script_readers,
    scripts_of,
)
from firsthand.documents.recognition.scans import Patch, Scan
from firsthand.documents.recognition.strokes import find_bold
from firsthand.documents.recognition.tesseract import BLOCK, PAGE, Attitude, Line, Picture, Tesseract
from firsthand.documents.recognition.words import believable, confidence, lay

_SURELY_TURNED = 5.0
"""Tesseract's measure of how sure it is; upright pages have 10 to 40."""
_POOR = 0.7
"""A confidence below which another language may well read better: with the right one, clean scans have 0.9."""
_OWN_LANGUAGE = 0.1
"""By how much less confidence a reading in the text's own language is better all the same: Tesseract's measure is not
the same for every language's data."""
_TRIALS = 4
"""How many languages a picture is read in at most."""
_ENOUGH = 40
"""Characters from which a reading says something of its language."""
_OSD = "osd"


class Reading(Struct, frozen=True):
    code: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text.strip() for line in self.lines)

    @property
    def sure(self) -> float:
        return confidence(word for line in self.lines for word in line.words)

    @property
    def worth(self) -> float:
        """How good it is beside others of the same picture: one in the language of the text has its accents."""
        return self.sure + (_OWN_LANGUAGE if self.language in (None, language_of(self.code)) else 0)

    @property
    def language(self) -> str | None:
        """The language that the text surely is in, or else the one it was read in."""
        own = language_of(self.code)
        return language.recognise(self.text, own) if len(self.text) >= _ENOUGH else own


class Engine:
    """Tesseract with what languages are installed here."""

    def __init__(self, library: Tesseract) -> None:
        self._tesseract = library
        self.languages = frozenset(library.sizes) - {_OSD}
        """Tesseract's codes."""

    @property
    def fingerprint(self) -> str:
        """Another one where another version or other language data would read otherwise."""
        models = sorted(self._tesseract.sizes.items())
        return hashlib.sha256(repr((self._tesseract.version, models)).encode()).hexdigest()[:16]

    def reads(self, code: str) -> bool:
        """Whether a language is installed, by Tesseract's code, or data for the whole script that it is written in."""
        return code in self.languages or any(script in self.languages for script in scripts_of(code))

    def recognise(self, picture: Picture, scan: Scan, hints: Sequence[str] = ()) -> Patch:
        """What stands in a picture. `hints` are languages of the same document, surer than what the scan itself names.

        The words' places are points from the upper left corner of the picture, turned upright by `Patch.turns`.
        """
        attitude = self._look(picture) if scan.box is None else None
        turns = attitude.turns if attitude and attitude.sure >= _SURELY_TURNED else 0
        if turns:
            picture = _turn(picture, turns)
            attitude = self._look(picture)
        readings = self._read(picture, PAGE if scan.box is None else BLOCK, (*hints, *scan.languages), attitude)
        best = max(readings, key=lambda reading: reading.worth, default=None)
        if best is None:
            return Patch(scan)
        lines = believable(best.lines)
        words = lay(lines, picture.dpi, find_bold(picture, lines))
        own = language_of(best.code) or best.language
        languages = (own,) if words and own else ()
        return Patch(scan, words, confidence(words), languages, turns if words else 0)

    def _look(self, picture: Picture) -> Attitude | None:
        if _OSD not in self._tesseract.sizes:
            return None
        with suppress(ValueError), self._tesseract.open(_OSD) as session:
            return session.find_attitude(picture)
        return None

    def _read(
        self, picture: Picture, layout: int, languages: Sequence[str], attitude: Attitude | None
    ) -> Iterator[Reading]:
        """Readings in one language after the other, until one is good or enough were tried."""
        waiting = list(dict.fromkeys(self._candidates(languages, attitude)))
        tried: set[str] = set()
        while waiting and len(tried) < _TRIALS:
            code = waiting.pop(0)
            tried.add(code)
            try:
                with self._tesseract.open(code) as session:
                    reading = Reading(code, session.read(picture, layout))
            except ValueError:  # damaged data, or of another version
                continue
            yield reading
            better = self._better(reading)
            if better in tried or (better is None and reading.sure >= _POOR):
                return
            if better is not None:
                waiting.insert(0, better)
            elif layout == PAGE and len(reading.text) < _ENOUGH:
                return  # a picture of something else, with a stain or two
            waiting = [other for other in waiting if other not in tried]

    def _candidates(self, languages: Sequence[str], attitude: Attitude | None) -> Iterator[str]:
        yield from installed_for(languages, self.languages)
        if attitude is not None:
            yield from list(readers_of(attitude.script, self.languages))[:1]
        yield from script_readers(self.languages)
        yield from sorted(self.languages)

    def _better(self, reading: Reading) -> str | None:
        """The language in which a text surely is, if it was read in another that is installed here."""
        own = language_of(reading.code)
        if own is None or reading.sure < _POOR or reading.language in (None, own):
            return None
        code = code_of(reading.language or "")
        return code if code in self.languages else None


@cache
def find() -> Engine | None:
    """The OCR of this machine, None where there is none. Looked for once by each process."""
    library = tesseract.load()
    return Engine(library) if library else None


def fingerprint() -> str:
    """What tells this machine's OCR from another's; empty where there is none."""
    engine = find()
    return engine.fingerprint if engine else ""


def _turn(picture: Picture, turns: int) -> Picture:
    """The picture after so many quarter turns against the clock."""
    pixels, width, height = picture.pixels, picture.width, picture.height
    for _ in range(turns):
        pixels = b"".join(pixels[column::width] for column in range(width - 1, -1, -1))
        width, height = height, width
    return Picture(pixels, width, height, picture.dpi)
