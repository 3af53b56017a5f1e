"""Many hits are counted and looked through like few."""

import pytest
from tests.search.shelves import edition

from firsthand.search import ranking
from firsthand.search.protocol import Query


def test_many_hits_give_the_same_answer_as_few(opened, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        one
        for number in range(40)
        for one in edition(
            f"works/w{number}/{('en', 'fr')[number % 2]}",
            *[f"Methadone {part} {'x ' * (number % 9)}" for part in range(1 + number % 5)],
        )
    ]
    engine = opened(entries)
    queries = [
        Query("methadone", page=page, filters=filters) for page in (1, 3) for filters in ({}, {"language": ("fr",)})
    ]
    few = [engine.search(query) for query in queries]
    monkeypatch.setattr(ranking, "FEW", 3)
    monkeypatch.setattr("firsthand.search.tantivy.index.MOST_BUCKETS", 7)
    many = [engine.search(query) for query in queries]
    for one, other in zip(few, many, strict=True):
        assert (one.items, one.passages, one.facets) == (other.items, other.passages, other.facets)
        assert [(group.item, group.passages) for group in one.groups] == [
            (group.item, group.passages) for group in other.groups
        ]
        assert all(len(group.hits) >= min(group.passages, ranking.HITS_PER_ITEM) for group in other.groups)
