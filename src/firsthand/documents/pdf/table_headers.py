"""Which of the first rows of a table are its heading: bold above light, shaded above plain, words above figures."""

from collections.abc import Sequence

from firsthand.documents.pdf.cells import is_figure
from firsthand.documents.pdf.edges import find_behind
from firsthand.documents.pdf.grids import GridCell
from firsthand.documents.pdf.sheet import Picture, Word

_MOST = 4

Rows = Sequence[Sequence[GridCell]]


def count_headers(rows: Rows, shades: Sequence[Picture] = ()) -> int:
    """How many rows name what stands below; 0 where nothing shows it."""
    if len(rows) < 2:
        return 0
    count = max((cell.rows for cell in rows[0] if cell.words), default=1)
    for tells in (_are_bold, lambda head, rest: _are_shaded(head, rest, shades)):
        found = count
        if found < len(rows) and tells(rows[:found], rows[found:]):
            while found < min(_MOST, len(rows) - 1) and tells(rows[: found + 1], rows[found + 1 :]):
                found += 1
            return found
    return count if count < len(rows) and _name_figures(rows[:count], rows[count:]) else 0


def _words(rows: Rows) -> list[Word]:
    return [word for row in rows for cell in row for word in cell.words if any(map(str.isalnum, word.text))]


def _are_bold(head: Rows, rest: Rows) -> bool:
    words, others = _words(head), _words(rest)
    return (
        bool(words)
        and all(any(cell.words for cell in row) for row in head)
        and all(word.font.bold for word in words)
        and 2 * sum(word.font.bold for word in others) < len(others)
    )


def _are_shaded(head: Rows, rest: Rows, shades: Sequence[Picture]) -> bool:
    """Whether one colour lies behind the whole head and nowhere behind what stands below it."""
    if not shades:
        return False
    behind = {_shade(cell.words[0], shades) for row in head for cell in row if cell.words}
    below = {_shade(cell.words[0], shades) for row in rest for cell in row if cell.words}
    return len(behind) == 1 and -1 not in behind and not behind & below


def _shade(word: Word, shades: Sequence[Picture]) -> int:
    """The colour behind a word, -1 where there is none."""
    shade = find_behind(word, shades)
    return -1 if shade is None else shade.fill


def _name_figures(head: Rows, rest: Rows) -> bool:
    """Whether words without figures stand above a column of nothing but figures."""
    named = [at for at, cell in enumerate(head[0]) if cell.words]
    if len(head) > 1 or len(named) < min(2, len(head[0])) or any(is_figure(head[0][at].text) for at in named):
        return False
    if any(cell.columns > 1 for row in (*head, *rest) for cell in row):
        return False
    for at in named:
        below = [row[at].text for row in rest if at < len(row) and row[at].words]
        if len(below) > 1 and 2 * len(below) > len(rest) and all(map(is_figure, below)):
            return True
    return False
