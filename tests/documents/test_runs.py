"""The laws of tidied runs."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.model import Run
from firsthand.documents.runs import settle, stack, tidy

TEXT = st.text(st.sampled_from("aé \n\t\u00a0\u00ad\x00e\u0301\u0323각\u200d"), max_size=6)
RUNS = st.lists(
    st.builds(Run, TEXT, strong=st.booleans(), emphasis=st.booleans(), language=st.sampled_from([None, "fr", "ru"])),
    max_size=8,
)


def joined(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


@given(RUNS)
def test_tidied_runs_keep_the_form_of_the_model(pieces: list[Run]) -> None:
    runs = tidy(pieces)
    text = joined(runs)
    assert all(run.text for run in runs)
    assert text == " ".join(text.split())
    assert unicodedata.is_normalized("NFC", text)
    assert not set(text) & {"\x00", "\u00ad"}
    assert tidy(runs) == runs


@given(RUNS)
def test_tidying_loses_no_letter(pieces: list[Run]) -> None:
    raw = "".join(piece.text for piece in pieces)
    expected = unicodedata.normalize("NFC", "".join(raw.replace("\u00ad", "").replace("\x00", "").split()))
    assert unicodedata.normalize("NFC", joined(tidy(pieces)).replace(" ", "")) == unicodedata.normalize("NFC", expected)


@given(RUNS)
def test_neighbours_always_differ(pieces: list[Run]) -> None:
    runs = tidy(pieces)
    for one, other in pairwise(runs):
        assert (one.strong, one.emphasis, one.language) != (other.strong, other.emphasis, other.language)


@given(st.lists(RUNS.map(tidy), max_size=5))
def test_stacked_paragraphs_are_parted_by_single_newlines(paragraphs: list[tuple[Run, ...]]) -> None:
    assert joined(stack(paragraphs)).split("\n") == [joined(one) for one in paragraphs if one] or not any(paragraphs)


@given(RUNS.map(tidy), st.sampled_from([None, "fr", "ru"]))
def test_settling_moves_languages_and_no_words(runs: tuple[Run, ...], outer: str | None) -> None:
    settled, own = settle(runs, outer)
    assert joined(settled) == joined(runs)
    assert own != outer or own is None
    assert all(run.language != (own or outer) or run.language is None for run in settled)


def test_a_space_that_is_bold_by_the_way_is_no_run() -> None:
    pieces = [Run("a", emphasis=True), Run(" ", strong=True), Run("b")]
    assert tidy(pieces) == (Run("a ", emphasis=True), Run("b"))


def test_an_accent_in_a_run_of_its_own_joins_its_letter() -> None:
    assert tidy([Run("e"), Run("\u0301t", strong=True)]) == (Run("é"), Run("t", strong=True))
