"""Records become what programs are told. It knows a release and its shelves, and nothing of requests or pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import quote

from firsthand.catalogue import records
from firsthand.catalogue.shelves import Shelves
from firsthand.catalogue.vocabularies import KINDS
from firsthand.exports.api import structures as told
from firsthand.exports.api.signed import tell_statement, words
from firsthand.exports.api.signing import Statement
from firsthand.exports.api.structures import Named, Words
from firsthand.interface import Interface, autonym
from firsthand.interface.labels import name_kind
from firsthand.interface.said import best_edition, name_of
from firsthand.release import Release

PLACE = "/api/v1"
"""Where the API begins on the site. What stands after it is the lasting name of what is told."""

ROOMS = {records.Work: "works", records.Post: "news", records.Statement: "statements"}
RESOLVERS = {"doi": "https://doi.org/", "handle": "https://hdl.handle.net/"}


class Teller:
    """Tells of one release. `interface` is the language of labels, `site` the library's address without a slash at the
    end. Cheap to make."""

    def __init__(self, release: Release, shelves: Shelves, interface: Interface, site: str) -> None:
        self.release, self.shelves, self.interface, self.site = release, shelves, interface, site
        self.base = f"{site}{PLACE}"

    def work(self, work: records.Work) -> told.Work:
        return told.Work(
            **self._item(work),
            kind=self.kind(work.kind),
            kind_uri=KINDS.get(work.kind),
            summaries=words(work.summaries),
            credits=self.credits(work.contributions),
            identifiers=identifiers_of(work.identifiers),
            rights=work.rights,
            relations=tuple(self._relations(work)),
            link=work.link,
        )

    def post(self, post: records.Post) -> told.Post:
        return told.Post(**self._item(post), works=post.works)

    def statement(self, statement: records.Statement) -> Statement:
        return tell_statement(self, statement, self._item(statement))

    def item(self, item: records.Item) -> told.Item:
        match item:
            case records.Work():
                return self.work(item)
            case records.Post():
                return self.post(item)
            case records.Statement():
                return self.statement(item)

    def _item(self, item: records.Item) -> dict[str, Any]:
        """The fields that every item has."""
        place = item_id(item)
        return {
            "id": place,
            "slug": item.slug,
            "title": self.title(item),
            "date": item.date,
            "themes": tuple(self.theme_named(slug) for slug in item.themes),
            "places": tuple(self.place(code) for code in item.places),
            "editions": tuple(self.brief(item, edition) for edition in item.editions),
            "provenance": tuple(self._provenance(item)),
            "url": f"{self.site}/{place}",
            "api": f"{self.base}/{place}",
        }

    def _provenance(self, item: records.Item) -> Iterable[told.Provenance]:
        networks = {network.slug: network for network in self.shelves.library.networks}
        for each in item.provenance:
            titles = networks[each.network].titles if each.network in networks else ()
            title = records.choose(titles, self.interface.language)
            words = Words(title.value, title.language) if title else Words(each.network, "und")
            yield told.Provenance(each.network, words, each.slug, each.languages)

    def title(self, item: records.Item) -> Words:
        edition = best_edition(item, self.interface.language)
        return Words(edition.title, edition.language)

    def brief(self, item: records.Item, edition: records.Edition) -> told.EditionBrief:
        return told.EditionBrief(**self.edition_fields(item, edition))

    def edition_fields(self, item: records.Item, edition: records.Edition) -> dict[str, Any]:
        """The fields that every edition has."""
        place = records.address(item, edition.language)
        return {
            "id": place,
            "language": edition.language,
            "title": edition.title,
            "subtitle": edition.subtitle,
            "date": edition.date or item.date,
            "state": edition.state.value,
            "url": f"{self.site}/{place}",
            "api": f"{self.base}/{place}",
        }

    def credits(self, contributions: Iterable[records.Contribution]) -> tuple[told.Credit, ...]:
        return tuple(
            told.Credit(each.role.value, each.party, self.party_name(each.party), f"{self.base}/parties/{each.party}")
            for each in dict.fromkeys(contributions)
            if each.party in self.shelves.parties
        )

    def party_name(self, party: str) -> Words:
        said = name_of(self.shelves.parties[party], self.interface)
        return Words(said.value, said.language)

    def _relations(self, work: records.Work) -> Iterable[told.Relation]:
        for kind, others in self.shelves.related(work.slug).items():
            for other in others:
                yield told.Relation(kind.value, other.slug, self.title(other), f"{self.base}/works/{other.slug}")

    def kind(self, code: str) -> Named:
        return self._named(code, name_kind(code, self.interface))

    def place(self, code: str) -> Named:
        return self._named(code, self.interface.place_name(code))

    def _named(self, code: str, label: str) -> Named:
        return Named(code, Words(label, self.interface.language))

    def theme_named(self, slug: str) -> Named:
        theme = self.shelves.themes.get(slug)
        label = records.choose(theme.labels, self.interface.language) if theme else None
        return Named(slug, Words(label.value, label.language) if label else Words(slug, "und"))

    def publisher(self, slug: str) -> Named:
        return Named(slug, self.party_name(slug) if slug in self.shelves.parties else Words(slug, "und"))

    def language_named(self, tag: str) -> Named:
        return self._named(tag, self.interface.language_name(tag))

    def label(self, facet: str, value: str) -> Words:
        """What people call a value of a filter."""
        tellers = {
            "kind": self.kind, "theme": self.theme_named, "place": self.place, "language": self.language_named,
            "publisher": self.publisher,
        }  # fmt: skip
        return tellers[facet](value).label if facet in tellers else Words(value, "und")

    def party(self, party: records.Party) -> told.Party:
        return told.Party(
            party.slug,
            party.kind,
            words(party.names),
            party.acronym,
            party.family,
            party.given,
            self.place(party.place) if party.place else None,
            party.link,
            party.invented,
            self._parts[party.slug],
            f"{self.base}/parties/{party.slug}",
        )

    @cached_property
    def _parts(self) -> Counter[str]:
        """Party -> works that it has a part in."""
        return Counter(
            slug
            for work in self.shelves.works
            for slug in {
                each.party for each in (*work.contributions, *(one for ed in work.editions for one in ed.contributions))
            }
        )

    def theme(self, theme: records.Theme) -> told.Theme:
        return told.Theme(
            theme.slug,
            words(theme.labels),
            theme.broader,
            tuple(self._narrower[theme.slug]),
            self._about.get(theme.slug, 0),
            f"{self.base}/themes/{theme.slug}",
        )

    @cached_property
    def _narrower(self) -> defaultdict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for theme in self.shelves.themes.values():
            if theme.broader:
                found[theme.broader].append(theme.slug)
        return found

    @cached_property
    def _about(self) -> dict[str, int]:
        return self.shelves.count("theme")

    def language(self, tag: str, works: int) -> told.Language:
        name = Words(self.interface.language_name(tag), self.interface.language)
        return told.Language(tag, name, autonym(tag), works, f"{self.base}/works?language={quote(tag)}")


def item_id(item: records.Item) -> str:
    """The lasting name of an item: "works/red-herring"."""
    return f"{ROOMS[type(item)]}/{item.slug}"


def identifiers_of(identifiers: Iterable[records.Identifier]) -> tuple[told.Identifier, ...]:
    return tuple(_identifier(each) for each in dict.fromkeys(identifiers))


def _identifier(identifier: records.Identifier) -> told.Identifier:
    url = None
    if identifier.scheme in RESOLVERS:
        url = RESOLVERS[identifier.scheme] + quote(identifier.value, safe="/:;()._-")
    elif identifier.scheme == "url" and identifier.value.startswith(("https://", "http://")):
        url = identifier.value
    return told.Identifier(identifier.scheme, identifier.value, url)
