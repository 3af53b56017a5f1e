"""Signposts for robots on the pages of works and editions: how it is cited, what describes it, what belongs to it.

FAIR Signposting Profile, level 1 (Link headers, RFC 8288) and level 2 (link sets, RFC 9264).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page, Post, Role, Work, address
from firsthand.citations import cite
from firsthand.citations.source import contributions
from firsthand.exports.api.telling import PLACE, item_id
from firsthand.exports.shapes import SHAPES, address_of
from firsthand.exports.volume import Volume
from firsthand.front.answers import Answer, answer
from firsthand.front.citing import FORMATS
from firsthand.front.credits import file_address
from firsthand.front.headers import Headers
from firsthand.front.metadata import SCHEMA_TYPES
from firsthand.front.opened import Opened
from firsthand.front.pages.reading import Shown
from firsthand.front.routes import Route, Wanted
from firsthand.front.view import View
from firsthand.interface.said import best_edition

LINKSET_TYPE = "application/linkset+json"
MOST_BYTES = 1_500
"""Of a Link header, which comes with every page and is not compressed on most lines. The link set has the others."""

MEDIA_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9!#$&^_.+-]{1,127}")
"""RFC 6838, without parameters."""

MAKERS = (Role.AUTHOR, Role.EDITOR, Role.DIRECTOR)
ORDER = ("cite-as", "linkset", "type", "license", "collection", "author", "item", "describedby")


class Signpost(Struct, frozen=True):
    rel: str
    target: str
    type: str | None = None
    far: bool = False
    """It stands in the link set alone."""


def headers(view: View, opened: Opened, ui: str) -> Headers:
    """The Link header of a page; none where it is not the page of a work, or the first of an edition."""
    site = opened.library.address or ""
    shown = view.item
    if view.status != 200 or shown is None:
        return ()
    if isinstance(shown, Shown):
        if shown.leaf > 1 or isinstance(shown.item, Page):
            return ()
        found = _of_edition(opened, shown.item, shown.edition, ui, site)
    else:
        found = _of_item(opened, shown, ui, site)
    return ((b"link", _header(found)),)


def _header(signposts: Iterable[Signpost]) -> bytes:
    parts: list[str] = []
    length = 0
    near = (each for each in signposts if not each.far)
    for each in sorted(near, key=lambda each: ORDER.index(each.rel)):
        type_ = f'; type="{each.type}"' if each.type and MEDIA_TYPE.fullmatch(each.type) else ""
        part = f'<{_escaped(each.target)}>; rel="{each.rel}"{type_}'
        length += len(part) + 2
        if length > MOST_BYTES:
            break
        parts.append(part)
    return ", ".join(parts).encode("ascii")


def _escaped(target: str) -> str:
    """A URI with nothing that could end it, or the header."""
    return "".join(
        char if "!" <= char <= "~" and char not in '<>"\\^`{|}' else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in target
    )


def linkset_answer(wanted: Wanted) -> Answer | None:
    """All signposts of a page in one language of the interface, and back to it from what they lead to."""
    opened, ui, site = wanted.opened, wanted.parameters["page"], wanted.site
    room, slug = wanted.parameters["room"], wanted.parameters["slug"]
    item, language = opened.shelves.item(room, slug), wanted.parameters.get("language")
    if ui not in opened.interfaces or item is None or isinstance(item, Page):
        return None
    if isinstance(item, Work) and item.withdrawn:
        return None
    place = f"{site}/{ui}/{room}/{slug}"
    if language is None:
        found = None if isinstance(item, Post) else _of_item(opened, item, ui, site)
    else:
        edition = next((each for each in item.editions if each.language == language), None)
        found = _of_edition(opened, item, edition, ui, site) if edition else None
        place = f"{place}/{language}"
    if found is None:
        return None
    body = msgspec.json.encode({"linkset": list(_contexts(place, list(found)))})
    headers = ((b"content-type", LINKSET_TYPE.encode()), (b"access-control-allow-origin", b"*"))
    return answer(body, wanted.encoding, headers)


def _contexts(place: str, signposts: list[Signpost]) -> Iterator[dict[str, Any]]:
    """The page's own links, then those that lead back to it."""
    relations: dict[str, Any] = {}
    for each in signposts:
        if each.rel != "linkset":
            relations.setdefault(each.rel, []).append(_target(each.target, each.type))
    yield {"anchor": place, **relations}
    for each in signposts:
        back = {"item": "collection", "describedby": "describes"}.get(each.rel)
        if back:
            yield {"anchor": each.target, back: [_target(place, "text/html")]}


