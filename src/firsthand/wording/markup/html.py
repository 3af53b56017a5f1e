"""HTML source (WHATWG HTML), as far as a check of words needs it: nothing is parsed into a tree, or put right."""

import re
from html import unescape

from firsthand.wording.material import Hidden, Material
from firsthand.wording.model import Zone

TAG = r"</?[a-zA-Z][a-zA-Z0-9:-]*(?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,500}>"
COMMENT = r"<!--[\s\S]*?(?:-->|\Z)"
CHARACTER = r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"

_PIECE = re.compile(rf"(?P<comment>{COMMENT}|<[!?][^>]*>)|(?P<tag>{TAG})|(?P<character>{CHARACTER})")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
_HEADING = re.compile("h[1-6]")
_LANGUAGE = re.compile(r"\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z0-9-]+)")

_WITHIN = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins")
) | frozenset(
    (
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
"""Elements that stand inside of a sentence, even of a word."""
_RAW = frozenset(["script", "style", "template", "noscript", "svg", "math", "textarea"])
_ZONES: dict[str, Zone] = {
    **dict.fromkeys(["blockquote", "q"], "quotation"),
    **dict.fromkeys(["code", "kbd", "samp", "var", "pre", "tt", *_RAW], "code"),
    **dict.fromkeys(["h1", "h2", "h3", "h4", "h5", "h6", "title"], "title"),
    "cite": "reference",
    "dfn": "mention",
    "address": "address",
}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def character(reference: str) -> str:
    """The character of a reference such as "&eacute;"; "." for what isn't one."""
    found = unescape(reference)
    return found if len(found) == 1 else "."


def lex(text: str, language: str | None) -> Material:
    lexer = _Lexer(len(text))
    for piece in _PIECE.finditer(text):
        lexer.take(piece)
    lexer.end(len(text))
    return Material(
        text,
        tuple(lexer.hidden),
        tuple(lexer.breaks),
        headings=tuple(lexer.headings),
        lines=False,
        zones=tuple(lexer.zones),
        languages=tuple(lexer.languages),
        language=language,
    )


class _Lexer:
    def __init__(self, length: int) -> None:
        self.hidden: list[Hidden] = []
        self.breaks: list[int] = []
        self.headings: list[tuple[int, int, int]] = []
        self.zones: list[tuple[int, int, Zone]] = []
        self.languages: list[tuple[int, int, str]] = []
        self._length = length
        self._open: list[tuple[str, Zone | None, str | None]] = []
        """Elements that are open and have a zone or a language: their names and what held around them."""
        self._zone: Zone | None = None
        self._zone_from = 0
        self._language: str | None = None
        self._language_from = 0
        self._heading_from = 0

    def take(self, piece: re.Match[str]) -> None:
        start, end = piece.span()
        if piece.lastgroup == "character":
            self.hidden.append((start, end, character(piece[0])))
            return
        if piece.lastgroup == "comment":
            self.hidden.append((start, end, "."))
            return
        name = _NAME.match(piece[0])[1].lower()  # type: ignore[index]
        within = name in _WITHIN
        self.hidden.append((start, end, "" if within else " " if name == "br" else "."))
        if not within and name != "br":
            self.breaks.append(start)
        if piece[0].startswith("</"):
            if _HEADING.fullmatch(name):
                self.headings.append((self._heading_from, start, int(name[1])))
            self._close(name, start)
        elif _HEADING.fullmatch(name):
            self._heading_from = end
            self._begin(name, piece[0], end)
        elif name not in _VOID and not piece[0].endswith("/>"):
            self._begin(name, piece[0], end)

    def _begin(self, name: str, tag: str, at: int) -> None:
        zone = _ZONES.get(name)
        spoken = _LANGUAGE.search(tag)
        if zone is None and spoken is None:
            if self._open and self._open[-1][0] == name:
                self._open.append((name, self._zone, self._language))
            return
        self._open.append((name, self._zone, self._language))
        if zone and self._zone != "code":
            self._turn(zone, at)
        if spoken:
            self._speak(spoken[1], at)

    def _close(self, name: str, at: int) -> None:
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 30), -1):
            if self._open[depth][0] == name:
                _, zone, language = self._open[depth]
                del self._open[depth:]
                self._turn(zone, at)
                self._speak(language, at)
                return

    def end(self, length: int) -> None:
        self._turn(None, length)
        self._speak(None, length)

    def _turn(self, zone: Zone | None, at: int) -> None:
        if zone != self._zone:
            if self._zone and self._zone_from < at:
                self.zones.append((self._zone_from, at, self._zone))
            self._zone, self._zone_from = zone, at

    def _speak(self, language: str | None, at: int) -> None:
        if language != self._language:
            if self._language and self._language_from < at:
                self.languages.append((self._language_from, at, self._language))
            self._language, self._language_from = language, at
