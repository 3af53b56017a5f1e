"""The life of one ask: what is wanted and why, then draft by draft what became of it, in the exact words."""

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from firsthand.catalogue.negotiations import Ask, Draft, Outcome, OutcomeKind, State, Status
from firsthand.front.negotiations import Showing
from firsthand.front.pages.negotiations.asked import AskView, Quote, view_ask, view_quote
from firsthand.front.rendering import tongue
from firsthand.front.view import View
from firsthand.interface import Interface
from firsthand.interface.outcomes import name_outcome, tell_outcome, tell_reason, tell_state
from firsthand.interface.said import Said, say


class Verdict(Struct, frozen=True):
    """What became of an ask in a draft, in sentences."""

    kind: str
    name: str
    """In two or three words."""
    sentence: str
    also: tuple[str, ...]
    reasons: tuple[Markup, ...]
    confirmed: bool
    state: str
    note: Said | None


class Step(Struct, frozen=True):
    """One draft in the life of an ask."""

    anchor: str
    label: str
    date: str
    language: str
    adopted: bool
    address: str
    changes: str
    """Of the page that shows it beside the draft before; empty where there is none."""
    verdict: Verdict | None
    other_language: str
    """The name of the draft's language where the ask is in another one."""
    quotes: tuple[Quote, ...]


class AskPage(Struct, frozen=True):
    title: Said
    """Of the process."""
    address: str
    """Of the process."""
    ask: AskView
    steps: tuple[Step, ...]
    proposed: bool
    """Some of it was said by a machine alone."""


def make_ask(showing: Showing, interface: Interface, slug: str) -> View | None:
    """None where there is no such ask."""
    negotiation = showing.negotiation
    ask = next((each for each in negotiation.asks if each.slug == slug), None)
    if ask is None:
        return None
    process = negotiation.process
    shown = view_ask(ask, showing, interface)
    steps = tuple(_steps(ask, showing, interface))
    page = AskPage(
        title=say(process.titles, interface) or Said(process.slug, "und"),
        address=showing.base,
        ask=shown,
        steps=steps,
        proposed=any(step.verdict and not step.verdict.confirmed for step in steps),
    )
    return View("ask.html", page, shown.title.value, shown.title.language, room="negotiations")


def _steps(ask: Ask, showing: Showing, interface: Interface) -> Iterator[Step]:
    """The newest draft first: what people come for."""
    negotiation = showing.negotiation
    outcomes = {each.draft: each for each in negotiation.outcomes if each.ask == ask.slug}
    before = {each.after: each.before for each in negotiation.alignments}
    for draft in reversed(negotiation.process.drafts):
        outcome = outcomes.get(draft.slug)
        other = draft.language.partition("-")[0] != ask.language.partition("-")[0]
        yield Step(
            anchor=f"draft-{draft.slug}",
            label=draft.label,
            date=interface.date(draft.date),
            language=draft.language,
            adopted=draft.status is Status.ADOPTED,
            address=showing.draft(draft.slug),
            changes=showing.changes(before[draft.slug], draft.slug) if draft.slug in before else "",
            verdict=view_verdict(outcome, ask, interface) if outcome else None,
            other_language=interface.language_name(draft.language) if other else "",
            quotes=tuple(view_quotes(outcome, ask, draft, showing, interface)),
        )


def view_quotes(
    outcome: Outcome | None, ask: Ask, draft: Draft, showing: Showing, interface: Interface
) -> Iterator[Quote]:
    text = next((each for each in showing.negotiation.texts if each.draft == draft.slug), None)
    for seen in outcome.evidence if outcome and text else ():
        if text and (quote := view_quote(ask, seen, text, showing, interface)):
            yield quote


def view_verdict(outcome: Outcome, ask: Ask, interface: Interface) -> Verdict:
    def mark(value: str) -> Markup:
        return Markup("<bdi{}>{}</bdi>").format(
            tongue(ask.language) if ask.language != interface.language else Markup(), value
        )

    unsure = outcome.kind is OutcomeKind.UNKNOWN
    return Verdict(
        kind=outcome.kind.value,
        name=name_outcome(outcome.kind, ask.want, interface),
        sentence=tell_outcome(outcome.kind, ask.want, interface),
        also=tuple(tell_outcome(kind, ask.want, interface) for kind in outcome.also),
        reasons=tuple(
            Markup(tell_reason(each, interface, mark, Markup))  # noqa: S704 - sentences of ours; their words are escaped
            for each in outcome.reasons
        ),
        confirmed=outcome.state is State.CONFIRMED and not (unsure and not outcome.note),
        state=tell_state(outcome, interface),
        note=say(outcome.note, interface),
    )
