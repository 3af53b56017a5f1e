"""Editions as files to take along, made when they are asked for."""

import logging
from urllib.parse import quote

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page
from firsthand.exports.shapes import SHAPES, UnmadeError, address_of
from firsthand.exports.volume import Volume, find_volume
from firsthand.front.answers import Answer, answer
from firsthand.front.headers import FILE_POLICY, NOT_KEPT
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted
from firsthand.interface import Interface

log = logging.getLogger("firsthand.front")


class Offer(Struct, frozen=True):
    """A link to an edition in another shape."""

    label: str
    address: str


def edition_answer(wanted: Wanted) -> Answer | None:
    """The file that a name asks for ("ru.epub"); None where there is no such edition, or not in this shape."""
    room, slug, name = (wanted.parameters[key] for key in ("room", "slug", "name"))
    language, _, ending = name.partition(".")
    shape = SHAPES.get(ending)
    interface = wanted.opened.interface_for(language)
    opened = wanted.opened
    volume = find_volume(opened.release, opened.shelves, interface, room, slug, language, wanted.site)
    if shape is None or volume is None or not shape.offered(volume):
        return None
    headers = (
        (b"content-type", shape.media_type.encode()),
        (b"content-disposition", f"attachment; filename*=UTF-8''{quote(f'{slug}.{name}', safe='')}".encode()),
        (b"content-security-policy", FILE_POLICY.encode()),
    )
    encoding = wanted.encoding if shape.media_type.startswith("text/") else b""  # all others are packed already
    try:
        made = shape.make(volume)
    except UnmadeError as error:
        log.error("A file of an edition could not be made: %s", error)  # not which: that is what somebody reads
        plain = ((b"content-type", b"text/plain; charset=utf-8"),)
        return answer(str(error).encode(), wanted.encoding, plain, status=503, keep=NOT_KEPT)
    return answer(made, encoding, headers)


def offers(opened: Opened, interface: Interface, room: str, item: Item | Page, edition: Edition) -> tuple[Offer, ...]:
    """Links to an edition's other shapes, named in the interface's language; none for a page about the library."""
    if isinstance(item, Page):
        return ()
    ours = opened.interface_for(edition.language)
    volume = Volume(opened.release, opened.shelves, item, edition, ours, opened.library.address or "")
    there = SHAPES.keys() if opened.shapes is None else opened.shapes
    shapes = [shape for ending, shape in SHAPES.items() if ending in there and shape.offered(volume)]
    return tuple(Offer(interface.gettext(shape.label), address_of(volume, room, shape)) for shape in shapes)


ROUTES = (Route("/take/{room}/{slug}/{name}", edition_answer, heavy=True),)
