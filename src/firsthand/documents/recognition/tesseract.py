"""Tesseract's C API, as far as it reads one picture with one language (its `capi.h`, version 5).

The library and its language data are found, loaded and mapped by `load`; after that nothing here opens a file, starts a
program or a thread, so that it works in a process that may do none of these.
"""

import ctypes
import mmap
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from ctypes import POINTER, byref, c_char, c_char_p, c_float, c_int, c_size_t, c_void_p
from pathlib import Path
from typing import Any

from msgspec import Struct

LIBRARIES = ("libtesseract.so.5", "libtesseract.5.dylib", "libtesseract.so")
"""Version 4 can't take its language data from memory."""
SUFFIX = ".traineddata"
_PREFIX = "TESSDATA_PREFIX"
_FOLDERS = ("usr/share/tesseract-ocr/*/tessdata", "usr/share/tessdata", "usr/local/share/tessdata",
            "opt/homebrew/share/tessdata")  # fmt: skip
_BREWED = ("/opt/homebrew/lib", "/usr/local/lib")

_LEGACY, _LSTM = 0, 1
_LINE, _WORD = 2, 3
PAGE, BLOCK = 3, 6
"""How Tesseract parts a picture: a page of any layout, or one block of lines."""
_ONLY_ORIENTATION = 0
_SILENT = 6
"""Of Leptonica, which Tesseract keeps its pictures in: it says nothing."""


class Picture(Struct, frozen=True):
    """Grey, a byte a pixel from 0 (black), rows from the top without padding."""

    pixels: bytes
    width: int
    height: int
    dpi: int


class Seen(Struct, frozen=True, gc=False):
    """A word as Tesseract has it; lengths in pixels of the picture, from its upper left corner."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    base: float
    """Where its letters stand, at its middle."""
    points: int
    """From the top of its line's ascenders to the foot of their descenders."""
    confidence: float
    """From 0 to 1."""


class Line(Struct, frozen=True):
    words: tuple[Seen, ...]
    text: str
    """With the spaces that the script has between its words."""


class Attitude(Struct, frozen=True):
    """How a picture lies, and what is written in it."""

    turns: int
    """By how many quarter turns against the clock it stands upright."""
    sure: float
    script: str
    """As Tesseract calls it: "Latin", "Han", "Korean"."""
    script_sure: float


class Tesseract:
    """A loaded library with the language data that is installed: the code of each -> its bytes."""

    def __init__(self, library: ctypes.CDLL, models: Mapping[str, mmap.mmap]) -> None:
        self._library = library
        self._models = models
        self.version = (library.TessVersion() or b"").decode("ascii", "replace")
        self.sizes = {code: len(model) for code, model in models.items()}

    @contextmanager
    def open(self, code: str) -> Iterator["Session"]:
        """Tesseract with one language. Raises MemoryError, or ValueError where the data is of no use."""
        model = self._models[code]
        handle = self._library.TessBaseAPICreate()
        if not handle:
            raise MemoryError
        try:
            buffer = (c_char * len(model)).from_buffer(model)
            names, values = (c_char_p * 1)(b"debug_file"), (c_char_p * 1)(os.devnull.encode())
            engine = _LEGACY if code == "osd" else _LSTM
            name = code.rpartition("/")[2].encode()
            if self._library.TessBaseAPIInit5(
                handle, byref(buffer), len(model), name, engine, None, 0, names, values, 1, 0
            ):
                raise ValueError(code)
            yield Session(self._library, handle)
        finally:
            self._library.TessBaseAPIDelete(handle)


