"""`firsthand follow`: a copy of a library is kept up to date, told to a person. It knows nothing of how it travels."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.quantities import Size, Span
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from typing import Self

    from rich.console import Console
    from rich.progress import TaskID

    from firsthand.release.following import Followed

STAGES = {"checking": "Checking what is here", "fetching": "Fetching"}


@click.command(
    epilog="Examples:\n\n\b\n  firsthand follow https://library.example.org copy --public-key RWQf6LRCGA9i...\n"
    "  firsthand follow /media/card/library copy\n"
    "  firsthand follow http://….onion copy --proxy socks5://127.0.0.1:9050 --every 6h"
)
@click.argument("source", metavar="SOURCE")
@click.argument("library", type=click.Path(path_type=Path))
@click.option(
    "--public-key", metavar="KEY", help="The network's key, as you know it from elsewhere, or a file with it."
)
@click.option(
    "--max-size", metavar="SIZE", type=Size(), default="20GB", show_default=True, help="Take no larger release."
)
@click.option("--max-time", metavar="TIME", type=Span(), default="6h", show_default=True, help="Stop a run after this.")
@click.option("--proxy", metavar="ADDRESS", help="Go through a proxy: socks5://127.0.0.1:9050 is Tor.")
@click.option(
    "--keep",
    metavar="N",
    type=click.IntRange(0, 1000),
    default=2,
    show_default=True,
    help="How many older releases stay.",
)
@click.option("--quick", is_flag=True, help="Trust what is here already by its size, and don't read it again.")
@click.option("--mirrors", is_flag=True, help="Where SOURCE fails, try the copies that the release here names.")
@click.option("--every", metavar="TIME", type=Span(), help="Go on until you press Ctrl+C, and look again this often.")
@click.option("--once", is_flag=True, help="Look once, and end; so it is without --every.")
def follow(
    source: str,
    library: Path,
    public_key: str | None,
    max_size: int,
    max_time: float,
    proxy: str | None,
    keep: int,
    quick: bool,
    mirrors: bool,
    every: float | None,
    once: bool,
) -> None:
    """Keep LIBRARY a copy of the library at SOURCE.

    SOURCE is the address of its front, or of a directory on any web server that holds it, or a folder such as a memory
    card. Only what has changed travels, and goes on where it was cut off. Every byte and the signature are checked
    before the new release is put in service; whatever is wrong is told, and what was there stays. LIBRARY can be
    served, and followed by others.
    """
    from rich.console import Console

    from firsthand.release.following import Limits, mirrors_of
    from firsthand.release.following import follow as run

    if once and every:
        raise click.UsageError("--once and --every don't go together.")
    screen = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    limits = Limits(bytes=max_size, seconds=max_time)
    known = public_key is not None

    def look_at(place: str) -> None:
        with _Bars(screen) as bars:
            done = run(
                place,
                library,
                public_key=public_key,
                limits=limits,
                proxy=proxy,
                keep=keep,
                quick=quick,
                progress=bars.show,
            )
        _tell(done, library, known=known)

    def look() -> None:
        _first_that_answers((source, *(mirrors_of(library) if mirrors else ())), look_at, screen)

    _again(look, every, screen)


def _first_that_answers(places: tuple[str, ...], look_at: Callable[[str], None], screen: "Console") -> None:
    """Look at one place after another until one has what is wanted. ReleaseError of the last if none has."""
    from firsthand.release import ReleaseError

    for number, place in enumerate(places, 1):
        try:
            look_at(place)
        except ReleaseError as error:
            if number == len(places):
                raise
            screen.print(f"{harmless(str(error))} Trying {harmless(places[number])}.")
        else:
            return


def _again(look: Callable[[], None], every: float | None, screen: "Console") -> None:
    """Look once, or time and again; then what goes wrong is told and doesn't end it."""
    from firsthand.release import ReleaseError

    while True:
        try:
            look()
        except ReleaseError as error:
            if every is None:
                raise click.ClickException(harmless(str(error))) from error
            screen.print(f"{time.strftime('%Y-%m-%d %H:%M')}: {harmless(str(error))}")
        except KeyboardInterrupt:
            screen.print("\nStopped. What was in service still is; what has arrived is kept for the next time.")
            raise click.exceptions.Exit(130) from None
        if every is None:
            return
        try:
            # Not all copies at the same moment.
            time.sleep(every * random.uniform(0.9, 1.1))  # noqa: S311 - nothing hangs on this chance
        except KeyboardInterrupt:
            raise click.exceptions.Exit(0) from None


def _tell(done: "Followed", library: Path, *, known: bool) -> None:
    if not done.new:
        click.echo(f"Nothing new: release {done.id} of {done.created:%Y-%m-%d} is the newest there is.")
        return
    signed = f", signed with key {done.key}" if done.key else ""
    click.echo(f"Release {done.id} of {done.created:%Y-%m-%d} is in service in {library}{signed}.")
    click.echo(
        f"{done.fetched:,} of {done.files:,} files came: {_size(done.changed)} on disk, {_size(done.wire)} on the way."
    )
    if done.deleted:
        click.echo(f"Deleted: {', '.join(done.deleted)}.")
    if done.first and done.key and not known:
        click.echo(
            f"Key {done.key} was taken on trust, since this is the first contact. Compare it with what the network "
            f"says of its key elsewhere: firsthand keys show {library}"
        )
    if not done.key:
        click.echo("The library is not signed: nothing proves that it is the network's.")
    if not done.searchable:
        click.echo(
            "Its search index was written by another version of Firsthand, or lies in a cluster. The library can be "
            "read, but not searched, until Firsthand has the same version on both machines."
        )


class _Bars:
    """Progress on a terminal; nothing where the output goes to a file or another program."""

    def __init__(self, screen: "Console") -> None:
        from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description:<22}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
        self._bars = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Self":
        self._bars.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._bars.stop()

    def show(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(STAGES[stage], total=total)
        self._bars.update(self._tasks[stage], completed=done, total=total)


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count:,} bytes"
