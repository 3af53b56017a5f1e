"""`firsthand export`: editions as files in a folder, told to a person. It knows nothing of how they are made."""

import time
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.progress import bar
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.catalogue import records
    from firsthand.exports.copies import Copied, Wish

USUAL = ("epub", "txt", "md")


@click.command(
    epilog="Examples:\n\n\b\n  firsthand export public -o editions\n"
    "  firsthand export public -o books --shape epub --language fr\n"
    "  firsthand export public -o health --theme health --shape epub --shape large.pdf"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="OUT",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the files; it is made if there is none.",
)
@click.option(
    "--shape",
    "endings",
    metavar="SHAPE",
    multiple=True,
    help=f"By the ending of its files: {', '.join(USUAL)} (which are the usual ones), and others.",
)
@click.option("--language", "languages", metavar="TAG", multiple=True, help="Only editions in this language.")
@click.option("--work", "works", metavar="SLUG", multiple=True, help="Only this work.")
@click.option("--theme", "themes", metavar="SLUG", multiple=True, help="Only what is on this theme.")
def export(
    library: Path, folder: Path, endings: tuple[str, ...], languages: tuple[str, ...], works: tuple[str, ...],
    themes: tuple[str, ...],
) -> None:  # fmt: skip
    """Write editions as e-books, plain text, Markdown and other shapes.

    Each file is named by its work, its language and its shape. What has not changed since the last time is not written
    again; what the library no longer has is removed. An edition that can't be made is named and passed over.
    """
    from rich.console import Console

    from firsthand.exports.copies import copy_editions
    from firsthand.release import Release, ReleaseError

    began = time.monotonic()
    screen = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        release = Release.open(library)
        try:
            wish = _wish(release.collection, endings, languages, works, themes)
            with bar(screen, "Making files") as progress:
                copied = copy_editions(release, folder, wish, progress)
        finally:
            release.close()
    except (ReleaseError, OSError) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        screen.print("\nStopped. The files that were written are whole; the next time goes on from here.")
        raise click.exceptions.Exit(130) from None
    _report(screen, folder, copied, time.monotonic() - began)


def _wish(
    collection: "records.Collection", endings: tuple[str, ...], languages: tuple[str, ...], works: tuple[str, ...],
    themes: tuple[str, ...],
) -> "Wish":  # fmt: skip
    """What is asked for, once it is known that there is such a thing."""
    from firsthand.exports.copies import Wish
    from firsthand.exports.shapes import SHAPES

    items: tuple[records.Item, ...] = (*collection.works, *collection.posts, *collection.statements)
    spoken = {edition.language for item in items for edition in item.editions}
    _known("--shape", endings, SHAPES)
    _known("--language", languages, spoken)
    _known("--work", works, {work.slug for work in collection.works})
    _known("--theme", themes, {theme.slug for theme in collection.themes})
    shapes = tuple(SHAPES[ending] for ending in dict.fromkeys(endings or USUAL))
    return Wish(shapes, languages, works, themes)


def _known(option: str, values: tuple[str, ...], there: Collection[str]) -> None:
    for value in values:
        if value not in there:
            some = sorted(there)[:30]
            more = ", …" if len(there) > len(some) else ""
            raise click.BadParameter(
                f"there is no “{value}” here. There are: {', '.join(some)}{more}.", param_hint=option
            )


def _report(screen: "Console", folder: Path, copied: "Copied", seconds: float) -> None:
    parts = [f"{copied.written:,} written ({copied.bytes / 1_000_000:,.1f} MB)", f"{copied.unchanged:,} unchanged"]
    if copied.removed:
        parts.append(f"{copied.removed:,} removed")
    click.echo(f"{', '.join(parts)}, in {seconds:.1f} s. The files lie in {folder}.")
    for fault in copied.faults:
        screen.print(harmless(f"{fault.name} could not be made. {fault.message}"))
    if copied.faults:
        screen.print("Run “firsthand verify” on the library; if it is whole, this is a mistake of Firsthand’s.")
        raise click.exceptions.Exit(1)
