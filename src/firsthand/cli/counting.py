"""`firsthand check --stats`: counts over corpora, several processes at once. It knows no text."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing

import click

from firsthand.cli.request import CLEAN, LANGUAGES, SEVERITIES, STANDARD_INPUT, WRONG, RefusedError, Request, tell
from firsthand.wording.corpora import CorpusError, Counted, Fields, Plan, counted, pieces, size_of
from firsthand.wording.corpus import Numbers, only
from firsthand.wording.reports.statistics import FORMS, as_form


def count(request: Request) -> int:
    """Count what the request names and write the report; gives the exit code."""
    from firsthand.cli.check import write

    options = request.options
    if options.form not in FORMS:
        raise click.UsageError(f"--stats gives {', '.join(FORMS)}, not {options.form}.")
    if any(str(path) == STANDARD_INPUT for path in request.paths):
        raise click.UsageError("--stats counts files and folders, not standard input.")
    missing = [path for path in request.paths if not path.exists()]
    if missing:
        raise RefusedError(f"{missing[0]} is not there.")
    checker = request.checker()  # compiles the guide once, and says what is wrong with it before any work begins
    numbers, unread = Numbers(), 0
    try:
        for done in _with_progress(request):
            numbers.join(done.counts)
            for name, reason in done.unread:
                tell(name, reason)
                unread += 1
    except CorpusError as error:
        raise RefusedError(str(error)) from error
    grave = SEVERITIES[: SEVERITIES.index(request.severity) + 1]
    write([as_form(options.form, only(numbers.table(), grave), checker.guide, request.wishes())], options.output)
    return WRONG if unread else CLEAN


def _with_progress(request: Request) -> Iterator[Counted]:
    options = request.options
    fields = Fields(options.text_field, options.language_field, options.year_field)
    plan = Plan(fields, request.guide, request.languages or LANGUAGES, request.settings)
    jobs = options.jobs or _processors()
    with closing(counted(pieces(request.paths, fields, request.excluded), plan, jobs)) as work:
        if not sys.stderr.isatty():
            yield from work
            return
        yield from _shown(work, size_of(request.paths, request.excluded))


def _shown(work: Iterator[Counted], size: int) -> Iterator[Counted]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        *(TextColumn("Counting"), BarColumn(), DownloadColumn(), TransferSpeedColumn()),
        *(TextColumn("{task.fields[texts]:,} texts"), TimeRemainingColumn()),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task, texts = progress.add_task("", total=size, texts=0), 0
        for done in work:
            texts += sum(
                n for n, concept in zip(done.counts["texts"], done.counts["concept"], strict=True) if not concept
            )
            progress.update(task, advance=done.size, texts=texts)
            yield done


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
