"""What stands above a paragraph: chapters, articles, titles in braces, in ranks of their own.

The levels that a file's headings have are a hint only: in PDFs two articles of one draft often have different ones.
"""

import re

from msgspec import Struct

from firsthand.negotiations.labels import Kind, ordinal, read_article, read_labels, roman
from firsthand.negotiations.structure import any_of, structure

CHAPTER, ARTICLE, TITLE, BRACED = range(4)
"""Ranks, from the outermost on."""
_BRACED = re.compile(r"[\[\s]*\{[^{}]{1,120}\}\s*:?[\]\s]*")
_MOST_WORDS = 40
_FEW_WORDS = 12


class Heading(Struct):
    """One of those that stand above the paragraphs to come."""

    text: str
    rank: int
    level: int
    number: str = ""
    page: int | None = None
    used: bool = False
    """Whether a paragraph stands under it."""


def is_title(text: str, language: str | None) -> bool:
    """Whether what a file calls a heading is one: negotiated paragraphs are often set as such."""
    if read_article(text, language, heading=True):
        return True
    bare, words = text.rstrip("]) "), len(text.split())
    if words > _MOST_WORDS or bare.endswith((",", ";")):
        return False
    labels = read_labels(text, language)
    if any(kind is not Kind.NUMBER for kind in labels.kinds) or not all(value.isdecimal() for value in labels.values):
        return False
    if bare.endswith((".", ":")) and words > _FEW_WORDS - 4 * bare.endswith(":"):
        return False
    return words <= _FEW_WORDS or bool(ordinal(text)) or text.isupper()


def is_braced(text: str) -> bool:
    """Whether it is a title that editors put in: "{Individual efforts}"."""
    return bool(_BRACED.fullmatch(text))


def names(text: str, words: tuple[str, ...]) -> bool:
    """Whether a heading says no more than one of these words, but for its number and brackets."""
    return bool(re.match(rf"[\[\s]*(?:\w{{1,4}}\.\s*)?[\[\s]*{any_of(words)}(?!\w)", text, re.IGNORECASE))


def is_preambular(text: str, language: str | None) -> bool:
    """Whether it begins as paragraphs of a preamble do: "Recalling", "Also recognizing"."""
    words = structure(language)
    pattern = rf"[\[\s]*(?:{any_of(words.before_preambular)}\s+(?:\w+\s+)?)?{any_of(words.preambular)}(?!\w)"
    return bool(re.match(pattern, text, re.IGNORECASE))


class Headings:
    """Those above the next paragraph, from the outermost on."""

    def __init__(self) -> None:
        self.stack: list[Heading] = []

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.stack)

    @property
    def article(self) -> str:
        """The innermost number: an article's, or else a chapter's."""
        article = next((one.number for one in self.stack if one.rank == ARTICLE), "")
        return article or next((one.number for one in reversed(self.stack) if one.number), "")

    @property
    def rank(self) -> int:
        return self.stack[-1].rank if self.stack else -1

    def put(self, heading: Heading) -> list[Heading]:
        """Set a heading under those that it belongs to; those that end with it and were never used are given back."""
        keep = self._successor(heading)
        if keep is None:
            keep = len(self.stack)
            while keep and self._ends(self.stack[keep - 1], heading):
                keep -= 1
        ended, self.stack = self.stack[keep:], [*self.stack[:keep], heading]
        return [one for one in ended if not one.used]

    def use(self) -> None:
        for heading in self.stack:
            heading.used = True

    def _ends(self, there: Heading, new: Heading) -> bool:
        if there.rank == CHAPTER and new.rank == ARTICLE:
            return bool(new.level) and there.level >= new.level and not there.number
        if there.rank == new.rank == CHAPTER:
            nested = there.number and new.number and there.level == new.level and _first(new.number)
            return there.level >= new.level and not nested
        if there.rank == new.rank == TITLE:
            return there.level >= new.level
        return there.rank >= new.rank

    def _successor(self, new: Heading) -> int | None:
        """Where the heading stands that this one follows: B. ends A., whatever their levels are."""
        if new.rank != CHAPTER or not new.number:
            return None
        for place in range(len(self.stack) - 1, -1, -1):
            if self.stack[place].rank == CHAPTER and _follows(self.stack[place].number, new.number):
                return place
        return None


def rank_of(piece_level: int, text: str, above: Headings, language: str | None) -> tuple[int, str]:
    """The rank of a heading that is no article, and its number."""
    if is_braced(text):
        return BRACED, ""
    number = ordinal(text)
    article = next((one for one in above.stack if one.rank == ARTICLE), None)
    if article is None:
        return CHAPTER, number
    chapters = [one.number for one in above.stack if one.rank == CHAPTER and one.number]
    if names(text, structure(language).annex) or any(_follows(one, number) for one in chapters):
        return CHAPTER, number
    if piece_level and article.level and piece_level <= article.level:
        return CHAPTER, number
    return TITLE, ""


def _first(number: str) -> bool:
    return number in ("A", "I", "1", "А")


def _follows(one: str, other: str) -> bool:
    """Whether a number comes right behind another of its sort: V behind IV, and IV bis too."""
    if not one or not other:
        return False
    first, second = one.split(maxsplit=1)[0], other.split(maxsplit=1)[0]
    if first == second:
        return " " in other
    if first.isdecimal() or second.isdecimal():
        return first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1
    romans = roman(first), roman(second)
    if all(romans) and romans[1] == romans[0] + 1:
        return True
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1
