"""Leaving no trace: the page at which a browser forgets all that this site has kept in it.

After Clear Site Data (W3C). Browsers obey it over https, and at an onion service where they take that for secure.
"""

from functools import cache

from msgspec import Struct

from firsthand.front.answers import Answer, answer, page_answer
from firsthand.front.headers import NOT_KEPT
from firsthand.front.rendering import Renderer
from firsthand.front.routes import Route, Wanted
from firsthand.front.view import View

FORGET = (b"clear-site-data", b'"cache", "storage"')
"""Loaded pages; kept editions, the worker that answers for them, and the reader's settings."""
ELSEWHERE = ("cross-site", "same-site")
"""Anybody's page could show this one in a picture or a link, and so take from readers what they have kept."""


class Wiped(Struct, frozen=True):
    """There is nothing to say of it but the words."""


def wipe_answer(wanted: Wanted) -> Answer:
    """The page that wipes. Whom another site has sent here is led to what is kept, where she decides herself."""
    interface = wanted.interface
    if wanted.fetched_from in ELSEWHERE:
        shelf = f"/{interface.language}/kept".encode()
        return answer(b"", b"", ((b"location", shelf),), status=302, keep=NOT_KEPT)
    view = View("wiped.html", Wiped(), interface.gettext("Nothing is kept here now"), room="wipe", indexed=False)
    renderer = _templates()
    renderer.add(interface)
    html = renderer.render(view, interface, wanted.opened, f"/{interface.language}/wipe", "")
    return page_answer(html, wanted.encoding, interface.language, keep=NOT_KEPT, more=(FORGET,))


@cache
def _templates() -> Renderer:
    return Renderer()


ROUTES = (Route("/{ui}/wipe", wipe_answer, kept=False),)
