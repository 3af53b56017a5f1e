"""Which part of a web page is its text: the main element or the article, or else the body without what surrounds it."""

from firsthand.documents.hypertext.page import spoken_length
from firsthand.documents.markup import Element, name_of

_SURROUNDINGS = {"header", "footer", "aside", "form"}


def main(root: Element) -> Element:
    """The element that holds the text."""
    mains = [element for element in root.iter() if name_of(element) == "main" or element.get("role") == "main"]
    if mains and spoken_length(largest := max(mains, key=spoken_length)):
        return largest
    body = next((element for element in root if name_of(element) == "body"), root)
    articles = [element for element in root.iter() if name_of(element) == "article" or element.get("role") == "article"]
    outermost = [article for article in articles if not any(name_of(up) == "article" for up in article.iterancestors())]
    lengths = [spoken_length(article) for article in outermost]
    if lengths and max(lengths) > 0 and (len(lengths) == 1 or max(lengths) > 0.6 * sum(lengths)):
        return outermost[lengths.index(max(lengths))]
    return body


def surroundings(part: Element) -> list[Element]:
    """The elements inside the part that are no text of it: headers, footers, boxes of links, forms to fill in."""
    whole = spoken_length(part)
    is_body = name_of(part) in {"body", "html"}
    return [
        element
        for element in part.iterdescendants()
        if name_of(element) in _SURROUNDINGS and not _speaks(element, whole, in_body=is_body)
    ]


def drop(element: Element) -> None:
    """Take an element out of its tree and leave the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + " " + (element.tail or "")
    else:
        parent.text = (parent.text or "") + " " + (element.tail or "")
    element.tail = None
    parent.remove(element)


def _speaks(element: Element, whole: int, *, in_body: bool) -> bool:
    name = name_of(element)
    length = spoken_length(element)
    if name == "form":
        return 2 * length > whole  # some sites wrap the whole page in a form
    has_article = any(name_of(up) in {"article", "section", "main"} for up in element.iterancestors())
    if element.get("role") in {"doc-footnote", "doc-endnotes", "note"} or "}type" in " ".join(map(str, element.attrib)):
        return True
    if name == "header":
        inside = {name_of(child) for child in element.iterdescendants()}
        return has_article or not in_body or ("h1" in inside and not inside & {"nav", "form", "ul"})
    if in_body and not has_article:
        return False
    linked = sum(spoken_length(link) for link in element.iter("{*}a"))
    return 2 * linked < length
