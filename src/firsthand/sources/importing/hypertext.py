"""Texts of web pages as files that people can edit: Markdown where it can say everything, else plain HTML.

It knows nothing of records; `cleaning` knows what WordPress and its like write.
"""

import re
from html import escape

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|^$])")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_BEGINNING = re.compile(r"^(\s*)([#+\-=:>]|\d{1,9}(?=[.)]))", re.MULTILINE)


def headed(title: str, body: str, ending: str, language: str) -> str:
    """A text under its title, as a whole file."""
    if ending == ".md":
        return f"# {escaped(title)}\n\n{body.strip()}\n"
    head = f'<meta charset="utf-8">\n<title>{escape(title)}</title>'
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n{head}\n</head>\n<body>\n<main>\n'
        f"<h1>{escape(title)}</h1>\n{body.strip()}\n</main>\n</body>\n</html>\n"
    )


def escaped(text: str) -> str:
    """Words as Markdown that says just them."""
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", text))


def beginning(text: str) -> str:
    """A paragraph of Markdown whose first signs are taken for nothing else than words."""

    def mark(match: re.Match[str]) -> str:
        sign = match[2]
        return f"{match[1]}{sign}" if sign.isdigit() else f"{match[1]}\\{sign}"

    marked = _BEGINNING.sub(mark, text)
    return re.sub(r"^(\s*\d{1,9})([.)])", r"\1\\\2", marked, flags=re.MULTILINE)
