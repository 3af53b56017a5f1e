"""How the manual is built: Markdown pages, the command line's reference taken from the commands themselves."""

from firsthand import __version__

project = "Firsthand"
author = "The Firsthand contributors"
copyright = author
release = __version__
extensions = ["myst_parser", "sphinx_click"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Firsthand"
html_show_sphinx = False
nitpicky = True


def quote_examples(_app: object, _context: object, lines: list[str]) -> None:
    """Show the examples at the end of a command's help as they are typed; they are no markup."""
    examples = [line.replace("\b", "").strip() for line in lines]
    examples = [line for line in examples if line and line != "Examples:"]
    lines[:] = ["Examples::", "", *(f"   {line}" for line in examples), ""] if examples else []


def setup(app: object) -> None:
    app.connect("sphinx-click-process-epilog", quote_examples)  # type: ignore[attr-defined]
