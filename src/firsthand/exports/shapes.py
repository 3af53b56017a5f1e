"""The shapes in which an edition can be taken along, by the ending of their files' names."""

from collections.abc import Callable, Iterable
from importlib import import_module

from msgspec import Struct

from firsthand.exports.volume import Volume
from firsthand.interface.labels import N_


class Shape(Struct, frozen=True):
    ending: str
    """"epub", "large.pdf": unique, and what stands after the language in the file's address."""
    media_type: str
    label: str
    """A message in English, for a link."""
    make: Callable[[Volume], bytes]
    offered: Callable[[Volume], bool] = lambda volume: volume.edition.text is not None
    """Whether this edition can be had in this shape. Cheap: it is asked for every page."""
    heavy: bool = False
    """Takes more than a blink: few are made at once."""


class UnmadeError(Exception):
    """An edition can't be had in a shape after all; the message says why, in a sentence."""


def _made_by(module: str, function: str) -> Callable[[Volume], bytes]:
    """What makes a shape, imported when it is first asked for."""

    def make(volume: Volume) -> bytes:
        made: bytes = getattr(import_module(f"firsthand.exports.{module}"), function)(volume)
        return made

    return make


def _offered_by(module: str) -> Callable[[Volume], bool]:
    """What says whether there is a shape, imported when it is first asked for."""

    def offered(volume: Volume) -> bool:
        said: bool = import_module(f"firsthand.exports.{module}").is_offered(volume)
        return said

    return offered


def _by_ending(shapes: Iterable[Shape]) -> dict[str, Shape]:
    return {shape.ending: shape for shape in shapes}


PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

SHAPES: dict[str, Shape] = _by_ending((
    Shape("epub", "application/epub+zip", N_("E-book (EPUB)"), _made_by("epub", "make_epub"), heavy=True),
    Shape(
        "large.pdf", PDF, N_("Large print (PDF)"), _made_by("printing.sheets", "make_large"),
        _offered_by("printing.sheets"), heavy=True,
    ),
    Shape(
        "ink.pdf", PDF, N_("To print with little ink (PDF)"), _made_by("printing.sheets", "make_ink"),
        _offered_by("printing.sheets"), heavy=True,
    ),
    Shape(
        "leaflet.pdf", PDF, N_("Leaflet to hand out (PDF)"), _made_by("printing.leaflet", "make_leaflet"),
        _offered_by("printing.leaflet"), heavy=True,
    ),
    Shape(
        "card.png", "image/png", N_("Card to share (PNG)"), _made_by("printing.card", "make_card"),
        _offered_by("printing.card"), heavy=True,
    ),
    Shape("docx", DOCX, N_("To adapt in Word (DOCX)"), _made_by("word", "make_word"), _offered_by("word"), heavy=True),
    Shape("txt", "text/plain; charset=utf-8", N_("Plain text"), _made_by("plaintext", "make_text")),
    Shape("md", "text/markdown; charset=utf-8", "Markdown", _made_by("markdown", "make_markdown")),
))  # fmt: skip
"""Ending -> shape, in the order in which they are offered. Modules that make one are imported when it is asked for."""


def address_of(volume: Volume, room: str, shape: Shape) -> str:
    """The path of the file on the site."""
    return f"/take/{room}/{volume.item.slug}/{volume.edition.language}.{shape.ending}"
