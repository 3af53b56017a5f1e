"""`firsthand serve`: the front of a library under Granian. It logs what went wrong, never who came or what was read."""

import contextlib
import errno
import logging
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firsthand.cli.crashes import leave_no_core

if TYPE_CHECKING:
    from firsthand.catalogue.records import Door

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}},
    "loggers": {
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "firsthand": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

LIBRARY = "FIRSTHAND_LIBRARY"
"""How the path of the library reaches the worker processes."""
RERANKING = "FIRSTHAND_RERANKING"
"""How the search is told of a model."""
INBOX, MAIL = "FIRSTHAND_INBOX", "FIRSTHAND_MAIL"
"""How worker processes are told where the door's inbox is, and by what letters go."""


@click.command(
    epilog="Examples:\n\n\b\n  firsthand serve public\n  firsthand serve public --port 8080\n"
    "  firsthand serve public --host 0.0.0.0 --port 80 --workers 2\n"
    "  firsthand serve public --inbox /srv/inbox --mail mail.toml"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer.")
@click.option(
    "--inbox",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Take signatures and messages in, sealed, and keep them in FOLDER.",
)
@click.option(
    "--mail",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Send letters as FILE (mail.toml) says; a folder is filled with them, to try things out.",
)
@click.option(
    "--reranking", type=click.Path(path_type=Path), metavar="FOLDER", help="Re-rank searches by the model in FOLDER."
)
def serve(
    library: Path, host: str, port: int, workers: int, inbox: Path | None, mail: Path | None, reranking: Path | None
) -> None:
    """Serve LIBRARY, which `firsthand publish` has made, until you press Ctrl+C.

    A new release of the library is taken over while it is served. No address of a reader is ever logged.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from firsthand.release import Release, ReleaseError

    try:
        Release.open(library).close()
    except (ReleaseError, OSError) as error:
        raise click.ClickException(str(error)) from None
    _prepare_door(library, inbox, mail)
    host = _free(host, port)
    os.environ[LIBRARY] = str(library.resolve())
    if reranking:
        os.environ[RERANKING] = str(reranking.resolve())
    server = Granian(
        "firsthand.cli.serve:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        websockets=False,
        factory=True,
        log_level=LogLevels.warning,
        log_access=False,
        log_dictconfig=LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104
    server.on_startup(lambda: click.echo(f"The library is open at http://{shown}:{port}/ (press Ctrl+C to close it)"))
    server.serve()
    click.echo("The library is closed.")


def _free(host: str, port: int) -> str:
    """The number of an address of this machine, once it is sure that nobody else listens on that port of it.

    The server shares its port with others of its kind, so that two libraries would answer in turn.
    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (socket.gaierror, UnicodeError):
        raise click.ClickException(f"“{host}” is not an address. Write one of this machine, or 0.0.0.0.") from None
    except PermissionError:
        message = f"Port {port} may not be opened with your rights. Choose one from 1024 on, such as --port 8000."
        raise click.ClickException(message) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = (
                f"Another program listens on port {port}. Close it, or choose another port: --port {port % 65535 + 1}"
            )
        else:
            message = f"“{host}” is not an address of this machine. Leave --host out to serve this machine alone."
        raise click.ClickException(message) from None
    return str(place[0])


def _prepare_door(library: Path, inbox: Path | None, mail: Path | None) -> None:
    """Whatever could be wrong with the door is said now, and not by workers."""
    from firsthand.mailing import FolderOutbox, MailError
    from firsthand.sealed.errors import SealedError
    from firsthand.sealed.keys import read_public
    from firsthand.sealed.tokens import open_door

    if inbox is None:
        if mail:
            raise click.ClickException("--mail sends letters to who signs. Give the folder of the inbox too: --inbox.")
        return
    door, address = _door_of(library)
    if door is None:
        message = "This library has no door. Make a key with “firsthand inbox keygen”, write it into library.toml as "
        raise click.ClickException(f"{message}[door] keys = [“…”], and publish again.")
    try:
        read_public(door.keys[0])
        open_door(inbox)
        outbox = _outbox(mail) if mail else None
    except (SealedError, MailError) as error:
        raise click.ClickException(str(error)) from None
    if mail and address is None:
        message = "Letters hold a link to the library, and library.toml doesn't say where that is. Write address = "
        raise click.ClickException(f"{message}“https://…” in it, and publish again.")
    if isinstance(outbox, FolderOutbox):
        click.echo(
            f"Letters are written to {outbox.folder}, readable by all who have that folder: only to try things out."
        )
    leave_no_core()  # what is being sealed must not be written down by a crash
    os.environ[INBOX] = str(inbox.resolve())
    if mail:
        os.environ[MAIL] = str(mail.resolve())


def _door_of(library: Path) -> "tuple[Door | None, str | None]":
    """The door of a library, and its address."""
    from firsthand.release import Release

    with contextlib.closing(Release.open(library)) as release:
        return release.collection.library.door, release.collection.library.address


def _outbox(mail: Path) -> Any:
    from firsthand.mailing import FolderOutbox, read_mail

    if mail.suffix == ".toml":
        return read_mail(mail)
    return FolderOutbox(mail, "Firsthand <letters@localhost.localdomain>")


def application() -> Any:
    """The front of the library that `serve` was called with; called in each worker process."""
    from firsthand.front.application import open_front
    from firsthand.front.door import Settings

    logging.captureWarnings(capture=True)
    mail, inbox = os.environ.get(MAIL), os.environ.get(INBOX)
    settings = Settings(Path(inbox), _outbox(Path(mail)) if mail else None) if inbox else None
    return open_front(Path(os.environ[LIBRARY]), settings)
