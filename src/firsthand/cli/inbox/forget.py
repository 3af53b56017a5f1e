"""`firsthand inbox forget`: erases who signed when its day has come, told to a person or to a clock."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import KEY_FILE, LIBRARY, desk_of, new_screen, read_library, told, unlocked
from firsthand.cli.opening import counted
from firsthand.sealed.moments import today

if TYPE_CHECKING:
    from firsthand.endorsing.forgetting import Forgotten

BEYOND = (
    "What this can't reach: what was fetched from the inbox, sealed to your key (“firsthand inbox forget "
    "--fetched” erases that); copies of this folder elsewhere (backups, other computers, Git); e-mails, in your mail "
    "provider's account and your signers' own; letters handed over, and releases, with the names that were public; and "
    "on solid-state disks, what the disk keeps of erased blocks (it was encrypted there too)."
)


@click.command(
    "forget",
    epilog="Examples:\n\n\b\n  firsthand inbox forget --library my-library\n"
    "  firsthand inbox forget --due --library my-library\n"
    "  firsthand inbox forget --statement keep-the-doors-open --now --library my-library\n"
    "  firsthand inbox forget --fetched ~/letters --library my-library --key ~/letter-keys\n"
    "  firsthand inbox forget --destroy-key old.key --library my-library --key new.key --key old.key",
)
@LIBRARY
@click.option("--due", is_flag=True, help="Erase who signed whatever is due. For a clock: it asks nothing.")
@click.option("--statement", metavar="STATEMENT", help="This one only.")
@click.option("--now", is_flag=True, help="Erase who signed --statement today, whenever it is due.")
@click.option(
    "--fetched",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Open what was fetched once more, then erase it.",
)
@click.option(
    "--destroy-key", "retired", metavar="FILE", type=click.Path(path_type=Path), help="Destroy a key that was replaced."
)
@click.option("--contact", is_flag=True, help="Erase an organisation's address that is kept for the next letter.")
@click.option(
    "--key",
    "keys",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The inbox's key, then earlier ones; for --fetched, --contact and --destroy-key alone.",
)
@KEY_FILE
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
def verb(
    library: Path,
    due: bool,
    statement: str | None,
    now: bool,
    fetched: Path | None,
    retired: Path | None,
    contact: bool,
    keys: tuple[Path, ...],
    key_file: Path | None,
    yes: bool,
) -> None:
    """Erase who signed: names that are not public, addresses, notes.

    Without an option it shows what is due when. Names that are public stay; counts stay; and who signed can still
    withdraw with their code. It needs no key, and nobody can bring back what it erased.
    """
    if now and not statement:
        raise click.UsageError("--now goes with --statement.")
    if (fetched or retired or contact) and not keys:
        raise click.UsageError("--fetched, --contact and --destroy-key need --key.")
    with told():
        if fetched:
            _erase_fetched(library, fetched, keys, key_file, yes=yes)
        if retired:
            _destroy(library, retired, keys, key_file, yes=yes)
        if contact:
            _drop_contact(library, keys, key_file)
        if due or now:
            _forget(library, statement, due=due, yes=yes or not now)
        elif not fetched and not retired and not contact:
            _show(library)


def _forget(library: Path, statement: str | None, *, due: bool, yes: bool) -> None:
    from firsthand.endorsing.forgetting import forget, is_due, remembered

    desk = _desk(library)
    wanted = list(is_due(desk, today())) if due else []
    if statement:
        known = statement in remembered(desk)
        wanted = [statement] if statement in wanted or (known and not due) else []
    if not wanted:
        click.echo("Nothing is due." if due else f"Nothing is known of who signed “{statement}”.")
        return
    if not yes:
        click.confirm(f"Erase who signed “{statement}”? This can't be undone.", abort=True, err=True)
    _tell(forget(desk, wanted))
    if not remembered(desk):
        click.echo(
            "Nobody who signed anything is known here any more. If no letter is open, destroy the inbox's key too, so "
            "that sealed copies stay shut for ever: firsthand inbox forget --destroy-key FILE"
        )


def _tell(done: "Forgotten") -> None:
    for path in done.erased:
        click.echo(f"Erased: {path}")
    click.echo(f"Who signed {', '.join(done.statements)} is forgotten here; it was looked for once more and is gone.")
    for path in done.left:
        click.echo(f"Another copy lies in the library's folder, and was not erased: {path}", err=True)
    click.echo(BEYOND)
    if done.left:
        raise click.exceptions.Exit(1)


def _show(library: Path) -> None:
    from firsthand.endorsing.forgetting import remembered

    known = remembered(_desk(library))
    for statement, day in known.items():
        said = f"forgotten on {day}" if day else "no day is set: firsthand inbox deliver sets it"
        click.echo(f"{statement}: {said}{' (due)' if day and day <= today().isoformat() else ''}")
    if not known:
        click.echo("Nothing is known here of who signed anything.")


def _erase_fetched(library: Path, folder: Path, keys: tuple[Path, ...], key_file: Path | None, *, yes: bool) -> None:
    """Nothing is erased that isn't on the desk: all is opened once more before."""
    from firsthand.endorsing.forgetting import forget
    from firsthand.endorsing.opening import open_inbox
    from firsthand.sealed.slots import list_names, read_slots

    secrets = unlocked(keys, key_file)
    files = [folder / name.text for name in list_names(folder)]
    if not files and not next(folder.glob(".*.part"), None):
        click.echo(f"There is nothing of an inbox in “{folder}”.")
        return
    desk = desk_of(library, secrets)
    report = open_inbox(read_slots(folder), secrets, desk, read_library(library, new_screen()))
    kept = {trouble.file for trouble in report.troubles if trouble.kind in ("foreign", "stray", "damaged")}
    files = [path for path in files if path.name not in kept]
    files += sorted(folder.glob(".*.part"))  # what a fetch left that was killed
    if not yes:
        click.confirm(f"Erase {counted(len(files), 'file', 'files')} in “{folder}”?", abort=True, err=True)
    done = forget(desk.folder, (), files)
    desk.audit.add("erased what was fetched", files=len(done.erased))
    click.echo(f"{counted(len(done.erased), 'file', 'files')} erased in “{folder}”, all on the desk.")
    if kept:
        click.echo(f"{counted(len(kept), 'file', 'files')} left: something in them could not be opened.", err=True)


