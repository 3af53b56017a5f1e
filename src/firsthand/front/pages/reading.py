"""The reading page: one leaf of an edition's text, with its contents, its notes and the other editions."""

from msgspec import Struct

from firsthand.catalogue.reading import Contents, ContentsEntry, Heading
from firsthand.catalogue.records import Edition, Item, Page, RelationKind, Work
from firsthand.citations import cite, credit, marks
from firsthand.exports.flow import Flow, Surroundings, lay_out, same_words
from firsthand.front.cards import summary_of
from firsthand.front.credits import Credit, Download, make_credits, make_downloads
from firsthand.front.editions import Offer, offers
from firsthand.front.headings import above, correspond, depths, position_of, without_title
from firsthand.front.links import leaf_address
from firsthand.front.opened import Opened
from firsthand.front.origins import Origin, make_origins
from firsthand.front.pages.work import missing_edition, state_note, summary_note, translation_note
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.remarks import put_remarks, remarks_on
from firsthand.interface.said import Said, title_of

WORDS_A_MINUTE = 200


class ContentsLine(Struct, frozen=True):
    title: str
    depth: int
    address: str
    here: bool
    page: str | None


class OtherEdition(Struct, frozen=True):
    language: str
    autonym: str
    language_name: str
    address: str
    here: bool
    exact: bool
    """The address leads to the same section, and not only to the start."""
    follow: str
    """The address that leads from a passage of this edition to its place in the other one, but for the passage."""


class Turn(Struct, frozen=True):
    address: str
    title: str


class Shown(Struct, frozen=True):
    """The record and the edition that a page shows, for metadata and citations."""

    item: Item | Page
    edition: Edition
    leaf: int


class Reading(Struct, frozen=True):
    language: str
    title: str
    subtitle: str | None
    item: Turn | None
    """The page of the item, where it has one apart from its texts."""
    credits: tuple[Credit, ...]
    date: str
    state: str
    newer: Turn | None
    """The work that takes the place of this one."""
    translated: str
    missing: str
    editions: tuple[OtherEdition, ...]
    contents: tuple[ContentsLine, ...]
    above: tuple[ContentsLine, ...]
    flow: Flow
    address: str
    """Of the edition."""
    number: int
    leaves: int
    previous: Turn | None
    next: Turn | None
    remarks: tuple[Said, ...]
    """What is to know of how the text was read; on later leaves only what is about their pages."""
    original: str | None
    """The address of the file that shows the text as it was published."""
    downloads: tuple[Download, ...]
    offers: tuple[Offer, ...]
    """The text in other formats."""
    extent: str
    corrected: bool
    cite: str | None
    credit: str
    """Who says it, when and where, for a quotation."""
    marks: str
    """The quotation marks of its language, opening and closing."""
    origins: tuple[Origin, ...]
    """Said here only of what has no page of its own apart from its texts."""


class Record(Struct, frozen=True):
    """An edition without a text on this site."""

    language: str
    title: str
    subtitle: str | None
    item: Turn | None
    credits: tuple[Credit, ...]
    date: str
    state: str
    newer: Turn | None
    """The work that takes the place of this one."""
    translated: str
    missing: str
    summary: Said | None
    summary_elsewhere: str
    editions: tuple[OtherEdition, ...]
    downloads: tuple[Download, ...]
    offers: tuple[Offer, ...]
    link: str | None
    cite: str | None


