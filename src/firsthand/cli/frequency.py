"""`firsthand frequency`: how often words occur over the years. It knows nothing of how they are counted."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.carrying import also
from firsthand.cli.opening import NOTHING_FOUND, counted, filters_of, searched
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.search.protocol import Frequency

BAR = 30
"""Characters of the longest bar."""

EXAMPLES = """\b
Examples:
  firsthand frequency public naloxone
  firsthand frequency public '"harm reduction"' '"war on drugs"'
  firsthand frequency public prison --by-language
  firsthand frequency public 'concept:naloxone' --csv > naloxone.csv

Each argument is a question of its own; a phrase has quotation marks inside the
shell's. The command ends with status 1 where nothing is found, with 2 where the
library can't be read."""


@click.command(epilog=EXAMPLES)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("questions", metavar="WORDS...", nargs=-1, required=True)
@click.option("--lang", "languages", metavar="TAG", multiple=True, help="Only texts in this language; may be repeated.")
@click.option("--by-language", is_flag=True, help="Each language of a year in a line of its own.")
@click.option("--only-my-words", is_flag=True, help="Don't carry words over to other names and languages.")
@click.option("--csv", "as_csv", is_flag=True, help="All of it as CSV.")
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON.")
def frequency(
    library: Path, questions: tuple[str, ...], languages: tuple[str, ...], by_language: bool, only_my_words: bool,
    as_csv: bool, as_json: bool,
) -> None:  # fmt: skip
    """Count in how many passages words occur, year by year.

    LIBRARY is a library, or the directory of a release. Beside the count stands its share of all passages of the year.
    """
    from firsthand.search.protocol import Query

    with searched(library) as (_, engine):
        queries = [Query(words, filters_of(languages), languages, own_words=only_my_words) for words in questions]
        found = {query.words: engine.frequencies(query) for query in queries}
        carried = [each for query in queries for each in engine.carried(query)]
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
    elif as_csv:
        from firsthand.front.counting import Counted, frequency_table

        table = frequency_table([Counted(words, each) for words, each in found.items()])
        click.echo(table, nl=False)
    else:
        _show(found, also(carried), by_language=by_language)
    if not any(each.passages for frequencies in found.values() for each in frequencies):
        raise click.exceptions.Exit(NOTHING_FOUND)


def _show(found: "dict[str, tuple[Frequency, ...]]", remark: str, *, by_language: bool) -> None:
    from rich.console import Console

    from firsthand.search.protocol import ALL_LANGUAGES

    console = Console(highlight=False, soft_wrap=True)
    shown = {
        words: [each for each in frequencies if (each.language == ALL_LANGUAGES) != by_language]
        for words, frequencies in found.items()
    }
    if remark:
        console.print(remark, markup=False)
        console.print()
    longest = max((_share(each) for lines in shown.values() for each in lines), default=0.0)
    for number, (words, lines) in enumerate(shown.items()):
        if number:
            console.print()
        total = sum(each.passages for each in lines)
        console.print(f"{harmless(words)}: {counted(total, 'passage', 'passages')}", style="bold", markup=False)
        for each in lines:
            _show_line(console, each, longest)


def _show_line(console: "Console", each: "Frequency", longest: float) -> None:
    bar = "█" * round(BAR * _share(each) / longest) if longest else ""
    works = counted(each.items, "work", "works")
    counts = f"{each.passages:>8,} of {each.of:>9,} {_share(each):>8.2%}  {works:<12}"
    console.print(f"  {each.year or '----'} {each.language:<8}{counts} {bar}".rstrip(), markup=False)


def _share(each: "Frequency") -> float:
    return each.passages / each.of if each.of else 0.0
