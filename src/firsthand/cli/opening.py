"""A library opened to be searched from a terminal; what is wrong is said in a sentence, and ends the command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from firsthand.release import Release
    from firsthand.search.protocol import Engine

NOTHING_FOUND, BROKEN = 1, 2
"""Exit codes."""


@contextmanager
def searched(library: Path) -> "Iterator[tuple[Release, Engine]]":
    """The release of a library and its search. A damaged index ends the command too, whenever that turns out."""
    from firsthand.release import Release, ReleaseError
    from firsthand.search import BrokenIndexError, open_engine

    try:
        release = Release.open(library)
        try:
            engine = open_engine(release.index)
            try:
                yield release, engine
            finally:
                engine.close()
        finally:
            release.close()
    except (ReleaseError, BrokenIndexError) as error:
        click.echo(f"Error: {error}", err=True)
        raise click.exceptions.Exit(BROKEN) from error


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def filters_of(languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {"language": languages} if languages else {}
