"""Templates to HTML: an environment for each interface language, compiled before the first reader comes."""

import hashlib
import mimetypes
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from msgspec import Struct

from firsthand.front.answers import Answer, answer
from firsthand.front.facets import label_of
from firsthand.front.headers import FOREVER
from firsthand.front.heads import Head, make_head
from firsthand.front.opened import Opened
from firsthand.front.redirects import LONGEST
from firsthand.front.templating import QuickEnvironment, translating
from firsthand.front.view import View
from firsthand.interface import Interface, autonym, direction
from firsthand.interface.said import Said, say

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"


class Switch(Struct, frozen=True):
    """A link to the same page with another language of the interface."""

    language: str
    name: str
    address: str


NOWHERE = "about:blank"
"""An empty page, for which nobody is asked."""


class Frame(Struct, frozen=True):
    """What stands around every page; `frame` in the templates."""

    library: Said
    notice: Said | None
    contact: str | None
    takes_messages: bool
    """Whether anybody may write to the network here."""
    leave: str
    """Where “Leave now” leads."""
    pages: tuple[tuple[str, Said], ...]
    """Address and title of the library's own pages."""
    switches: tuple[Switch, ...]
    view: View
    head: Head
    has_news: bool
    has_statements: bool
    has_processes: bool
    names: tuple[str, ...]
    """The commonest themes of the library, which the search box offers."""


class Renderer:
    """Safe to use from several threads.

    `still` pages are written down for places where no server answers: they offer nothing that one would have to.
    `more` is a folder with further templates.
    """

    def __init__(self, *, still: bool = False, more: Path | None = None) -> None:
        self._environments: dict[str, Environment] = {}
        self._still = still
        self._folders = (TEMPLATES, more) if more else (TEMPLATES,)

    def add(self, interface: Interface) -> None:
        """Prepare the templates for a language, if that was not done before."""
        if interface.language not in self._environments:
            self._environments[interface.language] = make_environment(interface, self._folders, still=self._still)

    def render(self, view: View, interface: Interface, opened: Opened, path: str, query: str) -> str:
        template = self._environments[interface.language].get_template(view.template)
        return template.render(page=view.page, frame=make_frame(view, interface, opened, path, query))


def make_frame(view: View, interface: Interface, opened: Opened, path: str, query: str) -> Frame:
    """`path` is the page's own as it was understood, `query` what of its parameters the page knows."""
    library, shelves = opened.library, opened.shelves
    rest = path.removeprefix(f"/{interface.language}/") if path.startswith(f"/{interface.language}/") else ""
    after = quote(rest) + (f"?{query}" if 0 < len(query) <= LONGEST else "")
    switches = tuple(Switch(tag, autonym(tag), f"/{tag}/{after}") for tag in opened.languages)
    return Frame(
        library=say(library.titles, interface) or Said("Firsthand", "en"),
        notice=say(library.notice, interface),
        contact=library.contact,
        takes_messages=bool(library.door and library.door.messages),
        leave=library.leave or NOWHERE,
        pages=tuple(
            (f"/{interface.language}/pages/{page.slug}", _title(page, interface))
            for page in shelves.pages
            if page.slug != "about"
        ),
        switches=switches,
        view=view,
        head=make_head(view, opened, interface, path),
        has_news=bool(shelves.posts),
        has_statements=bool(shelves.statements),
        has_processes=bool(shelves.processes),
        names=tuple(label_of("theme", theme, interface, shelves) for theme in shelves.commonest_themes),
    )


def _title(page: Any, interface: Interface) -> Said:
    edition = next((each for each in page.editions if each.language == interface.language), page.editions[0])
    return Said(edition.title, edition.language)


class _Compiled(BytecodeCache):
    """Templates are compiled once, and not again for each language of the interface."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = _Compiled()


def make_environment(interface: Interface, folders: tuple[Path, ...], *, still: bool) -> Environment:
    """The templates of these folders, those of an earlier one in place of a later one's, in a language."""
    environment = QuickEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=COMPILED,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        interface.gettext, interface.ngettext, newstyle=True, pgettext=interface.pgettext, npgettext=interface.npgettext
    )
    translate = translating(interface.gettext)
    environment.globals.update(
        gettext=translate,
        _=translate,
        ui=interface,
        still=still,
        tongue=tongue,
        static=static_address,
        clock=clock,
        contact_link=contact_link,
    )
    for name in environment.list_templates():
        environment.get_template(name)
    return environment


@lru_cache(256)
def tongue(language: str | None) -> Markup:
    """The attributes that say in which language, and which direction, an element is written."""
    if not language:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(language, direction(language))


def clock(seconds: float) -> str:
    """A time of a recording: 1:04, 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def contact_link(contact: str) -> Markup:
    """An e-mail address or a web address as a link that shows itself."""
    return Markup('<a href="{}">{}</a>').format(
        contact, escape(contact.removeprefix("mailto:").removeprefix("https://"))
    )


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Address -> content and media type of what the pages use: style, script, icon."""
    files = {}
    for path in sorted(STATIC.iterdir()):
        data = path.read_bytes()
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        files[f"/static/{hashlib.sha256(data).hexdigest()[:12]}/{path.name}"] = (data, media_type)
    return files


def static_address(name: str) -> str | None:
    """Where a file lies now; pages made by an earlier version of the software may still ask for another address."""
    return next((address for address in static_files() if address.endswith(f"/{name}")), None)


def static_answer(address: str, encoding: bytes) -> Answer | None:
    return _static_answer(address, encoding) if address in static_files() else None


@cache
def _static_answer(address: str, encoding: bytes) -> Answer:
    data, media_type = static_files()[address]
    charset = "; charset=utf-8" if media_type.startswith(("text/", "image/svg")) else ""
    return answer(data, encoding, ((b"content-type", f"{media_type}{charset}".encode()),), keep=FOREVER)
