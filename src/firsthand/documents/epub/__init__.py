"""Reads e-books (EPUB 2 and 3): the chapters in the order of the spine, as one document with its notes and pictures."""

from firsthand.documents.epub.chapters import chapters
from firsthand.documents.epub.container import Book
from firsthand.documents.epub.opf import metadata
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.hypertext.flow import Walker
from firsthand.documents.hypertext.notes import Notes
from firsthand.documents.hypertext.page import Page, text_of
from firsthand.documents.hypertext.pagebreaks import Pages
from firsthand.documents.images import Album
from firsthand.documents.language_tags import written_in
from firsthand.documents.model import Document, Remark
from firsthand.documents.tree import Outline

MEDIA_TYPE = "application/epub+zip"


def read(data: bytes, name: str = "") -> Document:  # noqa: ARG001 - all readers are called alike
    """The text of an EPUB file.

    Raises UnreadableFileError: empty, encrypted, truncated, damaged, mislabelled or too-large.
    """
    book = Book(data)
    said = metadata(book.package)
    found = list(chapters(book))
    if not found:
        raise UnreadableFileError("damaged", "None of this book's chapters could be found; get the book again.")
    notes = Notes((chapter.prefix, chapter.root, chapter.link) for chapter in found)
    sample = "".join(text_of(chapter.body)[:2_000] for chapter in found)
    language = written_in(said.language, sample)
    outline = Outline()
    album = Album()
    pages = Pages()
    for chapter in found:
        outline.mark(chapter.prefix)
        page = Page(notes, album, language, chapter.link, chapter.picture, chapter.prefix, notes.targets)
        Walker(outline, page, pages=pages).walk(chapter.body)
    scripts = sum(1 for chapter in found for _ in chapter.root.iter("{*}script"))
    dropped = (Remark("dropped-script", "Scripts of the book are left out."),) if scripts else ()
    return Document(
        MEDIA_TYPE,
        outline.sections(),
        said,
        language,
        images=album.images,
        remarks=(*book.remarks, *dropped, *album.remarks()),
    )
