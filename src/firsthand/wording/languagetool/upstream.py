"""A real LanguageTool server behind ours, so that one address gives respect and grammar at once.

Whatever a client sends is sent on to it, its text too, and nothing else: no cookie, no address of the client. It goes
to the server that was named and to no other: redirects aren't followed, and no proxy of the environment is used.
"""

import contextlib
from collections.abc import Mapping, Sequence
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

import msgspec
from msgspec import Struct

LARGEST_REPLY = 32 << 20
TIMEOUT = 8.0
"""Seconds; LibreOffice itself waits for ten."""


class UpstreamError(Exception):
    """The other server gave no reply that can be used; the sentence says why."""


class _Place(Struct):
    offset: int
    length: int


class _Checked(Struct):
    matches: tuple[_Place, ...]
    language: dict[str, Any]


class Reply(Struct, frozen=True):
    """Matches as they came, with their places (offset, length)."""

    matches: tuple[dict[str, Any], ...]
    places: tuple[tuple[int, int], ...]
    language: dict[str, Any]


class Upstream:
    """Raises ValueError for an address that is not http(s)."""

    def __init__(self, address: str, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"“{address}” is not the address of a server. Write it as http://127.0.0.1:8081.")
        base = address.rstrip("/")
        self._base = base if base.endswith("/v2") else f"{base}/v2"
        self._timeout = timeout
        self._opener = OpenerDirector()
        for handler in (HTTPHandler(), HTTPSHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
            self._opener.add_handler(handler)

    def check(self, form: Mapping[str, str]) -> Reply:
        """Send a form on. Raises UpstreamError."""
        data = self._ask("/check", urlencode(form).encode())
        try:
            checked = msgspec.json.decode(data, type=_Checked)
            raw = msgspec.json.decode(data)
        except msgspec.DecodeError:
            raise UpstreamError("The other LanguageTool server gave a reply that can't be read.") from None
        places = tuple((match.offset, match.length) for match in checked.matches)
        return Reply(tuple(raw["matches"]), places, checked.language)

    def languages(self) -> Sequence[dict[str, str]]:
        """The languages that it knows; none while it gives no answer."""
        with contextlib.suppress(UpstreamError, msgspec.DecodeError):
            return msgspec.json.decode(self._ask("/languages"), type=list[dict[str, str]])
        return ()

    def _ask(self, path: str, body: bytes | None = None) -> bytes:
        request = Request(self._base + path, body)  # noqa: S310 - the scheme was looked at
        request.add_header("User-Agent", "Firsthand")
        try:
            with self._opener.open(request, timeout=self._timeout) as reply:
                data: bytes = reply.read(LARGEST_REPLY + 1)
        except HTTPError as error:
            with error:
                said = error.read(300).decode("utf-8", "replace")
            raise UpstreamError(f"The other LanguageTool server refused ({error.code}): {said}") from None
        except (URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", None) or error
            raise UpstreamError(f"The other LanguageTool server gave no answer ({reason}).") from None
        if len(data) > LARGEST_REPLY:
            raise UpstreamError("The other LanguageTool server gave a reply without end.")
        return data
