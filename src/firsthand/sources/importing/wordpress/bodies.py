"""The body of a post as WordPress keeps it, made a clean tree of HTML: its documents, sections, words and links.

Blocks, shortcodes and bare line breaks are understood; scripts, styles, forms and frames go, frames leaving a link.
Knows nothing of records.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml import etree
from msgspec import Struct

from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.markup import Element, html, name_of
from firsthand.sources.importing.wordpress.shortcodes import without_shortcodes

_BLOCK = re.compile(r"<!--(?:(?!-->|<!--).)*+-->", re.DOTALL)
_MORE = re.compile(r"<!--\s{0,9}(?:more|nextpage)\b[^<>]{0,200}-->")
_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|"
    "iframe|li|main|nav|noscript|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul|script|style"
)
_STARTS_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b", re.IGNORECASE)
_PREFORMATTED = re.compile(r"(<(pre|script|style)\b(?:[^<]++|<(?!/?\2\b))*+</\2>)", re.IGNORECASE)
_BARE = re.compile(r"^[ \t]*+(https?://[^\s<>\"]++)[ \t]*+$", re.MULTILINE)
_UNWANTED = "script style noscript form input button select textarea template svg canvas head meta link title base"
_REMOVED = frozenset(_UNWANTED.split())
_FRAMES = {"iframe": "src", "embed": "src", "object": "data", "video": "src", "audio": "src"}
_KEPT = {
    "a": ("href", "title", "hreflang"),
    "img": ("src", "alt"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "ol": ("start",),
}
HEADINGS = ("h1", "h2", "h3", "h4")


class Link(Struct, frozen=True):
    """A link in a body."""

    address: str
    words: str
    section: int
    """Under which heading of the body it stands; 0 before the first."""


class Body:
    """The body of one post. `base` is its own address, `attachment` gives the address of a file by its number."""

    def __init__(self, content: str, base: str, attachment: Callable[[str], str] = lambda _: "") -> None:
        self.base = base
        self.damaged = False
        text = _as_html(content, attachment)
        try:
            root = html(f"<html><body>{text}</body></html>")
        except UnreadableFileError:
            self.damaged = True
            root = html("<html><body></body></html>")
        found = root.find("body")
        self.root: Element = found if found is not None else root
        self._clean()

    def _clean(self) -> None:
        for element in list(self.root.iter()):
            name = name_of(element)
            if element is self.root or not name:
                continue
            if name in _FRAMES:
                self._unframe(element, _FRAMES[name])
            elif name in _REMOVED:
                _remove(element)
            else:
                self._strip(element, name)

    def _unframe(self, element: Element, attribute: str) -> None:
        """Put a link in the place of what is shown in a frame or a player."""
        source = element.get(attribute) or next(
            (one.get("src") for one in element.iter("source") if one.get("src")), None
        )
        address = self.address(source or "")
        words = (element.get("title") or "").strip() or address
        tail = element.tail
        for child in list(element):
            element.remove(child)
        if not address:
            _remove(element)
            return
        element.attrib.clear()
        element.tag, element.text, element.tail = "a", words, tail
        element.set("href", address)

    def _strip(self, element: Element, name: str) -> None:
        kept = _KEPT.get(name, ())
        language = element.get("lang")
        values = {key: value for key in kept if (value := element.get(key))}
        element.attrib.clear()
        for key, value in values.items():
            changed = self.address(value) if key in ("href", "src") else value
            if changed:
                element.set(key, changed)
        if language:
            element.set("lang", language)

    def address(self, written: str) -> str:
        """A link as a whole address; "" for one that leads nowhere or runs something."""
        written = re.sub(r"[\x00-\x20]+", "", written)
        if written.startswith("#"):
            return ""
        try:
            whole = urljoin(self.base, written)
            scheme = urlsplit(whole).scheme.lower()
        except ValueError:
            return ""
        return whole if scheme in ("http", "https", "mailto", "tel") else ""

    def links(self) -> Iterator[Link]:
        """Every link, in order."""
        section = 0
        for element in self.root.iter():
            name = name_of(element)
            if name in HEADINGS:
                section += 1
            if name == "a" and element.get("href"):
                yield Link(element.get("href") or "", words_of(element), section)

    def sections(self) -> list[tuple[str, str]]:
        """The headings of the body, each with the plain words below it; the first has no heading."""
        found: list[tuple[str, list[str]]] = [("", [])]
        for block in _blocks(self.root):
            if name_of(block) in HEADINGS:
                found.append((words_of(block), []))
            elif (words := words_of(block)) and not _only_leads(block, words):
                found[-1][1].append(words)
        return [(heading, "\n\n".join(parts)) for heading, parts in found]

    def words(self) -> str:
        """All words, paragraph by paragraph, without those paragraphs that only lead to documents."""
        found = []
        for block in _blocks(self.root):
            words = words_of(block)
            if words and not _only_leads(block, words):
                found.append(words)
        return "\n\n".join(found)


def _only_leads(block: Element, words: str) -> bool:
    """Whether a paragraph says hardly more than its links: "Read it here: English / French"."""
    linked = sum(len(words_of(one)) for one in block.iter("a"))
    return bool(linked) and len(words) - linked < max(60, linked // 4)


def words_of(element: Element) -> str:
    """The words of an element on one line."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def _blocks(root: Element) -> Iterator[Element]:
    """The innermost elements that hold paragraphs, in order."""
    inner = ("p", "li", "td", "th", "dt", "dd", "figcaption", "pre", "blockquote", *HEADINGS, "h5", "h6")
    for element in root.iter(*inner):
        if not any(name_of(child) in inner for child in element.iter() if child is not element):
            yield element


def _as_html(content: str, attachment: Callable[[str], str]) -> str:
    """The content with its shortcodes, blocks and bare line breaks as HTML."""
    text = without_shortcodes(content.replace("\r\n", "\n").replace("\r", "\n"), attachment)
    has_blocks = "<!-- wp:" in text
    text = _BLOCK.sub("", _MORE.sub("\n\n", text))
    text = _BARE.sub(lambda match: f'\n\n<p><a href="{escape(match[1])}">{escape(match[1])}</a></p>\n\n', text)
    return text if has_blocks else _paragraphed(text)


def _paragraphed(text: str) -> str:
    """Blank lines as paragraphs and single ones as breaks, as WordPress shows texts of its older editor."""
    parts = _PREFORMATTED.split(text)
    made = []
    for place, part in enumerate(parts):
        if place % 3:
            made += [part] if place % 3 == 1 else []
            continue
        apart = re.sub(rf"(<(?:{_BLOCKS})\b)", r"\n\n\1", part, flags=re.IGNORECASE)
        apart = re.sub(rf"(</(?:{_BLOCKS})>)", r"\1\n\n", apart, flags=re.IGNORECASE)
        for chunk in re.split(r"\n\s*\n", apart):
            if not chunk.strip():
                continue
            made.append(chunk if _STARTS_BLOCK.match(chunk.strip()) else _paragraph(chunk.strip()))
    return "\n".join(made)


def _paragraph(chunk: str) -> str:
    return "<p>" + re.sub(r"(?<!<br>)(?<!/>)\n", "<br>\n", chunk) + "</p>"


def _remove(element: Element) -> None:
    """Take an element out, but not the words behind it."""
    above = element.getparent()
    if above is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            above.text = (above.text or "") + element.tail
    above.remove(element)


def written(root: Element) -> str:
    """The clean tree as HTML."""
    inside = "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
    return f"{escape(root.text or '')}{inside}".strip()
