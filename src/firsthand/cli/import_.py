"""`firsthand import`: what another system holds becomes the files of a folder, told to a person."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

    from firsthand.catalogue.written.mistakes import Mistake
    from firsthand.sources.importing.intake import Origin, Report

KINDS = ("wordpress", "csv", "ris", "bibtex", "zotero", "oai", "release")
SHOWN = 20
"""Lines of one sort that are shown."""

STAGES = {
    "gathering": "Reading records",
    "reading": "Reading",
    "harvesting": "Harvesting",
    "fetching": "Fetching files",
    "writing": "Writing",
}
SKIPPED = "Left out on purpose"


@click.command(
    "import",
    epilog="Examples:\n\n\b\n  firsthand import wordpress site.xml my-library --media uploads --dry-run\n"
    "  firsthand import wordpress site.xml my-library --media uploads --table import-wordpress.csv\n"
    "  firsthand import csv works.csv my-library --media files\n"
    "  firsthand import zotero library.json my-library\n"
    "  firsthand import oai https://repository.example.org/oai my-library\n"
    "  firsthand import release public my-library",
)
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@click.argument("source", metavar="SOURCE")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing but a table of what would be imported, to be corrected.")
@click.option("--table", metavar="FILE", type=click.Path(path_type=Path), help="Follow a corrected table.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where --dry-run writes its table."
)
@click.option(
    "--media",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder with the files; none is taken from elsewhere.",
)
@click.option("--fetch", is_flag=True, help="Fetch files that are not there from the site itself (WordPress).")
@click.option("--language", metavar="TAG", default="", help="The language of texts that don't say theirs.")
@click.option("--set", "set_", metavar="SET", default="", help="Harvest one set only (OAI-PMH).")
def import_(
    kind: str,
    source: str,
    folder: Path,
    dry_run: bool,
    table: Path | None,
    output: Path | None,
    media: Path | None,
    fetch: bool,
    language: str,
    set_: str,
) -> None:
    """Bring in what another system holds.

    KIND says what SOURCE is: wordpress (an export, WXR), csv (a table of works), ris, bibtex, zotero (CSL JSON or
    Zotero RDF), oai (the address of a repository) or release (another library of Firsthand). FOLDER is a folder to
    publish from; it is made if there is none. Run it again at any time: what has not changed is left alone, and so is
    what you have edited. Exit code 1 if any record had a mistake; all others are imported nevertheless.
    """
    from rich.console import Console

    from firsthand.sources.importing.intake import take_in
    from firsthand.sources.importing.ledger import LedgerError

    if kind == "release" and (table or output or media or fetch):
        raise click.UsageError(
            "A release brings everything itself: --table, --output, --media and --fetch don't go with it."
        )
    screen = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    propose = _proposal(kind, output) if dry_run and kind != "release" else None
    language = _tag(language)
    bars = _Bars(screen)
    try:
        with bars:
            if kind == "release":
                report = _from_release(Path(source), folder, bars, dry=dry_run)
            else:
                origin = _origin(kind, source, folder, media, language, set_, fetch=fetch and not dry_run, dry=dry_run)
                report = take_in(origin, folder, table=table, propose=propose, language=language, progress=bars.show)
    except LedgerError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        name = error.filename or source
        raise click.ClickException(f"“{name}” can't be read or written: {error.strerror or error}.") from error
    except ModuleNotFoundError as missing:
        message = (
            f"“firsthand import {kind}” needs {missing.name}. Install it: pip install 'firsthand[importing,library]'"
        )
        raise click.ClickException(message) from missing
    except KeyboardInterrupt:
        screen.print("\nStopped. What was written stays; run the same again, and it goes on.")
        raise click.exceptions.Exit(130) from None
    _tell(screen, report)
    _summarise(report, kind, folder, propose, dry=dry_run)
    if report.mistakes:
        raise click.exceptions.Exit(1)


def _tag(language: str) -> str:
    from firsthand.catalogue.languages import normalise
    from firsthand.catalogue.malformed import MalformedError

    try:
        return normalise(language) if language else ""
    except MalformedError as error:
        raise click.BadParameter(f"{error} {error.remedy}", param_hint="--language") from error


def _proposal(kind: str, output: Path | None) -> Path:
    path = output or Path(f"import-{kind}.csv")
    if path.exists():
        raise click.ClickException(
            f"“{path}” is there already, and may hold your corrections. Name another file with -o, or move it away."
        )
    return path


def _origin(
    kind: str, source: str, folder: Path, media: Path | None, language: str, set_: str, *, fetch: bool, dry: bool
) -> "Origin":
    """The origin of a kind. Modules are loaded here, since some need packages of their own."""
    path = Path(source)
    match kind:
        case "csv":
            from firsthand.sources.importing.spreadsheet import Spreadsheet

            return Spreadsheet(path, media, language)
        case "wordpress":
            from firsthand.sources.importing.ledger import FOLDER
            from firsthand.sources.importing.media import Media
            from firsthand.sources.importing.wordpress import WordPress
            from firsthand.sources.importing.wordpress.documents import Documents
            from firsthand.sources.importing.wordpress.fetching import Fetching

            fetching = Fetching(folder / FOLDER / "fetched") if fetch else None
            return WordPress(path, Documents(Media(media), fetching), language)
        case "ris" | "bibtex" | "zotero":
            return _list_of(kind, path, media, language)
        case _:
            from firsthand.sources.importing.oai import Repository

            return Repository(source, None if dry else folder, set_, language)


def _list_of(kind: str, path: Path, media: Path | None, language: str) -> "Origin":
    """A list of references."""
    from firsthand.sources.importing.bibtex import Bibtex
    from firsthand.sources.importing.references import List, References
    from firsthand.sources.importing.ris import Ris
    from firsthand.sources.importing.zotero import Zotero

    formats: dict[str, List] = {"ris": Ris(), "bibtex": Bibtex(), "zotero": Zotero()}
    return References(kind, path, formats[kind], media, language)


def _from_release(source: Path, folder: Path, bars: "_Bars", *, dry: bool) -> "Report":
    from firsthand.release import Release, ReleaseError
    from firsthand.release.reader import GUIDE, THESAURUS
    from firsthand.sources.importing.library import Held, take_over

    try:
        release = Release.open(source)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    try:
        library = release.collection.library
        guide = {f"{GUIDE}/{file.name}": release.path / GUIDE / file.name for file in library.guide}
        own = guide | {f"{THESAURUS}/{name}": path for name, path in release.thesaurus.items()}
        held = Held(str(source), release.collection, release.file, release.negotiation, own)
        return take_over(held, folder, dry=dry, progress=bars.show)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    finally:
        release.close()


class _Bars:
    """Progress on a terminal; nothing where the output goes to a file or another program."""

    def __init__(self, screen: "Console") -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn())
        self.bars: Progress = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Progress":
        return self.bars.__enter__()

    def __exit__(self, *exception: object) -> None:
        self.bars.stop()

    def show(self, stage: str, done: int, total: int) -> None:
        if stage not in self.tasks:
            self.tasks[stage] = self.bars.add_task(STAGES.get(stage, stage.capitalize()), total=total or None)
        self.bars.update(self.tasks[stage], completed=done, total=total or None)


def _tell(screen: "Console", report: "Report") -> None:
    """Mistakes, every one, with the place where it stands."""
    for mistake in report.mistakes:
        screen.print(harmless(str(mistake)))
    if report.mistakes:
        screen.print()


def _summarise(report: "Report", kind: str, folder: Path, propose: Path | None, *, dry: bool) -> None:
    from rich.console import Console

    paper = Console(soft_wrap=True, highlight=False, markup=False)
    if dry:
        paper.print(f"Proposed: {_counts(report.proposed) or 'nothing'}.")
    else:
        paper.print(f"Imported: {_counts(report.outcomes) or 'nothing'}.")
    if report.skipped:
        paper.print(f"{SKIPPED}: {', '.join(f'{name}: {count:,}' for name, count in report.skipped.items())}.")
    if report.gone:
        paper.print(f"No longer offered, and left as they are here: {report.gone:,}. Withdraw or delete them by hand.")
    _list(paper, "Files that were not found", report.missing)
    _list(paper, "Worth a look", [str(remark) for remark in report.remarks])
    if report.mistakes:
        count = len(report.mistakes)
        said = f"{count:,} mistakes are" if count > 1 else "1 mistake is"
        paper.print(f"{said} told above; everything else was taken.")
    if propose is not None:
        paper.print(f"\nThe table is {propose}. Correct it, then: firsthand import {kind} … --table {propose}")
    elif not dry:
        paper.print(f"\nLook at {folder}, then: firsthand publish {folder} -o public")


def _counts(counts: "Iterable[tuple[str, int]] | dict[str, int]") -> str:
    pairs = counts.items() if isinstance(counts, dict) else counts
    return ", ".join(f"{count:,} {name}" for name, count in pairs if count)


def _list(paper: "Console", heading: str, lines: "list[str] | list[Mistake]") -> None:
    if not lines:
        return
    paper.print(f"\n{heading}:")
    for line in lines[:SHOWN]:
        paper.print(harmless(f"  {line}"))
    if len(lines) > SHOWN:
        paper.print(f"  … and {len(lines) - SHOWN:,} more.")
