"""The front as an ASGI application over one library.

A page that was made before is answered before anything else happens. It logs what went wrong, never for whom: no
address, no path, no words of a search.
"""

import logging
import re
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from firsthand.front import (
    api,
    bundles,
    citing,
    editions,
    feeds,
    handing,
    keeping,
    leaving,
    letters,
    llms,
    oaipmh,
    oembed,
    signposting,
    sitemap,
    tidings,
    vocabularies,
)
from firsthand.front.addresses import ADDRESSES, WITHOUT_LANGUAGE, Address, Asked
from firsthand.front.answers import Answer, accepted, page_answer
from firsthand.front.checking import Checking
from firsthand.front.door import ROUTES as DOOR_ROUTES
from firsthand.front.door import Doorway, Knock, Settings, open_doorway, takes
from firsthand.front.door.routes import DoorRoute
from firsthand.front.downloads import file_response, image_response
from firsthand.front.forms import GoneError, TooLargeError, TooSlowError, receive_query
from firsthand.front.headers import ALWAYS, NOT_KEPT, Headers, strict_transport
from firsthand.front.opened import Opened, Service
from firsthand.front.pages import problem
from firsthand.front.pages.check import answer_check
from firsthand.front.question import PARAMETERS, UnavailableError, read_question
from firsthand.front.redirects import as_header, in_language
from firsthand.front.releasing import release_response
from firsthand.front.rendering import Renderer, static_address, static_answer
from firsthand.front.routes import Route as AnswerRoute
from firsthand.front.routes import Wanted
from firsthand.front.suggesting import suggest_answer
from firsthand.front.taking import found_answer
from firsthand.front.view import AbsentError, ElsewhereError, View
from firsthand.front.withdrawn import since_at
from firsthand.interface import Interface, preferred

log = logging.getLogger("firsthand.front")

MOST_AT_ONCE = 64
"""Pages being made; who comes on top of them is asked to come back, so that the others get theirs."""

MOST_HEAVY = 2
"""Files being made that take long, such as books; pages go on beside them."""


ANSWERS: tuple[AnswerRoute, ...] = (
    *api.ROUTES,
    *bundles.ROUTES,
    *citing.ROUTES,
    *letters.ROUTES,  # before editions: these have files of any name in the same folder
    *handing.ROUTES,  # as well
    *editions.ROUTES,
    *feeds.ROUTES,
    *keeping.ROUTES,
    *leaving.ROUTES,
    *sitemap.ROUTES,
    *llms.ROUTES,
    *oaipmh.ROUTES,
    *oembed.ROUTES,
    *signposting.ROUTES,
    *tidings.ROUTES,
    *vocabularies.ROUTES,
)
"""What answers beside pages; a room of its own each."""

CHECK = re.compile("/[^/]+/check")
POSTED = frozenset(route.path for route in ANSWERS if route.posted)
"""Addresses to which something may be sent: a text to be checked, a question; it changes nothing here."""
LONGEST_QUESTION, SECONDS_TO_ASK = 20_000, 10.0
"""Bytes of a question that is sent, and the time in which it must arrive."""


def refused(allowed: bytes) -> Answer:
    """To whatever is not a question."""
    return Answer(405, ((b"allow", allowed), (b"content-length", b"0"), *ALWAYS), b"")


REFUSED = refused(b"GET, HEAD")
REFUSED_THERE = refused(b"GET, HEAD, POST")
BUSY = Answer(503, ((b"retry-after", b"5"), (b"cache-control", NOT_KEPT), (b"content-length", b"0"), *ALWAYS), b"")
"""Where no page is asked for, but only a comfort."""


