"""`firsthand inbox enter`: what was written on sheets of paper comes to the desk, told to a person."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import at_desk, desk_of, new_screen, read_library, told, unlocked
from firsthand.cli.opening import counted
from firsthand.sealed.moments import today

if TYPE_CHECKING:
    from firsthand.endorsing.paper import Entering, Written

SHOWN = 20


@click.command(
    "enter",
    epilog="Examples:\n\n\b\n  firsthand inbox enter keep-the-doors-open meeting.csv \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox enter keep-the-doors-open meeting.csv --erase --library my-library --key ~/letter-keys\n"
    "  firsthand inbox enter keep-the-doors-open --library my-library --key ~/letter-keys",
)
@click.argument("statement")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--dry-run", "dry", is_flag=True, help="Say what is wrong with the file, and enter nothing.")
@click.option("--erase", is_flag=True, help="Erase FILE once everything in it is on the desk.")
@at_desk
def verb(
    statement: str,
    file: Path | None,
    dry: bool,
    erase: bool,
    library: Path,
    keys: tuple[Path, ...],
    key_file: Path | None,
) -> None:
    """Enter what was written on sheets of paper for STATEMENT.

    FILE is a table (CSV, in UTF-8) whose first line names its columns: sheet, row and name, and where something was
    written capacity, mandate, affiliation, place, email, display, final, again and language; what was ringed is
    entered as it stands on the sheet. Without FILE you are asked, row by row. All of them wait for review then, like
    signatures that came through the door.
    """
    from firsthand.endorsing.forgetting import erase as wipe
    from firsthand.endorsing.paper import Entering, lay, read_csv

    with told():
        secrets = unlocked(keys, key_file)
        desk = desk_of(library, secrets)
        found = {one.slug: one for one in read_library(library, new_screen()).statements}.get(statement)
        if found is None:
            raise click.ClickException(f"There is no statement “{statement}” in the library.")
        entering = Entering(secrets, found, today().isoformat())
        written = _checked(entering, read_csv(file), file) if file else _asked(entering)
        if dry:
            click.echo(f"{counted(len(written), 'row', 'rows')} could be entered.")
            return
        with desk.changing(statement) as sheet:
            new = lay(sheet, written)
        desk.audit.add("entered from paper", statement, rows=new)
        if file and erase:
            wipe(file.resolve())
            file.unlink(missing_ok=True)  # a link that led there
    click.echo(f"{counted(new, 'signature', 'signatures')} entered; on the desk already: {len(written) - new:,}.")
    if file and not erase:
        click.echo(
            f"“{file}” holds names in plain. Delete it: firsthand inbox enter … --erase does it for you.", err=True
        )
    click.echo("Destroy the paper, then look at them: firsthand inbox review")


def _checked(entering: "Entering", rows: list[dict[str, str]], file: Path) -> "list[Written]":
    """All rows or none: a file is corrected and entered again as a whole."""
    read = [
        (line, entering.read(row)) for line, row in enumerate(rows, 2) if any(value.strip() for value in row.values())
    ]
    wrong = [(line, one) for line, one in read if isinstance(one, str)]
    for line, reason in wrong[:SHOWN]:
        click.echo(f"{file}:{line}: {reason}", err=True)
    if len(wrong) > SHOWN:
        click.echo(f"… and {len(wrong) - SHOWN} more.", err=True)
    if wrong:
        raise click.ClickException("Nothing was entered. Correct these lines, then do the same again.")
    return [one for _, one in read if not isinstance(one, str)]


def _asked(entering: "Entering") -> "list[Written]":
    from firsthand.endorsing.paper import FIELDS

    written: list[Written] = []
    sheet = ""
    click.echo("An empty number of a row ends a sheet, an empty number of a sheet ends it all.", err=True)
    while sheet := str(click.prompt("Sheet", default="", show_default=False, err=True)).strip():
        while number := str(click.prompt("  Row", default="", show_default=False, err=True)).strip():
            row = {"sheet": sheet, "row": number}
            for field in FIELDS[2:]:
                row[field] = str(click.prompt(f"    {field}", default="", show_default=False, err=True))
            one = entering.read(row)
            if isinstance(one, str):
                click.echo(f"    {one} This row was not entered.", err=True)
            else:
                written.append(one)
    return written
