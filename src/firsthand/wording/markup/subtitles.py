"""Captions and subtitles (WebVTT, SubRip): what is said runs on from cue to cue."""

import re

from firsthand.wording.markup.html import CHARACTER, character
from firsthand.wording.material import Hidden, Material

_TIME = r"(?:\d+:)?\d{1,2}:\d\d[.,]\d{3}"
_CUE = re.compile(
    rf"(?P<head>\A\ufeff?WEBVTT[^\n]*(?:\n(?!\r?\n)[^\n]*)*)"
    r"|(?P<note>(?:(?<=\n\n)|(?<=\n\r\n))(?:NOTE|STYLE|REGION)\b(?:[^\n]*\n(?!\r?\n))*[^\n]*)"
    rf"|(?P<time>(?:\A|\s*\n)(?:[^\n]*\n)?[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*(?:\n|\Z))"
    r"|(?P<tag></?[a-zA-Z][^<>\n]*>|<[\d:.]+>|\{\\[^{}\n]*\})"
    rf"|(?P<character>{CHARACTER})"
)


def lex(text: str, language: str | None) -> Material:
    hidden: list[Hidden] = []
    for found in _CUE.finditer(text):
        start, end = found.span()
        match found.lastgroup:
            case "time":
                hidden.append((start, end, " "))
            case "tag":
                hidden.append((start, end, "." if found[0].startswith("<v") else ""))
            case "character":
                hidden.append((start, end, character(found[0])))
            case _:
                hidden.append((start, end, "."))
    return Material(text, tuple(hidden), lines=False, language=language)
