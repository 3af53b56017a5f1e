"""The fold: one byte a character, and every position leads back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.wording.fold import fold, spelling, strip


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Drug USER", "drug user"),
        ("drug\u00a0user", "drug user"),
        ("drug-user", "drug user"),
        ("drug \r\n\t user", "drug user"),
        ("toxico\u00admane", "toxicomane"),
        ("toxi\u200bcomane", "toxicomane"),
        ("l’héroïnomane", "l'heroinomane"),
        (unicodedata.normalize("NFD", "l’héroïnomane"), "l'heroinomane"),
        ("HÉROÏNOMANE", "heroinomane"),
    ],
)
def test_spellings_of_one_word_are_one(text: str, folded: str) -> None:
    assert fold(text).data == folded.encode("ascii")


@pytest.mark.parametrize(("one", "other"), [("Ёлка", "елка"), ("нapкoмaн", "наркоман"), ("Й", "й"), ("и\u0306", "й")])
def test_russian_letters_that_look_alike_are_one(one: str, other: str) -> None:
    assert fold(one).data == fold(other).data


def test_punctuation_is_no_space() -> None:
    assert fold("drug. Abuse; drug, abuse").data == b"drug. abuse. drug. abuse"


def test_markup_is_nothing_or_one_character() -> None:
    folded = fold("dr<b>ug</b> ab&shy;use<p>x", [(2, 5, ""), (7, 11, ""), (14, 19, ""), (22, 25, ".")])
    assert folded.data == b"drug abuse.x"
    assert folded.span(5, 10) == (12, 22)


@given(st.text(alphabet=st.sampled_from("aB é\u0301\u00ad\u200b \t\n\x01\x00ёЙ-’жab中𝒳"), max_size=60))
def test_every_byte_leads_back_to_its_character(text: str) -> None:
    folded = fold(text)
    at = 0
    for place in range(len(folded.data)):
        start, end = folded.span(place, place + 1)
        assert at <= start < end <= len(text)
        at = end
        if chr(folded.data[place]).isascii() and chr(folded.data[place]).isalpha():
            assert fold(text[start]).data == folded.data[place : place + 1]


@given(st.text(max_size=40))
def test_any_text_folds_to_no_more_bytes_than_it_has_characters(text: str) -> None:
    assert len(fold(text).data) <= len(text)


def test_spelling_is_exact_where_the_fold_is_not() -> None:
    assert spelling("Abusé") != spelling("abuse")
    assert spelling("Drug-\nUser’s") == "drug user's"
    assert spelling("нapкoмaн", cyrillic=True) == "наркоман"
    assert spelling("сор") != spelling("cop")
    assert strip("ёйé") == "еиe"
