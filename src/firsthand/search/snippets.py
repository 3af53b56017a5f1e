"""The part of a passage that shows why it was found, with what was found marked.

Works on the stored text of the few passages that are shown, in logical order; knows nothing of HTML or of direction.
"""

import re
from collections.abc import Iterable, Iterator

from firsthand.search.analysis import exact_forms, parts, stem_forms, written_words
from firsthand.search.languages import analysed_as
from firsthand.search.plan import Marks
from firsthand.search.protocol import Piece

WHOLE = 320
"""A passage of so many characters is shown as it is."""
WINDOW = 260
"""Of a longer one, a window of about so many."""
READ = 20_000
"""Characters of a passage that are looked at."""
ELLIPSIS = "…"

Span = tuple[int, int]


def snippet(text: str, language: str, marks: Marks) -> tuple[Piece, ...]:
    """Cut and mark a passage in a language (BCP 47)."""
    found = spans(text[:READ], analysed_as(language), marks)
    if len(text) <= WHOLE:
        return tuple(_pieces(text, 0, len(text), found))
    start, end = _window(text, found)
    return tuple(_pieces(text, start, end, found))


def spans(text: str, tag: str, marks: Marks) -> list[tuple[int, int, str]]:
    """Where the marks occur, in order and apart from one another, each with the token that matched."""
    tokens: list[tuple[str, int, int]] = []
    found: list[tuple[int, int, str]] = []
    for match in written_words(text):
        word = match[0]
        hit = _matches(word, tag, marks)
        if hit:
            found.append((*match.span(), hit))
        if marks.phrases or marks.prefixes:
            of_word = parts(word)
            tokens.extend((part.token, match.start() + part.start, match.start() + part.end) for part in of_word)
    found.extend(_phrase_spans(tokens, marks.phrases))
    found.extend((a, b, prefix) for token, a, b in tokens for prefix in marks.prefixes if token.startswith(prefix))
    return _united(found)


def _matches(word: str, tag: str, marks: Marks) -> str | None:
    for token in exact_forms(word):
        if token in marks.exact:
            return token
    for stem in stem_forms(word, tag):
        if stem in marks.stems:
            return stem
    return None


def _phrase_spans(
    tokens: list[tuple[str, int, int]], phrases: Iterable[tuple[str, ...]]
) -> Iterator[tuple[int, int, str]]:
    written = [token for token, _, _ in tokens]
    for phrase in phrases:
        for at in range(len(written) - len(phrase) + 1):
            if written[at] == phrase[0] and tuple(written[at : at + len(phrase)]) == phrase:
                yield tokens[at][1], tokens[at + len(phrase) - 1][2], " ".join(phrase)


def _united(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Overlapping spans become one."""
    result: list[tuple[int, int, str]] = []
    for start, end, token in sorted(found):
        if result and start < result[-1][1]:
            before = result[-1]
            result[-1] = (before[0], max(end, before[1]), before[2])
        else:
            result.append((start, end, token))
    return result


def _window(text: str, found: list[tuple[int, int, str]]) -> Span:
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


def _at_words(text: str, start: int, end: int, keep: Span) -> Span:
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
    import unicodedata

    while 0 < at < len(text) and unicodedata.category(text[at])[0] == "M":
        at -= 1
    return at


def _pieces(text: str, start: int, end: int, found: list[tuple[int, int, str]]) -> Iterator[Piece]:
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
