"""Which feeds there are, and what is in each: what is new in a language, of a theme, a place, a kind, or two of these.

The newest is what the library has got last, and of that what was published last. How a feed is written is not known
here: see `exports.feeds`.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from heapq import nlargest
from weakref import WeakKeyDictionary

from msgspec import Struct

from firsthand.catalogue.facets import widen_places, widen_themes
from firsthand.catalogue.places import is_known
from firsthand.catalogue.records import Edition, Item, Post, Statement, Text, Work, address, choose
from firsthand.catalogue.shelves import Shelves
from firsthand.catalogue.vocabularies import KINDS
from firsthand.citations import cite
from firsthand.exports.feeds import Deleted, Enclosure, Entry, Feed, atom, jsonfeed
from firsthand.exports.feeds.feed import moment_of
from firsthand.front.answers import Answer, answer
from firsthand.front.credits import file_address
from firsthand.front.facets import Chosen, label_of
from firsthand.front.links import with_query
from firsthand.front.metadata import canonical
from firsthand.front.opened import Opened
from firsthand.front.routes import Route, Wanted
from firsthand.front.suggesting import DESCRIPTION_TYPE, description
from firsthand.front.view import Form
from firsthand.interface import Interface
from firsthand.release import Life, Release
from firsthand.search.thesaurus.skos import MEDIA_TYPE, linked_data

FEED_ENTRIES = 50
FACETS = ("theme", "place", "kind")
MOST_CHOSEN = 2
"""Of all facets together: more combinations than anyone follows would only fill the memory of servers."""

FORMATS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": (atom.MEDIA_TYPE, atom.atom),
    "json": (jsonfeed.MEDIA_TYPE, jsonfeed.json_feed),
}
"""Ending of the address -> media type, and who writes it."""


class Past(Struct, frozen=True):
    """What feeds must know of a release's history."""

    first: str
    """The earliest moment at which the library got an edition."""
    later: Mapping[str, str]
    """Address of an edition -> when the library got it, of those that it has not had from the beginning."""
    gone: tuple[Life, ...]
    """Editions that are no more."""

    def got(self, address: str) -> str:
        """When the library got an edition; empty where no history was kept."""
        return self.later.get(address, self.first)


_PASTS: WeakKeyDictionary[Release, Past] = WeakKeyDictionary()


def forms_of(chosen: Chosen, opened: Opened, interface: Interface) -> tuple[Form, ...]:
    """The feeds of what is chosen, in each format; none where no feed can follow it."""
    if any(facet not in FACETS for facet in chosen) or not _can_follow(chosen, opened.shelves):
        return ()
    title = _title(chosen, opened, interface)
    pairs = _pairs(chosen)
    return tuple(
        Form(media_type.partition(";")[0], title, with_query(f"/{interface.language}/feed.{ending}", pairs))
        for ending, (media_type, _) in FORMATS.items()
    )


def feed_answer(wanted: Wanted) -> Answer | None:
    """The feed of a language and what is chosen in it; None where nobody can choose that."""
    opened, interface = wanted.opened, wanted.interface
    chosen: dict[str, tuple[str, ...]] = {}
    for name, value in wanted.pairs:
        chosen[name] = tuple(dict.fromkeys((*chosen.get(name, ()), value)))
    if not _can_follow(chosen, opened.shelves):
        return None
    media_type, write = FORMATS[wanted.path.rpartition(".")[2]]
    feed = make_feed(opened, interface, chosen, wanted.site, wanted.path)
    headers = ((b"content-type", media_type.encode()), (b"access-control-allow-origin", b"*"))
    return answer(write(feed), wanted.encoding, headers)


def description_answer(wanted: Wanted) -> Answer:
    return _listed(description(wanted.opened, wanted.interface, wanted.site), DESCRIPTION_TYPE, wanted)


def thesaurus_answer(wanted: Wanted) -> Answer:
    return _listed(linked_data(wanted.opened.thesaurus, f"{wanted.site}/thesaurus"), MEDIA_TYPE, wanted)


def _listed(body: bytes, media_type: str, wanted: Wanted) -> Answer:
    return answer(body, wanted.encoding, ((b"content-type", media_type.encode()),))


ROUTES = (
    *(Route(f"/{{ui}}/feed.{ending}", feed_answer, FACETS) for ending in FORMATS),
    Route("/{ui}/opensearch.xml", description_answer),
    Route("/thesaurus.jsonld", thesaurus_answer),
)


def make_feed(opened: Opened, interface: Interface, chosen: Chosen, site: str, path: str) -> Feed:
    """`site` is the library's address without a slash at the end; `path` the feed's, without its query."""
    library, language = opened.library, interface.language
    entries = tuple(_newest(opened, language, chosen, site))
    deleted = tuple(_deleted(opened, language, chosen, site))
    moments = (*(entry.updated for entry in entries), *(each.when for each in deleted))
    return Feed(
        address=site + with_query(path, _pairs(chosen)),
        page=site + _page(chosen, language),
        title=_title(chosen, opened, interface),
        language=language,
        updated=max(moments, default=opened.release.created),
        library=_value(choose(library.titles, language)) or site,
        subtitle=_value(choose(library.descriptions, language)),
        entries=entries,
        deleted=deleted,
    )


