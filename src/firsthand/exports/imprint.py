"""What a book or file tells of itself before and after its text: who made it, when, where it is from, how it was read.

The same for every shape: lines of a label and what belongs to it, in the interface's language.
"""

from urllib.parse import quote

from msgspec import Struct

from firsthand.catalogue.records import Contribution, RelationKind, Role, State, Statement, Work, choose
from firsthand.citations import Span, reference
from firsthand.citations.source import contributions
from firsthand.exports.volume import Volume
from firsthand.interface import autonym
from firsthand.interface.labels import ROLES, STATES, name_format, name_kind, name_rights
from firsthand.interface.remarks import put_remarks
from firsthand.interface.said import Said, name_of, title_of

STYLE = "apa"
"""The style of the reference that shows how to cite; the site has others."""


class Part(Struct, frozen=True):
    """Words of a line."""

    text: str
    language: str
    """BCP 47."""
    address: str | None = None


class Line(Struct, frozen=True):
    label: str
    parts: tuple[Part, ...]


def credits_of(volume: Volume) -> tuple[Line, ...]:
    """Everyone in their roles, in the order of the title page."""
    parties, interface = volume.shelves.parties, volume.interface
    by_role: dict[Role, dict[str, Part]] = {}
    for contribution in _contributions(volume):
        if party := parties.get(contribution.party):
            said = name_of(party, interface)
            invented = f" {interface.gettext('(invented)')}" if party.invented else ""
            part = Part(said.value + invented, said.language, party.link)
            by_role.setdefault(contribution.role, {}).setdefault(party.slug, part)
    return tuple(
        Line(interface.gettext(ROLES[role]), tuple(by_role[role].values())) for role in Role if role in by_role
    )


def notes_of(volume: Volume) -> tuple[Said, ...]:
    """What is to know before one reads: that the text is outdated, or a translation; that it is a demonstration."""
    interface, edition = volume.interface, volume.edition
    _ = interface.gettext
    notes = [_(STATES[edition.state])] if edition.state is not State.CURRENT else []
    if edition.translated_from:
        note = _("Translation. Language of the original: %(language)s.")
        notes.append(note % {"language": interface.language_name(edition.translated_from.language)})
    said = [Said(note, interface.language) for note in notes]
    if notice := choose(volume.shelves.library.notice, interface.language):
        said.append(Said(notice.value, notice.language))
    return tuple(said)


def remarks_of(volume: Volume) -> tuple[Said, ...]:
    """What is missing in this reading of the file, or may be wrong."""
    return put_remarks(volume.contents.remarks if volume.contents else (), volume.interface)


def date_of(volume: Volume) -> str:
    date = volume.edition.date or volume.item.date
    return volume.interface.date(date) if date else ""


def library_of(volume: Volume) -> Said:
    title = choose(volume.shelves.library.titles, volume.interface.language)
    return Said(title.value, title.language) if title else Said(volume.site, "und")


def lines_of(volume: Volume) -> tuple[Line, ...]:
    """The facts of the colophon."""
    interface, edition = volume.interface, volume.edition
    _ = interface.gettext
    ours = interface.language
    lines = [*credits_of(volume)]

    def add(label: str, text: str, address: str | None = None, language: str = ours) -> None:
        if text:
            lines.append(Line(label, (Part(text, language, address),)))

    add(_("Kind"), name_kind(volume.source.kind, interface))
    add(_("Date"), date_of(volume))
    add(_("Language"), interface.language_name(edition.language))
    lines.extend(_elsewhere(volume))
    lines.extend(_identifiers(volume))
    add(_("Library"), library_of(volume).value, volume.site or None, library_of(volume).language)
    if volume.source.url:
        add(_("Address"), volume.source.url, volume.source.url)
    lines.extend(_rights(volume))
    lines.extend(_originals(volume))
    add(_("Release"), volume.release.id)
    return tuple(lines)


def citation_of(volume: Volume) -> tuple[Span, ...]:
    """The reference by which the edition is cited."""
    genre = name_kind(volume.source.kind, volume.interface)
    return reference(volume.source, STYLE, volume.interface.language, genre)


def newer_of(volume: Volume) -> Part | None:
    """The work that takes the place of this one."""
    if not isinstance(volume.item, Work):
        return None
    works = volume.shelves.related(volume.item.slug).get(RelationKind.SUPERSEDED_BY)
    if not works:
        return None
    title = title_of(works[0], volume.interface)
    return Part(title.value, title.language, _on_site(volume, f"/works/{works[0].slug}"))


def authority(volume: Volume) -> str:
    """What the text was made from, and what counts where they differ."""
    _ = volume.interface.gettext
    if volume.edition.files:
        return _("This text was made from the original file by a program. Where they differ, the original file counts.")
    return _("This text was made by a program from what the library holds.")


def _contributions(volume: Volume) -> tuple[Contribution, ...]:
    return (*contributions(volume.item), *volume.edition.contributions)


def _elsewhere(volume: Volume) -> list[Line]:
    others = [edition for edition in volume.item.editions if edition.language != volume.edition.language]
    if not others:
        return []
    parts = tuple(Part(autonym(edition.language), edition.language) for edition in others)
    return [Line(volume.interface.gettext("In other languages"), parts)]


def _identifiers(volume: Volume) -> list[Line]:
    source, ours = volume.source, volume.interface.language
    lines = []
    if source.doi:
        lines.append(Line("DOI", (Part(source.doi, ours, f"https://doi.org/{source.doi}"),)))
    for label, value in (("ISBN", source.isbn), ("ISSN", source.issn)):
        if value:
            lines.append(Line(label, (Part(value, ours),)))
    return lines


def _rights(volume: Volume) -> list[Line]:
    interface = volume.interface
    label, uri = interface.gettext("Rights"), volume.source.rights
    if uri is None:
        if not isinstance(volume.item, Work | Statement):
            return []
        unknown = interface.gettext("Not stated. Ask its publishers before you share or change it.")
        return [Line(label, (Part(unknown, interface.language),))]
    name, meaning = name_rights(uri, interface)
    address = uri if uri.startswith(("http://", "https://")) else None
    parts = (Part(name, interface.language, address), *((Part(meaning, interface.language),) if meaning else ()))
    return [Line(label, parts)]


def _originals(volume: Volume) -> list[Line]:
    interface = volume.interface
    parts = tuple(
        Part(
            f"{name_format(file.media_type, interface)}, {interface.size(file.size)}",
            interface.language,
            f"{volume.site}/files/{file.sha256}/{quote(file.name, safe='')}" if volume.site else None,
        )
        for file in volume.edition.files
    )
    return [Line(interface.gettext("Original files"), parts)] if parts else []


def _on_site(volume: Volume, path: str) -> str | None:
    return f"{volume.site}{path}" if volume.site else None
