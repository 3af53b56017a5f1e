"""`firsthand new`: a small library to begin from, every file of which explains itself."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click


@click.command(epilog="Examples:\n\n\b\n  firsthand new my-library\n  firsthand publish my-library -o public")
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a commented starter library.

    FOLDER is made, or must be empty. It gets a work in two languages, a post, a statement and a page about the library,
    with files that describe them and explain what else can be said. Change them, and publish.
    """
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise click.ClickException(f"There are files in “{folder}” already. Name a new folder, or an empty one.")
        _copy(resources.files("firsthand.cli") / "starter", folder)
    except OSError as error:
        reason = "it is a file" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
        raise click.ClickException(f"“{folder}” cannot be made: {reason}. Name another folder.") from error
    click.echo(f"{folder} is ready. Change what is in it, then: firsthand publish {folder} -o public")


def _copy(source: Traversable, goal: Path) -> None:
    goal.mkdir(parents=True, exist_ok=True)
    for entry in source.iterdir():
        if entry.is_dir():
            _copy(entry, goal / entry.name)
        else:
            (goal / entry.name).write_bytes(entry.read_bytes())
