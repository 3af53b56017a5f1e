"""What an e-book says of itself: the Dublin Core elements of its package document (OPF 2, EPUB 3)."""

from collections.abc import Iterable

from firsthand.documents import declared
from firsthand.documents.language_tags import tag
from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Metadata
from firsthand.documents.text import fold

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_AUTHORS = {"", "aut", "edt", "cre", "ctb"}


def metadata(package: Element) -> Metadata:
    """The metadata of a package document."""
    refined = _refinements(package)
    titles = {
        refined.get((element.get("id") or "", "title-type"), ""): fold(element.text or "")
        for element in _of(package, "title")[::-1]
    }
    creators = [element for element in _of(package, "creator") if _role(element, refined) in _AUTHORS]
    return Metadata(
        title=declared.title(titles.get("main") or titles.get("") or next(iter(titles.values()), None)),
        subtitle=titles.get("subtitle") or None,
        authors=declared.names(element.text for element in creators),
        publishers=declared.names(_texts(package, "publisher")),
        date=next((date for element in _of(package, "date") if (date := _published(element))), None),
        language=next((language for text in _texts(package, "language") if (language := tag(text))), None),
        subject=next((fold(text) for text in _texts(package, "description")), None),
        keywords=declared.words(_texts(package, "subject")),
        rights=next((fold(text) for text in _texts(package, "rights")), None),
        identifiers=declared.identifiers(_identifiers(package)),
    )


def _of(package: Element, name: str) -> list[Element]:
    return [element for element in package.iter(_DC + name) if element.text and element.text.strip()]


def _texts(package: Element, name: str) -> list[str]:
    return [element.text or "" for element in _of(package, name)]


def _refinements(package: Element) -> dict[tuple[str, str], str]:
    """What meta elements say of others: (id, property) to value."""
    found = {}
    for element in package.iter("{*}meta"):
        target = (element.get("refines") or "").lstrip("#")
        if target and name_of(element) == "meta":
            found[target, element.get("property") or ""] = fold(element.text or "")
    return found


def _role(element: Element, refined: dict[tuple[str, str], str]) -> str:
    return element.get(_OPF + "role") or refined.get((element.get("id") or "", "role"), "")


def _published(element: Element) -> str | None:
    event = element.get(_OPF + "event") or "publication"
    return declared.date(element.text) if event == "publication" else None


def _identifiers(package: Element) -> Iterable[str]:
    for element in _of(package, "identifier"):
        scheme = (element.get(_OPF + "scheme") or "").lower()
        text = fold(element.text or "")
        yield f"{scheme}:{text}" if scheme in {"isbn", "doi"} and ":" not in text else text
    yield from _texts(package, "source")
