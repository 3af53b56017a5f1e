"""The pages that a mirror has and no front: its own search, and how to carry it on."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from pathlib import Path

from msgspec import Struct

from firsthand.catalogue.records import Item
from firsthand.catalogue.shelves import WORK_FACETS
from firsthand.front.facets import Facet, make_facet
from firsthand.front.opened import Opened
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.mirrors.pages import Place
from firsthand.mirrors.record import LeftOut, Options
from firsthand.release import ReleaseError
from firsthand.release.chain import KEYS, read_chain, weigh
from firsthand.release.manifest import SIGNATURE

OWN = ("lookup", "carry")
"""Kinds of the places of these pages."""
SCRIPT = "/search/search.js"
LISTED = ("home", "works", "news", "statements", "item", "text", "record", "about", "words", "concept", "thesaurus")
MOST = 50_000
SITEMAP = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


class Tongue(Struct, frozen=True):
    tag: str
    name: str


class Lookup(Struct, frozen=True):
    script: str
    """The address of the search; empty where there is none."""
    languages: tuple[Tongue, ...]
    """Those that can be searched."""
    ways: tuple[Facet, ...]


class Carry(Struct, frozen=True):
    release: str
    created: str
    languages: str
    signed: bool
    keys: tuple[str, ...]
    addresses: tuple[str, ...]
    left_out: tuple[str, ...]


class Door(Struct, frozen=True):
    language: str
    address: str
    words: str
    carry: str = ""
    carry_words: str = ""


class Root(Struct, frozen=True):
    doors: tuple[Door, ...]


class Told(Struct, frozen=True):
    """What these pages must know of the mirror."""

    options: Options
    left_out: tuple[LeftOut, ...]
    searchable: bool


def own_places(opened: Opened) -> list[Place]:
    found = [Place("lookup", f"/{tag}/search") for tag in opened.languages]
    return found + [Place("carry", f"/{tag}/carry") for tag in opened.languages]


def own_page(opened: Opened, place: Place, told: Told) -> View:
    interface = opened.interfaces[place.interface]
    if place.kind == "lookup":
        return _lookup(opened, interface, told)
    return _carry(opened, interface, told)


def searched(opened: Opened) -> tuple[str, ...]:
    """The languages of all texts, the most frequent first."""
    shelves = opened.shelves
    items: tuple[Item, ...] = (*shelves.posts, *shelves.statements)
    others = (edition.language for item in items for edition in item.editions)
    return tuple(dict.fromkeys((*shelves.languages(), *others)))


def _lookup(opened: Opened, interface: Interface, told: Told) -> View:
    shelves, path = opened.shelves, f"/{interface.language}/works"
    facets = (make_facet(name, shelves.count(name), {}, (path, []), interface, shelves) for name in WORK_FACETS)
    page = Lookup(
        script=SCRIPT if told.searchable else "",
        languages=tuple(Tongue(tag, autonym(tag)) for tag in searched(opened)),
        ways=tuple(facet for facet in facets if facet.values),
    )
    return View("lookup.html", page, interface.gettext("Search"), room="search", indexed=False)


def _carry(opened: Opened, interface: Interface, told: Told) -> View:
    release, library = opened.release, opened.library
    own = (library.address,) if library.address else ()
    names = [interface.language_name(tag) for tag in searched(opened)]
    page = Carry(
        release=release.id,
        created=interface.date(release.created.date().isoformat()),
        languages=interface.join(names) if names else "–",
        signed=(release.path / SIGNATURE).is_file(),
        keys=_keys(release.path),
        addresses=tuple(dict.fromkeys((*own, *library.mirrors))),
        left_out=tuple(_left_out(interface, told)),
    )
    return View("carry.html", page, interface.gettext("Carry this library"), room="carry", indexed=False)


def _keys(release: Path) -> tuple[str, ...]:
    """The keys that sign for the network now, as its release tells them."""
    try:
        trust = weigh(read_chain((release / KEYS).read_bytes(), release / KEYS))
    except (OSError, ReleaseError):
        return ()
    return (trust.current.key,) if trust.current else ()


def _left_out(interface: Interface, told: Told) -> list[str]:
    _, options = interface.gettext, told.options
    said = []
    if options.languages:
        names = interface.join([interface.language_name(tag) for tag in options.languages])
        said.append(_("Texts in other languages than these: %(languages)s.") % {"languages": names})
    if options.themes:
        said.append(_("Works, news and statements on other themes than those that were chosen."))
    if not options.files:
        said.append(_("The original files. Their texts are here as pages."))
    kinds = {
        "shape": _("Texts in other formats, such as e-books. Files: %(count)s; %(size)s."),
        "file": _("The largest of the original files. Files: %(count)s; %(size)s."),
        "image": _("The largest of the pictures. Files: %(count)s; %(size)s."),
    }
    for each in told.left_out:
        values = {"count": interface.number(each.count), "size": interface.size(each.bytes)}
        said.append(kinds[each.kind] % values)
    return said


def root_views(opened: Opened) -> dict[str, View]:
    """The files by which a mirror is opened: index.html, and carry.html for whoever finds it on a card."""
    return {name: View("root.html", Root(tuple(_doors(opened, name))), "") for name in ("index.html", "carry.html")}


def _doors(opened: Opened, name: str) -> Iterator[Door]:
    for tag, interface in opened.interfaces.items():
        carry, words = f"/{tag}/carry", interface.gettext("Carry this library")
        if name == "index.html":
            yield Door(tag, f"/{tag}/", autonym(tag), carry, words)
        else:
            yield Door(tag, carry, words)


def sitemap(places: Iterable[Place], site: str) -> bytes:
    """The pages that a search engine of the web may list (sitemaps.org 0.9), as many as the protocol allows."""
    listed = (place for place in places if place.kind in LISTED and not place.query)
    addresses = (f"{site}{place.path.rstrip('/')}/" for place in islice(listed, MOST))
    lines = (f"<url><loc>{escape(address)}</loc></url>" for address in addresses)
    return "\n".join((SITEMAP, *lines, "</urlset>\n")).encode()
