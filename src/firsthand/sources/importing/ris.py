"""References in RIS, as Zotero, EndNote, Mendeley and most databases write them.

Knows nothing of what is made of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from firsthand.catalogue.records import Role
from firsthand.documents.encodings import decoded
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.references import Name, Reference

_TAG = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_PEOPLE = {
    "authors": Role.AUTHOR,
    "first_authors": Role.AUTHOR,
    "secondary_authors": Role.EDITOR,
    "editors": Role.EDITOR,
    "translated_author": Role.TRANSLATOR,
    "subsidiary_authors": Role.CONTRIBUTOR,
}


class Ris:
    """The format, read by rispy record by record, so that a broken one costs no other."""

    def references(self, path: Path, into: Gathering) -> Iterator[Reference]:
        for line, text in _records(decoded(path.read_bytes()).removeprefix("\ufeff"), into):
            found = _read(text)
            if found is None:
                into.wrong(line, "This entry can't be read.", "Compare it with others in the same list.")
                continue
            yield _reference(found, line)


def _records(text: str, into: Gathering) -> Iterator[tuple[int, str]]:
    """The text of each record, with the line at which it begins."""
    lines: list[str] = []
    began = 0
    for number, line in enumerate(text.splitlines(), 1):
        tag = _TAG.match(line.strip()) if line[:1].isupper() or lines else None
        name = tag[1] if tag else ""
        if name == "TY":
            if lines:
                into.wrong(began, "This entry has no end.", "Write “ER  - ” below it.")
                yield began, "\n".join([*lines, "ER  - "])
            lines, began = [line.strip()], number
        elif lines and name == "ER":
            yield began, "\n".join([*lines, "ER  - "])
            lines = []
        elif lines:
            lines.append(line.strip())
        elif line.strip() and tag:
            into.wrong(number, "This line belongs to no entry.", "An entry begins with “TY  - ”.")
    if lines:
        into.wrong(began, "The list ends in the middle of this entry.", "Export it again.")
        yield began, "\n".join([*lines, "ER  - "])
    if not began:
        into.wrong(None, "There is no entry in this list.", "Export it as RIS; each entry begins with “TY  - ”.")


def _read(text: str) -> dict[str, Any] | None:
    import rispy

    try:
        found = rispy.loads(text)
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return None
    return dict(found[0]) if found else None


def _reference(found: dict[str, Any], line: int) -> Reference:
    def one(*keys: str) -> str:
        return next((str(value) for key in keys if (value := found.get(key)) and isinstance(value, str)), "")

    def several(*keys: str) -> tuple[str, ...]:
        values = (found.get(key, ()) for key in keys)
        return tuple(part for value in values for part in ([value] if isinstance(value, str) else value))

    title = one("title", "primary_title", "short_title", "translated_title")
    number = one("issn", "isbn")
    scheme = "isbn" if len(re.sub(r"\D", "", number)) >= 10 - 1 else "issn"
    names = tuple(Name(role, whole=name) for key, role in _PEOPLE.items() for name in several(key))
    files = tuple(part for key in several("file_attachments1", "file_attachments2") for part in key.split(";"))
    links = several("urls", "url")
    return Reference(
        one("id", "doi", "accession_number") or f"{title[:60]}:{one('year')}:{names[0].whole if names else ''}",
        one("type_of_reference"),
        title,
        line,
        language=one("language"),
        date=one("date", "year", "publication_year"),
        names=names,
        publishers=several("publisher"),
        identifiers=tuple((kind, value) for kind, value in (("doi", one("doi")), (scheme, number)) if value),
        abstract=one("abstract", "notes_abstract"),
        link=links[0] if links else "",
        keywords=several("keywords"),
        files=tuple(file.strip() for file in files if file.strip() and not file.strip().startswith("http")),
    )
