"""Where nothing is found, the library's own words are proposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.shelves import edition, entry

from firsthand.search.protocol import Query
from firsthand.search.spelling import slips

SHELF = [
    *edition(
        "works/a/en", "Naloxone reverses an overdose.", "Needle exchange programmes", headings=("Harm reduction",)
    ),
    *edition("works/a/fr", "L’héroïne coupée"),
    *edition("works/a/ru", "Обмен шприцев и игл"),
    *edition("works/a/ar", "الحد من أضرار المخدرات"),
    *edition("works/b/en", *["Prison health."] * 6, "A prism."),
]


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("naloxnoe", "naloxone"),
        ("nalxoone overdsoe", "naloxone overdose"),
        ("heroien", "l’héroïne"),
        ("шпирцев", "шприцев"),
        ("المخدرت", "المخدرات"),
        ("reductoin", "reduction"),
        ('"needle exchagne"', '"needle exchange"'),
        ("overdosse -police lang:en", "overdose -police lang:en"),
        ("prism helath", None),
        ("prizon health", "prison health"),
    ],
)
def test_a_slip_is_put_right(opened, typed: str, proposed: str | None) -> None:
    results = opened(SHELF).search(Query(typed))
    assert results.complete == 0
    assert results.loosened or not results.items
    assert results.suggestion == proposed


def test_nothing_is_proposed_where_something_is_found(opened) -> None:
    assert opened(SHELF).search(Query("prism")).suggestion is None


def test_what_is_proposed_finds_something_under_the_same_filters(opened) -> None:
    engine = opened(SHELF)
    assert engine.search(Query("naloxnoe", filters={"language": ("fr",)})).suggestion is None
    assert engine.search(Query("naloxnoe", filters={"language": ("en",)})).suggestion == "naloxone"


def test_a_rare_word_is_doubted_for_a_much_commoner_one(opened) -> None:
    entries = [entry(f"works/w{n}/en", "Methadone clinic.") for n in range(12)] + [entry("works/x/en", "Methadome.")]
    assert opened(entries).search(Query("methadome clinic")).suggestion == "methadone clinic"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("naloxone", "naloxone", 0), ("naloxnoe", "naloxone", 1), ("nalxone", "naloxone", 1), ("nalokson", "naloxone", 3)],
)
def test_slips_are_counted(one: str, other: str, expected: int) -> None:
    assert slips(one, other, 2) == expected


@given(st.text("ab", max_size=6), st.text("ab", max_size=6), st.integers(0, 3))
def test_slips_are_symmetric_and_bounded(one: str, other: str, most: int) -> None:
    assert slips(one, other, most) == slips(other, one, most) <= most + 1
    assert (slips(one, other, most) == 0) == (one == other)
