"""What is checked: a text, with what is known of its parts before any word of it is looked at."""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from firsthand.wording.model import Zone

Hidden = tuple[int, int, str]
"""Where markup begins, where it ends, and the one character that it stands for, or ""."""


class Material(Struct, frozen=True):
    """A text and its markup; every position counts code points of `text`, and every list is in order."""

    text: str
    hidden: tuple[Hidden, ...] = ()
    """Markup: such as is nothing inside of a word ("**", "<b>"), parts words (".", for "<p>") or is a character
    ("é", for "&eacute;"). They don't overlap."""
    breaks: tuple[int, ...] = ()
    """Where paragraphs begin that no blank line shows."""
    lines: bool = True
    """Whether blank lines, and lines that begin as those of lists and headings do, part paragraphs."""
    headings: tuple[tuple[int, int, int], ...] = ()
    """Where headings stand and their levels, where that is known; else they are told by their lines."""
    zones: tuple[tuple[int, int, Zone], ...] = ()
    """They don't overlap."""
    languages: tuple[tuple[int, int, str], ...] = ()
    """Stretches of which the language is declared (BCP 47); they don't overlap."""
    language: str | None = None
    """Declared for the whole text."""

    def shown(self, start: int, end: int) -> str:
        """What readers see of a stretch."""
        return "".join(self._pieces(start, end, ""))

    def masked(self, start: int, end: int) -> str:
        """The same with spaces for markup, so that positions stay what they were."""
        return "".join(self._pieces(start, end, " "))

    def has_markup(self, start: int, end: int) -> bool:
        return any(begin < end for begin, _, _ in self._between(start, end))

    def _between(self, start: int, end: int) -> Iterator[Hidden]:
        at = max(0, bisect_right(self.hidden, (start, start, "")) - 1)
        while at < len(self.hidden) and self.hidden[at][0] < end:
            if self.hidden[at][1] > start:
                yield self.hidden[at]
            at += 1

    def _pieces(self, start: int, end: int, fill: str) -> Iterator[str]:
        for begin, finish, instead in self._between(start, end):
            yield self.text[start : max(start, begin)]
            length = min(finish, end) - max(start, begin)
            yield (instead if begin >= start else "").ljust(length * len(fill), fill or " ")
            start = finish
        yield self.text[start : max(start, end)]
