"""`firsthand inbox review`: a person looks at signatures and decides, one after the other or many at once."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import at_desk, desk_of, new_screen, read_library, told, unlocked
from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.endorsing.desk import Desk
    from firsthand.endorsing.review import Case

SORTS = ("queue", "day", "name", "country", "state")
WIDTH = 160
"""Columns of a table that goes to a file or another program."""


@click.command(
    "review",
    epilog="Examples:\n\n\b\n  firsthand inbox review --library my-library --key ~/letter-keys\n"
    "  firsthand inbox review --library my-library --key ~/letter-keys --list --sort country\n"
    "  firsthand inbox review --library my-library --key ~/letter-keys --all-clear\n"
    "  firsthand inbox review --library my-library --key ~/letter-keys --refuse 23bn6mv6 7x0q2kwd\n"
    "  firsthand inbox review --library my-library --key ~/letter-keys --csv > signatures.csv",
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@at_desk
@click.option("--statement", metavar="SLUG", help="Which one, where there are several on the desk.")
@click.option("--list", "listing", is_flag=True, help="Show all of them in a table; so it is outside a terminal.")
@click.option("--one-by-one", is_flag=True, help="Ask about one after the other; so it is in a terminal.")
@click.option("--confirm", is_flag=True, help="Let the signatures ID count: you know them, or their party has vouched.")
@click.option("--refuse", is_flag=True, help="Don't let the signatures ID count.")
@click.option("--ask", is_flag=True, help="Put the signatures ID at the end, until somebody is asked about them.")
@click.option("--merge", is_flag=True, help="The first ID is a copy of the second, which stays.")
@click.option(
    "--all-clear", is_flag=True, help="Confirm all of which it is known who signed, and which have no remark."
)
@click.option("--csv", "as_csv", is_flag=True, help="Write all for a spreadsheet, without addresses and notes.")
@click.option("--growth", "growing", is_flag=True, help="Show how many signatures there were, day by day.")
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="In which order.")
def verb(
    ids: tuple[str, ...],
    library: Path,
    keys: tuple[Path, ...],
    key_file: Path | None,
    statement: str | None,
    sort: str,
    **wishes: bool,
) -> None:
    """Look at the signatures on the desk, and decide about them.

    Each is shown with those that it resembles: doubles, names that look alike, parties whose name is used from another
    address, many of one kind on one day. Who confirms a signature vouches for it. Nothing becomes public before
    “firsthand inbox apply”.
    """
    wanted = [name for name, wish in wishes.items() if wish]
    if len(wanted) > 1:
        raise click.UsageError("Ask for one thing at a time.")
    wish = wanted[0] if wanted else ("one_by_one" if sys.stdin.isatty() and sys.stdout.isatty() else "listing")
    if bool(ids) != (wish in ("confirm", "refuse", "ask", "merge")) or (wish == "merge" and len(ids) != 2):
        raise click.UsageError("Name the signatures with --confirm, --refuse or --ask, and two of them with --merge.")
    with told():
        desk = desk_of(library, unlocked(keys, key_file))
        slug = _chosen(desk, statement)
        if slug is None:
            click.echo("There are no signatures on the desk yet. Open the inbox first: firsthand inbox open")
            return
        _Review(desk, slug, library, sort).run(wish, ids)


def _chosen(desk: "Desk", statement: str | None) -> str | None:
    there = desk.statements()
    if statement is not None:
        if statement not in there:
            raise click.ClickException(f"There are no signatures for “{statement}” on the desk.")
        return statement
    if len(there) > 1:
        raise click.UsageError(f"There are several statements. Name one with --statement: {', '.join(there)}")
    return there[0] if there else None


class _Review:
    """One call of the command."""

    def __init__(self, desk: "Desk", slug: str, library: Path, sort: str) -> None:
        from firsthand.cli.inbox.showing import Names
        from firsthand.endorsing.review import cases

        self.desk, self.slug = desk, slug
        self.screen: Console = new_screen()
        self.parties = read_library(library, self.screen).parties
        with self.screen.status("Comparing names"):
            self.cases: list[Case] = _sorted(list(cases(desk.sheet(slug), self.parties)), sort)
        self.names = Names(self.cases, self.parties)

    def run(self, wish: str, ids: tuple[str, ...]) -> None:
        from firsthand.endorsing import review

        if wish in ("confirm", "all_clear"):
            there = {case.entry.id: case.party for case in self.cases}
            clear = (case.entry.id for case in self.cases if case.is_clear)
            chosen = {id_: there.get(id_, "") for id_ in ids or clear}
            self._said(review.confirm(self.desk, self.slug, chosen), "confirmed")
        elif wish == "refuse":
            self._said(review.refuse(self.desk, self.slug, ids), "refused")
        elif wish == "ask":
            self._said(review.ask(self.desk, self.slug, ids), "put at the end")
        elif wish == "merge":
            review.merge(self.desk, self.slug, *ids)
            click.echo(f"{ids[0]} is merged into {ids[1]}.")
        else:
            {"listing": self._list, "as_csv": self._csv, "growing": self._growth, "one_by_one": self._ask}[wish]()

    def _said(self, count: int, what: str) -> None:
        click.echo(f"{counted(count, 'signature', 'signatures')} {what}.")
        if what == "confirmed" and count:
            click.echo("Write them into the library's folder: firsthand inbox apply")

    def _list(self) -> None:
        from firsthand.cli.inbox.showing import table

        paper = _paper()
        paper.print(table(self.cases, self.names))
        paper.print(self._summary())

    def _summary(self) -> str:
        from collections import Counter

        from firsthand.cli.inbox.showing import STATES

        counts = Counter(case.entry.state for case in self.cases)
        clear = sum(case.is_clear for case in self.cases)
        parts = "; ".join(f"{said}: {counts[state]:,}" for state, said in STATES.items() if counts[state])
        return f"\n{counted(len(self.cases), 'signature', 'signatures')}{f' ({parts})' * bool(parts)}." + (
            f" New ones without a remark: {clear:,}. Confirm what has none with --all-clear." if clear else ""
        )

    def _csv(self) -> None:
        from firsthand.cli.inbox.showing import as_csv

        sys.stdout.write(as_csv(self.cases, self.names))
        self.screen.print("The table holds names that may not be public. Erase it when you are done with it.")

    def _growth(self) -> None:
        from firsthand.cli.inbox.showing import growing
        from firsthand.endorsing.review import growth

        _paper().print(growing(growth(case.entry for case in self.cases)))

    def _ask(self) -> None:
        from firsthand.cli.inbox.asking import Asking

        Asking(self.desk, self.slug, self.cases, self.names, _paper()).run()


def _paper() -> "Console":
    from rich.console import Console

    width = None if sys.stdout.isatty() else WIDTH
    return Console(highlight=False, markup=False, emoji=False, width=width)


def _sorted(cases: list["Case"], sort: str) -> list["Case"]:
    """In the order of the queue, or by something; those that have the same stay in the order of the queue."""
    from firsthand.catalogue import places
    from firsthand.interface.collation import key

    orders = {
        "day": lambda case: case.entry.day,
        "name": lambda case: key(case.identity.name if case.identity else "", "en"),
        "country": lambda case: key(places.name(case.entry.place, "en") if case.entry.place else "", "en"),
        "state": lambda case: case.entry.state,
    }
    return sorted(cases, key=orders[sort]) if sort in orders else cases
