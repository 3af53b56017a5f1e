"""A quotation for other sites to show (oEmbed 1.0): the words, who says them, where, and the link. Nothing in it runs,
and nothing in it is fetched from here when it is shown."""

import re
from html import escape
from math import ceil
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

import msgspec
from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page, address, choose
from firsthand.citations import cite
from firsthand.citations.quotation import credit, name_place
from firsthand.exports.api.editions import tell_passages
from firsthand.exports.api.structures import Passage
from firsthand.exports.api.telling import Teller
from firsthand.exports.feeds.atom import add_text, written
from firsthand.front.answers import Answer, answer
from firsthand.front.headers import FILE_POLICY
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted
from firsthand.front.view import Form
from firsthand.front.withdrawn import since
from firsthand.interface import direction
from firsthand.interface.said import Said, shorten

LONGEST = 1_200
"""Characters of a passage that are shown; a longer one is cut at the end of a word."""
WIDTH, LINE, CHARACTER, FRAME = 600, 24, 8, 72
"""Pixels: of the whole, of a line and a letter as most sites set them, and of what stands below the words."""
A_DAY = 86_400

PASSAGE = re.compile(
    r"/(?P<room>works|news|statements)/(?P<slug>[^/]+)/(?P<language>[^/]+)/p/(?P<passage>[a-z2-7]{1,40})"
)
TEXT = re.compile(r"/(?P<room>works|news|statements)/(?P<slug>[^/]+)/(?P<language>[^/]+)(?:/[1-9][0-9]{0,5})?")
PIXELS = re.compile("[1-9][0-9]{0,5}")


class Named(Struct, frozen=True):
    """What an address leads to: an edition, and perhaps a passage of it."""

    item: Item
    edition: Edition
    passage: Passage | None = None


def oembed_answer(wanted: Wanted) -> Answer:
    """404 for what is not there or on another site, 410 for what was withdrawn or removed, 501 for other formats."""
    form = wanted.value("format") or "json"
    if form not in ("json", "xml"):
        return _refused(501, "The formats are json and xml.")
    pixels = [wanted.value(name) for name in ("maxwidth", "maxheight")]
    if any(value and not PIXELS.fullmatch(value) for value in pixels):
        return _refused(400, "maxwidth and maxheight are whole numbers of pixels.")
    most_wide, most_high = (int(value or 100_000) for value in pixels)
    found = find(wanted.value("url"), wanted.opened, wanted.site)
    if found is None:
        return _refused(404, "No passage and no edition of this library is at this address.")
    if isinstance(found, str):
        return _refused(410, found)
    told = _told(found, wanted, most_wide, most_high)
    if form == "xml":
        return _answer(_xml(told), "text/xml; charset=utf-8", wanted)
    return _answer(msgspec.json.encode(told), "application/json", wanted)


def _answer(body: bytes, media_type: str, wanted: Wanted) -> Answer:
    headers = (
        (b"content-type", media_type.encode()),
        (b"access-control-allow-origin", b"*"),
        (b"content-security-policy", FILE_POLICY.encode()),
        (b"x-robots-tag", b"noindex"),
    )
    return answer(body, wanted.encoding, headers)


def _refused(status: int, sentence: str) -> Answer:
    headers = ((b"content-type", b"text/plain; charset=utf-8"), (b"access-control-allow-origin", b"*"))
    return answer(f"{sentence}\n".encode(), b"", headers, status=status)


def find(url: str, opened: Opened, site: str) -> Named | str | None:
    """What a whole address of this site names; a sentence for what is no more, None for anything else."""
    try:
        parts, own = urlsplit(url), urlsplit(site)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != own.netloc.lower():
        return None
    path = "/" + unquote(parts.path).removeprefix(own.path).lstrip("/")
    first, _, rest = path[1:].partition("/")
    path = f"/{rest}" if first in opened.interfaces else path
    name = parts.fragment.removeprefix("p-") if parts.fragment.startswith("p-") else ""
    match = PASSAGE.fullmatch(path) or TEXT.fullmatch(path)
    return _find(opened, site, match.groupdict(), name) if match else None


