"""`firsthand mirror`: the library as plain files, told to a person. It knows nothing of how they are made."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.mirrors.making import Mirrored

STAGES = {"pages": "Writing pages", "search": "Reading texts", "files": "Copying files"}
UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
KINDS = {
    "shape": "texts in other formats",
    "file": "original files, the largest first",
    "image": "pictures, the largest first",
}


class Names(click.ParamType[tuple[str, ...]]):
    """Words parted by commas."""

    name = "names"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(dict.fromkeys(part.strip() for part in str(value).split(",") if part.strip()))


class Bytes(click.ParamType[int]):
    """A number of bytes as people write it: 4GB, 700 MB, 64000000."""

    name = "size"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"(?i)(\d+(?:[.,]\d+)?)\s*([kmgt]?)b?", str(value).strip())
        if not found:
            self.fail(f"“{value}” is no size. Write it like 4GB or 700MB.", param, ctx)
        return int(float(found[1].replace(",", ".")) * UNITS[found[2].lower()])


@click.command(
    epilog="Examples:\n\n\b\n  firsthand mirror public /media/card/library\n"
    "  firsthand mirror public card --languages fr,es --max-size 4GB\n"
    "  firsthand mirror public site --address https://copy.example.org --no-files"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.argument("folder", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--languages", type=Names(), default="", help="Only these languages, of texts and pages: fr,es.")
@click.option("--themes", type=Names(), default="", help="Only works, news and statements on these themes (slugs).")
@click.option("--files/--no-files", default=True, help="With or without the original files.")
@click.option(
    "--formats",
    type=Names(),
    default="epub,txt",
    show_default=True,
    help="Give the texts in these formats too; an empty value for none.",
)
@click.option("--max-size", type=Bytes(), help="Leave out what doesn't fit: formats, then large files, then pictures.")
@click.option("--address", help="Where it will be served; adds feeds to a library without an address of its own.")
@click.option("--search/--no-search", default=True, help="With or without a search in the browser.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 256), help="How many processes write pages at once.")
def mirror(
    library: Path,
    folder: Path,
    languages: tuple[str, ...],
    themes: tuple[str, ...],
    files: bool,
    formats: tuple[str, ...],
    max_size: int | None,
    address: str | None,
    search: bool,
    jobs: int | None,
) -> None:
    """Write a library down as plain files.

    The folder OUT opens from a memory card in any browser and can be served by any web server. Run again, it is
    brought up to date: only what has changed is written. LIBRARY is a library, or the directory of one release.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from firsthand.mirrors.making import mirror as make
    from firsthand.mirrors.record import Options

    began = time.monotonic()
    options = Options(languages, themes, files, _shapes(formats), max_size, _address(address), search)
    screen = Console(stderr=True)
    columns = (TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
    tasks: dict[str, object] = {}

    def show(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(STAGES[stage], total=total)
        bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

    with _told(), bars:
        made = make(library, folder, options, jobs=jobs, progress=show)
    _report(made, folder, time.monotonic() - began)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what went wrong, and end with the status for it."""
    from firsthand.mirrors.folder import MirrorError
    from firsthand.mirrors.selection import NothingChosenError
    from firsthand.pools import PoolError
    from firsthand.release import ReleaseError

    try:
        yield
    except (MirrorError, NothingChosenError, ReleaseError, PoolError, OSError) as error:
        raise click.ClickException(harmless(str(error))) from error
    except KeyboardInterrupt:
        click.echo("\nStopped. Run the same command again: what is written already is not written anew.", err=True)
        raise click.exceptions.Exit(130) from None


def _shapes(formats: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are wanted; the usual ones only as far as they are there."""
    from firsthand.exports.shapes import SHAPES

    unknown = [name for name in formats if name not in SHAPES and name != "txt"]
    if unknown:
        raise click.BadParameter(f"there is no format “{unknown[0]}”. There are: {', '.join(SHAPES)}.")
    return tuple(name for name in SHAPES if name in formats)


def _address(address: str | None) -> str | None:
    if address and not re.match(r"https?://[^/\s]+", address):
        raise click.BadParameter("an address begins with https:// or http://.")
    return address.rstrip("/") if address else None


def _report(made: "Mirrored", folder: Path, seconds: float) -> None:
    written = f"{made.written:,} written" if made.written else "nothing had changed"
    removed = f", {made.removed:,} removed" if made.removed else ""
    click.echo(
        f"Release {made.release} in {made.files:,} files, {_size(made.bytes)}: {written}{removed}; {seconds:.1f} s."
    )
    for each in made.left_out:
        click.echo(f"Left out, because there was no room: {KINDS[each.kind]} ({each.count:,}, {_size(each.bytes)}).")
    if made.unsearchable:
        click.echo(f"There is no search in it. {made.unsearchable}", err=True)
    click.echo(f"Open {folder / 'index.html'} in a browser.")


def _size(count: int) -> str:
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" or count >= 100 else f"{count:.1f} {unit}"
        count = count / 1000  # type: ignore[assignment]
    return f"{count:.1f} GB"
