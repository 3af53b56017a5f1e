"""The part of a passage that shows why it was found, with what was found marked.

Works on the stored text of the few passages that are shown, in logical order; knows nothing of HTML or of direction.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from firsthand.search.analysis import WORD, Part, exact_of, parts, stems_of
from firsthand.search.languages import KEEPING_INITIALS, analysed_as
from firsthand.search.plan import Marks
from firsthand.search.protocol import Piece

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

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._matches: dict[str, _Matches] = {}

    def snippet(self, text: str, language: str) -> tuple[Piece, ...]:
        """The part to show of a passage in a language (BCP 47)."""
        found = self.spans(text[:READ], analysed_as(language))
        start, end = (0, len(text)) if len(text) <= WHOLE else _window(text, found)
        return tuple(_pieces(text, start, end, found))

    def spans(self, text: str, tag: str) -> list[Span]:
        """Where the marks occur in a text, in order and apart from one another."""
        matches = self._matches.get(tag)
        if matches is None:
            matches = self._matches[tag] = _Matches(self._marks, tag)
        words = WORD.findall(text)
        marked = {word: token for word in set(words) if (token := matches[word])}
        found: list[Span] = []
        at = 0
        for word in words if marked else ():
            at = text.find(word, at)
            if word in marked:
                found.append((at, at + len(word), marked[word]))
            at += len(word)
        if not (self._marks.phrases or self._marks.prefixes):
            return found
        tokens = _tokens(text, words)
        found.extend(_phrase_spans(tokens, self._marks.phrases))
        found.extend(_prefix_spans(tokens, self._marks.prefixes))
        return _united(found)


class _Matches(dict[str, str]):
    """Written word -> the token for which it is marked, or nothing."""

    def __init__(self, marks: Marks, tag: str) -> None:
        super().__init__()
        self._exact, self._stems, self._stems_of = marks.exact, marks.stems, stems_of(tag)
        self._initials = {token[0] for token in marks.exact} | {stem.partition(":")[2][:1] for stem in marks.stems}
        self._by_initial = tag in KEEPING_INITIALS

    def __missing__(self, word: str) -> str:
        token = "" if self._by_initial and self._begins_otherwise(word) else self._match(word)
        self[word] = token
        return token

    def _begins_otherwise(self, word: str) -> bool:
        """Most words are ruled out by their first letter, which is a great deal faster than analysing them."""
        return word.isascii() and word.isalnum() and word[0].lower() not in self._initials

    def _match(self, word: str) -> str:
        token = exact_of[word]
        if token in self._exact:
            return token
        return next((stem for stem in self._stems_of[word].split(" ") if stem in self._stems), "")


def _tokens(text: str, words: list[str]) -> list[Part]:
    """The exact tokens of a text and where they stand in it."""
    tokens: list[Part] = []
    at = 0
    for word in words:
        at = text.find(word, at)
        token = exact_of[word]
        if " " in token:
            of_word = parts(word)
            tokens += [part._replace(start=at + part.start, end=at + part.end) for part in of_word]
        elif token:
            tokens.append(Part(token, at, at + len(word)))
        at += len(word)
    return tokens


def _prefix_spans(tokens: list[Part], prefixes: tuple[str, ...]) -> Iterator[Span]:
    for part in tokens:
        for prefix in prefixes:
            if part.token.startswith(prefix):
                # Of a pair of characters only the first may have been asked for.
                end = part.start + 1 if part.paired and len(prefix) < len(part.token) else part.end
                yield part.start, end, prefix


def _phrase_spans(tokens: list[Part], phrases: Iterable[tuple[str, ...]]) -> Iterator[Span]:
    written = [part.token for part in tokens]
    for phrase in phrases:
        for at in range(len(written) - len(phrase) + 1):
            if written[at] == phrase[0] and tuple(written[at : at + len(phrase)]) == phrase:
                yield tokens[at].start, tokens[at + len(phrase) - 1].end, " ".join(phrase)


def _united(found: list[Span]) -> list[Span]:
    """Overlapping spans become one."""
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
