"""A moment as people write it: in the zone in which it was set, and in UTC; and days as a length of time. It never
says how long it is until then, so that what is written stays true however late it is read.
"""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time, get_timezone_name
from msgspec import Struct

from firsthand.interface.language import Interface


class Moment(Struct, frozen=True):
    iso: str
    """In UTC, as HTML's `datetime` and every browser understand it: "2026-11-30T22:59:00Z"."""
    words: str
    """"30 November 2026, 23:59 (Central European Standard Time; 22:59 UTC)"."""


def read_moment(iso: str) -> datetime:
    """A moment of ISO 8601; in UTC where it says no offset. ValueError for what is none."""
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def write_moment(iso: str, zone: str, interface: Interface) -> Moment:
    """`zone` is of IANA, such as "Europe/Vienna"; where it is unknown, the offset of `iso` takes its place."""
    moment = read_moment(iso)
    place = _zone(zone)
    here, there = (moment.astimezone(place) if place else moment), moment.astimezone(UTC)
    if here.utcoffset() == there.utcoffset():
        return Moment(f"{there:%Y-%m-%dT%H:%M:%SZ}", f"{_day(here, interface)}, {_hour(here, interface)} UTC")
    name = get_timezone_name(here, locale=interface.locale) if place else f"{here:UTC%z}"
    utc = _hour(there, interface)
    if there.date() != here.date():
        utc = f"{_day(there, interface)}, {utc}"
    return Moment(
        f"{there:%Y-%m-%dT%H:%M:%SZ}", f"{_day(here, interface)}, {_hour(here, interface)} ({name}; {utc} UTC)"
    )


def write_days(count: int, interface: Interface) -> str:
    """ "30 days"."""
    return interface.ngettext("%(count)s day", "%(count)s days", count) % {"count": interface.number(count)}


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _day(moment: datetime, interface: Interface) -> str:
    return format_date(moment.date(), "long", locale=interface.locale)


def _hour(moment: datetime, interface: Interface) -> str:
    return format_time(moment.time(), "short", locale=interface.locale)
