"""`firsthand inbox sheets`: numbered sheets of paper to sign where there is no connection, told to a person."""

from pathlib import Path

import click

from firsthand.cli.inbox.access import at_desk, new_screen, read_library, told, unlocked
from firsthand.cli.opening import counted

MOST = 500


@click.command(
    "sheets",
    epilog="Examples:\n\n\b\n  firsthand inbox sheets keep-the-doors-open -n 10 -o sheets.pdf \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox sheets keep-the-doors-open -n 3 --language ru -o sheets.ru.pdf \\\n"
    "    --library my-library --key ~/letter-keys",
)
@click.argument("statement")
@click.option(
    "-n", "number", metavar="N", type=click.IntRange(1, MOST), default=1, show_default=True, help="How many sheets."
)
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The PDF to write."
)
@click.option("--language", metavar="CODE", help="Of the text and the form; the original's unless given.")
@at_desk
def verb(
    statement: str,
    number: int,
    output: Path,
    language: str | None,
    library: Path,
    keys: tuple[Path, ...],
    key_file: Path | None,
) -> None:
    """Make sheets on which STATEMENT is signed on paper.

    Each sheet has a number, and each row a withdrawal code to tear off and keep. Enter what was written on them with
    “firsthand inbox enter”, and destroy the paper then.
    """
    from firsthand.catalogue.versions import in_force, worded
    from firsthand.endorsing.audit import Audit
    from firsthand.endorsing.desk import FOLDER
    from firsthand.endorsing.paper import make_papers
    from firsthand.exports.letters.sheet import Sheet, make_sheets, sign_address
    from firsthand.exports.printing.press import PressError

    with told():
        secrets = unlocked(keys, key_file)
        collection = read_library(library, new_screen())
        found = next((one for one in collection.statements if one.slug == statement), None)
        version = in_force(found) if found else None
        if found is None or version is None or not version.wordings:
            raise click.ClickException(f"There is no statement “{statement}” in the library whose text is there.")
        chosen = language or version.wordings[0].language
        if worded(version, chosen) is None:
            known = ", ".join(one.language for one in version.wordings)
            raise click.ClickException(f"The text in force is not there in “{chosen}”. It is there in: {known}.")
        address = sign_address(collection.library, found)
        papers = make_papers(secrets[0], statement, version, number)
        # What stands behind the “#” is never sent to a server: it is for whoever enters the sheet with a camera.
        pages = [
            Sheet(one.id, one.codes, f"{address}#{one.id}.{version.sha256[:16]}" if address else "") for one in papers
        ]
        parties = {party.slug: party for party in collection.parties}
        try:
            data = make_sheets(found, chosen, pages, collection.library, parties)
        except PressError as error:
            raise click.ClickException(str(error)) from error
        output.touch(mode=0o600)  # for nobody else on this machine
        output.write_bytes(data)
        Audit(library / FOLDER).add("sheets made", statement, sheets=number)
    click.echo(f"“{output}” has {counted(number, 'sheet', 'sheets')} of version {version.number}, in “{chosen}”.")
    click.echo("Whoever has a code can take back the signature in its row: print the file, then delete it.")
