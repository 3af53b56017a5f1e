"""All that a mirror has beside its pages: where each lies, under which address the front has it, and its bytes."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct
from starlette.routing import compile_path

from firsthand.catalogue.records import Edition, Item, Page, Statement
from firsthand.exports.shapes import SHAPES
from firsthand.exports.volume import Volume
from firsthand.front.application import ANSWERS
from firsthand.front.cards import room_of
from firsthand.front.citing import FORMATS
from firsthand.front.feeds import FORMATS as FEEDS
from firsthand.front.handing import files as given_of
from firsthand.front.letters import files as handed_over
from firsthand.front.opened import Opened
from firsthand.front.rendering import static_files
from firsthand.front.routes import Route, Wanted
from firsthand.mirrors.links import tame
from firsthand.release.chain import KEYS
from firsthand.release.manifest import MANIFEST, SIGNATURE

DIGITS = 20
"""Of a SHA-256 in the name of a folder or picture: enough to be told apart, short enough for long paths."""

ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}
STILL = (".css", ".svg")
"""Of what pages use, that which works without a server; and this script:"""
SCRIPT = "firsthand.js"


class Asset(Struct, frozen=True):
    """One file that is no page."""

    kind: str
    """static, file, image, citation, shape, letter, feed, data or proof."""
    address: str
    """On the front."""
    file: str
    """In the mirror."""
    about: str = ""
    """Room and slug of the item that it belongs to."""
    sha256: str = ""
    """Where its bytes lie in the release under this name."""
    size: int = 0
    """Bytes, where that is known beforehand."""


def assets(opened: Opened, shapes: tuple[str, ...] = (), site: str = "") -> Iterator[Asset]:
    """All there are. `shapes` are endings of those that editions are given in; feeds are there if the `site` is."""
    for address in static_files():
        if address.endswith((*STILL, f"/{SCRIPT}")):
            yield Asset("static", address, address.strip("/"))
    yield Asset("data", "/thesaurus.jsonld", "thesaurus.jsonld")
    for name in (MANIFEST, SIGNATURE, KEYS):
        if (opened.release.path / name).is_file():
            yield Asset("proof", f"/release/{name}", f"release/{name}")
    if site:
        yield from _feeds(opened)
    shelves = opened.shelves
    for sha256, file in shelves.files.items():
        place = f"files/{sha256[:DIGITS]}/{tame(file.name)}"
        yield Asset("file", f"/files/{sha256}/{quote(file.name, safe='')}", place, "", sha256, file.size)
    yield from _pictures(opened)
    items: tuple[Item, ...] = (*shelves.works, *shelves.posts, *shelves.statements)
    for item in items:
        yield from _of_item(opened, item, shapes)
    for process in opened.release.collection.processes:
        for given in given_of(opened, process.slug):
            yield _asset("letter", given.address.removeprefix("/"), "")


def _feeds(opened: Opened) -> Iterator[Asset]:
    rooms = ("", *(f"negotiations/{process.slug}/" for process in opened.shelves.processes))
    for path in (f"{tag}/{room}feed.{ending}" for tag in opened.languages for room in rooms for ending in FEEDS):
        yield _asset("feed", path, "")


def _pictures(opened: Opened) -> Iterator[Asset]:
    shelves, met = opened.shelves, set[str]()
    items: tuple[Item | Page, ...] = (*shelves.works, *shelves.posts, *shelves.statements, *shelves.pages)
    for text in dict.fromkeys(edition.text for item in items for edition in item.editions if edition.text):
        for sha256, picture in opened.contents(text).images.items():
            if sha256 not in met:
                met.add(sha256)
                name = f"images/{sha256[:DIGITS]}{ENDINGS.get(picture.media_type, '')}"
                size = opened.release.file(sha256).stat().st_size
                yield Asset("image", f"/images/{sha256}", name, "", sha256, size)


def _of_item(opened: Opened, item: Item, shapes: tuple[str, ...]) -> Iterator[Asset]:
    about = f"{room_of(item)}/{item.slug}"
    for edition in item.editions:
        for ending in FORMATS:
            yield _asset("citation", f"cite/{about}/{edition.language}.{ending}", about)
        for ending in shapes:
            if SHAPES[ending].offered(volume_of(opened, item, edition)):
                yield _asset("shape", f"take/{about}/{edition.language}.{ending}", about)
    if isinstance(item, Statement):
        for taken in handed_over(opened, item):
            if taken.ending != "docx" and not taken.alphabetical:  # they say no more than those that are there
                yield _asset("letter", taken.address.removeprefix("/"), about)


def _asset(kind: str, path: str, about: str) -> Asset:
    return Asset(kind, f"/{path}", "/".join(map(tame, path.split("/"))), about)


def volume_of(opened: Opened, item: Item, edition: Edition) -> Volume:
    interface = opened.interface_for(edition.language)
    return Volume(opened.release, opened.shelves, item, edition, interface, opened.library.address or "")


def content(opened: Opened, asset: Asset, site: str = "") -> bytes | Path:
    """The bytes of an asset, or where they lie. KeyError for one that the library doesn't have."""
    if asset.sha256:
        return opened.release.file(asset.sha256)
    if asset.kind == "static":
        return static_files()[asset.address][0]
    if asset.kind == "proof":
        return (opened.release.path / Path(asset.file).name).read_bytes()
    return answer_at(opened, asset.address, site)


def answer_at(opened: Opened, path: str, site: str = "") -> bytes:
    """What the front answers at an address that is no page's. KeyError where it has nothing."""
    for pattern, route in _routes():
        found = pattern.match(path)
        if found is None:
            continue
        parameters = found.groupdict()
        interface = opened.interfaces.get(parameters.get("ui", ""), opened.interfaces[opened.languages[0]])
        wanted = Wanted(opened, interface, path, parameters, (), site or opened.library.address or "", b"")
        if made := route.make(wanted):
            return made.body
    raise KeyError(path)


@cache
def _routes() -> tuple[tuple[re.Pattern[str], Route], ...]:
    return tuple((compile_path(route.path)[0], route) for route in ANSWERS)
