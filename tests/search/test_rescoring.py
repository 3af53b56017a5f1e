"""Passages that are alike lend one another their scores."""

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.search.rescoring import READ, SHARE, smoothed

WORDS = ("naloxone", "prison", "policy", "needle", "court", "clinic", "россия", "вред", "the", "of", "3", "a")
PASSAGES = st.lists(
    st.tuples(
        st.floats(0, 100, allow_nan=False),
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    ),
    max_size=40,
)


def scores(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=np.float64)


def test_a_passage_among_good_ones_rises_above_a_lonely_one() -> None:
    tokens = [
        "naloxone saves lives when an overdose happens",
        "peers carry naloxone against overdose at home",
        "the price of a bus to town",
        "overdose prevention with naloxone by peers",
    ]
    new = smoothed(scores(10, 9, 5, 4.9), tokens)
    assert new[3] > new[2]


def test_it_is_a_weighted_mean_of_the_score_and_of_those_of_the_neighbours() -> None:
    # Three passages of two tokens; the first and second share one, the first and third another.
    # All tokens but one's own are in two of three passages: the likeness of both pairs is the same by symmetry.
    tokens = ["x y", "x p", "y q"]
    assert smoothed(scores(1, 4, 6), tokens) == pytest.approx(
        [(1 - SHARE) * 1 + SHARE * 5, (1 - SHARE) * 4 + SHARE * 1, (1 - SHARE) * 6 + SHARE * 1]
    )


def test_copies_say_nothing_of_one_another() -> None:
    alone = "methadone is given daily at the clinic"
    other = "courts sentence people for possession"
    assert smoothed(scores(9, 1, 5), [alone, alone, other]) == pytest.approx([9, 1, 5])


def test_passages_in_different_languages_keep_their_scores() -> None:
    tokens = ["снижение вреда работает", "harm reduction works", "la réduction des risques"]
    assert smoothed(scores(3, 2, 1), tokens) == pytest.approx([3, 2, 1])


def test_words_that_all_passages_have_make_none_alike() -> None:
    common = "of the and in to a is for on with that it as by from"
    tokens = [f"{common} {mark}" for mark in ("naloxone prison", "court judge", "clinic nurse", "court law")]
    new = smoothed(scores(8, 4, 2, 1), tokens)
    courts = (1 - SHARE) * 4 + SHARE * 1, (1 - SHARE) * 1 + SHARE * 4
    assert new == pytest.approx([8, courts[0], 2, courts[1]])


def test_only_so_many_neighbours_are_asked() -> None:
    near = [f"naloxone kits peers training{number} city{number}" for number in range(10)]
    far = [f"naloxone report{number} annual{number} budget{number} staff{number}" for number in range(30)]
    first = "naloxone kits peers training lifesaving"
    given_scores = scores(20, *[10] * 10, *[0] * 30)
    new = smoothed(given_scores, [first, *near, *far])
    assert new[0] == pytest.approx((1 - SHARE) * 20 + SHARE * 10)


def test_a_passage_with_by_far_the_best_score_stays_first() -> None:
    tokens = [f"naloxone peers{number % 7} kits{number % 5} city{number}" for number in range(100)]
    given_scores = scores(60, *np.linspace(25, 10, 99))
    assert smoothed(given_scores, tokens).argmax() == 0


def test_words_are_the_same_with_capitals_and_beside_signs() -> None:
    plain = ["naloxone kits", "peers carry naloxone", "bus to town"]
    signs = ["Naloxone, kits!", "(peers) carry: NALOXONE.", "bus to town"]
    assert smoothed(scores(9, 4, 5), signs) == pytest.approx(smoothed(scores(9, 4, 5), plain))
    assert smoothed(scores(9, 4, 5), plain)[1] > 4


@pytest.mark.parametrize(
    "texts",
    [
        ["Налоксон спасает", "люди носят налоксон", "автобус в город"],
        ["薬物政策の改革", "各国の薬物政策", "東京のバス"],
        ["ยาเสพติดในเรือนจำ", "กฎหมายยาเสพติด", "รถบัส"],
    ],
)
def test_passages_of_any_script_are_alike(texts: list[str]) -> None:
    new = smoothed(scores(9, 4, 5), texts)
    assert new[1] > 4
    assert new[2] == 5


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    filler = "x " * READ
    assert smoothed(scores(9, 4, 5), ["naloxone", f"{filler} naloxone", "bus"])[1] == 4


@given(PASSAGES)
def test_new_scores_stay_within_the_old_ones(passages: list[tuple[float, str]]) -> None:
    old = scores(*(score for score, _ in passages))
    new = smoothed(old, [tokens for _, tokens in passages])
    assert new.shape == old.shape
    assert np.isfinite(new).all()
    if len(old):
        # Likeness has the precision of single floats.
        assert new.min() >= old.min() - 1e-4
        assert new.max() <= old.max() + 1e-4


@given(PASSAGES, st.randoms(use_true_random=False))
def test_the_order_of_the_passages_does_not_matter(passages: list[tuple[float, str]], random: Random) -> None:
    order = list(range(len(passages)))
    random.shuffle(order)
    straight = smoothed(scores(*(score for score, _ in passages)), [tokens for _, tokens in passages])
    mixed = smoothed(scores(*(passages[at][0] for at in order)), [passages[at][1] for at in order])
    assert mixed == pytest.approx(straight[order] if order else mixed, abs=1e-3)


@pytest.mark.parametrize(("count", "tokens"), list(product((0, 1, 2, 5), ("", "naloxone"))))
def test_few_or_empty_passages_keep_their_scores(count: int, tokens: str) -> None:
    old = scores(*range(count, 0, -1))
    assert smoothed(old, [tokens] * count) == pytest.approx(old)
