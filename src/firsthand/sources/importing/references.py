"""A reference of any kind of list, as an offer: what RIS, BibTeX and Zotero have in common.

Knows what their types and languages mean for a library, and nothing of how any of them is written.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

from msgspec import Struct, structs

from firsthand.catalogue.identifiers import SCHEMES
from firsthand.catalogue.malformed import MalformedError
from firsthand.catalogue.records import Identifier, Party, Role, Text
from firsthand.sources.importing import values
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.intake import Progress, Site
from firsthand.sources.importing.media import Media
from firsthand.sources.importing.offers import Attached, Credit, Material, Offer
from firsthand.sources.plain import kind_named
from firsthand.sources.slugs import slugify

LARGEST = 128 << 20
"""Bytes of a list."""
_KINDS = {
    "report": "report rprt techreport report-technical govdoc gov standard",
    "research-report": "thesis thes phdthesis mastersthesis article-journal jour journalarticle article preprint unpb "
    "conferencepaper inproceedings paper-conference conf cpaper ejour mgzn",
    "brief": "brief policybrief",
    "letter": "letter personal_communication pcomm",
    "guide": "book manual mbook ebook booklet",
    "submission": "hearing bill legislation stat statute legal_case case",
    "film": "motion_picture film video videorecording mpct broadcast tvbroadcast advs",
    "recording": "song audiorecording sound podcast radiobroadcast multi",
    "dataset": "dataset data",
    "presentation": "speech presentation slide",
    "newsletter": "newsletter newspaperarticle article-newspaper article-magazine magazinearticle news",
}
_BY_TYPE = {name: kind for kind, names in _KINDS.items() for name in names.split()}
ROLES = {
    "author": Role.AUTHOR,
    "editor": Role.EDITOR,
    "seriesEditor": Role.EDITOR,
    "translator": Role.TRANSLATOR,
    "director": Role.DIRECTOR,
    "illustrator": Role.ILLUSTRATOR,
    "contributor": Role.CONTRIBUTOR,
}


class Name(Struct, frozen=True):
    """Somebody who is named in a reference."""

    role: Role
    whole: str = ""
    """Of an organisation, or where family and given name are not told apart."""
    family: str = ""
    given: str = ""


class Reference(Struct, frozen=True):
    """One entry of a list, as it is written there."""

    id: str
    type: str
    title: str
    line: int | None = None
    subtitle: str = ""
    language: str = ""
    date: str = ""
    names: tuple[Name, ...] = ()
    publishers: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    """Scheme and value."""
    abstract: str = ""
    link: str = ""
    keywords: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Relative to the list."""
    rights: str = ""
    kind: str = ""
    """One of the library's own, where the list says it."""
    group: str = ""
    """Entries of the same group are one work in several languages."""


class List(Protocol):
    """A way of writing references."""

    def references(self, path: Path, into: Gathering) -> Iterable[Reference]:
        """Every entry that can be read; those that can't are noted as mistakes."""


class References:
    """A list of references as an origin; `media` is the folder that its files lie in."""

    def __init__(self, kind: str, path: Path, written: List, media: Path | None, language: str = "") -> None:
        self.path = path
        self.source = str(path)
        self.name = slugify(f"{kind} {path.stem}", kind)
        self.written = written
        self.offering = Offering(Media(media), language)

    def gather(self, into: Gathering, progress: Progress) -> Site:
        """Offer every reference as a work."""
        if self.path.stat().st_size > LARGEST:
            into.wrong(None, f"The list is larger than {LARGEST >> 20} MB.", "Divide it.")
        else:
            self.offering.offer_all(self.written.references(self.path, into), into, progress)
        return Site()


