"""A reader's bundle: several editions as one e-book, each a part with a title page of its own.

It is bounded, so that nobody can ask a small server for a whole library at once.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from firsthand.catalogue.languages import primary
from firsthand.catalogue.records import Edition, Work
from firsthand.catalogue.shelves import Shelves
from firsthand.exports import imprint
from firsthand.exports.epub import qualities_of, style
from firsthand.exports.epub.container import packed
from firsthand.exports.epub.matter import colophon, title_page
from firsthand.exports.epub.navigation import Landmark, Line, lines_of, navigation
from firsthand.exports.epub.package import Book, identifier_of, package
from firsthand.exports.epub.text import Text
from firsthand.exports.epub.xhtml import Sheet, sheet, text, tongue
from firsthand.exports.volume import Volume
from firsthand.interface import Interface
from firsthand.release import Release

MOST_WORKS = 40
MOST_BYTES = 60_000_000

WORD_BYTES = 4
"""What a word weighs in a book, compressed, with its tags."""
EDITION_BYTES = 6_000
"""Its title page, its colophon and its place in the contents."""


class Selection(Struct, frozen=True):
    volumes: tuple[Volume, ...]
    without: int
    """Works that have no text here."""
    size: int
    """Bytes, nearly."""

    @property
    def too_large(self) -> bool:
        return len(self.volumes) > MOST_WORKS or self.size > MOST_BYTES


def select(
    release: Release, shelves: Shelves, works: Iterable[Work], languages: Sequence[str], ours: str,
    interface_for: Callable[[str], Interface], site: str,
) -> Selection:  # fmt: skip
    """The editions of works to take along: those in the chosen languages, or else the one that its reader would open.

    `ours` is the language of the interface. Weighing stops where the selection is too large already.
    """
    volumes: list[Volume] = []
    without = size = 0
    for work in works:
        editions = _editions(work, languages, ours)
        without += not editions
        for edition in editions:
            volume = Volume(release, shelves, work, edition, interface_for(edition.language), site)
            volumes.append(volume)
            size += weigh(volume) if len(volumes) <= MOST_WORKS and size <= MOST_BYTES else 0
    return Selection(tuple(volumes), without, size)


def _editions(work: Work, languages: Sequence[str], ours: str) -> list[Edition]:
    readable = [edition for edition in work.editions if edition.text]
    if languages:
        return [edition for edition in readable if edition.language in languages]
    return sorted(readable, key=lambda edition: primary(edition.language) != ours)[:1]


def weigh(volume: Volume) -> int:
    """About how many bytes an edition adds to a book."""
    contents = volume.contents
    if contents is None:
        return 0
    size = EDITION_BYTES + contents.words * WORD_BYTES
    for image in contents.images:
        try:
            size += volume.release.file(image).stat().st_size
        except (KeyError, OSError):
            continue
    return size


def bind(volumes: Sequence[Volume], interface: Interface, site: str, chosen: Sequence[str], without: int = 0) -> bytes:
    """The editions as one book, in the order given. `chosen` says by what they were chosen, in the reader's words."""
    texts = [Text(volume, f"w{number:02}-") for number, volume in enumerate(volumes, 1)]
    _ = interface.gettext
    name = _("A selection from %(library)s") % {"library": imprint.library_of(volumes[0]).value}
    cover = _cover(texts, interface, name, chosen, without)
    sheets = [cover]
    lines = [Line(name, cover.name)]
    for each in texts:
        title, about = title_page(each), colophon(each)
        own = (*lines_of(each), Line(_("About this edition"), about.name, interface.language))
        lines.append(Line(each.volume.edition.title, title.name, each.volume.edition.language, own))
        sheets += [title, *each.sheets, about]
    landmarks = (
        Landmark("titlepage", _("Title page"), cover.name),
        Landmark("toc", _("Contents"), "nav.xhtml"),
        Landmark("bodymatter", _("Text"), texts[0].title_sheet),
    )
    sheets.insert(1, navigation(interface, lines, landmarks, ()))
    pictures = {picture.name: picture for each in texts for picture in each.pictures.values()}
    sheets += [style(), *pictures.values()]
    return packed(package(_book(texts, interface, name, site, chosen), sheets), sheets)


def _cover(texts: list[Text], interface: Interface, name: str, chosen: Sequence[str], without: int) -> Sheet:
    """What was chosen, and what could not come along."""
    ours = interface.language
    works = "".join(
        f'<li><a href="{each.title_sheet}"{tongue(each.volume.edition.language, ours)}>'
        f"{text(each.volume.source.full_title)}</a></li>\n"
        for each in texts
    )
    said = ""
    if without:
        words = interface.ngettext(
            "%(count)s work that was chosen too has no text in the library, and is not in this book.",
            "%(count)s works that were chosen too have no text in the library, and are not in this book.",
            without,
        )
        said = f'<p class="note">{text(words % {"count": interface.number(without)})}</p>\n'
    labels = f'<p class="subtitle">{text(" · ".join(chosen))}</p>\n' if chosen else ""
    body = (
        f'<section class="title" epub:type="titlepage">\n<h1 id="title">{text(name)}</h1>\n{labels}'
        f"<ol>\n{works}</ol>\n{said}</section>"
    )
    return sheet("selection.xhtml", name, body, ours, kind="frontmatter")


def _book(texts: list[Text], interface: Interface, name: str, site: str, chosen: Sequence[str]) -> Book:
    volumes = [each.volume for each in texts]
    names = "\n".join((interface.language, *map(identifier_of, volumes)))
    publishers = dict.fromkeys(name.literal for volume in volumes for name in volume.source.publishers)
    return Book(
        identifier=uuid5(NAMESPACE_URL, names).urn,
        identifiers=(),
        title=name,
        subtitle=" · ".join(chosen) or None,
        languages=tuple(dict.fromkeys((interface.language, *(volume.edition.language for volume in volumes)))),
        creators=(),
        contributors=(),
        publishers=tuple(publishers),
        date=None,
        description=None,
        subjects=(),
        rights=None,
        source=site or None,
        modified=volumes[0].release.created,
        interface=interface,
        qualities=qualities_of(texts, page_list=False),
    )
