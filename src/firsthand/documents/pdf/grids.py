"""What a table is while a document is laid out: its place, and its cells row by row."""

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

from firsthand.documents.pdf import letters
from firsthand.documents.pdf.lines import ANCHOR, Line, make_pieces, rows, unite
from firsthand.documents.pdf.paragraphs import ends_sentence, marker_of
from firsthand.documents.pdf.sheet import Font, Word


class GridCell(Struct, frozen=True):
    words: tuple[Word, ...]
    lines: tuple[Line, ...]
    columns: int = 1
    rows: int = 1
    header: bool = False
    """It names what stands beside it, as the file's tags say."""
    parted: tuple[tuple[Line, ...], ...] = ()
    """Its lines by paragraphs, where the file's tags tell them."""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def paragraphs(self) -> list[tuple[Line, ...]]:
        """Its lines by paragraphs: what stands off, begins with a list marker or follows a short sentence is new."""
        if self.parted:
            return list(self.parted)
        found: list[list[Line]] = []
        steps = (below.base - above.base for above, below in pairwise(self.lines))
        usual = min((step for step in steps if step > 0), default=0.0)
        right = max((line.right for line in self.lines), default=0.0)
        left = min((line.left for line in self.lines), default=0.0)
        for line in self.lines:
            if found and not _begins(found[-1][-1], line, usual, (left, right)):
                found[-1].append(line)
            else:
                found.append([line])
        return [tuple(lines) for lines in found]


def _begins(above: Line, line: Line, usual: float, edges: tuple[float, float]) -> bool:
    """Whether a line of a cell begins a paragraph."""
    if letters.ends_in_hyphen(above.text):
        return False
    step = line.base - above.base
    if step > 1.2 * usual + 1 and step > 1.3 * line.size:
        return True
    marker = marker_of(line)
    if marker is not None and not (marker in "-–—*" and not ends_sentence(above.text)) and _is_parted(line, marker):
        return True
    room = above.left - edges[0] if line.leftwards else edges[1] - above.right
    first = line.words[0]
    return ends_sentence(above.text) and room > first.right - first.left + line.size


def _is_parted(line: Line, marker: str) -> bool:
    """Whether a marker stands off from its text, or is no number or letter that a sentence may begin with."""
    gap = abs(line.words[1].left - line.words[0].right)
    return not marker[0].isalnum() or gap > 0.4 * line.size or line.leftwards


class Grid(Struct, frozen=True):
    """A table: its place, and its cells row by row in reading order."""

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[tuple[GridCell, ...], ...]
    columns: tuple[tuple[float, float], ...] = ()
    """Where each column begins and ends, from the left."""
    headers: int = 0
    """How many of the first rows name what stands below them."""
    pages: tuple[int, ...] = ()
    """The sheet of each row, where the table runs over several."""

    def holds(self, word: Word) -> bool:
        x, y = (word.left + word.right) / 2, word.base - word.size / 3
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def anchor(self, order: int) -> Line:
        """A line that stands for the table."""
        font = Font("")
        word = Word(ANCHOR, self.left, self.top, self.right, self.bottom, self.top + 10, 10, font)
        return Line((word,), self.left, self.top, self.right, self.bottom, self.top + 10, 10, font, ANCHOR, order)


def set_lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """The words of a cell as lines."""
    return tuple(unite(level) for level in rows(make_pieces(words)))
