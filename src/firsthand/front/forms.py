"""What a browser sends with a form: received under limits, and read as multipart/form-data (RFC 7578).

Everything stays in memory and nothing is repaired: what no browser sends is refused.
"""

import asyncio
import re
from urllib.parse import unquote

from msgspec import Struct
from starlette.types import Receive, Scope

MOST_PARTS = 2_000
_BOUNDARY = re.compile(rb'multipart/form-data;\s*boundary="?([\w\'()+,./:=?-]{1,70})"?\s*', re.IGNORECASE)
_DISPOSITION = re.compile(rb'form-data;\s*name="([^"]{1,100})"(?:;\s*filename="([^"]*)")?', re.IGNORECASE)


class Upload(Struct, frozen=True):
    name: str
    """Without folders; empty where no file was chosen."""
    data: bytes


class Form(Struct, frozen=True):
    fields: dict[str, str]
    files: dict[str, Upload]


class MalformedFormError(Exception):
    """No browser sends this."""


class TooLargeError(Exception):
    """More was sent than is taken."""


class TooSlowError(Exception):
    """It did not arrive in time."""


class GoneError(Exception):
    """Who sent it has left."""


async def receive_form(scope: Scope, receive: Receive, limit: int, seconds: float) -> Form:
    """The form that a request brings, if it has no more than `limit` bytes and arrives within `seconds`."""
    headers = dict(scope["headers"])
    try:
        async with asyncio.timeout(seconds):
            body = await _received(receive, limit)
    except TimeoutError:
        raise TooSlowError from None
    return read_form(headers.get(b"content-type", b""), body)


async def receive_query(scope: Scope, receive: Receive, limit: int, seconds: float) -> str:
    """The parameters of a form that was sent as application/x-www-form-urlencoded; empty for any other body."""
    content_type = dict(scope["headers"]).get(b"content-type", b"").partition(b";")[0].strip().lower()
    try:
        async with asyncio.timeout(seconds):
            body = await _received(receive, limit)
    except TimeoutError:
        raise TooSlowError from None
    return body.decode("utf-8", "replace") if content_type == b"application/x-www-form-urlencoded" else ""


async def _received(receive: Receive, limit: int) -> bytes:
    """What is too large is received to some point and let go, since browsers show an answer only after they have sent
    all; what is larger still is cut off."""
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        else:
            chunks.clear()
        more = message.get("more_body", False) and size <= 8 * limit
    if size > limit:
        raise TooLargeError
    return b"".join(chunks)


def read_form(content_type: bytes, body: bytes) -> Form:
    """The fields and files of a body. Raises MalformedFormError."""
    match = _BOUNDARY.fullmatch(content_type.strip())
    if match is None:
        raise MalformedFormError
    opening, *parts = (b"\r\n" + body).split(b"\r\n--" + match[1])
    if opening or not parts or parts.pop().strip() != b"--" or len(parts) > MOST_PARTS:
        raise MalformedFormError
    fields: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for part in parts:
        name, filename, content = _part(part)
        if filename is None:
            fields.setdefault(name, content.decode("utf-8", "replace"))
        else:
            files.setdefault(name, Upload(re.split(r"[/\\]", filename)[-1][:200], content))
    return Form(fields, files)


def _part(part: bytes) -> tuple[str, str | None, bytes]:
    """Name, file name and content of a part."""
    head, parted, content = part.partition(b"\r\n\r\n")
    if not parted or not head.startswith(b"\r\n"):
        raise MalformedFormError
    for line in head[2:].split(b"\r\n"):
        key, _, value = line.partition(b":")
        match = _DISPOSITION.fullmatch(value.strip())
        if key.strip().lower() == b"content-disposition" and match:
            return _decoded(match[1]), None if match[2] is None else _decoded(match[2]), content
    raise MalformedFormError


def _decoded(name: bytes) -> str:
    """A name as browsers write it: UTF-8 in which quotation marks and line ends are percent-encoded."""
    return unquote(name.decode("utf-8", "replace"), errors="replace")
