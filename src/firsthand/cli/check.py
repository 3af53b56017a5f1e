"""`firsthand check`: words that could be kinder, shown where they stand. Thin: `wording` finds, suppresses and reports.

What is imported at the top is little, so that a short text is answered at once.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firsthand.cli.request import (
    CLEAN,
    FORMATS,
    KINDS,
    LANGUAGES,
    SEVERITIES,
    WRONG,
    Options,
    RefusedError,
    Request,
    tell,
)
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.wording.examination import Examiner
    from firsthand.wording.reports import Tally, Writer
    from firsthand.wording.settings import Settings

EXAMPLES = """\b
Examples:
  firsthand check draft.md
  firsthand check reports/ --format html -o words.html
  firsthand check --explain draft.md
  firsthand check --fix draft.md
  firsthand check --diff drafts/
  cat draft.md | firsthand check - --as markdown
  firsthand check docs/ --format sarif -o words.sarif
  firsthand check docs/ --baseline words.json --write-baseline
  firsthand check --stats abstracts.parquet --format csv

The command ends with status 0 where nothing as grave as --fail-on was found, with 1
where something was, and with 2 where it was used wrongly or a file can't be read."""


@click.command(epilog=EXAMPLES)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--as", "kind", type=click.Choice(KINDS), help="How texts are written, whatever their names say.")
@click.option("--guide", metavar="GUIDE", help="house, public-health, or the folder of your own guide.")
@click.option("--language", "languages", metavar="TAG", multiple=True, help="The texts' language; may be repeated.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Show only what is at least so grave.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="From where on to fail.  [discouraged]")
@click.option("--fail-on-possible", is_flag=True, help="Possible findings count for --fail-on as well.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="The form of the report.  [text]")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
@click.option("--language-of-report", type=click.Choice(LANGUAGES), help="The words of an HTML report.  [the locale's]")
@click.option("--explain", is_flag=True, help="Say why each place was flagged, and which were passed over.")
@click.option("--statistics", is_flag=True, help="Count concepts and severities at the end.")
@click.option("--show-suppressed", is_flag=True, help="List what is suppressed, why, and suppressions without use.")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="Another file than firsthand.toml.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Leave these files out of folders.")
@click.option("--baseline", type=click.Path(dir_okay=False, path_type=Path), help="Show only what is not in it.")
@click.option("--write-baseline", is_flag=True, help="Put all that is found into the baseline.")
@click.option("--fix", is_flag=True, help="Make the replacements that are safe, in the files themselves.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--interactive", is_flag=True, help="Ask about one finding after the other.")
@click.option("--stats", is_flag=True, help="Count over a corpus: folders, .jsonl, .parquet.")
@click.option("--text-field", default="text", help="Of a corpus: where the text is.  [text]")
@click.option("--language-field", help="Of a corpus: where its language is.")
@click.option("--year-field", help="Of a corpus: where its year or date is.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that count a corpus.  [one for each processor]")
def check(paths: tuple[Path, ...], **options: Any) -> None:
    """Find words that stigmatise, say why, and offer others that fit the sentence.

    Reads plain text, Markdown, web pages and captions as they are written; Word (.docx), OpenDocument (.odt), PDF and
    EPUB with firsthand[library]. Folders are read with all that is in them; "-" is standard input. A project's own
    settings are in firsthand.toml.
    """
    request = Request(paths, Options(**options))
    request.refuse_contradictions()
    if request.options.stats:
        from firsthand.cli.counting import count

        status = count(request)
    elif request.options.fix or request.options.diff or request.options.interactive:
        from firsthand.cli.correcting import correct

        status = correct(request)
    else:
        status = _report(request)
    raise click.exceptions.Exit(status)


def _report(request: Request) -> int:
    from firsthand.wording.reports import Tally, writer

    examiner = request.examiner(with_baseline=not request.options.write_baseline)
    tally = Tally()
    if request.options.write_baseline:
        return _write_baseline(request, examiner, tally)
    report = writer(request.options.form, examiner.checker, request.wishes())
    write(_written(request, examiner, report, tally), request.options.output)
    _tell_of_stale(examiner)
    return request.status(tally)


def _written(request: Request, examiner: "Examiner", report: "Writer", tally: "Tally") -> Iterator[str]:
    from firsthand.wording.examination import Unread

    used: set[tuple[str, str]] = set()
    yield report.head()
    for outcome in request.outcomes(examiner):
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            tell(outcome.name, outcome.reason)
            yield report.unread(outcome)
            continue
        if outcome.file and outcome.file.remark:
            tell(outcome.name, f"{outcome.file.remark}.")
        tally.add(outcome)
        used |= {(each.by.origin, each.by.where) for each in outcome.suppressed}
        yield from report.file(outcome)
    yield from report.tail(tally)
    if request.options.show_suppressed:
        _tell_of_unused(request.settings, used)


def _write_baseline(request: Request, examiner: "Examiner", tally: "Tally") -> int:
    from firsthand.wording.baseline import BaselineError, Entry, entries_of, read_baseline, write_baseline
    from firsthand.wording.examination import Unread

    path = request.baseline_path or Path()
    entries: list[Entry] = []
    checked: set[str] = set()
    for outcome in request.outcomes(examiner):
        if isinstance(outcome, Unread):
            tally.unread.append(outcome)
            tell(outcome.name, outcome.reason)
            continue
        tally.add(outcome)
        name = examiner.path_name(Path(outcome.name), outcome.name)
        checked.add(name)
        entries += entries_of(name, outcome.findings, outcome.text)
    try:
        kept = read_baseline(path).others(checked) if path.exists() else []
        write_baseline(path, [*kept, *entries])
    except BaselineError as error:
        raise RefusedError(str(error)) from error
    click.echo(f"Findings in {path}: {tally.findings + tally.possible:,}. Files checked: {tally.files:,}.")
    return WRONG if tally.unread else CLEAN


def _tell_of_stale(examiner: "Examiner") -> None:
    """Entries of a baseline that nothing needs any more."""
    for entry in examiner.stale():
        tell(entry.path, f"“{entry.text}” ({entry.concept}) is in the baseline and no longer in the text.")


def _tell_of_unused(settings: "Settings", used: set[tuple[str, str]]) -> None:
    for origin, where in settings.rules():
        if (origin, where) not in used:
            what = "The allowed phrase" if origin == "allow" else "The rule for"
            click.echo(f"{what} “{harmless(where)}” was not needed here.", err=True)


def write(pieces: Iterable[str], output: Path | None) -> None:
    """Write piece by piece, as UTF-8: to a file where one is named."""
    if output is None:
        on_terminal = sys.stdout.isatty()
        for piece in pieces:
            click.echo(piece if on_terminal else piece.encode(), nl=False)
        return
    try:
        with output.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    except OSError as error:
        raise RefusedError(f"{output} can't be written: {error.strerror}.") from error
