"""What a program asked of the API, and what it may be told instead of an answer."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from msgspec import Struct

from firsthand.exports.api.telling import PLACE, Teller
from firsthand.front.api.parameters import Parameter, Values
from firsthand.front.opened import Opened
from firsthand.interface import Interface

LANG = Parameter("lang", "The language of labels and names, and of titles where there is such an edition.")
PAGE = Parameter("page", "The page of the list, from 1.", "integer", most=100_000, default="1")
PER_PAGE = Parameter("per_page", "How many there are on a page.", "integer", most=100, default="20")

Record = TypeVar("Record")


class Asked(Struct, frozen=True):
    """One request, understood."""

    opened: Opened
    interface: Interface
    """Of labels."""
    path: str
    """After the beginning of the API: "/works"."""
    parameters: Mapping[str, str]
    """Of the path."""
    values: Values
    site: str

    @property
    def teller(self) -> Teller:
        return Teller(self.opened.release, self.opened.shelves, self.interface, self.site)

    def page_of(self, records: Sequence[Record]) -> tuple[Sequence[Record], dict[str, Any]]:
        """The records on the page asked for, and the fields of `Paged`."""
        number, most = self.values.number("page"), self.values.number("per_page")
        start = (number - 1) * most
        return records[start : start + most], self.paged(number, most, len(records))

    def paged(self, number: int, most: int, total: int) -> dict[str, Any]:
        last = max(-(-total // most), 1)
        return {
            "release": self.opened.release.id,
            "total": total,
            "next": self._page(number + 1) if number < last else None,
            "previous": self._page(min(number - 1, last)) if number > 1 else None,
        }

    def _page(self, number: int) -> str:
        return f"{self.site}{PLACE}{self.path}?{urlencode([*self.values.others('page'), ('page', str(number))])}"


class AbsentError(Exception):
    """There is no such thing (404), or no longer (410); the message says so in a sentence."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


class MovedError(Exception):
    """What was asked for has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class Operation(Struct, frozen=True):
    """An address of the API: from this its route, its checks and its description are made."""

    path: str
    name: str
    summary: str
    make: Callable[[Asked], Any]
    gives: type
    query: tuple[Parameter, ...] = ()
    others: tuple[int, ...] = ()
    """Further statuses that it answers with: 301, 404, 410, 503."""
    kept: bool = True
    """Whether answers may be kept, here and by who asked; what was searched may not."""
