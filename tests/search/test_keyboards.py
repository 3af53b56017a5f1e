"""The same keys, read on another layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.search import keyboards
from firsthand.search.keyboards import readings


def read(text: str, source: str, target: str) -> str | None:
    return dict(readings(text)).get((source, target))


@pytest.mark.parametrize(
    ("typed", "source", "target", "meant"),
    [
        ("Yfhrjnbrb", "qwerty", "ru", "наркотики"),
        ("ytn ndjz", "qwerty", "ru", "нет твоя"),
        (",tp k.,db", "qwerty", "ru", "без любви"),
        ("irjlb", "qwerty", "uk", "шкоди"),
        ("narkvtika", "qwerty", "el", "ναρκωτικα"),
        ("akuo", "qwerty", "he", "שלום"),
        ("hglo]vhj", "qwerty", "ar", "المخدرات"),
        ("s;b", "qwerty", "ar", "سكلا"),
        ("тфдщчщту", "ru", "qwerty", "naloxone"),
        ("ыукштпгу", "ru", "azerty", "seringue"),
        ("שלום", "he", "qwerty", "akuo"),
        ("لا", "ar", "qwerty", "b"),
    ],
)
def test_the_same_keys_say_it_on_another_layout(typed: str, source: str, target: str, meant: str) -> None:
    assert read(typed, source, target) == meant


def test_every_layout_has_a_sign_for_every_key() -> None:
    keys = keyboards._KEYS
    for layout in (*keyboards.LATIN.values(), *keyboards._OTHERS.values()):
        assert [len(row) for row in layout.split(" ")] == [len(row) for row in keys.split(" ")]
        letters = [sign for sign in layout if sign.isalpha()]
        assert len(letters) == len(set(letters))


@given(st.text("абвгдежзийклмнопрстуфхцчшщыьэюя", min_size=1, max_size=12))
def test_what_was_typed_blindly_is_read_back(word: str) -> None:
    typed = read(word, "ru", "qwerty")
    assert typed is not None
    if any(map(str.isalpha, typed)):
        assert read(typed, "qwerty", "ru") == word


@pytest.mark.parametrize("text", ["", "123", "減害", "наркотики減"])
def test_what_is_on_no_key_has_no_reading(text: str) -> None:
    assert list(readings(text)) == []
