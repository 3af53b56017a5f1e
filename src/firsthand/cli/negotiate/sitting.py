"""`firsthand negotiate review` in a terminal: one proposal after another, with the words where it can be seen."""

from typing import TYPE_CHECKING

import click
from msgspec import structs

from firsthand.catalogue.negotiations import Access, Negotiation, Outcome, OutcomeKind, State
from firsthand.catalogue.records import Text
from firsthand.cli.negotiate.telling import described, explained, in_short, titled
from firsthand.cli.opening import counted
from firsthand.cli.terminal import harmless
from firsthand.negotiations.workroom import Workroom

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

CHOICES = "y confirm   o something else became of it   n confirm with a note   s skip   q end"


class Sitting:
    """One sitting. Every answer is kept at once."""

    def __init__(self, workroom: Workroom, negotiation: Negotiation, outcomes: list[Outcome], paper: "Console") -> None:
        self.workroom, self.negotiation, self.paper = workroom, negotiation, paper
        self.waiting = [one for one in outcomes if one.state is State.PROPOSED]
        self.asks = {ask.slug: ask for ask in negotiation.asks}
        self.drafts = {draft.slug: draft for draft in negotiation.process.drafts}
        self.texts = {text.draft: text for text in negotiation.texts}
        self.decided = 0

    def run(self) -> None:
        for number, outcome in enumerate(self.waiting, 1):
            self._show(outcome, number)
            if not self._decide(outcome):
                break
        click.echo(f"{counted(self.decided, 'decision', 'decisions')}; all of them are kept.")

    def _show(self, outcome: Outcome, number: int) -> None:
        ask, draft = self.asks[outcome.ask], self.drafts[outcome.draft]
        self.paper.print()
        self.paper.rule(f"{number:,} of {len(self.waiting):,}", align="left")
        for line in described(ask):
            self.paper.print(line, soft_wrap=True)
        self.paper.print(f"\nIn “{harmless(draft.label)}”, {draft.date}:", soft_wrap=True)
        for line in explained(ask, outcome, self.texts.get(outcome.draft)):
            self.paper.print(line, soft_wrap=True)
        if ask.access is Access.PUBLIC and draft.access is Access.PUBLIC:
            self.paper.print("What you confirm here is for everyone, and is proposed from public drafts alone.")

    def _decide(self, outcome: Outcome) -> bool:
        """Whether to go on."""
        click.echo(CHOICES)
        try:
            answer = str(click.prompt("Decide", type=click.Choice([*"yonsq"]), default="s", show_choices=False))
            if answer == "o":
                kinds = click.Choice([kind.value for kind in OutcomeKind])
                outcome = with_kind(outcome, OutcomeKind(str(click.prompt("What became of it", type=kinds))))
            note = str(click.prompt("Note")).strip() if answer == "n" else ""
        except click.Abort:  # Ctrl+C ends the sitting; nothing is lost by it
            click.echo()
            return False
        if note:
            outcome = structs.replace(outcome, note=(Text(self.workroom.language, note),))
        if answer in "yon":
            self.workroom.decide_outcome(self.negotiation.process.slug, outcome)
            self.decided += 1
        return answer != "q"


def with_kind(outcome: Outcome, kind: OutcomeKind) -> Outcome:
    """What a person says instead; reasons that speak for another outcome go."""
    if kind is outcome.kind:
        return outcome
    return structs.replace(outcome, kind=kind, also=tuple(one for one in outcome.also if one is not kind), reasons=())


def overview(negotiation: Negotiation, outcomes: list[Outcome]) -> "Table":
    """Asks by drafts, each in two or three words."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE, pad_edge=False)
    drafts = [draft for draft in negotiation.process.drafts if any(one.draft == draft.slug for one in outcomes)]
    for title in ("Ask", *(harmless(draft.label) for draft in drafts)):
        made.add_column(Text(title), overflow="fold")
    for ask in negotiation.asks:
        known = {one.draft: in_short(ask, one) for one in outcomes if one.ask == ask.slug}
        if known:
            made.add_row(Text(titled(ask.titles)), *(Text(known.get(draft.slug, "—")) for draft in drafts))
    return made
