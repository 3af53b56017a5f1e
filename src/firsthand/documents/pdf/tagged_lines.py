"""Words of one element as lines, in the order of the tree."""

import re
from collections.abc import Sequence

from firsthand.documents.pdf.lines import Line, make_pieces, stand_level, unite
from firsthand.documents.pdf.sheet import Word

LEADERS = re.compile(r"(\.\s?){5,}|…{2,}|_{5,}")
"""What leads from an entry of the contents to its page."""


def set_lines(words: Sequence[Word]) -> list[Line]:
    """The words of a paragraph as lines, also where it runs over several columns."""
    levels: list[list[Line]] = []
    for piece in make_pieces(words):
        if levels and not piece.words[0].turned and any(stand_level(other, piece) for other in levels[-1]):
            levels[-1].append(piece)
        else:
            levels.append([piece])
    return [unite(level) for level in levels]
