"""What has changed between two wordings of a text: whole paragraphs, and inside the others words taken out and put in.

Nothing is lost in it: what is the same and what was taken out make up the earlier wording again, letter by letter, and
what is the same and what was put in the later one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from msgspec import Struct

from firsthand.catalogue.records import Wording

ALIKE = 0.4
"""From this share of common words on two paragraphs are one that has changed, and not two."""
MOST_MEETINGS = 100_000
"""Pairs of equal words in two paragraphs, which is what comparing them costs; some 2,500 words of any text have fewer.
Paragraphs with more of them stand as taken out and put in."""
MOST_PAIRS = 40_000
"""Of paragraphs that may have become one another; more of them stand as taken out and put in."""

_IDEOGRAPHS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_SYLLABIC = r"\u0e01-\u0e5b\u0e80-\u0edf\u1000-\u109f\u1780-\u17dd"
"""Thai, Lao, Burmese and Khmer, which set no space between words."""
_LEADING = r"\u0e40-\u0e44\u0ec0-\u0ec4"
_ADDED = r"\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1060\u17b4-\u17d3\u17dd"
_JOINING = r"\u1039\u17d2"
_TOKEN = re.compile(
    rf"\s+|[{_IDEOGRAPHS}]|[{_LEADING}]?[{_SYLLABIC}](?:[{_JOINING}][{_SYLLABIC}]|[{_ADDED}])*"
    rf"|[^\s{_IDEOGRAPHS}{_SYLLABIC}]+"
)
"""White space, an ideograph, a letter with the signs around it, or whatever stands between white space."""
_AROUND = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


class Mark(StrEnum):
    SAME = "same"
    OUT = "out"
    IN = "in"


class Span(Struct, frozen=True):
    mark: Mark
    text: str


class Line(Struct, frozen=True):
    """A paragraph, or the title, of one wording or of both."""

    spans: tuple[Span, ...]

    @property
    def changed(self) -> bool:
        return any(span.mark is not Mark.SAME for span in self.spans)

    def without(self, mark: Mark) -> str:
        """As it was before (without IN), or as it is now (without OUT); empty where there is no such paragraph."""
        return "".join(span.text for span in self.spans if span.mark is not mark)


def redline(before: Wording, after: Wording) -> tuple[Line, ...]:
    """The title first, then the paragraphs, in the order of reading."""
    title = compare(before.title, after.title)
    return (title, *_paragraphs(before.paragraphs, after.paragraphs))


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, here, here_end, there, there_end in matcher.get_opcodes():
        if kind == "equal":
            yield from (Line((Span(Mark.SAME, text),)) for text in before[here:here_end])
        else:
            yield from _replaced(before[here:here_end], after[there:there_end])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Paragraphs that became one another beside each other; the others stand alone, those taken out first."""
    here = there = 0
    for one, other in (*_pairs(before, after), (len(before), len(after))):
        yield from (Line((Span(Mark.OUT, text),)) for text in before[here:one])
        yield from (Line((Span(Mark.IN, text),)) for text in after[there:other])
        if one < len(before) and other < len(after):
            yield compare(before[one], after[other])
        here, there = one + 1, other + 1


def _pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs that keep the order of both and have the most words in common."""
    if not before or not after or len(before) * len(after) > MOST_PAIRS:
        return []
    bags = [_words(text) for text in before], [_words(text) for text in after]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    alike = [[_alike(one, other) for other in bags[1]] for one in bags[0]]
    for one in range(len(before) - 1, -1, -1):
        for other in range(len(after) - 1, -1, -1):
            paired = best[one + 1][other + 1] + alike[one][other] if alike[one][other] >= ALIKE else 0.0
            best[one][other] = max(paired, best[one + 1][other], best[one][other + 1])
    found, one, other = [], 0, 0
    while one < len(before) and other < len(after):
        if best[one][other] == best[one + 1][other]:
            one += 1
        elif best[one][other] == best[one][other + 1]:
            other += 1
        else:
            found.append((one, other))
            one, other = one + 1, other + 1
    return found


def _words(text: str) -> Counter[str]:
    return Counter(token for token in tokens(text.casefold()) if not token.isspace())


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of common words among all (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def compare(before: str, after: str, cut: Callable[[str], Iterable[str]] | None = None) -> Line:
    """Two wordings of one paragraph, word by word; `cut` gives the words of a text where others are wanted."""
    cut = cut or tokens
    if before == after:
        return Line((Span(Mark.SAME, before),) if before else ())
    old, new = list(cut(before)), list(cut(after))
    here, there = Counter(old), Counter(new)
    if sum(count * there[token] for token, count in here.items() if not token.isspace()) > MOST_MEETINGS:
        return Line(tuple(_spans([(Mark.OUT, before), (Mark.IN, after)])))
    found: list[tuple[Mark, str]] = []
    # white space is only the same where a word beside it is
    for kind, start, end, begin, stop in SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append((Mark.SAME, "".join(old[start:end])))
        else:
            found += [(Mark.OUT, "".join(old[start:end])), (Mark.IN, "".join(new[begin:stop]))]
    return Line(tuple(_spans(found)))


def tokens(text: str) -> Iterator[str]:
    """Words, white space, and the signs before and after a word."""
    for token in _TOKEN.findall(text):
        parted = _AROUND.match(token)
        yield from filter(None, parted.groups() if parted and parted[2] else (token,))


def _spans(found: Sequence[tuple[Mark, str]]) -> Iterator[Span]:
    """What changes in one place as one change: white space between two changes is taken along by both."""
    out = put = ""
    for place, (mark, text) in enumerate(found):
        more = place + 1 < len(found)
        if mark is Mark.SAME and not (text.isspace() and (out or put) and more):
            yield from _change(out, put)
            out = put = ""
            yield Span(mark, text)
        else:
            out += text if mark is not Mark.IN else ""
            put += text if mark is not Mark.OUT else ""
    yield from _change(out, put)


def _change(out: str, put: str) -> Iterator[Span]:
    if out:
        yield Span(Mark.OUT, out)
    if put:
        yield Span(Mark.IN, put)
