"""Markdown (CommonMark with tables, footnotes, front matter), as far as a check of words needs it."""

import re

from firsthand.wording.markup.html import CHARACTER, COMMENT, TAG, character
from firsthand.wording.material import Hidden, Material
from firsthand.wording.model import Zone

_FRONT = re.compile(r"\A---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n|\Z)", re.MULTILINE)
_LINE = re.compile(
    r"^[ ]{0,3}(?:(?P<quotation>>)|(?P<title>#{1,6}[ \t])|(?P<address>\[[^\]\n]+\]:[ \t]*<?\S*)).*$", re.MULTILINE
)
_LINES: dict[str, Zone] = {"quotation": "quotation", "title": "title", "address": "address"}
_INLINE = re.compile(
    r"(?P<code>(?P<ticks>`+)(?:[^`]|(?!(?P=ticks))`+){0,500}?(?P=ticks)(?!`))"
    rf"|(?P<comment>{COMMENT})"
    r"|(?P<auto><(?:https?|mailto):[^<>\s]*>)"
    rf"|(?P<tag>{TAG})"
    rf"|(?P<character>{CHARACTER})"
    r"|(?P<target>\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)|\]\[[^\]\n]*\])"
    r"|(?P<mark>!?\[(?!\^)|\*+|~~|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)|\\(?=[!-/:-@\[-`{-~]))"
)


def lex(text: str, language: str | None) -> Material:
    zones = _blocks(text)
    hidden: list[Hidden] = []
    inline: list[tuple[int, int, Zone]] = []
    at = 0
    code = [(start, end) for start, end, zone in zones if zone == "code"]
    for start, end in [*code, (len(text), len(text))]:
        for found in _INLINE.finditer(text, at, start):
            _take(found, hidden, inline)
        at = end
    return Material(text, tuple(hidden), zones=_sorted(zones, inline), language=language)


def _take(found: re.Match[str], hidden: list[Hidden], inline: list[tuple[int, int, Zone]]) -> None:
    start, end = found.span()
    match found.lastgroup:
        case "ticks" | "code":
            inline.append((start, end, "code"))
        case "comment":
            hidden.append((start, end, "."))
        case "auto":
            hidden.append((start, end, "."))
        case "character":
            hidden.append((start, end, character(found[0])))
        case _:
            hidden.append((start, end, ""))


def _blocks(text: str) -> list[tuple[int, int, Zone]]:
    """Front matter, fenced code, quotations, headings and link definitions, in order."""
    zones: list[tuple[int, int, Zone]] = []
    at = 0
    if front := _FRONT.match(text):
        zones.append((0, front.end(), "code"))
        at = front.end()
    while fence := _FENCE.search(text, at):
        _lines(text, at, fence.start(), zones)
        closing = re.compile(rf"^ {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}[ \t]*$", re.MULTILINE)
        closed = closing.search(text, fence.end())
        at = closed.end() if closed else len(text)
        zones.append((fence.start(), at, "code"))
    _lines(text, at, len(text), zones)
    return zones


def _lines(text: str, start: int, end: int, zones: list[tuple[int, int, Zone]]) -> None:
    found = (line for line in _LINE.finditer(text, start, end) if line.lastgroup)
    zones.extend((line.start(), line.end(), _LINES[line.lastgroup or ""]) for line in found)


def _sorted(
    blocks: list[tuple[int, int, Zone]], inline: list[tuple[int, int, Zone]]
) -> tuple[tuple[int, int, Zone], ...]:
    """Both in order, without overlaps: a block is cut where code stands in it."""
    found: list[tuple[int, int, Zone]] = []
    for start, end, zone in sorted([*blocks, *inline], key=lambda z: (z[0], -z[1])):
        if found and found[-1][1] > start:
            outer_start, outer_end, outer = found.pop()
            if outer == "code":
                found.append((outer_start, outer_end, outer))
                continue
            found += [(outer_start, start, outer), (start, end, zone), (end, outer_end, outer)]
        else:
            found.append((start, end, zone))
    return tuple(zone for zone in found if zone[0] < zone[1])
