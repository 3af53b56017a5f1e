"""`firsthand inbox`: what coordinators do with what came through the door. One file a verb, loaded when called."""

import click

from firsthand.cli.verbs import Verbs

VERBS = {
    "keygen": "Make the keys of an inbox.",
    "invite": "Make links through which organisations sign, or vouch.",
    "sheets": "Make sheets to sign on paper.",
    "pull": "Fetch what came in, still sealed.",
    "open": "Open what was fetched, and lay it on the desk.",
    "enter": "Bring what was signed on paper to the desk.",
    "review": "Look at signatures, and decide about them.",
    "apply": "Write confirmed signatures into the library's folder, and take withdrawn ones out.",
    "deliver": "Write down that a statement was handed over.",
    "send": "Send the final text, or ask who should sign again.",
    "messages": "Read what people wrote to the network.",
    "forget": "Erase who signed, when the day has come.",
    "log": "Show what was done, and whether the log is whole.",
}
"""In the order in which they are used. A verb lives in the module of its name and is `verb` there."""


@click.group(
    cls=Verbs,
    verbs=VERBS,
    place=lambda verb: (f"firsthand.cli.inbox.{verb}", "verb"),
    call="firsthand inbox",
    epilog="Examples:\n\n\b\n  firsthand inbox keygen ~/letter-keys\n"
    "  firsthand inbox pull /srv/library/inbox ~/letters\n"
    "  firsthand inbox open ~/letters --library my-library --key ~/letter-keys\n"
    "  firsthand inbox review --library my-library --key ~/letter-keys",
)
def inbox() -> None:
    """Open and look after what people sent through the library's door.

    Signatures, withdrawals and messages arrive sealed to a key that the server doesn't have. These commands run on the
    coordinators' own computer; all but “pull” from an address work without a network.
    """
