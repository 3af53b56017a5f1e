"""What a reader's browser keeps of an edition, where she asks for it: all that reading it without a connection takes.

It says what there is and how large; the browser does the keeping, and nothing here learns of it.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

import msgspec
from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page, Post
from firsthand.front.answers import Answer, answer
from firsthand.front.credits import file_address
from firsthand.front.headers import NOT_KEPT
from firsthand.front.links import leaf_address
from firsthand.front.opened import Opened
from firsthand.front.pages.cite import make_cite
from firsthand.front.pages.kept import make_kept
from firsthand.front.pages.reading import Shown, make_reading
from firsthand.front.pages.statement import make_statement
from firsthand.front.pages.work import make_work
from firsthand.front.rendering import STATIC, Renderer, static_address, static_files
from firsthand.front.routes import Route, Wanted
from firsthand.front.view import View
from firsthand.front.withdrawn import since
from firsthand.interface import Interface, autonym
from firsthand.interface.said import Said, say

WORKER_POLICY = b"default-src 'none'; connect-src 'self'"
"""The worker may ask this site, and nobody else."""

JSON = (b"content-type", b"application/json")
PAPER, ACCENT = "#fcfbf8", "#0b5a5e"
"""As the style sheet has them."""
_BELONGING = re.compile(r'(?:href|src)="(/(?:static|images)/[^"]+)"')


class Kept(Struct, frozen=True):
    """A file to keep."""

    address: str
    bytes: int
    """As it is, and not as it travels compressed."""


class Listing(Struct, frozen=True):
    """An edition as a browser keeps it."""

    list: str
    """The address of this."""
    address: str
    title: str
    language: str
    autonym: str
    ui: str
    version: str
    """Another one means that the text, or what is known of it, has changed."""
    release: str
    files: tuple[Kept, ...] = ()
    originals: tuple[Kept, ...] = ()
    """The files as they were published, for who wants these too."""


def list_answer(wanted: Wanted) -> Answer | None:
    """What keeping an edition takes; with `brief`, only which version there is. 410 for what was withdrawn."""
    opened, (room, slug, name) = wanted.opened, (wanted.parameters[key] for key in ("room", "slug", "name"))
    interface, language = opened.interfaces.get(wanted.value("ui")), name.removesuffix(".json")
    if interface is None or not name.endswith(".json"):
        return None
    if since(opened, room, slug, language) is not None:
        return answer(b"{}", b"", (JSON,), status=410, keep=NOT_KEPT)
    item = opened.shelves.item(room, slug)
    edition = next((each for each in item.editions if each.language == language), None) if item else None
    if item is None or edition is None or edition.text is None or isinstance(item, Page):
        return None
    address = f"/{interface.language}/{room}/{slug}/{language}"
    made = Listing(
        list=f"/keep/{room}/{slug}/{language}.json?ui={interface.language}",
        address=address,
        title=edition.title,
        language=language,
        autonym=autonym(language),
        ui=interface.language,
        version=hashlib.sha256(msgspec.msgpack.encode((edition, interface.language))).hexdigest()[:16],
        release=opened.release.id,
    )
    if not wanted.value("brief"):
        made = msgspec.structs.replace(
            made,
            files=_files(opened, interface, Shown(item, edition, 1), room),
            originals=tuple(Kept(file_address(file), file.size) for file in edition.files),
        )
    return answer(msgspec.json.encode(made), wanted.encoding, (JSON,))


def _files(opened: Opened, interface: Interface, shown: Shown, room: str) -> tuple[Kept, ...]:
    """The pages, in the order of reading, then the styles, scripts and pictures that stand on them."""
    pages, found = [], dict[str, None]()
    for address, view in _pages(opened, interface, shown, room):
        html = _renderer(interface).render(view, interface, opened, address, "")
        pages.append(Kept(quote(address), len(html.encode())))
        found |= dict.fromkeys(_BELONGING.findall(html))
    return (*pages, *(Kept(address, _size(opened, address)) for address in found))


def _pages(opened: Opened, interface: Interface, shown: Shown, room: str) -> Iterator[tuple[str, View]]:
    item, edition = shown.item, shown.edition
    assert edition.text
    about = f"/{interface.language}/{room}/{item.slug}"
    base = f"{about}/{edition.language}"
    for number in range(1, opened.contents(edition.text).leaves + 1):
        view = make_reading(opened, interface, Shown(item, edition, number), room)
        yield leaf_address(base, number), view
    yield from _around(opened, interface, item, edition, about, base, room)
    yield f"/{interface.language}/kept", make_kept(opened, interface)


def _around(
    opened: Opened, interface: Interface, item: Item | Page, edition: Edition, about: str, base: str, room: str
) -> Iterator[tuple[str, View]]:
    if isinstance(item, Page):
        return
    yield f"{base}/cite", make_cite(opened, interface, room, item, edition)
    if not isinstance(item, Post):
        yield about, _page_of(item, opened, interface)


def _page_of(item: Item, opened: Opened, interface: Interface) -> View:
    from firsthand.catalogue.records import Statement, Work

    if isinstance(item, Statement):
        return make_statement(opened, interface, item)
    assert isinstance(item, Work)
    return make_work(opened, interface, item)


def _size(opened: Opened, address: str) -> int:
    if address in static_files():
        return len(static_files()[address][0])
    return opened.release.file(address.rpartition("/")[2]).stat().st_size


@cache
def _templates() -> Renderer:
    return Renderer()


def _renderer(interface: Interface) -> Renderer:
    renderer = _templates()
    renderer.add(interface)
    return renderer


def worker_answer(wanted: Wanted) -> Answer:
    """The script that answers in the reader's browser where there is no connection; only asked for by who keeps."""
    body = (STATIC / "worker.js").read_bytes()
    headers = (
        (b"content-type", b"text/javascript; charset=utf-8"),
        (b"content-security-policy", WORKER_POLICY),
        (b"service-worker-allowed", b"/"),
    )
    return answer(body, wanted.encoding, headers, keep=b"no-cache")


def manifest_answer(wanted: Wanted) -> Answer:
    """How the library stands on the screen of a phone, for who puts it there (Web Application Manifest, W3C)."""
    interface, library = wanted.interface, wanted.opened.library
    title = say(library.titles, interface) or Said("Firsthand", "en")
    icons = (("192", "192", "any"), ("512", "512", "any"), ("mask", "512", "maskable"))
    manifest = {
        "id": "/",
        "name": title.value,
        "short_name": title.value[:12].strip(),
        "lang": title.language or interface.language,
        "dir": "auto",
        "start_url": f"/{interface.language}/kept",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [
            {
                "src": static_address(f"keep-icon-{name}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for name, size, purpose in icons
        ],
    }
    headers = ((b"content-type", b"application/manifest+json"),)
    return answer(msgspec.json.encode(manifest), wanted.encoding, headers)


ROUTES = (
    Route("/keep.js", worker_answer),
    Route("/keep/{room}/{slug}/{name}", list_answer, query=("ui", "brief"), heavy=True),
    Route("/{ui}/app.webmanifest", manifest_answer),
)
