"""The scorecard after adoption: what became of each ask in the adopted text, as persons have confirmed it."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from firsthand.catalogue.negotiations import Access, Ask, Draft, Outcome, OutcomeKind, State, Status, Want
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.ask import Verdict, view_quotes, view_verdict
from firsthand.front.pages.negotiations.asked import AskView, Quote, view_ask
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.outcomes import AS_WORDS, name_outcome
from firsthand.interface.said import Said, say


class Count(Struct, frozen=True):
    kind: str
    name: str
    count: int


class Row(Struct, frozen=True):
    """An ask with what became of it; `verdict` is None where nobody has confirmed anything."""

    ask: AskView
    draft: str
    language: str
    verdict: Verdict | None
    quotes: tuple[Quote, ...]


class Adopted(Struct, frozen=True):
    label: str
    date: str
    address: str


class ScorePage(Struct, frozen=True):
    title: Said
    address: str
    adopted: tuple[Adopted, ...]
    """The adopted text, in each language in which it is here; none as long as nothing was adopted."""
    counts: tuple[Count, ...]
    unseen: int
    """Asks of which nobody has confirmed yet what became of them."""
    asks: int
    rows: tuple[Row, ...]
    open: tuple[Row, ...]
    """Those of which nothing is confirmed."""
    public: bool
    """It is for everyone: asks that are not public are not in it."""


def make_score(showing: Showing, interface: Interface) -> View:
    negotiation = showing.negotiation
    process = negotiation.process
    adopted = [draft for draft in process.drafts if draft.status is Status.ADOPTED]
    found = list(_rows(showing, interface, adopted)) if adopted else []
    page = ScorePage(
        title=say(process.titles, interface) or Said(process.slug, "und"),
        address=showing.base,
        adopted=tuple(Adopted(each.label, interface.date(each.date), showing.draft(each.slug)) for each in adopted),
        counts=tuple(_counts(showing, found, interface)),
        unseen=sum(1 for row in found if row.verdict is None),
        asks=len(negotiation.asks),
        rows=tuple(row for row in found if row.verdict),
        open=tuple(row for row in found if row.verdict is None),
        public=negotiation.access is Access.PUBLIC,
    )
    return View("score.html", page, interface.gettext("What became of what was asked for"), room="negotiations")


def _rows(showing: Showing, interface: Interface, adopted: list[Draft]) -> Iterator[Row]:
    confirmed = {(each.ask, each.draft): each for each in showing.negotiation.outcomes if each.state is State.CONFIRMED}
    for ask in showing.negotiation.asks:
        draft = _own(ask, adopted, confirmed)
        outcome = confirmed.get((ask.slug, draft.slug))
        yield Row(
            ask=view_ask(ask, showing, interface),
            draft=draft.label,
            language=draft.language,
            verdict=view_verdict(outcome, ask, interface) if outcome else None,
            quotes=tuple(view_quotes(outcome, ask, draft, showing, interface)),
        )


def _own(ask: Ask, adopted: list[Draft], confirmed: dict[tuple[str, str], Outcome]) -> Draft:
    """The adopted text in the language of the ask, or one of which somebody has said what became of it."""
    said = [each for each in adopted if (ask.slug, each.slug) in confirmed]
    spoken = [each for each in said or adopted if each.language.partition("-")[0] == ask.language.partition("-")[0]]
    return (spoken or said or adopted)[-1]


def _counts(showing: Showing, rows: list[Row], interface: Interface) -> Iterator[Count]:
    """In the order of `OutcomeKind`, only those that there are. What was to be kept out stands by itself."""
    wants = {ask.slug: ask.want for ask in showing.negotiation.asks}
    counts: Counter[tuple[OutcomeKind, bool]] = Counter()
    for row in rows:
        if row.verdict:
            kind = OutcomeKind(row.verdict.kind)
            counts[kind, wants[row.ask.slug] in AS_WORDS and kind is OutcomeKind.VERBATIM] += 1
    for kind in OutcomeKind:
        for without in (False, True):
            if count := counts[kind, without]:
                want = Want.OPPOSE if without else Want.ADD
                yield Count(kind.value, name_outcome(kind, want, interface), count)
