"""Typst, in a process that may be ended: an order goes in, a file comes out. It knows nothing of what is printed.

Typst can't be interrupted and may take long over a text made to that end; so it never runs in the process that serves.
"""

import atexit
import os
import threading
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.exports.shapes import UnmadeError
from firsthand.pools.process import Process
from firsthand.pools.protocol import DiedError
from firsthand.pools.steps import pack

TEMPLATES = Path(__file__).parent

PATIENCE = 120.0
"""Seconds that an order may take."""

MEMORY = 4 << 30
"""Bytes of address space that the process may have; fonts that are only looked into count too."""

KEPT = 2
"""Processes that wait for the next order."""

ORDERS = 50
"""Orders after which a process ends: typst keeps what it may need again."""


class Order(Struct, frozen=True):
    template: str
    """The name of a file of this folder: "sheets.typ"."""
    data: bytes
    """JSON; the template reads it as "data.json"."""
    pictures: dict[str, bytes]
    """Name -> a picture as PNG, JPEG, WebP or SVG."""
    created: int
    """Seconds since 1970: what the file says of when it was made."""
    image: bool = False
    """A PNG of the first page, a pixel to a point, instead of a PDF."""


class PressError(UnmadeError):
    """A file could not be made; the message says why, in a sentence."""


class LettersError(PressError):
    """No font on this machine has some of the letters."""


class _Press:
    """Processes that take orders, one at a time each."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[Process, int]] = []
        self._owner = os.getpid()

    def print(self, order: Order) -> bytes:
        packed = msgspec.msgpack.encode(order)
        process, orders = self._take()
        began = monotonic()
        try:
            made = self._run(process, packed)
        except DiedError:
            at_once = orders and monotonic() - began < PATIENCE
            made = self._again(order, packed) if at_once else self._give_up(order)
        else:
            self._give_back(process, orders + 1)
        if isinstance(made, str):
            raise (LettersError if _NO_LETTER in made else PressError)(made)
        return made

    def _again(self, order: Order, packed: bytes) -> bytes | str:
        """In a new process: one that waited may have been ended while it did."""
        process = Process()
        try:
            made = self._run(process, packed)
        except DiedError:
            return self._give_up(order)
        self._give_back(process, 1)
        return made

    def _give_up(self, order: Order) -> bytes:
        raise PressError(f"{order.template}: the file took longer than {PATIENCE:.0f} seconds, or too much memory.")

    def _run(self, process: Process, packed: bytes) -> bytes | str:
        """What the process makes, or why it makes nothing. Raises DiedError where it ended, or was ended."""
        timer = threading.Timer(PATIENCE, process.end)
        timer.daemon = True
        timer.start()
        try:
            made: bytes | str = process.run(_STEP, packed)
        except BaseException:
            process.end()
            raise
        finally:
            timer.cancel()
        return made

    def close(self) -> None:
        """End those that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        if self._owner == os.getpid():
            for process, _ in idle:
                process.end()

    def _take(self) -> tuple[Process, int]:
        with self._lock:
            if self._owner != os.getpid():  # those belong to the process that this one was forked from
                self._idle, self._owner = [], os.getpid()
            if self._idle:
                return self._idle.pop()
        return Process(), 0

    def _give_back(self, process: Process, orders: int) -> None:
        with self._lock:
            if orders < ORDERS and len(self._idle) < KEPT:
                self._idle.append((process, orders))
                return
        process.end()


_press = _Press()
atexit.register(_press.close)


def print_order(order: Order) -> bytes:
    """The file. Raises PressError where it can't be made, LettersError where a font is missing."""
    return _press.print(order)


_NO_LETTER = "could not be displayed"


def _set(packed: bytes) -> bytes | str:
    """Inside of the process: the file, or why there is none."""
    import tempfile

    import typst

    order = msgspec.msgpack.decode(packed, type=Order)
    _confine()
    with tempfile.TemporaryDirectory(prefix="firsthand-press-") as name:
        root = Path(name)
        for template in TEMPLATES.glob("*.typ"):
            (root / template.name).write_bytes(template.read_bytes())
        (root / "data.json").write_bytes(order.data)
        for picture, data in order.pictures.items():
            (root / picture).write_bytes(data)
        try:
            made: Any = typst.compile(
                str(root / order.template), root=name, package_path=name, package_cache_path=name,
                format="png" if order.image else "pdf", ppi=72.0 if order.image else None,
                pdf_standards=[] if order.image else ["ua-1"], timestamp=order.created,
            )  # fmt: skip
        except typst.TypstError as error:
            return f"{order.template}: {error.message}"
    first: bytes = made[0] if isinstance(made, list) else made
    return first


_STEP = pack(_set)


def _confine() -> None:
    """A text that would take all memory ends this process alone."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ValueError, OSError):
        return  # macOS has no such limit; the time is limited all the same
