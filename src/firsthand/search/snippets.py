"""The part of a passage that shows why it was found, with what was found marked.

Works on the stored text of the few passages that are shown, in logical order; knows nothing of HTML or of direction.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from firsthand.search.analysis import (
    UNSPACED,
    WORD,
    Part,
    exact_of,
    parts,
    stems_of,
)
from firsthand.search.languages import KEPT_LETTERS, REPLACED_LETTERS, analysed_as
from firsthand.search.letters import fold, normalise, only_letters
from firsthand.search.plan import Marks
from firsthand.search.protocol import Piece

if TYPE_CHECKING:
    from firsthand.search.concepts import Recogniser

WHOLE = 320
"""A passage of so many characters is shown as it is."""
WINDOW = 260
"""Of a longer one, a window of about so many."""
READ = 20_000
"""Characters of a passage that are looked at."""
ELLIPSIS = "…"


Span = tuple[int, int, str]
"""Start, end and the token that matched."""


class Highlighter:
    """Cuts and marks the passages of one answer."""

    def __init__(self, marks: Marks, recogniser: "Recogniser | None" = None) -> None:
        """`recogniser`: what concepts are found by, where any are to be marked."""
        self._marks, self._recogniser = marks, recogniser
        self._words: dict[str, _MarkedWords] = {}

    def snippet(self, text: str, language: str) -> tuple[Piece, ...]:
        """The part to show of a passage in a language (BCP 47)."""
        found = self.spans(text[:READ], analysed_as(language))
        start, end = (0, len(text)) if len(text) <= WHOLE else _window(text, found)
        return tuple(_pieces(text, start, end, found))

    def whole(self, text: str, language: str) -> tuple[Piece, ...]:
        """All of a passage, for who takes it along."""
        return tuple(_pieces(text, 0, len(text), self.spans(text[:READ], analysed_as(language))))

    def spans(self, text: str, tag: str) -> list[Span]:
        """Where the marks occur in a text, in order and apart from one another."""
        words = self._words.get(tag)
        if words is None:
            words = self._words[tag] = _MarkedWords(self._marks, tag)
        found = [
            (at + start, at + end, token)
            for at, word in words.likely(text)
            if (marked := words[word])
            for start, end, token in marked
        ]
        for phrase in self._marks.phrases:
            found.extend(_phrase_spans(text, phrase))
        if self._recogniser and self._marks.concepts:
            found.extend(self._recogniser.spans(text, tag, self._marks.concepts))
        return _united(found)


class _MarkedWords(dict[str, tuple[Span, ...]]):
    """Written word of one language -> what is marked in it."""

    def __init__(self, marks: Marks, tag: str) -> None:
        super().__init__()
        self._marks, self._stems_of = marks, stems_of(tag)
        self._starts: list[str] | None = None
        """How words begin that may be marked, where that is known."""
        kept = KEPT_LETTERS.get(tag, 0)
        stems = {stem.partition(":")[2][:kept] for stem in marks.stems}
        self._heads: tuple[str, ...] = ("",)
        """How tokens begin that may be marked, as far as that is known."""
        if kept > 1:
            of_stems = (stem.partition(":")[2] for stem in marks.stems)
            self._heads = (*marks.exact, *(stem[: max(1, len(stem) - REPLACED_LETTERS)] for stem in of_stems))
        starts = {start[:2] for start in (*marks.exact, *marks.prefixes, *stems)}
        if kept and not any(_UNSPACED.match(start) for start in starts):
            self._starts = [start for start in starts if start[:1] not in starts - {start}]
        self._patterns: dict[bool, list[re.Pattern[str]]] = {}

    def likely(self, text: str) -> Iterator[tuple[int, str]]:
        """The words that may be marked, with where they stand. Most are ruled out by how they begin."""
        if self._starts is None:
            return ((word.start(), word[0]) for word in WORD.finditer(text))
        ascii_only = text.isascii()
        patterns = self._patterns.get(ascii_only)
        if patterns is None:
            patterns = self._patterns[ascii_only] = [_beginning(start, ascii_only) for start in self._starts]
        return _words_beginning(patterns, text)

    def __missing__(self, word: str) -> tuple[Span, ...]:
        token = exact_of[word]
        whole = word.isalnum() and (word.isascii() or only_letters(word)) and not token.startswith(self._marks.prefixes)
        found = self[word] = self._as_a_whole(word, token) if whole else tuple(self._find(word))
        return found

    def _as_a_whole(self, word: str, token: str) -> tuple[Span, ...]:
        """Of a word that is one token, which is less work than to take it apart."""
        if token in self._marks.exact:
            return ((0, len(word), token),)
        if not token.startswith(self._heads):
            return ()
        stems = self._stems_of[word]
        if stems in self._marks.stems:
            return ((0, len(word), stems),)
        return tuple((0, len(word), stem) for stem in stems.split(" ") if stem in self._marks.stems)[:1]

    def _find(self, word: str) -> Iterator[Span]:
        for part in parts(word):
            if part.token in self._marks.exact:
                yield part.start, part.end, part.token
                continue
            for prefix in self._marks.prefixes:
                if part.token.startswith(prefix):
                    # Of a pair of characters only the first may have been asked for.
                    end = part.start + 1 if part.paired and len(prefix) < len(part.token) else part.end
                    yield part.start, end, prefix
            for stem in self._stems_of[word[part.start : part.end]].split(" "):
                if stem in self._marks.stems:
                    yield part.start, part.end, stem
                    break


_UNSPACED = re.compile(f"[{UNSPACED}]")


def _words_beginning(patterns: Iterable[re.Pattern[str]], text: str) -> Iterator[tuple[int, str]]:
    """The words that may begin at certain places, with where they stand."""
    match = WORD.match
    for pattern in patterns:
        for beginning in pattern.finditer(text):
            at = beginning.start()
            if at == 0 or (before := text[at - 1]) < "\u0300" or unicodedata.category(before)[0] != "M":
                yield at, match(text, at)[0]  # type: ignore[index]  # a word begins there


@lru_cache(4_096)
def _beginning(start: str, ascii_only: bool) -> re.Pattern[str]:
    """Where words may begin with one or two folded letters, whatever their case and diacritics.

    Between them may stand what is no letter: a mark, a soft hyphen or an apostrophe. For texts of ASCII alone the
    pattern is much smaller.
    """

    def writings(letter: str) -> str:
        every = _writings().get(letter, letter)
        return "".join(filter(str.isascii, every)) if ascii_only else every

    first, here = writings(start[0]), "(?<![^\\W_].)"
    if not first:
        return re.compile("(?!)")
    if len(start) == 1:
        return re.compile(f"[{re.escape(first)}]{here}", re.DOTALL)
    # Stemmers write "dying" as "die".
    second = "".join(writings(letter) for letter in ("iy" if start[1] in "iy" else start[1]))
    single = "".join(letter for letter in first if len(fold(normalise(letter))) == 1)
    several = "".join(letter for letter in first if letter not in single)
    pattern = f"[{re.escape(single)}]{here}[{re.escape(second)}\\W]"
    return re.compile(f"{pattern}|[{re.escape(several)}]{here}" if several else pattern, re.DOTALL)


@cache
def _writings() -> dict[str, str]:
    """Folded letter -> the letters that are folded to it, or to something that begins with it."""
    found: dict[str, str] = {}
    for code in (*range(0x30, 0x2190), *range(0xA640, 0xA7FF), *range(0xFB00, 0xFB07), *range(0xFF10, 0xFF5B)):
        if chr(code).isalnum() and (folded := fold(normalise(chr(code)))):
            found[folded[0]] = found.get(folded[0], "") + chr(code)
    return found


def _phrase_spans(text: str, phrase: tuple[str, ...]) -> Iterator[Span]:
    if _UNSPACED.match(phrase[0]):
        tokens = list(_tokens(text, 0))
        begins = [tokens[at : at + len(phrase)] for at, token in enumerate(tokens) if token.token == phrase[0]]
    else:
        begins = [
            list(islice(_tokens(text, at), len(phrase)))
            for at, word in _words_beginning([_beginning(phrase[0][:2], text.isascii())], text)
            if exact_of[word].startswith(phrase[0])
        ]
    for tokens in begins:
        if len(tokens) == len(phrase) and all(token.token == word for token, word in zip(tokens, phrase, strict=True)):
            yield tokens[0].start, tokens[-1].end, " ".join(phrase)


def _tokens(text: str, start: int) -> Iterator[Part]:
    """The exact tokens of a text from a place on, and where they stand in it."""
    for match in WORD.finditer(text, start):
        token, at = exact_of[match[0]], match.start()
        if " " in token:
            yield from (part._replace(start=at + part.start, end=at + part.end) for part in parts(match[0]))
        elif token:
            yield Part(token, at, match.end())


def _united(found: list[Span]) -> list[Span]:
    """Overlapping spans become one."""
    if len(found) < 2:
        return found
    result: list[Span] = []
    for start, end, token in sorted(found):
        if result and start < result[-1][1]:
            before = result[-1]
            result[-1] = (before[0], max(end, before[1]), before[2])
        else:
            result.append((start, end, token))
    return result


def _window(text: str, found: list[Span]) -> tuple[int, int]:
    """Where most different tokens stand together, then most of them, then the earliest."""
    best, best_worth = (0, 0), (0, 0)
    last = 0
    for first, (start, _, _) in enumerate(found):
        last = max(last, first)
        while last + 1 < len(found) and found[last + 1][1] - start <= WINDOW:
            last += 1
        inside = found[first : last + 1]
        worth = (len({token for _, _, token in inside}), len(inside))
        if worth > best_worth:
            best, best_worth = (start, inside[-1][1]), worth
    start, end = best
    room = max(WINDOW - (end - start), 0)
    start = max(0, start - room // 3)
    end = min(len(text), max(end, start + WINDOW))
    start = max(0, min(start, end - WINDOW))
    return _at_words(text, start, end, best)


_EDGE = 40
"""How far the ends of a window move to stand between words."""


def _at_words(text: str, start: int, end: int, keep: tuple[int, int]) -> tuple[int, int]:
    """Move the ends of a window to white space nearby, never into what has to be seen."""
    if start > 0:
        space = re.compile(r"\s").search(text, start - 1, min(start + _EDGE, keep[0]))
        start = space.end() if space else _not_in_cluster(text, start)
    if end < len(text):
        space_at = max(text.rfind(" ", max(end - _EDGE, keep[1]), end + 1), text.rfind("\n", end - _EDGE, end + 1))
        end = space_at if space_at >= max(keep[1], start) and space_at > 0 else _not_in_cluster(text, end)
    return start, end


def _not_in_cluster(text: str, at: int) -> int:
    """Before the base character, where marks follow."""
    while 0 < at < len(text) and unicodedata.category(text[at])[0] == "M":
        at -= 1
    return at


def _pieces(text: str, start: int, end: int, found: list[Span]) -> Iterator[Piece]:
    at = start
    before = ELLIPSIS if start > 0 else ""
    for first, last, _ in found:
        if last <= start or first >= end:
            continue
        first, last = max(first, start), min(last, end)  # noqa: PLW2901
        if before or first > at:
            yield Piece(before + text[at:first])
            before = ""
        yield Piece(text[first:last], hit=True)
        at = last
    rest = before + text[at:end] + (ELLIPSIS if end < len(text) else "")
    if rest:
        yield Piece(rest)
