"""Where everything is, for search engines of the web: the sitemap, and what robots may do.

sitemaps.org 0.9 with language alternates and an index of its parts, RFC 9309.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, register_namespace

from msgspec import Struct

from firsthand.catalogue.records import Collection, Item, Post, Statement, address
from firsthand.exports.feeds.atom import written
from firsthand.front.answers import Answer, answer
from firsthand.front.metadata import Alternate, alternates, canonical
from firsthand.front.pages.negotiations.changes import tails_of
from firsthand.front.routes import Route, Wanted

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LISTS = (
    "", "works", "news", "statements", "words", "thesaurus", "check", "follow", "about", "accessibility", "privacy",
)  # fmt: skip
"""Pages that every library has, after the interface language."""
PART = 50_000
"""As many addresses as the protocol allows in one file; a larger library has an index of several."""

register_namespace("xhtml", XHTML)


class Place(Struct, frozen=True):
    """A page's address, its date and its other languages."""

    address: str
    date: str | None
    others: tuple[Alternate, ...]


def robots_answer(wanted: Wanted) -> Answer:
    return _listed(robots(wanted.site), "text/plain; charset=utf-8", wanted)


def sitemap_answer(wanted: Wanted) -> Answer:
    """The sitemap, or the index of its parts where there are too many addresses for one."""
    places = _all(wanted)
    first = list(islice(places, PART))
    rest = sum(1 for _ in places)
    parts = 1 + -(-rest // PART)
    return _listed(sitemap(first) if parts == 1 else index(parts, wanted.site), "application/xml", wanted)


def part_answer(wanted: Wanted) -> Answer | None:
    """One part of a sitemap that has several; None where there is no such part."""
    number = wanted.parameters["number"]
    if not (number.isascii() and number.isdigit() and len(number) < 5 and int(number) > 0):
        return None
    places = _all(wanted)
    found = list(islice(places, (int(number) - 1) * PART, int(number) * PART))
    return _listed(sitemap(found), "application/xml", wanted) if found else None


def _listed(body: bytes, media_type: str, wanted: Wanted) -> Answer:
    return answer(body, wanted.encoding, ((b"content-type", media_type.encode()),))


def robots(site: str) -> bytes:
    """Everything may be read by machines, except the answers to searches, which have no end, and what is made at a cost
    for who takes it along: the same words stand on pages. The card is for previews, and Markdown
    for the programs that llms.txt leads to it.
    """
    closed = ("/*/search", "/*/suggest", "/api/v1/search", "/take/", "/*/works.epub", "/keep/")
    rules = (*(f"Disallow: {path}" for path in closed), "Allow: /take/*.card.png$", "Allow: /take/*.md$")
    lines = ("User-agent: *", *rules, f"Sitemap: {site}/sitemap.xml", "")
    return "\n".join(lines).encode()


def sitemap(places: Iterable[Place]) -> bytes:
    """Every page of each interface language, and every edition once, at its canonical address; each with the others."""
    urlset = Element("urlset", {"xmlns": SITEMAP})
    for place in places:
        url = SubElement(urlset, "url")
        SubElement(url, "loc").text = place.address
        if place.date:
            SubElement(url, "lastmod").text = place.date
        for other in place.others:
            SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=other.language, href=other.link)
    return written(urlset)


def index(parts: int, site: str) -> bytes:
    """Where the parts of a sitemap are."""
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for number in range(1, parts + 1):
        SubElement(SubElement(root, "sitemap"), "loc").text = f"{site}/sitemap-{number}.xml"
    return written(root)


def _all(wanted: Wanted) -> Iterator[Place]:
    opened = wanted.opened
    yield from _places(opened.release.collection, opened.languages, wanted.site)
    for process in opened.shelves.processes:
        negotiation = opened.negotiation(process.slug)
        for tail in tails_of(negotiation) if negotiation else ("",):
            yield from _in_each(f"negotiations/{process.slug}{tail}", opened.languages, wanted.site)


def _places(collection: Collection, interfaces: tuple[str, ...], site: str) -> Iterator[Place]:
    """Lists first, then editions, then the pages of works. What negotiations hold is not in the records."""
    works: list[Item] = [work for work in collection.works if not work.withdrawn]
    items = sorted([*works, *collection.posts, *collection.statements], key=lambda item: item.date or "", reverse=True)
    for path in (*LISTS, *(("negotiations",) if collection.processes else ())):
        yield from _in_each(path, interfaces, site)
    for item in (*items, *collection.pages):
        others = alternates(item, interfaces, site)
        for edition in item.editions:
            moment = edition.date or getattr(item, "date", None)
            yield Place(canonical(item, edition.language, interfaces, site), moment, others)
    for item in items:
        if not isinstance(item, Post):  # a post has no page apart from its editions
            yield from _in_each(address(item, "").rstrip("/"), interfaces, site)
        if isinstance(item, Statement) and len(item.versions) > 1:
            yield from _in_each(address(item, "changes"), interfaces, site)


def _in_each(path: str, interfaces: tuple[str, ...], site: str) -> Iterator[Place]:
    others = tuple(Alternate(tag, f"{site}/{tag}/{path}") for tag in interfaces)
    yield from (Place(other.link, None, others) for other in others)


ROUTES = (
    Route("/sitemap.xml", sitemap_answer),
    Route("/sitemap-{number}.xml", part_answer),
    Route("/robots.txt", robots_answer),
)
