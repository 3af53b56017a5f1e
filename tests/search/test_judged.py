"""Rankings are scored as the field scores them, and collections are read as they are given."""

import json
from math import log2
from pathlib import Path

import pytest
from bench._judged import Collection, Measures, collection, mean, measured

JUDGED = {"a": 3, "b": 2, "c": 1}


def written(folder: Path, kind: str, *rows: dict[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{kind}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_the_ideal_ranking_has_full_marks() -> None:
    assert measured(["a", "b", "c", "x"], JUDGED) == pytest.approx((1, 1, 1))


def test_the_gain_is_the_grade_and_falls_with_the_place() -> None:
    # x at 1, c at 2, a at 3; the ideal is a, b, c.
    ideal = 3 + 2 / log2(3) + 1 / 2
    assert measured(["x", "c", "a"], JUDGED).ndcg == pytest.approx((1 / log2(3) + 3 / 2) / ideal)


def test_average_precision_counts_what_is_missing() -> None:
    assert measured(["x", "c", "a"], JUDGED).map == pytest.approx((1 / 2 + 2 / 3) / 3)


def test_places_behind_ten_and_a_hundred_do_not_count_where_they_should_not() -> None:
    others = [f"x{number}" for number in range(200)]
    at_eleven, far_behind = [*others[:10], "a"], [*others[:100], "a"]
    assert measured(at_eleven, {"a": 1}) == pytest.approx(Measures(0, 1 / 11, 1))
    assert measured(far_behind, {"a": 1}) == pytest.approx(Measures(0, 1 / 101, 0))


def test_a_document_in_two_places_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        measured(["a", "b", "a"], JUDGED)


def test_the_mean_is_that_of_each_measure() -> None:
    assert mean([Measures(1, 0, 0.5), Measures(0, 0.5, 0.5)]) == Measures(0.5, 0.25, 0.5)


def test_a_collection_has_its_passages_with_titles_once_and_answerable_queries(tmp_path: Path) -> None:
    written(
        tmp_path / "small",
        "documents",
        {"id": 1, "title": "Wings", "text": "Wings bend."},
        {"id": 2, "title": "Tails", "text": "They don't."},
        {"id": 3, "title": "Alone", "text": ""},
    )
    written(tmp_path / "small", "queries", {"id": 7, "text": "what bends"}, {"id": 8, "text": "what breaks"})
    judgements = [(7, 1, 2), (7, 3, 0), (7, 9, 1), (8, 2, 0)]
    written(
        tmp_path / "small",
        "judgements",
        *({"query": query, "document": document, "grade": grade} for query, document, grade in judgements),
    )
    assert collection(tmp_path / "small") == Collection(
        "small",
        {1: "Wings", 2: "Tails", 3: "Alone"},
        {1: "Wings bend.", 2: "Tails\nThey don't.", 3: "Alone"},
        {7: "what bends"},
        {7: {1: 2}},
    )
