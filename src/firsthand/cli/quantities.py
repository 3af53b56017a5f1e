"""Sizes, spans of time and days as people write them on a command line: 4GB, 90m, 2y, 2028-12-31."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import click

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_DAYS = {"d": 1, "w": 7, "y": 365.25}


class Size(click.ParamType[Any]):
    """Bytes, with decimal units.

    >>> Size().convert("1.5GB", None, None)
    1500000000
    """

    name = "SIZE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?)\s*([kmgt]?)(?:i?b)?", value.strip().lower())
        if found is None:
            self.fail(f"“{value}” is not a size. Write it like 500MB or 4GB.", param, ctx)
        return int(float(found[1]) * _UNITS[found[2]])


class Span(click.ParamType[Any]):
    """Seconds.

    >>> Span().convert("90m", None, None)
    5400.0
    """

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)\s*([smhdw])", value.strip().lower())
        if found is None:
            self.fail(f"“{value}” is not a span of time. Write it like 30m, 2h or 1d.", param, ctx)
        return float(found[1]) * _SECONDS[found[2]]


class Day(click.ParamType[Any]):
    """A moment to come: a span from now on (90d, 2y) or the beginning of a day (2028-12-31), in UTC."""

    name = "WHEN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        now = datetime.now(UTC).replace(microsecond=0)
        try:
            if found := re.fullmatch(r"(\d{1,5})\s*([dwy])", value.strip().lower()):
                moment = now + timedelta(days=int(found[1]) * _DAYS[found[2]])
            else:
                moment = datetime.combine(date.fromisoformat(value.strip()), datetime.min.time(), UTC)
        except (ValueError, OverflowError):
            self.fail(f"“{value}” is neither a span such as 2y nor a day such as 2028-12-31.", param, ctx)
        if moment <= now:
            self.fail(f"“{value}” is over already.", param, ctx)
        return moment.replace(microsecond=0)
