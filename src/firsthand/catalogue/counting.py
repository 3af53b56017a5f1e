"""How many people are counted without being named, told so that no number leads to one of them. It knows no names.

What a careful enemy can do, and why it doesn't help. Somebody who keeps every release and knows some of the signatures
adds and subtracts published numbers. So every number is a multiple of the smallest group: whatever is added up or taken
away, within one release or between any two, is such a multiple too, and never says that one person has come, gone or
been left over. Somebody who signs and withdraws to see when a number moves would find out how many others there are;
so the number of people from which on a country is told begins a little higher than the smallest group, at a place that
only the network's secret knows. What is left over below a country is counted under its region, and below that without
a place: no more than `smallest` - 1 signers of a wording are missing in the sum.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.records import Display, Tally

ANYWHERE = ""
"""In place of a place: nothing is said of it."""

_OTHERS = -1
"""A version that no statement has: that of statements without any."""


class Counted(Struct, frozen=True):
    """A confirmed signature that is counted and not named, without anything that tells whose it is."""

    display: Display
    """COUNTRY or WITHHELD."""
    place: str | None = None
    """ISO 3166-1 alpha-2 or UN M49."""
    version: int | None = None


def tally(counted: Iterable[Counted], smallest: int, secret: bytes = b"") -> tuple[Tally, ...]:
    """The numbers that may be told, by version, then by place; those without a place last.

    Every number is a multiple of `smallest` (`Door.smallest_group`; 1 tells everything) and stands for signers of its
    own: their sum never exceeds the truth, and falls short of it by less than `smallest` for each version. A number
    changes by `smallest` at least, and falls with the first withdrawal that takes it below the truth. The order of
    `counted` tells nothing.

    `secret` moves the thresholds of countries and regions, the same way each time; give the same one for all releases
    of a statement, and another for another statement. ValueError if an entry is one that is shown by name.

    >>> tally([Counted(Display.COUNTRY, "KE", 1)] * 7, 5)
    (Tally(count=5, place='KE', version=1),)
    >>> tally([Counted(Display.COUNTRY, "KE", 1)] * 4 + [Counted(Display.COUNTRY, "UG", 1)] * 3, 5)
    (Tally(count=5, place='002', version=1),)
    """
    if smallest < 1:
        raise ValueError(smallest)
    groups: dict[int, Counter[str]] = {}
    for one in counted:
        version = _OTHERS if one.version is None else one.version
        groups.setdefault(version, Counter())[_place(one)] += 1
    told = []
    for version in sorted(groups):
        told += [
            Tally(count, place or None, None if version == _OTHERS else version)
            for place, count in _told(groups[version], smallest, secret)
        ]
    return tuple(told)


def _place(one: Counted) -> str:
    if one.display is Display.WITHHELD:
        return ANYWHERE
    if one.display is not Display.COUNTRY:
        raise ValueError(one.display)
    return one.place if one.place and one.place != places.WORLD and places.is_known(one.place) else ANYWHERE


def _told(people: Counter[str], smallest: int, secret: bytes) -> list[tuple[str, int]]:
    """Countries first, then regions with what is left of their countries, then what is left of all."""
    regions: Counter[str] = Counter()
    anywhere = people[ANYWHERE]
    found = []
    for place in sorted(place for place in people if place):
        if place in places.REGIONS:
            regions[places.region(place)] += people[place]
            continue
        count = _rounded(people[place] - _later(place, smallest, secret), smallest)
        found.append((place, count))
        around = places.region(place)
        if around == places.WORLD:
            anywhere += people[place] - count
        else:
            regions[around] += people[place] - count
    for place in sorted(regions):
        count = _rounded(regions[place] - _later(place, smallest, secret), smallest)
        found.append((place, count))
        anywhere += regions[place] - count
    found.append((ANYWHERE, _rounded(anywhere, smallest)))
    return [(place, count) for place, count in found if count]


def _rounded(count: int, smallest: int) -> int:
    return max(0, count // smallest * smallest)


def _later(place: str, smallest: int, secret: bytes) -> int:
    """By how many people the thresholds of a place are moved: 0 to `smallest` - 1."""
    if not secret:
        return 0
    mark = hashlib.blake2b(place.encode(), key=secret[:64], person=b"fh counting").digest()
    return int.from_bytes(mark, "big") % smallest
