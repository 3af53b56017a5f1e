"""`firsthand inbox deliver`: writes down that a statement was handed over, told to a person."""

from datetime import date, datetime
from pathlib import Path

import click

from firsthand.cli.inbox.access import LIBRARY, told
from firsthand.cli.opening import counted
from firsthand.sealed.moments import today


@click.command(
    "deliver",
    epilog="Examples:\n\n\b\n  firsthand inbox deliver keep-the-doors-open --library my-library \\\n"
    "    --to 'Commission on Narcotic Drugs' --file letter.pdf\n"
    "  firsthand inbox deliver keep-the-doors-open --library my-library \\\n"
    "    --to 'en=Ministers of Health' --to 'fr=Ministres de la Santé' --file letter.pdf --date 2026-12-01",
)
@click.argument("statement")
@LIBRARY
@click.option("--to", metavar="WHOM", required=True, multiple=True, help="To whom; fr=… says it in French.")
@click.option(
    "--file", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The very file that was handed over."
)
@click.option("--date", "day", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="When; today unless given.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be written, and change nothing.")
def verb(statement: str, library: Path, to: tuple[str, ...], file: Path, day: datetime | None, dry: bool) -> None:
    """Write down that STATEMENT was handed over: to whom, when, and in which file.

    It goes into statement.toml, below what is there, with the number of signatures that is public. From that day on
    the days are counted until who signed is forgotten (days_kept in library.toml). No key is needed.
    """
    from firsthand.endorsing.audit import Audit
    from firsthand.endorsing.delivering import deliver, recipients
    from firsthand.endorsing.desk import FOLDER
    from firsthand.endorsing.forgetting import set_due
    from firsthand.endorsing.grounds import read_grounds, read_letterhead

    when = day.date() if day else today()
    with told():
        grounds = read_grounds(library)
        letterhead = read_letterhead(grounds, statement)
        count = deliver(grounds, letterhead, recipients(to, grounds.languages[0]), file, when, dry=dry)
        due = "" if dry else set_due(library / FOLDER, statement, when, grounds.door.days_kept)
        if not dry:
            Audit(library / FOLDER).add("delivered", statement, signatures=count)
    _tell(letterhead.file, count, due, when)


def _tell(record: Path, count: int, due: str, when: date) -> None:
    signed = counted(count, "signature", "signatures")
    if not due:
        click.echo(f"“{record}” would say that it was handed over on {when}, with {signed}.")
        return
    click.echo(f"“{record}” says that it was handed over on {when}, with {signed}.")
    click.echo(f"Who signed is forgotten on {due}, if something runs then: firsthand inbox forget --due")
    click.echo("Until then you can send the final text: firsthand inbox send STATEMENT --final")
