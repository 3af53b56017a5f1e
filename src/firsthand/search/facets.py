"""The editions of an index as arrays: which item each belongs to, its facets, and counts of items under filters.

Works on editions alone (a few thousand), never on passages. A *mask* is a boolean for each edition number.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache, reduce
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from firsthand.catalogue.languages import primary
from firsthand.search.analysis import exact
from firsthand.search.protocol import FACETS, FacetValue
from firsthand.search.query import Field, years
from firsthand.search.storage import EditionRow, Editions
from firsthand.search.values import called

if TYPE_CHECKING:
    from firsthand.search.concepts import Recogniser

Filters = Mapping[str, tuple[str, ...]]
Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]

_FACET_OF_FIELD = {"lang": "language", "kind": "kind", "place": "place", "theme": "theme"}


class _Facet:
    """Pairs of an edition and a value that it has, and pairs of an item and a value."""

    def __init__(self, rows: Iterable[EditionRow], name: str, item_of: Counts) -> None:
        found = [(row.number, value) for row in rows for value in row.facets.get(name, ())]
        self.values = sorted({value for _, value in found})
        place = {value: number for number, value in enumerate(self.values)}
        self.editions = np.array([edition for edition, _ in found], dtype=np.int64)
        self.of = np.array([place[value] for _, value in found], dtype=np.int64)
        pairs = item_of[self.editions] * max(len(self.values), 1) + self.of
        distinct, self._pair = np.unique(pairs, return_inverse=True)
        self._value_of_pair = distinct % max(len(self.values), 1)

    def count(self, editions: Mask) -> list[int]:
        """How many items have each value in one of some editions."""
        seen = np.zeros(len(self._value_of_pair), dtype=np.bool_)
        seen[self._pair[editions[self.editions]]] = True
        counts: list[int] = np.bincount(self._value_of_pair[seen], minlength=len(self.values)).tolist()
        return counts

    def mask(self, size: int, values: Iterable[str]) -> Mask:
        wanted = set(values)
        chosen = np.array([value in wanted for value in self.values], dtype=np.bool_)
        mask = np.zeros(size, dtype=np.bool_)
        if chosen.any():
            mask[self.editions[chosen[self.of]]] = True
        return mask


WORTH_OF_STATE = {"outdated": 0.85, "superseded": 0.7}
"""What a passage of such an edition counts beside one of a current edition."""
WORTH_OF_AGE = 0.1
"""So much less counts a passage of OLD years before the newest of the library; younger ones in proportion."""
OLD = 20


WORTH_OF_READING = 1.1
"""What a passage of an edition in the reader's own language counts: of translations alike she can read that one."""


def worth_of_age(year: str, newest: int) -> float:
    """1 for the newest year, and not less than 1 - WORTH_OF_AGE; in between for those without a year."""
    if not year.isdigit():
        return 1 - WORTH_OF_AGE / 2
    return 1 - WORTH_OF_AGE * min(max(newest - int(year), 0), OLD) / OLD


def _worth(editions: Editions) -> list[float]:
    years = [int(row.date[:4]) for row in editions.rows if row.date and row.date[:4].isdigit()]
    newest = max(years, default=0)
    worth = [1.0] * editions.following
    for row in editions.rows:
        worth[row.number] = WORTH_OF_STATE.get(row.state, 1.0) * worth_of_age((row.date or "")[:4], newest)
    return worth


