"""What a document's first and last pages say of it: date, authors, publisher, numbers, licence, original language.

Reads only what is labelled, or stands by itself in a form that means nothing else; whatever is guessed is left alone.
Each value is kept with where it was found and how sure that is, and the surest becomes the metadata.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from firsthand.documents import declared
from firsthand.documents.blocks import runs_of
from firsthand.documents.calendars import find_date
from firsthand.documents.imprint_words import (
    BY,
    LICENCE_WORDS,
    ORIGINAL,
    PUBLISHED,
    RIGHTS_RESERVED,
    WRITTEN,
    languages,
)
from firsthand.documents.model import Document, Finding, Footnote, Metadata, plain

FRONT_PAGES, BACK_PAGES = 4, 2
_FRONT_BLOCKS, _BACK_BLOCKS = 40, 12
"""How many blocks are the front and back of a document that has no pages."""
_FIRST_BLOCKS = 12
_LONGEST_LINE = 90
_LONGEST = 4_000
_SURE_ENOUGH = 0.7
"""From which certainty a finding becomes metadata."""
_OF_PROPERTIES = 0.5
"""How sure a date or a name is that a program wrote into the file's properties: it is as often that of the typist."""

_ISBN = re.compile(r"\be?-?ISBN(?:-1[03])?[^\dX]{0,12}((?:97[89][-– ]?)?(?:\d[-– ]?){9}[\dXx])(?!\d)", re.IGNORECASE)
_ISSN = re.compile(r"\be?-?ISSN[^\d]{0,10}(\d{4}[-–]\d{3}[\dXx])(?!\d)", re.IGNORECASE)
_DOI = re.compile(r"(?:\bdoi:?\s*|https?://(?:dx\.)?doi\.org/)(10\.\d{4,9}/[^\s<>\"“”]+)", re.IGNORECASE)
_LICENCE_ADDRESS = re.compile(
    r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/(igo|[a-z]{2})(?![a-z]))?|"
    r"creativecommons\.org/publicdomain/(zero|mark)/1\.0",
    re.IGNORECASE,
)
_LICENCE_SHORT = re.compile(r"\bCC[ -]BY((?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)([ -]IGO)?\b", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|derechos de autor|droits d[’']auteur|авторск\w+ прав\w+)(?:\s*(?:©|\(c\)))?\s*"
    r"(?:(?P<holder>[^\d©]{3,90}?),?\s+(?P<year>(?:19|20)\d\d)|(?P<first>(?:19|20)\d\d)[,.]?\s+(?P<after>[^\d©]{3,90}))",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[ '’.-]+[^\W\d_]+\.?){1,4}")
_AND = re.compile(r"\s*(?:[,;،、]|\b(?:and|et|y|e|und|и|та)\b|&)\s*")
_ARTICLE = re.compile(r"(?:the|le|la|les|el|los|las)\s+|l[’']", re.IGNORECASE)
_ENDS_HOLDER = re.compile(r"[.;,|]\s.*$|[\s.,;:|]+$")


class Line(Struct, frozen=True):
    """A paragraph or heading of the first or last pages."""

    text: str
    page: int | None
    front: bool
    first: bool
    """Whether it stands on the very first pages, where titles, authors and dates stand."""


def complete(document: Document) -> Document:
    """The document with what its first and last pages say of it added to its metadata."""
    lines = [*_front(document), *_back(document)]
    declared_values = document.metadata.found or tuple(_declared(document.metadata))
    found = sorted((*declared_values, *_find(lines)), key=lambda finding: -finding.sure)
    return replace(document, metadata=_choose(document.metadata, tuple(dict.fromkeys(found))))


def _front(document: Document) -> Iterator[Line]:
    for at, (text, page) in enumerate(_texts(document)):
        if (page or 0) > FRONT_PAGES or (page is None and at >= _FRONT_BLOCKS):
            return
        yield Line(text, page, front=True, first=(page < 3) if page else at < _FIRST_BLOCKS)


def _back(document: Document) -> list[Line]:
    """Imprints stand on a last page as often as on a second one."""
    first_page = max(FRONT_PAGES + 1, (document.pages or 0) - BACK_PAGES + 1)
    if document.pages:
        kept = [text for text in _texts(document) if (text[1] or 0) >= first_page]
    else:
        kept = list(_texts(document))[_FRONT_BLOCKS:][-_BACK_BLOCKS:]
    return [Line(text, page, front=False, first=False) for text, page in kept]


def _texts(document: Document) -> Iterator[tuple[str, int | None]]:
    """Every line of headings and blocks that their maker parted, with its page; notes left out."""
    for section in document.walk():
        for line in plain(section.heading).split("\n"):
            yield line, section.locator.page if section.locator else None
        for block in section.blocks:
            if isinstance(block, Footnote):
                continue
            for runs in runs_of(block):
                for line in plain(runs)[:_LONGEST].split("\n"):
                    yield line, block.locator.page if block.locator else None


def _declared(metadata: Metadata) -> Iterator[Finding]:
    """What a reader took from the properties of the file."""
    for field in ("title", "subtitle", "date", "language", "rights"):
        value = getattr(metadata, field)
        if value:
            yield Finding(field, value, "properties", _OF_PROPERTIES)
    for field in ("authors", "publishers", "identifiers"):
        for value in getattr(metadata, field):
            yield Finding(field, value, "properties", 0.9 if field == "identifiers" else _OF_PROPERTIES)


def _find(lines: Sequence[Line]) -> Iterator[Finding]:
    for line in lines:
        yield from _numbers(line)
        yield from _licences(line)
        yield from _copyright(line)
        if line.front:
            yield from _labelled(line)
        if line.first:
            yield from _dates(line)


def _numbers(line: Line) -> Iterator[Finding]:
    where = "title-page" if line.first else "imprint"
    for match in _ISBN.finditer(line.text):
        if value := declared.identifier("isbn:" + match[1].replace("–", "-")):
            yield Finding("identifiers", value, where, 0.95, line.page)
    for match in _ISSN.finditer(line.text):
        number = match[1].replace("–", "-").upper()
        if _is_issn(number):
            yield Finding("identifiers", f"urn:issn:{number}", where, 0.9, line.page)
    # Far from the first page, and in long paragraphs, a DOI is rather that of a work that is cited.
    if line.first and len(line.text) < 4 * _LONGEST_LINE:
        for match in _DOI.finditer(line.text):
            value = declared.identifier("doi:" + match[1].rstrip(".,;:)]"))
            if value:
                yield Finding("identifiers", value, where, 0.85, line.page)


def _is_issn(number: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in number.replace("-", "")]
    return sum(value * (8 - place) for place, value in enumerate(values)) % 11 == 0


def _licences(line: Line) -> Iterator[Finding]:
    for code, version, port, domain in _LICENCE_ADDRESS.findall(line.text):
        address = (
            f"publicdomain/{domain}/1.0/" if domain else f"licenses/{code}/{version}/" + (f"{port}/" if port else "")
        )
        yield _licence(address.lower(), 0.95, line)
    for more, version, igo in _LICENCE_SHORT.findall(line.text):
        yield _licence(f"licenses/by{more.lower()}/{version}/" + ("igo/" if igo else ""), 0.9, line)
    for words in LICENCE_WORDS:
        for match in words.pattern.finditer(line.text):
            code = words.code(match[0])
            yield _licence(f"licenses/{code}/{match['version']}/" + ("igo/" if match["igo"] else ""), 0.85, line)


def _licence(path: str, sure: float, line: Line) -> Finding:
    return Finding("rights", f"https://creativecommons.org/{path}", "imprint", sure, line.page)


def _copyright(line: Line) -> Iterator[Finding]:
    for match in _COPYRIGHT.finditer(line.text):
        yield Finding("date", match["year"] or match["first"], "imprint", 0.75, line.page)
        holder = _holder(match["holder"] or match["after"])
        if holder:
            yield Finding("publishers", holder, "imprint", 0.7, line.page)


def _holder(words: str) -> str | None:
    """The name of a body, without what the law says after it."""
    name = _ENDS_HOLDER.sub("", RIGHTS_RESERVED.split(words)[0]).strip(" .,;:–—-|")
    name = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    named = name[:1].isupper() and 1 <= len(name.split()) <= 10 and any(map(str.isalpha, name))
    return name if named else None


def _labelled(line: Line) -> Iterator[Finding]:
    """Who is said to have written and published it, and the language it was written in."""
    if match := PUBLISHED.match(line.text):
        holder = _holder(line.text[match.end() :][:_LONGEST_LINE])
        if holder:
            yield Finding("publishers", holder, "imprint", 0.85, line.page)
    label = WRITTEN.match(line.text) or (BY.match(line.text) if line.first else None)
    if label and len(line.text) < 3 * _LONGEST_LINE:
        names = _names(line.text[label.end() :])
        for name in names:
            yield Finding("authors", name, "title-page" if line.first else "imprint", 0.85, line.page)
    if (match := ORIGINAL.search(line.text)) and (language := languages().get(match["name"].casefold())):
        yield Finding("original", language, "title-page", 0.9, line.page)


def _names(text: str) -> list[str]:
    """The names that a text is made of; none if anything else stands in it."""
    parts = [part for part in _AND.split(text.strip(" .:")) if part]
    return parts if all(map(_is_name, parts)) else []


def _is_name(text: str) -> bool:
    """Whether a text is made like a person's name, which begins and ends with a name of its own: "Jean d'Aubigné"."""
    return (
        _NAME.fullmatch(text) is not None and text[0].isupper() and any(map(str.isupper, text.rsplit(maxsplit=1)[-1]))
    )


def _dates(line: Line) -> Iterator[Finding]:
    if len(line.text) <= _LONGEST_LINE and (date := find_date(line.text)):
        yield Finding("date", date, "title-page", 0.9 if len(date) > 4 else 0.8, line.page)


def _choose(metadata: Metadata, found: tuple[Finding, ...]) -> Metadata:
    """The metadata with the surest findings; a licence or date of which there are several equally sure ones is none."""
    one = {field: _surest(found, field) for field in ("date", "rights")}
    many = {field: _best_group(found, field) for field in ("authors", "publishers")}
    identifiers = (finding.value for finding in found if finding.field == "identifiers" and finding.sure > _SURE_ENOUGH)
    return replace(
        metadata,
        date=one["date"] or metadata.date,
        rights=one["rights"] or metadata.rights,
        authors=many["authors"] or metadata.authors,
        publishers=metadata.publishers or many["publishers"],
        identifiers=tuple(dict.fromkeys([*metadata.identifiers, *_without_strangers(identifiers)])),
        found=found,
    )


def _surest(found: Sequence[Finding], field: str) -> str | None:
    of_field = [finding for finding in found if finding.field == field and finding.sure >= _SURE_ENOUGH]
    if not of_field:
        return None
    values = {finding.value for finding in of_field if finding.sure == of_field[0].sure}
    if field == "date":
        # The first that a reader meets, or the year that every one of them names.
        years = {value[:4] for value in values}
        return of_field[0].value if len(years) == 1 else None
    return of_field[0].value if len(values) == 1 else None


def _best_group(found: Sequence[Finding], field: str) -> tuple[str, ...]:
    of_field = [finding for finding in found if finding.field == field and finding.sure >= _SURE_ENOUGH]
    return tuple(dict.fromkeys(finding.value for finding in of_field if finding.sure == of_field[0].sure))


def _without_strangers(identifiers: Iterable[str]) -> list[str]:
    """Two DOIs on first pages are those of other works, or nobody can know which is its own."""
    values = list(dict.fromkeys(identifiers))
    dois = [value for value in values if value.startswith("doi:")]
    return [value for value in values if len(dois) < 2 or not value.startswith("doi:")]
