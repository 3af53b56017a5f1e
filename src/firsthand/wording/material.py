"""What is checked: a text, with what is known of its parts before any word of it is looked at."""

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from firsthand.wording.model import Zone


class Material(Struct, frozen=True):
    """A text and its markup; every position counts code points of `text`, and every list is in order."""

    text: str
    hidden: tuple[tuple[int, int], ...] = ()
    """Markup that stands inside of the text without parting words ("**", "<b>")."""
    breaks: tuple[int, ...] = ()
    """Where a paragraph ends that no blank line shows (the position of a character that belongs to no word)."""
    zones: tuple[tuple[int, int, Zone], ...] = ()
    """They don't overlap."""
    languages: tuple[tuple[int, int, str], ...] = ()
    """Stretches of which the language is declared (BCP 47); they don't overlap."""
    language: str | None = None
    """Declared for the whole text."""

    def shown(self, start: int, end: int) -> Iterator[str]:
        """What readers see of a stretch, piece by piece: the text without its markup."""
        at = max(0, bisect_right(self.hidden, (start, start)) - 1)
        for begin, finish in self.hidden[at:]:
            if begin >= end:
                break
            if finish > start:
                yield self.text[start : max(start, begin)]
                start = max(start, finish)
        yield self.text[start:end]
