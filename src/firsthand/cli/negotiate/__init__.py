"""`firsthand negotiate`: what a network does with a text that others negotiate. One file a verb, loaded when called."""

import click

from firsthand.cli.verbs import Verbs

VERBS = {
    "new": "Begin to follow a negotiation.",
    "draft": "Take in a state of the text.",
    "align": "Show what became of each paragraph from one draft to another.",
    "ask": "Write down what you ask for, or show it.",
    "review": "Look at what became of each ask, and decide about it.",
    "report": "Write pages, tables and documents about a negotiation for those you name.",
}
"""In the order in which they are used. A verb lives in the module of its name and is `verb` there."""


@click.group(
    cls=Verbs,
    verbs=VERBS,
    place=lambda verb: (f"firsthand.cli.negotiate.{verb}", "verb"),
    call="firsthand negotiate",
    epilog="Examples:\n\n\b\n  firsthand negotiate new my-library river --title 'River declaration'\n"
    "  firsthand negotiate draft my-library river zero.pdf --label 'Zero draft' --date 2026-03-02\n"
    "  firsthand negotiate align my-library river zero rev-1\n"
    "  firsthand negotiate review my-library river",
)
def negotiate() -> None:
    """Follow a text that others negotiate: its drafts, what you asked for, and what became of it.

    Everything is kept as plain files in the library's folder. What is not public lies under its folder “private”, and
    is never published. A machine proposes what became of what; nothing counts before a person has confirmed it.
    """
