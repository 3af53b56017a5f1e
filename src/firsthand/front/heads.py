"""What stands in a page's head for machines: where it belongs, what it is about, which feed brings the next one."""

from markupsafe import Markup
from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Page, Work
from firsthand.citations import cite
from firsthand.front.credits import file_address
from firsthand.front.feeds import forms_of
from firsthand.front.metadata import Alternate, Meta, alternates, canonical, json_ld, metas
from firsthand.front.oembed import discovery
from firsthand.front.opened import Opened
from firsthand.front.pages.reading import Shown
from firsthand.front.sharing import properties
from firsthand.front.view import Form, View
from firsthand.interface import Interface
from firsthand.interface.said import best_edition


class Head(Struct, frozen=True):
    forms: tuple[Form, ...] = ()
    """Feeds, and other forms for programs."""
    canonical: str | None = None
    alternates: tuple[Alternate, ...] = ()
    metas: tuple[Meta, ...] = ()
    json_ld: Markup = Markup()
    """With no character that HTML could take for markup."""
    properties: tuple[Meta, ...] = ()
    """Of the Open Graph protocol."""


def make_head(view: View, opened: Opened, interface: Interface, path: str) -> Head:
    """`path` is the page's own. Addresses are whole where the library declares its own, and paths otherwise."""
    forms = (*view.forms, *forms_of({}, opened, interface))
    if not view.indexed or view.status != 200:
        return Head(forms)
    site = opened.library.address or ""
    shown = view.item
    if isinstance(shown, Shown):
        return _of_edition(shown, opened, interface, forms, site)
    rest = path.removeprefix(f"/{interface.language}/")
    others = tuple(Alternate(tag, f"{site}/{tag}/{rest}") for tag in opened.languages)
    head = Head(forms, f"{site}{path}", others)
    if shown is None:
        return head
    edition = best_edition(shown, interface.language)
    about = _about(shown, edition, opened, site, interface, f"{site}{path}")
    return Head(forms, head.canonical, head.alternates, *about)


def _of_edition(shown: Shown, opened: Opened, interface: Interface, forms: tuple[Form, ...], site: str) -> Head:
    place = canonical(shown.item, shown.edition.language, opened.languages, site)
    if shown.leaf > 1:
        return Head(forms, f"{place}/{shown.leaf}")
    others = alternates(shown.item, opened.languages, site)
    if isinstance(shown.item, Page):
        return Head(forms, place, others)
    forms = (*forms, *discovery(shown.item, shown.edition, site))
    return Head(forms, place, others, *_about(shown.item, shown.edition, opened, site, interface, place))


def _about(
    item: Item, edition: Edition, opened: Opened, site: str, interface: Interface, place: str
) -> tuple[tuple[Meta, ...], Markup, tuple[Meta, ...]]:
    source = cite(opened.release.collection, item, edition)
    pdf = next((f"{site}{file_address(file)}" for file in edition.files if file.media_type == "application/pdf"), None)
    related = opened.shelves.related(item.slug) if isinstance(item, Work) else {}
    data = json_ld(item, edition, source, related, site)
    shared = properties(item, edition, source, opened, interface, place)
    return metas(source, pdf=pdf), Markup(data), shared  # noqa: S704 - json_ld leaves no <, > and & in it
