"""A feed as Atom 1.0 (RFC 4287), with entries that are no more as tombstones (RFC 6721)."""

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from firsthand.exports.feeds.feed import Deleted, Entry, Feed
from firsthand.exports.signs import legible

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


register_namespace("at", TOMBSTONES)


def atom(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    add_text(root, "id", feed.address)
    add_text(root, "title", feed.title)
    add_text(root, "subtitle", feed.subtitle)
    add_text(root, "updated", _moment(feed.updated))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    SubElement(root, "link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.page)
    add_text(SubElement(root, "author"), "name", feed.library)
    for deleted in feed.deleted:
        _tombstone(root, deleted)
    for entry in feed.entries:
        _entry(root, entry)
    return written(root)


def _tombstone(root: Element, deleted: Deleted) -> None:
    SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", ref=deleted.id, when=_moment(deleted.when))


def _entry(root: Element, entry: Entry) -> None:
    element = SubElement(root, "entry", {"xml:lang": entry.language})
    add_text(element, "id", entry.id)
    add_text(element, "title", entry.title)
    add_text(element, "updated", _moment(entry.updated))
    add_text(element, "published", _moment(entry.published))
    SubElement(element, "link", rel="alternate", type="text/html", hreflang=entry.language, href=entry.link)
    for file in entry.enclosures:
        SubElement(element, "link", rel="enclosure", type=file.media_type, length=str(file.size), href=file.address)
    for name in entry.authors:
        add_text(SubElement(element, "author"), "name", name)
    for theme in entry.themes:
        SubElement(element, "category", term=legible(theme))
    add_text(element, "summary", entry.summary)
    if entry.html:
        add_text(element, "content", entry.html)
        element[-1].set("type", "html")


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def add_text(parent: Element, name: str, value: str | None) -> None:
    """A child with some text, where there is any."""
    if value:
        SubElement(parent, name).text = legible(value)


def written(root: Element) -> bytes:
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))
