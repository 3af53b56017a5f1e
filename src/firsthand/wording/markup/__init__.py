"""Sources as people write them: what in them is text, what is markup, and what each part is.

A source is never changed or rendered: positions in what comes out are positions in what went in. Lexers are lenient and
linear; for what a renderer would make of a broken source they give no promise.
"""

from importlib import import_module
from pathlib import PurePath
from typing import Literal

from firsthand.wording.material import Material

Kind = Literal["text", "markdown", "html", "subtitles"]

_KINDS: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".vtt": "subtitles",
    ".srt": "subtitles",
}


def kind_of(path: PurePath) -> Kind:
    """How a file's source is written, by its name."""
    return _KINDS.get(path.suffix.lower(), "text")


def material_of(text: str, kind: Kind = "text", *, language: str | None = None) -> Material:
    """Lex a source; `language` (BCP 47) is the one that it is declared to be in."""
    if kind == "text":
        return Material(text, language=language)
    return import_module(f"{__name__}.{kind}").lex(text, language)  # type: ignore[no-any-return]
