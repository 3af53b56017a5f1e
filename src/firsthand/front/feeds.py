"""Lists for machines: an Atom feed per language, the sitemap, and what robots may do.

Atom 1.0 (RFC 4287), sitemaps.org 0.9 with language alternates, RFC 9309. It knows nothing of requests and templates.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from firsthand.catalogue.records import Collection, Edition, Item, Text, address, choose
from firsthand.citations import cite
from firsthand.front.answers import Answer, answer
from firsthand.front.metadata import alternates, canonical
from firsthand.front.opened import Opened

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
FEED_ENTRIES = 50
SITEMAP_ADDRESSES = 50_000
"""As many as the protocol allows in one file; a larger library lists its newest."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 has no place for."""

register_namespace("xhtml", XHTML)


def list_answer(opened: Opened, path: str, site: str, encoding: bytes) -> Answer | None:
    """The list that a path names; None for a feed in a language that the library's interface does not speak."""
    collection = opened.release.collection
    if path == "/robots.txt":
        return answer(robots(site), encoding, ((b"content-type", b"text/plain; charset=utf-8"),))
    if path == "/sitemap.xml":
        return answer(sitemap(collection, site), encoding, ((b"content-type", b"application/xml"),))
    language = path.split("/")[1]
    if language not in opened.interfaces:
        return None
    feed = atom(collection, language, site, opened.release.created)
    return answer(feed, encoding, ((b"content-type", b"application/atom+xml; charset=utf-8"),))


def atom(collection: Collection, language: str, site: str, changed: datetime) -> bytes:
    """The newest works, posts and statements that have an edition in a language, the newest first.

    `site` is the library's address without a slash at the end; `changed` is when the release was made.
    """
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    library = collection.library
    _text(feed, "id", f"{site}/{language}/feed.atom")
    _text(feed, "title", _value(choose(library.titles, language)) or site)
    _text(feed, "subtitle", _value(choose(library.descriptions, language)))
    _text(feed, "updated", changed.isoformat(timespec="seconds"))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{site}/{language}/feed.atom")
    SubElement(feed, "link", rel="alternate", type="text/html", hreflang=language, href=f"{site}/{language}/")
    _text(SubElement(feed, "author"), "name", _value(choose(library.titles, language)) or site)
    for item, edition in _newest(collection, language):
        _entry(feed, collection, item, edition, site, changed)
    return _document(feed)


def _entry(feed: Element, collection: Collection, item: Item, edition: Edition, site: str, changed: datetime) -> None:
    source = cite(collection, item, edition, site=site)
    entry = SubElement(feed, "entry")
    _text(entry, "id", f"{site}/{address(item, edition.language)}")
    _text(entry, "title", source.full_title)
    moment = _moment(source.date) or changed
    _text(entry, "updated", moment.isoformat(timespec="seconds"))
    _text(entry, "published", moment.isoformat(timespec="seconds"))
    link = canonical(item, edition.language, collection.library.languages, site)
    SubElement(entry, "link", rel="alternate", type="text/html", hreflang=edition.language, href=link)
    for file in edition.files:
        SubElement(
            entry,
            "link",
            rel="enclosure",
            type=file.media_type,
            length=str(file.size),
            href=f"{site}/files/{file.sha256}/{file.name}",
        )
    for name in source.creators:
        _text(SubElement(entry, "author"), "name", name.literal)
    for theme in source.themes:
        SubElement(entry, "category", term=theme)
    _text(entry, "summary", edition.summary)


def sitemap(collection: Collection, site: str) -> bytes:
    """Every edition once, at its canonical address, with the other languages of its item."""
    urlset = Element("urlset", {"xmlns": SITEMAP})
    interfaces = collection.library.languages
    addresses = ((item, edition) for item in _items(collection) for edition in item.editions)
    for interface in interfaces:
        SubElement(SubElement(urlset, "url"), "loc").text = f"{site}/{interface}/"
    for (item, edition), _ in zip(addresses, range(SITEMAP_ADDRESSES - len(interfaces)), strict=False):
        url = SubElement(urlset, "url")
        SubElement(url, "loc").text = canonical(item, edition.language, interfaces, site)
        if moment := edition.date or item.date:
            SubElement(url, "lastmod").text = moment
        for other in alternates(item, interfaces, site):
            SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=other.language, href=other.link)
    return _document(urlset)


def robots(site: str) -> bytes:
    """Everything may be read by machines, except the answers to searches, which have no end."""
    return f"User-agent: *\nDisallow: /*/search\nSitemap: {site}/sitemap.xml\n".encode()


def _items(collection: Collection) -> list[Item]:
    works: list[Item] = [work for work in collection.works if not work.withdrawn]
    items = [*works, *collection.posts, *collection.statements]
    return sorted(items, key=lambda item: item.date or "", reverse=True)


def _newest(collection: Collection, language: str) -> Iterable[tuple[Item, Edition]]:
    found = [
        (item, edition)
        for item in _items(collection)
        for edition in item.editions
        if edition.language.partition("-")[0] == language
    ]
    found.sort(key=lambda pair: pair[1].date or pair[0].date or "", reverse=True)
    return found[:FEED_ENTRIES]


def _moment(iso: str | None) -> datetime | None:
    """A year or month counts from its first day, as Atom wants a moment."""
    if iso is None:
        return None
    year, month, day = (*(int(part) for part in iso.split("-")), 1, 1)[:3]
    return datetime.combine(date(year, month, day), datetime.min.time(), UTC)


def _value(text: Text | None) -> str | None:
    return text.value if text else None


def _text(parent: Element, name: str, value: str | None) -> None:
    if value:
        SubElement(parent, name).text = NOT_IN_XML.sub("", value)


def _document(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