def make_reading(opened: Opened, interface: Interface, shown: Shown, room: str, *, was: str = "") -> View:
    """`was` is the passage that a link named before it was corrected. KeyError if there is no such leaf."""
    edition = shown.edition
    if edition.text is None:
        return _record(opened, interface, shown, room)
    contents, leaf = opened.contents(edition.text), opened.leaf(edition.text, shown.leaf)
    base = f"/{interface.language}/{room}/{shown.item.slug}/{edition.language}"
    entries = without_title(contents, edition.title)
    trail = above(entries, leaf.number)
    flow = lay_out(leaf, _surroundings(opened, edition.text, edition.title, trail, base))
    first = leaf.nodes[0].block if leaf.nodes else None
    if isinstance(first, Heading):
        trail = [entry for entry in trail if entry.level < first.level]
    lines, downloads = _lines(entries, base, leaf.number), make_downloads(edition, interface)
    position = position_of(entries, leaf.number, starts_with_heading=isinstance(first, Heading))
    page = Reading(
        language=edition.language,
        title=edition.title,
        subtitle=None if _begins_with(flow, edition.subtitle) else edition.subtitle,
        item=_item_turn(shown.item, interface, room),
        credits=_credits(shown, opened, interface),
        date=_date(shown, interface),
        state=state_note(edition, interface),
        newer=_newer(shown, opened, interface),
        translated=translation_note(edition, interface),
        missing=missing_edition(shown.item.editions, interface),
        editions=_editions(opened, interface, shown, room, position),
        contents=lines,
        above=tuple(line for line, entry in zip(lines, entries, strict=True) if entry in trail),
        flow=flow,
        address=base,
        number=leaf.number,
        leaves=contents.leaves,
        previous=_turn(contents, base, leaf.number - 1),
        next=_turn(contents, base, leaf.number + 1),
        remarks=put_remarks(remarks_on(leaf, contents.remarks), interface),
        original=downloads[0].address if downloads else None,
        downloads=downloads,
        offers=offers(opened, interface, room, shown.item, edition),
        extent=_extent(contents, interface),
        corrected=_was_corrected(opened, f"{room}/{shown.item.slug}/{edition.language}", was, contents, leaf.number),
        cite=_cite_address(shown, base),
        credit=_credit(shown, opened),
        marks="\n".join(marks(edition.language)),
        origins=() if _item_turn(shown.item, interface, room) else make_origins(shown.item, opened, interface),
    )
    title = f"{leaf.title} – {edition.title}" if leaf.number > 1 and leaf.title else edition.title
    summary = edition.summary or ""
    return View("reading.html", page, title, edition.language, summary, room, item=shown)


def _surroundings(opened: Opened, text: str, title: str, trail: list[ContentsEntry], base: str) -> Surroundings:
    return Surroundings(
        leaf_address=lambda number: leaf_address(base, number),
        anchors={entry.anchor: entry.leaf for entry in opened.contents(text).entries},
        notes=lambda: opened.notes(text),
        levels=tuple(entry.level for entry in trail),
        title=title,
        images=opened.contents(text).images,
    )


def _begins_with(flow: Flow, subtitle: str | None) -> bool:
    """Whether the text itself begins with its subtitle, which then need not stand above it as well."""
    return bool(subtitle and flow.pieces and same_words(flow.pieces[0].html.striptags(), subtitle))


def _record(opened: Opened, interface: Interface, shown: Shown, room: str) -> View:
    edition, item = shown.edition, shown.item
    summary = Said(edition.summary, edition.language) if edition.summary else None
    if summary is None and not isinstance(item, Page):
        summary = summary_of(item, interface)
    page = Record(
        language=edition.language,
        title=edition.title,
        subtitle=edition.subtitle,
        item=_item_turn(item, interface, room),
        credits=_credits(shown, opened, interface),
        date=_date(shown, interface),
        state=state_note(edition, interface),
        newer=_newer(shown, opened, interface),
        translated=translation_note(edition, interface),
        missing=missing_edition(item.editions, interface),
        summary=summary,
        summary_elsewhere=summary_note(summary, interface),
        editions=_editions(opened, interface, shown, room, None),
        downloads=make_downloads(edition, interface),
        offers=offers(opened, interface, room, item, edition),
        link=edition.link or getattr(item, "link", None),
        cite=_cite_address(shown, f"/{interface.language}/{room}/{item.slug}/{edition.language}"),
    )
    return View("record.html", page, edition.title, edition.language, edition.summary or "", room, item=shown)


