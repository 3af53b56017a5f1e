"""`firsthand publish`: from a folder to a release, told to a person. It knows nothing of how either is made."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from firsthand.cli.keys import ready
from firsthand.cli.terminal import harmless
from firsthand.pools import ENGINES, PoolError, open_pool

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID
    from rich.table import Table

    from firsthand.catalogue.records import Item, Page
    from firsthand.catalogue.written.mistakes import Mistake
    from firsthand.release import Built
    from firsthand.sources.folder import FolderSource

STAGES = {
    "hashing": "Looking at files",
    "reading": "Reading documents",
    "scans": "Reading scans",
    "texts": "Setting texts",
    "files": "Copying files",
    "index": "Indexing",
}
REMARKS_SHOWN = 12


@click.command(
    epilog="Examples:\n\n\b\n  firsthand publish my-library -o public\n"
    "  firsthand publish reports -o public --lenient\n  firsthand publish my-library -o public --key network.key\n"
    "  firsthand publish archive -o public --engine ray --ray-address ray://cluster:10001"
)
@click.argument("folder", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    "library",
    metavar="LIBRARY",
    required=True,
    type=click.Path(path_type=Path),
    help="Where the library lies; it is made if there is none.",
)
@click.option("--lenient", is_flag=True, help="Leave out records with mistakes, and list them.")
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Sign the release: a folder of keys (see firsthand keys), or a secret key of minisign.",
)
@click.option(
    "--new-keys", is_flag=True, help="Let a key sign that doesn't follow on the one before; copies refuse it."
)
@click.option(
    "--keep",
    metavar="N",
    type=click.IntRange(0, 1000),
    default=2,
    show_default=True,
    help="How many older releases stay.",
)
@click.option(
    "--prune-withdrawn",
    "forget",
    is_flag=True,
    help="Remove older releases at once that still hold what is withdrawn.",
)
@click.option("--cache", metavar="DIR", type=click.Path(path_type=Path), help="Where to keep what was read.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), help="How many files are read at once on this machine."
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    show_default=True,
    help="Where files are read and passages made ready for the index: on this machine, or on a cluster of Ray.",
)
@click.option(
    "--ray-address",
    metavar="ADDRESS",
    help="The cluster: ray://HOST:PORT; “auto”, the one that this machine belongs to, unless RAY_ADDRESS says "
    "otherwise; or “local”, a Ray of its own on this machine.",
)
def publish(
    folder: Path,
    library: Path,
    lenient: bool,
    key: Path | None,
    new_keys: bool,
    keep: int,
    forget: bool,
    cache: Path | None,
    jobs: int | None,
    engine: str,
    ray_address: str | None,
) -> None:
    """Make a release from a folder of documents.

    FOLDER is any folder of documents, or one that describes them (see firsthand new). Nothing in it is changed. What
    was read once is not read again until it changes. The release before this one stays in service until the new one is
    whole.
    """
    from rich.console import Console

    from firsthand.documents.remote import RemoteWorkers
    from firsthand.release import build
    from firsthand.sources.folder import load

    began = time.monotonic()
    screen = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    _keep_apart(folder, library, cache)
    if ray_address and engine != "ray":
        raise click.UsageError("--ray-address goes with --engine ray.")
    bars = _Bars(screen)
    password = ready(key)
    with _told(screen, folder, lenient=lenient), open_pool(engine, count=jobs, address=ray_address) as pool, bars:
        workers = jobs if engine == "local" else RemoteWorkers(pool)
        source = load(folder, cache=cache, lenient=lenient, progress=bars.loading, workers=workers)
        built = build(
            source, library, key=key, password=password, progress=bars.building, keep=keep, pool=pool,
            new_keys=new_keys, forget=forget,
        )  # fmt: skip
    if source.left_out:
        screen.print("Left out:")
        _tell(screen, folder, source.left_out)
    _report(folder, library, source, built, time.monotonic() - began)
    if not key and (built.path / "keys.json").exists():
        screen.print(
            "This release is not signed, and those before it were: copies refuse it until it is. Sign it with: "
            f"firsthand sign {quote(str(library))} --key FOLDER"
        )


@contextmanager
def _told(screen: "Console", folder: Path, *, lenient: bool) -> Iterator[None]:
    """Tell what stops a publication, and end with the status for it."""
    from firsthand.catalogue.written.mistakes import SourceErrors
    from firsthand.documents import UnreadableFileError
    from firsthand.release import ReleaseError

    try:
        yield
    except SourceErrors as errors:
        _tell(screen, folder, errors.mistakes)
        count = _count(len(errors.mistakes), "mistake")
        screen.print(f"\n{count}; nothing was published. " + _advice(errors.mistakes, lenient=lenient))
        raise click.exceptions.Exit(1) from None
    except (ReleaseError, UnreadableFileError, PoolError, OSError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        screen.print(
            "\nStopped. What was in service before still is; files that were read are not read again next time."
        )
        raise click.exceptions.Exit(130) from None


def _keep_apart(folder: Path, library: Path, cache: Path | None) -> None:
    """A library inside its own folder would be published in the next one; and the other way round be overwritten."""
    inside = folder.resolve()
    for place, name in ((library, "library"), (cache, "cache")):
        if place is not None and place.resolve().is_relative_to(inside):
            message = f"The {name} “{place}” would lie inside the folder “{folder}” itself. Put it elsewhere."
            raise click.ClickException(message)
    if (library / ".following.json").exists():
        message = f"“{library}” is a copy that follows another library. Publish into a directory of its own."
        raise click.ClickException(message)
    if library.exists() and not library.is_dir():
        raise click.ClickException(f"“{library}” is a file. Name a folder for the library, or a new one.")
    if inside.is_relative_to(library.resolve()):
        message = f"The folder “{folder}” lies inside the library “{library}”. Put the library elsewhere."
        raise click.ClickException(message)


class _Bars:
    """Progress on a terminal; nothing where the output goes to a file or another program."""

    def __init__(self, screen: "Console") -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bars: Progress = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Progress":
        return self.bars.__enter__()

    def __exit__(self, *exception: object) -> None:
        self.bars.stop()

    def loading(self, stage: str, done: int, total: int) -> None:
        self._show("hashing" if stage == "files" else stage, done, total)

    def building(self, stage: str, done: int, total: int) -> None:
        self._show(stage, done, total)

    def _show(self, stage: str, done: int, total: int) -> None:
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task(STAGES.get(stage, stage.capitalize()), total=total)
        self.bars.update(self.tasks[stage], completed=done, total=total)


def _tell(screen: "Console", folder: Path, mistakes: Iterable["Mistake"]) -> None:
    """Mistakes, those of one file together, each with the path by which an editor opens it."""
    for number, (path, group) in enumerate(groupby(mistakes, key=lambda mistake: mistake.path)):
        if number:
            screen.print()
        for mistake in group:
            place = str(folder / path) if path else ""
            line = f":{mistake.line}" if mistake.line else ""
            screen.print(harmless(f"{place}{line}{': ' if place else ''}{mistake.message} — {mistake.remedy}"))


def _advice(mistakes: tuple["Mistake", ...], *, lenient: bool) -> str:
    if lenient or any(mistake.path in ("", "library.toml") for mistake in mistakes):
        return "Please mend this first."
    return "Mend them, or leave out what they concern with --lenient."


def _report(folder: Path, library: Path, source: "FolderSource", built: "Built", seconds: float) -> None:
    from rich.console import Console

    paper = Console(soft_wrap=True, highlight=False, markup=False)
    paper.print(_summary(source, built, seconds))
    _remark(paper, folder, source.remarks)
    if built.holding:
        _warn_of_remnants(paper, library, built.holding)
    paper.print(f"\nThe library lies in {library}. See it with: firsthand serve {quote(str(library))}")


def _warn_of_remnants(paper: "Console", library: Path, names: tuple[str, ...]) -> None:
    """Nobody should believe that something is gone which still lies on the disk."""
    releases = "1 older release" if len(names) == 1 else f"{len(names):,} older releases"
    still = "holds" if len(names) == 1 else "hold"
    paper.print(f"\nWhat is withdrawn is not in this release. In {library}, {releases} still {still} it:")
    for name in names:
        paper.print(f"  {name}")
    paper.print("They go in time. Remove them now by publishing again with --prune-withdrawn.")


def _remark(paper: "Console", folder: Path, remarks: Iterable["Mistake"]) -> None:
    """What is worth an editor's look, each kind of it with what can be done, and no kind at endless length."""
    kinds: dict[str, list[str]] = {}
    for remark in dict.fromkeys(remarks):
        kinds.setdefault(remark.remedy, []).append(f"{folder / remark.path}: {remark.message}")
    for remedy, lines in kinds.items():
        paper.print("\nWorth a look:")
        for line in lines[:REMARKS_SHOWN]:
            paper.print(harmless(f"  {line}"))
        if len(lines) > REMARKS_SHOWN:
            paper.print(f"  … and {len(lines) - REMARKS_SHOWN:,} more like these.")
        paper.print(remedy)


def _summary(source: "FolderSource", built: "Built", seconds: float) -> "Table":
    from rich.box import SIMPLE
    from rich.table import Table

    collection = source.collection
    items: tuple[Item | Page, ...]
    items = (*collection.works, *collection.posts, *collection.statements, *collection.pages)
    editions = [edition for item in items for edition in item.editions]
    languages = Counter(edition.language for edition in editions)
    by_language = ", ".join(f"{language} {count}" for language, count in languages.most_common())
    files = [file for edition in editions for file in edition.files]
    rows = {
        "Works": len(collection.works),
        "Posts": len(collection.posts),
        "Statements": len(collection.statements),
        "Negotiations": len(collection.processes),
        "Pages of the library": len(collection.pages),
        "Left out": len({mistake.path for mistake in source.left_out}),
        "Editions": f"{len(editions):,} ({by_language})" if editions else 0,
        "Files": f"{len(files):,} ({source.read_now:,} read now)" if files else 0,
        "Passages": built.passages,
        "Pages without text": source.silent_pages,
        "Time": f"{seconds:.1f} s",
    }
    table = Table(box=SIMPLE, show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="left")
    for name, value in rows.items():
        if value:
            table.add_row(name, f"{value:,}" if isinstance(value, int) else value)
    return table


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
