"""Asks PDFium in bulk, through the shim in C (`shim.c`), if it was compiled when Firsthand was installed."""

import ctypes
import mmap
import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from firsthand.documents.pdf import bindings, calls
from firsthand.documents.pdf.answers import Drawn, Glyphs, Look, Marked, Part, Place, Run, Scene
from firsthand.documents.pdf.bindings import Handle

_SHAPE = 3
"""That of the shim: see there."""
_SUFFIXES = {"win32": ".dll", "darwin": ".dylib"}
LIBRARY = Path(__file__).with_name("shim" + _SUFFIXES.get(sys.platform, ".so"))
_FUNCTIONS = (
    "character", "is_generated", "is_unmapped", "text_object", "character_box", "character_bounds",
    "character_origin", "character_matrix", "object_font", "object_size", "render_mode", "marked_content",
    "count_marks", "mark_of", "mark_name", "count_objects", "page_object", "count_form_objects", "form_object",
    "object_type", "object_bounds", "object_matrix", "fill_colour", "path_mode", "count_segments", "path_segment",
    "segment_point", "segment_type", "segment_closes",
)  # fmt: skip
_AT_ONCE = 1_024
"""How many runs or places there is room for."""

# The structures of shim.c; `x` are bytes that are passed over.
_RUN = struct.Struct("@Q4f4i64x")
_PART = struct.Struct("@40x4f4f4d")
_LOOK = struct.Struct("@QQ5f3i3d")
_PLACE = struct.Struct("@Q4f2d2i")
_DRAWN = struct.Struct("@4d4i5i4x")
_LINE = struct.Struct("@4d")
_MARKED = struct.Struct("@Q4i")
_INK = struct.Struct("@5i")
_BLOT = struct.Struct("@5i")


class _Cursor(ctypes.Structure):
    _fields_ = (("at", ctypes.c_int32), ("word_end", ctypes.c_int32))


class _Drawings(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("pictures", "rules", "marked")),
        *((f"{name}_room", ctypes.c_int32) for name in ("pictures", "rules", "marked", "objects")),
        *((f"{name}_found", ctypes.c_int32) for name in ("pictures", "rules", "marked", "objects")),
        ("page_numbers", ctypes.c_int32),
        ("numbering", ctypes.c_int32),
    )


def load(library: Path = LIBRARY) -> ctypes.CDLL | None:
    """The compiled shim, if there is one that fits this code."""
    if not library.is_file():
        return None
    try:
        # PDFium isn't safe among threads, so Python's lock is kept, as it is by all other calls.
        shim = ctypes.PyDLL(str(library))
        fits = shim.firsthand_shape() == _SHAPE
    except (OSError, AttributeError):
        return None
    return shim if fits else None


SHIM = load()
_ADDRESSES = (ctypes.c_void_p * len(_FUNCTIONS))(
    *(ctypes.cast(getattr(bindings, name), ctypes.c_void_p).value for name in _FUNCTIONS)
)


class Bulk:
    """Asks about the pages of one document; its memory is of a fixed size and serves for all of them."""

    def __init__(self, shim: ctypes.CDLL) -> None:
        self._shim = shim
        self._memory = _Memory()
        self._pictures = _Room(calls.PICTURES_AT_MOST * _DRAWN.size)
        self._rules = _Room((calls.RULES_AT_MOST + 2 * calls.SEGMENTS_AT_MOST) * _LINE.size)
        self._marked = _Room(calls.OBJECTS_AT_MOST * _MARKED.size)
        self._drawings = _Drawings(
            pictures_room=calls.PICTURES_AT_MOST, rules_room=calls.RULES_AT_MOST,
            marked_room=calls.OBJECTS_AT_MOST, objects_room=calls.OBJECTS_AT_MOST,
            pictures=self._pictures.address, rules=self._rules.address, marked=self._marked.address,
        )  # fmt: skip

    def glyphs(self, text_page: Handle) -> Glyphs:
        return _Characters(self._shim, self._memory, text_page)

    def scene(self, page: Handle) -> Scene:
        found = self._drawings
        self._shim.firsthand_drawings(_ADDRESSES, ctypes.c_void_p(page), ctypes.byref(found))
        return Scene(
            drawn=list(map(Drawn._make, self._pictures.records(_DRAWN, found.pictures_found))),
            lines=list(self._rules.records(_LINE, found.rules_found)),
            marked=list(map(Marked._make, self._marked.records(_MARKED, found.marked_found))),
            numbering=None if found.numbering < 0 or found.page_numbers else found.numbering,
        )


