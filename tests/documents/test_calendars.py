"""Dates as people write them."""

import datetime as dt

import pytest
from babel import dates
from hypothesis import given
from hypothesis import strategies as st

from firsthand.documents.calendars import LANGUAGES, find_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("October 2021", "2021-10"),
        ("24 September 2019", "2019-09-24"),
        ("March 4, 2021", "2021-03-04"),
        ("New York, 24 September 2019", "2019-09-24"),
        ("Published: May 2019", "2019-05"),
        ("Genève, le 1er mai 2020", "2020-05-01"),
        ("Ginebra, 5 de mayo de 2020", "2020-05-05"),
        ("septiembre de 2022", "2022-09"),
        ("5 марта 2019 года", "2019-03-05"),
        ("март 2019 г.", "2019-03"),
        ("2021", "2021"),
        ("Дата: 2018 г.", "2018"),
    ],
)
def test_a_text_that_is_a_date(text: str, date: str) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "1–3 October 2019",
        "2021 report",
        "Page 2020",
        "in 2019 and 2020",
        "A/HRC/2021",
        "Mayday",
        "31 February 2019",
        "",
        "1821",
        "12345",
    ],
)
def test_a_text_that_is_none(text: str) -> None:
    assert find_date(text) is None


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), language=st.sampled_from(LANGUAGES))
def test_every_date_that_cldr_writes_is_read_again(day: dt.date, language: str) -> None:
    assert find_date(dates.format_date(day, "d MMMM y", locale=language)) == day.isoformat()
