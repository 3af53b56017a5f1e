"""`firsthand inbox pull`: what came in is fetched, still sealed, told to a person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import new_screen, told
from firsthand.cli.opening import counted
from firsthand.cli.progress import bar
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.endorsing.fetching import Fetched, Origin


@click.command(
    "pull",
    epilog="Examples:\n\n\b\n  firsthand inbox pull /srv/library/inbox ~/letters\n"
    "  firsthand inbox pull /media/stick/inbox ~/letters --keep\n"
    "  firsthand inbox pull https://library.example.org ~/letters --collector collector-5cd71c323586f0af.key\n"
    "  firsthand inbox pull http://….onion ~/letters --collector collector.key --proxy socks5://127.0.0.1:9050",
)
@click.argument("source", metavar="SOURCE")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keep", is_flag=True, help="Leave everything where it is, too.")
@click.option(
    "--collector",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The collector's key, for a SOURCE that is an address. It opens nothing of what is fetched.",
)
@click.option("--proxy", metavar="ADDRESS", help="Go through a proxy: socks5://127.0.0.1:9050 is Tor.")
def verb(source: str, folder: Path, keep: bool, collector: Path | None, proxy: str | None) -> None:
    """Fetch what came in from SOURCE into FOLDER, still sealed.

    SOURCE is the folder that the front was given with --inbox, a copy of it on a stick, or the address of the front.
    What is safe on the disk here is erased there, unless --keep is given. Nothing is opened: the computer may be one
    that has no key to it.
    """
    from firsthand.endorsing.errors import in_words

    with told():
        origin = _origin(source, folder, collector, proxy)
        with in_words(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with bar(new_screen(), "Fetching", of_bytes=True) as progress:
            from firsthand.endorsing.fetching import fetch

            fetched = fetch(origin, folder, keep=keep, progress=progress)
    _tell(fetched, folder)


def _origin(source: str, folder: Path, collector: Path | None, proxy: str | None) -> "Origin":
    from firsthand.endorsing.fetching import Folder, Web

    if "://" not in source:
        if collector or proxy:
            raise click.UsageError("--collector and --proxy go with a SOURCE that is an address.")
        return Folder(Path(source), folder)
    if collector is None:
        raise click.UsageError("To fetch from an address, give the collector's key: --collector FILE")
    from firsthand.cli.inbox.access import unlock_file
    from firsthand.sealed.errors import SealedError
    from firsthand.sealed.keys import Purpose

    secret = unlock_file(collector, None)
    if secret.public.purpose is not Purpose.COLLECTOR:
        raise SealedError(f"“{collector}” is the key of an inbox, which has no business online. Give the collector's.")
    return Web(source, secret, proxy)


def _tell(fetched: "Fetched", folder: Path) -> None:
    if not fetched.files:
        click.echo("Nothing has come.")
        return
    click.echo(
        f"{counted(fetched.files, 'file', 'files')} ({fetched.size:,} bytes) fetched into {folder}, still sealed."
    )
    if fetched.erased:
        click.echo(f"{counted(fetched.erased, 'file', 'files')} erased there.")
    if fetched.still_open:
        click.echo(f"{counted(fetched.still_open, 'file', 'files')} still being written there; fetch again tomorrow.")
    if fetched.unerased:
        click.echo(harmless(f"Not everything could be erased there. {fetched.unerased}"), err=True)
    click.echo("Open them: firsthand inbox open")