def _find(opened: Opened, site: str, named: dict[str, str], name: str) -> Named | str | None:
    room, slug, language = named["room"], named["slug"], named["language"]
    name = named.get("passage", name)
    if since(opened, room, slug) or since(opened, room, slug, language):
        return "It was withdrawn."
    item = opened.shelves.item(room, slug)
    if item is None or isinstance(item, Page):
        return None
    edition = next((each for each in item.editions if each.language == language), None)
    if edition is None or not name:
        return Named(item, edition) if edition else None
    return _find_passage(opened, site, item, edition, name)


def _find_passage(opened: Opened, site: str, item: Item, edition: Edition, name: str) -> Named | str | None:
    contents = opened.contents(edition.text) if edition.text else None
    if contents is None or edition.text is None:
        return None
    if name not in contents.passages:
        forward = opened.release.forward(address(item, edition.language), name)
        if forward is None:
            return None
        if forward.new not in contents.passages:
            return "This passage was removed."
        name = str(forward.new)
    teller = Teller(opened.release, opened.shelves, opened.interface_for(edition.language), site)
    leaf = opened.leaf(edition.text, contents.passages[name])
    passages = tell_passages(teller, item, edition, contents, leaf)
    return Named(item, edition, next(each for each in passages if each.id == name))


def _told(found: Named, wanted: Wanted, most_wide: int, most_high: int) -> dict[str, Any]:
    opened, item, edition = wanted.opened, found.item, found.edition
    source = cite(opened.release.collection, item, edition, site=wanted.site)
    language = opened.interface_for(edition.language).language
    library = choose(opened.library.titles, language)
    words, link, place = edition.summary or edition.title, f"{wanted.site}/{address(item, edition.language)}", None
    spoken = edition.language
    if found.passage:
        words, link, spoken = found.passage.text, found.passage.url, found.passage.language
        place = name_place(found.passage.page, found.passage.start, language)
    words = shorten(Said(words, spoken), LONGEST).value
    said = credit(source) + (f", {place}" if place else "")
    width = min(WIDTH, most_wide)
    lines = ceil(len(words) * CHARACTER / width) + ceil(len(said) * CHARACTER / width)
    return {
        "version": "1.0",
        "type": "rich",
        "title": source.full_title,
        "author_name": ", ".join(name.literal for name in source.creators[:3]),
        "provider_name": library.value if library else "Firsthand",
        "provider_url": f"{wanted.site}/",
        "cache_age": A_DAY,
        "html": _html(words, spoken, said, edition.language, link),
        "width": width,
        "height": min(FRAME + LINE * lines, most_high),
    }


def _html(words: str, spoken: str, said: str, language: str, link: str) -> str:
    return (
        f'<blockquote cite="{escape(link)}" lang="{escape(spoken)}" dir="{direction(spoken)}">'
        f"<p>{escape(words)}</p></blockquote>"
        f'<p lang="{escape(language)}" dir="{direction(language)}">— <a href="{escape(link)}">{escape(said)}</a></p>'
    )


def _xml(told: dict[str, Any]) -> bytes:
    root = Element("oembed")
    for name, value in told.items():
        add_text(root, name, str(value))
    return written(root)


def discovery(item: Item, edition: Edition, site: str) -> tuple[Form, ...]:
    """How programs find the quotation of an edition's page; nothing where the library doesn't know its address."""
    if not site:
        return ()
    url = quote(f"{site}/{address(item, edition.language)}", safe="")
    kinds = (("json", "application/json+oembed"), ("xml", "text/xml+oembed"))
    return tuple(Form(kind, edition.title, f"{site}/oembed?url={url}&format={form}") for form, kind in kinds)


ROUTES = (Route("/oembed", oembed_answer, ("url", "format", "maxwidth", "maxheight")),)
