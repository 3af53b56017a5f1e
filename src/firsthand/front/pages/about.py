"""Pages about the library: what it is and which release this is; how accessible it is; what it does not collect."""

from msgspec import Struct

from firsthand import __version__
from firsthand.exports.flow import Flow
from firsthand.front.opened import Opened
from firsthand.front.pages.genuine import Genuine, how_to_check
from firsthand.front.pages.reading import Reading, Shown, make_reading
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.moments import write_days
from firsthand.interface.said import Said, best_edition, name_of, say


class About(Struct, frozen=True):
    title: Said
    description: Said | None
    publisher: Said | None
    contact: str | None
    text: Flow | None
    """The library's own page "about", in the best language there is."""
    text_language: str
    works: int
    editions: int
    languages: tuple[str, ...]
    news: int
    statements: int
    release: str
    created: str
    version: str
    genuine: Genuine


class Accessibility(Struct, frozen=True):
    title: Said
    contact: str | None
    unreadable: int
    """Works of which no edition has a text that can be read as a page."""
    partly: int
    """Editions whose reading has remarks: pictures without text and the like."""
    reviewed: str


class Privacy(Struct, frozen=True):
    title: Said
    contact: str | None
    kept: str
    """How long addresses of people who sign are kept; empty where nothing can be sent to the network."""


def make_about(opened: Opened, interface: Interface) -> View:
    shelves, library = opened.shelves, opened.library
    publisher = shelves.parties.get(library.publisher or "")
    reading = _own_page(opened, interface)
    page = About(
        title=_title(opened, interface),
        description=say(library.descriptions, interface),
        publisher=name_of(publisher, interface) if publisher else None,
        contact=library.contact,
        text=reading.flow if reading else None,
        text_language=reading.language if reading else interface.language,
        works=len(shelves.works),
        editions=sum(len(work.editions) for work in shelves.works),
        languages=tuple(interface.language_name(tag) for tag in shelves.languages()),
        news=len(shelves.posts),
        statements=len(shelves.statements),
        release=opened.release.id,
        created=interface.date(opened.release.created.date().isoformat()),
        version=__version__,
        genuine=how_to_check(opened, interface),
    )
    return View("about.html", page, interface.gettext("About this library"), room="about")


def make_accessibility(opened: Opened, interface: Interface) -> View:
    works = opened.shelves.works
    texts = [edition.text for work in works for edition in work.editions if edition.text]
    page = Accessibility(
        title=_title(opened, interface),
        contact=opened.library.contact,
        unreadable=sum(1 for work in works if not any(edition.text for edition in work.editions)),
        partly=sum(1 for text in texts if opened.contents(text).remarks),
        reviewed=interface.date(opened.release.created.date().isoformat()),
    )
    return View("accessibility.html", page, interface.gettext("Accessibility"), room="accessibility")


def make_privacy(opened: Opened, interface: Interface) -> View:
    page = Privacy(_title(opened, interface), opened.library.contact, _kept(opened, interface))
    return View("privacy.html", page, interface.gettext("Privacy"), room="privacy")


def _kept(opened: Opened, interface: Interface) -> str:
    if opened.library.door is None:
        return ""
    return write_days(opened.library.door.days_kept, interface)


def _title(opened: Opened, interface: Interface) -> Said:
    return say(opened.library.titles, interface) or Said("Firsthand", "en")


def _own_page(opened: Opened, interface: Interface) -> Reading | None:
    item = opened.shelves.item("pages", "about")
    if item is None:
        return None
    edition = best_edition(item, interface.language)
    if edition.text is None:
        return None
    page = make_reading(opened, interface, Shown(item, edition, 1), "pages").page
    assert isinstance(page, Reading)
    return page
