"""A browserless reader: asks the application itself, without a network, and gets what a browser would get."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx
from lxml import html

from firsthand.front.application import Front

Result = TypeVar("Result")


class Client:
    def __init__(self, front: Front, runner: asyncio.Runner) -> None:
        self.front = front
        self._runner = runner

    def get(self, address: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        """The answer to one request; redirects are not followed. Header names are written with underscores."""
        return self._runner.run(self.ask(address, method=method, **headers))

    async def ask(self, address: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(self.front, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return await client.request(method, address, headers=named)

    def page(self, address: str) -> html.HtmlElement:
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return html.fromstring(answer.content)

    def run(self, work: Callable[[], Awaitable[Result]]) -> Result:
        async def whole() -> Result:
            return await work()

        return self._runner.run(whole())


def text_of(page: html.HtmlElement, path: str) -> str:
    """The text of the elements that an XPath finds, with single spaces."""
    return " ".join(" ".join(element.text_content().split()) for element in page.xpath(path))
