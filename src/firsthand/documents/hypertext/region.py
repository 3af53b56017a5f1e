"""Which part of a web page is its text: the main element or the article, or else the body without what surrounds it."""

from lxml import etree

from firsthand.documents.hypertext.page import unspoken
from firsthand.documents.markup import Element, name_of

_SURROUNDINGS = {"header", "footer", "aside", "form"}
_ROLES_OF_NOTES = {"doc-footnote", "doc-footnotes", "doc-endnote", "doc-endnotes", "note"}


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
    found: set[Element] = set()
    for element in part.iterdescendants():
        name = name_of(element)
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
