"""`firsthand inbox send`: letters to those who signed and to those who asked for it, told to a person."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.inbox.access import at_desk, desk_of, new_screen, read_library, told, unlocked
from firsthand.cli.opening import counted
from firsthand.cli.progress import bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from firsthand.endorsing.correspondence import Desktop
    from firsthand.endorsing.desk import Desk
    from firsthand.endorsing.sending import Mailed
    from firsthand.mailing import Letter
    from firsthand.sealed.keys import SecretKey


@click.command(
    "send",
    epilog="Examples:\n\n\b\n  firsthand inbox send keep-the-doors-open --final --dry-run \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox send keep-the-doors-open --final --mail mail.toml \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox send keep-the-doors-open --again --mail mail.toml \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox send the-next-letter --next --mail mail.toml --library my-library --key ~/letter-keys",
)
@click.argument("statement")
@click.option("--final", "kind", flag_value="final", help="The final text, to those who asked for it when they signed.")
@click.option(
    "--again",
    "kind",
    flag_value="again",
    help="To those who signed words that have changed: what has, and where to sign.",
)
@click.option("--next", "kind", flag_value="next", help="To organisations that asked to be told of the next letter.")
@click.option(
    "--mail", metavar="FILE", type=click.Path(path_type=Path), help="The mail.toml that says where letters go."
)
@click.option(
    "--until",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day of the links; that of signing unless given.",
)
@click.option(
    "--dry-run", "dry", is_flag=True, help="Count the letters and show one, without an address. Nothing is sent."
)
@click.option("--doubtful", is_flag=True, help="Also those that may have gone out when something broke.")
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
@at_desk
def verb(
    statement: str,
    kind: str | None,
    mail: Path | None,
    until: datetime | None,
    dry: bool,
    doubtful: bool,
    yes: bool,
    library: Path,
    keys: tuple[Path, ...],
    key_file: Path | None,
) -> None:
    """Send letters about STATEMENT, each to one address alone.

    What was sent is noted at the desk, so that the same command goes on after a break and sends nothing twice. Whoever
    has no address there any more, because it was forgotten, gets no letter.
    """
    from firsthand.endorsing.sending import send
    from firsthand.mailing import MailError, read_mail

    if kind is None:
        raise click.UsageError("Say which letters: --final, --again or --next.")
    if not dry and mail is None:
        raise click.UsageError("Say where letters go with --mail FILE, or look at them first with --dry-run.")
    with told():
        try:
            outbox = read_mail(mail) if mail else None
        except MailError as error:
            raise click.ClickException(str(error)) from error
        secrets = unlocked(keys, key_file)
        desk = desk_of(library, secrets)
        letters = _letters(desk, secrets, library, statement, kind, until.date() if until else None)
        planned = send(desk, secrets, statement, kind, letters, None, doubtful=doubtful)
        _plan(planned, letters, show=dry)
        if dry or outbox is None or not planned.sent:
            return
        if not yes:
            click.confirm(f"Send {counted(planned.sent, 'letter', 'letters')}?", abort=True, err=True)
        with bar(new_screen(), "Sending", planned.sent) as progress:
            done = send(desk, secrets, statement, kind, letters, outbox, doubtful=doubtful, progress=progress)
    _tell(done)


def _letters(
    desk: "Desk", secrets: "Sequence[SecretKey]", library: Path, slug: str, kind: str, until: date | None
) -> "tuple[Letter, ...]":
    from firsthand.endorsing import correspondence
    from firsthand.endorsing.contacts import read_contacts

    with_ = _desktop(library, slug)
    sheet = desk.sheet(slug)
    if kind == "final":
        return correspondence.final_letters(with_, sheet)
    last = until or _last_day(with_)
    if kind == "again":
        return correspondence.again_letters(with_, sheet, secrets[0], last)
    return correspondence.next_letters(with_, read_contacts(desk.folder, secrets), sheet, secrets[0], last)


def _desktop(library: Path, slug: str) -> "Desktop":
    from firsthand.endorsing.correspondence import Desktop
    from firsthand.endorsing.grounds import read_grounds, read_letterhead

    grounds = read_grounds(library)
    letterhead = read_letterhead(grounds, slug)
    statements = {one.slug: one for one in read_library(library, new_screen()).statements}
    if slug not in statements:
        raise click.ClickException(f"The record of “{slug}” has mistakes. See them: firsthand publish {library} -o DIR")
    return Desktop(grounds, letterhead, statements[slug])


def _last_day(with_: "Desktop") -> date:
    invitation = with_.statement.invitation
    if invitation is None:
        raise click.ClickException(
            "Nobody is invited to sign this statement. Write [invitation] into its statement.toml, or say --until DAY."
        )
    return datetime.fromisoformat(invitation.closes).date()


def _plan(planned: "Mailed", letters: "Sequence[Letter]", *, show: bool) -> None:
    click.echo(f"{counted(planned.sent, 'letter', 'letters')} to send.")
    for count, one, many in (
        (planned.before, "went out before", "went out before"),
        (planned.doubtful, "may have gone out when something broke; --doubtful sends it again",
         "may have gone out when something broke; --doubtful sends them again"),
    ):  # fmt: skip
        if count:
            click.echo(f"  {counted(count, one, many)}")
    if show and letters:
        click.echo(f"\nSubject: {letters[0].subject}\n\n{letters[0].text}")


def _tell(done: "Mailed") -> None:
    click.echo(f"{counted(done.sent, 'letter', 'letters')} sent.")
    if done.refused:
        click.echo(
            f"  {counted(done.refused, 'address was refused', 'addresses were refused')} by the mail server.", err=True
        )
    if done.later:
        click.echo(
            f"  {counted(done.later, 'letter', 'letters')} could not be handed over. Do the same again later.", err=True
        )
        raise click.exceptions.Exit(1)
