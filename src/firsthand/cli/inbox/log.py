"""`firsthand inbox log`: what was done is shown, and whether the log is whole. It needs no key."""

from pathlib import Path

import click

from firsthand.cli.inbox.access import LIBRARY, told
from firsthand.cli.terminal import harmless


@click.command(
    "log",
    epilog="Examples:\n\n\b\n  firsthand inbox log --library my-library",
)
@LIBRARY
def verb(library: Path) -> None:
    """Show every step that was taken, by day, with counts and without anybody's name.

    Each line is bound to the one before it: what was changed or taken out is noticed. The number at the end tells
    whether lines were cut off there; write it down where somebody else keeps it.
    """
    from firsthand.endorsing.audit import Audit
    from firsthand.endorsing.desk import FOLDER

    with told():
        audit = Audit(library / FOLDER)
        steps = audit.steps()
        if not steps:
            click.echo("Nothing was done yet.")
            return
        for step in steps:
            counts = ", ".join(f"{name} {count:,}" for name, count in step.counts.items() if count)
            click.echo(harmless("  ".join(part for part in (step.day, step.verb, step.statement, counts) if part)))
        click.echo(f"\nThe log is whole. It ends with {audit.newest()}.")
