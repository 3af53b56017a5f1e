"""`firsthand inbox apply`: signatures go from the desk into the library's folder, told to a person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import at_desk, desk_of, told, unlocked
from firsthand.cli.opening import counted

if TYPE_CHECKING:
    from firsthand.endorsing.grounds import Grounds
    from firsthand.endorsing.publication import Applied


@click.command(
    "apply",
    epilog="Examples:\n\n\b\n  firsthand inbox apply --library my-library --key ~/letter-keys --dry-run\n"
    "  firsthand inbox apply --library my-library --key ~/letter-keys\n"
    "  firsthand inbox apply keep-the-doors-open --library my-library --key ~/letter-keys",
)
@click.argument("statements", metavar="[STATEMENT]…", nargs=-1)
@at_desk
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and change nothing.")
@click.option(
    "--drop", is_flag=True, help="Take out signatures from the public list that the desk knows nothing about."
)
def verb(
    statements: tuple[str, ...], library: Path, keys: tuple[Path, ...], key_file: Path | None, dry: bool, drop: bool
) -> None:
    """Write signatures that were confirmed into the library's folder, and take withdrawn ones out.

    Each statement's endorsements.toml is written anew, by what every signer chose: who wants to be named is named, all
    others are counted, and no number leads to a person. Nothing is public before “firsthand publish”.
    """
    from firsthand.endorsing.grounds import read_grounds
    from firsthand.endorsing.publication import apply

    with told():
        grounds = read_grounds(library)
        secrets = unlocked(keys, key_file)
        desk = desk_of(library, secrets)
        names = statements or desk.statements()
        if not names:
            click.echo("There are no signatures on the desk. Lay some on it: firsthand inbox open FOLDER")
        done = [apply(desk, grounds, name, secrets, dry=dry, drop=drop) for name in names]
    for one in done:
        _tell(one, grounds, dry=dry)
    if any(one.changed for one in done) and not dry:
        click.echo("Publish it: firsthand publish FOLDER -o LIBRARY")


def _tell(done: "Applied", grounds: "Grounds", *, dry: bool) -> None:
    click.echo(f"{done.statement}{': what would be done' if dry else ''}")
    changes = ", ".join(
        filter(None, (f"{done.added} new" * bool(done.added), f"{done.removed} gone" * bool(done.removed)))
    )
    click.echo(f"  {done.named} by name{f' ({changes})' if changes else ''}")
    if done.counted:
        smallest = grounds.door.smallest_group
        click.echo(
            f"  {done.told} counted without a name. For you alone, the true number: {done.counted}. Numbers that are "
            f"told are multiples of {smallest}, so that none leads to a person."
        )
    for count, one, many in (
        (done.again, "has signed other words than those in force", "have signed other words than those in force"),
        (done.elsewhere, "stands in statement.toml already", "stand in statement.toml already"),
        (done.nameless, "was forgotten before being named here", "were forgotten before being named here"),
    ):
        if count:
            click.echo(f"  {counted(count, one, many)}")
    if done.reachable:
        click.echo(f"  Ask them: firsthand inbox send {done.statement} --again")
    if done.removed:
        _warn(done)


def _warn(done: "Applied") -> None:
    """Where a name that was taken out may still be, as far as can be seen from here."""
    for name in done.delivered:
        click.echo(
            f"  “{name}” was handed over with names that are gone now. Put a copy without them in its place before "
            "you publish, or take its line “file” out of statement.toml.", err=True
        )  # fmt: skip
    if any((folder / ".git").exists() for folder in done.path.resolve().parents):
        click.echo(
            "  The folder is kept in Git, which keeps what was removed in its history too. See the guide on "
            "forgetting signers.", err=True
        )  # fmt: skip
    click.echo("  Releases published before have the names: publish with --keep 0, which removes them.", err=True)
