"""References in BibTeX and BibLaTeX. Knows nothing of what is made of them."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from firsthand.catalogue.records import Role
from firsthand.documents.encodings import decoded
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.references import Name, Reference

_PEOPLE = (("author", Role.AUTHOR), ("editor", Role.EDITOR), ("translator", Role.TRANSLATOR))
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a"}  # fmt: skip
_LETTERS = {"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
            "L": "Ł", "i": "i", "j": "j", "textendash": "–", "textemdash": "—", "ldots": "…"}  # fmt: skip


class Bibtex:
    """The format, read by bibtexparser."""

    def references(self, path: Path, into: Gathering) -> Iterator[Reference]:
        from bibtexparser.entrypoint import parse_string
        from bibtexparser.model import DuplicateBlockKeyBlock

        logger = logging.getLogger()
        level, logger.level = logger.level, logging.CRITICAL
        try:
            library = parse_string(decoded(path.read_bytes()).removeprefix("\ufeff"))
        finally:
            logger.level = level
        for failed in library.failed_blocks:
            line = (failed.start_line or 0) + 1
            if isinstance(failed, DuplicateBlockKeyBlock):
                into.wrong(line, f"There are two entries “{failed.key}”.", "Give one of them another key.")
            else:
                into.wrong(line, "This entry can't be read.", "Look at its braces, quotation marks and commas.")
        for entry in library.entries:
            fields = {field.key.casefold(): str(field.value) for field in entry.fields}
            yield _reference(entry.key, entry.entry_type, fields, (entry.start_line or 0) + 1)
        if not library.entries and not library.failed_blocks:
            into.wrong(None, "There is no entry in this list.", "Export it as BibTeX; each entry begins with “@”.")


def _reference(key: str, type_: str, fields: dict[str, str], line: int) -> Reference:
    def one(*names: str) -> str:
        return next((plain(fields[name]) for name in names if fields.get(name)), "")

    names = tuple(_name(part, role) for field, role in _PEOPLE for part in _people(fields.get(field, "")))
    publishers = tuple(filter(None, (one("publisher"), one("institution", "school", "organization"))))
    schemes = tuple((scheme, fields.get(scheme, "")) for scheme in ("doi", "isbn", "issn"))
    return Reference(
        key,
        type_,
        one("title"),
        line,
        subtitle=one("subtitle"),
        language=one("langid", "language"),
        date=_date(fields),
        names=names,
        publishers=publishers,
        identifiers=tuple((scheme, plain(value)) for scheme, value in schemes if value),
        abstract=one("abstract"),
        link=re.sub(r"\\([_%&#~])", r"\1", fields.get("url", "")),
        keywords=tuple(part.strip() for part in re.split(r"[,;]", one("keywords")) if part.strip()),
        files=tuple(_files(fields.get("file", ""))),
        rights=one("rights", "license", "copyright"),
    )


def plain(text: str) -> str:
    """Words without the commands of TeX: accents become letters, braces go."""

    def accented(match: re.Match[str]) -> str:
        letter = (
            _LETTERS.get(match[2] or match[3], match[2] or match[3])
            if len(match[2] or match[3]) > 1
            else match[2] or match[3]
        )
        return letter + _ACCENTS[match[1]]

    text = re.sub(r"\\(['`^\"~=.]|[cvuHkr](?![A-Za-z]))\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))", accented, text)
    text = re.sub(r"\\([A-Za-z]+)(?:\{\}|\s|(?=[^A-Za-z]|$))", lambda match: _LETTERS.get(match[1], ""), text)
    text = re.sub(r"\\([&%$#_{}])", r"\1", text).replace("---", "—").replace("--", "–").replace("~", " ")
    return text.replace("{", "").replace("}", "")


def _people(text: str) -> list[str]:
    """Names parted by "and" outside of braces."""
    found, depth, start = [], 0, 0
    for match in re.finditer(r"[{}]|\s+and\s+", text):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if match[0] not in "{}" and depth == 0:
            found.append(text[start : match.start()])
            start = match.end()
    return [name.strip() for name in (*found, text[start:]) if name.strip() and name.strip() != "others"]


def _name(text: str, role: Role) -> Name:
    if text.startswith("{") and text.endswith("}"):
        return Name(role, whole=plain(text))
    parts = [plain(part).strip() for part in text.split(",")]
    if len(parts) > 1:
        return Name(role, family=parts[0], given=parts[-1])
    return Name(role, whole=plain(text))


def _date(fields: dict[str, str]) -> str:
    if fields.get("date"):
        return plain(fields["date"]).split("/")[0]
    year, month = plain(fields.get("year", "")), plain(fields.get("month", "")).casefold()[:3]
    number = _MONTHS.split().index(month) + 1 if month in _MONTHS.split() else int(month) if month.isdigit() else 0
    return f"{year}-{number:02}" if year and 1 <= number <= 12 else year


def _files(text: str) -> Iterator[str]:
    """Paths of attached files, which programs write as "name:path:type" or as the path alone."""
    for part in re.split(r"(?<!\\);", text):
        pieces = [re.sub(r"\\([:;\\])", r"\1", piece) for piece in re.split(r"(?<!\\):", part.strip())]
        path = pieces[1] if len(pieces) >= 3 else pieces[0]
        if path.strip():
            yield path.strip()
