"""The page that lists what a reader's browser keeps of the library. The browser makes the list: we don't know it."""

from msgspec import Struct

from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface


class Shelf(Struct, frozen=True):
    """An empty one; it is filled where it is read."""


def make_kept(opened: Opened, interface: Interface) -> View:
    del opened  # the same page whatever there is to keep
    return View("kept.html", Shelf(), interface.gettext("Kept on this device"), room="kept", indexed=False)
