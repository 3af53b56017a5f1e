"""Answers that are no pages: files, lists, records for machines. What one is made of, and how it may be kept."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from firsthand.front.answers import Answer
from firsthand.front.opened import Opened
from firsthand.interface import Interface


class Wanted(Struct, frozen=True):
    """What a program or a person asked for."""

    opened: Opened
    interface: Interface
    """Of the path where it names one, or else the best for the reader's browser."""
    path: str
    parameters: Mapping[str, str]
    """Of the path."""
    pairs: tuple[tuple[str, str], ...]
    """Of the query, in the order given: those that the route knows."""
    site: str
    """The library's address, or else the one at which it was asked; without a slash at the end."""
    encoding: bytes
    """The best compression that the asker takes: br, gzip or empty."""
    accept: str = ""
    """The Accept header."""
    fetched_from: str = ""
    """What Sec-Fetch-Site says (Fetch Metadata, W3C): whether a page of another site has sent the reader here."""

    def value(self, name: str) -> str:
        """The first value of a parameter of the query; empty where it was not given."""
        return next((value for key, value in self.pairs if key == name), "")


class Route(Struct, frozen=True):
    """An address, and what answers there. `make` runs in a worker thread; None means that there is nothing."""

    path: str
    """As Starlette writes them: "/take/{room}/{slug}/{name}". A part {ui} is a language of the interface."""
    make: Callable[[Wanted], Answer | None]
    query: tuple[str, ...] = ()
    """The parameters that it knows; all others are left out."""
    strict: bool = False
    """It gets every parameter, also empty ones and those given twice, and refuses what it doesn't know itself."""
    posted: bool = False
    """Its parameters may come in the body of a POST too, as a form writes them; they change nothing here."""
    kept: bool = True
    """Whether the answer may stay in memory while the release is served."""
    heavy: bool = False
    """Takes more than a blink, so that few are made at once."""
