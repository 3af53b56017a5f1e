"""`firsthand negotiate align`: shows what became of each paragraph, and takes what a person decides about it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.negotiate.access import paper, read_file, room, told
from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from firsthand.catalogue.negotiations import Alignment, DraftText, Link
    from firsthand.cli.negotiate.showing import Pair
    from firsthand.negotiations.workroom import Workroom


@click.command(
    "align",
    epilog="Examples:\n\n\b\n  firsthand negotiate align my-library river\n"
    "  firsthand negotiate align my-library river zero rev-1\n"
    "  firsthand negotiate align my-library river zero rev-1 --confirm OP3=OP4 --refuse OP7=OP9\n"
    "  firsthand negotiate align before.docx after.pdf --csv > changes.csv\n\n"
    "OP3=OP4 names paragraphs by their labels or ids, OP3= one that was dropped, =OP4 a new one; several are parted by "
    "commas: OP3=OP4,OP5.",
)
@click.argument("names", nargs=-1, required=True, metavar="LIBRARY PROCESS [BEFORE AFTER]")
@click.option("--all", "everything", is_flag=True, help="Show paragraphs too that stayed as they were.")
@click.option("--json", "form", flag_value="json", help="Every link as JSON, with all paragraphs.")
@click.option("--csv", "form", flag_value="csv", help="Every link as a table for a spreadsheet.")
@click.option("--confirm", metavar="BEFORE=AFTER", multiple=True, help="These paragraphs became those.")
@click.option("--refuse", metavar="BEFORE=AFTER", multiple=True, help="These paragraphs did not become those.")
def verb(
    names: tuple[str, ...], everything: bool, form: str | None, confirm: tuple[str, ...], refuse: tuple[str, ...]
) -> None:
    """Show what became of each paragraph from the draft BEFORE to the draft AFTER.

    They are by default the last two. Two files in place of a library are compared without one. What is shown is
    proposed by a machine; ✓ stands behind what a person has confirmed.
    """
    from firsthand.cli.negotiate.showing import Pair

    with told():
        if len(names) == 2 and all(Path(name).is_file() for name in names):
            if confirm or refuse:
                raise click.UsageError("Decisions are kept in a library. Take both drafts into one first.")
            before, after = (read_file(Path(name), str(place)) for place, name in enumerate(names, 1))
            pair = Pair(before, after, _aligned(before, after))
        else:
            pair = _of_library(names, confirm, refuse)
    _show(pair, form, everything=everything)


def _of_library(names: tuple[str, ...], confirm: tuple[str, ...], refuse: tuple[str, ...]) -> "Pair":
    from firsthand.cli.negotiate.showing import Pair

    if len(names) not in (2, 4):
        raise click.UsageError("Name a library and a negotiation, and both drafts or none; or two files.")
    if Path(names[0]).is_file():
        raise click.ClickException(f"“{names[0]}” is a file, and there is no file “{names[1]}” to compare it with.")
    workroom, process = room(Path(names[0])), names[1]
    before, after = names[2:] if len(names) == 4 else _last(workroom, process)
    words = {text.draft: text for text in workroom.kept(process).texts}
    alignment = workroom.compare(process, before, after)
    decisions = [(one, True) for one in confirm] + [(one, False) for one in refuse]
    if decisions:
        links = [(_link(one, words[before], words[after], yes=yes)) for one, yes in decisions]
        for link in links:
            path = workroom.decide_link(process, before, after, link)
        click.echo(f"{counted(len(links), 'decision', 'decisions')} written into “{path}”.", err=True)
        alignment = workroom.compare(process, before, after)
    return Pair(words[before], words[after], alignment)


def _last(workroom: "Workroom", process: str) -> tuple[str, str]:
    from firsthand.negotiations.audiences import successions

    pairs = successions(workroom.kept(process).process.drafts)
    if not pairs:
        raise click.ClickException(f"“{process}” has no two drafts of one language yet. Take one in first.")
    return pairs[-1]


def _aligned(before: "DraftText", after: "DraftText") -> "Alignment":
    from firsthand.negotiations.audiences import aligned

    found = aligned(before, after)
    if found is None:
        raise click.ClickException("The two files are in two languages, and can't be compared.")
    return found


def _link(words: str, before: "DraftText", after: "DraftText", *, yes: bool) -> "Link":
    from firsthand.catalogue.negotiations import Link, LinkKind, State

    one, equals, other = words.partition("=")
    if not equals or not (one or other):
        raise click.UsageError(f"“{words}” does not say what became of what. Write it as in OP3=OP4.")
    here, there = _ids(one, before), _ids(other, after)
    same = [_text(before, here), _text(after, there)]
    if not here or not there:
        kind = LinkKind.DROPPED if here else LinkKind.NEW
    elif len(here) > 1 or len(there) > 1:
        kind = LinkKind.MERGED if len(here) > 1 else LinkKind.SPLIT
    else:
        kind = LinkKind.SAME if same[0] == same[1] else LinkKind.EDITED
    return Link(kind, here, there, 1.0 if yes else 0.0, state=State.CONFIRMED if yes else State.REFUSED)


def _ids(words: str, text: "DraftText") -> tuple[str, ...]:
    from firsthand.cli.negotiate.finding import paragraph

    return tuple(paragraph(text, one.strip()).id for one in words.split(",") if one.strip())


def _text(text: "DraftText", ids: tuple[str, ...]) -> str:
    return "\n".join(one.text for one in text.paragraphs if one.id in ids)


def _show(pair: "Pair", form: str | None, *, everything: bool) -> None:
    from firsthand.cli.negotiate.showing import as_csv, summary, table

    if form == "json":
        import msgspec

        paragraphs = {"before": list(pair.before.values()), "after": list(pair.after.values())}
        click.echo(msgspec.json.encode({**msgspec.to_builtins(pair.alignment), "paragraphs": paragraphs}))
        return
    if form == "csv":
        sys.stdout.write(as_csv(pair))
        return
    links = [link for link in pair.alignment.links if link.state.value != "refused"] if everything else pair.changes()
    if links:
        paper().print(table(pair, links))
    click.echo(f"{summary(pair.alignment)}.", err=True)