def _destroy(library: Path, file: Path, keys: tuple[Path, ...], key_file: Path | None, *, yes: bool) -> None:
    from firsthand.endorsing.grounds import read_grounds
    from firsthand.endorsing.retiring import retire

    secrets = unlocked(keys, key_file)
    if not yes:
        click.echo(
            f"Whatever was sealed to the key in “{file}” can never be opened again then, by you neither: what still "
            "lies on the server, and what lies in backups of it. That is the point of it. What the desk keeps is "
            "written anew with the key in use first.", err=True
        )  # fmt: skip
        click.confirm("Has everything been fetched and opened, and is the key to be destroyed?", abort=True, err=True)
    name = retire(desk_of(library, secrets), read_grounds(library), secrets, file)
    click.echo(
        f"The key {name} is destroyed here. Destroy every copy of “{file.name}” too: what it opens stays open to it."
    )


def _drop_contact(library: Path, keys: tuple[Path, ...], key_file: Path | None) -> None:
    """The address is asked for: what stands in a command is kept by the shell."""
    from firsthand.endorsing.contacts import drop

    secrets = unlocked(keys, key_file)
    desk = desk_of(library, secrets)
    address = str(click.prompt("Address", err=True))
    if not drop(desk.folder, secrets, address):
        click.echo("No organisation with this address is kept for the next letter.")
        return
    desk.audit.add("erased a contact")
    click.echo("It is erased, and gets no letter any more.")


def _desk(library: Path) -> Path:
    """The desk, without any key."""
    from firsthand.endorsing.desk import FOLDER
    from firsthand.endorsing.grounds import read_grounds

    return read_grounds(library).folder / FOLDER
