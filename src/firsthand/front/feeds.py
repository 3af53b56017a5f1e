"""Lists for machines: an Atom feed per language, the sitemap, and what robots may do.

Atom 1.0 (RFC 4287), sitemaps.org 0.9 with language alternates, RFC 9309. It knows nothing of requests and templates.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from firsthand.catalogue.records import Collection, Edition, Item, Post, Text, address, choose
from firsthand.citations import cite
from firsthand.front.answers import Answer, answer
from firsthand.front.credits import file_address
from firsthand.front.metadata import Alternate, alternates, canonical
from firsthand.front.routes import Route, Wanted
from firsthand.front.suggesting import DESCRIPTION_TYPE, description
from firsthand.search.thesaurus.skos import MEDIA_TYPE, linked_data

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LISTS = ("", "works", "news", "statements", "words", "thesaurus", "check", "about", "accessibility", "privacy")
"""Pages that every library has, after the interface language."""
FEED_ENTRIES = 50
SITEMAP_ADDRESSES = 50_000
"""As many as the protocol allows in one file; a larger library lists its newest."""

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 has no place for."""

register_namespace("xhtml", XHTML)


def feed_answer(wanted: Wanted) -> Answer:
    """The feed of a language."""
    opened, language = wanted.opened, wanted.interface.language
    feed = atom(opened.release.collection, language, opened.languages, wanted.site, opened.release.created)
    return _listed(feed, "application/atom+xml; charset=utf-8", wanted)


def description_answer(wanted: Wanted) -> Answer:
    return _listed(description(wanted.opened, wanted.interface, wanted.site), DESCRIPTION_TYPE, wanted)


def robots_answer(wanted: Wanted) -> Answer:
    return _listed(robots(wanted.site), "text/plain; charset=utf-8", wanted)


def sitemap_answer(wanted: Wanted) -> Answer:
    found = sitemap(wanted.opened.release.collection, wanted.opened.languages, wanted.site)
    return _listed(found, "application/xml", wanted)


def thesaurus_answer(wanted: Wanted) -> Answer:
    return _listed(linked_data(wanted.opened.thesaurus, f"{wanted.site}/thesaurus"), MEDIA_TYPE, wanted)


def _listed(body: bytes, media_type: str, wanted: Wanted) -> Answer:
    return answer(body, wanted.encoding, ((b"content-type", media_type.encode()),))


ROUTES = (
    Route("/{ui}/feed.atom", feed_answer),
    Route("/{ui}/opensearch.xml", description_answer),
    Route("/sitemap.xml", sitemap_answer),
    Route("/robots.txt", robots_answer),
    Route("/thesaurus.jsonld", thesaurus_answer),
)


def atom(collection: Collection, language: str, interfaces: tuple[str, ...], site: str, changed: datetime) -> bytes:
    """The newest dated works, posts and statements that have an edition in a language, the newest first.

    `interfaces` are the languages that the interface speaks, the default first. `site` is the library's address
    without a slash at the end; `changed` is when the release was made.
    """
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    library = collection.library
    add_text(feed, "id", f"{site}/{language}/feed.atom")
    add_text(feed, "title", _value(choose(library.titles, language)) or site)
    add_text(feed, "subtitle", _value(choose(library.descriptions, language)))
    add_text(feed, "updated", changed.isoformat(timespec="seconds"))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=f"{site}/{language}/feed.atom")
    SubElement(feed, "link", rel="alternate", type="text/html", hreflang=language, href=f"{site}/{language}/")
    add_text(SubElement(feed, "author"), "name", _value(choose(library.titles, language)) or site)
    for item, edition in _newest(collection, language):
        _entry(feed, collection, item, edition, interfaces, site)
    return written(feed)


