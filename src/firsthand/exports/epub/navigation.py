"""The navigation document of a book: contents, landmarks, and the list of the original's pages (EPUB 3.3, 5.4)."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from firsthand.exports.epub.text import Entry, PageBreak, Text
from firsthand.exports.epub.xhtml import Sheet, sheet, text, tongue
from firsthand.interface import Interface

NAVIGATION = "nav.xhtml"


class Line(Struct, frozen=True):
    """A line of the contents, with those under it."""

    title: str
    address: str
    language: str | None = None
    under: tuple["Line", ...] = ()


class Landmark(Struct, frozen=True):
    kind: str
    """Its epub:type."""
    title: str
    address: str


def navigation(
    interface: Interface, lines: Sequence[Line], landmarks: Sequence[Landmark], breaks: Sequence[PageBreak]
) -> Sheet:
    """The document, in the interface's language; lines of another language say so."""
    _ = interface.gettext
    contents, parts = text(_("Contents")), text(_("Parts of this book"))
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="contents">\n<h1 id="contents">{contents}</h1>\n'
        f"{_list(lines, interface.language)}</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="{parts}">\n<ol>\n'
        + "".join(
            f'<li><a epub:type="{mark.kind}" href="{mark.address}">{text(mark.title)}</a></li>\n' for mark in landmarks
        )
        + "</ol>\n</nav>\n"
    )
    if breaks:
        label = text(_("Pages of the original"))
        pages = "".join(f'<li><a href="{each.address}">{text(each.number)}</a></li>\n' for each in breaks)
        body += (
            f'<nav epub:type="page-list" role="doc-pagelist" hidden="hidden" aria-label="{label}">\n'
            f"<ol>\n{pages}</ol>\n</nav>\n"
        )
    return sheet(NAVIGATION, _("Contents"), body, interface.language, kind="frontmatter", properties="nav")


def lines_of(book: Text) -> tuple[Line, ...]:
    """The headings of an edition, nested as they are."""
    language = book.volume.edition.language
    outermost: list[Line] = []
    open_: list[tuple[int, Entry, list[Line]]] = []

    def close(level: int) -> None:
        """End the lines that one of this level does not stand under."""
        while open_ and open_[-1][0] >= level:
            _, entry, under = open_.pop()
            beside = open_[-1][2] if open_ else outermost
            beside.append(Line(entry.title, entry.address, language, tuple(under)))

    for entry in book.entries:
        close(entry.level)
        open_.append((entry.level, entry, []))
    close(0)
    return tuple(outermost)


def _list(lines: Iterable[Line], outer: str) -> str:
    made = []
    for line in lines:
        under = _list(line.under, outer) if line.under else ""
        title = text(line.title) or "–"
        made.append(f'<li><a href="{line.address}"{tongue(line.language, outer)}>{title}</a>{under}</li>\n')
    return f"<ol>\n{''.join(made)}</ol>\n"
