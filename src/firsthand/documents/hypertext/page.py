"""What the elements of a page are judged by: its language, links, notes and pictures, and what is never text."""

import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from firsthand.documents.hypertext.notes import Notes
from firsthand.documents.images import Album
from firsthand.documents.links import address
from firsthand.documents.markup import Element

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

_UNSPOKEN = frozenset(
    "script style noscript template head nav input select textarea button option iframe "  # noqa: SIM905 - plain words
    "object embed audio video canvas dialog datalist meter progress rt rp link meta title "
    "map frame frameset applet label".split()
)
_UNSPOKEN_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "doc-toc"])
_UNSPOKEN_CLASSES = frozenset(
    "sr-only visually-hidden screen-reader-text skip-link headerlink anchor-link "  # noqa: SIM905 - plain words
    "mw-editsection header-anchor".split()
)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _no_picture(_source: str) -> bytes | None:
    return None


class Page(Struct):
    """One page, or one chapter of a book."""

    notes: Notes
    album: Album = field(default_factory=Album)
    language: str | None = None
    link: Callable[[str], str | None] = address
    """From an href to what `Run.href` may be."""
    picture: Callable[[str], bytes | None] = _no_picture
    """From the source of an image to its bytes, for those inside the file."""
    prefix: str = ""
    """Before every id, so that chapters do not share them."""
    targets: frozenset[str] = frozenset()
    """The names, with prefix, to which links lead."""
    left_out: set[Element] = field(default_factory=set)
    """The elements that are no part of the text."""


def unspoken(element: Element, name: str) -> bool:
    """Whether an element is furniture of the page, or not to be seen, and no part of its text."""
    if name in _UNSPOKEN:
        return True
    attributes: Any = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or (attributes.get("aria-hidden") == "true" and name != "img"):
        return True
    if attributes.get("role") in _UNSPOKEN_ROLES or _UNSEEN.search(attributes.get("style", "")):
        return True
    if "class" in attributes and not _UNSPOKEN_CLASSES.isdisjoint(attributes["class"].split()):
        return True
    return "pagebreak" in attributes.get(EPUB_TYPE, "") or attributes.get("role") == "doc-pagebreak"


def text_of(element: Element) -> str:
    """All text under an element, as it stands."""
    return "".join(part for part in element.itertext() if isinstance(part, str))