def _can_follow(chosen: Chosen, shelves: Shelves) -> bool:
    pairs = _pairs(chosen)
    return len(pairs) <= MOST_CHOSEN and all(_is_there(facet, value, shelves) for facet, value in pairs)


def _is_there(facet: str, value: str, shelves: Shelves) -> bool:
    match facet:
        case "theme":
            return value in shelves.themes
        case "place":
            return is_known(value)
        case _:
            return value in KINDS or value in ("post", "statement")


def _pairs(chosen: Chosen) -> list[tuple[str, str]]:
    return [(facet, value) for facet, values in chosen.items() for value in values]


def _page(chosen: Chosen, language: str) -> str:
    """Where people read what a feed brings."""
    if chosen.get("kind") == ("post",):
        return f"/{language}/news"
    if chosen.get("kind") == ("statement",):
        return f"/{language}/statements"
    return with_query(f"/{language}/works", _pairs(chosen)) if chosen else f"/{language}/"


def _title(chosen: Chosen, opened: Opened, interface: Interface) -> str:
    library = _value(choose(opened.library.titles, interface.language)) or "Firsthand"
    labels = (label_of(facet, value, interface, opened.shelves) for facet, value in _pairs(chosen))
    return " – ".join((library, *labels))


def facets_of(item: Item, shelves: Shelves) -> Mapping[str, tuple[str, ...]]:
    """By what an item can be followed."""
    kind = item.kind if isinstance(item, Work) else "post" if isinstance(item, Post) else "statement"
    return {"kind": (kind,), "theme": widen_themes(item.themes, shelves.themes), "place": widen_places(item.places)}


def _newest(opened: Opened, language: str, chosen: Chosen, site: str) -> Iterator[Entry]:
    """What has no moment at all is left out: it would be new with every release."""
    past = _past(opened.release)

    def moments(pair: tuple[Item, Edition]) -> tuple[str, str]:
        item, edition = pair
        return past.got(address(item, edition.language)), edition.date or item.date or ""

    dated = (pair for pair in _editions(opened, language, chosen) if any(moments(pair)))
    for item, edition in nlargest(FEED_ENTRIES, dated, key=lambda pair: (*moments(pair), pair[0].slug)):
        yield _entry(opened, item, edition, site)


def _editions(opened: Opened, language: str, chosen: Chosen) -> Iterator[tuple[Item, Edition]]:
    shelves = opened.shelves
    items: Iterable[Work | Post | Statement] = (*shelves.works, *shelves.posts, *shelves.statements)
    for item in items:
        facets = facets_of(item, shelves) if chosen else {}
        if all(any(value in facets[facet] for value in values) for facet, values in chosen.items()):
            yield from ((item, edition) for edition in item.editions if edition.language.partition("-")[0] == language)


def _entry(opened: Opened, item: Item, edition: Edition, site: str) -> Entry:
    source = cite(opened.release.collection, item, edition, site=site)
    place, date = address(item, edition.language), edition.date or item.date
    life = opened.release.history_of(place)
    published = moment_of(date) if date else _moment(life.published if life else "")
    return Entry(
        id=f"{site}/{place}",
        title=source.full_title,
        language=edition.language,
        link=canonical(item, edition.language, opened.languages, site),
        published=published,
        updated=_moment(life.changed) if life else published,
        authors=tuple(name.literal for name in source.creators),
        themes=source.themes,
        summary=edition.summary,
        enclosures=tuple(
            Enclosure(f"{site}{file_address(file)}", file.name, file.media_type, file.size, file.duration)
            for file in edition.files
        ),
    )


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def _deleted(opened: Opened, language: str, chosen: Chosen, site: str) -> Iterator[Deleted]:
    """The last that are no more. Of what is gone its places are not known any more, so that a place leaves none out."""
    wanted = [{f"{facet}:{value}" for value in values} for facet, values in chosen.items() if facet != "place"]
    gone = (
        life
        for life in _past(opened.release).gone
        if any(name.split(":")[:2] == ["language", language] for name in life.sets)
        and all(names.intersection(life.sets) for names in wanted)
    )
    for life in nlargest(FEED_ENTRIES, gone, key=lambda life: (life.deleted or "", life.address)):
        yield Deleted(f"{site}/{life.address}", _moment(life.deleted or ""))


def _past(release: Release) -> Past:
    """Looked at once in a release."""
    if release not in _PASTS:
        published: dict[str, str] = {}
        gone = []
        for life in release.history():
            if life.deleted:
                gone.append(life)
            else:
                published[life.address] = life.published
        first = min(published.values(), default="")
        later = {address: sys.intern(moment) for address, moment in published.items() if moment != first}
        _PASTS[release] = Past(first, later, tuple(gone))
    return _PASTS[release]


def _value(text: Text | None) -> str | None:
    return text.value if text else None
