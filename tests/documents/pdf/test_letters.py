"""Single words: ligatures, soft hyphens, symbols, Arabic turned around."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.pdf import arabic, letters


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("ef\ufb01cient", "efficient"),
        ("o\ufb03ce", "office"),
        ("ca\u0301fe", "cáfe"),
        ("a\u00adb", "ab"),
        ("\uf0b7", "•"),
        ("\ufedf\ufe8e", "لا"),
        ("organi\u0002", "organi\u00ad"),
    ],
)
def test_a_word_is_cleaned(drawn: str, read: str) -> None:
    assert letters.clean(drawn) == read


def test_the_letters_of_a_lam_alef_that_word_turned_around_are_put_right() -> None:
    drawn, origins = "اإلنتاجية", [90.0, 80, 80, 70, 60, 50, 40, 30, 20]
    assert arabic.put_in_order(drawn, origins) == "الإنتاجية"


def test_a_lam_alef_that_is_right_stays_right() -> None:
    assert arabic.put_in_order("الإصلاح", [90.0, 80, 80, 70, 60, 60, 50]) == "الإصلاح"


def test_alef_and_lam_of_their_own_glyphs_stay_in_order() -> None:
    assert arabic.put_in_order("الكتاب", [60.0, 50, 40, 30, 20, 10]) == "الكتاب"


def test_a_word_left_in_the_order_of_drawing_is_turned_around() -> None:
    assert arabic.put_in_order("ءايحلأا", [10.0, 20, 30, 40, 50, 50, 60]) == "الأحياء"


@pytest.mark.parametrize("word", ["\ue001", "a\ufffd", "\x01", "\U000f0000"])
def test_private_and_broken_characters_are_unknown(word: str) -> None:
    assert letters.is_unknown(word)


@pytest.mark.parametrize("word", ["word", "слово", "كلمة", "字", "•", "e.g.", "№"])
def test_ordinary_characters_are_known(word: str) -> None:
    assert not letters.is_unknown(word)


@given(st.text(min_size=1))
def test_cleaning_gives_composed_text(text: str) -> None:
    cleaned = letters.clean(text)
    assert unicodedata.is_normalized("NFC", cleaned.rstrip("\u00ad"))
    assert "\u00ad" not in cleaned[:-1]
