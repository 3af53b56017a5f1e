"""The tables of negotiations, row by row: one negotiation is in memory at a time."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from firsthand.catalogue.negotiations import Bracket, Draft, DraftText, Negotiation, Paragraph, Process, write_remark
from firsthand.exports.dump import followed_rows as rows
from firsthand.exports.dump.signing import words
from firsthand.release import Release

Url = Callable[[str], str | None]


def follow_rows(name: str, release: Release, url: Url) -> Iterator[Struct]:
    """The rows of a table of `followed_rows.FOLLOWED`. `url` makes an address of a path, where there is one."""
    makers: dict[str, Callable[[Negotiation, Url], Iterator[Struct]]] = {
        "drafts": _drafts,
        "paragraphs": _paragraphs,
        "links": _links,
        "asks": _asks,
        "outcomes": _outcomes,
        "events": _events,
        "deadlines": _deadlines,
    }
    for process in release.collection.processes:
        if name == "negotiations":
            yield _negotiation(process, url)
        else:
            yield from makers[name](release.negotiation(process), url)


def _negotiation(process: Process, url: Url) -> rows.NegotiationRow:
    place = f"negotiations/{process.slug}"
    return rows.NegotiationRow(
        id=place,
        slug=process.slug,
        date=process.date,
        titles=words(process.titles),
        body=words(process.body),
        forum=words(process.forum),
        summaries=words(process.summary),
        themes=process.themes,
        places=process.places,
        link=process.link,
        networks=tuple(each.network for each in process.provenance),
        url=url(place),
    )


def _drafts(negotiation: Negotiation, url: Url) -> Iterator[Struct]:
    texts = {text.draft: text for text in negotiation.texts}
    slug = negotiation.process.slug
    for ordinal, draft in enumerate(negotiation.process.drafts):
        yield _draft(slug, ordinal, draft, texts.get(draft.slug), url)


def _draft(slug: str, ordinal: int, draft: Draft, text: DraftText | None, url: Url) -> rows.DraftRow:
    return rows.DraftRow(
        negotiation=slug,
        draft=draft.slug,
        ordinal=ordinal,
        label=draft.label,
        date=draft.date,
        language=draft.language,
        status=draft.status.value,
        symbol=draft.symbol,
        source=draft.source,
        sha256=draft.file.sha256 if draft.file else None,
        paragraphs=len(text.paragraphs) if text else 0,
        remarks=tuple(map(write_remark, text.remarks)) if text else (),
        url=url(f"negotiations/{slug}/drafts/{draft.slug}"),
    )


def _paragraphs(negotiation: Negotiation, url: Url) -> Iterator[Struct]:
    for text in negotiation.texts:
        place = f"negotiations/{negotiation.process.slug}/drafts/{text.draft}"
        for ordinal, paragraph in enumerate(text.paragraphs):
            address = url(f"{place}#p-{paragraph.id}")
            yield _paragraph(negotiation.process.slug, text.draft, ordinal, paragraph, address)


def _paragraph(slug: str, draft: str, ordinal: int, paragraph: Paragraph, url: str | None) -> rows.ParagraphRow:
    return rows.ParagraphRow(
        negotiation=slug,
        draft=draft,
        paragraph=paragraph.id,
        ordinal=ordinal,
        part=paragraph.part.value,
        label=paragraph.label,
        text=paragraph.text,
        article=paragraph.article,
        headings=paragraph.headings,
        option=paragraph.option,
        depth=paragraph.depth,
        brackets=tuple(_flat(paragraph.brackets)),
        tracked=_as(tuple[rows.Tracked, ...], paragraph.tracked, author=None, date=None),
        page=paragraph.page,
        unbalanced=paragraph.unbalanced,
        url=url,
    )


def _flat(brackets: tuple[Bracket, ...]) -> Iterator[rows.Bracket]:
    """Brackets, and behind each those that stand in it."""
    for one in brackets:
        yield rows.Bracket(
            one.start, one.end, one.depth, one.alternative, one.attribution, one.edit, one.opened, one.closed
        )
        yield from _flat(one.within)


def _links(negotiation: Negotiation, _: Url) -> Iterator[Struct]:
    for alignment in negotiation.alignments:
        for link in alignment.links:
            yield rows.LinkRow(
                negotiation=negotiation.process.slug,
                before=alignment.before,
                after=alignment.after,
                kind=link.kind.value,
                paragraphs_before=link.before,
                paragraphs_after=link.after,
                score=link.score,
                moved=link.moved,
                state=link.state.value,
                ties=link.ties,
            )


def _asks(negotiation: Negotiation, url: Url) -> Iterator[Struct]:
    slug = negotiation.process.slug
    for ask in negotiation.asks:
        yield rows.AskRow(
            negotiation=slug,
            ask=ask.slug,
            titles=words(ask.titles),
            want=ask.want.value,
            language=ask.language,
            words=ask.words,
            target=ask.target,
            must=ask.must,
            part=ask.part.value if ask.part else None,
            article=ask.article,
            rationale=words(ask.rationale),
            anchors=_as(tuple[rows.Anchor, ...], ask.anchors, quote=""),
            precedents=_as(tuple[rows.Precedent, ...], ask.precedents, date=None, link=None),
            backers=_as(tuple[rows.Backer, ...], ask.backers, date=None),
            owner=ask.owner,
            url=url(f"negotiations/{slug}/asks/{ask.slug}"),
        )


def _outcomes(negotiation: Negotiation, _: Url) -> Iterator[Struct]:
    for one in negotiation.outcomes:
        yield rows.OutcomeRow(
            negotiation=negotiation.process.slug,
            ask=one.ask,
            draft=one.draft,
            kind=one.kind.value,
            also=tuple(kind.value for kind in one.also),
            reasons=_as(tuple[rows.Reason, ...], one.reasons, was="", now=""),
            evidence=_as(tuple[rows.Evidence, ...], one.evidence, quote=""),
            state=one.state.value,
            note=words(one.note),
            confirmed=one.confirmed,
        )


def _events(negotiation: Negotiation, _: Url) -> Iterator[Struct]:
    for one in negotiation.process.events:
        yield rows.EventRow(
            negotiation=negotiation.process.slug,
            kind=one.kind.value,
            date=one.date,
            note=words(one.note),
            draft=one.draft,
            paragraphs=one.paragraphs,
            parties=one.parties,
            vote=rows.Vote(one.vote.yes, one.vote.no, one.vote.abstained) if one.vote else None,
            source=one.source,
        )


def _deadlines(negotiation: Negotiation, _: Url) -> Iterator[Struct]:
    for one in negotiation.process.deadlines:
        yield rows.DeadlineRow(
            negotiation=negotiation.process.slug,
            what=words(one.what),
            moment=one.moment,
            zone=one.zone,
            source=one.source,
            checked=one.checked,
        )


def _as(form: Any, found: tuple[Struct, ...], **absent: object) -> Any:
    """Structures of the catalogue as those of a table, which have the same names; `absent` stands for what is left out.

    Fields that a table does not have are not for it: `msgspec` passes over them.
    """
    return msgspec.convert([absent | msgspec.to_builtins(each) for each in found], form)
