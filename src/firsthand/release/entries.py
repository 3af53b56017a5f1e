"""What goes into the search index: an entry for each edition's title and summary, and one for each of its passages."""

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from firsthand.catalogue.facets import widen_places, widen_themes
from firsthand.catalogue.reading import Passage, printed_page
from firsthand.catalogue.records import (
    Collection,
    Edition,
    Item,
    Page,
    Party,
    Post,
    Role,
    Statement,
    Text,
    Theme,
    Work,
    address,
    choose,
)
from firsthand.search.protocol import Entry


def editions(collection: Collection) -> Iterator[tuple[str, Item | Page, Edition]]:
    """Every edition with its address and its item, in the order of the records; places and themes are widened."""
    themes = {theme.slug: theme for theme in collection.themes}
    items: tuple[Item | Page, ...] = (*collection.works, *collection.posts, *collection.statements, *collection.pages)
    for item in items:
        widened = item if isinstance(item, Page) else _widened(item, themes)
        for edition in item.editions:
            yield address(item, edition.language), widened, edition


def _widened(item: Item, themes: dict[str, Theme]) -> Item:
    places, broader = widen_places(item.places), widen_themes(item.themes, themes)
    if (places, broader) == (item.places, item.themes):
        return item
    return msgspec.structs.replace(item, places=places, themes=broader)


def record_entries(item: Item, edition: Edition, parties: dict[str, Party]) -> list[Entry]:
    """The entries that stand for an edition itself: its title, subtitle, summary and the names of who made it.

    A work's summaries in languages that it has no edition in go with its first edition, so that a reader of Russian
    finds a work that exists only in Spanish by the words of the Russian summary.
    """
    first = edition is item.editions[0]
    there = {other.language for other in item.editions}
    summaries = item.summaries if isinstance(item, Work) else ()
    own = edition.summary or next((text.value for text in summaries if text.language == edition.language), None)
    makers = _makers(item, edition, parties)
    names = ", ".join(name for party in makers for name in _names_of(party, edition.language))
    words = [edition.title, edition.subtitle, own, names]
    texts = [Text(edition.language, "\n\n".join(filter(None, words)))]
    if first:
        texts += [text for text in summaries if text.language not in there]
    by = tuple(dict.fromkeys(name for party in makers for name in _names_of(party)))
    facts = msgspec.structs.replace(_facts(item, edition), by=by)
    return [
        msgspec.structs.replace(facts, text=text.value, language=text.language, block="record", ordinal=ordinal)
        for ordinal, text in enumerate(texts)
    ]


def passage_entries(item: Item, edition: Edition, passages: Iterable[Passage], start: int) -> Iterator[Entry]:
    """An entry for each passage that says anything. Their ordinals begin at `start`, after those of the records."""
    facts = _facts(item, edition)
    for ordinal, passage in enumerate(passages, start):
        if not passage.text:
            continue
        yield msgspec.structs.replace(
            facts,
            passage=passage.id,
            text=passage.text,
            leaf=passage.leaf,
            ordinal=ordinal,
            language=passage.language or edition.language,
            headings=passage.headings,
            block=passage.kind,
            page=printed_page(passage.locator),
            start=passage.locator.start if passage.locator else None,
        )


def digest(entries: list[Entry]) -> str:
    """A short hash of all that the index knows of an edition besides its text: record entries carry the facets too."""
    return hashlib.sha256(msgspec.json.encode(entries)).hexdigest()[:16]


def _facts(item: Item, edition: Edition) -> Entry:
    """What all entries of an edition have in common."""
    date = item.date or edition.date
    facets = {
        "kind": (_kind(item),),
        "language": (edition.language,),
        "year": (date[:4],) if date else (),
        "theme": item.themes,
        "place": item.places,
        "publisher": _publishers(item, edition),
    }
    return Entry(
        address=address(item, edition.language),
        passage="",
        text="",
        leaf=0,
        ordinal=0,
        language=edition.language,
        title=edition.title,
        facets={name: values for name, values in facets.items() if values},
        date=date,
    )


def _kind(item: Item) -> str:
    match item:
        case Work(kind=kind):
            return kind
        case Post():
            return "post"
        case Statement():
            return "statement"


def _publishers(item: Item, edition: Edition) -> tuple[str, ...]:
    given = item.contributions if isinstance(item, Work) else ()
    slugs = [c.party for c in (*given, *edition.contributions) if c.role is Role.PUBLISHER]
    return tuple(dict.fromkeys(slugs))


def _makers(item: Item, edition: Edition, parties: dict[str, Party]) -> list[Party]:
    given = item.contributions if isinstance(item, Work) else ()
    slugs = dict.fromkeys(c.party for c in (*given, *edition.contributions))
    return [parties[slug] for slug in slugs if slug in parties]


def _names_of(party: Party, language: str | None = None) -> Iterator[str]:
    """The party's name in a language, or its names in all, and its acronym."""
    chosen = choose(party.names, language) if language else None
    yield from (text.value for text in ((chosen,) if chosen else party.names))
    if party.acronym:
        yield party.acronym
