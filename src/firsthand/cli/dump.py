"""`firsthand dump`: all records and texts of a release as tables, told to a person."""

from pathlib import Path

import click


@click.command(
    epilog="Examples:\n\n\b\n  firsthand dump public -o tables\n  firsthand dump public -o tables --format parquet\n"
    "  firsthand dump public/release-20261122T101500Z-ab12cd -o tables"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "out", metavar="OUT", required=True, type=click.Path(path_type=Path), help="A new folder."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("jsonl", "parquet")),
    default="jsonl",
    show_default=True,
    help="JSON Lines, compressed with gzip, or Apache Parquet (needs firsthand[corpus]).",
)
def dump(library: Path, out: Path, form: str) -> None:
    """Write all records and texts as tables.

    LIBRARY is a library, of which the release in service is taken, or the directory of a release. OUT gets a file for
    each table (works, statements, news, editions, passages, files, parties, themes), a data dictionary (README.md,
    datapackage.json) and SHA256SUMS. What was withdrawn is not in it, nor are the original files themselves.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    from firsthand.exports.dump import DumpError, write_dump
    from firsthand.release import Release, ReleaseError

    screen = Console(stderr=True)
    bars = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), console=screen, transient=True,
        disable=not screen.is_terminal,
    )  # fmt: skip
    try:
        release = Release.open(library)
        try:
            with bars:
                task = bars.add_task("Writing tables")
                done = write_dump(
                    release, out, form,
                    lambda name, rows: bars.update(task, description=f"Writing {name}: {rows:,} rows"),
                )  # fmt: skip
        finally:
            release.close()
    except (ReleaseError, DumpError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{out} can't be written: {error.strerror or error}.") from error
    for file in done.files:
        click.echo(f"{file.rows:>10,}  {file.path}")
    click.echo(f"\nRelease {release.id}, {done.size / 1_000_000:,.1f} MB in {out}. README.md says what each column is.")
