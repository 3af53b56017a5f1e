"""The pages of a ZIM file: those of a mirror, without what Kiwix has itself or can't do, each with the words by which
it is found. Runs in the processes of a pool; knows nothing of libzim.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from unicodedata import category, normalize

import msgspec
from msgspec import Struct

from firsthand.catalogue.reading import Heading, steps
from firsthand.documents.model import plain
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface.said import best_edition
from firsthand.mirrors.links import Links, page_file
from firsthand.mirrors.pages import Place, Writer
from firsthand.mirrors.selection import Choice, open_selection

_ELSEWHERE = re.compile(
    r'<link rel="(?:canonical|alternate)"[^>]*>\n?|<script\b[^>]*>.*?</script>\n?|<meta name="robots"[^>]*>\n?'
    r'|<a class="leave"[^>]*>.*?</a>\n?|<datalist\b.*?</datalist>\n?|<p class="copier"[^>]*>.*?</p>\n?'
    r'|<p[^>]*>(?:(?!</p>|<a ).)*<a href="/cite/(?:(?!</p>).)*</p>\n?',
    re.DOTALL,
)
"""What stands in a page for search engines of the web, scripts and programs, or for leaving a browser."""
_OF_THE_SITE = re.compile(r'(<footer class="site">.*)<p>[^<]*</p>\n?(</footer>)', re.DOTALL)
"""What the foot of a page says of the site; it is not true of a file."""
_AROUND = re.compile(r'<header>\n<div class="site top">.*?</header>|<footer class="site">.*?</footer>', re.DOTALL)
_UNTITLED = "Firsthand"


class Order(Struct, frozen=True):
    """What all pages of a ZIM file have in common."""

    release: Path
    choice: Choice
    there: Path
    """A file with a dictionary in MessagePack: address on the front -> path in the ZIM file."""


class Leafed(Struct, frozen=True):
    """A page as it goes into the file."""

    path: str
    title: str
    html: bytes
    words: str
    """By which it is found in full text, folded; empty where it is not."""
    suggested: bool
    """Whether its title is offered while a reader types."""


class Bench:
    """A library opened once, for many pages."""

    def __init__(self, order: Order, opened: Opened | None = None) -> None:
        self.opened = opened or open_bare(order.release, order.choice)
        there = msgspec.msgpack.decode(order.there.read_bytes(), type=dict[str, str])
        self.links = Links(self.opened, there)
        self.writer = Writer(self.opened)

    def leafed(self, place: Place) -> Leafed:
        made = self.writer.write(place)
        path = page_file(place.path, place.query)
        first = self._is_foremost(place)
        words = self._words(place, made.view) if first else ""
        return Leafed(path, made.view.title or _UNTITLED, self.bare(made.html, path), folded(words), first)

    def bare(self, html: str, path: str) -> bytes:
        """A page with its links as they are in the file, and nothing that leads out of it unasked."""
        made = self.links.rewrite(_OF_THE_SITE.sub(r"\1\2", _ELSEWHERE.sub("", html)), path)
        return _AROUND.sub(_unsearched, made).encode()

    def _is_foremost(self, place: Place) -> bool:
        """Whether a page is found: of those that show the same around it in several languages, the one in its own."""
        if place.kind in ("cite", "works", "news", "terms") and (place.query or place.kind == "cite"):
            return False
        if place.kind == "record" and place.about.startswith(("works/", "statements/")):
            return False  # the page of the work says as much
        if place.language:
            return not place.query and self.opened.interface_for(place.language).language == place.interface
        if place.kind == "item":
            item = self.opened.shelves.item(*place.about.split("/"))
            best = best_edition(item, place.interface).language if item else ""
            return self.opened.interface_for(best).language == place.interface
        return True

    def _words(self, place: Place, view: View) -> str:
        """The reading text, and no furniture of the page."""
        if place.kind == "text":
            item = self.opened.shelves.item(*place.about.split("/"))
            text = next((each.text for each in item.editions if each.language == place.language), None) if item else ""
            leaf = self.opened.leaf(text, place.leaf) if text else None
            return "\n".join(_said(step) for step in steps([leaf])) if leaf else ""
        return view.description if place.kind in ("item", "record") else ""


def _unsearched(part: re.Match[str]) -> str:
    """A part of a page that libzim leaves out of what it shows of a hit."""
    return f"<!--htdig_noindex-->{part[0]}<!--/htdig_noindex-->"


def folded(words: str) -> str:
    """Small letters without accents, as libzim folds a question (ICU's "Lower; NFD; [:M:] remove; NFC")."""
    parts = normalize("NFD", words.lower())
    return parts if parts.isascii() else normalize("NFC", "".join(each for each in parts if category(each)[0] != "M"))


def _said(step: object) -> str:
    return plain(step.runs) if isinstance(step, Heading) else str(getattr(step, "text", ""))


def open_bare(release: Path, choice: Choice) -> Opened:
    """A selection whose editions are offered as pages, and in no other shape."""
    opened = open_selection(release, choice)
    opened.shapes = ()
    return opened


def perform(order: Order, places: tuple[Place, ...]) -> list[Leafed]:
    """The pages at some places. Runs in a process of a pool."""
    bench = _bench(order)
    return [bench.leafed(place) for place in places]


@lru_cache(1)
def _bench(order: Order) -> Bench:
    return Bench(order)


def redirects(opened: Opened) -> Iterator[tuple[str, str, str]]:
    """Lasting addresses, without a language of the interface: path, title and where it leads in the file.

    Passages lead to the leaf on which they stand: an entry of a ZIM file has no fragments.
    """
    shelves = opened.shelves
    for room, items in (("works", shelves.works), ("news", shelves.posts), ("statements", shelves.statements)):
        for item in items:
            for edition in item.editions:
                lasting = f"{room}/{item.slug}/{edition.language}"
                path = f"/{opened.interface_for(edition.language).language}/{lasting}"
                yield lasting, edition.title, page_file(path)
                for passage, leaf in opened.contents(edition.text).passages.items() if edition.text else ():
                    yield f"{lasting}/p/{passage}", edition.title, page_file(path if leaf == 1 else f"{path}/{leaf}")
