"""Many signatures on one day that have something in common: a campaign, a conference, or somebody with a script.

It says only that they are there. What they have in common leads to people, and is for the coordinators' eyes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from firsthand.endorsing.entries import Entry, Identity, State
from firsthand.endorsing.lettering import domain_of, spoken

FEWEST = {"country": 12, "domain": 6, "affiliation": 6, "note": 4}
"""From so many on a day on, something in common is a burst."""

TIMES = 4
"""And a country or domain is one only where it is so many times as common on this day as on all others together."""

_MAIL = """
aol.com bk.ru fastmail.com free.fr gmail.com gmx.de gmx.net googlemail.com hotmail.com hotmail.fr icloud.com inbox.ru
laposte.net list.ru live.com mail.com mail.ru me.com msn.com orange.fr outlook.com pm.me proton.me protonmail.com qq.com
rambler.ru riseup.net t-online.de tuta.io tutanota.com ukr.net web.de wp.pl yahoo.co.uk yahoo.com yahoo.es yahoo.fr
yandex.ru ya.ru zoho.com
"""
PROVIDERS = frozenset(_MAIL.split())
"""Domains of mail for everybody: to share one says nothing."""


class Common(StrEnum):
    COUNTRY = "country"
    DOMAIN = "domain"
    AFFILIATION = "affiliation"
    NOTE = "note"


class Burst(Struct, frozen=True):
    """So many of a day with the same country, domain, affiliation or wording of the note."""

    what: Common
    day: str
    value: str
    """The country's code, the domain; the first entry's own words of an affiliation; nothing of a note."""
    entries: tuple[str, ...]
    """Ids, in the order in which they came to the desk."""


def bursts(entries: Iterable[Entry], people: Mapping[str, Identity]) -> tuple[Burst, ...]:
    """Every burst, by day; those of notes and affiliations before domains and countries."""
    gathered: dict[tuple[Common, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    days: Counter[str] = Counter()
    words: dict[tuple[Common, str], str] = {}
    for entry in entries:
        if entry.state is State.REFUSED:
            continue
        days[entry.day] += 1
        for what, key, value in _common(entry, people.get(entry.id)):
            gathered[what, key][entry.day].append(entry.id)
            words.setdefault((what, key), value)
    found = [
        Burst(what, day, words[what, key], tuple(ids))
        for (what, key), by_day in gathered.items()
        for day, ids in by_day.items()
        if len(ids) >= FEWEST[what] and _is_unusual(what, day, by_day, days)
    ]
    order = (Common.NOTE, Common.AFFILIATION, Common.DOMAIN, Common.COUNTRY)
    return tuple(sorted(found, key=lambda burst: (burst.day, order.index(burst.what), burst.entries)))


def _common(entry: Entry, identity: Identity | None) -> Iterable[tuple[Common, str, str]]:
    if entry.place:
        yield Common.COUNTRY, entry.place, entry.place
    if identity is None:
        return
    domain = domain_of(identity.email)
    if domain and domain not in PROVIDERS:
        yield Common.DOMAIN, domain, domain
    if affiliation := " ".join(sorted(spoken(identity.affiliation))):
        yield Common.AFFILIATION, affiliation, identity.affiliation
    note = spoken(identity.note)
    if len(note) >= 4:
        yield Common.NOTE, " ".join(note[:40]), ""


def _is_unusual(what: Common, day: str, by_day: Mapping[str, list[str]], days: Counter[str]) -> bool:
    """Many from a large country on a busy day are no burst; many from one that hardly ever signs are."""
    if what in (Common.NOTE, Common.AFFILIATION):
        return True
    others = days.total() - days[day]
    if others < days[day] / 4 or others < 10:
        # Nothing to compare with: most of what came on this day would have to have it in common.
        return len(by_day[day]) * 2 > days[day]
    elsewhere = sum(len(ids) for other, ids in by_day.items() if other != day)
    return len(by_day[day]) / days[day] >= TIMES * max(elsewhere, 1) / others
