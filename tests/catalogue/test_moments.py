"""Moments: what a person writes becomes one instant in one zone, or is refused with what to do."""

import datetime as dt

import pytest

from firsthand.catalogue import moments
from firsthand.catalogue.malformed import MalformedError


@pytest.mark.parametrize(
    ("value", "zone", "ends", "meant"),
    [
        ("2026-11-30", "Europe/Vienna", True, "2026-11-30T23:59:59+01:00"),
        ("2026-07-01", "Europe/Vienna", False, "2026-07-01T00:00:00+02:00"),
        ("2026-11-30T18:00", "Asia/Kathmandu", True, "2026-11-30T18:00:00+05:45"),
        ("2026-11-30 18:00:00+01:00", "Europe/Vienna", True, "2026-11-30T18:00:00+01:00"),
        ("2026-11-30T18:00Z", "UTC", True, "2026-11-30T18:00:00+00:00"),
        (dt.date(2026, 11, 30), "Africa/Nairobi", True, "2026-11-30T23:59:59+03:00"),
        (dt.datetime.fromisoformat("2026-11-30T09:30"), "Africa/Nairobi", True, "2026-11-30T09:30:00+03:00"),
        ("2026-10-25T02:30+01:00", "Europe/Vienna", False, "2026-10-25T02:30:00+01:00"),
    ],
)
def test_a_moment_is_one_instant_of_its_zone(value: str | dt.date, zone: str, ends: bool, meant: str) -> None:
    assert moments.normalise(value, zone, ends=ends) == meant
    assert moments.normalise(meant, zone) == meant


@pytest.mark.parametrize(
    ("value", "zone", "said"),
    [
        ("2026-11-30T18:00+02:00", "Europe/Vienna", "the offset from UTC is then [+]01:00"),
        ("2026-10-25T02:30", "Europe/Vienna", "Clocks"),
        ("2026-03-29T02:30", "Europe/Vienna", "Clocks"),
        ("soon", "Europe/Vienna", "not a moment"),
        ("0001-01-01", "Europe/Vienna", "year of our time"),
        ("2026-11-30", "Europe/Viena", "not the name of a time zone"),
    ],
)
def test_what_is_no_moment_or_two_of_them_is_refused(value: str, zone: str, said: str) -> None:
    with pytest.raises(MalformedError, match=said) as caught:
        moments.normalise(value, zone)
    assert caught.value.remedy


def test_moments_are_compared_across_zones() -> None:
    assert moments.later("2026-11-30T18:00:00+01:00", "2026-11-30T17:30:00+01:00")
    assert not moments.later("2026-11-30T18:00:00+05:00", "2026-11-30T15:00:00+01:00")
