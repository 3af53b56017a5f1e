"""The `firsthand` command: one file a verb, each loaded only when it is called."""

from keyword import iskeyword

import click

from firsthand import __version__
from firsthand.cli.verbs import Verbs

VERBS = {
    "check": "Find words that stigmatise, and others to use instead.",
    "concordance": "Show every place where a phrase stands, line by line.",
    "deposit": "Make a work ready for Zenodo, which gives it a DOI.",
    "dump": "Write all records and texts as tables.",
    "follow": "Keep a copy of a library up to date.",
    "export": "Write editions as e-books, plain text and other files.",
    "frequency": "Count how often words occur over the years.",
    "guide": "Show language guides, and check one that you write.",
    "import": "Bring in what another system holds.",
    "inbox": "Open and look after what people sent through the library's door.",
    "keys": "Make and look after the keys that sign a network's releases.",
    "listen": "Check words for programs that speak the LanguageTool protocol.",
    "lsp": "Check words in an editor, over the Language Server Protocol.",
    "mirror": "Write a library down as plain files, to carry or to serve.",
    "negotiate": "Follow a text that others negotiate, and what became of what you asked for.",
    "new": "Make a commented starter library.",
    "publish": "Make a release from a folder of documents.",
    "read": "Show what a document says: as text, HTML or JSON.",
    "search": "Search a library from the terminal.",
    "serve": "Serve a library on this machine or to the world.",
    "sign": "Sign a release that is there already.",
    "unite": "Make one library of several networks' releases.",
    "verify": "Check every byte of a release.",
    "zim": "Write a library into a ZIM file for Kiwix.",
}
"""A verb lives in the module of its name and is a command of that name there; a word of Python has "_" behind both."""


def _place(verb: str) -> tuple[str, str]:
    name = f"{verb}_" if iskeyword(verb) else verb
    return f"firsthand.cli.{name}", name


@click.group(
    cls=Verbs,
    verbs=VERBS,
    place=_place,
    call="firsthand {verb}",
    epilog="Examples:\n\n\b\n  firsthand new my-library\n  firsthand publish my-library -o public\n"
    "  firsthand serve public",
)
@click.version_option(__version__, prog_name="firsthand")
def main() -> None:
    """A folder of documents becomes a library that people search, read, quote and cite."""
