"""`firsthand negotiate review` in a terminal: one proposal after another, with the words where it can be seen."""

from typing import TYPE_CHECKING

import click
from msgspec import structs

from firsthand.catalogue.negotiations import Access, Negotiation, Outcome, OutcomeKind, State
from firsthand.catalogue.records import Text
from firsthand.cli.negotiate.telling import LANGUAGE, described, explained, in_short, titled
from firsthand.cli.opening import counted
from firsthand.cli.terminal import harmless
from firsthand.interface import interface
from firsthand.interface.outcomes import name_outcome
from firsthand.negotiations.workroom import Workroom

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

CHOICES = "y confirm   w confirm with a note   o something else became of it   s skip   q end"
"""None of them is “n”: who means “no” by it must not confirm anything."""


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
        if not self.waiting:
            click.echo("None of these outcomes waits for a person. See them with --list.")
            return
        for number, outcome in enumerate(self.waiting, 1):
            self._show(outcome, number)
            if not self._decide(outcome):
                break
        click.echo(f"{counted(self.decided, 'decision', 'decisions')}; all of them are kept.")
        if self.decided:
            click.echo("To change one, name it: --confirm ASK DRAFT --kind …")

    def _show(self, outcome: Outcome, number: int) -> None:
        ask, draft = self.asks[outcome.ask], self.drafts[outcome.draft]
        self.paper.print()
        self.paper.rule(f"{number:,} of {len(self.waiting):,}", align="left")
        for line in described(ask):
            self.paper.print(line)
        self.paper.print(f"\nIn “{harmless(draft.label)}”, {draft.date}:")
        for line in explained(ask, outcome, self.texts.get(outcome.draft)):
            self.paper.print(line)
        if ask.access is Access.PUBLIC and draft.access is Access.PUBLIC:
            self.paper.print("What you confirm here is for everyone, and is proposed from public drafts alone.")

    def _decide(self, outcome: Outcome) -> bool:
        """Whether to go on."""
        try:
            answer, outcome = self._answered(outcome)
        except click.Abort:  # Ctrl+C ends the sitting; nothing is lost by it
            click.echo()
            return False
        if answer in "ywo":
            self.workroom.decide_outcome(self.negotiation.process.slug, outcome)
            self.decided += 1
        return answer != "q"

    def _answered(self, outcome: Outcome) -> tuple[str, Outcome]:
        """Asked again where no note is written after all. click.Abort for Ctrl+C and the end of what is typed."""
        while True:
            self.paper.print(CHOICES)
            choices = click.Choice([*"ywosq"], case_sensitive=False)
            answer = str(click.prompt("Decide", type=choices, default="s", show_choices=False))
            if answer == "o":
                outcome = with_kind(outcome, self._kind(outcome))
            if answer not in "wo":
                return answer, outcome
            asked = "Note (empty: none)" if answer == "o" else "Note (empty: go back)"
            note = str(click.prompt(asked, default="", show_default=False)).strip()
            if note:
                outcome = structs.replace(outcome, note=(Text(self.workroom.language, note),))
            if note or answer == "o":
                return answer, outcome

    def _kind(self, outcome: Outcome) -> OutcomeKind:
        """Chosen by its word; beside each stands what pages call it."""
        ask, english = self.asks[outcome.ask], interface(LANGUAGE)
        for kind in OutcomeKind:
            self.paper.print(f"  {kind.value:<10}  {name_outcome(kind, ask.want, english)}")
        kinds = click.Choice([kind.value for kind in OutcomeKind], case_sensitive=False)
        return OutcomeKind(str(click.prompt("What became of it", type=kinds, show_choices=False)))


def with_kind(outcome: Outcome, kind: OutcomeKind) -> Outcome:
    """What a person says instead; reasons that speak for another outcome go."""
    if kind is outcome.kind:
        return outcome
    return structs.replace(outcome, kind=kind, also=tuple(one for one in outcome.also if one is not kind), reasons=())


NARROWEST = 16
"""Columns that the title of an ask needs beside its marks."""


def overview(negotiation: Negotiation, outcomes: list[Outcome], paper: "Console") -> "Table":
    """Asks by drafts, each in two or three words that stay in one line; below one another where paper is narrow."""
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    drafts = [draft for draft in negotiation.process.drafts if any(one.draft == draft.slug for one in outcomes)]
    rows = []
    for ask in negotiation.asks:
        known = {one.draft: in_short(ask, one) for one in outcomes if one.ask == ask.slug}
        if known:
            rows.append((titled(ask.titles), [known.get(draft.slug, "—") for draft in drafts]))
    made = Table(box=box.SIMPLE, pad_edge=False)
    made.add_column("Ask", overflow="fold", min_width=NARROWEST)
    for place, draft in enumerate(drafts):
        widest = max(cell_len(marks[place]) for _, marks in rows)
        made.add_column(Text(harmless(draft.label)), overflow="fold", min_width=widest)
    for title, marks in rows:
        made.add_row(Text(title), *map(Text, marks))
    boundless = paper.options.update(width=10_000)  # what is measured within the paper's own width always fits it
    if paper.measure(made, options=boundless).minimum <= paper.width:
        return made
    return _stacked([harmless(draft.label) for draft in drafts], rows)


def _stacked(labels: list[str], rows: list[tuple[str, list[str]]]) -> "Table":
    """One ask after another, and below its title a line for each draft."""
    from rich.table import Table
    from rich.text import Text

    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(overflow="fold")
    for title, marks in rows:
        made.add_row(Text(title, "bold"))
        inner = Table.grid(padding=(0, 2))
        for label, mark in zip(labels, marks, strict=True):
            inner.add_row("", Text(label), Text(mark, no_wrap=True))
        made.add_row(inner)
    return made
