"""Counts over many texts: what is found in a batch of rows, and sums of such counts.

`count` is a pure function of its batch and knows no file and no framework: the command runs it in processes of its own,
and Ray or PySpark run it as it is. `corpora` reads files into batches.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from firsthand.wording.checker import Checker
from firsthand.wording.guide import LANGUAGES
from firsthand.wording.model import Finding

KEYS = ("language", "year", "concept", "severity", "certainty")
NUMBERS = ("findings", "texts", "characters")
COLUMNS = (*KEYS, *NUMBERS)

Counts = dict[str, list[Any]]
"""A table by its columns, COLUMNS. Each row counts the findings of one kind and the texts that have any; a row without
a concept counts the texts of one language (if it was declared) and year, and their characters."""

_Key = tuple[str, str, str, str, str]


def count(
    batch: Mapping[str, Any],
    *,
    text: str = "text",
    language: str | None = None,
    year: str | None = None,
    guide: str = "house",
    languages: Sequence[str] = LANGUAGES,
) -> Counts:
    """Check the texts of a batch and count what is found.

    `batch` has sequences of the same length by the names of their columns: a dictionary of lists or arrays, or a data
    frame of pandas. `text`, `language` and `year` are names of columns; a year may be a number, a date or a text that
    begins with it. Raises KeyError where a column isn't there, GuideError where the guide can't be used.
    """
    checker = kept_checker(guide, tuple(languages))
    numbers = Numbers()
    texts = batch[text]
    nothing = [None] * len(texts)
    spoken = batch[language] if language else nothing
    years = batch[year] if year else nothing
    for words, tag, date in zip(texts, spoken, years, strict=True):
        if isinstance(words, str) and words:
            declared = str(tag) if isinstance(tag, str) and tag else None
            numbers.add(words, checker.check(words, language=declared).findings, declared, year_of(date))
    return numbers.table()


class Numbers:
    """Counts that grow text by text, or table by table."""

    def __init__(self) -> None:
        self._counted: dict[_Key, list[int]] = {}

    def add(self, text: str, findings: Iterable[Finding], language: str | None, year: str) -> None:
        base = (language or "").split("-")[0].lower()
        self._more((base, year, "", "", ""), 0, 1, len(text))
        seen = Counter((each.language, year, each.concept, each.severity, each.certainty) for each in findings)
        for key, number in seen.items():
            self._more(key, number, 1, 0)

    def join(self, table: Mapping[str, Any]) -> None:
        """Add what somebody else counted."""
        for row in _rows(table):
            self._more(row[: len(KEYS)], *map(int, row[len(KEYS) :]))

    def _more(self, key: _Key, *numbers: int) -> None:
        counted = self._counted.setdefault(key, [0, 0, 0])
        for place, number in enumerate(numbers):
            counted[place] += number

    def table(self) -> Counts:
        """All of it, in a stable order."""
        rows = [(*key, *numbers) for key, numbers in sorted(self._counted.items())]
        return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}


def total(tables: Iterable[Mapping[str, Any]]) -> Counts:
    """The sum of some counts, whatever made them."""
    numbers = Numbers()
    for table in tables:
        numbers.join(table)
    return numbers.table()


def only(table: Counts, severities: Collection[str]) -> Counts:
    """Counts without the findings of other severities; texts and characters stay."""
    rows = [row for row in _rows(table) if not row[2] or row[3] in severities]
    return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}


def _rows(table: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name] for name in COLUMNS), strict=True)


def year_of(date: object) -> str:
    """The year that a value begins with; "" for none."""
    year = str(date)[:4]
    return year if year.isdecimal() and len(year) == 4 else ""


@lru_cache(maxsize=4)
def kept_checker(guide: str, languages: tuple[str, ...]) -> Checker:
    """One for each process."""
    return Checker(guide, languages=languages)
