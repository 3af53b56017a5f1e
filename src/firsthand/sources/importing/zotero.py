"""References from Zotero: its CSL JSON, the JSON of Better BibTeX, and Zotero RDF with exported files.

Knows nothing of what is made of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from firsthand.catalogue.records import Role
from firsthand.documents.errors import UnreadableFileError
from firsthand.documents.markup import Element, name_of, xml
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.references import ROLES, Name, Reference

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_PEOPLE = {"authors": "author", "editors": "editor", "translators": "translator", "directors": "director",
           "contributors": "contributor", "seriesEditors": "editor"}  # fmt: skip
_NUMBERS = re.compile(r"\b(DOI|ISBN|ISSN)[: ]+(\S+(?: [\d-]+)*)", re.IGNORECASE)


class Zotero:
    """The three formats, told apart by how they begin."""

    def references(self, path: Path, into: Gathering) -> Iterator[Reference]:
        data = path.read_bytes()
        if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
            yield from _rdf(data, into)
            return
        try:
            found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        except (msgspec.DecodeError, RecursionError) as error:
            into.wrong(None, f"This is neither JSON nor RDF: {error}.", "Export it from Zotero again.")
            return
        items = found.get("items", ()) if isinstance(found, dict) else found
        own = isinstance(found, dict)
        for number, item in enumerate(items if isinstance(items, list) else (), 1):
            if not isinstance(item, dict):
                into.wrong(None, f"Entry {number} is no reference.", "Export it from Zotero again.")
            elif str(item.get("itemType")) not in ("attachment", "note", "annotation"):
                yield _own(item, number) if own else _csl(item, number)
        if not isinstance(items, list) or not items:
            into.wrong(None, "There is no reference in this file.", "Export it as “CSL JSON” or “Zotero RDF”.")


def _csl(item: dict[str, Any], number: int) -> Reference:
    """An item of CSL JSON (Citation Style Language 1.0.2)."""
    names = tuple(
        Name(
            role,
            whole=_word(one, "literal"),
            family=" ".join(filter(None, (_word(one, "non-dropping-particle"), _word(one, "family")))),
            given=_word(one, "given"),
        )
        for key, role in ROLES.items()
        for one in _list(item, key)
        if isinstance(one, dict)
    )
    issued = item.get("issued")
    schemes = (("doi", _word(item, "DOI")), ("isbn", _word(item, "ISBN")), ("issn", _word(item, "ISSN")))
    return Reference(
        _word(item, "id") or f"entry-{number}",
        _word(item, "type"),
        _word(item, "title"),
        language=_word(item, "language"),
        date=_csl_date(issued if isinstance(issued, dict) else {}),
        names=names,
        publishers=tuple(filter(None, (_word(item, "publisher"),))),
        identifiers=tuple((scheme, value) for scheme, value in schemes if value),
        abstract=_word(item, "abstract"),
        link=_word(item, "URL"),
        keywords=tuple(part.strip() for part in re.split(r"[,;]", _word(item, "keyword")) if part.strip()),
    )


def _csl_date(issued: dict[str, Any]) -> str:
    parts = issued.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else ()
    numbers = [int(part) for part in first if str(part).isdigit()][:3]
    if numbers:
        return "-".join([f"{numbers[0]:04}", *(f"{part:02}" for part in numbers[1:])])
    return _word(issued, "raw") or _word(issued, "literal")


def _own(item: dict[str, Any], number: int) -> Reference:
    """An item as Zotero itself has it (Better BibTeX JSON)."""
    people = [one for one in _list(item, "creators") if isinstance(one, dict)]
    names = tuple(
        Name(
            ROLES.get(_word(one, "creatorType"), Role.CONTRIBUTOR),
            _word(one, "name"),
            _word(one, "lastName"),
            _word(one, "firstName"),
        )
        for one in people
    )
    schemes = (("doi", _word(item, "DOI")), ("isbn", _word(item, "ISBN")), ("issn", _word(item, "ISSN")))
    tags = [_word(one, "tag") if isinstance(one, dict) else str(one) for one in _list(item, "tags")]
    files = [
        _word(one, "path") or _word(one, "localPath") for one in _list(item, "attachments") if isinstance(one, dict)
    ]
    return Reference(
        _word(item, "citationKey") or _word(item, "key") or _word(item, "itemKey") or f"entry-{number}",
        _word(item, "itemType"),
        _word(item, "title"),
        language=_word(item, "language"),
        date=_word(item, "date"),
        names=names,
        publishers=tuple(filter(None, (_word(item, "publisher") or _word(item, "institution"),))),
        identifiers=tuple((scheme, value) for scheme, value in schemes if value),
        abstract=_word(item, "abstractNote"),
        link=_word(item, "url"),
        keywords=tuple(filter(None, tags)),
        files=tuple(filter(None, files)),
        rights=_word(item, "rights"),
    )


def _rdf(data: bytes, into: Gathering) -> Iterator[Reference]:
    """Zotero RDF: items, and attachments that they link to."""
    try:
        root = xml(data, "Zotero RDF")
    except UnreadableFileError as error:
        into.wrong(None, str(error), "Export it from Zotero again.")
        return
    files = {one.get(_ABOUT, ""): _resource(one) for one in root if name_of(one) == "attachment"}
    count = 0
    for number, element in enumerate(root, 1):
        type_ = _text(element, "itemtype")
        if name_of(element) in ("attachment", "memo", "collection") or not type_ or type_ in ("attachment", "note"):
            continue
        count += 1
        yield _rdf_item(element, type_, number, files)
    if not count:
        into.wrong(None, "There is no reference in this file.", "Export it as “Zotero RDF”.")


def _rdf_item(element: Element, type_: str, number: int, files: dict[str, str]) -> Reference:
    names = tuple(
        Name(ROLES[role], family=_text(person, "surname"), given=_text(person, "givenname", "givenName"), whole="")
        for child in element
        for key, role in _PEOPLE.items()
        if name_of(child) == key.lower()
        for person in child.iter()
        if name_of(person) == "person"
    )
    numbers = " ".join(str(text) for one in element.iter() if name_of(one) == "identifier" for text in one.itertext())
    links = [one.get(_RESOURCE, "") for one in element if name_of(one) == "link"]
    subjects = [
        " ".join("".join(str(text) for text in one.itertext()).split()) for one in element if name_of(one) == "subject"
    ]
    uri = next(
        (
            " ".join("".join(str(text) for text in one.itertext()).split())
            for one in element.iter()
            if name_of(one) == "uri"
        ),
        "",
    )
    about = element.get(_ABOUT, "")
    return Reference(
        about or f"entry-{number}",
        type_,
        _text(element, "title"),
        cast("int | None", element.sourceline),
        language=_text(element, "language"),
        date=_text(element, "date"),
        names=names,
        publishers=tuple(
            _text(one, "name")
            for child in element
            if name_of(child) == "publisher"
            for one in child
            if _text(one, "name")
        ),
        identifiers=tuple((scheme.lower(), value) for scheme, value in _NUMBERS.findall(numbers)),
        abstract=_text(element, "abstract"),
        link=uri or (about if about.startswith("http") else ""),
        keywords=tuple(filter(None, subjects)),
        files=tuple(path for link in links if (path := files.get(link))),
        rights=_text(element, "rights"),
    )


def _text(element: Element, *names: str) -> str:
    """The words of the first child of a name."""
    for child in element:
        if name_of(child) in {name.lower() for name in names}:
            return " ".join("".join(str(text) for text in child.itertext()).split())
    return ""


def _resource(attachment: Element) -> str:
    return next((one.get(_RESOURCE, "") for one in attachment if name_of(one) == "resource"), "")


def _word(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _list(table: dict[str, Any], key: str) -> list[Any]:
    value = table.get(key)
    return value if isinstance(value, list) else []
