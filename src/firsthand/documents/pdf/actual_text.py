"""Words that a file gives in place of those that it draws (ActualText; ISO 32000-2, 14.9.4)."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.sheet import Word
from firsthand.documents.text import clean

_SOFT_HYPHEN = "\u00ad"


def speak(said: str, words: Sequence[Word]) -> list[tuple[int, Word]]:
    """The words that are meant, each with the index of the drawn one in whose place it stands.

    Nothing that is drawn is lost to a text without letters, such as the spaces that some programs give for their signs.
    """
    drawn = list(enumerate(words))
    if words and said.strip(" -\u2010") == _SOFT_HYPHEN:
        return [*drawn[:-1], (len(words) - 1, replace(words[-1], softly_broken=True))]
    meant = clean(said).split()
    if not words or not meant or meant == [word.text for word in words]:
        return drawn
    return list(_spread(meant, words))


def _spread(meant: Sequence[str], words: Sequence[Word]) -> Iterator[tuple[int, Word]]:
    """The words that are meant, laid over those that are drawn by their share of the way."""
    for at, word in enumerate(words):
        first, last = (-(-step * len(meant) // len(words)) for step in (at, at + 1))
        width = (word.right - word.left) / max(last - first, 1)
        for index in range(first, last):
            left = word.left + width * (index - first)
            glued = word.glued and (index == 0 or len(meant) == len(words))
            yield at, replace(word, text=meant[index], left=left, right=left + width, glued=glued)
