"""Moments: an instant of time with the offset from UTC at which it was written down, and the time zone that it means.

ISO 8601 with an offset, as RFC 3339 has it; zones are those of the IANA database.
"""

import datetime as dt
import re
from functools import lru_cache

from firsthand.catalogue.malformed import MalformedError

_REMEDY = "Write a day, or a day and a time, such as “2026-11-30” or “2026-11-30T18:00”."


def check_zone(name: str) -> str:
    """The name itself; MalformedError unless the IANA database has it.

    >>> check_zone("Europe/Vienna")
    'Europe/Vienna'
    """
    if name not in _zones():
        from difflib import get_close_matches

        near = get_close_matches(name, _zones(), n=1, cutoff=0.6)
        remedy = f"Did you mean “{near[0]}”?" if near else "Write it as in “Europe/Vienna” or “Asia/Bangkok”."
        raise MalformedError(f"“{name}” is not the name of a time zone.", remedy)
    return name


def normalise(value: str | dt.date, zone: str, *, ends: bool = False) -> str:
    """A moment in a zone, to the second and with its offset. MalformedError where there is none, or more than one.

    A day alone means its first second, or its last one where something `ends`. A time without an offset is one of the
    zone; one with an offset has to be that of the zone on this day.

    >>> normalise("2026-11-30", "Europe/Vienna", ends=True)
    '2026-11-30T23:59:59+01:00'
    """
    from zoneinfo import ZoneInfo

    moment, here = _parsed(value, ends=ends), ZoneInfo(check_zone(zone))
    if moment.tzinfo is None:
        first, second = (moment.replace(tzinfo=here, fold=fold) for fold in (0, 1))
        if first.utcoffset() != second.utcoffset():
            message = f"Clocks in “{zone}” are changed at “{moment.isoformat()}”, so that this is not one moment."
            raise MalformedError(message, "Write the offset too, such as “2026-10-25T02:30:00+01:00”.")
        return first.isoformat(timespec="seconds")
    meant = moment.astimezone(here)
    if meant.utcoffset() != moment.utcoffset():
        message = (
            f"In “{zone}” the offset from UTC is then {meant.isoformat()[-6:]}, and “{moment.isoformat()}” is said."
        )
        raise MalformedError(message, f"Write “{meant.isoformat(timespec='seconds')}” if that moment is meant.")
    return moment.isoformat(timespec="seconds")


def _parsed(value: str | dt.date, *, ends: bool) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
    except ValueError:
        raise MalformedError(f"“{value}” is not a moment.", _REMEDY) from None
    alone = not re.search("[T ]", value.strip()) if isinstance(value, str) else not isinstance(value, dt.datetime)
    if not isinstance(found, dt.datetime):
        found = dt.datetime.combine(found, dt.time())
    found = found.replace(hour=23, minute=59, second=59) if alone and ends else found
    if not 1900 < found.year < 9000:  # so that no zone leads out of the calendar
        raise MalformedError(f"“{value}” is not in a year of our time.", _REMEDY)
    return found.replace(microsecond=0)


def later(moment: str, other: str) -> bool:
    """Whether a normal moment is after another one."""
    return dt.datetime.fromisoformat(moment) > dt.datetime.fromisoformat(other)


@lru_cache(1)
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones

    return frozenset(available_timezones())
