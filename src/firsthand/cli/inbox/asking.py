"""`firsthand inbox review` in a terminal: one signature after another, beside those that it resembles."""

from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from firsthand.cli.inbox.showing import Names, beside, remarks
from firsthand.cli.opening import counted
from firsthand.endorsing import review
from firsthand.endorsing.desk import Desk
from firsthand.endorsing.review import OPEN, Case

if TYPE_CHECKING:
    from rich.console import Console

CHOICES = "y confirm   n refuse   m it is the one beside it, merge   a ask first   s skip   q end"


class Asking:
    """One sitting. Every answer is kept at once."""

    def __init__(self, desk: Desk, slug: str, cases: list[Case], names: Names, paper: "Console") -> None:
        self.desk, self.slug, self.names, self.paper = desk, slug, names, paper
        self.cases = [case for case in cases if case.entry.state in OPEN]
        self.decided = 0
        self.gone: set[str] = set()
        """Entries that were merged into others in this sitting."""

    def run(self) -> None:
        for number, case in enumerate(self.cases, 1):
            if case.entry.id in self.gone:
                continue
            self._show(case, number)
            if not self._decide(case):
                break
            self._look_again(case)
        click.echo(f"{counted(self.decided, 'decision', 'decisions')}; all of them are kept.")

    def _show(self, case: Case, number: int) -> None:
        self.paper.print()
        self.paper.rule(f"{number:,} of {len(self.cases):,}", align="left")
        self.paper.print(beside(case, self.names))
        said = remarks(case, self.names)
        for remark in said or ["Nothing speaks against it." if case.is_clear else "It is not known yet who signed."]:
            self.paper.print(f"• {remark}", soft_wrap=True)

    def _decide(self, case: Case) -> bool:
        """Whether to go on."""
        id_ = case.entry.id
        click.echo(CHOICES)
        try:
            answer = str(click.prompt("Decide", type=click.Choice([*"ynmasq"]), default="s", show_choices=False))
        except click.Abort:  # Ctrl+C ends the sitting; nothing is lost by it
            click.echo()
            return False
        if answer == "q":
            return False
        if answer == "y":
            self.decided += review.confirm(self.desk, self.slug, {id_: case.party})
        elif answer == "n":
            self.decided += review.refuse(self.desk, self.slug, [id_])
        elif answer == "a":
            self.decided += review.ask(self.desk, self.slug, [id_])
        elif answer == "m":
            self._merge(case)
        return True

    def _look_again(self, case: Case) -> None:
        """What was decided is seen when the entry stands beside another one later."""
        sheet = self.desk.sheet(self.slug)
        ids = {case.entry.id, *(one.other for one in case.alike if not one.is_party)}
        for id_ in ids & sheet.entries.keys():
            known = self.names.cases[id_]
            self.names.cases[id_] = replace(known, entry=sheet.entries[id_], identity=sheet.people.get(id_))

    def _merge(self, case: Case) -> None:
        others = [one.other for one in case.alike if not one.is_party and one.other not in self.gone]
        if not others:
            click.echo("There is no other signature beside it. It is left as it is.")
            return
        into = others[0]
        if len(others) > 1:
            into = str(click.prompt("Into which one", type=click.Choice(others), default=into))
        review.merge(self.desk, self.slug, case.entry.id, into)
        self.gone.add(case.entry.id)
        self.decided += 1
