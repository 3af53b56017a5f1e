"""A work's page: its editions in all languages with their files, what it goes with, its people and its rights."""

from msgspec import Struct

from firsthand.catalogue.records import Edition, Item, Work
from firsthand.front.cards import Card, make_card, room_of, summary_of
from firsthand.front.citing import Citing, make_citing
from firsthand.front.credits import Credit, Download, Reference, make_credits, make_downloads, make_references
from firsthand.front.editions import Offer, offers
from firsthand.front.facets import label_of
from firsthand.front.links import with_query
from firsthand.front.opened import Opened
from firsthand.front.origins import Origin, make_origins
from firsthand.front.view import View
from firsthand.interface import Interface, autonym
from firsthand.interface.labels import RELATIONS, STATES, name_kind, name_rights
from firsthand.interface.said import Said, best_edition


class EditionEntry(Struct, frozen=True):
    language: str
    language_name: str
    autonym: str
    title: str
    subtitle: str | None
    date: str
    state: str
    translated: str
    credits: tuple[Credit, ...]
    address: str
    readable: bool
    """Its text can be read on this site."""
    downloads: tuple[Download, ...]
    offers: tuple[Offer, ...]
    """The text in other formats."""
    references: tuple[Reference, ...]
    link: str | None


class Tag(Struct, frozen=True):
    label: str
    address: str


class Rights(Struct, frozen=True):
    name: str
    meaning: str
    address: str | None


class RelatedWorks(Struct, frozen=True):
    label: str
    cards: tuple[Card, ...]


class WorkPage(Struct, frozen=True):
    title: Said
    subtitle: Said | None
    kind: Tag
    date: str
    summary: Said | None
    summary_elsewhere: str
    """A sentence, where the summary is not in the interface's language."""
    missing: str
    """A sentence, where there is no edition in the interface's language."""
    editions: tuple[EditionEntry, ...]
    credits: tuple[Credit, ...]
    themes: tuple[Tag, ...]
    places: tuple[Tag, ...]
    rights: Rights | None
    references: tuple[Reference, ...]
    related: tuple[RelatedWorks, ...]
    mentions: tuple[Card, ...]
    link: str | None
    citing: Citing
    """Of the edition in the interface's language if there is one, or else of the original."""
    origins: tuple[Origin, ...]


def make_work(opened: Opened, interface: Interface, work: Work) -> View:
    shelves = opened.shelves
    edition = best_edition(work, interface.language)
    summary = summary_of(work, interface)
    page = WorkPage(
        title=Said(edition.title, edition.language),
        subtitle=Said(edition.subtitle, edition.language) if edition.subtitle else None,
        kind=_tag("kind", work.kind, opened, interface),
        date=interface.date(work.date) if work.date else "",
        summary=summary,
        summary_elsewhere=summary_note(summary, interface),
        missing=missing_edition(work.editions, interface),
        editions=edition_entries(work, opened, interface),
        credits=make_credits(work.contributions, interface, shelves),
        themes=tuple(_tag("theme", theme, opened, interface) for theme in work.themes),
        places=tuple(_tag("place", place, opened, interface) for place in work.places),
        rights=make_rights(work.rights, interface),
        references=make_references(work.identifiers),
        related=_related(opened, interface, work),
        mentions=tuple(make_card(item, interface, shelves) for item in shelves.mentions(work.slug)),
        link=work.link,
        citing=make_citing(opened, interface, "works", work, edition),
        origins=make_origins(work, opened, interface),
    )
    description = summary.value if summary else f"{name_kind(work.kind, interface)}. {page.date}"
    return View("work.html", page, edition.title, edition.language, description, room="works", item=work)


def _related(opened: Opened, interface: Interface, work: Work) -> tuple[RelatedWorks, ...]:
    """Each related work once, under the first of its relations."""
    groups: list[RelatedWorks] = []
    seen: set[str] = set()
    for kind, works in opened.shelves.related(work.slug).items():
        new = [each for each in works if each.slug not in seen]
        seen.update(each.slug for each in new)
        if new:
            cards = tuple(make_card(each, interface, opened.shelves) for each in new)
            groups.append(RelatedWorks(interface.gettext(RELATIONS[kind]), cards))
    return tuple(groups)


def edition_entries(item: Item, opened: Opened, interface: Interface) -> tuple[EditionEntry, ...]:
    """The editions, that in the interface's language first."""
    ordered = sorted(item.editions, key=lambda edition: edition.language != interface.language)
    return tuple(_edition_entry(item, edition, opened, interface) for edition in ordered)


def _edition_entry(item: Item, edition: Edition, opened: Opened, interface: Interface) -> EditionEntry:
    room = room_of(item)
    return EditionEntry(
        language=edition.language,
        language_name=interface.language_name(edition.language),
        autonym=autonym(edition.language),
        title=edition.title,
        subtitle=edition.subtitle,
        date=interface.date(edition.date) if edition.date else "",
        state=state_note(edition, interface),
        translated=translation_note(edition, interface),
        credits=make_credits(edition.contributions, interface, opened.shelves),
        address=f"/{interface.language}/{room}/{item.slug}/{edition.language}",
        readable=edition.text is not None,
        downloads=make_downloads(edition, interface),
        offers=offers(opened, interface, room, item, edition),
        references=make_references(edition.identifiers),
        link=edition.link,
    )


def state_note(edition: Edition, interface: Interface) -> str:
    note = STATES[edition.state]
    return interface.gettext(note) if note else ""


def translation_note(edition: Edition, interface: Interface) -> str:
    _ = interface.gettext
    source = edition.translated_from
    if source is None:
        return ""
    # Translators: the place-holder is the name of a language in the nominative, as CLDR has it.
    note = _("Translation. Language of the original: %(language)s.")
    return note % {"language": interface.language_name(source.language)}


def summary_note(summary: Said | None, interface: Interface) -> str:
    if summary is None or summary.language == interface.language:
        return ""
    note = interface.gettext("There is no summary in your language. Language of this one: %(language)s.")
    return note % {"language": interface.language_name(summary.language)}


def missing_edition(editions: tuple[Edition, ...], interface: Interface) -> str:
    """Say plainly when there is no edition in the reader's language, and which there are."""
    languages = [edition.language for edition in editions]
    if interface.language in {language.split("-")[0] for language in languages}:
        return ""
    note = interface.gettext("There is no edition in your language. Languages of the editions: %(languages)s.")
    return note % {"languages": interface.join([interface.language_name(language) for language in languages])}


def make_rights(uri: str | None, interface: Interface) -> Rights | None:
    if uri is None:
        return None
    name, meaning = name_rights(uri, interface)
    return Rights(name, meaning, uri if uri.startswith(("http://", "https://")) else None)


def _tag(facet: str, value: str, opened: Opened, interface: Interface) -> Tag:
    label = label_of(facet, value, interface, opened.shelves)
    return Tag(label, with_query(f"/{interface.language}/works", [(facet, value)]))
