"""The best passages stand in the order of a model of the operator's, as far as time allows, and all else as before."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.sentence_models import STRANGER, make_model, write_network
from tests.search.shelves import entry

from firsthand.search import reranking
from firsthand.search.embedding import Model, Vector, open_model
from firsthand.search.protocol import Engine, Entry, Query
from firsthand.search.query import understand
from firsthand.search.reranking import SAME_ORDER, SHARE, Depths, Reranker, Vectors, configured, mixed, question
from firsthand.search.storage import Stored

TABLE = {
    STRANGER: (0.1, 0.1, 1),
    "prison": (1, 0, 0),
    "jail": (0.9, 0.1, 0),
    "naloxone": (0, 1, 0),
}
"""A model that knows that jails are prisons."""


@pytest.fixture
def model(tmp_path: Path) -> Model:
    folder = tmp_path / "model"
    folder.mkdir()
    return open_model(make_model(folder, TABLE))


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What one test has loaded is not there in another."""
    yield
    reranking._opened.cache_clear()


def passage(text: str, language: str = "en", *headings: str) -> Stored:
    return Stored("p", text, 1, 0, language, headings, "paragraph", None, None)


def passages(*texts: str) -> list[Stored]:
    return [passage(text) for text in texts]


def scores(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


def test_the_passage_nearest_to_the_question_comes_first(model: Model) -> None:
    new = Reranker(model).rescored("prison", passages("a clinic", "naloxone", "the jail"), scores(3, 2.9, 2.8))
    assert np.argmax(new) == 2


def test_headings_are_read_with_a_passage(model: Model) -> None:
    both = [passage("a"), passage("a", "en", "Jail")]
    assert np.argmax(Reranker(model).rescored("prison", both, scores(1, 1))) == 1


def test_a_new_score_is_the_weighted_mean_of_both_between_the_least_and_the_greatest() -> None:
    # Scaled, the scores are 1, 1/2, 0 and the cosines 0, 1/4, 1; the scale goes from 4 to 8.
    expected = [4 + 4 * (1 - SHARE), 4 + 4 * ((1 - SHARE) / 2 + SHARE / 4), 4 + 4 * SHARE]
    assert mixed(scores(8, 6, 4), scores(0.5, 0.6, 0.9)) == pytest.approx(expected)


PAIRS = st.lists(
    st.tuples(st.floats(0, 100), st.floats(-1, 1)).map(lambda pair: (round(pair[0], 3), round(pair[1], 3))),
    min_size=1,
    max_size=60,
)


@given(PAIRS)
def test_new_scores_stay_on_the_scale_and_what_is_better_in_both_is_never_worse(
    pairs: list[tuple[float, float]],
) -> None:
    old, cosines = (np.array(column) for column in zip(*pairs, strict=True))
    new = mixed(old, cosines)
    assert new.min() >= old.min() - 1e-9
    if np.ptp(old) > 0:
        assert new.max() <= old.max() + 1e-9
    for one in range(len(pairs)):
        below = (old <= old[one]) & (cosines <= cosines[one])
        assert (new[below] <= new[one] + 1e-9).all()


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20), st.floats(-1, 1))
def test_a_model_that_finds_all_equally_near_changes_no_order(numbers: list[float], cosine: float) -> None:
    old = np.array(sorted(numbers, reverse=True))
    assert (np.diff(mixed(old, np.full(len(old), cosine))) <= 1e-9).all()


def test_where_all_scores_are_equal_the_cosines_decide() -> None:
    assert np.argsort(-mixed(scores(2, 2, 2), scores(0.1, 0.9, 0.5))).tolist() == [1, 2, 0]


