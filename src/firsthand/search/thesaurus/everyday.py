"""Ordinary words of the field in the languages of the house, for the search alone: readers ask in ordinary words.

A line of the files in `words` is one thing: its words in English, French, Spanish and Russian, between semicolons;
words for the same are separated by commas. Abbreviations, and words that begin with "=", are found by their case alone.
"""

from functools import cache
from pathlib import Path

from firsthand.search.thesaurus.records import LANGUAGES, Labels

_HERE = Path(__file__).parent / "words"
PREFIX = "w-"
"""Ids of everyday words begin so, and those of concepts don't."""


@cache
def shipped_words() -> dict[str, dict[str, Labels]]:
    """The everyday words that come with Firsthand: id -> language -> names."""
    found: dict[str, dict[str, Labels]] = {}
    for path in sorted(_HERE.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                labels = dict(zip(LANGUAGES, map(_labels, line.split(";")), strict=True))
                found[_free(PREFIX + _slug(labels["en"].label), found)] = labels
    return found


def _labels(column: str) -> Labels:
    names = [name.strip() for name in column.split(",")]
    short = [name.removeprefix("=") for name in names if _is_by_case(name)]
    plain = [name for name in names if not _is_by_case(name)]
    first, *rest = plain or short
    return Labels(first, tuple(rest), tuple(short) if plain else tuple(short[1:]) or (first,))


def _is_by_case(name: str) -> bool:
    return name.startswith("=") or name.replace(".", "").replace(" ", "").isupper()


def _slug(name: str) -> str:
    return "-".join(name.casefold().replace(".", "").replace("'", "").split())


def _free(name: str, taken: dict[str, dict[str, Labels]]) -> str:
    """The name, or with a number where several lines begin with the same word."""
    numbers = iter(range(2, len(taken) + 3))
    free = name
    while free in taken:
        free = f"{name}-{next(numbers)}"
    return free
