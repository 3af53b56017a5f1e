"""All pages of one negotiation for an audience, as plain files that open from a memory stick without a server.

Whose pages they are stands on each of them and on every sheet of paper. Names of files say nothing: they are numbers.
It takes a negotiation as the audience may see it, and decides nothing about that.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from firsthand.catalogue.negotiations import Negotiation
from firsthand.exports.negotiations.issue import Issue, watermark
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.ask import make_ask
from firsthand.front.pages.negotiations.changes import linked_pairs, make_changes
from firsthand.front.pages.negotiations.draft import make_draft
from firsthand.front.pages.negotiations.process import make_process
from firsthand.front.pages.negotiations.score import make_score
from firsthand.front.pages.negotiations.sheet import make_sheets
from firsthand.front.rendering import TEMPLATES, Switch, make_environment, static_files
from firsthand.front.view import View
from firsthand.interface import Interface, autonym, available, interface
from firsthand.interface.said import Said, say
from firsthand.mirrors.links import without_targets

HERE = Path(__file__).parent
OWN = HERE / "templates" / "report"
STYLE = HERE / "static" / "report.css"
STYLE_ADDRESS = "/static/report.css"

_LINK = re.compile(r'(\s)(href|src)="(/[^"]*)"')

Maker = Callable[[Showing, Interface], View | None]


class ReportError(Exception):
    """A report can't be written; the message says why, and what to do."""


class Report(Struct, frozen=True):
    """What was written."""

    index: Path
    """To be opened first."""
    pages: int
    files: int
    """All of them, with pages and style."""


class Place(Struct, frozen=True):
    """A page: its file within the folder of a language, its address behind that of the process, and how it is made."""

    name: str
    tail: str
    make: Maker


class Frame(Struct, frozen=True):
    """What stands around every page; `frame` in the templates."""

    title: Said
    home: str
    banner: str
    date: str
    switches: tuple[Switch, ...]
    view: View


class Reference(Struct, frozen=True):
    title: Said
    address: str
    note: str = ""


class Chapter(Struct, frozen=True):
    heading: str
    links: tuple[Reference, ...]


class Contents(Struct, frozen=True):
    title: Said
    body: Said | None
    parts: tuple[Chapter, ...]


def write_report(
    negotiation: Negotiation,
    to: Path,
    *,
    languages: Sequence[str] = ("en",),
    recipient: str | None = None,
    names: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Report:
    """Write the pages into a folder that is new or empty; with a recipient, whose name stands on each of them.

    `names` has for each language those of parties by slug; who is not among them is called as the negotiation does.
    Raises ReportError and OSError; nothing is left behind then.
    """
    unknown = [each for each in languages if each not in available()]
    if unknown or not languages:
        spoken = ", ".join(available())
        raise ReportError(f"Pages can’t be made in “{', '.join(unknown)}”. Choose among: {spoken}.")
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ReportError(f"“{to}” is there already. Name a folder that is new or empty.")
    to.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".report-", dir=to.parent))
    try:
        pages, files = _Writer(negotiation, making, tuple(dict.fromkeys(languages)), recipient or "", names).write()
        if to.exists():
            to.rmdir()
        making.chmod(0o755)
        making.rename(to)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return Report(to / "index.html", pages, files)


def places(negotiation: Negotiation) -> Iterator[Place]:
    """Every page but the list of contents. Numbers are those of drafts and asks in their order, from 1."""
    yield Place("process.html", "", make_process)
    yield Place("score.html", "/score", make_score)
    numbers = {draft.slug: number for number, draft in enumerate(negotiation.process.drafts, 1)}
    for before, after in linked_pairs(negotiation):
        name = f"changes-{numbers[before]}-{numbers[after]}.html"
        yield Place(name, f"/changes/{before}/{after}", _of(make_changes, before, after))
    for text in negotiation.texts:
        number = numbers[text.draft]
        yield Place(f"draft-{number}.html", f"/drafts/{text.draft}", _of(make_draft, text.draft))
        yield Place(f"sheets-{number}.html", f"/sheets/{text.draft}", _of(make_sheets, text.draft))
    for number, ask in enumerate(negotiation.asks, 1):
        yield Place(f"ask-{number}.html", f"/asks/{ask.slug}", _of(make_ask, ask.slug))


def _of(make: Callable[..., View | None], *slugs: str) -> Maker:
    return lambda showing, interface: make(showing, interface, *slugs)


