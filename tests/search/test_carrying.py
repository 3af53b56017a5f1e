"""Trees of queries as tantivy carries them out."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.search import open_builder
from firsthand.search.protocol import Entry
from firsthand.search.tantivy import carrying
from firsthand.search.tantivy.index import TantivyIndex
from firsthand.search.tree import AllOf, AnyOf, Node, Token, any_of

WORDS = ("prison", "nation", "table")
TEXTS = {
    "en": ["prison nation", "prison prison table", "nation table", "table", "prison nation table nation", "prisons"],
    "fr": ["prison table", "nation", "prison nation table table", "la table de la nation"],
    "ru": ["prison тюрьма", "table nation nation"],
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    path: Path = tmp_path_factory.mktemp("index") / "search"
    builder = open_builder(path)
    for language, texts in TEXTS.items():
        builder.add(
            Entry(f"works/w/{language}", f"p{number}", text, 1, number, language) for number, text in enumerate(texts)
        )
    builder.commit()
    return TantivyIndex(path)


def forms(*, exactly: bool) -> st.SearchStrategy[Node]:
    """A word in some languages, each form with a weight."""
    weights = st.sampled_from((1.0, 0.5))

    def node(word: str, tags: set[str], weight: float) -> Node:
        tokens: list[Node] = [Token("stem", f"{tag}:{STEMS[tag, word]}", weight) for tag in sorted(tags)]
        return any_of([*tokens, *([Token("exact", word)] if exactly else [])])

    return st.builds(node, st.sampled_from(WORDS), st.sets(st.sampled_from(sorted(TEXTS)), min_size=1), weights)


STEMS = {(tag, word): word for tag, word in product(TEXTS, WORDS)} | {("en", "table"): "tabl", ("fr", "table"): "tabl"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_words_that_meet_by_language_find_the_same_with_the_same_scores(
    index: TantivyIndex, data: st.DataObject
) -> None:
    nodes = tuple(data.draw(st.lists(forms(exactly=data.draw(st.booleans())), min_size=2, max_size=3)))
    assert _scores(index, AllOf(nodes)) == pytest.approx(_as_unions(index, nodes))


def _as_unions(index: TantivyIndex, nodes: tuple[Node, ...]) -> dict[str, float]:
    """Each word by itself, and those passages that have all, with the sum of their scores."""
    scores = [_scores(index, node) for node in nodes]
    every = set.intersection(*map(set, scores))
    return {key: sum(of_word[key] for of_word in scores) for key in every}


def _scores(index: TantivyIndex, node: Node) -> dict[tuple[int, int], float]:
    top = index.best(node, 20)
    return {(key.segment_ord, key.doc): score for key, score in zip(top.keys, top.scores.tolist(), strict=True)}


def test_words_that_no_language_has_together_find_nothing(index: TantivyIndex) -> None:
    tree = AllOf((Token("stem", "en:prison"), Token("stem", "ru:тюрьм")))
    assert not index.best(tree, 5).keys
    assert not index.count(tree).any()


def test_words_of_one_language_leave_out_forms_of_others() -> None:
    here, there, exact = Token("stem", "en:prison"), Token("stem", "fr:prison"), Token("exact", "table")
    words, others = carrying.meeting((AnyOf((here, there)), AnyOf((Token("stem", "en:tabl"), exact))))
    assert words == [[here, AnyOf((Token("stem", "en:tabl"), exact))], [there, exact]]
    assert not others