class Offering:
    """Makes offers of references."""

    def __init__(self, media: Media, language: str) -> None:
        self.media = media
        self.language = language

    def offer_all(self, references: Iterable[Reference], into: Gathering, progress: Progress, total: int = 0) -> None:
        """Offer each reference as a work, and its keywords as themes."""
        told: dict[str, str] = {}
        groups: dict[str, str] = {}
        for count, reference in enumerate(references, 1):
            if not values.words(reference.title):
                into.wrong(reference.line, f"The entry “{reference.id}” has no title.", "Give it one.")
                continue
            offer, material = self._offer(reference, into)
            first = groups.setdefault(reference.group, offer.id) if reference.group else offer.id
            if first != offer.id:
                offer = structs.replace(offer, join=first, slug="")
            for theme in offer.themes:
                told.setdefault(theme, next(one for one in reference.keywords if slugify(one, "theme") == theme))
            into.offer(offer, material)
            progress("gathering", count, total)
        for slug, label in told.items():
            into.offer(Offer(f"keyword:{slug}", "keyword", "theme", slug=slug, title=values.words(label)))

    def _offer(self, one: Reference, into: Gathering) -> tuple[Offer, Material]:
        language = self._language(one, into)
        title = values.title(one.title)
        offer = Offer(
            one.id,
            one.type,
            "work",
            slug=slugify(title, "work"),
            kind=one.kind or kind_named(title) or _BY_TYPE.get(re.sub(r"[\s]", "", one.type.casefold()), "other"),
            language=language,
            title=title,
            date=self._date(one, into),
            themes=tuple(dict.fromkeys(slugify(word, "theme") for word in one.keywords if values.words(word))),
            file="; ".join(one.files),
            line=one.line,
        )
        material = Material(
            subtitle=values.title(one.subtitle),
            summary=values.paragraphs(re.sub(r"<[^>]{1,200}>", "", one.abstract)),
            files=tuple(self._files(one, into)),
            credits=tuple(self._credits(one, language or "en")),
            identifiers=tuple(self._identifiers(one, into)),
            link=values.address(one.link),
            rights=self._rights(one),
            is_edition=True,
        )
        return offer, material

    def _language(self, one: Reference, into: Gathering) -> str:
        if not one.language:
            return self.language
        try:
            return values.language(one.language)
        except MalformedError as error:
            into.wrong(one.line, f"“{one.id}”: {error}", error.remedy)
            return self.language

    def _date(self, one: Reference, into: Gathering) -> str:
        if not one.date:
            return ""
        try:
            return values.date(one.date)
        except MalformedError as error:
            if year := re.search(r"\b(?:1[5-9]|20)\d\d\b", one.date):
                return year[0]
            into.wrong(one.line, f"“{one.id}”: {error}", error.remedy)
            return ""

    def _files(self, one: Reference, into: Gathering) -> Iterator[Attached]:
        for written in one.files:
            name = _local(written)
            found = self.media.find(name)
            if found.path is None:
                into.wrong(one.line, f"“{one.id}”: {found.problem}", found.remedy)
            else:
                yield Attached(PurePosixPath(name).name, str(found.path))

    def _credits(self, one: Reference, language: str) -> Iterator[Credit]:
        for name in one.names:
            party = values.person(name.whole, language, name.family, name.given)
            if party:
                yield Credit(name.role, party)
        for publisher in one.publishers:
            plain = values.words(publisher)
            if plain:
                yield Credit(Role.PUBLISHER, Party(slugify(plain, "party"), (Text(language, plain),)))

    def _identifiers(self, one: Reference, into: Gathering) -> Iterator[Identifier]:
        taken = set()
        for scheme, value in one.identifiers:
            for part in re.split(r"[;,\s]+", value.strip()) if scheme in ("isbn", "issn") else [value.strip()]:
                found = values.identifier(scheme, part) if scheme in SCHEMES and part else None
                if found and scheme not in taken:
                    taken.add(scheme)
                    yield found
                elif part and not found and re.search(r"\d{4}", part):
                    into.wrong(
                        one.line, f"“{one.id}”: “{part}” is not a {scheme.upper()}.", "Compare it with the original."
                    )

    def _rights(self, one: Reference) -> str:
        from firsthand.catalogue import licences

        found = licences.find(one.rights) if one.rights else None
        return found.uri if found else ""


def _local(written: str) -> str:
    """The path of a file that is written as a path or a file: address."""
    if written.startswith("file:"):
        return unquote(urlsplit(written).path).lstrip("/") if "://" in written else written[5:]
    return written
