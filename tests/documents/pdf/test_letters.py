"""Single words: ligatures, soft hyphens, symbols."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.pdf import letters


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
