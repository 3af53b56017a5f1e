"""`firsthand inbox invite`: links made out to organisations, told to a person."""

import csv
import io
import sys
from datetime import date, datetime
from html import escape
from pathlib import Path

import click

from firsthand.cli.inbox.access import at_desk, told, unlocked


@click.command(
    "invite",
    epilog="Examples:\n\n\b\n  firsthand inbox invite keep-the-doors-open harbour-union \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox invite keep-the-doors-open harbour-union --vouch --uses 40 \\\n"
    "    --library my-library --key ~/letter-keys\n"
    "  firsthand inbox invite keep-the-doors-open a-union b-union --csv \\\n"
    "    --library my-library --key ~/letter-keys > links.csv",
)
@click.argument("statement")
@click.argument("parties", metavar="PARTY…", nargs=-1, required=True)
@click.option(
    "--vouch", is_flag=True, help="Whoever comes through the link is vouched for by PARTY, and signs in their own name."
)
@click.option(
    "--until",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day of the link; that of signing unless given.",
)
@click.option(
    "--uses", metavar="N", type=click.IntRange(0, 100_000),
    help="How many signatures it is good for: 1, or 25 where PARTY vouches, unless given; 0 for any number.",
)  # fmt: skip
@click.option("--language", metavar="CODE", help="Of the page; the library's first unless given.")
@click.option("--csv", "as_csv", is_flag=True, help="Write a table for a spreadsheet.")
@click.option(
    "--cards", metavar="FILE", type=click.Path(path_type=Path), help="Write a page to print, with a QR code for each."
)
@at_desk
def verb(
    statement: str,
    parties: tuple[str, ...],
    vouch: bool,
    until: datetime | None,
    uses: int | None,
    language: str | None,
    as_csv: bool,
    cards: Path | None,
    library: Path,
    keys: tuple[Path, ...],
    key_file: Path | None,
) -> None:
    """Make links through which PARTY signs STATEMENT in one step, or vouches for others.

    A link stands for the organisation's own word: give it only to people you know to speak for it, and over a way that
    you trust. Links are not kept anywhere; how often each was used is seen when the inbox is opened.
    """
    from firsthand.endorsing.audit import Audit
    from firsthand.endorsing.correspondence import party_name, sign_link
    from firsthand.endorsing.desk import FOLDER
    from firsthand.endorsing.grounds import read_grounds, read_letterhead
    from firsthand.sealed.invitations import InvitationTo, invite

    with told():
        grounds = read_grounds(library)
        letterhead = read_letterhead(grounds, statement)
        tongue = language or grounds.languages[0]
        names = {party: party_name(grounds, party, tongue) for party in parties}
        last = until.date() if until else _last(letterhead.closes)
        times = uses if uses is not None else 25 if vouch else 1
        secret = unlocked(keys, key_file)[0]
        made = {
            party: sign_link(
                grounds,
                statement,
                tongue,
                invite(secret, InvitationTo(statement, party, last.isoformat(), times, vouch)),
            )
            for party in parties
        }
        Audit(library / FOLDER).add("vouching links made" if vouch else "links made", statement, links=len(made))
        if cards:
            cards.touch(mode=0o600)
            cards.write_text(_page(made, names, letterhead.title(tongue), last, tongue), encoding="utf-8")
    if as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(("party", "name", "link", "until", "uses", "vouches"))
        writer.writerows(
            (party, names[party], link, last, times, "yes" if vouch else "no") for party, link in made.items()
        )
        return
    for party, link in made.items():
        click.echo(f"{names[party]}\n  {link}")


def _last(closes: str) -> date:
    try:
        return date.fromisoformat(closes[:10])
    except ValueError:
        message = (
            "Nobody is invited to sign this statement. Write [invitation] into its statement.toml, or say --until DAY."
        )
        raise click.ClickException(message) from None


def _page(links: dict[str, str], names: dict[str, str], title: str, last: date, language: str) -> str:
    """A page of cards, complete in itself: nothing in it is fetched from anywhere."""
    cards = "".join(
        f"<article><h2>{escape(names[party])}</h2><p>{escape(title)}</p>{_code(link)}"
        f"<p><small>{escape(link)}</small></p><p>→ {last.isoformat()}</p></article>\n"
        for party, link in links.items()
    )
    return (
        f'<!doctype html><html lang="{escape(language)}"><meta charset="utf-8"><title>{escape(title)}</title><style>'
        "body{font:12pt/1.4 sans-serif;margin:1cm}"
        "article{break-inside:avoid;border:1px solid;padding:.5cm;margin:0 0 .5cm}"
        "svg{width:6cm;height:6cm}small{overflow-wrap:anywhere}h2{margin:0}</style>\n" + cards
    )


def _code(link: str) -> str:
    """A QR code (ISO/IEC 18004) as an SVG of any size."""
    import segno

    out = io.BytesIO()
    segno.make_qr(link, error="m").save(out, kind="svg", border=2, light="white", xmldecl=False, omitsize=True)
    return out.getvalue().decode()