class _Room:
    """Memory that the system gives only where it is written to, which on most pages is a small part."""

    def __init__(self, size: int) -> None:
        self._bytes = mmap.mmap(-1, size)
        self.address = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(self._bytes)))

    def records(self, record: struct.Struct, count: int) -> Iterator[tuple[Any, ...]]:
        return record.iter_unpack(memoryview(self._bytes)[: count * record.size])

    def record(self, record: struct.Struct, number: int) -> tuple[Any, ...]:
        return record.unpack_from(self._bytes, number * record.size)


class _Memory:
    def __init__(self) -> None:
        self.runs = _Room(_AT_ONCE * _RUN.size)
        self.looks = _Room(_AT_ONCE * _LOOK.size)
        self.places = _Room(_AT_ONCE * _PLACE.size)
        self.indexes = array("i")

    def all_indexes(self, count: int) -> "array[int]":
        """The numbers from 0, at least so many."""
        if len(self.indexes) < count:
            self.indexes = array("i", range(count))
        return self.indexes


class _Characters:
    def __init__(self, shim: ctypes.CDLL, memory: _Memory, page: Handle) -> None:
        self._shim = shim
        self._memory = memory
        self._page = ctypes.c_void_p(page)
        self._looks: dict[Handle, Look] = {}
        self._single = calls.Calls().glyphs(page)

    def runs(self, text: str, at: Sequence[int] | None) -> Iterator[Run]:
        memory, count = self._memory, len(text)
        indexes = memory.all_indexes(count) if at is None else array("i", at)
        signs, places = text.encode("utf-32-le"), _pointer(indexes)
        cursor, looked, found = _Cursor(0, 0), ctypes.c_int32(), _AT_ONCE
        while found == _AT_ONCE:
            found = self._shim.firsthand_runs(
                _ADDRESSES, self._page, signs, places, count, ctypes.byref(cursor),
                memory.runs.address, _AT_ONCE, memory.looks.address, ctypes.byref(looked),
            )  # fmt: skip
            for handle, *seen in memory.looks.records(_LOOK, looked.value):
                if handle not in self._looks:
                    self._looks[handle] = Look._make(seen)
            yield from memory.runs.records(_RUN, found)

    def part(self, number: int) -> Part:
        ends = self._memory.runs.record(_PART, number)
        return Part(ends[:4], ends[4:8], *ends[8:])

    def look(self, handle: Handle, index: int) -> Look:
        return self._looks.get(handle) or self._single.look(handle, index)

    def places(self, indexes: Sequence[int]) -> list[Place]:
        memory, found = self._memory.places, list[Place]()
        for start in range(0, len(indexes), _AT_ONCE):
            at = array("i", indexes[start : start + _AT_ONCE])
            self._shim.firsthand_places(_ADDRESSES, self._page, _pointer(at), len(at), memory.address)
            found.extend(map(Place._make, memory.records(_PLACE, len(at))))
        return found


def _pointer(numbers: "array[int]") -> ctypes.c_void_p:
    return ctypes.c_void_p(numbers.buffer_info()[0])


def join_ink(shim: ctypes.CDLL, pixels: bytes, width: int, height: int, most: int) -> list[tuple[int, ...]]:
    """Left, top, right, bottom and ink of all that touches among pixels, 1 for ink; none of more than `most` runs."""
    if len(pixels) != width * height:
        raise ValueError("not as many pixels as the picture has")
    runs, blots = _Room(most * _INK.size), _Room(most * _BLOT.size)
    found = shim.firsthand_blots(pixels, width, height, runs.address, most, blots.address)
    return list(blots.records(_BLOT, found))
