"""The links of a page, laid over its words: link annotations (ISO 32000-2, 12.5.6.5), and addresses in print."""

import ctypes
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents.links import address
from firsthand.documents.pdf import bindings
from firsthand.documents.pdf.bindings import Handle
from firsthand.documents.pdf.destinations import target_of
from firsthand.documents.pdf.places import Frame
from firsthand.documents.pdf.sheet import Word

_LINKS_AT_MOST = 500
_PARTS_AT_MOST = 12
_PRINTED = re.compile(r"(?<![^(<\[{«“\"'])(?:https?://|www\.)[^\W_][\w-]*\.[\w-]", re.IGNORECASE)
_PART = re.compile(r"(?=.*[/._=&?%-]|.*\d)[\w./?=&%#+~:@,;()-]+")
"""What an address goes on with on the next line: one word with signs that words of a sentence have not."""
_HYPHEN = "\u00ad"
"""What PDFium makes of a hyphen at the end of a line."""
_LEADS_ON = "/-_=&?%" + _HYPHEN
_STOPS = ".,;:!?'\"’”»>]}"


class Link(Struct, frozen=True):
    href: str
    left: float
    top: float
    right: float
    bottom: float


def find_links(document: Handle, page: Handle, frame: Frame) -> list[Link]:
    """The links with an address that a reader may follow (http, https, mailto, tel), and those inside the document."""
    position, handle, box = ctypes.c_int(0), ctypes.c_void_p(), bindings.Box()
    links: list[Link] = []
    while len(links) < _LINKS_AT_MOST and bindings.next_link(page, position, handle):
        href = _lead(document, handle)
        if href and bindings.link_box(handle, box):
            links.append(Link(href, *frame.place_box(box.left, box.bottom, box.right, box.top)))
    return links


def _lead(document: Handle, link: ctypes.c_void_p) -> str | None:
    """Where an annotation leads, if that is a place that may be followed."""
    action = bindings.link_action(link)
    kind = bindings.action_type(action) if action else None
    if kind == bindings.URI_ACTION:
        said = bindings.narrow_bytes(bindings.action_uri, document, action).decode("utf-8", "replace")
        href = address(said)
        return href if href and not href.startswith("#") else None
    if kind not in (None, bindings.GOTO_ACTION):
        return None
    target = bindings.link_target(document, link) or (bindings.action_target(document, action) if action else None)
    return target_of(document, target) if target else None


def lay_links(words: list[Word], links: list[Link]) -> list[Word]:
    """The words, those under a link with its address, and those that print one."""
    laid = [_lay(word, links) for word in words] if links else words
    if not any("://" in word.text or "www." in word.text for word in laid):
        return laid
    return list(_lay_printed(laid))


def _lay_printed(words: Sequence[Word]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        found = _PRINTED.search(words[at].text) if words[at].href is None else None
        if found is None:
            yield words[at]
            at += 1
            continue
        end = _end_of_address(words, at)
        said = "".join(word.text for word in words[at:end])[found.start() :].replace(_HYPHEN, "-")
        href = address(_with_scheme(_without_stops(said)))
        yield from _linked(words[at:end], found.start(), href) if href else words[at:end]
        at = end


def _end_of_address(words: Sequence[Word], at: int) -> int:
    """The index after the last word of a printed address, which may go on over the ends of lines."""
    end = at + 1
    while end < len(words) and end - at < _PARTS_AT_MOST and words[end].href is None:
        before, word = words[end - 1], words[end]
        below = 0 < word.base - before.base < 2 * before.size and word.left < before.left
        goes_on = below and not before.spaced and before.text[-1] in _LEADS_ON and _PART.fullmatch(word.text)
        if not (word.glued and word.size > 0.85 * before.size) and not goes_on:
            break
        end += 1
    return end


def _linked(words: Sequence[Word], start: int, href: str) -> Iterator[Word]:
    first, *others = words
    if start:
        yield replace(first, text=first.text[:start])
        first = replace(first, text=first.text[start:], glued=True)
    for word in (first, *others):
        # A hyphen at the end of a line is the address's own.
        yield replace(word, href=href, softly_broken=False)


def _without_stops(said: str) -> str:
    """Without the signs of the sentence around it, among them a bracket that was opened before it."""
    bare = said.rstrip(_STOPS)
    while bare.endswith(")") and bare.count(")") > bare.count("("):
        bare = bare[:-1].rstrip(_STOPS)
    return bare


def _with_scheme(said: str) -> str:
    return said if said.lower().startswith("http") else f"https://{said}"


def _lay(word: Word, links: list[Link]) -> Word:
    x, y = (word.left + word.right) / 2, word.base - word.size / 3
    for link in links:
        if link.left <= x <= link.right and link.top <= y <= link.bottom:
            return replace(word, href=link.href)
    return word
