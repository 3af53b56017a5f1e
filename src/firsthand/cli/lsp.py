"""`firsthand lsp`: the language server. Thin: an editor starts it and talks to it; `wording.lsp` answers."""

import click

EXAMPLES = """\b
An editor starts this command and talks to it over standard input and output;
there is nothing to see in a terminal. Settings of the editor: firsthand.guide,
firsthand.language, firsthand.severity, firsthand.site. A firsthand.toml of the
project counts where the editor says nothing.

Install it with: pip install 'firsthand[editor]'"""


@click.command(epilog=EXAMPLES)
@click.option("--stdio", is_flag=True, help="Use standard input and output, as it does anyway.")
def lsp(stdio: bool) -> None:  # noqa: ARG001 - editors give it, and there is no other way
    """Check words in an editor, over the Language Server Protocol."""
    try:
        from firsthand.wording.lsp import start
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.startswith("firsthand"):
            raise
        library = (missing.name or "a library").partition(".")[0]
        message = f"“firsthand lsp” needs {library}. Install it with: pip install 'firsthand[editor]'"
        raise click.ClickException(message) from missing
    start()
