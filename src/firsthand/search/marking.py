"""Which words of a passage are marked: those that were asked for, in whatever form they stand there.

Most words are ruled out by how they begin, since to analyse them all would take longer than the search itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from firsthand.search.analysis import UNSPACED, WORD, exact_of, parts, stems_of
from firsthand.search.languages import KEPT_LETTERS, ONLY_ENDINGS, REPLACED_LETTERS
from firsthand.search.letters import fold, normalise, only_letters
from firsthand.search.plan import Marks

Span = tuple[int, int, str]
"""Start, end and the token that matched."""
UNSPACED_SIGN = re.compile(f"[{UNSPACED}]")


class MarkedWords(dict[str, tuple[Span, ...]]):
    """Written word of one language -> what is marked in it."""

    def __init__(self, marks: Marks, tag: str) -> None:
        super().__init__()
        self._marks, self._stems_of = marks, stems_of(tag)
        own = [stem for stem in marks.stems if stem.startswith(f"{tag}:")]
        self._starts: list[str] | None = None
        """How words begin that may be marked, where that is known."""
        self._heads: tuple[str, ...] | None = None
        """How tokens begin that may be marked, as far as that is known."""
        if tag in ONLY_ENDINGS:
            bare = [stem.removeprefix(f"{tag}:") for stem in own]
            heads = {*marks.exact, *marks.prefixes, *(stem[: max(1, len(stem) - REPLACED_LETTERS)] for stem in bare)}
            self._heads = tuple(head for head in heads if not any(map(head.startswith, heads - {head})))
        kept = KEPT_LETTERS.get(tag, 0)
        stems = {stem.partition(":")[2][:kept] for stem in own}
        starts = {start[:2] for start in (*marks.exact, *marks.prefixes, *stems)}
        if kept and not any(UNSPACED_SIGN.match(start) for start in starts):
            self._starts = [start for start in starts if start[:1] not in starts - {start}]
        self._patterns: dict[bool, list[re.Pattern[str]]] = {}

    def likely(self, text: str) -> Iterator[tuple[int, str]]:
        """The words that may be marked, with where they stand. Most are ruled out by how they begin."""
        if self._heads is not None and text.isascii():
            return _words_with_heads(self._heads, text)
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
        if self._heads is not None and not token.startswith(self._heads):
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


def _words_with_heads(heads: Iterable[str], text: str) -> Iterator[tuple[int, str]]:
    """The words of a text of ASCII whose tokens begin in one of some ways, with where they stand."""
    low, match = text.lower(), WORD.match
    for head in heads:
        at = low.find(head)
        while at >= 0:
            if at == 0 or not low[at - 1].isalnum():
                yield at, match(text, at)[0]  # type: ignore[index]  # a word begins there
            at = low.find(head, at + 1)
    if "'" in low:
        yield from ((word.start(), word[0]) for word in _WITH_APOSTROPHE.finditer(text))


_WITH_APOSTROPHE = re.compile(r"\w+(?:'\w+)+", re.ASCII)


def words_that_begin(start: str, text: str) -> Iterator[tuple[int, str]]:
    """The words of a text that may begin with a token, with where they stand."""
    if text.isascii():
        return _words_with_heads((start,), text)
    return _words_beginning([_beginning(start[:2], ascii_only=False)], text)


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
