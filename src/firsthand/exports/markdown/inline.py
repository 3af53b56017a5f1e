"""Runs of a document as Markdown (CommonMark 0.31, footnotes as in GitHub's): all that is text is escaped here.

Where asterisks would not be understood, as between letters or beside each other, HTML's own tags stand for them.
"""

import re
import unicodedata
from collections.abc import Mapping
from html import escape as html_escape

from firsthand.documents.model import Run, Runs
from firsthand.exports.inline import SAFE

_ALWAYS = re.compile(r"([\\`*\[\]<|~])")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BEFORE_LINK = re.compile(r"[!^](?=\\\[|$)")
_START = re.compile(r"(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|[-=]+\s*$|(?:-\s*){3,}$|>|:(?:\s|$))")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_UNSAFE = re.compile(r"[()<>\s\\|\[\]]")


class Links:
    """Where the marks and links of a text lead."""

    def __init__(self, labels: Mapping[str, str], slugs: Mapping[str, str]) -> None:
        self.labels = labels
        """Id of a note -> the label of its definition."""
        self.slugs = slugs
        """Anchor of a heading -> the name by which Markdown reaches it."""


def line_start(line: str) -> str:
    """A line of text that nothing takes for the beginning of a heading, a list or a rule."""
    if _START.match(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def written(runs: Runs, links: Links, *, lines: bool = True) -> str:
    """Runs as one paragraph. `lines` False keeps them on one line, as cells and headings need."""
    out = ""
    for place, run in enumerate(runs):
        after = runs[place + 1] if place + 1 < len(runs) else None
        out += _run(run, out, "" if after is None else "[" if after.note else after.text[:1], links)
    out = out.strip()
    if not lines:
        return out.replace("\n", "<br>")
    return "\\\n".join(line_start(line.strip()) for line in out.split("\n") if line.strip())


def _run(run: Run, before: str, after: str, links: Links) -> str:
    if run.note is not None:
        label = links.labels.get(run.note)
        return f"[^{label}]" if label else f"<sup>{_escaped(run.text)}</sup>"
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    words = run.text.strip()
    trail = run.text[len(lead) + len(words) :]
    if not words:
        return run.text
    address = _address(run.href, links)
    shown = _styled(run, words, before + lead, trail or after, linked=bool(address))
    if address:
        shown = f"[{shown}]({address})"
    elif not lead and re.search(r"\[\^[^\]]+\]$", before) and shown[0] in "(:":
        shown = "\\" + shown  # else the mark before it would begin a link, or a note
    return lead + shown + trail


def _styled(run: Run, words: str, before: str, after: str, *, linked: bool) -> str:
    if run.code:
        simple = not re.search(r"[`\n|]", words) and not before.endswith("`")
        shown = f"`{words}`" if simple else f"<code>{_escaped(words)}</code>"
    else:
        shown = _escaped(words)
    if run.superscript or run.subscript:
        tag = "sup" if run.superscript else "sub"
        shown = f"<{tag}>{shown}</{tag}>"
    stars = "*" * (2 * run.strong + run.emphasis)
    if not stars:
        return shown
    if shown[0].isalnum() and shown[-1].isalnum() and (linked or (_parts(before[-1:]) and _parts(after[:1]))):
        return f"{stars}{shown}{stars}"
    shown = f"<em>{shown}</em>" if run.emphasis else shown
    return f"<strong>{shown}</strong>" if run.strong else shown


def _parts(sign: str) -> bool:
    """Whether emphasis can begin after a sign, and end before it, whatever stands inside."""
    return not sign or sign.isspace() or (sign not in "*_`\\" and unicodedata.category(sign)[0] in "PS")


def _escaped(words: str) -> str:
    words = _ENTITY.sub(r"\\&", _UNDERSCORE.sub(r"\\_", _ALWAYS.sub(r"\\\1", words)))
    return _BEFORE_LINK.sub(r"\\\g<0>", words)


def _address(href: str | None, links: Links) -> str | None:
    if href and href.startswith("#"):
        slug = links.slugs.get(href[1:])
        return f"#{slug}" if slug else None
    if not href or not SAFE.match(href):
        return None
    return _UNSAFE.sub(lambda sign: f"%{ord(sign.group()):02X}", href)


def as_html(runs: Runs) -> str:
    """The words of runs, for a place in which Markdown is not read."""
    return "".join(html_escape(run.text).replace("\n", "<br>") for run in runs if run.note is None)
