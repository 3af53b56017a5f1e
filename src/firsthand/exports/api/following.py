"""Negotiations as programs are told of them: the process, its drafts paragraph by paragraph, asks and their outcomes.

The structures of the catalogue are not those of the answers: these stay as they are in version 1.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct

from firsthand.catalogue import negotiations as known
from firsthand.exports.api.lists import Paged
from firsthand.exports.api.signed import words
from firsthand.exports.api.structures import Api, Count, Day, Named, Page, Slug, Tag, Words

if TYPE_CHECKING:
    from firsthand.exports.api.telling import Teller

Id = Annotated[str, Meta(description="Of a paragraph: unique in its draft, and the same as long as its words are.")]


class Draft(Struct, frozen=True):
    """One state of the text, as it was issued."""

    slug: Slug
    label: str
    date: Day
    language: Tag
    status: Annotated[str, Meta(description="zero, revised, compilation, under-silence or adopted.")]
    symbol: str | None
    source: str | None
    url: Page
    paragraphs: Annotated[Api, Meta(description="The address of its paragraphs.")]


class Vote(Struct, frozen=True):
    yes: Count
    no: Count
    abstained: Count


class Event(Struct, frozen=True):
    """Something that happened to the text."""

    kind: str
    date: Day
    note: tuple[Words, ...]
    draft: Slug | None
    paragraphs: Annotated[tuple[str, ...], Meta(description="Labels as printed.")]
    parties: Annotated[tuple[str, ...], Meta(description="States or groups, as they are named.")]
    vote: Vote | None
    source: str | None


class Deadline(Struct, frozen=True):
    what: tuple[Words, ...]
    moment: Annotated[str, Meta(description="RFC 3339, with its offset from UTC.")]
    zone: Annotated[str, Meta(description="IANA.")]
    source: str | None
    checked: Day | None


class Negotiation(Struct, frozen=True):
    """A text that states negotiate, as a network follows it: what is public of it."""

    id: Annotated[str, Meta(description="“negotiations/river-declaration”.")]
    slug: Slug
    titles: tuple[Words, ...]
    body: Annotated[tuple[Words, ...], Meta(description="Who negotiates.")]
    forum: Annotated[tuple[Words, ...], Meta(description="Where, and for what.")]
    summaries: tuple[Words, ...]
    date: Annotated[str | None, Meta(description="Of its latest draft.")]
    themes: tuple[Named, ...]
    places: tuple[Named, ...]
    link: str | None
    drafts: Annotated[tuple[Draft, ...], Meta(description="In the order in which they were issued.")]
    events: tuple[Event, ...]
    deadlines: tuple[Deadline, ...]
    networks: Annotated[tuple[Slug, ...], Meta(description="From whose libraries it comes, in a united library.")]
    asks: Annotated[Api, Meta(description="The address of what is asked for.")]
    url: Page
    api: Api


class Paragraph(Struct, frozen=True):
    """The smallest part of a draft that people number, quote and negotiate."""

    id: Id
    text: Annotated[str, Meta(description="As printed, with brackets and without its label.")]
    part: Annotated[str, Meta(description="front, preamble, operative or annex.")]
    label: str
    article: str
    headings: tuple[str, ...]
    option: str
    depth: Count
    bracketed: Annotated[bool, Meta(description="Some words of it are not agreed.")]
    url: Page


class Reason(Struct, frozen=True):
    code: str
    was: str
    now: str


class Evidence(Struct, frozen=True):
    paragraph: Id
    quote: str


class Outcome(Struct, frozen=True):
    """What became of an ask in one draft, as a person has confirmed it."""

    draft: Slug
    kind: str
    also: tuple[str, ...]
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...]
    note: tuple[Words, ...]
    confirmed: Day | None


class Ask(Struct, frozen=True):
    """What a network wants of the text, and what became of it."""

    slug: Slug
    titles: tuple[Words, ...]
    want: Annotated[str, Meta(description="add, replace, delete, keep or oppose.")]
    language: Tag
    words: Annotated[str, Meta(description="What should stand there.")]
    target: Annotated[str, Meta(description="What should not stand there.")]
    must: tuple[str, ...]
    rationale: tuple[Words, ...]
    backers: Annotated[tuple[str, ...], Meta(description="Slugs of parties, or names.")]
    owner: Slug | None
    outcomes: tuple[Outcome, ...]
    url: Page


class Negotiations(Paged, frozen=True):
    items: tuple[Negotiation, ...]


class Paragraphs(Paged, frozen=True):
    draft: Slug
    items: tuple[Paragraph, ...]


class Asks(Paged, frozen=True):
    items: tuple[Ask, ...]


def tell_negotiation(teller: "Teller", process: known.Process) -> Negotiation:
    place = f"negotiations/{process.slug}"
    return Negotiation(
        id=place,
        slug=process.slug,
        titles=words(process.titles),
        body=words(process.body),
        forum=words(process.forum),
        summaries=words(process.summary),
        date=process.date,
        themes=tuple(teller.theme_named(slug) for slug in process.themes),
        places=tuple(teller.place(code) for code in process.places),
        link=process.link,
        drafts=tuple(_draft(teller, place, each) for each in process.drafts),
        events=tuple(map(_event, process.events)),
        deadlines=tuple(
            Deadline(words(each.what), each.moment, each.zone, each.source, each.checked) for each in process.deadlines
        ),
        networks=tuple(each.network for each in process.provenance),
        asks=f"{teller.base}/{place}/asks",
        url=f"{teller.site}/{place}",
        api=f"{teller.base}/{place}",
    )


def _draft(teller: "Teller", place: str, draft: known.Draft) -> Draft:
    return Draft(
        draft.slug,
        draft.label,
        draft.date,
        draft.language,
        draft.status.value,
        draft.symbol,
        draft.source,
        f"{teller.site}/{place}/drafts/{draft.slug}",
        f"{teller.base}/{place}/drafts/{draft.slug}",
    )


def _event(event: known.Event) -> Event:
    vote = Vote(event.vote.yes, event.vote.no, event.vote.abstained) if event.vote else None
    return Event(
        event.kind.value,
        event.date,
        words(event.note),
        event.draft,
        event.paragraphs,
        event.parties,
        vote,
        event.source,
    )


def tell_paragraphs(teller: "Teller", slug: str, draft: str, found: tuple[known.Paragraph, ...]) -> Iterator[Paragraph]:
    page = f"{teller.site}/negotiations/{slug}/drafts/{draft}"
    for each in found:
        yield Paragraph(
            each.id, each.text, each.part.value, each.label, each.article, each.headings, each.option, each.depth,
            bool(each.brackets), f"{page}#p-{each.id}",
        )  # fmt: skip


def tell_ask(teller: "Teller", negotiation: known.Negotiation, ask: known.Ask) -> Ask:
    page = f"{teller.site}/negotiations/{negotiation.process.slug}"
    return Ask(
        slug=ask.slug,
        titles=words(ask.titles),
        want=ask.want.value,
        language=ask.language,
        words=ask.words,
        target=ask.target,
        must=ask.must,
        rationale=words(ask.rationale),
        backers=tuple(each.party for each in ask.backers),
        owner=ask.owner,
        outcomes=tuple(_outcome(each) for each in negotiation.outcomes if each.ask == ask.slug),
        url=f"{page}/asks/{ask.slug}",
    )


def _outcome(outcome: known.Outcome) -> Outcome:
    def whole(form: Any, found: tuple[Struct, ...], **absent: str) -> Any:
        return msgspec.convert([absent | msgspec.to_builtins(each) for each in found], form)

    return Outcome(
        outcome.draft,
        outcome.kind.value,
        tuple(kind.value for kind in outcome.also),
        whole(tuple[Reason, ...], outcome.reasons, was="", now=""),
        whole(tuple[Evidence, ...], outcome.evidence, quote=""),
        words(outcome.note),
        outcome.confirmed,
    )