def _item_turn(item: Item | Page, interface: Interface, room: str) -> Turn | None:
    if room not in ("works", "statements"):
        return None
    return Turn(f"/{interface.language}/{room}/{item.slug}", title_of(item, interface).value)


def _credits(shown: Shown, opened: Opened, interface: Interface) -> tuple[Credit, ...]:
    contributions = shown.item.contributions if isinstance(shown.item, Work) else ()
    return make_credits((*contributions, *shown.edition.contributions), interface, opened.shelves)


def _newer(shown: Shown, opened: Opened, interface: Interface) -> Turn | None:
    related = opened.shelves.related(shown.item.slug) if isinstance(shown.item, Work) else {}
    works = related.get(RelationKind.SUPERSEDED_BY)
    return _item_turn(works[0], interface, "works") if works else None


def _cite_address(shown: Shown, base: str) -> str | None:
    """The library's pages about itself are not cited."""
    return None if isinstance(shown.item, Page) else f"{base}/cite"


def _credit(shown: Shown, opened: Opened) -> str:
    if isinstance(shown.item, Page):
        return shown.edition.title
    return credit(cite(opened.release.collection, shown.item, shown.edition))


def _date(shown: Shown, interface: Interface) -> str:
    date = shown.edition.date or getattr(shown.item, "date", None)
    return interface.date(date) if date else ""


def _lines(entries: tuple[ContentsEntry, ...], base: str, leaf: int) -> tuple[ContentsLine, ...]:
    made = []
    for entry, depth in zip(entries, depths(entries), strict=True):
        here = entry.leaf == leaf
        address = leaf_address("", 1, entry.anchor) if here else leaf_address(base, entry.leaf, entry.anchor)
        made.append(ContentsLine(entry.title, depth, address, here, entry.page))
    return tuple(made)


def _turn(contents: Contents, base: str, number: int) -> Turn | None:
    if not 1 <= number <= contents.leaves:
        return None
    title = contents.leaf_titles[number - 1] if number <= len(contents.leaf_titles) else ""
    return Turn(leaf_address(base, number), title)


def _editions(
    opened: Opened, interface: Interface, shown: Shown, room: str, position: int | None
) -> tuple[OtherEdition, ...]:
    path = f"/{interface.language}/{room}/{shown.item.slug}"
    made = []
    for edition in shown.item.editions:
        here = edition.language == shown.edition.language
        address, exact = f"{path}/{edition.language}", here
        if not here and edition.text and shown.edition.text:
            contents = opened.contents(shown.edition.text), opened.contents(edition.text)
            place = correspond(contents[0], (shown.edition.title, edition.title), contents[1], position)
            address, exact = leaf_address(address, place.leaf, place.anchor), place.exact
        made.append(
            OtherEdition(
                edition.language, autonym(edition.language), interface.language_name(edition.language), address, here,
                exact, f"{path}/{edition.language}/from/{shown.edition.language}/",
            )
        )  # fmt: skip
    return tuple(made)


def _extent(contents: Contents, interface: Interface) -> str:
    """Pages of a paged file, minutes of a recording, or else how long the text takes to read."""
    if contents.pages:
        count = {"count": interface.number(contents.pages)}
        return interface.ngettext("%(count)s page", "%(count)s pages", contents.pages) % count
    if contents.duration:
        return interface.duration(contents.duration)
    if contents.words < WORDS_A_MINUTE:
        return ""
    time = interface.duration(contents.words / WORDS_A_MINUTE * 60)
    return interface.gettext("Reading time: %(time)s") % {"time": time}


def _was_corrected(opened: Opened, address: str, was: str, contents: Contents, leaf: int) -> bool:
    """Whether a passage that a link named was corrected since, and what it became stands on this leaf."""
    forward = opened.release.forward(address, was) if was else None
    return bool(forward and forward.new and contents.passages.get(forward.new) == leaf)
