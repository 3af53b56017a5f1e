"""Which signatures resemble one another, or a party of the library, and how: for people to judge, never decided here.

Names are compared only within blocks of those that share a key (a word's sound, their looks, their letters but one,
initials, an address), so that ten thousand of them take seconds; `firsthand.endorsing.lettering` makes the keys.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import combinations
from urllib.parse import urlsplit

from msgspec import Struct

from firsthand.catalogue.records import Capacity, Party
from firsthand.endorsing.bursts import PROVIDERS
from firsthand.endorsing.entries import STANDING, Entry, Identity, State
from firsthand.endorsing.lettering import domain_of, initials, mailbox_of, mixed, seen, spoken

NEAR = 88.0
"""Per cent of likeness (rapidfuzz's ratio over sorted words) from which two names are shown as near one another."""

CROWD = 48
"""A block of more than so many says nothing of any two of them: a word such as “network”. It is not looked through."""

MOST = 8
"""How many others are named for an entry in each way of being alike."""

SHORTEST = 5
"""Letters; shorter names are compared as a whole only."""

_ARTICLES = """
a and de del der di die du des e el et for fur i in la las le les los na o of on po que qui s that the u ta und v who
with y
"""
_SMALL = frozenset(word for article in _ARTICLES.split() for word in spoken(article))
"""Words that give no letter to an abbreviation, as they sound."""


class Likeness(StrEnum):
    """How two are alike, the gravest first."""

    IMPERSONATION = "impersonation"
    """The name of a party, or of an organisation that is confirmed, and no address of its own domain."""
    LOOKS = "looks"
    """Other letters that look the same."""
    ADDRESS = "address"
    NAME = "name"
    """The same words, whatever their order, accents or alphabet."""
    ACRONYM = "acronym"
    NEAR = "near"
    """Nearly the same letters."""
    PARTY = "party"
    """The name of a party, and an address of its own domain: it may well be that party."""


class Alike(Struct, frozen=True):
    """What an entry is like."""

    how: Likeness
    other: str
    """Id of an entry, or slug of a party."""
    is_party: bool = False


class Being(Struct, frozen=True):
    """Somebody with names: one who signs, or a party."""

    id: str
    names: tuple[str, ...]
    organisation: bool
    is_party: bool = False
    domain: str = ""
    """Of its address, or of its site."""
    mailbox: str = ""
    stands: bool = False
    """It is certain who this is: a party of the library, or a confirmed signer."""


def resemblances(
    entries: Iterable[Entry], people: Mapping[str, Identity], parties: Iterable[Party] = ()
) -> dict[str, tuple[Alike, ...]]:
    """What each entry is like, gravest first; entries that are like nothing, or whose names are forgotten, are missing.

    Refused and withdrawn ones are not compared, nor are parties with one another.
    """
    out = (State.REFUSED, State.WITHDRAWN)
    beings = [_signer(entry, people[entry.id]) for entry in entries if entry.id in people and entry.state not in out]
    beings += [_party(party) for party in parties]
    alike: dict[str, set[Alike]] = defaultdict(set)
    for first, second, how in _pairs(beings):
        for one, other in ((first, second), (second, first)):
            if not one.is_party:
                alike[one.id].add(Alike(_graver(one, other, how), other.id, is_party=other.is_party))
    return {id_: _foremost(found) for id_, found in alike.items()}


def is_of(domain: str, site: str) -> bool:
    """Whether a mail domain belongs to a site: it is the same, or lies below it. What lies above belongs to others.

    >>> is_of("mail.inpud.net", "inpud.net"), is_of("hosting.example", "inpud.hosting.example")
    (True, False)
    """
    if not domain or not site or "." not in domain or "." not in site:
        return False
    return domain == site or domain.endswith(f".{site}")


def site_of(link: str | None) -> str:
    """The host of a party's link, without “www.”; empty where there is none."""
    if not link:
        return ""
    try:
        host = urlsplit(link).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.").casefold().rstrip(".")


def _signer(entry: Entry, identity: Identity) -> Being:
    return Being(
        entry.id, (identity.name,), entry.capacity is Capacity.ORGANISATION, domain=domain_of(identity.email),
        mailbox=mailbox_of(identity.email), stands=entry.state in STANDING,
    )  # fmt: skip


def _party(party: Party) -> Being:
    names = (*(text.value for text in party.names), *((party.acronym,) if party.acronym else ()))
    own = site_of(party.link)
    if any(is_of(own, provider) for provider in PROVIDERS):
        own = ""  # everybody can have an address there
    return Being(
        party.slug, tuple(dict.fromkeys(names)), party.kind != "person", is_party=True, domain=own, stands=True
    )


def _pairs(beings: list[Being]) -> Iterator[tuple[Being, Being, Likeness]]:
    """Those of each block, with what they have in common; a pair may come more than once."""
    yield from _sharing(beings, lambda being: [being.mailbox] if being.mailbox else [], Likeness.ADDRESS)
    yield from _sharing(beings, lambda being: {_sorted(name) for name in being.names} - {""}, Likeness.NAME)
    for first, second, how in _sharing(
        beings, lambda being: {seen(name) for name in being.names} - {""}, Likeness.LOOKS
    ):
        same = {_sorted(name) for name in first.names} & {_sorted(name) for name in second.names}
        if not same or any(map(mixed, (*first.names, *second.names))):
            yield first, second, how
    yield from _abbreviated(beings)
    yield from _near(beings)


def _sharing(
    beings: list[Being], keys: Callable[[Being], Iterable[str]], how: Likeness
) -> Iterator[tuple[Being, Being, Likeness]]:
    """All that share a key are alike; of a crowd each with its neighbours alone, which is enough to find them all."""
    for block in _blocks(beings, keys).values():
        pairs = combinations(block, 2) if len(block) <= CROWD else zip(block, [*block[1:], block[0]], strict=True)
        for first, second in pairs:
            if not (first.is_party and second.is_party):
                yield first, second, how


def _abbreviated(beings: list[Being]) -> Iterator[tuple[Being, Being, Likeness]]:
    """Organisations one of which is called by the first letters of the other one's name."""
    short, long = defaultdict(list), defaultdict(list)
    for being in (being for being in beings if being.organisation):
        for words in map(spoken, being.names):
            if len(words) == 1 and 3 <= len(words[0]) <= 10:
                short[words[0]].append(being)
            elif len(words) >= 3:
                for letters in {initials(words), initials(words, small=_SMALL)}:
                    long["".join(spoken(letters))].append(being)
    for letters in short.keys() & long.keys():
        for first in short[letters][:CROWD]:
            for second in long[letters][:CROWD]:
                if first is not second and not (first.is_party and second.is_party):
                    yield first, second, Likeness.ACRONYM


def _near(beings: list[Being]) -> Iterator[tuple[Being, Being, Likeness]]:
    """Those whose names have nearly the same letters, among those that share a word, or all letters but one."""
    from rapidfuzz import fuzz

    done: set[tuple[str, bool, str, bool]] = set()
    for block in _blocks(beings, _near_keys).values():
        if not 2 <= len(block) <= CROWD:
            continue
        for first, second in combinations(block, 2):
            key = (first.id, first.is_party, second.id, second.is_party)
            if key in done or (first.is_party and second.is_party):
                continue
            done.add(key)
            if any(
                fuzz.ratio(one, other, score_cutoff=NEAR)
                for one in _orders(first)
                for other in _orders(second)
                if min(len(one), len(other)) >= SHORTEST
            ):
                yield first, second, Likeness.NEAR


def _near_keys(being: Being) -> set[str]:
    """Each word by its beginning with the name's length, and the whole name without one letter each."""
    keys: set[str] = set()
    for name in being.names:
        length = sum(map(len, spoken(name))) // 6
        keys.update(f"{word[:6]}…{length + step}" for word in spoken(name) if len(word) > 3 for step in (0, 1))
    for whole in {order.replace(" ", "") for order in _orders(being)}:
        if SHORTEST <= len(whole) <= 32:
            keys.add(whole)
            keys.update(whole[:at] + whole[at + 1 :] for at in range(len(whole)))
    return keys


def _orders(being: Being) -> set[str]:
    """Its names in their own order, and in that of the alphabet: a slip in a first letter changes the second."""
    return {order for name in being.names for order in (" ".join(spoken(name)), _sorted(name))}


def _blocks(beings: list[Being], keys: Callable[[Being], Iterable[str]]) -> dict[str, list[Being]]:
    blocks: dict[str, list[Being]] = defaultdict(list)
    for being in beings:
        for key in keys(being):
            blocks[key].append(being)
    return {key: block for key, block in blocks.items() if len(block) > 1}


def _sorted(name: str) -> str:
    return " ".join(sorted(spoken(name)))


def _graver(one: Being, other: Being, how: Likeness) -> Likeness:
    """What likeness to somebody who is known means for `one`: the same party, or somebody who passes for it."""
    if how is Likeness.ADDRESS or not other.stands or not (other.is_party or other.organisation):
        return how
    if not other.domain:
        return how  # nobody knows which address would be theirs
    if is_of(one.domain, other.domain):
        return Likeness.PARTY if other.is_party else how
    return Likeness.IMPERSONATION


_GRAVITY = {how: number for number, how in enumerate(Likeness)}


def _foremost(found: set[Alike]) -> tuple[Alike, ...]:
    """Each other one once, in the gravest way, and not more than `MOST` of a way."""
    gravest: dict[tuple[str, bool], Alike] = {}
    for alike in sorted(found, key=lambda alike: (_GRAVITY[alike.how], not alike.is_party, alike.other)):
        gravest.setdefault((alike.other, alike.is_party), alike)
    counts: dict[Likeness, int] = defaultdict(int)
    kept = []
    for alike in gravest.values():
        counts[alike.how] += 1
        if counts[alike.how] <= MOST:
            kept.append(alike)
    return tuple(kept)