def _entry(
    feed: Element, collection: Collection, item: Item, edition: Edition, interfaces: tuple[str, ...], site: str
) -> None:
    source = cite(collection, item, edition, site=site)
    entry = SubElement(feed, "entry")
    add_text(entry, "id", f"{site}/{address(item, edition.language)}")
    add_text(entry, "title", source.full_title)
    moment = moment_of(edition.date or item.date or "").isoformat(timespec="seconds")
    add_text(entry, "updated", moment)
    add_text(entry, "published", moment)
    link = canonical(item, edition.language, interfaces, site)
    SubElement(entry, "link", rel="alternate", type="text/html", hreflang=edition.language, href=link)
    for file in edition.files:
        SubElement(
            entry,
            "link",
            rel="enclosure",
            type=file.media_type,
            length=str(file.size),
            href=f"{site}{file_address(file)}",
        )
    for name in source.creators:
        add_text(SubElement(entry, "author"), "name", name.literal)
    for theme in source.themes:
        SubElement(entry, "category", term=theme)
    add_text(entry, "summary", edition.summary)


def sitemap(collection: Collection, interfaces: tuple[str, ...], site: str) -> bytes:
    """Every page of each interface language, and every edition once, at its canonical address; each with the others."""
    urlset = Element("urlset", {"xmlns": SITEMAP})
    for place, moment, others in islice(_places(collection, interfaces, site), SITEMAP_ADDRESSES):
        url = SubElement(urlset, "url")
        SubElement(url, "loc").text = place
        if moment:
            SubElement(url, "lastmod").text = moment
        for other in others:
            SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=other.language, href=other.link)
    return written(urlset)


def _places(
    collection: Collection, interfaces: tuple[str, ...], site: str
) -> Iterator[tuple[str, str | None, tuple[Alternate, ...]]]:
    """Address, date and other languages of each page: lists first, then editions, then the pages of works."""
    items = _items(collection)
    for path in LISTS:
        yield from _in_each(path, interfaces, site)
    for item in (*items, *collection.pages):
        others = alternates(item, interfaces, site)
        for edition in item.editions:
            moment = edition.date or getattr(item, "date", None)
            yield canonical(item, edition.language, interfaces, site), moment, others
    for item in items:
        if not isinstance(item, Post):  # a post has no page apart from its editions
            yield from _in_each(address(item, "").rstrip("/"), interfaces, site)


def _in_each(
    path: str, interfaces: tuple[str, ...], site: str
) -> Iterator[tuple[str, str | None, tuple[Alternate, ...]]]:
    others = tuple(Alternate(tag, f"{site}/{tag}/{path}") for tag in interfaces)
    yield from ((other.link, None, others) for other in others)


def robots(site: str) -> bytes:
    """Everything may be read by machines, except the answers to searches, which have no end."""
    return f"User-agent: *\nDisallow: /*/search\nDisallow: /*/suggest\nSitemap: {site}/sitemap.xml\n".encode()


def _items(collection: Collection) -> list[Item]:
    works: list[Item] = [work for work in collection.works if not work.withdrawn]
    items = [*works, *collection.posts, *collection.statements]
    return sorted(items, key=lambda item: item.date or "", reverse=True)


def _newest(collection: Collection, language: str) -> Iterable[tuple[Item, Edition]]:
    found = [
        (item, edition)
        for item in _items(collection)
        for edition in item.editions
        if edition.language.partition("-")[0] == language and (edition.date or item.date)
    ]
    found.sort(key=lambda pair: pair[1].date or pair[0].date or "", reverse=True)
    return found[:FEED_ENTRIES]


def moment_of(iso: str) -> datetime:
    """A year or month counts from its first day, as Atom wants a moment."""
    year, month, day = (*(int(part) for part in iso.split("-")), 1, 1)[:3]
    return datetime.combine(date(year, month, day), datetime.min.time(), UTC)


def _value(text: Text | None) -> str | None:
    return text.value if text else None


def add_text(parent: Element, name: str, value: str | None) -> None:
    """A child with some text, where there is any."""
    if value:
        SubElement(parent, name).text = NOT_IN_XML.sub("", value)


def written(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
