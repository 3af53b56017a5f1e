"""The link annotations of a page that lead out of the document (ISO 32000-2, 12.5.6.5), laid over its words."""

import ctypes

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.links import address
from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import Word

_LINKS_AT_MOST = 500


class Link(Struct, frozen=True):
    href: str
    left: float
    top: float
    right: float
    bottom: float


def find_links(document: Handle, page: Handle, frame: Frame) -> list[Link]:
    """The links with an address that a reader may follow: http, https, mailto or tel."""
    position, handle, box = ctypes.c_int(0), ctypes.c_void_p(), bindings.Box()
    links: list[Link] = []
    while len(links) < _LINKS_AT_MOST and bindings.next_link(page, position, handle):
        action = bindings.link_action(handle)
        if not action or bindings.action_type(action) != bindings.URI_ACTION:
            continue
        href = address(bindings.narrow_bytes(bindings.action_uri, document, action).decode("utf-8", "replace"))
        if href and not href.startswith("#") and bindings.link_box(handle, box):
            links.append(Link(href, *frame.place_box(box.left, box.bottom, box.right, box.top)))
    return links


def lay_links(words: list[Word], links: list[Link]) -> list[Word]:
    """The words, those under a link with its address."""
    if not links:
        return words
    return [_lay(word, links) for word in words]


def _lay(word: Word, links: list[Link]) -> Word:
    x, y = (word.left + word.right) / 2, word.base - word.size / 3
    for link in links:
        if link.left <= x <= link.right and link.top <= y <= link.bottom:
            return replace(word, href=link.href)
    return word
