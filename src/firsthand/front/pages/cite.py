"""How to cite an edition: references in several styles, and files for reference managers."""

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item
from firsthand.front.citing import Citing, make_citing
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface


class CitePage(Struct, frozen=True):
    title: str
    language: str
    address: str
    """Of the edition."""
    citing: Citing


def make_cite(opened: Opened, interface: Interface, room: str, item: Item, edition: Edition) -> View:
    address = f"/{interface.language}/{room}/{item.slug}/{edition.language}"
    page = CitePage(edition.title, edition.language, address, make_citing(opened, interface, room, item, edition))
    title = interface.gettext("How to cite “%(title)s”") % {"title": edition.title}
    return View("cite.html", page, title, room=room, indexed=False)
