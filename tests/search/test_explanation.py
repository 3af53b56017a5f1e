"""A score can be told in its parts, and the parts make the whole."""

from math import prod
from pathlib import Path

import pytest
from tests.search.shelves import edition, entry

from firsthand.search import open_builder, open_engine
from firsthand.search.protocol import Hit, Query
from firsthand.search.thesaurus import encode, shipped

SHELF = [
    *edition("works/a/en", "Naloxone for all.", "Naloxone, naloxone and more needles.", "Exchanging needles."),
    entry("works/b/en", "Naloxone in a superseded guide.", state="superseded", date="2019"),
    entry("works/c/en", "Naloxone of long ago.", date="1999", facets={"kind": ("report",), "year": ("1999",)}),
    *edition("works/d/fr", "Naloxone et aiguilles.", "Des aiguilles."),
]
ADDED = ("word", "exact", "phrase", "beginning", "concept")


def hits(opened, words: str) -> list[Hit]:
    results = opened(SHELF).search(Query(words, languages=("en",), explain=True))
    return [hit for group in results.groups for hit in group.hits]


@pytest.mark.parametrize("words", ["naloxone", "naloxone needles", '"more needles"', "nalo*", "needles OR guide"])
def test_the_parts_of_a_score_make_the_whole(opened, words: str) -> None:
    found = hits(opened, words)
    assert found
    for hit in found:
        added = sum(reason.value for reason in hit.reasons if reason.kind in ADDED)
        factor = prod(reason.value for reason in hit.reasons if reason.kind in ("state", "age", "language"))
        rest = sum(reason.value for reason in hit.reasons if reason.kind == "likeness")
        assert added * factor + rest == pytest.approx(hit.score, abs=0.02)
        assert added > 0


def test_of_words_and_the_concept_that_they_name_the_better_is_told(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "index", thesaurus=encode(shipped()))
    builder.add(edition("works/a/en", "Needle exchange saves lives.", "An exchange of needles, at length, in a town."))
    builder.add(edition("works/b/ru", "Программа обмена шприцев.", "Другое."))
    builder.commit()
    results = open_engine(tmp_path / "index").search(Query("needle exchange", explain=True))
    found = [hit for group in results.groups for hit in group.hits]
    assert {reason.kind for hit in found for reason in hit.reasons} >= {"word", "concept"}
    for hit in found:
        added = sum(reason.value for reason in hit.reasons if reason.kind in ADDED)
        assert added == pytest.approx(hit.score, abs=0.03)


def test_a_word_is_told_with_how_often_it_occurs_here_and_elsewhere(opened) -> None:
    hit = next(hit for hit in hits(opened, "naloxone") if "more" in hit.snippet[-1].text)
    word = next(reason for reason in hit.reasons if reason.kind == "word")
    assert (word.words, word.times, word.passages) == ("naloxon", 2, 4)


def test_the_state_and_the_age_of_an_edition_are_told(opened) -> None:
    by_address = {hit.address: hit.reasons for hit in hits(opened, "naloxone")}
    assert [reason.words for reason in by_address["works/b/en"] if reason.kind == "state"] == ["superseded"]
    assert [reason.words for reason in by_address["works/c/en"] if reason.kind == "age"] == ["1999"]
    assert not [reason for reason in by_address["works/a/en"] if reason.kind in ("state", "age")]


def test_nothing_is_explained_unasked(opened) -> None:
    assert all(not hit.reasons for group in opened(SHELF).search(Query("naloxone")).groups for hit in group.hits)
