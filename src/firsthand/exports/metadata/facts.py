"""What all kinds of metadata say of an edition: who made it, what it is about, what it belongs to, how it is had.

Gathered from the records; how it is written down is not known here.
"""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from firsthand.catalogue import identifiers
from firsthand.catalogue.records import (
    Contribution,
    Edition,
    Identifier,
    Item,
    Party,
    Post,
    Role,
    Text,
    Work,
    address,
    choose,
)
from firsthand.catalogue.vocabularies import KINDS
from firsthand.citations import Name, Source
from firsthand.exports.volume import Volume
from firsthand.release import Life

COAR_LABELS = {
    "c_93fc": "report",
    "c_18ws": "research report",
    "c_186u": "policy report",
    "c_18cf": "text",
    "c_e059": "learning object",
    "c_12ce": "video",
    "c_18cc": "sound",
    "c_ddb1": "dataset",
    "R60J-J5BD": "conference presentation",
    "QX5C-AR31": "other periodical",
    "c_1843": "other",
    "c_998f": "newspaper article",
}
"""The last part of a COAR resource type's URI -> its label in English (COAR Resource Types 3.1)."""

OTHER_KINDS = {
    "post": "http://purl.org/coar/resource_type/c_18cf",
    "statement": "http://purl.org/coar/resource_type/c_18cf",
}


class Said(Struct, frozen=True):
    """The name of a party in its role."""

    role: Role
    name: Name
    place: str | None = None


class Linked(Struct, frozen=True):
    """Something that the edition is related to."""

    relation: str
    """A relation between works, or "translation-of", "translated-as", "variant-of", "edition-of", "about"."""
    identifier: Identifier
    kind: str = ""
    """Of the work that it leads to, where it is one."""


