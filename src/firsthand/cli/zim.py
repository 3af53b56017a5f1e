"""`firsthand zim`: the library as one file for Kiwix, told to a person. It knows nothing of how it is made."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from firsthand.cli.mirror import Names
from firsthand.cli.terminal import harmless

STAGES = {"pages": "Writing pages", "files": "Copying files"}


@click.command(
    epilog="Examples:\n\n\b\n  firsthand zim public library.zim\n"
    "  firsthand zim public library-ru.zim --languages ru --no-files\n"
    "  firsthand zim public health.zim --themes health,harm-reduction"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("file", metavar="OUT.zim", type=click.Path(path_type=Path))
@click.option("--languages", type=Names(), default="", help="Only these languages, of texts and pages: fr,es.")
@click.option("--themes", type=Names(), default="", help="Only works, news and statements on these themes (slugs).")
@click.option(
    "--files/--no-files",
    default=True,
    help="With or without the original files. Kiwix on phones can't show a PDF; the texts are there as pages.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 256), help="How many processes write pages at once.")
def zim(
    library: Path, file: Path, languages: tuple[str, ...], themes: tuple[str, ...], files: bool, jobs: int | None
) -> None:
    """Write a library into a ZIM file for Kiwix.

    It holds every page and picture, and an index of all texts; Kiwix reads it without a connection on phones, computers
    and the small servers of schools and centres. LIBRARY is a library, or the directory of one release.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from firsthand.mirrors.selection import Choice
    from firsthand.mirrors.zim import write_zim

    began = time.monotonic()
    screen = Console(stderr=True)
    columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
    tasks: dict[str, object] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(STAGES[stage], total=total)
        bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

    with _told(), bars, _quiet():
        made = write_zim(library, file, Choice(languages, themes, files), jobs=jobs, progress=show)
    click.echo(
        f"Release {made.release} in {file}: {made.pages:,} pages, {made.files:,} other files, "
        f"{made.bytes / 1e6:,.1f} MB; {time.monotonic() - began:.1f} s."
    )
    if len(made.languages) > 1:
        click.echo(
            f"Its search knows the inflections of one language ({made.languages[0]}); words of the others are found as "
            "they are written. For each language a file of its own is better: --languages ru"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """libzim tells its own steps on the standard output, where nobody asked for them."""
    before = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(before, 1)
        os.close(before)
        os.close(nowhere)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what went wrong, and end with the status for it."""
    from firsthand.mirrors.folder import MirrorError
    from firsthand.mirrors.selection import NothingChosenError
    from firsthand.pools import PoolError
    from firsthand.release import ReleaseError

    try:
        yield
    except (MirrorError, NothingChosenError, ReleaseError, PoolError, OSError, RuntimeError) as error:
        raise click.ClickException(harmless(str(error))) from error
    except KeyboardInterrupt:
        click.echo("\nStopped. Nothing was written under the file's name.", err=True)
        raise click.exceptions.Exit(130) from None
