"""How often something occurs by year and language, beside how much the library has of each."""

from collections import defaultdict

import numpy as np

from firsthand.search.facets import Counts, Mask, Shelf
from firsthand.search.protocol import ALL_LANGUAGES, Frequency
from firsthand.search.storage import EditionRow


def chronology(shelf: Shelf, counts: Counts, allowed: Mask) -> tuple[Frequency, ...]:
    """Passages and items that match, for every year and language that the allowed editions have.

    `counts` are the passages of each edition that match, by its number. Of each year there is a line for all languages
    together too, since a work in two languages is one work.
    """
    editions: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in np.flatnonzero(allowed).tolist():
        row = shelf.rows[number]
        year = _year(row)
        editions[year, ALL_LANGUAGES].append(number)
        editions[year, _language(row)].append(number)
    return tuple(_frequency(shelf, counts, *key, numbers) for key, numbers in sorted(editions.items()))


def _frequency(shelf: Shelf, counts: Counts, year: str, language: str, numbers: list[int]) -> Frequency:
    matched = [number for number in numbers if counts[number]]
    return Frequency(
        year=year,
        language=language,
        passages=int(counts[matched].sum()),
        items=len({int(shelf.item_of[number]) for number in matched}),
        of=int(shelf.passages[numbers].sum()),
    )


def _year(row: EditionRow) -> str:
    return next(iter(row.facets.get("year", ())), "")


def _language(row: EditionRow) -> str:
    """Of the edition; a library may hold editions without any."""
    return next(iter(row.facets.get("language", ())), "und")
