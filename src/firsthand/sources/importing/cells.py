"""Tables as people save them: CSV in any of the usual encodings, with any of the usual marks between its columns.

Knows rows, columns and lines, and nothing of what stands in them.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from firsthand.catalogue.written.mistakes import Mistake
from firsthand.documents.encodings import decoded

LARGEST = 64 << 20
"""Bytes of a table."""
LONGEST_CELL = 1 << 20
"""Characters."""
_DELIMITERS = ",;\t|"


class Cells:
    """One row: the words of its columns, and a way to say what is wrong with them."""

    def __init__(self, source: str, line: int, values: dict[str, str], mistakes: list[Mistake]) -> None:
        self.source = source
        self.line = line
        self.values = values
        self.mistakes = mistakes

    def get(self, column: str) -> str:
        return self.values.get(column, "")

    def wrong(self, column: str, message: str, remedy: str) -> None:
        """Note a mistake with its row and column."""
        self.mistakes.append(Mistake(self.source, self.line, f"Column “{column}”: {message}", remedy))


def read_cells(path: Path, source: str, mistakes: list[Mistake], required: tuple[str, ...] = ()) -> Iterator[Cells]:
    """The rows of a table under its column names, which are taken in small letters; empty rows are left out.

    What is wrong with the table as a whole is noted, and nothing then comes.
    """
    text = _text(path, source, mistakes)
    if text is None:
        return
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    header: list[str] = []
    before = 0
    try:
        for row in rows:
            line, before = before + 1, rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = [_name(cell) for cell in row]
                if _is_wrong(header, required, source, line, mistakes):
                    return
                continue
            yield Cells(source, line, _values(header, row, source, line, mistakes), mistakes)
    except csv.Error as error:
        message = f"The table can't be read any further ({error}); the rows before this line were."
        mistakes.append(Mistake(source, before + 1, message, "Save it again from your program as CSV."))


def _text(path: Path, source: str, mistakes: list[Mistake]) -> str | None:
    try:
        if path.stat().st_size > LARGEST:
            message = f"The table is larger than {LARGEST >> 20} MB."
            mistakes.append(Mistake(source, None, message, "Divide it."))
            return None
        data = path.read_bytes()
    except OSError as error:
        mistakes.append(Mistake(source, None, f"The table can't be read: {error.strerror}.", "Look at its name."))
        return None
    csv.field_size_limit(LONGEST_CELL)
    return decoded(data).removeprefix("\ufeff").replace("\0", "")


def _delimiter(text: str) -> str:
    """What stands between columns: the mark that the first line has most of, outside of quotation marks."""
    first = re.sub(r'"(?:[^"]|"")*"', "", text[:10_000]).lstrip().partition("\n")[0]
    counts = Counter({mark: first.count(mark) for mark in _DELIMITERS})
    return counts.most_common(1)[0][0] if counts.total() else ","


def _name(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip()).casefold()


def _is_wrong(header: list[str], required: tuple[str, ...], source: str, line: int, mistakes: list[Mistake]) -> bool:
    twice = [name for name, count in Counter(filter(None, header)).items() if count > 1]
    lacking = [name for name in required if name not in header]
    if twice:
        mistakes.append(Mistake(source, line, f"There are two columns “{twice[0]}”.", "Rename one of them."))
    if lacking:
        there = ", ".join(filter(None, header))[:200]
        message = f"There is no column “{lacking[0]}”; there are: {there}."
        mistakes.append(Mistake(source, line, message, "Write the names of columns into the first row."))
    return bool(twice or lacking)


def _values(header: list[str], row: list[str], source: str, line: int, mistakes: list[Mistake]) -> dict[str, str]:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        message = f"This row has {len(row)} columns, and the first row has {len(header)}."
        remedy = "Put words with a comma in them between quotation marks."
        mistakes.append(Mistake(source, line, message, remedy))
    return {name: cell.strip() for name, cell in zip(header, row, strict=False) if name}
