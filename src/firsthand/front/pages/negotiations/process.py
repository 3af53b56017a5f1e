"""A process at a glance: its drafts, what happened to them, deadlines, asks, and the way of all paragraphs."""

from collections.abc import Iterator

from msgspec import Struct

from firsthand.catalogue.negotiations import (
    Ask,
    Deadline,
    Event,
    Link,
    LinkKind,
    Negotiation,
    OutcomeKind,
    State,
    all_brackets,
)
from firsthand.front.feeds import FORMATS
from firsthand.front.negotiations import Showing
from firsthand.front.origins import Origin
from firsthand.front.pages.following import NAMES
from firsthand.front.pages.negotiations.changes import pairs_of
from firsthand.front.pages.negotiations.flow import Flow, make_flow
from firsthand.front.pages.negotiations.named import EVENTS, KINDS, SIGNS, drafts_of, name_status, texts_of, told
from firsthand.front.pages.negotiations.taken import Files, taken_of
from firsthand.front.view import Form, View
from firsthand.interface import Interface
from firsthand.interface.moments import Moment, write_moment
from firsthand.interface.outcomes import name_outcome
from firsthand.interface.said import Said, say

MOST_ROWS = 3_000
"""Cells of the table of all paragraphs; above, it counts what happened instead."""

OUTCOME_SIGNS = {
    OutcomeKind.VERBATIM: "✓",
    OutcomeKind.SUBSTANCE: "≈",
    OutcomeKind.WEAKENED: "↓",
    OutcomeKind.MOVED: "↷",
    OutcomeKind.BRACKETED: "[ ]",
    OutcomeKind.DROPPED: "×",
    OutcomeKind.RESTORED: "↺",
    OutcomeKind.OPPOSED: "!",
    OutcomeKind.UNKNOWN: "?",
}


class Step(Struct, frozen=True):
    """A draft on the timeline."""

    slug: str
    label: str
    address: str
    """Empty where its words are not here."""
    date: str
    status: str
    symbol: str
    paragraphs: int
    brackets: int


class EventView(Struct, frozen=True):
    name: str
    date: str
    note: Said | None
    draft: str
    address: str
    paragraphs: tuple[str, ...]
    parties: tuple[str, ...]
    vote: tuple[str, str, str] | None
    source: str
    link: str


class DeadlineView(Struct, frozen=True):
    what: Said | None
    moment: Moment | None
    raw: str
    source: str
    link: str
    checked: str


class Standing(Struct, frozen=True):
    """What became of an ask in a draft."""

    sign: str
    words: str
    """Empty where nothing is said."""
    confirmed: bool


class AskRow(Struct, frozen=True):
    title: Said
    address: str
    cells: tuple[Standing, ...]


class TableCell(Struct, frozen=True):
    label: str
    sign: str
    kind: str


class TableRow(Struct, frozen=True):
    cells: tuple[TableCell, ...]
    """One for each column of the picture; empty where it wasn’t there."""


class Change(Struct, frozen=True):
    """What happened between two drafts, in numbers."""

    words: str
    address: str
    counts: tuple[int, ...]


class ProcessPage(Struct, frozen=True):
    title: Said
    body: Said | None
    forum: Said | None
    summary: Said | None
    origins: tuple[Origin, ...]
    link: str
    address: str
    steps: tuple[Step, ...]
    events: tuple[EventView, ...]
    deadlines: tuple[DeadlineView, ...]
    asks: tuple[AskRow, ...]
    proposed: bool
    pairs: tuple[tuple[str, str], ...]
    flow: Flow | None
    columns: tuple[str, ...]
    """Labels of the columns of the picture."""
    key: tuple[tuple[str, str, str], ...]
    """Code, sign and name of each kind."""
    rows: tuple[TableRow, ...]
    changes: tuple[Change, ...]
    taken: tuple[Files, ...]
    """What can be taken along from a library; a report lies beside it."""
    feeds: tuple[tuple[str, str], ...]
    """Name of the format and address."""


def make_process(showing: Showing, interface: Interface) -> View:
    negotiation = showing.negotiation
    process = negotiation.process
    drafts = drafts_of(negotiation)
    flow = make_flow(negotiation, mirrored=interface.direction == "rtl")
    asks = tuple(_asked(ask, showing, interface) for ask in negotiation.asks)
    columns = tuple(each.draft for each in flow.columns) if flow else ()
    title = say(process.titles, interface) or Said(process.slug, "und")
    forms = tuple(
        Form(media_type.partition(";")[0], title.value, f"{showing.base}/feed.{ending}")
        for ending, (media_type, _) in FORMATS.items()
    )
    page = ProcessPage(
        title=title,
        body=say(process.body, interface),
        forum=say(process.forum, interface),
        summary=say(process.summary, interface),
        origins=showing.origins,
        link=_web(process.link),
        address=showing.base,
        steps=tuple(_steps(showing, interface)),
        events=tuple(_event(each, showing, interface) for each in process.events),
        deadlines=tuple(_deadline(each, interface) for each in process.deadlines),
        asks=asks,
        proposed=any(cell.words and not cell.confirmed for row in asks for cell in row.cells),
        pairs=tuple(pairs_of(showing)),
        flow=flow,
        columns=tuple(drafts[slug].label if slug in drafts else slug for slug in columns),
        key=tuple((kind.value, SIGNS[kind], interface.gettext(name)) for kind, name in KINDS.items()),
        rows=tuple(_rows(negotiation, columns)),
        changes=tuple(_changes(showing)),
        taken=taken_of(showing, interface),
        feeds=tuple((NAMES[form.type], form.address) for form in forms),
    )
    return View("process.html", page, title.value, title.language, room="negotiations", forms=forms)


