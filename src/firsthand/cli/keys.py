"""`firsthand keys`: a network's keys are made, shown, followed by others, and revoked. Told to a person."""

from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from firsthand.cli.quantities import Day

if TYPE_CHECKING:
    from collections.abc import Callable

    from firsthand.release.chain import Chain

EXPIRES = click.option(
    "--expires",
    metavar="WHEN",
    type=Day(),
    help="From when on the key signs nothing new: 2y, or 2028-12-31. Never, unless given.",
)
NO_PASSWORD = click.option(
    "--no-password",
    is_flag=True,
    help="Leave the key open, for a machine that signs alone. Whoever copies it can sign.",
)
RECOVERY_KEY = click.option(
    "--recovery-key", metavar="FILE", type=click.Path(path_type=Path), help="Sign with the recovery key."
)
FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.group(
    epilog="Examples:\n\n\b\n  firsthand keys new ~/network-keys --recovery\n  firsthand keys show ~/network-keys\n"
    "  firsthand keys rotate ~/network-keys\n  firsthand keys revoke ~/network-keys 1B82EB174A7628DB"
)
def keys() -> None:
    """Make and look after the keys that sign a network's releases.

    Keys lie in a folder of their own, apart from the library and best on a computer that serves nothing. keys.json in
    it is public: it goes into every release, and whoever knows one of the keys can follow it to the newest.
    """


@keys.command(
    epilog="Examples:\n\n\b\n  firsthand keys new ~/network-keys --recovery\n"
    "  firsthand keys new /media/stick/keys --expires 2y"
)
@FOLDER
@click.option(
    "--recovery", is_flag=True, help="Make a recovery key too, for the day on which the key is lost or stolen."
)
@EXPIRES
@NO_PASSWORD
def new(folder: Path, recovery: bool, expires: datetime | None, no_password: bool) -> None:
    """Make a network's first key in FOLDER."""
    from firsthand.release import ReleaseError
    from firsthand.release.keyring import new_keys
    from firsthand.release.keys import keep_apart

    try:
        keep_apart(folder)
        made = new_keys(folder, until=expires, password=_new_password(no_password), recovery=recovery)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The secret key is {made.secret}. Keep it to yourself, and a copy of it elsewhere.")
    if made.recovery:
        click.echo(
            f"The recovery key is {made.recovery}. Take it away from here now, to a stick in a drawer: who steals one "
            "of the two must not get the other."
        )
    click.echo(f"\nPublish this public key wherever people know you, on paper too:\n\n  {made.public}\n")
    click.echo(f"Sign with it: firsthand publish FOLDER -o LIBRARY --key {quote(str(folder))}")


@keys.command(epilog="Examples:\n\n\b\n  firsthand keys show ~/network-keys\n  firsthand keys show public")
@click.argument("place", type=click.Path(path_type=Path))
def show(place: Path) -> None:
    """Show the keys of PLACE: a folder of keys, a library, a release or a file keys.json."""
    from firsthand.release import ReleaseError
    from firsthand.release.keyring import known_chain

    try:
        chain = known_chain(place)
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    _show(chain)


@keys.command(
    epilog="Examples:\n\n\b\n  firsthand keys rotate ~/network-keys --expires 2y\n"
    "  firsthand keys rotate ~/network-keys --recovery-key /media/stick/recovery-1B82EB174A7628DB.key"
)
@FOLDER
@EXPIRES
@NO_PASSWORD
@RECOVERY_KEY
def rotate(folder: Path, expires: datetime | None, no_password: bool, recovery_key: Path | None) -> None:
    """Make the next key of FOLDER.

    It is signed with the key before it, or with the recovery key where that is lost or revoked. Releases that the key
    before has signed stay good.
    """
    from firsthand.release import ReleaseError
    from firsthand.release.keyring import rotate_keys, secret_of

    try:
        signer = recovery_key or secret_of(folder)
        made = rotate_keys(
            folder, signer, until=expires, password=asking(signer), new_password=_new_password(no_password)
        )
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"The new secret key is {made.secret}. Its public half is:\n\n  {made.public}\n")
    click.echo(
        "Publish with it, and who follows the library takes it over by itself. Then publish the new key wherever the "
        "one before stands."
    )


@keys.command(
    epilog="Examples:\n\n\b\n  firsthand keys revoke ~/network-keys 1B82EB174A7628DB\n"
    "  firsthand keys revoke ~/network-keys 1B82EB174A7628DB --recovery-key /media/stick/recovery-5D0C7A9E11F2B3A4.key"
)
@FOLDER
@click.argument("id", metavar="ID")
@RECOVERY_KEY
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
def revoke(folder: Path, id: str, recovery_key: Path | None, yes: bool) -> None:  # noqa: A002 - as it is called there
    """Say that the key ID of FOLDER is not to be trusted any more, because somebody else may have it.

    Nothing that it has signed is taken over by anybody from then on, old releases neither. It can't be undone.
    """
    from firsthand.release import ReleaseError
    from firsthand.release.chain import weigh
    from firsthand.release.keyring import revoke_key

    if not yes:
        click.confirm(f"Revoke key {id}? This can't be undone.", abort=True, err=True)
    try:
        signer = recovery_key or folder / f"{id.upper()}.key"
        chain = revoke_key(folder, signer, id, asking(signer))
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    _show(chain)
    trust = weigh(chain)
    if trust.current is None and trust.recovery:
        click.echo("\nNo key signs now. Bring in the next one: firsthand keys rotate FOLDER --recovery-key FILE")
    elif trust.current is None:
        click.echo(
            "\nNo key signs now, and there is no recovery key that could bring one in. Make new keys in a new folder, "
            "publish with --new-keys, and tell everybody who follows the library the new key."
        )
    else:
        click.echo(f"\nPublish again with key {trust.current.id}, so that everybody hears of it.")


def _show(chain: "Chain") -> None:
    from firsthand.release.chain import weigh

    trust = weigh(chain)
    for key in trust.keys:
        said = f"since {key.since:%Y-%m-%d}"
        if key.revoked:
            said += f", revoked on {key.revoked:%Y-%m-%d}: not to be trusted"
        elif key.retired:
            said += f", followed by another on {key.retired:%Y-%m-%d}"
        elif key.until:
            said += f", good until {key.until:%Y-%m-%d}"
        click.echo(f"{key.id}  {key.key}  {said}")
    if trust.recovery:
        from firsthand.release.keys import key_id

        click.echo(f"Recovery key: {key_id(trust.recovery)}")


def ready(key: Path | None) -> "Callable[[], str] | None":
    """The password of the key that is to sign, asked for now, before long work begins and bars hide the question."""
    from firsthand.release import ReleaseError
    from firsthand.release.keyring import secret_of
    from firsthand.release.keys import is_locked

    try:
        if key is None or not is_locked(secret := secret_of(key)):
            return None
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    password = asking(secret)()
    return lambda: password


def asking(key: Path) -> "AskPassword":
    """Asks for the password of a key when it turns out to be locked."""
    return AskPassword(key)


class AskPassword:
    def __init__(self, key: Path) -> None:
        self.key = key

    def __call__(self) -> str:
        return str(click.prompt(f"Password of {self.key.name}", hide_input=True, err=True))


def _new_password(no_password: bool) -> str | None:
    if no_password:
        return None
    asked = "Password for what is made now (--no-password leaves it open)"
    return str(click.prompt(asked, hide_input=True, confirmation_prompt=True, err=True))
