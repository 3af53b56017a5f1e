"""`firsthand verify`: the check of a release, told to a person. It knows nothing of how the check is done."""

from pathlib import Path

import click


@click.command(
    epilog="Examples:\n\n\b\n  firsthand verify public\n  firsthand verify public --public-key network.pub\n"
    "  firsthand verify /media/card/release-20261122T101500Z-ab12cd --public-key RWQf6LRCGA9i53mlYecO4IzT51TG...\n"
    "  firsthand verify /media/card --trusted ~/library"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.option("--public-key", metavar="KEY", help="Check the signature too: a minisign public key, or a file with one.")
@click.option(
    "--trusted",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Check the signature by keys that you trust: a folder of keys, or another copy of the library.",
)
def verify(library: Path, public_key: str | None, trusted: Path | None) -> None:
    """Check every byte of a release.

    LIBRARY is a library, of which the release in service is checked, or the directory of a release. What is missing,
    changed or does not belong there is listed, and the exit code is then 1. A key that others have followed leads to
    them.
    """
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    from firsthand.release import Release, ReleaseError
    from firsthand.release import verify as check
    from firsthand.release.library import current
    from firsthand.release.manifest import SIGNATURE, read_manifest

    bar = Progress(TextColumn("Checking"), BarColumn(), DownloadColumn(), console=Console(stderr=True), transient=True)
    try:
        release = current(library)
        manifest = read_manifest(release)
        with bar:
            task = bar.add_task("bytes")
            faults = check(
                release,
                public_key=public_key,
                trusted=trusted,
                progress=lambda _, done, total: bar.update(task, completed=done, total=total),
            )
        if not faults:
            Release.open(release).close()
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    for fault in faults:
        click.echo(fault.message)
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        click.echo(f"\nRelease {manifest.id} is not as it was published: {count}.", err=True)
        raise click.exceptions.Exit(1)
    signed = ", and the signature is good" if public_key or trusted else ""
    click.echo(f"Release {manifest.id} is as it was published: all {manifest.counts.files:,} files are whole{signed}.")
    if not signed and (release / SIGNATURE).exists():
        click.echo("Its signature was not looked at: that needs --public-key or --trusted.")
