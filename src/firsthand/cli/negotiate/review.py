"""`firsthand negotiate review`: what became of each ask, one after another, and what a person says of it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.negotiate.access import paper, room, told
from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from firsthand.catalogue.negotiations import Negotiation, Outcome
    from firsthand.negotiations.workroom import Workroom

KINDS = (
    "verbatim", "substance", "weakened", "moved", "bracketed", "dropped", "restored", "opposed", "unknown",
)  # fmt: skip


@click.command(
    "review",
    epilog="Examples:\n\n\b\n  firsthand negotiate review my-library river\n"
    "  firsthand negotiate review my-library river --draft rev-1\n"
    "  firsthand negotiate review my-library river --list\n"
    "  firsthand negotiate review my-library river --confirm naloxone rev-1\n"
    "  firsthand negotiate review my-library river --confirm naloxone rev-1 \\\n"
    "    --kind weakened --note 'Prisons are gone.'\n"
    "  firsthand negotiate review --asks asks.toml zero=zero.md final=final.pdf > outcomes.json",
)
@click.argument("names", nargs=-1, required=True, metavar="LIBRARY PROCESS")
@click.option("--ask", "asks", metavar="SLUG", multiple=True, help="Of these asks only.")
@click.option("--draft", "drafts", metavar="SLUG", multiple=True, help="In these drafts only.")
@click.option("--list", "form", flag_value="list", help="List all outcomes, and decide nothing.")
@click.option("--json", "form", flag_value="json", help="All outcomes as JSON.")
@click.option("--confirm", nargs=2, metavar="ASK DRAFT", multiple=True, help="Confirm what is proposed.")
@click.option("--kind", type=click.Choice(KINDS), help="With --confirm: this is what became of it.")
@click.option("--note", metavar="WORDS", help="With --confirm: what people should know.")
@click.option(
    "--asks", "file", metavar="FILE", type=click.Path(path_type=Path), help="Without a library: asks in a file."
)
@click.option("--language", metavar="CODE", default="en", show_default=True, help="With --asks: of the drafts.")
def verb(
    names: tuple[str, ...],
    asks: tuple[str, ...],
    drafts: tuple[str, ...],
    form: str | None,
    confirm: tuple[tuple[str, str], ...],
    kind: str | None,
    note: str | None,
    file: Path | None,
    language: str,
) -> None:
    """Look at what became of each ask in each draft, one after another, and decide about it.

    A machine proposes; what you confirm is kept, and is never proposed again. Of a public ask in a public draft it is
    for everyone when the library is published next. With --asks, drafts in files are looked at without a library, and
    the proposals written as JSON.
    """
    with told():
        if file is not None:
            from firsthand.cli.negotiate.bare import outcomes_of

            click.echo(outcomes_of(file, names, language))
            return
        if len(names) != 2:
            raise click.UsageError("Name a library and a negotiation; or drafts in files with --asks.")
        workroom, process = room(Path(names[0])), names[1]
        negotiation = workroom.review(process)
        if confirm:
            _confirm(workroom, negotiation, confirm, kind, note)
            return
        if kind or note:
            raise click.UsageError("--kind and --note go with --confirm ASK DRAFT.")
        _known("ask", asks, [ask.slug for ask in negotiation.asks])
        _known("draft", drafts, [draft.slug for draft in negotiation.process.drafts])
        chosen = [
            one for one in negotiation.outcomes if (not asks or one.ask in asks) and (not drafts or one.draft in drafts)
        ]
        _tell(workroom, negotiation, chosen, form)


def _known(what: str, said: tuple[str, ...], there: list[str]) -> None:
    """A slip of the pen is told; it would look as if nothing were waiting."""
    for slug in said:
        if slug not in there:
            known = f"There are: {', '.join(there)}." if there else "There is none yet."
            raise click.ClickException(f"There is no {what} “{slug}”. {known}")


def _confirm(
    workroom: "Workroom",
    negotiation: "Negotiation",
    pairs: tuple[tuple[str, str], ...],
    kind: str | None,
    note: str | None,
) -> None:
    from msgspec import structs

    from firsthand.catalogue.negotiations import Outcome, OutcomeKind
    from firsthand.catalogue.records import Text
    from firsthand.cli.negotiate.sitting import with_kind

    known = {(one.ask, one.draft): one for one in negotiation.outcomes}
    for ask, draft in pairs:
        outcome = known.get((ask, draft)) or Outcome(ask, draft, OutcomeKind.UNKNOWN)
        if (ask, draft) not in known and kind is None:
            raise click.ClickException(
                f"Nothing is proposed of “{ask}” in “{draft}”. Say with --kind what became of it."
            )
        if kind:
            outcome = with_kind(outcome, OutcomeKind(kind))
        if note:
            outcome = structs.replace(outcome, note=(Text(workroom.language, note),))
        path = workroom.decide_outcome(negotiation.process.slug, structs.replace(outcome, confirmed=None))
        click.echo(f"“{path}” says what became of “{ask}” in “{draft}”: {outcome.kind.value}.")


def _tell(workroom: "Workroom", negotiation: "Negotiation", chosen: list["Outcome"], form: str | None) -> None:
    import sys

    if form == "json":
        import msgspec

        click.echo(msgspec.json.encode(chosen))
    elif not chosen:
        slug = negotiation.process.slug
        missing = (
            f"firsthand negotiate ask {workroom.library} {slug} ASK --want … --title … --words …"
            if not negotiation.asks
            else f"firsthand negotiate draft {workroom.library} {slug} FILE --label … --date …"
        )
        what = "nothing to look at: no ask was written down yet" if not negotiation.asks else "no draft to look at"
        click.echo(f"There is {what}. Next: {missing}", err=True)
    elif form == "list" or not sys.stdin.isatty():
        from firsthand.cli.negotiate.sitting import overview

        sheet = paper()
        sheet.print(overview(negotiation, chosen, sheet))
        waiting = sum(one.state.value == "proposed" for one in chosen)
        click.echo(f"{counted(len(chosen), 'outcome', 'outcomes')}; {waiting:,} wait for a person.", err=True)
    else:
        from firsthand.cli.negotiate.sitting import Sitting

        Sitting(workroom, negotiation, chosen, paper()).run()
