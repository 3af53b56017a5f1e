"""A saved search as an Atom feed (RFC 4287): the newest texts in which something stands, with the places.

It knows nothing of requests. What has no date is left out, since it would be new with every release.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import methodcaller
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement

from msgspec.structs import replace

from firsthand.catalogue.records import choose
from firsthand.front.excerpts import Citing
from firsthand.front.feeds import ATOM, FEED_ENTRIES, add_text, moment_of, written
from firsthand.front.links import passage_link
from firsthand.front.metadata import canonical
from firsthand.front.opened import Opened
from firsthand.front.question import Question, ask
from firsthand.interface import Interface, direction
from firsthand.search.concordance import MOST_PER_PAGE
from firsthand.search.protocol import Occurrence

PLACES = 5
"""Places of a text that its entry shows."""


def saved_search(opened: Opened, interface: Interface, question: Question, site: str) -> bytes:
    """The feed of a question. `site` is the library's address. Raises UnavailableError."""
    language, parameters = interface.language, urlencode(question.parameters)
    own, page = (f"{site}/{language}/{name}?{parameters}" for name in ("search.atom", "search"))
    title = choose(opened.library.titles, language)
    library = title.value if title else site
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    add_text(feed, "id", own)
    add_text(feed, "title", f"{question.words} – {library}")
    add_text(feed, "updated", opened.release.created.isoformat(timespec="seconds"))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=own)
    SubElement(feed, "link", rel="alternate", type="text/html", hreflang=language, href=page)
    add_text(SubElement(feed, "author"), "name", library)
    citing = Citing(opened.release.collection, opened.shelves, site)
    for lines in _newest(opened, interface, question):
        _entry(feed, lines, citing, opened)
    return written(feed)


def _newest(opened: Opened, interface: Interface, question: Question) -> list[list[Occurrence]]:
    """The occurrences in each of the newest texts that have a date."""
    texts: list[list[Occurrence]] = []
    for address, lines in groupby(_occurrences(opened, interface, question), key=lambda line: line.address):
        text = list(lines)
        if opened.shelves.item(*address.split("/")[:2]) and text[0].date:
            texts.append(text)
        if len(texts) == FEED_ENTRIES:
            break
    return texts


def _occurrences(opened: Opened, interface: Interface, question: Question) -> Iterator[Occurrence]:
    query = question.query(opened, interface, MOST_PER_PAGE)
    more = True
    while more:
        found = ask(opened, methodcaller("concordance", query))
        yield from found.occurrences
        more, query = found.more, replace(query, page=query.page + 1)


def _entry(feed: Element, lines: list[Occurrence], citing: Citing, opened: Opened) -> None:
    first = lines[0]
    found = citing.edition(first.address)
    source = citing.source(first.address)
    if found is None or source is None:
        return
    item, edition = found
    entry = SubElement(feed, "entry")
    add_text(entry, "id", f"{citing.site}/{first.address}")
    add_text(entry, "title", source.full_title)
    moment = moment_of(edition.date or first.date or "").isoformat(timespec="seconds")
    add_text(entry, "updated", moment)
    add_text(entry, "published", moment)
    link = canonical(item, edition.language, opened.languages, citing.site)
    SubElement(entry, "link", rel="alternate", type="text/html", hreflang=edition.language, href=link)
    for name in source.creators:
        add_text(SubElement(entry, "author"), "name", name.literal)
    add_text(entry, "content", "".join(_places(lines, citing.site)))
    entry[-1].set("type", "html")


def _places(lines: Iterable[Occurrence], site: str) -> Iterator[str]:
    """The first places, as HTML, each with its lasting link."""
    for line in list(lines)[:PLACES]:
        link = passage_link(f"{site}/{line.address}", line.passage)
        words = f'{escape(line.before)}<a href="{escape(link)}"><b>{escape(line.match)}</b></a>{escape(line.after)}'
        yield f'<p lang="{escape(line.language)}" dir="{direction(line.language)}">{words}</p>'
