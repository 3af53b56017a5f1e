"""What a web page says of itself: Dublin Core, Highwire (citation_*), Open Graph and plain meta elements."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from firsthand.documents import declared
from firsthand.documents.hypertext.page import XML_LANG, text_of
from firsthand.documents.language_tags import tag
from firsthand.documents.links import address
from firsthand.documents.markup import Element, name_of
from firsthand.documents.model import Metadata, plain
from firsthand.documents.text import fold
from firsthand.documents.tree import Outline

_TITLES = ("citation_title", "dc.title", "og:title")
_AUTHORS = ("citation_author", "dc.creator", "author", "article:author")
_DATES = (
    *("citation_publication_date", "citation_date", "dc.date.issued", "dc.issued", "dc.date"),
    *("article:published_time", "date", "dc.created", "pubdate", "last-modified"),
)
_PUBLISHERS = ("citation_publisher", "citation_technical_report_institution", "dc.publisher", "og:site_name")
_IDENTIFIERS = ("citation_doi", "citation_isbn", "dc.identifier")
_LANGUAGES = ("citation_language", "dc.language", "content-language", "language")


def metadata(root: Element) -> Metadata:
    """The page's metadata, as it declares them."""
    found = _declared(root)
    heads = [text_of(element) for element in root.iter() if name_of(element) == "title"][:1]
    return Metadata(
        title=next((title for value in (*_of(found, _TITLES), *heads) if (title := declared.title(value))), None),
        authors=declared.names(value for value in _first(found, _AUTHORS) if address(value) is None),
        publishers=declared.names(_first(found, _PUBLISHERS)),
        date=next((date for value in _of(found, _DATES) if (date := declared.date(value))), None),
        language=_language(root, found),
        subject=next((fold(value) for value in _of(found, ("dc.description", "description", "og:description"))), None),
        keywords=declared.words(_first(found, ("citation_keywords", "keywords", "dc.subject", "article:tag"))),
        rights=next((fold(value) for value in (*_of(found, ("dc.rights", "dc.license")), *_licences(root))), None),
        identifiers=declared.identifiers((*_of(found, _IDENTIFIERS), *_canonical(root))),
        producer=next((fold(value) for value in _of(found, ("generator",))), None),
    )


def without_site(metadata: Metadata, outline: Outline) -> Metadata:
    """The metadata with the page's own first heading as title where the declared one only adds the site's name."""
    heading = outline.first_heading()
    title = metadata.title
    if heading and (title is None or (title != plain(heading) and title.startswith(plain(heading)))):
        return replace(metadata, title=plain(heading))
    return metadata


def _declared(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter():
        if name_of(element) == "meta" and (content := (element.get("content") or "").strip()):
            key = element.get("name") or element.get("property") or element.get("http-equiv") or ""
            key = key.strip().lower().replace("dcterms.", "dc.").replace("dc:", "dc.").replace("dcterms:", "dc.")
            found[key].append(content)
    return found


def _of(found: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in found.get(key, ())]


def _first(found: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    """The values of the first key that has any."""
    return next((found[key] for key in keys if found.get(key)), [])


def _language(root: Element, found: dict[str, list[str]]) -> str | None:
    declared_languages: list[str | None] = [root.get("lang"), root.get(XML_LANG)]
    declared_languages += [element.get("lang") for element in root if name_of(element) == "body"]
    declared_languages += _of(found, _LANGUAGES)
    return next((language for value in declared_languages if (language := tag(value))), None)


def _licences(root: Element) -> list[str]:
    linked = [element for element in root.iter() if "license" in (element.get("rel") or "").split()]
    return [href for element in linked if (href := address(element.get("href")))]


def _canonical(root: Element) -> list[str]:
    linked = [element for element in root.iter() if name_of(element) == "link" and element.get("rel") == "canonical"]
    return [href for element in linked if (href := address(element.get("href")))]
