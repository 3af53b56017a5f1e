"""Asks PDFium in bulk, through the shim in C (`shim.c`), if it was compiled when Firsthand was installed."""

import ctypes
import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from firsthand.documents.pdf import bindings, calls
from firsthand.documents.pdf.answers import Drawn, Glyphs, Look, Marked, Part, Place, Run, Scene
from firsthand.documents.pdf.bindings import Handle

_SHAPE = 1
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
_RUNS_AT_ONCE = 1_024

# The structures of shim.c; `x` are bytes that are passed over.
_RUN = struct.Struct("@Q4f4i64x")
_PART = struct.Struct("@40x4f4f4d")
_LOOK = struct.Struct("@QQ5f3i3d")
_PLACE = struct.Struct("@Q4f2d")
_DRAWN = struct.Struct("@4d4i5i4x")
_LINE = struct.Struct("@4d")
_MARKED = struct.Struct("@Q4i")


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
        self._drawings = _Drawings(
            pictures_room=calls.PICTURES_AT_MOST, rules_room=calls.RULES_AT_MOST,
            marked_room=calls.OBJECTS_AT_MOST, objects_room=calls.OBJECTS_AT_MOST,
        )  # fmt: skip
        self._pictures = ctypes.create_string_buffer(calls.PICTURES_AT_MOST * _DRAWN.size)
        self._rules = ctypes.create_string_buffer((calls.RULES_AT_MOST + 2 * calls.SEGMENTS_AT_MOST) * _LINE.size)
        self._marked = ctypes.create_string_buffer(calls.OBJECTS_AT_MOST * _MARKED.size)
        for name in ("pictures", "rules", "marked"):
            setattr(self._drawings, name, ctypes.addressof(getattr(self, f"_{name}")))

    def glyphs(self, text_page: Handle) -> Glyphs:
        return _Characters(self._shim, self._memory, text_page)

    def scene(self, page: Handle) -> Scene:
        found = self._drawings
        self._shim.firsthand_drawings(_ADDRESSES, ctypes.c_void_p(page), ctypes.byref(found))
        return Scene(
            drawn=[Drawn._make(one) for one in _records(_DRAWN, self._pictures, found.pictures_found)],
            lines=list(_records(_LINE, self._rules, found.rules_found)),
            marked=[Marked._make(one) for one in _records(_MARKED, self._marked, found.marked_found)],
            numbering=None if found.numbering < 0 or found.page_numbers else found.numbering,
        )


def _records(record: struct.Struct, memory: ctypes.Array[ctypes.c_char], count: int) -> Iterator[tuple[Any, ...]]:
    return record.iter_unpack(memoryview(memory)[: count * record.size])


class _Memory:
    def __init__(self) -> None:
        self.runs = ctypes.create_string_buffer(_RUNS_AT_ONCE * _RUN.size)
        self.looks = ctypes.create_string_buffer(_RUNS_AT_ONCE * _LOOK.size)
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
        cursor, looked, found = _Cursor(0, 0), ctypes.c_int32(), _RUNS_AT_ONCE
        while found == _RUNS_AT_ONCE:
            found = self._shim.firsthand_runs(
                _ADDRESSES, self._page, signs, places, count, ctypes.byref(cursor),
                memory.runs, _RUNS_AT_ONCE, memory.looks, ctypes.byref(looked),
            )  # fmt: skip
            for handle, *seen in _records(_LOOK, memory.looks, looked.value):
                if handle not in self._looks:
                    self._looks[handle] = Look._make(seen)
            yield from _records(_RUN, memory.runs, found)

    def part(self, number: int) -> Part:
        ends = _PART.unpack_from(self._memory.runs, number * _PART.size)
        return Part(ends[:4], ends[4:8], *ends[8:])

    def look(self, handle: Handle, index: int) -> Look:
        return self._looks.get(handle) or self._single.look(handle, index)

    def places(self, indexes: Sequence[int]) -> list[Place]:
        found = ctypes.create_string_buffer(len(indexes) * _PLACE.size)
        at = array("i", indexes)
        self._shim.firsthand_places(_ADDRESSES, self._page, _pointer(at), len(at), found)
        return [Place(one[0], one[1:5], *one[5:]) for one in _PLACE.iter_unpack(found)]


def _pointer(numbers: "array[int]") -> ctypes.c_void_p:
    return ctypes.c_void_p(numbers.buffer_info()[0])
