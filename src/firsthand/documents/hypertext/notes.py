"""Which links of a page are the marks of footnotes, and which elements are those notes.

Recognises the roles of DPUB-ARIA 1.1 and EPUB 3, and what word processors, publishing programs and Markdown write: a
link that is a mere mark, to an element further on from which another link leads back to it.
"""

import re
from collections.abc import Callable, Iterable
from itertools import islice

from msgspec import Struct

from firsthand.documents.markup import Element, name_of

_TYPE = "{http://www.idpf.org/2007/ops}type"
_MARK = re.compile(r"[\[({]?\s*(\d{1,4}|[*†‡§¶#]{1,4}|[ivxlcdm]{1,6}|[a-z]{1,2})(?::\d+)?\s*[\])}]?\.?", re.IGNORECASE)
_REFERRING = frozenset(
    "footnote-ref noteref footnote-reference footref fn-ref sdfootnoteanc sdendnoteanc "  # noqa: SIM905 - plain words
    "footnoteref note-ref fnref endnote-ref".split()
)
_CONTAINERS = frozenset(["footnotes", "endnotes", "rearnotes", "footnotes-list", "footnotes-area", "footdef"])
_BLOCKS = frozenset(["p", "li", "div", "dd", "aside", "section", "td", "tr", "blockquote", "dt"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "hr", "header"])


class Note(Struct):
    """A note that a mark of the text leads to."""

    id: str
    mark: str
    body: Element
    told: bool = False
    """Whether it has been put into the document."""


class Notes:
    """The notes of a page, or of all chapters of a book.

    `parts` are the prefix of its ids, the root, and the function from an href to "#" and a name, in reading order.
    """

    def __init__(self, parts: Iterable[tuple[str, Element, Callable[[str], str | None]]]) -> None:
        self.marks: dict[Element, Note] = {}
        self.bodies: dict[Element, Note] = {}
        self.containers: set[Element] = set()
        self.backlinks: set[Element] = set()
        self._names: dict[str, Element] = {}
        self._links: dict[Element, str] = {}
        self._found: dict[Element, Element | None] = {}
        self._led_back: dict[Element, dict[Element, Element]] = {}
        roots = []
        for prefix, root, link in parts:
            roots.append(root)
            self._survey(root, prefix, link)
        self.targets = frozenset(self._links.values())
        for reference in self._links:
            self._recognise(reference)
        for root in roots if self.bodies else ():
            self._find_containers(root)

    def _survey(self, root: Element, prefix: str, link: Callable[[str], str | None]) -> None:
        for element in root.iter():
            for attribute in ("id", "name"):
                if name := element.get(attribute):
                    self._names.setdefault(prefix + name, element)
            if name_of(element) == "a" and (href := element.get("href")):
                address = link(href)
                if address and address.startswith("#"):
                    self._links[element] = address[1:]

    def _recognise(self, reference: Element) -> None:
        target = self._names.get(self._links[reference])
        mark = _MARK.fullmatch(_said(reference).strip())
        above = set(reference.iterancestors())
        if target is None or mark is None or any(up in self.bodies for up in above):
            return
        if target not in self._found:
            self._found[target] = _body(target)
        body = self._found[target]
        if body is None or body in above:
            return
        near = {reference, *reference.iterdescendants(), *islice(reference.iterancestors(), 3)}
        backlinks = {link for link, place in self._leading_back(body).items() if place in near}
        if body not in self.bodies and (backlinks or _declared(reference)):
            self.bodies[body] = Note(f"note-{len(self.bodies) + 1}", mark.group(1), body)
        if body in self.bodies:
            self.marks[reference] = self.bodies[body]
            self.backlinks |= backlinks

    def _leading_back(self, body: Element) -> dict[Element, Element]:
        """The links in a note, each with the place that it leads to."""
        if body not in self._led_back:
            links = (link for link in body.iter("{*}a") if link in self._links)
            places = ((link, self._names.get(self._links[link])) for link in links)
            self._led_back[body] = {link: place for link, place in places if place is not None}
        return self._led_back[body]

    def _find_containers(self, root: Element) -> None:
        for element in root.iter():
            kinds = {*element.get("class", "").split(), *element.get(_TYPE, "").split()}
            named = element.get("role") in {"doc-endnotes", "doc-footnotes"} or not _CONTAINERS.isdisjoint(kinds)
            if named and not self._remainder(element):
                self.containers.add(element)

    def _remainder(self, element: Element) -> bool:
        """Whether a container of notes has text that is neither heading nor note."""
        waiting = list(element)
        found = bool((element.text or "").strip())
        while waiting and not found:
            child = waiting.pop()
            found = bool((child.tail or "").strip())
            if child not in self.bodies and name_of(child) not in _HEADINGS:
                found = found or bool((child.text or "").strip())
                waiting.extend(child)
        return found


def _body(target: Element) -> Element | None:
    """The block that is the note to which a link leads: the target, or what it stands at the beginning of."""
    body: Element | None = target
    while body is not None and name_of(body) not in _BLOCKS:
        body = body.getparent()
    if body is None or name_of(target) in _HEADINGS:
        return None
    parent = body.getparent()
    if name_of(body) == "p" and parent is not None and name_of(parent) in _BLOCKS and parent[0] is body:
        return parent if _alone(target, parent) else body
    return body


def _alone(target: Element, block: Element) -> bool:
    """Whether a block holds one note: one name that is like the target's but for its number."""
    name = target.get("id") or target.get("name") or ""
    alike = re.compile(re.sub(r"\d+", r"\\d+", re.escape(name)))
    names = (element.get("id") or element.get("name") or "" for element in block.iterdescendants())
    return sum(bool(alike.fullmatch(one)) for one in names) <= 1


def _declared(reference: Element) -> bool:
    parent = reference.getparent()
    for element in (reference, parent) if parent is not None else (reference,):
        kinds = {*element.get("class", "").split(), *element.get(_TYPE, "").split()}
        if element.get("role") == "doc-noteref" or not _REFERRING.isdisjoint(kinds):
            return True
    return False


def _said(element: Element) -> str:
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > 40:
            break
    return text
