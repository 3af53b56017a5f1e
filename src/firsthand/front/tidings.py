"""The feeds of a negotiation: new drafts, what happened, and what a person has confirmed of what became of an ask.

How a feed is written is not known here: see `exports.feeds`.
"""

from collections.abc import Iterator
from datetime import datetime

from firsthand.catalogue.negotiations import Event, Outcome, State
from firsthand.exports.feeds import Entry, Feed
from firsthand.exports.feeds.feed import moment_of
from firsthand.front.answers import Answer, answer
from firsthand.front.feeds import FEED_ENTRIES, FORMATS
from firsthand.front.negotiations import Showing, show
from firsthand.front.opened import Opened
from firsthand.front.pages.negotiations.named import EVENTS, drafts_of, texts_of
from firsthand.front.routes import Route, Wanted
from firsthand.interface import Interface
from firsthand.interface.outcomes import name_outcome
from firsthand.interface.said import Said, say


def feed_answer(wanted: Wanted) -> Answer | None:
    """None where the library follows no negotiation of this name."""
    showing = show(wanted.opened, wanted.interface, wanted.parameters["slug"])
    if showing is None:
        return None
    media_type, write = FORMATS[wanted.path.rpartition(".")[2]]
    feed = make_feed(showing, wanted.opened, wanted.interface, wanted.site, wanted.path)
    headers = ((b"content-type", media_type.encode()), (b"access-control-allow-origin", b"*"))
    return answer(write(feed), wanted.encoding, headers)


ROUTES = tuple(Route(f"/{{ui}}/negotiations/{{slug}}/feed.{ending}", feed_answer) for ending in FORMATS)


def make_feed(showing: Showing, opened: Opened, interface: Interface, site: str, path: str) -> Feed:
    """`site` is the library's address without a slash at the end; `path` the feed's."""
    process = showing.negotiation.process
    entries = sorted(_entries(showing, interface, site), key=lambda each: each.updated, reverse=True)
    library = say(opened.library.titles, interface)
    title = say(process.titles, interface) or Said(process.slug, "und")
    summary = say(process.summary, interface)
    return Feed(
        address=site + path,
        page=site + showing.base,
        title=" – ".join(each.value for each in (library, title) if each),
        language=interface.language,
        updated=max((each.updated for each in entries), default=opened.release.created),
        library=library.value if library else site,
        subtitle=summary.value if summary else None,
        entries=tuple(entries[:FEED_ENTRIES]),
    )


def _entries(showing: Showing, interface: Interface, site: str) -> Iterator[Entry]:
    process, texts = showing.negotiation.process, texts_of(showing.negotiation)
    lasting = f"{site}/negotiations/{process.slug}"
    for draft in process.drafts:
        yield _entry(
            f"{lasting}/drafts/{draft.slug}",
            interface.gettext("Draft: %(label)s") % {"label": draft.label},
            site + (showing.draft(draft.slug) if draft.slug in texts else showing.base),
            draft.date,
            interface,
        )
    met: dict[str, int] = {}
    for event in process.events:
        name = f"{event.kind.value}-{event.date}"
        met[name] = met.get(name, 0) + 1
        yield _told(event, f"{lasting}#{name}-{met[name]}", showing, interface, site)
    for outcome in showing.negotiation.outcomes:
        if outcome.state is State.CONFIRMED:
            yield from _became(outcome, lasting, showing, interface, site)


def _told(event: Event, place: str, showing: Showing, interface: Interface, site: str) -> Entry:
    draft = drafts_of(showing.negotiation).get(event.draft or "")
    words = (interface.gettext(EVENTS[event.kind]), draft.label if draft else "")
    note = say(event.note, interface)
    address = site + showing.base
    return _entry(place, ": ".join(filter(None, words)), address, event.date, interface, note.value if note else None)


def _became(outcome: Outcome, lasting: str, showing: Showing, interface: Interface, site: str) -> Iterator[Entry]:
    ask = next((each for each in showing.negotiation.asks if each.slug == outcome.ask), None)
    draft = drafts_of(showing.negotiation).get(outcome.draft)
    if ask is None or draft is None:
        return
    title = say(ask.titles, interface) or Said(ask.slug, "und")
    became = name_outcome(outcome.kind, ask.want, interface)
    yield _entry(
        f"{lasting}/asks/{ask.slug}#{draft.slug}",
        f"{title.value}: {became} ({draft.label})",
        f"{site}{showing.base}/asks/{ask.slug}#draft-{draft.slug}",
        outcome.confirmed or draft.date,
        interface,
    )


def _entry(place: str, title: str, link: str, date: str, interface: Interface, summary: str | None = None) -> Entry:
    moment: datetime = moment_of(date)
    return Entry(place, title, interface.language, link, moment, moment, summary=summary)
