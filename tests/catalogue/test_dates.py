"""Partial dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.catalogue import dates
from firsthand.catalogue.malformed import MalformedError

DAYS = st.dates(min_value=dt.date(1000, 1, 1)).map(dt.date.isoformat)
PARTIAL = st.builds(lambda day, length: day[:length], DAYS, st.sampled_from([4, 7, 10]))


@given(PARTIAL)
def test_a_real_date_is_kept_as_it_is(date: str) -> None:
    assert dates.normalise(date) == date
    assert dates.earliest(date) <= dates.latest(date)


@given(PARTIAL, PARTIAL)
def test_of_two_dates_at_most_one_is_before_the_other(one: str, other: str) -> None:
    assert not (dates.before(one, other) and dates.before(other, one))
    assert not dates.before(one, one)


@given(PARTIAL)
def test_a_less_precise_date_is_neither_before_nor_after_the_days_it_can_mean(date: str) -> None:
    assert not dates.before(date[:4], date)
    assert not dates.before(date, date[:4])


@given(st.text())
def test_whatever_is_written_is_a_date_or_malformed(text: str) -> None:
    try:
        normal = dates.normalise(text)
    except MalformedError as error:
        said = f"{error} {error.remedy}"
    else:
        said = f"“{normal}”."
    assert said.endswith(".")
    assert text.strip() in said


def test_months_end_where_the_calendar_says() -> None:
    assert dates.latest("2024-02") == dt.date(2024, 2, 29)
    assert dates.latest("2023") == dt.date(2023, 12, 31)
    assert dates.before("2021-02", "2021-03-01")


@pytest.mark.parametrize(
    "wrong", ["2021-13", "2021-02-29", "21", "2021/03", "March 2021", "", "0000", "2021-3", "٢٠٢١"]
)
def test_what_is_not_in_the_calendar_is_malformed(wrong: str) -> None:
    with pytest.raises(MalformedError):
        dates.normalise(wrong)


def test_numbers_and_dates_of_toml_are_taken() -> None:
    assert dates.normalise(2021) == "2021"
    assert dates.normalise(dt.date(2021, 3, 5)) == "2021-03-05"
    assert dates.normalise(dt.datetime(2021, 3, 5, 1, tzinfo=dt.UTC)) == "2021-03-05"
