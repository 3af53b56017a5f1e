"""The numbers that drafts print beside every line, or every fifth: they are no part of the text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from firsthand.documents.pdf.sheet import Sheet, Word

_LEAST = 6
"""How many numbers on a page tell that its lines are numbered."""
_FEWEST = 3
"""How many do where only every fifth line has one."""
_PROSE = 30
"""How many letters stand on most lines that are numbered, unlike those of a table."""
_DIGITS = 5


def strip_line_numbers(sheet: Sheet) -> Sheet:
    """A page without the numbers of its lines."""
    words = sheet.words
    numbers = [word for word in words if len(word.text) <= _DIGITS and word.text.isdecimal() and not word.turned]
    if len(numbers) < _FEWEST:
        return sheet
    rows = (row for row in _rows(numbers) if len(row) >= (_LEAST if _step(row) < 5 else _FEWEST))
    doomed = {id(word) for row in rows if _count_lines(row, words) for word in row}
    return replace(sheet, words=tuple(word for word in words if id(word) not in doomed)) if doomed else sheet


def _rows(numbers: Sequence[Word]) -> Iterator[list[Word]]:
    """Numbers that end at one place and count on from the top in equal steps."""
    columns: dict[int, list[Word]] = defaultdict(list)
    for word in numbers:
        columns[round(word.right)].append(word)
    for edge in sorted(columns):
        near = sorted(columns[edge] + columns.get(edge + 1, []), key=lambda word: word.base)
        run: list[Word] = []
        for word in near:
            if run and not _counts_on(run, word):
                yield run
                run = []
            run.append(word)
        yield run


def _step(numbers: Sequence[Word]) -> int:
    return int(numbers[1].text) - int(numbers[0].text) if len(numbers) > 1 else 0


def _counts_on(run: Sequence[Word], word: Word) -> bool:
    step = int(word.text) - int(run[-1].text)
    return step in (1, 2, 5, 10) and step == (_step(run) or step) and word.base > run[-1].base + 0.5 * word.size


def _count_lines(numbers: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether numbers stand beside lines of prose, to the left or the right of everything on their level."""
    ours = {id(word) for word in numbers}
    others = sorted((word for word in words if id(word) not in ours), key=lambda word: word.base)
    bases = [word.base for word in others]
    sides: set[bool] = set()
    lengths: list[int] = []
    inside = 0
    for number in numbers:
        slack = 0.3 * number.size
        level = others[bisect_left(bases, number.base - slack) : bisect_right(bases, number.base + slack)]
        if not level:
            continue
        before, after = all(word.left > number.right for word in level), all(word.right < number.left for word in level)
        if before == after:
            return False
        sides.add(before)
        lengths.append(sum(len(word.text) for word in level))
        first = min(level, key=lambda word: word.left).text[0]
        inside += first.islower() or (first.isalpha() and not first.isupper())
    long = sum(length >= _PROSE for length in lengths)
    # In prose many lines begin inside of a sentence; the rows of a table don't.
    is_prose = 2 * long > len(lengths) and 4 * inside > len(lengths)
    return len(sides) == 1 and is_prose and _stand_apart(numbers, others)


def _stand_apart(numbers: Sequence[Word], others: Sequence[Word]) -> bool:
    """Whether nearly all other words are on one side of the numbers: a table's first column stands among its lines."""
    left, right = min(word.left for word in numbers), max(word.right for word in numbers)
    return 50 * sum(word.left < right and word.right > left for word in others) <= len(others)