class Clock:
    """A clock that a test moves, in place of the one of the machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(reranking, "time", SimpleNamespace(monotonic=lambda: self.now))


class Slow:
    """A model for whom each text takes a second."""

    def __init__(self, model: Model, clock: Clock) -> None:
        self.model, self.clock, self.read = model, clock, 0
        self.dimensions = model.dimensions

    def question(self, text: str) -> Vector:
        self.clock.now += 1
        return self.model.question(text)

    def passage(self, text: str) -> Vector:
        self.read += 1
        self.clock.now += 1
        return self.model.passage(text)


TEXTS = passages("naloxone", "a jail", "a prison", "prison", "prison prison")


def test_passages_that_time_does_not_suffice_for_stay_where_they_are(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(model, Clock(monkeypatch))
    new = Reranker(slow, within=2.5).rescored("prison", TEXTS, scores(5, 4, 3, 2, 1))
    assert slow.read == 2
    assert new[1] > new[0]
    assert np.isnan(new[2:]).all()


def test_no_passage_is_read_where_the_question_took_all_the_time(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(model, Clock(monkeypatch))
    assert np.isnan(Reranker(slow, within=0.5).rescored("prison", TEXTS, scores(5, 4, 3, 2, 1))).all()
    assert slow.read == 0


def test_the_next_page_of_an_answer_has_the_order_of_the_first(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    reranker = Reranker(Slow(model, clock), within=2.5)
    first = reranker.rescored("prison", TEXTS, scores(5, 4, 3, 2, 1))
    again = reranker.rescored("prison", TEXTS, scores(5, 4, 3, 2, 1))
    assert again.tolist() == pytest.approx(first.tolist(), nan_ok=True)


def test_later_the_same_question_is_read_further_for_what_is_known_takes_no_time(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    reranker = Reranker(Slow(model, clock), within=2.5)
    reranker.rescored("prison", TEXTS, scores(5, 4, 3, 2, 1))
    clock.now += SAME_ORDER + 1
    assert not np.isnan(reranker.rescored("prison", TEXTS, scores(5, 4, 3, 2, 1))).any()


def test_a_text_is_read_once_for_all_questions(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow(model, Clock(monkeypatch))
    reranker = Reranker(slow, within=100)
    for words in ("prison", "naloxone", "jail"):
        reranker.rescored(words, TEXTS, scores(5, 4, 3, 2, 1))
    assert slow.read == len(TEXTS)


def test_a_question_and_a_passage_of_the_same_words_are_not_taken_for_one_another(tmp_path: Path) -> None:
    prompts = {"prompts": {"query": "prison ", "passage": "naloxone "}}
    model = open_model(make_model(tmp_path, TABLE, config_sentence_transformers=prompts))
    first = Reranker(model)
    first.rescored("jail", passages("prison", "naloxone"), scores(2, 1))
    after = first.rescored("prison", passages("jail", "naloxone"), scores(2, 1))
    alone = Reranker(model).rescored("prison", passages("jail", "naloxone"), scores(2, 1))
    assert after.tolist() == alone.tolist()


def test_vectors_that_were_not_used_for_longest_are_forgotten() -> None:
    vectors = Vectors(2)
    for key in (b"one", b"two"):
        vectors.put(key, np.ones(3, dtype=np.float32))
    assert vectors.get(b"one") is not None
    vectors.put(b"three", np.ones(3, dtype=np.float32))
    assert [key for key in (b"one", b"two", b"three") if vectors.get(key) is not None] == [b"one", b"three"]
    assert len(vectors) == 2


def test_depths_are_kept_of_so_many_answers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reranking, "REMEMBERED_QUESTIONS", 2)
    depths = Depths()
    for key in (b"one", b"two", b"three"):
        depths.put(key, 7)
    assert [depths.get(key, 50) for key in (b"one", b"two", b"three")] == [50, 7, 7]


def test_many_threads_get_the_same_answer(model: Model) -> None:
    reranker = Reranker(model, within=60)

    def ask(number: int) -> list[float]:
        words = ("prison", "naloxone")[number % 2]
        return reranker.rescored(words, TEXTS, scores(5, 4, 3, 2, 1)).tolist()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(64)))
    assert answers == [ask(number) for number in range(64)]


def test_passages_in_languages_that_the_model_was_not_made_for_stay_where_they_are(model: Model) -> None:
    shown = [passage("naloxone", "en-GB"), passage("prison", "fr"), passage("jail", "en")]
    new = Reranker(model, ["en"]).rescored("prison", shown, scores(3, 2, 1))
    assert np.isnan(new).tolist() == [False, True, False]
    assert new[2] > new[0]


@pytest.mark.parametrize(
    ("languages", "reader", "reads"),
    [
        ((), ("ru",), True),
        (("en",), ("en", "ru"), True),
        (("en",), ("en-GB",), True),
        (("en",), (), True),
        (("en",), ("ru", "en"), False),
    ],
)
def test_a_question_of_a_reader_in_another_language_is_left_alone(
    model: Model, languages: Sequence[str], reader: Sequence[str], reads: bool
) -> None:
    assert (Reranker(model, languages).asked(understand("prison policy"), reader) is not None) == reads


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("What about  the prison?", "What about the prison?"),
        ("prison policy year:2019", "prison policy"),
        ("prison policy -naloxone", "prison policy"),
    ],
)
def test_a_model_is_asked_the_words_without_fields_and_what_shall_not_occur(typed: str, asked: str) -> None:
    assert question(understand(typed)) == asked


def test_a_model_that_fails_leaves_the_order_alone_and_is_told_of_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    make_model(tmp_path, TABLE)
    write_network(tmp_path / "model.onnx", dict(list(TABLE.items())[:2]))
    reranker = Reranker(open_model(tmp_path))
    for _ in range(2):
        assert np.isnan(reranker.rescored("prison", passages("prison", "secret naloxone"), scores(2, 1))).all()
    (record,) = caplog.records
    assert record.getMessage().startswith("A search was not re-ranked. The model in ")
    assert "secret" not in record.getMessage()


def test_nothing_is_loaded_where_nothing_is_named() -> None:
    assert configured({}) is None
    assert configured({reranking.FOLDER: "  "}) is None


def test_what_the_environment_names_is_loaded_once_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    settings = {reranking.FOLDER: str(make_model(tmp_path, TABLE)), reranking.LANGUAGES: "en fr"}
    assert configured(settings) is configured(settings) is not None
    (record,) = caplog.records
    assert record.getMessage() == (
        f"Searches are re-ranked by the model in {tmp_path}: vectors of 3 numbers, 128 tokens of a passage, for en fr."
    )


@pytest.mark.parametrize("seconds", ["soon", "0", "-1", "nan", "inf", "61"])
def test_a_time_that_is_none_is_told(tmp_path: Path, seconds: str, caplog: pytest.LogCaptureFixture) -> None:
    settings = {reranking.FOLDER: str(make_model(tmp_path, TABLE)), reranking.SECONDS: seconds}
    assert configured(settings) is None
    assert "FIRSTHAND_RERANKING_SECONDS has to be a number above 0 and up to 60, such as 0.5." in caplog.text


SHELF = [
    entry("works/a/en", "Prison policy and the price of bread, in prison and about prison."),
    entry("works/b/en", "Policy of the jail and of every prison."),
    entry("works/c/en", "Naloxone policy; prison is not its matter."),
]
Opened = Callable[[Iterable[Entry]], Engine]


def order(engine: Engine, words: str, **more: object) -> list[str]:
    return [group.item for group in engine.search(Query(words, languages=("en",), **more)).groups]


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator has chosen a model that only knows what naloxone is."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    table = {STRANGER: (1, 0), "naloxone": (0.5, 1), "prison": (0.5, 1)}
    make_model(folder, table, pooling={"pooling_mode": "cls"})
    monkeypatch.setenv(reranking.FOLDER, str(folder))


def test_a_library_is_searched_without_a_model_unless_one_is_chosen(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(reranking.FOLDER, raising=False)
    assert order(opened(SHELF), "prison policy")[0] == "works/a"


def test_the_works_of_an_answer_stand_in_the_order_of_the_model(opened: Opened, chosen: None) -> None:
    shelf = [entry("works/d/en", "A policy for each prison."), *SHELF]
    assert set(order(opened(shelf), "prison policy")[:2]) == {"works/a", "works/c"}


def test_an_explanation_tells_what_the_model_has_changed(
    opened: Opened, chosen: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reasons(engine: Engine) -> dict[str, dict[str, float]]:
        groups = engine.search(Query("prison policy", languages=("en",), explain=True)).groups
        return {group.item: {reason.kind: reason.value for reason in group.hits[0].reasons} for group in groups}

    def told(engine: Engine) -> dict[str, float]:
        groups = engine.search(Query("prison policy", languages=("en",))).groups
        return {group.item: group.hits[0].score for group in groups}

    engine = opened(SHELF)
    monkeypatch.delenv(reranking.FOLDER)
    plain = opened(SHELF)
    before, after = told(plain), told(engine)
    changed = {item: after[item] - before[item] for item in before}
    assert any(abs(value) > 0.01 for value in changed.values())
    for item, kinds in reasons(engine).items():
        assert kinds.get("model", 0.0) == pytest.approx(changed[item], abs=0.006)
    assert all("model" not in kinds for kinds in reasons(plain).values())


def test_counts_are_the_same_with_a_model(opened: Opened, chosen: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with_model = opened(SHELF).search(Query("prison policy", languages=("en",)))
    monkeypatch.delenv(reranking.FOLDER)
    without = opened(SHELF).search(Query("prison policy", languages=("en",)))
    assert (with_model.items, with_model.passages, with_model.facets) == (
        without.items, without.passages, without.facets,
    )  # fmt: skip


@pytest.mark.parametrize("words", ["prison", '"prison policy"', "prison polic*"])
def test_a_single_word_and_what_has_to_stand_as_written_is_left_to_the_index(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str
) -> None:
    monkeypatch.delenv(reranking.FOLDER, raising=False)
    before = [group.hits[0].score for group in opened(SHELF).search(Query(words, languages=("en",))).groups]
    folder = tmp_path / "model"
    folder.mkdir()
    monkeypatch.setenv(reranking.FOLDER, str(make_model(folder, TABLE)))
    after = [group.hits[0].score for group in opened(SHELF).search(Query(words, languages=("en",))).groups]
    assert before == after


def test_pages_of_an_answer_hold_each_work_once(opened: Opened, chosen: None) -> None:
    shelf = [entry(f"works/{number}/en", f"Prison policy number {number}.") for number in range(120)]
    engine = opened(shelf)
    found = [item for page in range(1, 13) for item in order(engine, "prison policy", page=page)]
    assert len(found) == len(set(found)) == 120


def test_a_model_that_can_not_be_loaded_leaves_the_search_as_it_is(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(reranking.FOLDER, str(tmp_path / "nowhere"))
    assert order(opened(SHELF), "prison policy")[0] == "works/a"
    opened(SHELF)
    (record,) = caplog.records
    assert record.getMessage() == (
        f"Searches are not re-ranked. There is no folder {tmp_path / 'nowhere'}. Name the one with model.onnx and "
        "tokenizer.json."
    )
