"""`firsthand concordance`: every place where a phrase stands, aligned on it. It knows nothing of how they are found."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.carrying import also
from firsthand.cli.opening import NOTHING_FOUND, counted, filters_of, searched
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.search.protocol import Concordance, Occurrence

EXAMPLES = """\b
Examples:
  firsthand concordance public '"people who use drugs"'
  firsthand concordance public naloxone --lang fr -n 200
  firsthand concordance public 'снижение вреда' --page 2
  firsthand concordance public '"harm reduction" year:2015..2020' --json

The newest texts come first, and the places of a text in the order of reading. The
query is that of `firsthand search`. The command ends with status 1 where nothing
is found, with 2 where the library can't be read."""


@click.command(epilog=EXAMPLES)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", "languages", metavar="TAG", multiple=True, help="Only texts in this language; may be repeated.")
@click.option("-n", "most", default=50, show_default=True, type=click.IntRange(1, 1_000), help="Lines shown at most.")
@click.option("--page", default=1, show_default=True, type=click.IntRange(1), help="Which page of so many lines.")
@click.option("--only-my-words", is_flag=True, help="Don't carry words over to other names and languages.")
@click.option("--json", "as_json", is_flag=True, help="The same as JSON, with the passage of each line.")
def concordance(
    library: Path, words: tuple[str, ...], languages: tuple[str, ...], most: int, page: int, only_my_words: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Show every place where words or a phrase stand.

    LIBRARY is a library, or the directory of a release. Each place has a line of its own, with what stands before and
    after it, and its page.
    """
    from firsthand.search.protocol import Query

    query = Query(" ".join(words), filters_of(languages), languages, page, most, own_words=only_my_words)
    with searched(library) as (_, engine):
        found = engine.concordance(query)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    else:
        _show(found, page)
    if not found.occurrences:
        raise click.exceptions.Exit(NOTHING_FOUND)


def _show(found: "Concordance", page: int) -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    if not found.occurrences:
        click.echo("There are no more lines." if found.passages else "Nothing was found.")
        return
    texts = counted(found.editions, "text", "texts")
    console.print(f"{counted(found.passages, 'passage', 'passages')} in {texts}.", markup=False)
    if remark := also(found.carried):
        console.print(remark, markup=False)
    for address, lines in groupby(found.occurrences, key=lambda line: line.address):
        places = list(lines)
        about = ", ".join(filter(None, (places[0].date, address)))
        console.print()
        console.print(f"{harmless(places[0].title)} ({about})", style="bold", markup=False)
        for line in places:
            _show_line(console, line)
    if found.more:
        console.print()
        console.print(f"There are more: --page {page + 1}", style="dim", markup=False)


def _show_line(console: "Console", line: "Occurrence") -> None:
    """Before the match stands as much as every line has room for, so that matches stand one under the other."""
    from rich.cells import cell_len
    from rich.text import Text

    from firsthand.search.concordance import WIDTH

    room = min(max((console.width - 30) // 2, 20), WIDTH + 1) if console.is_terminal else WIDTH + 1
    before = harmless(line.before)
    while cell_len(before) > room:
        before = before[1:]
    place = f"p. {line.page}" if line.page else "" if line.start is None else _clock(line.start)
    pad = " " * (room - cell_len(before))
    text = Text.assemble(
        f"  {pad}",
        (before, "dim"),
        (harmless(line.match), "bold"),
        harmless(line.after),
        (f"  {place}".rstrip(), "dim"),
    )
    console.print(text)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