class _Writer:
    def __init__(
        self,
        negotiation: Negotiation,
        to: Path,
        languages: tuple[str, ...],
        recipient: str,
        names: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._negotiation, self._to, self._languages = negotiation, to, languages
        self._recipient, self._names = recipient, names
        self._places = tuple(places(negotiation))
        self._today = datetime.now(UTC).date().isoformat()
        self._files = 0
        self._there = {STYLE_ADDRESS: "style/report.css"}
        """Address on the front -> file of the report."""
        for address in static_files():
            if address.endswith((".css", ".svg")):
                self._there[address] = f"style/{address.rpartition('/')[2]}"
        self._styles = dict(self._there)

    def write(self) -> tuple[int, int]:
        pages = sum(self._write_language(interface(tag)) for tag in self._languages)
        first = self._languages[0]
        lead = f'<meta http-equiv="refresh" content="0; url={first}/index.html"><meta name="robots" content="noindex">'
        doors = "".join(f'<p><a href="{tag}/index.html">{autonym(tag)}</a></p>' for tag in self._languages)
        page = f'<!doctype html><html lang="{first}"><meta charset="utf-8">{lead}<title>–</title>{doors}</html>\n'
        self._put("index.html", page.encode())
        return pages, self._files

    def _write_language(self, spoken: Interface) -> int:
        names = self._names.get(spoken.language, {})
        showing = Showing(self._negotiation, self._base(spoken.language), names)
        views = {place: view for place in self._places if (view := place.make(showing, spoken))}
        there = dict(self._there)
        for tag in self._languages:
            base = self._base(tag)
            there |= {f"{base}{place.tail}": f"{tag}/{place.name}" for place in views}
            there[f"{base}/contents"] = f"{tag}/index.html"
            there.setdefault(base, f"{tag}/index.html")
        contents = Place("index.html", "/contents", lambda *_: None)
        views = {contents: self._contents(showing, spoken, tuple(views.items())), **views}
        environment = make_environment(spoken, (OWN, TEMPLATES), still=True)
        for place, view in views.items():
            frame = self._frame(place, view, showing, spoken)
            html = environment.get_template(view.template).render(page=view.page, frame=frame)
            self._put(f"{spoken.language}/{place.name}", self._led(html, there).encode())
        return len(views)

    def _base(self, language: str) -> str:
        return f"/{language}/negotiations/{self._negotiation.process.slug}"

    def _frame(self, place: Place, view: View, showing: Showing, spoken: Interface) -> Frame:
        issue = Issue(spoken, "", self._today, recipient=self._recipient)
        return Frame(
            title=self._title(spoken),
            home=f"{showing.base}/contents",
            banner=watermark(self._negotiation, issue),
            date=spoken.date(self._today),
            switches=tuple(Switch(tag, autonym(tag), f"{self._base(tag)}{place.tail}") for tag in self._languages),
            view=view,
        )

    def _title(self, spoken: Interface) -> Said:
        return say(self._negotiation.process.titles, spoken) or Said(self._negotiation.process.slug, "und")

    def _contents(self, showing: Showing, spoken: Interface, views: tuple[tuple[Place, View], ...]) -> View:
        _, process = spoken.gettext, self._negotiation.process
        labels = {draft.slug: draft for draft in process.drafts}

        def chapter(heading: str, start: str) -> Chapter:
            found = [(place, view) for place, view in views if f"{place.tail}/".startswith(start)]
            return Chapter(heading, tuple(refer(place, view) for place, view in found))

        def refer(place: Place, view: View) -> Reference:
            draft = labels.get(place.tail.rpartition("/")[2])
            note = spoken.date(draft.date) if draft else ""
            title = Said(view.title, view.title_language or spoken.language)
            return Reference(title, f"{showing.base}{place.tail}", note)

        chapters = (
            Chapter(_("The negotiation at a glance"), (refer(*views[0]),)),
            chapter(_("What became of what was asked for"), "/score/"),
            chapter(_("Asks"), "/asks/"),
            chapter(_("Lobbying sheets"), "/sheets/"),
            chapter(_("Drafts"), "/drafts/"),
            chapter(_("What has changed from draft to draft"), "/changes/"),
        )
        page = Contents(self._title(spoken), say(process.body, spoken), tuple(each for each in chapters if each.links))
        return View("contents.html", page, self._title(spoken).value, self._title(spoken).language)

    def _led(self, html: str, there: Mapping[str, str]) -> str:
        """With links between files, from a page in the folder of a language."""

        def lead(found: re.Match[str]) -> str:
            space, attribute, link = found.groups()
            address, mark, fragment = unescape(link).partition("#")
            file = there.get(address)
            if file is None:
                return found[0]
            if address in self._styles:
                self._style(address)
            return f'{space}{attribute}="../{file}{mark}{fragment}"'

        return without_targets(_LINK.sub(lead, html))

    def _style(self, address: str) -> None:
        path = self._to / self._styles[address]
        if not path.exists():
            own = address == STYLE_ADDRESS
            self._put(self._styles[address], STYLE.read_bytes() if own else static_files()[address][0])

    def _put(self, name: str, data: bytes) -> None:
        path = self._to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self._files += 1