class Facts:
    """The facts of one edition. `life` is its history, where that is kept."""

    def __init__(self, volume: Volume, life: Life | None = None) -> None:
        self.volume = volume
        self.item: Item = volume.item
        self.edition: Edition = volume.edition
        self.life = life

    @cached_property
    def source(self) -> Source:
        return self.volume.source

    @property
    def kind(self) -> str:
        return self.source.kind

    @property
    def coar(self) -> str:
        """The COAR resource type, as a URI."""
        return KINDS.get(self.kind) or OTHER_KINDS.get(self.kind) or KINDS["other"]

    @property
    def coar_label(self) -> str:
        return COAR_LABELS[self.coar.rpartition("/")[2]]

    @cached_property
    def identifier(self) -> Identifier | None:
        """The edition's own: its DOI, or the work's where that has no other edition, or else its address."""
        own = [each for each in self.edition.identifiers if each.scheme == "doi"]
        if not own and len(self.item.editions) == 1:
            own = [each for each in self._of_the_work if each.scheme == "doi"]
        if own:
            return own[0]
        return Identifier("url", self.source.url) if self.source.url else None

    @cached_property
    def other_identifiers(self) -> tuple[Identifier, ...]:
        """Those of the edition besides, its address among them. The work's are not: translations have numbers too."""
        found = [*self.edition.identifiers]
        if len(self.item.editions) == 1:
            found += self._of_the_work
        if self.source.url:
            found.append(Identifier("url", self.source.url))
        if self.edition.link:
            found.append(Identifier("url", self.edition.link))
        return tuple(each for each in dict.fromkeys(found) if each != self.identifier)

    @property
    def _of_the_work(self) -> tuple[Identifier, ...]:
        return self.item.identifiers if isinstance(self.item, Work) else ()

    @cached_property
    def credits(self) -> tuple[Said, ...]:
        """Everyone who did something for it, in the order of the title page; names in the edition's language."""
        given = self.item.contributions if isinstance(self.item, Work) else ()
        found: dict[Contribution, None] = dict.fromkeys((*given, *self.edition.contributions))
        parties = self.volume.shelves.parties
        return tuple(
            Said(credit.role, name_of(parties[credit.party], self.edition.language), parties[credit.party].place)
            for credit in found
            if credit.party in parties
        )

    def named(self, *roles: Role) -> tuple[Name, ...]:
        return tuple(said.name for said in self.credits if said.role in roles)

    @cached_property
    def publishers(self) -> tuple[Name, ...]:
        """Of the edition, or else the library's own, or else the library itself."""
        if self.source.publishers:
            return self.source.publishers
        library = self.volume.shelves.library
        party = self.volume.shelves.parties.get(library.publisher or "")
        title = choose(library.titles, self.edition.language)
        return (name_of(party, self.edition.language) if party else Name(title.value if title else ""),)

    @property
    def creators(self) -> tuple[Name, ...]:
        """Who stands first: those who wrote, directed or edited it, or else who published it."""
        return self.source.authors or self.source.directors or self.source.editors or self.publishers

    @cached_property
    def summaries(self) -> tuple[Text, ...]:
        """Its own, and those of its work in the languages that have no edition."""
        own = (Text(self.edition.language, self.edition.summary),) if self.edition.summary else ()
        there = {each.language for each in self.item.editions} | {text.language for text in own}
        of_work = self.item.summaries if isinstance(self.item, Work) else ()
        here = [text for text in of_work if text.language == self.edition.language and not own]
        return (*own, *here, *(text for text in of_work if text.language not in there))

    @property
    def year(self) -> str | None:
        """In which it was published, or else in which the library first had it."""
        return self.source.year or (self.life.published[:4] if self.life else None)

    @cached_property
    def links(self) -> tuple[Linked, ...]:
        """What it is related to: editions, works, in the order of the kinds."""
        return tuple(dict.fromkeys((*self._editions(), *self._works())))

    def _editions(self) -> Iterator[Linked]:
        for other in self.item.editions:
            if other is self.edition or other.language == self.edition.language:
                continue
            yield Linked(self._between(other), self._where(other), self.kind)
        for own in self._of_the_work:
            if own.scheme == "doi" and own != self.identifier:
                yield Linked("edition-of", own, self.kind)

    def _between(self, other: Edition) -> str:
        if self.edition.translated_from and self.edition.translated_from.language == other.language:
            return "translation-of"
        if other.translated_from and other.translated_from.language == self.edition.language:
            return "translated-as"
        return "variant-of"

    def _where(self, other: Edition) -> Identifier:
        doi = next((each for each in other.identifiers if each.scheme == "doi"), None)
        return doi or Identifier("url", f"{self._site}/{address(self.item, other.language)}")

    def _works(self) -> Iterator[Linked]:
        if isinstance(self.item, Work):
            for kind, works in self.volume.shelves.related(self.item.slug).items():
                yield from (self._work(str(kind), work) for work in works)
            for mention in self.volume.shelves.mentions(self.item.slug):
                room = address(mention, "").rstrip("/")
                yield Linked("spoken-of-in", Identifier("url", f"{self._site}/{room}"), type(mention).__name__.lower())
            return
        for slug in self.item.works:
            work = self.volume.shelves.item("works", slug)
            if isinstance(work, Work) and not work.withdrawn:
                yield self._work("about", work)

    def _work(self, relation: str, work: Work) -> Linked:
        doi = next((each for each in work.identifiers if each.scheme == "doi"), None)
        return Linked(relation, doi or Identifier("url", f"{self._site}/works/{work.slug}"), work.kind)

    @property
    def _site(self) -> str:
        return self.volume.shelves.library.address or self.volume.site

    @property
    def places(self) -> tuple[str, ...]:
        return self.item.places

    @property
    def rights(self) -> str | None:
        return None if isinstance(self.item, Post) else self.item.rights


def name_of(party: Party, language: str) -> Name:
    text = choose(party.names, language, "en")
    literal = text.value if text else party.slug
    return Name(literal, party.family, party.given) if party.kind == "person" and party.family else Name(literal)


def uri_of(identifier: Identifier) -> str:
    """As a link or a URN: "https://doi.org/10.1000/182"."""
    return identifiers.uri(identifier)
