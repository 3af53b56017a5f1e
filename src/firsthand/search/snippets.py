"""The part of a passage that shows why it was found, with what was found marked.

Works on the stored text of the few passages that are shown, in logical order; knows nothing of HTML or of direction.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from firsthand.search.analysis import WORD, Part, exact_of, parts
from firsthand.search.languages import analysed_as
from firsthand.search.marking import UNSPACED_SIGN, MarkedWords, Span, words_that_begin
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


class Highlighter:
    """Cuts and marks the passages of one answer."""

    def __init__(self, marks: Marks, recogniser: "Recogniser | None" = None) -> None:
        """`recogniser`: what concepts are found by, where any are to be marked."""
        self._marks, self._recogniser = marks, recogniser
        self._words: dict[str, MarkedWords] = {}

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
            words = self._words[tag] = MarkedWords(self._marks, tag)
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


def _phrase_spans(text: str, phrase: tuple[str, ...]) -> Iterator[Span]:
    if UNSPACED_SIGN.match(phrase[0]):
        tokens = list(_tokens(text, 0))
        begins = [tokens[at : at + len(phrase)] for at, token in enumerate(tokens) if token.token == phrase[0]]
    else:
        begins = [
            list(islice(_tokens(text, at), len(phrase)))
            for at, word in words_that_begin(phrase[0], text)
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
