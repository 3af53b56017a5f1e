"""The tables of a release, row by row: nothing is gathered in memory but what is open anyway. What was withdrawn is in
none of them."""

from collections.abc import Iterator
from urllib.parse import quote

from msgspec import Struct

from firsthand.catalogue.reading import passages, printed_page
from firsthand.catalogue.records import (
    Contribution,
    Edition,
    Identifier,
    Item,
    Post,
    Statement,
    Work,
    address,
)
from firsthand.exports.dump import rows
from firsthand.exports.dump.followed_rows import FOLLOWED
from firsthand.exports.dump.following import follow_rows
from firsthand.exports.dump.signing import columns, words
from firsthand.release import Release


class Tables:
    """`table(name)` gives each table of `dump.dictionary.TABLES`."""

    def __init__(self, release: Release) -> None:
        self._release = release
        collection = release.collection
        self._site = collection.library.address
        self._works = [work for work in collection.works if work.withdrawn is None]
        self._there = {work.slug for work in self._works}
        self._items: list[Item] = [*self._works, *collection.posts, *collection.statements]

    def table(self, name: str) -> Iterator[Struct]:
        """Always in the same order: that of the records."""
        return follow_rows(name, self._release, self._url) if name in FOLLOWED else self._records(name)

    def _records(self, name: str) -> Iterator[Struct]:
        collection = self._release.collection
        match name:
            case "works":
                yield from map(self._work, self._works)
            case "news":
                yield from map(self._post, collection.posts)
            case "statements":
                yield from map(self._statement, collection.statements)
            case "parties":
                for party in collection.parties:
                    yield rows.PartyRow(
                        party.slug, party.kind, words(party.names), party.acronym, party.family, party.given,
                        party.place, party.link, party.invented,
                    )  # fmt: skip
            case "themes":
                for theme in collection.themes:
                    yield rows.ThemeRow(theme.slug, words(theme.labels), theme.broader)
            case _:
                make = {"editions": self._edition, "passages": self._passages, "files": self._files}[name]
                for item in self._items:
                    for edition in item.editions:
                        yield from make(item, edition)

    def _work(self, work: Work) -> rows.WorkRow:
        return rows.WorkRow(
            id=_id(work),
            slug=work.slug,
            kind=work.kind,
            date=work.date,
            titles=_titles(work),
            summaries=words(work.summaries),
            themes=work.themes,
            places=work.places,
            credits=_credits(work.contributions),
            rights=work.rights,
            identifiers=_identifiers(work.identifiers),
            relations=tuple(
                rows.Relation(each.kind.value, each.target) for each in work.relations if each.target in self._there
            ),
            link=work.link,
            networks=_networks(work),
            url=self._url(_id(work)),
        )

    def _post(self, post: Post) -> rows.PostRow:
        return rows.PostRow(
            id=_id(post),
            slug=post.slug,
            date=post.date,
            titles=_titles(post),
            themes=post.themes,
            places=post.places,
            works=post.works,
            networks=_networks(post),
            url=self._url(_id(post)),
        )

    def _statement(self, statement: Statement) -> rows.StatementRow:
        return rows.StatementRow(
            id=_id(statement),
            slug=statement.slug,
            date=statement.date,
            titles=_titles(statement),
            addressee=words(statement.addressee),
            themes=statement.themes,
            places=statement.places,
            works=statement.works,
            **columns(statement),
            rights=statement.rights,
            link=statement.link,
            networks=_networks(statement),
            url=self._url(_id(statement)),
        )

    def _edition(self, item: Item, edition: Edition) -> Iterator[rows.EditionRow]:
        place = address(item, edition.language)
        contents = self._release.contents(edition.text) if edition.text else None
        life = self._release.history_of(place)
        yield rows.EditionRow(
            id=place,
            item=_id(item),
            language=edition.language,
            title=edition.title,
            subtitle=edition.subtitle,
            summary=edition.summary,
            date=edition.date or item.date,
            state=edition.state.value,
            translated_from=edition.translated_from.language if edition.translated_from else None,
            credits=_credits(edition.contributions),
            identifiers=_identifiers(edition.identifiers),
            link=edition.link,
            passages=len(contents.passages) if contents else 0,
            words=contents.words if contents else 0,
            published=life.published if life else None,
            changed=life.changed if life else None,
            url=self._url(place),
        )

    def _passages(self, item: Item, edition: Edition) -> Iterator[rows.PassageRow]:
        if edition.text is None:
            return
        text, place = edition.text, address(item, edition.language)
        numbers = range(1, self._release.contents(text).leaves + 1)
        leaves = (self._release.leaf(text, number) for number in numbers)
        for ordinal, passage in enumerate(passages(leaves)):
            at = passage.locator
            yield rows.PassageRow(
                edition=place,
                passage=passage.id,
                ordinal=ordinal,
                kind=passage.kind,
                text=passage.text,
                language=passage.language or edition.language,
                headings=passage.headings,
                leaf=passage.leaf,
                page=printed_page(at),
                start=at.start if at else None,
                end=at.end if at else None,
                url=self._url(f"{place}/p/{passage.id}"),
            )

    def _files(self, item: Item, edition: Edition) -> Iterator[rows.FileRow]:
        for file in edition.files:
            yield rows.FileRow(
                edition=address(item, edition.language),
                name=file.name,
                media_type=file.media_type,
                size=file.size,
                sha256=file.sha256,
                pages=file.pages,
                duration=file.duration,
                url=self._url(f"files/{file.sha256}/{quote(file.name, safe='')}"),
            )

    def _url(self, place: str) -> str | None:
        return f"{self._site}/{place}" if self._site else None


def _id(item: Item) -> str:
    return address(item, "").rstrip("/")


def _networks(item: Item) -> tuple[str, ...]:
    return tuple(each.network for each in item.provenance)


def _titles(item: Item) -> tuple[rows.Words, ...]:
    return tuple(rows.Words(edition.language, edition.title) for edition in item.editions)


def _credits(contributions: tuple[Contribution, ...]) -> tuple[rows.Credit, ...]:
    return tuple(rows.Credit(each.role.value, each.party) for each in contributions)


def _identifiers(identifiers: tuple[Identifier, ...]) -> tuple[rows.Identifier, ...]:
    return tuple(rows.Identifier(each.scheme, each.value) for each in identifiers)
