"""`firsthand negotiate`: what a network does with a text that others negotiate. One file a verb, loaded when called."""

from importlib import import_module

import click

VERBS = {
    "new": "Begin to follow a negotiation.",
    "draft": "Take in a state of the text.",
    "align": "Show what became of each paragraph from one draft to another.",
    "ask": "Write down what you ask for, or show it.",
    "review": "Look at what became of each ask, and decide about it.",
    "report": "Write pages, tables and documents about a negotiation for those you name.",
}
"""In the order in which they are used. A verb lives in the module of its name and is `verb` there."""


class Verbs(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        try:
            command: click.Command = import_module(f"firsthand.cli.negotiate.{cmd_name}").verb
        except ModuleNotFoundError as missing:
            if missing.name and missing.name.startswith("firsthand"):
                raise
            message = f"“firsthand negotiate” needs {missing.name}. Install it with: pip install 'firsthand[library]'"
            raise click.ClickException(message) from missing
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=Verbs,
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
