"""What changed between two wordings of a paragraph, word by word. Every bracket is a sign of its own here."""

import re
from collections.abc import Iterator

from firsthand.catalogue.redline import Line, Mark, Span, compare, tokens

__all__ = ["Line", "Mark", "Span", "differ"]

_BRACKETS = re.compile(r"([\[\]{}])")


def differ(before: str, after: str) -> Line:
    """What is the same, what was taken out and what was put in, in the order of reading.

    Nothing is lost: `line.without(Mark.IN)` is `before` and `line.without(Mark.OUT)` is `after`, letter by letter.
    Paragraphs of some 2,500 words and more stand as taken out and put in as a whole, so that no input costs much.
    """
    return compare(before, after, _words)


def _words(text: str) -> Iterator[str]:
    """Of "[shall][should]" the two words and the four brackets."""
    for token in tokens(text):
        yield from filter(None, _BRACKETS.split(token))