def _web(link: str | None) -> str:
    return link if link and link.startswith(("https://", "http://")) else ""


def _steps(showing: Showing, interface: Interface) -> Iterator[Step]:
    texts = texts_of(showing.negotiation)
    for draft in showing.negotiation.process.drafts:
        paragraphs = texts[draft.slug].paragraphs if draft.slug in texts else ()
        yield Step(
            slug=draft.slug,
            label=draft.label,
            address=showing.draft(draft.slug) if paragraphs else "",
            date=interface.date(draft.date),
            status=name_status(draft, interface),
            symbol=draft.symbol or "",
            paragraphs=len(paragraphs),
            brackets=sum(1 for each in paragraphs for _ in all_brackets(each.brackets)),
        )


def _event(event: Event, showing: Showing, interface: Interface) -> EventView:
    draft = drafts_of(showing.negotiation).get(event.draft or "")
    there = draft is not None and draft.slug in texts_of(showing.negotiation)
    vote = event.vote
    return EventView(
        name=interface.gettext(EVENTS[event.kind]),
        date=interface.date(event.date),
        note=say(event.note, interface),
        draft=draft.label if draft else "",
        address=showing.draft(draft.slug) if draft and there else "",
        paragraphs=event.paragraphs,
        parties=tuple(showing.names.get(party, party) for party in event.parties),
        vote=(interface.number(vote.yes), interface.number(vote.no), interface.number(vote.abstained))
        if vote
        else None,
        source=event.source or "",
        link=_web(event.source),
    )


def _deadline(deadline: Deadline, interface: Interface) -> DeadlineView:
    try:
        moment = write_moment(deadline.moment, deadline.zone, interface)
    except ValueError:
        moment = None
    return DeadlineView(
        what=say(deadline.what, interface),
        moment=moment,
        raw=deadline.moment,
        source=deadline.source or "",
        link=_web(deadline.source),
        checked=interface.date(deadline.checked) if deadline.checked else "",
    )


def _asked(ask: Ask, showing: Showing, interface: Interface) -> AskRow:
    found = {each.draft: each for each in showing.negotiation.outcomes if each.ask == ask.slug}
    cells = []
    for draft in showing.negotiation.process.drafts:
        outcome = found.get(draft.slug)
        if outcome is None:
            cells.append(Standing("", "", confirmed=False))
            continue
        words = name_outcome(outcome.kind, ask.want, interface)
        sign = OUTCOME_SIGNS[outcome.kind]
        cells.append(Standing(sign, words, confirmed=outcome.state is State.CONFIRMED))
    title = say(ask.titles, interface) or Said(ask.slug, "und")
    return AskRow(title, f"{showing.base}/asks/{ask.slug}", tuple(cells))


def _changes(showing: Showing) -> Iterator[Change]:
    drafts = drafts_of(showing.negotiation)
    for pair in showing.negotiation.alignments:
        kinds = [link.kind for link in told(pair.links)]
        words = f"{drafts[pair.before].label} → {drafts[pair.after].label}"
        yield Change(words, showing.changes(pair.before, pair.after), tuple(kinds.count(kind) for kind in LinkKind))


def _rows(negotiation: Negotiation, columns: tuple[str, ...]) -> Iterator[TableRow]:
    """The way of each paragraph, from the draft in which it is first on; none where that would be too many."""
    texts = texts_of(negotiation)
    if sum(len(texts[slug].paragraphs) for slug in columns) > MOST_ROWS:
        return
    labels = {(slug, each.id): each.label or "–" for slug in columns for each in texts[slug].paragraphs}
    onward = {
        ((pair.before, here)): (pair.after, link)
        for pair in negotiation.alignments
        for link in told(pair.links)
        for here in link.before
    }
    came = {
        (pair.after, there): link
        for pair in negotiation.alignments
        for link in told(pair.links)
        for there in link.after
        if link.before
    }
    for slug in columns:
        for each in texts[slug].paragraphs:
            if (slug, each.id) not in came:
                yield TableRow(tuple(_way(slug, each.id, columns, labels, onward)))


def _way(
    slug: str,
    paragraph: str,
    columns: tuple[str, ...],
    labels: dict[tuple[str, str], str],
    onward: dict[tuple[str, str], tuple[str, Link]],
) -> Iterator[TableCell]:
    found = {slug: TableCell(labels[slug, paragraph], "", "")}
    here = [paragraph]
    while step := next((onward[slug, each] for each in here if (slug, each) in onward), None):
        after, link = step
        sign = SIGNS[link.kind] + (" ↷" if link.moved else "")
        label = ", ".join(labels.get((after, each), "") for each in link.after)
        found[after] = TableCell(label, sign, link.kind.value)
        slug, here = after, list(link.after)
        if not here:
            break
    yield from (found.get(column, TableCell("", "", "")) for column in columns)
