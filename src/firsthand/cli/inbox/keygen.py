"""`firsthand inbox keygen`: the keys of an inbox are made and locked, told to a person."""

import os
import secrets
from pathlib import Path

import click

from firsthand.cli.inbox.access import told


@click.command(
    "keygen",
    epilog="Examples:\n\n\b\n  firsthand inbox keygen ~/letter-keys\n"
    "  firsthand inbox keygen ~/letter-keys --key-file /media/stick/letters.bin --collector",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--key-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Lock the key with this file too, such as one on a stick; it is made if it isn't there.",
)
@click.option("--no-passphrase", is_flag=True, help="Lock the key with the file alone.")
@click.option(
    "--collector", is_flag=True, help="Make a collector's key too: it fetches from a server and opens nothing."
)
def verb(folder: Path, key_file: Path | None, no_passphrase: bool, collector: bool) -> None:
    """Make the keys of an inbox in FOLDER.

    The passphrase is asked for. Whoever has it and the key can read what people sent; nobody can without. Make a new
    key for each letter, and destroy it after the letter is delivered: then copies of the inbox that lie in backups can
    never be opened again.
    """
    from firsthand.release.keys import keep_apart
    from firsthand.sealed.keys import lock, new_collector, new_secret, write_public

    if no_passphrase and key_file is None:
        raise click.UsageError("--no-passphrase goes with --key-file: a key of an inbox is never left unlocked.")
    with told():
        keep_apart(folder)
        passphrase = None if no_passphrase else _asked()
        extra = _extra(key_file)
        secret = new_secret()
        _make_folder(folder)
        path = folder / f"inbox-{secret.public.id.hex()}.key"
        _write_new(path, lock(secret, passphrase, extra))
        public = [("keys", f'["{write_public(secret.public)}"]')]
        made = [path]
        if collector:
            fetching = new_collector()
            made.append(folder / f"collector-{fetching.public.id.hex()}.key")
            _write_new(made[-1], lock(fetching, None, None))
            public.append(("collector", f'"{write_public(fetching.public)}"'))
    _tell(made, public, key_file)


def _asked() -> str:
    """At least twelve characters: whoever copies the key can try passphrases for as long as they like."""
    while True:
        said = str(click.prompt("Passphrase of the new key", hide_input=True, confirmation_prompt=True, err=True))
        if len(said) >= 12:
            return said
        click.echo("Take at least 12 characters; five words that don't belong together are easy to keep.", err=True)


def _extra(path: Path | None) -> bytes | None:
    from firsthand.endorsing.errors import in_words

    if path is None:
        return None
    with in_words(path):
        if not path.exists():
            _write_new(path, secrets.token_bytes(64))
        data = path.read_bytes()
    if len(data) < 16:
        raise click.ClickException(f"“{path}” has less than 16 bytes, which can be guessed. Name another file.")
    return data


def _make_folder(folder: Path) -> None:
    from firsthand.endorsing.errors import in_words

    with in_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _write_new(path: Path, data: bytes) -> None:
    """For its owner alone, and only where there is nothing yet."""
    from firsthand.endorsing.errors import in_words
    from firsthand.endorsing.vault import flush_folder

    with in_words(path.parent):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        flush_folder(path.parent)


def _tell(made: list[Path], public: list[tuple[str, str]], key_file: Path | None) -> None:
    click.echo(f"The secret key is {made[0]}.")
    also = f", and a copy of {key_file} apart from it" if key_file else ""
    click.echo(
        f"Take a copy of it to a stick in another house{also}. Without the key and what locks it, nobody can ever open "
        "what people send, and nobody can make it again: not even you."
    )
    if len(made) > 1:
        click.echo(f"The collector's key is {made[1]}. It may lie on a computer that is online.")
    click.echo("\nPut these lines into library.toml, and publish:\n\n[door]")
    for name, value in public:
        click.echo(f"{name} = {value}")
    click.echo("\nA key that was there before stays behind the new one in the list until its letters are delivered.")
