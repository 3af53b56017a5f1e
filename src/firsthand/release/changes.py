"""What counts as a change of an item or edition: a digest of all that is public of it, with the sets that it stands in.

Names of parties, labels of themes and relations that others declare are part of it, since records for other catalogues
say them too.
"""

import hashlib
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from firsthand.catalogue.facets import widen_themes
from firsthand.catalogue.records import Collection, Edition, Item, Page, Role, Statement, Work, address
from firsthand.catalogue.shelves import Shelves
from firsthand.release.signatures import spoken_of

Level = Literal["edition", "item", "page"]
"""An edition of a work, post or statement; one of these itself; a page of the library, an edition of one, a
negotiation, or one of its drafts."""


class Standing(Struct, frozen=True):
    """How something stands in a release."""

    address: str
    level: Level
    digest: str
    sets: tuple[str, ...]


def standing(collection: Collection) -> Iterator[Standing]:
    """Everything public that has an address, in the order of the records. What was withdrawn is not there."""
    shelves = Shelves(collection)
    items: tuple[Item | Page, ...] = (*collection.works, *collection.posts, *collection.statements, *collection.pages)
    for item in items:
        if not (isinstance(item, Work) and item.withdrawn):
            yield from _of(item, shelves)
    for process in collection.processes:
        place = f"negotiations/{process.slug}"
        yield Standing(place, "page", _digest(msgspec.json.encode(process)), ())
        for draft in process.drafts:
            yield Standing(f"{place}/drafts/{draft.slug}", "page", _digest(msgspec.json.encode(draft)), ())


def _of(item: Item | Page, shelves: Shelves) -> Iterator[Standing]:
    every = [msgspec.json.encode(edition) for edition in item.editions]
    around = msgspec.json.encode(_around(item, shelves))
    item_level: Level = "page" if isinstance(item, Page) else "item"
    edition_level: Level = "page" if isinstance(item, Page) else "edition"
    languages = tuple(edition.language for edition in item.editions)
    place = address(item, "").rstrip("/")
    yield Standing(place, item_level, _digest(around, *every), sets_of(item, languages, shelves))
    for edition, encoded in zip(item.editions, every, strict=True):
        sets = sets_of(item, (edition.language,), shelves, edition)
        yield Standing(address(item, edition.language), edition_level, _digest(around, encoded), sets)


def sets_of(
    item: Item | Page, languages: tuple[str, ...], shelves: Shelves, edition: Edition | None = None
) -> tuple[str, ...]:
    """The sets of an item or of one of its editions, sorted; the subtags of a language are each a narrower set."""
    if isinstance(item, Page):
        return ()
    kind = item.kind if isinstance(item, Work) else type(item).__name__.lower()
    credits_ = item.contributions if isinstance(item, Work) else ()
    credits_ = (*credits_, *(edition.contributions if edition else ()))
    publishers = [credit.party for credit in credits_ if credit.role is Role.PUBLISHER]
    if not publishers and shelves.library.publisher and not isinstance(item, Work):
        publishers = [shelves.library.publisher]
    found = {f"kind:{kind}"}
    found |= {f"theme:{theme}" for theme in widen_themes(item.themes, shelves.themes)}
    found |= {f"language:{language.replace('-', ':')}" for language in languages}
    found |= {f"publisher:{publisher}" for publisher in publishers}
    return tuple(sorted(found))


def _around(item: Item | Page, shelves: Shelves) -> list[object]:
    """What is said of every edition of an item."""
    own = msgspec.structs.replace(item, editions=())
    others = [(each.language, each.title, each.translated_from) for each in item.editions]
    if isinstance(item, Page):
        return [own, others]
    themes = [shelves.themes[slug] for slug in widen_themes(item.themes, shelves.themes) if slug in shelves.themes]
    slugs = sorted(set(_parties(item, shelves)))
    parties = [shelves.parties[slug] for slug in slugs if slug in shelves.parties]
    related = [[kind, sorted(work.slug for work in works)] for kind, works in shelves.related(item.slug).items()]
    return [own, others, themes, parties, related if isinstance(item, Work) else ()]


def _parties(item: Item, shelves: Shelves) -> Iterator[str]:
    if shelves.library.publisher:
        yield shelves.library.publisher
    if isinstance(item, Work):
        yield from (credit.party for credit in item.contributions)
    if isinstance(item, Statement):
        yield from spoken_of(item)
    yield from (credit.party for edition in item.editions for credit in edition.contributions)


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:32]
