"""Editions as files to take along, made when they are asked for."""

from urllib.parse import quote

from firsthand.catalogue.records import Edition, Item
from firsthand.exports.shapes import SHAPES, Shape, address_of
from firsthand.exports.volume import Volume, find_volume
from firsthand.front.answers import Answer, answer
from firsthand.front.headers import FILE_POLICY
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted


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
    return answer(shape.make(volume), wanted.encoding, headers)


def offered(opened: Opened, room: str, item: Item, edition: Edition) -> list[tuple[str, Shape]]:
    """Addresses of an edition's other shapes, with what they are."""
    interface = opened.interface_for(edition.language)
    volume = Volume(opened.release, opened.shelves, item, edition, interface, opened.library.address or "")
    return [(address_of(volume, room, shape), shape) for shape in SHAPES.values() if shape.offered(volume)]


ROUTES = (Route("/take/{room}/{slug}/{name}", edition_answer, heavy=True),)
