"""The fields that a query can be narrowed by: their names in four languages, and what can stand in them.

Knows nothing of what a library holds.
"""

import re

from firsthand.search.letters import fold, normalise

_NAMES = {
    "title": "title titre título название заголовок",
    "by": "by author par auteur por autor autora автор",
    "year": "year année año год",
    "lang": "lang language langue idioma lengua язык",
    "place": "place country lieu pays lugar país место страна",
    "kind": "kind type tipo вид тип",
    "theme": "theme thème tema тема",
    "publisher": "publisher éditeur editorial издатель",
    "concept": "concept concepto понятие",
}
FIELDS = tuple(_NAMES)
"""Names that can stand before a colon."""
LISTS = frozenset({"lang", "place", "kind", "theme"})
"""Fields that may have several values, parted by commas."""

_FIELD_OF = {fold(normalise(name)): field for field, names in _NAMES.items() for name in names.split()}


def field_of(name: str) -> str | None:
    """The field that goes by a name, whatever its case and accents; None where none does.

    >>> field_of("Année"), field_of("http")
    ('year', None)
    """
    return _FIELD_OF.get(fold(normalise(name)))


def concept_id(value: str) -> str:
    """The id of a concept, also where it is written as people write words.

    >>> concept_id("Needle exchange")
    'needle-exchange'
    """
    return "-".join(value.lower().split())


_YEARS = re.compile(r"([<>])?\s*(\d{4})?\s*(?:(\.{2,3}|…|[-–—])\s*(\d{4})?)?")


def years(value: str) -> tuple[int, int] | None:
    """The first and last year of "2015", "2015..2020", "2015-2020", "..2020", ">2015"; None for anything else.

    >>> years("2015..2020"), years("..2020"), years("2015"), years("<2015"), years("soon")
    ((2015, 2020), (0, 2020), (2015, 2015), (0, 2014), None)
    """
    match = _YEARS.fullmatch(value.strip())
    if match is None or not (match[2] or match[4]) or (match[1] and (match[3] or not match[2])):
        return None
    first = int(match[2] or 0)
    if match[1]:
        return (first + 1, 9999) if match[1] == ">" else (0, first - 1)
    last = int(match[4] or 9999) if match[3] else first
    return (first, last) if first <= last else (last, first)