class Front:
    def __init__(self, library: Path, settings: Settings | None = None) -> None:
        self.service = Service(library)
        self.doorway: Doorway | None = open_doorway(settings, self.service.opened) if settings else None
        self.renderer = Renderer()
        for interface in self.service.opened.interfaces.values():
            self.renderer.add(interface)
        self.router = Router(_routes(self), redirect_slashes=False, default=self.elsewhere)
        self._being_made = 0
        self._heavy = 0
        self.checking = Checking()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await _live(self, scope, receive, send)
            return
        opened = self.service.now()
        open_to_it = (
            CHECK.fullmatch(scope["path"]) or scope["path"] in POSTED or (self.doorway and takes(scope["path"]))
        )
        taken = scope["method"] == "POST" and open_to_it
        if scope["method"] not in ("GET", "HEAD") and not taken:
            await (REFUSED_THERE if open_to_it else REFUSED)(scope, receive, send)
            return
        made = None if taken else opened.pages.get((accepted(scope), scope["path"], scope["query_string"]))
        if made is not None:
            await made(scope, receive, send)
            return
        with opened.in_use():
            scope["firsthand.opened"] = opened
            await self._guarded(opened, scope, receive, send)

    async def _guarded(self, opened: Opened, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever goes wrong, the reader gets a page that says so."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.router(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - the last line of defence; it is logged below
            frames = "".join(traceback.format_tb(error.__traceback__))
            log.error("A page could not be made: %s\n%s", type(error).__name__, frames)
            if not begun:
                interface = _interface(opened, Request(scope))
                await self._problem(problem.broken(interface), interface, opened, scope)(scope, receive, send)

    async def page(self, address: Address, request: Request) -> ASGIApp:
        """The page at an address, made now or before."""
        opened: Opened = request.scope["firsthand.opened"]
        interface = opened.interfaces.get(request.path_params["ui"])
        if interface is None or opened.redirects.find(request.scope["path"], request.url.query, bare=False):
            return await self.lead(request)
        pairs = _known(request.url.query, address.query)
        key = (accepted(request.scope), request.scope["path"], urlencode(pairs).encode())
        made = opened.pages.get(key)
        if made is None:
            if self._being_made >= MOST_AT_ONCE:
                return self._problem(problem.too_busy(interface), interface, opened, request.scope)
            self._being_made += 1
            try:
                asked = Asked(opened, interface, request.path_params, urlencode(pairs), dict(pairs))
                made = await run_in_threadpool(self._make, address, asked, request.scope)
            finally:
                self._being_made -= 1
            if made.status == 200 and (b"cache-control", NOT_KEPT) not in made.headers:
                opened.pages.put(key, made)
        return made

    def _make(self, address: Address, asked: Asked, scope: Scope) -> Answer:
        try:
            view = address.maker(asked)
        except ElsewhereError as elsewhere:
            return redirect(elsewhere.address, elsewhere.status)
        except AbsentError as absent:
            view = absent.view
            if view.status in (404, 410) and (target := _renamed(asked, scope["path"])):
                return redirect(in_language(target, asked.interface.language), 301)
        return self._problem(view, asked.interface, asked.opened, scope, asked.query)

    def _problem(self, view: View, interface: Interface, opened: Opened, scope: Scope, query: str = "") -> Answer:
        self.renderer.add(interface)
        html = self.renderer.render(view, interface, opened, scope["path"], query)
        signposts = signposting.headers(view, opened, interface.language)
        more: Headers = (*strict_transport(opened.library.address), *signposts)
        if view.status == 503:
            more = (*more, (b"retry-after", b"5"))
        return page_answer(html, accepted(scope), interface.language, status=view.status, keep=view.keep, more=more)

    async def check(self, request: Request) -> ASGIApp:
        """A text that a reader has sent is answered and forgotten."""
        opened: Opened = request.scope["firsthand.opened"]
        interface = opened.interfaces.get(request.path_params["ui"])
        if interface is None:
            return REFUSED
        try:
            view = await answer_check(self.checking, opened, interface, request)
        except GoneError:
            return REFUSED_THERE
        return await run_in_threadpool(self._problem, view, interface, opened, request.scope)

    async def knock(self, route: DoorRoute, request: Request) -> ASGIApp:
        """What is sent to the network is sealed and forgotten."""
        opened: Opened = request.scope["firsthand.opened"]
        interface = _interface(opened, request)
        if request.path_params.get("ui", interface.language) != interface.language:
            return await self.lead(request)
        try:
            made = await route.answer(self.doorway, Knock(opened, interface, request, self.renderer))
        except GoneError:
            return REFUSED_THERE
        return made or await self.lead(request)

    async def end(self) -> None:
        """Before the server stops: letters that wait are sent."""
        if self.doorway:
            await self.doorway.close()
        self.close()

    def close(self) -> None:
        if self.doorway:
            self.doorway.close_inbox()
        self.checking.close()
        self.service.close()

    async def elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self.lead(Request(scope)))(scope, receive, send)

    async def lead(self, request: Request) -> ASGIApp:
        """Addresses that show no page of their own: old ones, and those without an interface language."""
        opened: Opened = request.scope["firsthand.opened"]
        path, query, interface = request.scope["path"], request.url.query, _interface(opened, request)
        if (target := opened.redirects.find(path, query)) and target != path:
            return redirect(in_language(target, interface.language), 301, negotiated=True)
        first, _, rest = path[1:].partition("/")
        after = f"?{query}" if query else ""
        if path == "/":
            return redirect(f"/{interface.language}/", 302, negotiated=True)
        if first in WITHOUT_LANGUAGE:
            return redirect(f"/{interface.language}{path.rstrip('/')}{after}", 302, negotiated=True)
        if first in opened.interfaces and (not rest or rest.endswith("/")):
            return redirect(f"/{first}/{rest.rstrip('/')}{after}", 301)
        gone = await run_in_threadpool(since_at, opened, path)
        view = problem.not_found(interface) if gone is None else problem.gone_file(gone, interface)
        return await run_in_threadpool(self._problem, view, interface, opened, request.scope)

    async def static(self, request: Request) -> ASGIApp:
        made = static_answer(request.scope["path"], accepted(request.scope))
        newer = static_address(request.path_params["name"])
        return made or (redirect(newer, 302) if newer else await self.lead(request))

    async def release(self, request: Request) -> ASGIApp:
        return release_response(request.scope["firsthand.opened"], request) or await self.lead(request)

    async def file(self, request: Request) -> ASGIApp:
        return file_response(request.scope["firsthand.opened"], request) or await self.lead(request)

    async def answer(self, route: AnswerRoute, request: Request) -> ASGIApp:
        """What a route makes; kept like a page where the library knows its own address."""
        opened: Opened = request.scope["firsthand.opened"]
        interface = _interface(opened, request)
        if request.path_params.get("ui", interface.language) != interface.language:
            return await self.lead(request)
        try:
            query = await _sent(request) if request.method == "POST" else request.url.query
        except (GoneError, TooLargeError, TooSlowError):
            return REFUSED_THERE
        pairs = _every(query) if route.strict else _known(query, route.query)
        key = (accepted(request.scope), request.scope["path"], urlencode(pairs).encode())
        if made := opened.pages.get(key):
            return made
        if self._being_made >= MOST_AT_ONCE or (route.heavy and self._heavy >= MOST_HEAVY):
            return BUSY
        site = opened.library.address or str(request.base_url).rstrip("/")
        wanted = Wanted(
            opened, interface, request.scope["path"], request.path_params, tuple(pairs), site, key[0],
            request.headers.get("accept", ""), request.headers.get("sec-fetch-site", ""),
        )  # fmt: skip
        self._being_made += 1
        self._heavy += route.heavy
        try:
            made = await run_in_threadpool(route.make, wanted)
        except AbsentError as absent:
            return await run_in_threadpool(self._problem, absent.view, interface, opened, request.scope)
        finally:
            self._being_made -= 1
            self._heavy -= route.heavy
        if made and made.status == 200 and route.kept and opened.library.address:
            opened.pages.put(key, made)
        return made or await self.lead(request)

    async def found(self, request: Request) -> ASGIApp:
        """What a search found, as a file or a feed."""
        opened: Opened = request.scope["firsthand.opened"]
        interface = opened.interfaces.get(request.path_params["ui"])
        if interface is None:
            return await self.lead(request)
        if self._being_made >= MOST_AT_ONCE:
            return self._problem(problem.too_busy(interface), interface, opened, request.scope)
        self._being_made += 1
        try:
            return await run_in_threadpool(self._find, opened, interface, request) or await self.lead(request)
        finally:
            self._being_made -= 1

    def _find(self, opened: Opened, interface: Interface, request: Request) -> Answer | None:
        name = request.scope["path"].removeprefix(f"/{interface.language}/")
        query = urlencode(_known(request.url.query, PARAMETERS))
        site = opened.library.address or str(request.base_url).rstrip("/")
        try:
            return found_answer(opened, interface, name, query, site, accepted(request.scope))
        except UnavailableError:
            view = problem.search_unavailable(opened, interface, read_question(query).words)
            return self._problem(view, interface, opened, request.scope)

    async def suggest(self, request: Request) -> ASGIApp:
        """Queries that go on where a reader is still typing."""
        opened: Opened = request.scope["firsthand.opened"]
        interface = opened.interfaces.get(request.path_params["ui"])
        if interface is None:
            return await self.lead(request)
        if self._being_made >= MOST_AT_ONCE:
            return BUSY
        self._being_made += 1
        try:
            return await run_in_threadpool(
                suggest_answer, opened, interface, request.url.query, accepted(request.scope)
            )
        finally:
            self._being_made -= 1

    async def image(self, request: Request) -> ASGIApp:
        return image_response(request.scope["firsthand.opened"], request) or await self.lead(request)


