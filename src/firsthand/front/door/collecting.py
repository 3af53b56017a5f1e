"""Collecting the inbox from afar: for whoever holds the collector's key, which opens nothing of what is collected.

`GET /inbox/challenge` gives bytes that only this key opens. What is in them is shown as a bearer token (RFC 6750):
`GET /inbox/items` lists files as JSON, `?name=` gives one of them, `POST /inbox/erase` with name and digest erases it.
"""

import asyncio
import binascii
from collections.abc import Iterator
from urllib.parse import parse_qs

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from firsthand.front.answers import Answer, answer
from firsthand.front.door.answering import Knock, is_post
from firsthand.front.door.doorway import Doorway
from firsthand.front.forms import TooLargeError, TooSlowError, receive_query
from firsthand.front.headers import ALWAYS, NOT_KEPT
from firsthand.sealed.collecting import admit, challenge
from firsthand.sealed.copying import erase_held, list_held, read_held
from firsthand.sealed.errors import ExpiredError, ForgedError, SealedError, UnwritableError
from firsthand.sealed.keys import PublicKey, Purpose, read_public

BYTES = (b"content-type", b"application/octet-stream")
JSON = (b"content-type", b"application/json")
TEXT = (b"content-type", b"text/plain; charset=utf-8")
ASKING = (b"www-authenticate", b'Bearer realm="inbox"')
LARGEST = 4_096
SECONDS = 10.0


async def answer_collect(doorway: Doorway | None, knock: Knock) -> ASGIApp | None:
    """404 where the library names no collector, 401 to whoever can't open a challenge, 409 where bytes differ."""
    door, verb = knock.opened.library.door, knock.parameter("verb")
    if doorway is None or door is None or door.collector is None:
        return None
    collector = read_public(door.collector, Purpose.COLLECTOR)
    if is_post(knock) != (verb == "erase"):
        return _say(405, "GET for what is read, POST for what is erased.")
    if verb == "challenge":
        return answer(challenge(collector, doorway.tokens), b"", (BYTES,), keep=NOT_KEPT)
    if verb not in ("items", "erase"):
        return None
    try:
        _let_in(collector, doorway, knock.request)
    except (ForgedError, ExpiredError):
        return _say(401, "Open a new challenge, and show what is in it.", ASKING)
    try:
        return await (_erase(doorway, knock.request) if verb == "erase" else _items(doorway, knock))
    except UnwritableError as error:
        return _say(503, str(error))
    except SealedError as error:
        return _say(409, str(error))


def _let_in(collector: PublicKey, doorway: Doorway, request: Request) -> None:
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise ForgedError("Nothing was shown.")
    admit(collector, doorway.tokens, shown.strip())


async def _items(doorway: Doorway, knock: Knock) -> ASGIApp:
    """The list, for which what this process has written so far is finished; or a file, piece by piece."""
    name = knock.value("name")
    if name:
        return Pieces(await run_in_threadpool(read_held, doorway.folder, name))
    await asyncio.wrap_future(doorway.inbox(knock.opened).finish())
    held = await run_in_threadpool(list_held, doorway.folder)
    return answer(msgspec.json.encode(held), b"", (JSON,), keep=NOT_KEPT)


async def _erase(doorway: Doorway, request: Request) -> ASGIApp:
    try:
        sent = parse_qs(await receive_query(request.scope, request.receive, LARGEST, SECONDS))
        digest = bytes.fromhex(sent.get("digest", [""])[0])
    except (TooLargeError, TooSlowError, ValueError, binascii.Error):
        return _say(400, "Send name, and digest in hexadecimal digits, as a form.")
    erased = await run_in_threadpool(erase_held, doorway.folder, sent.get("name", [""])[0], digest)
    return answer(msgspec.json.encode({"erased": erased}), b"", (JSON,), keep=NOT_KEPT)


def _say(status: int, sentence: str, *headers: tuple[bytes, bytes]) -> Answer:
    return answer(f"{sentence}\n".encode(), b"", (TEXT, *headers), status=status, keep=NOT_KEPT)


class Pieces:
    """A file of sealed slots as an ASGI application, read while it is sent."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = (BYTES, *ALWAYS, (b"cache-control", NOT_KEPT))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        while piece := await run_in_threadpool(next, self._pieces, b""):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
