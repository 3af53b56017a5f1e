"""Dates as people write them, in many languages, as ISO 8601. The names of months are CLDR's."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache

LANGUAGES = ("en", "fr", "es", "ru", "pt", "de", "it", "nl", "uk", "pl", "ro", "tr", "id", "sw", "ar", "el")
"""Those whose months are known by name, wide and as they stand alone."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_PLACE = r"(?:[^\W\d_][\w .'’-]{1,30}, )?(?:le |el |the )?"
_LABEL = (
    r"(?:(?:published|publication date|date|issued|publié|publié le|publicado|fecha|дата)\s*:?\s*(?:in |on |en |le )?)?"
)
_AFTER = r"(?:\s*(?:г|года|року|р)\.?)?\.?"


def find_date(text: str) -> str | None:
    """The date that a text is, all of it: "October 2021", "Geneva, 5 mai 2020", "март 2019 г.", "2021"; or None.

    >>> find_date("Ginebra, 5 de mayo de 2020")
    '2020-05-05'
    """
    text = " ".join(text.split()).strip(" .|–—-()[]")
    if not any(map(str.isdigit, text)):
        return None
    for pattern in _patterns():
        match = pattern.fullmatch(text)
        if match:
            return _iso(match.groupdict())
    return None


def _iso(parts: Mapping[str, str | None]) -> str | None:
    """As far as it is said: year, month or day; None for a day that no calendar has."""
    year, month, day = parts["year"], parts.get("month"), parts.get("day")
    if not month:
        return year
    try:
        found = dt.date(int(year or 0), _months()[month.lower()], int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else f"{found:%Y-%m}"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    month = "(?P<month>" + "|".join(sorted(map(re.escape, _months()), key=len, reverse=True)) + r")\.?"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|-го|\.)?"
    joint = r"(?:,? de[l]? |,? of |,? |/)"
    forms = (
        f"{_LABEL}{_PLACE}{day}{joint}{month}{joint}{_YEAR}{_AFTER}",
        f"{_LABEL}{_PLACE}{month} {day},? {_YEAR}",
        f"{_LABEL}{_PLACE}{month}{joint}{_YEAR}{_AFTER}",
        f"{_LABEL}{_YEAR}{_AFTER}",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


@cache
def _months() -> Mapping[str, int]:
    from babel import Locale

    names: dict[str, int] = {}
    for language in LANGUAGES:
        months = Locale(language).months
        for use in ("format", "stand-alone"):
            for number, name in months[use]["wide"].items():
                names.setdefault(name.lower(), number)
    return names
