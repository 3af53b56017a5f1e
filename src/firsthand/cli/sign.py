"""`firsthand sign`: a release that was made without a key is signed, told to a person."""

from pathlib import Path

import click

from firsthand.cli.keys import asking


@click.command(
    epilog="Examples:\n\n\b\n  firsthand sign public --key ~/network-keys\n"
    "  firsthand sign /media/card/release-20261122T101500Z-ab12cd --key network.key"
)
@click.argument("library", type=click.Path(path_type=Path))
@click.option(
    "--key",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="A folder of keys, or a secret key of minisign.",
)
def sign(library: Path, key: Path) -> None:
    """Sign a release that is there already.

    LIBRARY is a library, of which the release in service is signed, or the directory of a release: a copy of it, on the
    computer that has the key, will do as well. Every byte is checked first.
    """
    from firsthand.release import ReleaseError
    from firsthand.release.keyring import sign_release

    try:
        release, id_, chained = sign_release(library, key, asking(key))
    except ReleaseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Release {release} is signed with key {id_}.")
    if not chained:
        click.echo(
            "The release doesn't carry its keys: whoever checks it must know this key from you. To have them carried, "
            "publish with --key."
        )
