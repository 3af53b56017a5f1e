"""Where the pages of a printed edition begin in a web page or an e-book (EPUB 3 and DPUB-ARIA: page breaks)."""

from firsthand.documents.hypertext.page import EPUB_TYPE, text_of
from firsthand.documents.markup import Element
from firsthand.documents.model import Locator
from firsthand.documents.text import fold

LONGEST = 20
"""Characters of a page's number."""


class Pages:
    """Counts page breaks through all chapters of a book, and knows on which page what is read now begins."""

    def __init__(self) -> None:
        self._count = 0
        self._place: Locator | None = None
        self._next: Locator | None = None

    @property
    def place(self) -> Locator | None:
        """Of the block that is being read; None before the first break."""
        return self._place

    def turn(self, element: Element, *, within: bool) -> None:
        """A page begins; `within` a paragraph it counts for what comes after that."""
        number = fold(element.get("aria-label") or element.get("title") or text_of(element)).strip(". ")
        self._count += 1
        label = number if number and number != str(self._count) and len(number) <= LONGEST else None
        self._next = Locator(self._count, label)
        if not within:
            self.settle()

    def settle(self) -> None:
        """The paragraph in which a page began has ended."""
        if self._next is not None:
            self._place, self._next = self._next, None


def is_break(element: Element) -> bool:
    return "pagebreak" in element.get(EPUB_TYPE, "").split() or element.get("role") == "doc-pagebreak"