def _target(address: str, media_type: str | None) -> dict[str, str]:
    return {"href": address, "type": media_type} if media_type else {"href": address}


def _of_item(opened: Opened, item: Item, ui: str, site: str) -> Iterator[Signpost]:
    """Of the page of a work or statement, whose items are its editions."""
    place = item_id(item)
    edition = best_edition(item, ui)
    doi = next((each.value for each in item.identifiers if each.scheme == "doi"), "") if isinstance(item, Work) else ""
    yield Signpost("cite-as", f"https://doi.org/{doi}" if doi else f"{site}/{place}")
    yield Signpost("linkset", f"{site}/linkset/{ui}/{place}.json", LINKSET_TYPE)
    yield Signpost("describedby", f"{site}{PLACE}/{place}", "application/json")
    yield from _about(opened, item, edition)
    for each in item.editions:
        yield Signpost("item", f"{site}/{ui}/{place}/{each.language}", "text/html")


def _of_edition(opened: Opened, item: Item, edition: Edition, ui: str, site: str) -> Iterator[Signpost]:
    place = address(item, edition.language)
    room = place.partition("/")[0]
    doi = cite(opened.release.collection, item, edition).doi
    yield Signpost("cite-as", f"https://doi.org/{doi}" if doi else f"{site}/{place}")
    yield Signpost("linkset", f"{site}/linkset/{ui}/{place}.json", LINKSET_TYPE)
    yield Signpost("describedby", f"{site}{PLACE}/{place}", "application/json")
    for ending, form in FORMATS.items():
        media_type = form.media_type.partition(";")[0]
        yield Signpost("describedby", f"{site}/cite/{place}.{ending}", media_type)
    yield from _about(opened, item, edition)
    if not isinstance(item, Post):
        yield Signpost("collection", f"{site}/{ui}/{item_id(item)}", "text/html")
    for file in edition.files:
        yield Signpost("item", f"{site}{file_address(file)}", file.media_type)
    volume = Volume(opened.release, opened.shelves, item, edition, opened.interface_for(edition.language), site)
    for shape in SHAPES.values():
        if shape.offered(volume):
            media_type = shape.media_type.partition(";")[0]
            yield Signpost("item", f"{site}{address_of(volume, room, shape)}", media_type, far=True)


def _about(opened: Opened, item: Item, edition: Edition) -> Iterator[Signpost]:
    """What kind of thing it is, under which licence, and by whom, where they have an address."""
    kind = item.kind if isinstance(item, Work) else type(item).__name__.lower()
    yield Signpost("type", "https://schema.org/AboutPage")
    yield Signpost("type", f"https://schema.org/{SCHEMA_TYPES.get(kind, 'Report')}")
    rights = None if isinstance(item, Post) else item.rights
    if rights:
        yield Signpost("license", rights)
    made = (each for each in (*contributions(item), *edition.contributions) if each.role in MAKERS)
    for slug in dict.fromkeys(each.party for each in made):
        party = opened.shelves.parties.get(slug)
        if party and party.link:
            yield Signpost("author", party.link)


ROUTES = (
    Route("/linkset/{page}/{room}/{slug}.json", linkset_answer),
    Route("/linkset/{page}/{room}/{slug}/{language}.json", linkset_answer),
)
