"""Lists in the alphabet of their reader."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.interface.collation import key


def in_order(names: list[str], language: str) -> list[str]:
    return sorted(names, key=lambda name: key(name, language))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Able|able group|Ably|Åland|Édouard|Eel|naïve|Nobody|Zebra"),
        ("fr", "cote|coté|côte|côté|Élan|Émile|étude|œil|Œuvre|ou"),
        ("fr-CA", "cote|côte|coté|côté"),
        ("es", "Nación|Nube|Ñandú|Oasis"),
        ("ru", "Единство|Елена|Ёлка|Еще|Ещё|Жизнь|Иван|Йога|Эхо|Яна|Anna|Zoe"),
        ("uk", "Гора|Ґрунт|Дім|Єва|Жито|Ївга|Йосип|Київ"),
        ("de", "Öl|Omen|Ost|Straße|Strasse 2"),
        ("sv", "Zorn|Ål|Ärlig|Öga"),
        ("da", "Zebra|Ære|Øre|Aalborg|Århus"),
        ("cs", "cesta|čaj|dům|hora|chata|Igor"),
        ("hu", "cukor|csak|dal|dzsem|ember"),
        ("pl", "lato|łąka|zebra|źle|żaba"),
        ("tr", "Hal|Irmak|İzmir|Jale|oda|öde"),
        ("vi", "an|ăn|ặn|ân|ban"),
        ("ar", "أمل|بيت|تين|حق|نور|هدى|وعد|يد"),
        ("fa", "نان|وفا|هنر|یار"),
        ("el", "Άλφα|Βήτα|Ωμέγα|Alpha"),
        ("th", "กา|เก|ขา|แม"),
        ("zh", "北京|广州|上海|中国"),
        ("ja", "あい|カキ|がく|さくら|亜|Alpha"),
        ("ko", "가나|각|나라|다리|Alpha"),
    ],
)
def test_names_stand_as_the_alphabet_of_the_reader_has_them(language: str, names: str) -> None:
    right = names.split("|")
    assert in_order(right[::-1], language) == right


def test_the_readers_own_script_comes_first() -> None:
    names = ["Anna", "Борис", "Χρήστος", "أمل", "北京"]
    assert in_order(names, "ru")[0] == "Борис"
    assert in_order(names, "ar")[0] == "أمل"
    assert in_order(names, "zh")[0] == "北京"
    assert in_order(names, "en") == in_order(names[::-1], "en")
    assert in_order(names, "en")[0] == "Anna"


def test_words_are_parted_by_white_space_and_dashes_and_other_signs_are_passed_over() -> None:
    right = ["New Harbour", "“New-House”", "Newark", "(Newer)"]
    assert in_order(right[::-1], "en") == right


def test_numbers_stand_by_their_value_whatever_their_digits() -> None:
    right = ["Ward 2", "Ward ٣", "Ward 007", "Ward 10", "Ward A"]
    assert in_order(right[::-1], "en") == right
    assert key("9" * 6_000, "en") < key("1" + "0" * 6_000, "en")


@pytest.mark.parametrize("language", ["und", "x", "", "not a tag", "zz-Zzzz"])
def test_a_language_that_nobody_knows_has_an_order_too(language: str) -> None:
    assert in_order(["b", "é", "a", "ж"], language) == ["a", "b", "é", "ж"]


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(["en", "fr-CA", "hu", "vi", "tr", "ja", "ar", "th"]))
def test_only_the_same_text_is_equal_and_how_it_was_typed_makes_no_difference(
    one: str, two: str, language: str
) -> None:
    composed = [" ".join(unicodedata.normalize("NFC", text).split()) for text in (one, two)]
    assert (key(one, language) == key(two, language)) == (composed[0] == composed[1])
    assert key(unicodedata.normalize("NFD", one), language) == key(one, language)
