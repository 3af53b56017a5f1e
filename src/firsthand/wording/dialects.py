"""Texts that are nearly plain: which parts of reStructuredText, LaTeX and gettext catalogues are no prose.

Each is a list of what stands apart from prose; all else is read as plain text. Lenient and linear.
"""

import re
from pathlib import PurePath

from firsthand.wording.material import Hidden, Material
from firsthand.wording.model import Zone

_RST = re.compile(
    r"(?P<code>"
    r"^[ \t]*\.\.[ \t]+(?:[\w:-]{1,80}::|\|[^|\n]{1,200}\||_[^\n:]{0,200}:).*"  # directives, substitutions, targets
    r"|^[ \t]*:[\w -]{1,80}:(?=[ \t]|$)[^\n`]*$"  # options and fields
    r"|``[^`\n]{1,500}``"
    r"|:[\w:.+-]{1,80}:`[^`\n]{0,500}`"  # roles
    r"|`[^`\n<]{0,500}<[^>\n]{0,500}>`__?"
    r")|(?P<mark>\*\*?|(?<!`)`(?!`)_{0,2})",
    re.MULTILINE,
)
_LITERAL = re.compile(
    r"^(?:(?![ \t]*\.\.[ \t])[^\n]*::|[ \t]*\.\.[ \t]+(?:code|code-block|sourcecode|math|raw)::[^\n]*)[ \t]*\r?\n"
    r"(?:[ \t]+:[^\n]*\n)*(?:[ \t]*\r?\n)+(?P<block>(?:[ \t]+[^\n]*\n?|\r?\n)+)",
    re.MULTILINE,
)

_TEX = re.compile(
    r"(?P<code>(?<!\\)%[^\n]*"
    r"|\\begin\{(?P<name>verbatim|lstlisting|equation|align|tikzpicture)\*?\}(?:(?!\\end\{(?P=name)).){0,20000}"
    r"|\$[^$\n]{1,300}\$"
    r"|\\(?:cite\w{0,20}|ref|eqref|label|url|href|input|include|includegraphics|usepackage|documentclass|bibliography)\*?"
    r"(?:\[[^\]\n]{0,200}\]){0,2}\{[^}\n]{0,500}\})"
    r"|(?P<reference>\\begin\{thebibliography\}.*)"
    r"|(?P<space>~)"
    r"|(?P<mark>\\(?:begin|end)\{\w{1,40}\*?\}|\\[A-Za-z]{1,40}\*?(?:\[[^\]\n]{0,200}\])?\{?|[{}])",
    re.DOTALL,
)

_LINES = r"\"[^\n]*(?:\n\"[^\n]*)*"
"""A string of a catalogue, on as many lines as it has."""
_PO = re.compile(
    r"(?P<code>^\#[^\n]*$"
    rf"|^msgctxt[ \t]+{_LINES}"
    rf"|^msgid(?:_plural)?[ \t]+{_LINES}"
    rf"(?=(?:\nmsgid_plural[ \t]+{_LINES})?\nmsgstr(?:\[0\])?[ \t]+\"(?:[^\"\n]|\"\n\"[^\"\n]))"
    r"|^\"[A-Z][\w-]*:[^\n]*\"$)"
    r"|(?P<part>\"[ \t]*\r?\n\")"
    r"|(?P<mark>^(?:msgid|msgid_plural|msgstr(?:\[\d\])?)[ \t]+\"|\"$)"
    r"|(?P<space>\\n)",
    re.MULTILINE,
)
"""What is translated already is the translator's original, whose words are not theirs to choose."""

_DIALECTS = {".rst": _RST, ".tex": _TEX, ".po": _PO, ".pot": _PO}
_ZONES: dict[str, Zone] = {"code": "code", "reference": "reference"}


def material_in(text: str, path: PurePath, language: str | None = None) -> Material:
    """Tell prose from what stands beside it, by the file's name."""
    suffix = path.suffix.lower()
    hidden: list[Hidden] = []
    zones: list[tuple[int, int, Zone]] = []
    at = 0
    literal = [found.span("block") for found in _LITERAL.finditer(text)] if suffix == ".rst" else []
    for start, end in [*literal, (len(text), len(text))]:
        for found in _DIALECTS[suffix].finditer(text, at, start):
            if found.end() > found.start():
                _take(found, hidden, zones)
        if end > start:
            zones.append((start, end, "code"))
        at = end
    return Material(text, tuple(hidden), zones=tuple(zones), language=language)


def _take(found: re.Match[str], hidden: list[Hidden], zones: list[tuple[int, int, Zone]]) -> None:
    kind = next(name for name in ("code", "reference", "space", "part", "mark") if found.groupdict().get(name))
    if kind in _ZONES:
        zones.append((*found.span(), _ZONES[kind]))
    else:
        hidden.append((*found.span(), " " if kind == "space" else ""))
