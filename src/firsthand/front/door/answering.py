"""Who may knock, what is taken from them, and answers of which one can't be told from another by its size."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from msgspec import Struct
from starlette.requests import Request

from firsthand.front.answers import Answer, page_answer
from firsthand.front.door.doorway import Doorway
from firsthand.front.door.fields import Fields, read_fields
from firsthand.front.forms import MalformedFormError, TooLargeError, TooSlowError, receive_query
from firsthand.front.headers import NOT_KEPT, Headers, strict_transport
from firsthand.front.opened import Opened
from firsthand.front.rendering import Renderer
from firsthand.front.view import View
from firsthand.interface import Interface

LARGEST = 64 * 1024
"""Bytes of a form."""
SECONDS = 30.0
"""In which it must arrive."""
MOST_AT_ONCE = 256
"""Forms on their way."""
STEP = 32 * 1024
"""Bytes to a multiple of which answers are padded; a receipt has half as many, whatever stands in it."""

_TAKES = re.compile(r"/[^/]+/(?:statements/[^/]+/sign|confirm/[^/]+|withdraw|message)|/inbox/(?:challenge|items|erase)")


class Knock(Struct, frozen=True):
    """Somebody at the door, and in which release and language."""

    opened: Opened
    interface: Interface
    request: Request
    renderer: Renderer

    def parameter(self, name: str) -> str:
        return str(self.request.path_params.get(name, ""))

    def value(self, name: str) -> str:
        """A parameter of the address."""
        return self.request.query_params.get(name, "")[:2_000]


class RefusedError(Exception):
    """What was sent can't be taken: the status of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def takes(path: str) -> bool:
    """Whether something may be sent to an address."""
    return _TAKES.fullmatch(path) is not None


def is_stranger(request: Request) -> bool:
    """Whether a form was sent from a page of another site (Fetch Metadata, and Origin for browsers without it).

    Browsers write “null” as the origin of our own forms, since our pages tell nobody where a reader comes from.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host", "")


def is_post(knock: Knock) -> bool:
    return str(knock.request.method) == "POST"


async def receive_fields(request: Request, doorway: Doorway) -> Fields:
    """What was typed. Raises RefusedError, or firsthand.front.forms.GoneError if the sender has left."""
    if is_stranger(request):
        raise RefusedError(403)
    if doorway.being_received >= MOST_AT_ONCE:
        raise RefusedError(503)
    doorway.being_received += 1
    try:
        return read_fields(await receive_query(request.scope, request.receive, LARGEST, SECONDS))
    except MalformedFormError:
        raise RefusedError(400) from None
    except TooLargeError:
        raise RefusedError(413) from None
    except TooSlowError:
        raise RefusedError(408) from None
    finally:
        doorway.being_received -= 1


def render(knock: Knock, view: View) -> str:
    knock.renderer.add(knock.interface)
    return knock.renderer.render(view, knock.interface, knock.opened, knock.request.scope["path"], "")


def padded_answer(html: str | bytes, knock: Knock, status: int) -> Answer:
    """A page of a size that tells nothing of what was sent: never compressed, and padded by a comment."""
    page = html.encode() if isinstance(html, str) else html
    lacking = -(len(page) + len(b"<!---->")) % STEP
    body = b"".join((page, b"<!--", b" " * lacking, b"-->"))
    return Answer(status, _headers(knock.interface.language, knock.opened.library.address, status, len(body)), body)


@lru_cache(64)
def _headers(language: str, address: str | None, status: int, size: int) -> Headers:
    """Of a page that is named by nothing in it."""
    made = page_answer(" " * size, b"", language, status=status, keep=NOT_KEPT, more=strict_transport(address))
    return tuple(pair for pair in made.headers if pair[0] not in (b"etag", b"vary"))


def plain_answer(html: str, knock: Knock, status: int) -> Answer:
    """A page that says the same to everybody."""
    language = knock.interface.language
    return page_answer(
        html, b"", language, status=status, keep=NOT_KEPT, more=strict_transport(knock.opened.library.address)
    )
