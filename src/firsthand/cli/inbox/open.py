"""`firsthand inbox open`: what was fetched is opened and laid on the desk, told to a person. It uses no network."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import at_desk, desk_of, new_screen, read_library, told, unlocked
from firsthand.cli.opening import counted
from firsthand.cli.progress import bar
from firsthand.cli.terminal import harmless

if TYPE_CHECKING:
    from firsthand.endorsing.opening import Opening

TROUBLES_SHOWN = 20


@click.command(
    "open",
    epilog="Examples:\n\n\b\n  firsthand inbox open ~/letters --library my-library --key ~/letter-keys\n"
    "  firsthand inbox open ~/letters --library my-library --key new.key --key old.key",
)
@click.argument("folder", type=click.Path(path_type=Path))
@at_desk
def verb(folder: Path, library: Path, keys: tuple[Path, ...], key_file: Path | None) -> None:
    """Open the inbox in FOLDER and lay what is in it on the desk of the library.

    No network is used: the computer may be one that never has any. Nothing is written in plain, and nothing in FOLDER
    is changed; opening it again adds only what is new. What is damaged is named, and costs nothing else.
    """
    from firsthand.endorsing.opening import open_inbox
    from firsthand.sealed.slots import list_names, read_slots

    screen = new_screen()
    with told():
        _check(folder)
        names = list_names(folder)
        total = sum((folder / name.text).stat().st_size // name.size for name in names)
        if not total:
            click.echo(f"Nothing has come: there are no items in “{folder}”.")
            return
        secrets = unlocked(keys, key_file)
        desk = desk_of(library, secrets)
        collection = read_library(library, screen)
        with bar(screen, "Opening", total) as progress:
            report = open_inbox(read_slots(folder), secrets, desk, collection, progress)
    _tell(report)


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise click.ClickException(f"There is no folder “{folder}”. Fetch the inbox first: firsthand inbox pull")


def _tell(report: "Opening") -> None:
    click.echo(f"{counted(report.slots, 'item', 'items')} opened.")
    lines = (
        (report.new, "new signature", "new signatures"),
        (report.known, "signature that was on the desk already", "signatures that were on the desk already"),
        (report.confirmed, "letter answered", "letters answered"),
        (
            report.disavowed,
            "signature disavowed by the owner of its address",
            "signatures disavowed by the owners of their addresses",
        ),
        (report.withdrawn, "signature withdrawn", "signatures withdrawn"),
        (report.messages, "new message", "new messages"),
    )
    for count, one, many in lines:
        if count:
            click.echo(f"  {counted(count, one, many)}")
    _tell_troubles(report)
    if report.new or report.confirmed:
        click.echo("Look at them: firsthand inbox review")
    if report.withdrawn or report.disavowed:
        click.echo("Take them out of the library's folder: firsthand inbox apply")
    if report.messages:
        click.echo("Read them: firsthand inbox messages")


def _tell_troubles(report: "Opening") -> None:
    if not report.troubles:
        return
    click.echo(
        f"  {counted(len(report.troubles), 'item', 'items')} came to nothing; the others lost nothing by it:", err=True
    )
    for trouble in report.troubles[:TROUBLES_SHOWN]:
        click.echo(harmless(f"    {trouble.file}, item {trouble.number}: {trouble.reason}"), err=True)
    if len(report.troubles) > TROUBLES_SHOWN:
        click.echo(f"    … and {len(report.troubles) - TROUBLES_SHOWN:,} more.", err=True)
    if any(trouble.kind == "damaged" for trouble in report.troubles):
        click.echo("    Fetch the damaged files once more, if they are still on the server.", err=True)
