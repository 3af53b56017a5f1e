"""E-books: editions as EPUB 3.3, made so that they can be heard, enlarged and gone through by their original's pages.

The ZIP and all files in it are written here, with nothing but what the release holds.
"""

from functools import cache
from pathlib import Path

from firsthand.exports.epub.accessibility import Qualities
from firsthand.exports.epub.container import MEDIA_TYPE, packed
from firsthand.exports.epub.matter import colophon, title_page
from firsthand.exports.epub.navigation import Landmark, Line, lines_of, navigation
from firsthand.exports.epub.package import book_of, package
from firsthand.exports.epub.text import Text
from firsthand.exports.epub.xhtml import Sheet
from firsthand.exports.volume import Volume

__all__ = ["MEDIA_TYPE", "make_epub", "qualities_of", "style"]


def make_epub(volume: Volume) -> bytes:
    """The edition as a book: the same bytes for the same release, edition and site."""
    text = Text(volume)
    about = colophon(text)
    title = title_page(text)
    _ = volume.interface.gettext
    lines = (
        Line(volume.edition.title, title.name, volume.edition.language),
        *(lines_of(text) or (Line(_("Text"), text.begins),)),
        Line(_("About this edition"), about.name),
    )
    landmarks = (
        Landmark("titlepage", _("Title page"), title.name),
        Landmark("toc", _("Contents"), "nav.xhtml"),
        Landmark("bodymatter", _("Text"), text.begins),
        Landmark("colophon", _("About this edition"), about.name),
    )
    nav = navigation(volume.interface, lines, landmarks, text.breaks)
    sheets = (title, nav, *text.sheets, about, style(), *text.pictures.values())
    return packed(package(book_of(volume, qualities_of([text])), sheets), sheets)


def qualities_of(texts: list[Text], *, page_list: bool = True) -> Qualities:
    """What can be said of the accessibility of a book of these texts."""
    pages = any(text.breaks for text in texts)
    return Qualities(
        pictures=sum(len(text.pictures) for text in texts),
        undescribed=sum(text.undescribed for text in texts),
        pages=pages,
        page_list=pages and page_list,
        headings=any(text.entries for text in texts),
        complete=not any(text.volume.contents and text.volume.contents.remarks for text in texts),
    )


@cache
def style() -> Sheet:
    return Sheet("book.css", "text/css", (Path(__file__).parent / "book.css").read_bytes())
