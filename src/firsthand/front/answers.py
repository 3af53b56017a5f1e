"""A finished page as it goes over the wire: compressed once, named by its content (ETag), with all of its headers."""

import gzip
import hashlib
from functools import lru_cache

import brotli
from msgspec import Struct
from starlette.types import Receive, Scope, Send

from firsthand.front.headers import A_MINUTE, ALWAYS, PAGE, Headers

BROTLI_QUALITY = 5
"""Text shrinks nearly as far as at the highest quality, in a fiftieth of the time."""

SMALL = 300
"""Bytes that are not worth compressing."""


class Answer(Struct, frozen=True):
    """What a GET gets. It is an ASGI application that sends itself."""

    status: int
    headers: Headers
    body: bytes
    etag: bytes = b""

    @property
    def weight(self) -> int:
        """Bytes of memory, nearly."""
        return len(self.body) + 1_500

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        status, headers, body = self.status, self.headers, self.body
        if self.etag and self.etag in _header(scope, b"if-none-match"):
            status, body = 304, b""
            headers = tuple(pair for pair in headers if pair[0] not in (b"content-length", b"content-type"))
        elif scope["method"] == "HEAD":
            body = b""
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def page_answer(
    html: str, encoding: bytes, language: str, *, status: int = 200, keep: bytes = A_MINUTE, more: Headers = ()
) -> Answer:
    """A page of HTML, compressed as `encoding` (br, gzip or empty) says."""
    return answer(
        html.encode(), encoding, (*PAGE, (b"content-language", language.encode()), *more), status=status, keep=keep
    )


def answer(body: bytes, encoding: bytes, headers: Headers, *, status: int = 200, keep: bytes = A_MINUTE) -> Answer:
    """Any content that is worth compressing. Headers of its own take the place of those that every answer has."""
    etag = b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"' if status == 200 else b""
    encoding = encoding if len(body) > SMALL else b""
    packed = compress(body, encoding)
    own = {name for name, _ in headers}
    always = (pair for pair in ALWAYS if pair[0] not in own)
    made: list[tuple[bytes, bytes]] = [*headers, *always, (b"vary", b"accept-encoding"), (b"cache-control", keep)]
    if etag:
        made.append((b"etag", etag))
    if encoding:
        made.append((b"content-encoding", encoding))
    made.append((b"content-length", str(len(packed)).encode()))
    return Answer(status, tuple(made), packed, etag)


def compress(body: bytes, encoding: bytes) -> bytes:
    if encoding == b"br":
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    if encoding == b"gzip":
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body


def accepted(scope: Scope) -> bytes:
    """The best encoding that the browser takes."""
    return choose_encoding(_header(scope, b"accept-encoding"))


@lru_cache(maxsize=128)
def choose_encoding(accept: bytes) -> bytes:
    offered = {}
    for part in accept.lower().split(b","):
        name, _, weight = part.strip().partition(b";")
        offered[name.strip()] = weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    if offered.get(b"br"):
        return b"br"
    return b"gzip" if offered.get(b"gzip", offered.get(b"*", False)) else b""


def _header(scope: Scope, name: bytes) -> bytes:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value)
    return b""
