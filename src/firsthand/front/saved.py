"""A saved search as an Atom feed (RFC 4287): the newest texts in which something stands, with the places.

It knows nothing of requests. What has no date is left out, since it would be new with every release.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import methodcaller
from urllib.parse import urlencode

from msgspec.structs import replace

from firsthand.catalogue.records import choose
from firsthand.exports.feeds import Entry, Feed
from firsthand.exports.feeds.atom import atom
from firsthand.exports.feeds.feed import moment_of
from firsthand.front.excerpts import Citing
from firsthand.front.feeds import FEED_ENTRIES
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
    citing = Citing(opened.release.collection, opened.shelves, site)
    entries = (_entry(lines, citing, opened) for lines in _newest(opened, interface, question))
    feed = Feed(
        address=own,
        page=page,
        title=f"{question.words} – {library}",
        language=language,
        updated=opened.release.created,
        library=library,
        entries=tuple(entry for entry in entries if entry),
    )
    return atom(feed)


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


def _entry(lines: list[Occurrence], citing: Citing, opened: Opened) -> Entry | None:
    first = lines[0]
    found = citing.edition(first.address)
    source = citing.source(first.address)
    if found is None or source is None:
        return None
    item, edition = found
    moment = moment_of(edition.date or first.date or "")
    return Entry(
        id=f"{citing.site}/{first.address}",
        title=source.full_title,
        language=edition.language,
        link=canonical(item, edition.language, opened.languages, citing.site),
        published=moment,
        updated=moment,
        authors=tuple(name.literal for name in source.creators),
        html="".join(_places(lines, citing.site)),
    )


def _places(lines: Iterable[Occurrence], site: str) -> Iterator[str]:
    """The first places, as HTML, each with its lasting link."""
    for line in list(lines)[:PLACES]:
        link = passage_link(f"{site}/{line.address}", line.passage)
        words = f'{escape(line.before)}<a href="{escape(link)}"><b>{escape(line.match)}</b></a>{escape(line.after)}'
        yield f'<p lang="{escape(line.language)}" dir="{direction(line.language)}">{words}</p>'
