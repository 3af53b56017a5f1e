"""How commands of the inbox come by keys and the desk, and tell what stopped them. Secrets are asked for, not given.

Nothing that a signer has written gets into an error.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from firsthand.cli.crashes import leave_no_core

if TYPE_CHECKING:
    from rich.console import Console

    from firsthand.catalogue.records import Collection
    from firsthand.endorsing.desk import Desk
    from firsthand.sealed.keys import SecretKey

Command = TypeVar("Command", bound=Callable[..., Any])

KEY = click.option(
    "--key",
    "keys",
    metavar="FILE",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path),
    help="The inbox's key, or the folder it lies in. Give earlier keys too, after the one in use.",
)
KEY_FILE = click.option(
    "--key-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file with which the key is locked besides or in place of a passphrase.",
)
LIBRARY = click.option(
    "--library",
    metavar="FOLDER",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder from which the library is published.",
)


def at_desk(command: Command) -> Command:
    """The options of a command that works at the desk: --library, --key, --key-file."""
    return LIBRARY(KEY(KEY_FILE(command)))


@contextmanager
def told() -> Iterator[None]:
    """What stops a command is told in a sentence, and ends it with status 1; Ctrl+C with 130."""
    from firsthand.endorsing.errors import DeskError
    from firsthand.release import ReleaseError
    from firsthand.sealed.errors import SealedError

    leave_no_core()  # names and keys in memory must not be written down by a crash
    try:
        yield
    except (DeskError, SealedError, ReleaseError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        place = f"“{error.filename}”: " if error.filename else ""
        raise click.ClickException(f"{place}{error.strerror or 'unusable'}. Nothing was lost.") from error
    except KeyboardInterrupt:
        click.echo("\nStopped. What was decided before is kept; do the same again to go on.", err=True)
        raise click.exceptions.Exit(130) from None


def unlocked(keys: tuple[Path, ...], key_file: Path | None) -> tuple["SecretKey", ...]:
    """The secrets of all files given, each passphrase asked for once.

    The first one is that in use: as they were given, and of a folder the one that the library names first.
    """
    from firsthand.endorsing.errors import in_words

    extra = None
    if key_file is not None:
        with in_words(key_file):
            extra = key_file.read_bytes()
    return tuple(unlock_file(path, extra) for place in keys for path in _files_of(place))


def _named() -> list[bytes]:
    """Ids of the keys that the library at hand seals to, in its order; none where that can't be told."""
    from firsthand.endorsing.errors import DeskError
    from firsthand.endorsing.grounds import read_grounds
    from firsthand.sealed.errors import SealedError
    from firsthand.sealed.keys import read_public

    context = click.get_current_context(silent=True)
    library = context.params.get("library") if context else None
    if not isinstance(library, Path):
        return []
    try:
        return [read_public(key).id for key in read_grounds(library).door.keys]
    except (DeskError, SealedError):
        return []  # what is wrong with the library is told by whoever needs it


def _files_of(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = sorted(place.glob("inbox-*.key"), key=lambda path: path.stat().st_mtime, reverse=True)
    order = {f"inbox-{id_.hex()}.key": number for number, id_ in enumerate(_named())}
    found.sort(key=lambda path: order.get(path.name, len(order)))
    if not found:
        raise click.ClickException(f"There is no key of an inbox in “{place}”. Make one: firsthand inbox keygen FOLDER")
    return found


def unlock_file(path: Path, extra: bytes | None) -> "SecretKey":
    """The secret in one file; its passphrase is asked for, where it has one. `extra`: what else it is locked with."""
    from firsthand.endorsing.errors import in_words
    from firsthand.sealed.errors import LockedError
    from firsthand.sealed.keys import unlock

    with in_words(path):
        data = path.read_bytes()
    if extra is not None:
        try:
            return unlock(data, None, extra)
        except LockedError as error:
            if "passphrase" not in str(error):
                raise
    elif not _asks_for_passphrase(data):
        return unlock(data, None, extra)
    return unlock(data, str(click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True)), extra)


def _asks_for_passphrase(data: bytes) -> bool:
    from firsthand.sealed.errors import LockedError
    from firsthand.sealed.keys import unlock

    try:
        unlock(data)
    except LockedError as error:
        return "passphrase" in str(error)
    return False


def desk_of(library: Path, secrets: tuple["SecretKey", ...]) -> "Desk":
    """The desk in a library's folder; a folder without library.toml is none."""
    from firsthand.endorsing.desk import FOLDER, Desk

    if not (library / "library.toml").is_file():
        raise click.ClickException(
            f"“{library}” is not the folder of a library: it has no library.toml. Name the one that you publish from."
        )
    return Desk(library / FOLDER, *secrets)


def read_library(library: Path, screen: "Console") -> "Collection":
    """The records of a library's folder. Records with mistakes are left out, and told."""
    from firsthand.catalogue.written.mistakes import SourceErrors
    from firsthand.cli.terminal import harmless
    from firsthand.sources.folder import load

    try:
        with screen.status("Reading the library"):
            source = load(library, lenient=True)
    except SourceErrors as errors:
        said = "; ".join(f"{mistake.path}: {mistake.message} {mistake.remedy}" for mistake in errors.mistakes[:3])
        raise click.ClickException(f"The library can't be read. {harmless(said)}") from errors
    for mistake in source.left_out:
        screen.print(harmless(f"Left out: {library / mistake.path}: {mistake.message}"))
    return source.collection


def new_screen() -> "Console":
    """Where progress and remarks go: standard error."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
