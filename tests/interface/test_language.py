"""Dates, sizes, names and directions as people of each language write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.interface import Interface, autonym, direction, preferred


@pytest.mark.parametrize(
    ("language", "iso", "shown"),
    [
        ("en", "2021-03-04", "4 March 2021"),
        ("fr", "2021-03", "mars 2021"),
        ("es", "2021-03-04", "4 de marzo de 2021"),
        ("ru", "2021-03", "март 2021\u202fг."),
        ("ru", "2021", "2021"),
        ("en", "2021-13-40", "2021-13-40"),
        ("en", "about 1990", "about 1990"),
    ],
)
def test_dates_are_as_exact_as_the_record(language: str, iso: str, shown: str) -> None:
    assert Interface(language).date(iso).replace("\xa0", "\u202f") == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "1 kB"), (340_400, "340 kB"), (949_999, "950 kB"), (1_234_567, "1.2 MB"), (45_000_000, "45 MB")],
)
def test_sizes_are_in_the_unit_that_people_read(count: int, shown: str) -> None:
    assert Interface("en").size(count).replace("\xa0", " ") == shown


def test_names_come_from_cldr_and_unknown_tags_stay() -> None:
    french = Interface("fr")
    assert french.language_name("ru") == "russe"
    assert french.language_name("tpi") == "tok pisin"
    assert french.language_name("qqx") == "qqx"
    assert french.place_name("150") == "Europe"
    assert french.place_name("PT") == "Portugal"
    assert (autonym("ru"), autonym("ar"), autonym("qqx")) == ("Русский", "العربية", "qqx")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"),
        ("fa-AF", "rtl"),
        ("he", "rtl"),
        ("ku-Arab", "rtl"),
        ("az-Latn", "ltr"),
        ("en", "ltr"),
        ("x", "ltr"),
    ],
)
def test_direction_follows_the_script(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@given(st.text())
def test_any_accept_language_gives_an_offered_language(accept: str) -> None:
    assert preferred(accept, ("fr", "ru")) in ("fr", "ru")
