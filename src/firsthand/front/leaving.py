"""Leaving no trace: the page at which a browser forgets all that this site has kept in it.

After Clear Site Data (W3C). Browsers obey it over https, and at an onion service where they take that for secure.
"""

from functools import cache

from msgspec import Struct

from firsthand.front.answers import Answer, page_answer
from firsthand.front.headers import NOT_KEPT
from firsthand.front.rendering import Renderer
from firsthand.front.routes import Route, Wanted
from firsthand.front.view import View

FORGET = (b"clear-site-data", b'"cache", "storage"')
"""Loaded pages; kept editions, the worker that answers for them, and the reader's settings."""


class Wiped(Struct, frozen=True):
    """There is nothing to say of it but the words."""


def wipe_answer(wanted: Wanted) -> Answer:
    interface = wanted.interface
    view = View("wiped.html", Wiped(), interface.gettext("Nothing is kept here now"), room="wipe", indexed=False)
    renderer = _templates()
    renderer.add(interface)
    html = renderer.render(view, interface, wanted.opened, f"/{interface.language}/wipe", "")
    return page_answer(html, wanted.encoding, interface.language, keep=NOT_KEPT, more=(FORGET,))


@cache
def _templates() -> Renderer:
    return Renderer()


ROUTES = (Route("/{ui}/wipe", wipe_answer, kept=False),)
