"""`firsthand search`: hits of a library, shown to a person in a terminal. It knows nothing of how they are found."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.release import Release
    from firsthand.search.protocol import Hit, Results

NOTHING_FOUND, BROKEN = 1, 2
"""Exit codes."""

EXAMPLES = """\b
Examples:
  firsthand search public naloxone
  firsthand search public '"harm reduction" -police'
  firsthand search public 'title:methadone year:2015..2020 prison*'
  firsthand search public 'обмен шприцев' --lang ru -n 3
  firsthand search public overdose --json

All words must occur in a passage or in the headings above it. The fields are
title:, by:, year:, lang:, place:, kind:, theme: and publisher:. The command ends
with status 1 where nothing is found, with 2 where the library can't be read."""


@click.command(epilog=EXAMPLES)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", "languages", metavar="TAG", multiple=True, help="Only texts in this language; may be repeated.")
@click.option("-n", "most", default=10, show_default=True, type=click.IntRange(1, 100), help="Works shown at most.")
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, as JSON.")
def search(library: Path, words: tuple[str, ...], languages: tuple[str, ...], most: int, as_json: bool) -> None:
    """Search a library from the terminal.

    LIBRARY is a library, or the directory of a release. Shows the best passages of each work with their headings, page
    and address.
    """
    from firsthand.release import Release, ReleaseError
    from firsthand.search import BrokenIndexError, open_engine
    from firsthand.search.protocol import Query

    filters = {"language": languages} if languages else {}
    query = Query(" ".join(words), filters=filters, languages=languages, per_page=most)
    try:
        release = Release.open(library)
        engine = open_engine(release.index)
        results = engine.search(query)
    except (ReleaseError, BrokenIndexError) as error:
        click.echo(f"Error: {error}", err=True)
        raise click.exceptions.Exit(BROKEN) from error
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(results)).decode())
    else:
        _show(results, release)
    engine.close()
    release.close()
    if not results.items:
        raise click.exceptions.Exit(NOTHING_FOUND)


def _show(results: "Results", release: "Release") -> None:
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    for sentence in _remarks(results):
        console.print(sentence, markup=False)
    site = release.collection.library.address or ""
    for group in results.groups:
        console.print()
        console.print(harmless(group.hits[0].title), style="bold", markup=False)
        for hit in group.hits:
            _show_hit(console, hit, site)
        more = group.passages - len(group.hits)
        if more > 0:
            console.print(f"  … and {more:,} more in this work", style="dim", markup=False)


def _remarks(results: "Results") -> list[str]:
    remarks = []
    if results.plain:
        remarks.append("The query could not be understood as written; it was searched as plain words.")
    if results.ignored:
        remarks.append(f"Not searched: {', '.join(results.ignored)}.")
    if results.items:
        works = "1 work" if results.items == 1 else f"{results.items:,} works"
        passages = "1 passage" if results.passages == 1 else f"{results.passages:,} passages"
        return [*remarks, f"{passages} in {works}."]
    remarks.append("Nothing was found.")
    if results.suggestion:
        remarks.append(f"Did you mean: {results.suggestion}")
    return remarks


def _show_hit(console: "Console", hit: "Hit", site: str) -> None:
    from rich.text import Text

    place = " › ".join(hit.headings)
    if hit.page:
        place = ", ".join(filter(None, (place, f"page {hit.page}")))
    elif hit.start is not None:
        place = ", ".join(filter(None, (place, f"at {int(hit.start) // 60}:{int(hit.start) % 60:02}")))
    console.print(f"  [{hit.language}] {harmless(place)}".rstrip(), style="dim", markup=False)
    pieces = [(harmless(piece.text), "bold" if piece.hit else "") for piece in hit.snippet]
    for line in Text.assemble(*pieces).wrap(console, max(console.width - 2, 20)):
        line.rstrip()
        console.print(Text("  ") + line)
    passage = "" if hit.block == "record" else f"/p/{hit.passage}"
    console.print(f"  {site}/{hit.address}{passage}", style="dim", markup=False)