def redirect(address: str, status: int, *, negotiated: bool = False) -> Answer:
    """Lead on to another address; `negotiated` if it depends on the languages of the reader's browser."""
    keep = b"public, max-age=3600" if status == 301 else b"no-cache"
    headers: Headers = ((b"location", as_header(address)), (b"cache-control", keep), (b"content-length", b"0"), *ALWAYS)
    if negotiated:
        headers = (*headers, (b"vary", b"accept-language"))
    return Answer(status, headers, b"")


def _routes(front: Front) -> list[Route]:
    fixed = (("/static/{version}/{name}", front.static), ("/files/{sha256}/{name}", front.file))
    more = (
        ("/images/{sha256}", front.image),
        ("/release/{place:path}", front.release),
        ("/{ui}/suggest", front.suggest),
    )
    found = ("/{ui}/search.{ending}", "/{ui}/search/frequency.csv", "/{ui}/search/concordance.csv")
    handlers = (*fixed, *more, *((path, front.found) for path in found))
    routes = [Route(path, _Endpoint(handler)) for path, handler in handlers]
    routes += [Route(route.path, _Endpoint(partial(front.answer, route))) for route in ANSWERS]
    routes.append(Route("/{ui}/check", _Endpoint(front.check), methods=["POST"]))
    routes += [Route(route.path, _Endpoint(partial(front.knock, route))) for route in DOOR_ROUTES]
    return routes + [Route(address.path, _Endpoint(partial(front.page, address))) for address in ADDRESSES]


