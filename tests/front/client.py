"""A browserless reader: asks the application itself, without a network, and gets what a browser would get."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import httpx
from lxml import html

from firsthand.front.application import Front

Result = TypeVar("Result")


class Loop:
    """An event loop in a thread of its own, so that it does not meet that of a browser's driver."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(120)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class Client:
    def __init__(self, front: Front, loop: Loop) -> None:
        self.front = front
        self._loop = loop

    def get(self, address: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer to one request; redirects are not followed. Header names are written with underscores."""
        return self._loop.run(self.ask(address, method=method, **headers))

    async def ask(self, address: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(self.front, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, address, headers=named)

    def post(
        self,
        address: str,
        fields: Mapping[str, str],
        file: tuple[str, bytes] | None = None,
        **headers: str,
    ) -> httpx.Response:
        """The answer to a form that a browser sends (multipart/form-data); `file` is a name and its content."""
        parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in fields.items()]
        parts.append(("file", file or ("", b"")))
        return self._loop.run(self._send(address, parts, headers))

    async def _send(self, address: str, parts: list[tuple[str, Any]], headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(self.front, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=60) as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.post(address, files=parts, headers=named)

    def page(self, address: str) -> html.HtmlElement:
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return html.fromstring(answer.content)

    def run(self, work: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
        return self._loop.run(work())


def text_of(page: html.HtmlElement, path: str) -> str:
    """The text of the elements that an XPath finds, with single spaces."""
    return " ".join(" ".join(element.text_content().split()) for element in page.xpath(path))
