"""The chapters of an e-book as parsed pages, each knowing how its links and pictures reach the rest of the book."""

from collections.abc import Iterator

from firsthand.documents.encodings import decoded
from firsthand.documents.epub.container import KIND, Book, Item
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.links import address
from firsthand.documents.markup import Element, html, name_of, with_named_characters, xml
from firsthand.documents.model import Remark

_TEXTS = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}


class Chapter:
    """One file of the spine."""

    def __init__(self, book: Book, item: Item, root: Element, prefixes: dict[str, str]) -> None:
        self.root = root
        self.body = next((element for element in root if name_of(element) == "body"), root)
        self.prefix = prefixes[item.path]
        self._book = book
        self._path = item.path
        self._prefixes = prefixes

    def link(self, href: str) -> str | None:
        """The address of a link: "#" and a name for a place in the book."""
        found = self._book.resolve(self._path, href)
        if found is None:
            return None if href.startswith("#") else address(href)
        path, fragment = found
        return f"#{self._prefixes[path]}{fragment}" if path in self._prefixes else None

    def picture(self, source: str) -> bytes | None:
        """The bytes of a picture in the book."""
        found = self._book.resolve(self._path, source)
        return self._book.archive.read(found[0]) if found else None


def chapters(book: Book) -> Iterator[Chapter]:
    """The chapters in reading order; one that is missing or damaged costs a remark and no more."""
    items = [item for item in book.spine() if item.media_type in _TEXTS]
    prefixes = {item.path: f"c{number}-" for number, item in enumerate(items, start=1)}
    for number, item in enumerate(items, start=1):
        root = _parsed(book, item)
        if root is None:
            book.remarks.append(Remark("missing-chapter", f"File {number} of the book's text is missing or damaged."))
        else:
            yield Chapter(book, item, root, prefixes)


def _parsed(book: Book, item: Item) -> Element | None:
    data = book.archive.read(item.path)
    if data is None or not data.strip():
        return None
    try:
        return xml(with_named_characters(data), KIND)
    except UnreadableFileError as error:
        if error.reason != "damaged" or b"<!ENTITY" in data:
            raise
    return html(decoded(data))