class Shelf:
    """All editions of an index."""

    def __init__(self, editions: Editions, recogniser: "Recogniser | None" = None) -> None:
        self._recogniser = recogniser
        self.rows = {row.number: row for row in editions.rows}
        self.size = editions.following
        self.items = sorted({row.item for row in editions.rows})
        place = {item: number for number, item in enumerate(self.items)}
        self.item_of = np.zeros(self.size, dtype=np.int64)
        """Edition number -> place in `items`."""
        self.passages = np.zeros(self.size, dtype=np.int64)
        for row in editions.rows:
            self.item_of[row.number] = place[row.item]
            self.passages[row.number] = row.passages
        self.worth = np.array(_worth(editions), dtype=np.float64)
        """Edition number -> what the scores of its passages are multiplied by."""
        self._all: Mask = self.passages > 0
        self.tags = tuple(sorted({tag for row in editions.rows for tag in row.tags}))
        self._facets = {name: _Facet(editions.rows, name, self.item_of) for name in FACETS}

    @cached_property
    def lengths(self) -> list[int]:
        """Edition number -> its passages; 1 for none, so that places can be divided by it."""
        lengths: list[int] = np.maximum(self.passages, 1).tolist()
        return lengths

    @cached_property
    def tongues(self) -> Counts:
        """Edition number -> a number for its language, whatever the region."""
        numbers: dict[str, int] = {}
        tongues = np.zeros(self.size, dtype=np.int64)
        for row in self.rows.values():
            tongue = primary(next(iter(row.facets.get("language", ())), ""))
            tongues[row.number] = numbers.setdefault(tongue, len(numbers))
        return tongues

    @lru_cache(maxsize=64)  # noqa: B019 - a shelf lives as long as its engine
    def read_by(self, language: str) -> list[bool]:
        """Edition number -> whether it is in a language (BCP 47; "" for nobody's)."""
        facet = self._facets["language"]
        values = [value for value in facet.values if language and primary(value) == primary(language)]
        read: list[bool] = facet.mask(self.size, values).tolist()
        return read

    @lru_cache(maxsize=64)  # noqa: B019
    def worth_to(self, language: str) -> NDArray[np.float64]:
        """Edition number -> what scores are multiplied by for a reader of a language."""
        worth: NDArray[np.float64] = np.where(self.read_by(language), self.worth * WORTH_OF_READING, self.worth)
        return worth

    def filtered(self, filters: Filters, *, but: str | None = None) -> Mask:
        """The editions that hold under filters, all of them or without the one named `but`."""
        mask = self._all.copy()
        for name, values in filters.items():
            if name != but and values and name in self._facets:
                mask &= self._facets[name].mask(self.size, values)
        return mask

    def facets(self, matched: Mask, filters: Filters) -> dict[str, tuple[FacetValue, ...]]:
        """How many items each value would give: under all filters but the facet's own."""
        chosen = {name for name, values in filters.items() if values and name in self._facets}
        common = matched & self.filtered(filters)
        return {
            name: self._count(name, matched & self.filtered(filters, but=name) if name in chosen else common, filters)
            for name in FACETS
        }

    def _count(self, name: str, editions: Mask, filters: Filters) -> tuple[FacetValue, ...]:
        facet = self._facets[name]
        always = filters.get(name, ())
        found = zip(facet.values, facet.count(editions), strict=True)
        kept = [(-count, value) for value, count in found if count or value in always]
        return tuple(FacetValue(value, -count) for count, value in sorted(kept))

    def fields(self, fields: Iterable[Field]) -> Mask:
        """The editions that hold under fields typed in a query; fields are joined by and."""
        mask = self._all.copy()
        for field in fields:
            found = self._field(field)
            mask &= ~found if field.excluded else found
        return mask

    def _field(self, field: Field) -> Mask:
        if field.name in ("title", "by", "publisher"):
            words = self._titles if field.name == "title" else self._makers
            return self._any(self._with_words(value, words) for value in field.values)
        if field.name == "year":
            return self._any(self._years(value) for value in field.values)
        facet = self._facets[_FACET_OF_FIELD[field.name]]
        found = (called(field.name, value, facet.values, self._recogniser) for value in field.values)
        return facet.mask(self.size, chain.from_iterable(found))

    def _any(self, masks: Iterable[Mask]) -> Mask:
        return reduce(np.logical_or, masks)

    def _years(self, value: str) -> Mask:
        first, last = years(value) or (1, 0)
        facet = self._facets["year"]
        return facet.mask(self.size, [year for year in facet.values if year.isdigit() and first <= int(year) <= last])

    def _with_words(self, value: str, sets: dict[int, frozenset[str]]) -> Mask:
        wanted = set(exact(value).split())
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[[number for number, words in sets.items() if wanted <= words]] = True
        return mask

    @cached_property
    def _titles(self) -> dict[int, frozenset[str]]:
        return {number: frozenset(exact(row.title).split()) for number, row in self.rows.items()}

    @cached_property
    def _makers(self) -> dict[int, frozenset[str]]:
        return {
            number: frozenset(exact(" ".join((*row.by, *row.facets.get("publisher", ())))).split())
            for number, row in self.rows.items()
        }

    @cached_property
    def by_date(self) -> tuple[int, ...]:
        """Places in `items`, the newest first, those without a date last."""
        dates: dict[int, str] = {}
        for row in self.rows.values():
            place = int(self.item_of[row.number])
            dates[place] = max(dates.get(place, ""), row.date or "")
        return tuple(sorted(sorted(dates), key=lambda place: dates[place], reverse=True))
