"""Facets count items, and stay true under filters."""

import random
from collections import defaultdict

import pytest
from tests.search.shelves import entry

from firsthand.search.facets import Shelf
from firsthand.search.protocol import FACETS, Entry, Query
from firsthand.search.query import Field
from firsthand.search.storage import EditionRow, Editions


def _library(items: int) -> list[Entry]:
    draw = random.Random(7)
    entries = []
    for number in range(items):
        kind, theme = draw.choice(("report", "guide")), draw.sample(("rights", "health", "law"), draw.randrange(3))
        for language in draw.sample(("en", "fr", "ru"), draw.randrange(1, 4)):
            facets = {
                "kind": (kind,),
                "language": (language,),
                "theme": tuple(theme),
                "year": (str(2018 + number % 4),),
            }
            for ordinal in range(draw.randrange(1, 4)):
                text = draw.choice(("Methadone here.", "Nothing here.", "Methadone, methadone."))
                entries.append(
                    entry(f"works/w{number}/{language}", text, ordinal=ordinal, facets=facets, language="en")
                )
    return entries


def _counted(entries: list[Entry], filters: dict[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    """The same by brute force."""
    counts: dict[str, dict[str, set[str]]] = {facet: defaultdict(set) for facet in FACETS}
    for one in entries:
        if "ethadone" not in one.text:
            continue
        for facet in FACETS:
            others = {name: values for name, values in filters.items() if name != facet}
            if all(set(values) & set(one.facets.get(name, ())) for name, values in others.items()):
                for value in one.facets.get(facet, ()):
                    counts[facet][value].add(one.address.rpartition("/")[0])
    return {facet: {value: len(items) for value, items in found.items()} for facet, found in counts.items()}


@pytest.mark.parametrize(
    "filters",
    [{}, {"language": ("fr",)}, {"language": ("fr", "ru"), "kind": ("guide",)}, {"theme": ("law",), "year": ("2019",)}],
    ids=str,
)
def test_a_facet_counts_the_items_that_each_value_would_give(opened, filters: dict[str, tuple[str, ...]]) -> None:
    entries = _library(60)
    results = opened(entries).search(Query("methadone", filters=filters, per_page=100))
    found = {facet: {value.value: value.count for value in values} for facet, values in results.facets.items()}
    expected = _counted(entries, filters)
    for facet, values in filters.items():
        for value in values:
            expected[facet].setdefault(value, 0)
    assert found == expected
    assert len(results.groups) == results.items
    for group in results.groups:
        for hit in group.hits:
            assert "hadone" in "".join(piece.text for piece in hit.snippet)


def test_choosing_a_value_gives_as_many_items_as_it_said(opened) -> None:
    engine = opened(_library(60))
    for facet, values in engine.search(Query("methadone")).facets.items():
        for value in values:
            assert engine.search(Query("methadone", filters={facet: (value.value,)})).items == value.count


def test_the_most_frequent_values_come_first_and_chosen_ones_are_never_missing(opened) -> None:
    engine = opened(_library(60))
    counts = [value.count for value in engine.search(Query("methadone")).facets["theme"]]
    assert counts == sorted(counts, reverse=True)
    none = engine.search(Query("methadone year:1999", filters={"language": ("fr",)})).facets["language"]
    assert [(value.value, value.count) for value in none] == [("fr", 0)]


def test_unknown_facets_and_values_are_no_error(opened) -> None:
    engine = opened(_library(5))
    assert (
        engine.search(Query("methadone", filters={"colour": ("red",)})).items == engine.search(Query("methadone")).items
    )
    assert engine.search(Query("methadone", filters={"kind": ("nothing",)})).items == 0
    assert engine.search(Query("methadone", filters={"kind": ()})).items > 0


def _shelf() -> Shelf:
    facets = {"language": ("pt-BR",), "theme": ("harm-reduction",), "year": ("2015",), "publisher": ("inpud",)}
    other = {"language": ("pt",), "year": ("2020",)}
    rows = (
        EditionRow(0, "works/a/pt-BR", "Redução de danos", facets, ("Maria Gonçalves",), "2015", ("pt",), 2),
        EditionRow(3, "works/a/pt", "Direitos", other, (), "2020", ("pt",), 1),
    )
    return Shelf(Editions(5, rows))


@pytest.mark.parametrize(
    ("field", "editions"),
    [
        (Field("title", "reducao danos"), [0]),
        (Field("by", "goncalves"), [0]),
        (Field("by", "INPUD"), [0]),
        (Field("lang", "pt"), [0, 3]),
        (Field("lang", "pt-br"), [0]),
        (Field("theme", "harm reduction"), [0]),
        (Field("year", "2016.."), [3]),
        (Field("year", "2015", excluded=True), [3]),
        (Field("kind", "report"), []),
    ],
)
def test_typed_fields_are_compared_as_people_write_them(field: Field, editions: list[int]) -> None:
    assert _shelf().fields([field]).nonzero()[0].tolist() == editions