class Session:
    def __init__(self, library: ctypes.CDLL, handle: int) -> None:
        self._library, self._handle = library, handle

    def find_attitude(self, picture: Picture) -> Attitude | None:
        """None where there are too few letters to tell. Only with the data `osd`."""
        self._show(picture, _ONLY_ORIENTATION)
        degrees, sure, script, script_sure = c_int(), c_float(), c_char_p(), c_float()
        told = self._library.TessBaseAPIDetectOrientationScript(
            self._handle, byref(degrees), byref(sure), byref(script), byref(script_sure)
        )
        if not told:
            return None
        name = (script.value or b"").decode("ascii", "replace")
        return Attitude(degrees.value // 90 % 4, sure.value, name, script_sure.value)

    def read(self, picture: Picture, layout: int) -> tuple[Line, ...]:
        """Its lines, in reading order."""
        self._show(picture, layout)
        if self._library.TessBaseAPIRecognize(self._handle, None):
            return ()
        at = self._library.TessBaseAPIGetIterator(self._handle)
        if not at:
            return ()
        try:
            return tuple(self._lines(at))
        finally:
            self._library.TessResultIteratorDelete(at)

    def _show(self, picture: Picture, layout: int) -> None:
        self._library.TessBaseAPISetPageSegMode(self._handle, layout)
        self._library.TessBaseAPISetImage(self._handle, picture.pixels, picture.width, picture.height, 1, picture.width)
        self._library.TessBaseAPISetSourceResolution(self._handle, picture.dpi)

    def _lines(self, at: int) -> Iterator[Line]:
        page = self._library.TessResultIteratorGetPageIterator(at)
        words: list[Seen] = []
        text = ""
        while True:
            if self._library.TessPageIteratorIsAtBeginningOf(page, _LINE):
                if words:
                    yield Line(tuple(words), text)
                words, text = [], self._text(at, _LINE)
            word = self._word(at, page)
            if word is not None:
                words.append(word)
            if not self._library.TessResultIteratorNext(at, _WORD):
                break
        if words:
            yield Line(tuple(words), text)

    def _word(self, at: int, page: int) -> Seen | None:
        text = self._text(at, _WORD).strip()
        box, base = [c_int() for _ in range(4)], [c_int() for _ in range(4)]
        placed = self._library.TessPageIteratorBoundingBox(page, _WORD, *map(byref, box))
        if not text or not placed:
            return None
        left, top, right, bottom = (length.value for length in box)
        told = self._library.TessPageIteratorBaseline(page, _WORD, *map(byref, base))
        flags, points, font = [c_int() for _ in range(6)], c_int(), c_int()
        self._library.TessResultIteratorWordFontAttributes(at, *map(byref, flags), byref(points), byref(font))
        return Seen(
            text, left, top, right, bottom, (base[1].value + base[3].value) / 2 if told else bottom, points.value,
            min(1.0, max(0.0, self._library.TessResultIteratorConfidence(at, _WORD) / 100)),
        )  # fmt: skip

    def _text(self, at: int, level: int) -> str:
        address = self._library.TessResultIteratorGetUTF8Text(at, level)
        if not address:
            return ""
        try:
            return ctypes.string_at(address).decode("utf-8", "replace")
        finally:
            self._library.TessDeleteText(address)


def load(names: Sequence[str] = LIBRARIES, root: str = "/") -> Tesseract | None:
    """Tesseract and what language data is installed; None where one of them is missing. `root` is for tests."""
    library = _find(names)
    models = dict(_map_models(_folders(root)))
    if library is None or not models.keys() - {"osd"}:
        return None
    engine = Tesseract(library, models)
    _silence(library)
    return engine


def _find(names: Sequence[str]) -> ctypes.CDLL | None:
    folders = ("", *_BREWED) if platform.system() == "Darwin" else ("",)
    for name in names:
        for folder in folders:
            with suppress(OSError, AttributeError):
                return _declare(ctypes.CDLL(str(Path(folder, name)) if folder else name))
    return None


def _declare(library: ctypes.CDLL) -> ctypes.CDLL:
    """AttributeError where the library is too old."""
    prototypes: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
        "TessVersion": (c_char_p, ()),
        "TessBaseAPICreate": (c_void_p, ()),
        "TessBaseAPIDelete": (None, (c_void_p,)),
        "TessBaseAPIInit5": (c_int, (
            c_void_p, c_void_p, c_int, c_char_p, c_int, c_void_p, c_int, c_void_p, c_void_p, c_size_t, c_int,
        )),
        "TessBaseAPIReadConfigFile": (None, (c_void_p, c_char_p)),
        "TessBaseAPISetVariable": (c_int, (c_void_p, c_char_p, c_char_p)),
        "TessBaseAPISetPageSegMode": (None, (c_void_p, c_int)),
        "TessBaseAPISetImage": (None, (c_void_p, c_char_p, c_int, c_int, c_int, c_int)),
        "TessBaseAPISetSourceResolution": (None, (c_void_p, c_int)),
        "TessBaseAPIRecognize": (c_int, (c_void_p, c_void_p)),
        "TessBaseAPIDetectOrientationScript": (c_int, (
            c_void_p, POINTER(c_int), POINTER(c_float), POINTER(c_char_p), POINTER(c_float),
        )),
        "TessBaseAPIGetIterator": (c_void_p, (c_void_p,)),
        "TessResultIteratorDelete": (None, (c_void_p,)),
        "TessResultIteratorGetPageIterator": (c_void_p, (c_void_p,)),
        "TessResultIteratorNext": (c_int, (c_void_p, c_int)),
        "TessResultIteratorGetUTF8Text": (c_void_p, (c_void_p, c_int)),
        "TessResultIteratorConfidence": (c_float, (c_void_p, c_int)),
        "TessResultIteratorWordFontAttributes": (c_void_p, (c_void_p, *[POINTER(c_int)] * 8)),
        "TessPageIteratorIsAtBeginningOf": (c_int, (c_void_p, c_int)),
        "TessPageIteratorBoundingBox": (c_int, (c_void_p, c_int, *[POINTER(c_int)] * 4)),
        "TessPageIteratorBaseline": (c_int, (c_void_p, c_int, *[POINTER(c_int)] * 4)),
        "TessDeleteText": (None, (c_void_p,)),
    }  # fmt: skip
    for name, (result, arguments) in prototypes.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _silence(library: ctypes.CDLL) -> None:
    """Keep Tesseract and Leptonica from writing to the terminal, and OpenMP from starting threads, which only wait."""
    with suppress(AttributeError):
        library.setMsgSeverity(_SILENT)
    with suppress(AttributeError):
        library.omp_set_max_active_levels(0)
    # Tesseract opens the file for its messages with the first of them, and keeps it: later it may not be allowed to.
    handle = library.TessBaseAPICreate()
    library.TessBaseAPISetVariable(handle, b"debug_file", os.devnull.encode())
    library.TessBaseAPIReadConfigFile(handle, b"there-is-no-such-file")
    library.TessBaseAPIDelete(handle)


def _folders(root: str) -> Iterator[Path]:
    if prefix := os.environ.get(_PREFIX):
        yield Path(prefix)
        yield Path(prefix, "tessdata")
        return
    for pattern in _FOLDERS:
        yield from sorted(Path(root).glob(pattern), reverse=True)


def _map_models(folders: Iterator[Path]) -> Iterator[tuple[str, mmap.mmap]]:
    """Every language once, from the first folder that has any: those of another version may not fit the library."""
    for folder in folders:
        found = {
            "/".join(path.relative_to(folder).with_suffix("").parts): path
            for path in sorted([*folder.glob(f"*{SUFFIX}"), *folder.glob(f"script/*{SUFFIX}")])
        }
        for code, path in found.items():
            with suppress(OSError, ValueError), path.open("rb") as file:
                # Private, and never written to: nothing is read of it before it is used.
                yield code, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        if found:
            return
