"""Partial dates (ISO 8601): a year, a month or a day, kept as precisely as they are known and never more so."""

import calendar
import datetime as dt
import re

from firsthand.catalogue.malformed import MalformedError

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_REMEDY = "Write a year, a month or a day, such as “2021”, “2021-03” or “2021-03-26”."


def normalise(value: str | int | dt.date) -> str:
    """The date as "YYYY", "YYYY-MM" or "YYYY-MM-DD"; a real one of the Gregorian calendar. MalformedError otherwise.

    >>> normalise(" 2021-03 ")
    '2021-03'
    """
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    form = _FORM.fullmatch(text)
    if not form:
        raise MalformedError(f"“{text}” is not a date.", _REMEDY)
    year, month, day = (int(part) if part else 1 for part in form.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        raise MalformedError(f"“{text}” is not in the calendar.", _REMEDY) from None
    return text


def earliest(date: str) -> dt.date:
    """The first day that a normal partial date can mean."""
    year, month, day = _parts(date)
    return dt.date(year, month or 1, day or 1)


def latest(date: str) -> dt.date:
    """The last day that a normal partial date can mean."""
    year, month, day = _parts(date)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def before(date: str, other: str) -> bool:
    """Whether every day that `date` can mean lies before every day that `other` can mean."""
    return latest(date) < earliest(other)


def _parts(date: str) -> tuple[int, int | None, int | None]:
    parts = [int(part) for part in date.split("-")]
    return parts[0], parts[1] if len(parts) > 1 else None, parts[2] if len(parts) > 2 else None
