"""The shapes in which an edition can be taken along, by the ending of their files' names."""

from collections.abc import Callable

from msgspec import Struct

from firsthand.exports.volume import Volume


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


SHAPES: dict[str, Shape] = {}
"""Ending -> shape, in the order in which they are offered. Modules that make one are imported when it is asked for."""


def address_of(volume: Volume, room: str, shape: Shape) -> str:
    """The path of the file on the site."""
    return f"/take/{room}/{volume.item.slug}/{volume.edition.language}.{shape.ending}"
