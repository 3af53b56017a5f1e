"""Which part of a web page is its text: the main element or the article, or else the body without what surrounds it."""

import re
from collections.abc import Iterable

from lxml import etree

from firsthand.documents.hypertext.page import unspoken
from firsthand.documents.markup import Element, name_of

_SURROUNDINGS = {"header", "footer", "aside", "form"}
_ROLES_OF_NOTES = {"doc-footnote", "doc-footnotes", "doc-endnote", "doc-endnotes", "note"}


_NAMES = re.compile(
    r"(?:cookies?|consent|gdpr|ccpa|onetrust|share|sharing|shares|social|sharedaddy|addtoany|addthis|related|recirculation|recommended|"
    r"recommendations|newsletter|subscribe|subscription|signup|breadcrumbs?|pagination|pager|sidebar|navbar|navigation|"
    r"nav|menu|adverts?|advertisement|ads|adsbygoogle|promo|promotion|popup|modal|overlay|toolbar|masthead|comments?|"
    r"commentlist|disqus|respond|paywall|backtotop|siteheader|sitefooter)"
)
"""Words of which the names of a page's furniture are made, as they stand in classes and ids."""
_COMMENTS = frozenset(["comment", "comments", "commentlist", "disqus", "respond"])
_SITE = (frozenset(["site", "header"]), frozenset(["site", "footer"]), frozenset(["page", "footer"]))
_NAMED = frozenset(["div", "section", "aside", "ul", "ol", "p", "span", "form", "footer", "header", "dialog", "dl"])
_PIECES = re.compile(r"[a-z]+|[A-Z][a-z]*")
_SHARE = 0.25
"""The share of the text from which on what is named like furniture must be text all the same."""
_ENOUGH = 400
"""Letters that must be left besides comments."""


class Lengths:
    """How many characters of text each element of a page holds, in all and in links; measured once."""

    def __init__(self, root: Element) -> None:
        self._spoken: dict[Element, int] = {}
        self._linked: dict[Element, int] = {}
        silent = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = name_of(element)
            if event == "start":
                silent += unspoken(element, name)
                self._spoken[element] = 0 if silent else len((element.text or "").strip())
                self._linked[element] = 0
                continue
            if name == "a":
                self._linked[element] = self._spoken[element]
            silent -= unspoken(element, name)
            parent = element.getparent()
            if parent is not None and element is not root:
                self._spoken[parent] += self._spoken[element]
                self._spoken[parent] += 0 if silent else len((element.tail or "").strip())
                self._linked[parent] += self._linked[element]

    def spoken(self, element: Element) -> int:
        """Of all its text."""
        return self._spoken.get(element, 0)

    def linked(self, element: Element) -> int:
        """Of the text that is in links."""
        return self._linked.get(element, 0)


def main(root: Element, lengths: Lengths) -> Element:
    """The element that holds the text."""
    mains = [element for element in root.iter() if name_of(element) == "main" or element.get("role") == "main"]
    if mains and lengths.spoken(largest := max(mains, key=lengths.spoken)):
        return largest
    body = next((element for element in root if name_of(element) == "body"), root)
    articles = [element for element in root.iter() if name_of(element) == "article" or element.get("role") == "article"]
    outermost = [article for article in articles if not any(name_of(up) == "article" for up in article.iterancestors())]
    whole = sum(map(lengths.spoken, outermost))
    largest = max(outermost, key=lengths.spoken, default=body)
    return largest if whole and lengths.spoken(largest) > 0.6 * whole else body


def surroundings(part: Element, lengths: Lengths) -> set[Element]:
    """The elements inside the part that are no text of it: headers, footers, boxes of links, forms to fill in."""
    in_body = name_of(part) in {"body", "html"}
    whole = lengths.spoken(part)
    found = set(_menus(part, lengths)) if in_body else set()
    holders = _above(part.iterdescendants("{*}h1", "{*}article", "{*}main"), part)
    for element in part.iterdescendants():
        name = name_of(element)
        if name in _NAMED and element not in holders and _is_named_furniture(element, whole, lengths):
            found.add(element)
            continue
        if name not in _SURROUNDINGS:
            continue
        if name == "form":
            speaks = 2 * lengths.spoken(element) > whole  # some sites wrap the whole page in a form
        elif name == "header":
            speaks = _heads(element, in_body=in_body)
        else:
            speaks = _speaks(element, lengths, in_body=in_body)
        if not speaks:
            found.add(element)
    return found


def _above(elements: Iterable[Element], part: Element) -> set[Element]:
    """All that holds one of the elements, inside the part."""
    found: set[Element] = set()
    for element in elements:
        for up in element.iterancestors():
            if up is part or up in found:
                break
            found.add(up)
    return found


def _is_named_furniture(element: Element, whole: int, lengths: Lengths) -> bool:
    """Whether the names of an element say that it is no part of the text, and it is small enough for that."""
    if element.get("role") in {"dialog", "alertdialog"}:
        return 2 * lengths.spoken(element) < whole
    said = f"{element.get('class', '')} {element.get('id', '')}"
    if not said.strip():
        return False
    for name in said.split():
        pieces = [piece.lower() for piece in _PIECES.findall(name)]
        if not any(map(_NAMES.fullmatch, pieces)) and not any(site <= set(pieces) for site in _SITE):
            continue
        if not _COMMENTS.isdisjoint(pieces):
            fits = whole - lengths.spoken(element) >= _ENOUGH
        else:
            fits = lengths.spoken(element) < _SHARE * whole
        if fits:
            return True
    return False


def _menus(part: Element, lengths: Lengths) -> Iterable[Element]:
    """The lists above the first great heading of which nearly all is links."""
    if next(part.iterdescendants("{*}h1"), None) is None:
        return
    for element in part.iterdescendants():
        name = name_of(element)
        if name == "h1":
            return
        spoken = lengths.spoken(element)
        if name in {"ul", "ol"} and spoken and lengths.linked(element) >= 0.8 * spoken:
            yield element


def _heads(element: Element, *, in_body: bool) -> bool:
    """Whether a header is that of the text, and not of the site."""
    if not in_body or _in_article(element):
        return True
    if next(element.iterdescendants("{*}header"), None) is not None:
        return False
    inside = {name_of(child) for child in element.iterdescendants()}
    return "h1" in inside and not inside & {"nav", "form", "ul"}


def _speaks(element: Element, lengths: Lengths, *, in_body: bool) -> bool:
    """Whether an aside or a footer belongs to the text: a note or a box, and no list of links."""
    if element.get("role") in _ROLES_OF_NOTES:
        return True
    if in_body and not _in_article(element):
        return False
    return 2 * lengths.linked(element) < lengths.spoken(element)


def _in_article(element: Element) -> bool:
    return any(name_of(up) in {"article", "section", "main"} for up in element.iterancestors())
