"""`firsthand search`: hits of a library, shown to a person in a terminal. It knows nothing of how they are found."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.carrying import also
from firsthand.cli.opening import NOTHING_FOUND, counted, filters_of, searched
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.release import Release
    from firsthand.search.protocol import Engine, Hit, Query, Results

EXAMPLES = """\b
Examples:
  firsthand search public naloxone
  firsthand search public '"harm reduction" -police'
  firsthand search public 'title:methadone year:2015..2020 prison*'
  firsthand search public '(police OR army) NEAR/5 arrest place:Kenya'
  firsthand search public 'обмен шприцев' --lang ru -n 3
  firsthand search public overdose --json
  firsthand search public 'harm red' --suggest
  firsthand search public 'needle exchange' --only-my-words --explain
  firsthand search public '"harm reduction"' --export quotations.docx

All words must occur in a passage or in the headings above it. The fields are
title:, by:, year:, lang:, place:, kind:, theme:, publisher: and concept:. The
command ends with status 1 where nothing is found, with 2 where the library can't be read."""


@click.command(epilog=EXAMPLES)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("words", nargs=-1, required=True)
@click.option("--lang", "languages", metavar="TAG", multiple=True, help="Only texts in this language; may be repeated.")
@click.option("-n", "most", default=10, show_default=True, type=click.IntRange(1, 100), help="Works shown at most.")
@click.option("--only-my-words", is_flag=True, help="Don't carry words over to other names and languages.")
@click.option("--explain", is_flag=True, help="Also say why each passage stands where it does.")
@click.option(
    "--export",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the best passages, at most 1,000, to a .csv, .ris or .docx file.",
)
@click.option("--suggest", is_flag=True, help="Only tell how the words may go on.")
@click.option("--json", "as_json", is_flag=True, help="Everything that was found, as JSON.")
def search(
    library: Path, words: tuple[str, ...], languages: tuple[str, ...], most: int, only_my_words: bool, explain: bool,
    file: Path | None, suggest: bool, as_json: bool,
) -> None:  # fmt: skip
    """Search a library from the terminal.

    LIBRARY is a library, or the directory of a release. Shows the best passages of each work with their headings, page
    and address.
    """
    from firsthand.search.protocol import Query

    query = Query(
        " ".join(words), filters=filters_of(languages), languages=languages, per_page=most,
        own_words=only_my_words, explain=explain,
    )  # fmt: skip
    with searched(library) as (release, engine):
        if suggest:
            found = _suggest(engine, query, as_json=as_json)
        elif file is not None:
            found = _export(engine, query, release, file)
        else:
            results = engine.search(query)
            found = results.items
            _tell(results, release, as_json=as_json)
    if not found:
        raise click.exceptions.Exit(NOTHING_FOUND)


def _suggest(engine: "Engine", query: "Query", *, as_json: bool) -> int:
    """How many queries go on where this one ends."""
    names = engine.suggest(query.words, query.languages, query.per_page)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode([query.words, names]).decode())
    else:
        for name in names:
            click.echo(harmless(name))
    return len(names)


def _export(engine: "Engine", query: "Query", release: "Release", file: Path) -> int:
    """How many passages were written."""
    from firsthand.catalogue.shelves import Shelves
    from firsthand.front.excerpts import FORMATS, take, write
    from firsthand.interface import SOURCE, interface
    from firsthand.interface.said import say

    ending = file.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        endings = ", ".join(f".{each}" for each in FORMATS)
        raise click.BadParameter(f"The name of the file has to end in one of {endings}.", param_hint="'--export'")
    collection = release.collection
    taken = take(engine, query, collection, Shelves(collection), "")
    if not taken.excerpts:
        click.echo("Nothing was found; no file was written.")
        return 0
    english = interface(SOURCE)
    title = say(collection.library.titles, english)
    data = write(taken, ending, english, title.value if title else "", release.created.date().isoformat())
    try:
        file.write_bytes(data)
    except OSError as error:
        raise click.FileError(str(file), error.strerror) from error
    best = "the best " if taken.more else ""
    click.echo(f"Wrote {best}{counted(len(taken.excerpts), 'passage', 'passages')} to {file}.")
    return len(taken.excerpts)


def _tell(results: "Results", release: "Release", *, as_json: bool) -> None:
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(results)).decode())
    else:
        _show(results, release)


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
        passages, works = counted(results.passages, "passage", "passages"), counted(results.items, "work", "works")
        remarks += [f"{passages} in {works}.", *_widened(results)]
    else:
        remarks.append("Nothing was found.")
    if results.suggestion:
        remarks.append(f"Did you mean: {results.suggestion}")
    if results.completions:
        remarks.append(f"Words that begin so: {', '.join(results.completions)}")
    return remarks


def _widened(results: "Results") -> list[str]:
    """What was searched beyond the words as typed."""
    remarks = []
    if results.loosened and results.complete:
        have = counted(results.complete, "passage has", "passages have")
        remarks.append(f"{have} all your words; the others have some of them.")
    elif results.loosened:
        remarks.append("No passage has all your words; these have some of them.")
    return [*remarks, *filter(None, [also(results.carried)])]


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
    others = ", ".join(address.rpartition("/")[2] for address in hit.translated)
    translated = f"  (also in {others})" if others else ""
    alike = f"  (and {hit.alike:,} more that say nearly the same)" if hit.alike else ""
    console.print(f"  {site}/{hit.address}{passage}{translated}{alike}", style="dim", markup=False)
    if hit.reasons:
        _explain(console, hit)


def _explain(console: "Console", hit: "Hit") -> None:
    from firsthand.front.reasons import tell
    from firsthand.interface import SOURCE, interface

    console.print(f"    scores {hit.score:.2f}:", style="dim", markup=False)
    for reason in hit.reasons:
        console.print(f"      {harmless(tell(reason, interface(SOURCE)))}", style="dim", markup=False)