class _Endpoint:
    """Starlette calls an object like this as an ASGI application; a mere function it would call with a request."""

    def __init__(self, handler: Callable[[Request], Awaitable[ASGIApp]]) -> None:
        self.handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (await self.handler(Request(scope, receive)))(scope, receive, send)


async def _sent(request: Request) -> str:
    return await receive_query(request.scope, request.receive, LONGEST_QUESTION, SECONDS_TO_ASK)


def _known(query: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The parameters that a page kind knows, in the order given."""
    if not names or not query:
        return []
    return [(name, value) for name, value in parse_qsl(query[:20_000], errors="replace") if name in names][:40]


def _every(query: str) -> list[tuple[str, str]]:
    """All parameters, in the order given. Nothing is cut off: half a value would be taken for another question."""
    return parse_qsl(query, keep_blank_values=True, errors="replace")


def _renamed(asked: Asked, path: str) -> str | None:
    """Where an address leads, listed with or without the language, at which there is no page now."""
    without_language = path.removeprefix(f"/{asked.interface.language}")
    return asked.opened.redirects.find(path, "") or asked.opened.redirects.find(without_language, "")


def _interface(opened: Opened, request: Request) -> Interface:
    """The interface language of the path, or else the best one for the reader's browser."""
    first = request.scope["path"].split("/")[1] if "/" in request.scope["path"] else ""
    language = first if first in opened.interfaces else None
    return opened.interfaces[language or preferred(request.headers.get("accept-language", ""), opened.languages)]


async def _live(front: Front, scope: Scope, receive: Receive, send: Send) -> None:
    """The lifespan protocol of ASGI; anything else, such as a web socket, is not spoken here."""
    if scope["type"] != "lifespan":
        await send({"type": "websocket.close", "code": 1000})
        return
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await front.end()
    await send({"type": "lifespan.shutdown.complete"})


def open_front(library: Path, settings: Settings | None = None) -> Front:
    """The front of a library, with `settings` of its door if it takes anything in.

    Raises firsthand.release.ReleaseError if it has no release, and firsthand.sealed.errors.SealedError.
    """
    return Front(library, settings)
