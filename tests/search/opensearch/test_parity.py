"""Whatever is asked of both engines, they answer alike: the same passages, with the same scores."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.search.shelves import entry

from firsthand.search import open_builder
from firsthand.search.opensearch.index import OpenSearchIndex
from firsthand.search.protocol import Entry
from firsthand.search.tantivy.index import TantivyIndex
from firsthand.search.tree import (
    EVERYTHING,
    NOTHING,
    AllOf,
    AnyOf,
    Beginning,
    Best,
    Labelled,
    Node,
    OfEditions,
    Phrase,
    Token,
)  # fmt: skip

WORDS = ("needle", "needles", "harm", "health", "police", "prison", "naloxone", "overdose", "rights", "обмен")
COMMON = (*WORDS, *WORDS[:4], *WORDS[:2])
SLIGHTLY = 2e-3
"""Scores are of 32 bits on both sides, and added in another order; lengths are rounded alike."""


class Both(NamedTuple):
    embedded: TantivyIndex
    cluster: OpenSearchIndex


@pytest.fixture(scope="module")
def both(library: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("parity")
    with pytest.MonkeyPatch.context() as patch:
        build(folder / "opensearch")
        patch.delenv("FIRSTHAND_OPENSEARCH")
        build(folder / "tantivy")
    found = Both(TantivyIndex(folder / "tantivy"), OpenSearchIndex(folder / "opensearch"))
    yield found
    found.cluster.close()


def build(path: Path) -> None:
    builder = open_builder(path)
    builder.add(shelf())
    builder.commit()


def shelf() -> list[Entry]:
    draw = random.Random(7)
    return [
        entry(
            f"works/w{number % 23}/{draw.choice(('en', 'en', 'fr', 'ru'))}",
            " ".join(draw.choices(COMMON, k=draw.randint(1, 40))),
            ordinal=number,
            headings=tuple(draw.sample(WORDS, draw.randint(0, 2))),
        )
        for number in range(300)
    ]


words = st.sampled_from([*WORDS, "absent"])
tokens = st.builds(Token, st.just("exact"), words, st.sampled_from([1.0, 0.3, 2.0])) | st.builds(
    Token, st.just("stem"), words.map(lambda word: f"en:{word.removesuffix('s')}")
)
phrases = st.builds(Phrase, st.tuples(words, words) | st.tuples(words, words, words), st.just(0))
beginnings = st.builds(Beginning, st.sampled_from(["need", "he", "ha", "p", "об", "absent", "n.*", "#", "<"]))
narrowing = st.builds(Labelled, st.lists(st.sampled_from(["language=en", "language=ru", "opening", "no"])).map(tuple))
narrowing |= st.builds(OfEditions, st.lists(st.integers(0, 60)).map(tuple))
trees = st.recursive(
    tokens | phrases | beginnings | narrowing | st.sampled_from([EVERYTHING, NOTHING]),
    lambda nodes: st.one_of(
        st.lists(nodes, min_size=1, max_size=4).flatmap(
            lambda some: st.builds(AnyOf, st.just(tuple(some)), st.integers(1, len(some)))
        ),
        st.builds(AllOf, *(st.lists(nodes, min_size=least, max_size=2).map(tuple) for least in (1, 0, 0))),
        st.builds(Best, st.lists(nodes, min_size=1, max_size=3).map(tuple), st.sampled_from([0.0, 0.1])),
    ),
    max_leaves=8,
)
law = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@law
@given(trees)
@example(OfEditions(()))
@example(OfEditions((4, 5, 6)))
@example(AllOf((Labelled(("language=en",)),), (), (Token("exact", "harm"),)))
def test_the_same_passages_match_with_the_same_scores(both: Both, tree: Node) -> None:
    ours, theirs = (scores(index, tree) for index in both)
    assert theirs.keys() == ours.keys()
    if repr(EVERYTHING) not in repr(tree):  # what any passage is worth means nothing, and differs
        expected = pytest.approx(list(ours.values()), rel=SLIGHTLY, abs=SLIGHTLY)
        assert [theirs[passage] for passage in ours] == expected


def scores(index: TantivyIndex | OpenSearchIndex, tree: Node) -> dict[str, float]:
    top = index.best(tree, 1_000)
    stored = index.stored(top.keys)
    return {one.passage: score for one, score in zip(stored, top.scores.tolist(), strict=True)}


@law
@given(trees)
def test_editions_are_counted_alike_and_nothing_that_matches_is_left_out(both: Both, tree: Node) -> None:
    counts = [index.count(tree) for index in both]
    assert np.array_equal(*counts)
    for index in both:
        editions = [edition for _, edition in index.every(tree)]
        assert np.array_equal(np.bincount(editions, minlength=len(counts[0])), counts[0])


@law
@given(st.lists(words, min_size=2, max_size=2, unique=True).map(tuple), st.integers(1, 6))
def test_words_nearby_are_the_same_passages(both: Both, near: tuple[str, ...], between: int) -> None:
    """In either order, as they are asked for. To the embedded engine a word is near itself, and order counts less."""
    tree = AnyOf((Phrase(near, between), Phrase(near[::-1], between)))
    ours, theirs = (scores(index, tree) for index in both)
    assert theirs.keys() == ours.keys()


def test_twins_and_editions_of_the_best_are_the_same(both: Both) -> None:
    ours, theirs = (index.best(Token("exact", "prison"), 1_000) for index in both)
    assert sorted(zip(theirs.editions, theirs.twins, strict=True)) == sorted(
        zip(ours.editions, ours.twins, strict=True)
    )


def test_frequencies_and_beginnings_are_counted_over_all_shards(both: Both) -> None:
    asked = [("exact", word) for word in (*WORDS, "absent")] + [
        ("stem", "en:needl"),
        ("stem", "ru:обм"),
        ("concept", "x"),
    ]
    assert len(both.cluster._pointer.routings) == 2
    for index in both:
        assert list(index.frequencies(asked)) == list(both.embedded.frequencies(asked))
        assert dict(index.beginning("needle", 10)) == dict(both.embedded.beginning("needle", 10))
        assert index.beginning("absent", 10) == []
    assert both.cluster.passages() == both.embedded.passages()


def test_half_a_character_in_a_filter_is_a_value_that_nothing_has(both: Both) -> None:
    assert list(both.cluster.best(Labelled(("kind=\ud800",)), 10).keys) == []


def test_more_passages_than_are_read_at_once_are_all_there(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.search.opensearch.index.AT_ONCE", 7)
    keys = [key for key, _ in both.cluster.every(EVERYTHING)]
    assert len(set(keys)) == len(keys) == len(shelf())


def test_more_editions_than_are_counted_at_once_are_all_counted(both: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = both.cluster.count(Token("exact", "harm"))
    monkeypatch.setattr("firsthand.search.opensearch.index.MOST_BUCKETS", 5)
    assert np.array_equal(both.cluster.count(Token("exact", "harm")), whole)
