"""Who has signed the words in force: named signatories in groups or in one list, and the numbers of the others.

It decides what is told of whom, and in which order. It knows nothing of paper.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.records import Capacity, Display, Endorsement, Mandate, Party, Statement, Tally
from firsthand.catalogue.versions import stands
from firsthand.catalogue.vocabularies import PARTY_KINDS
from firsthand.interface.collation import key

PERSON, ORGANISATION = "person", "organisation"
CONTINENTS = ("002", "019", "142", "150", "009")
"""Regions of UN M49 in the order of their English names."""
WORLD, UNPLACED = places.WORLD, ""
"""In place of a region: where none is known, or none is to be told."""


class Signatory(Struct, frozen=True):
    """What may be told of a signer; what may not be told is empty."""

    name: str
    language: str
    """Of the name (BCP 47); empty where it is a signer's own and nobody has said."""
    kind: str
    """A key of `vocabularies.PARTY_KINDS`."""
    capacity: Capacity
    acronym: str = ""
    affiliation: str = ""
    """A person's organisation, for identification only."""
    place: str = ""
    """ISO 3166-1 alpha-2 or UN M49."""
    region: str = UNPLACED
    """UN M49: a continent, or the world for organisations that work in all of it."""
    mandate: Mandate | None = None
    date: str = ""
    words: str = ""
    """The language of the wording that was read."""
    version: int | None = None
    link: str = ""
    """Of a signer's own pages."""
    invented: bool = False
    stands: bool = True
    """It was signed under the words in force, or under such as differ from them in spelling only."""


def signatories(statement: Statement, parties: Mapping[str, Party], language: str) -> Iterator[Signatory]:
    """Everybody who signed by name, under whichever version. `language` is that in which parties are named."""
    for each in statement.endorsements:
        party = parties.get(each.party)
        named = each.display in (Display.FULL, Display.NAME) and not each.withdrawn
        if named and (party or each.signer):
            yield signatory(each, party, language, stands=stands(each, statement))


def signatory(each: Endorsement, party: Party | None, language: str, *, stands: bool = True) -> Signatory:
    """What may be told of somebody who signed by name, `party` being the record, where there is one."""
    full, wrote = each.display is Display.FULL, each.signer
    said = [text for text in party.names if text.language == language] + list(party.names) if party else []
    kind = party.kind if party else ORGANISATION if each.capacity is Capacity.ORGANISATION else PERSON
    place = (party.place if party else wrote.place if wrote else None) or ""
    affiliated = each.capacity is Capacity.AFFILIATED
    return Signatory(
        name=(said[0].value if said else party.slug) if party else wrote.name if wrote else "",
        language=said[0].language if said else "",
        kind=kind,
        capacity=Capacity.INDIVIDUAL if kind == PERSON and not (affiliated and full) else each.capacity,
        acronym=(party.acronym or "") if party else "",
        affiliation=(wrote.affiliation or "") if wrote and full and affiliated else "",
        place=place if full else "",
        region=_region(place, kind, party) if full else UNPLACED,
        mandate=each.mandate if full and kind != PERSON else None,
        date=(each.date or "") if full else "",
        words=(each.language or "") if full else "",
        version=each.version,
        link=(party.link or "") if party else "",
        invented=party.invented if party else False,
        stands=stands,
    )


def _region(place: str, kind: str, party: Party | None) -> str:
    if place and places.is_known(place):
        return places.region(place)
    return WORLD if party and kind != PERSON and not place else UNPLACED


def in_alphabet(found: Iterable[Signatory], language: str) -> list[Signatory]:
    """By name, in the alphabet of a reader; of the same name, by what else is told."""
    return sorted(found, key=lambda each: (key(each.name, language), each.affiliation, each.place, each.date))


def in_groups(found: Iterable[Signatory], language: str) -> Iterator[tuple[str, list[tuple[str, list[Signatory]]]]]:
    """Kind -> region -> names: those of the whole world first, those of no place last."""
    groups: dict[str, dict[str, list[Signatory]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        groups[each.kind][each.region].append(each)
    for kind in PARTY_KINDS:
        if regions := groups.get(kind):
            there = [region for region in (WORLD, *CONTINENTS, UNPLACED) if region in regions]
            yield kind, [(region, in_alphabet(regions[region], language)) for region in there]


def not_named(statement: Statement) -> tuple[tuple[str, int], ...]:
    """Place and number of those under the words in force who are counted and not named, by code; "" comes last."""
    counts: Counter[str] = Counter()
    for tally in statement.tallies:
        if tally_stands(tally, statement):
            counts[tally.place or UNPLACED] += tally.count
    return tuple(sorted(counts.items(), key=lambda pair: (pair[0] == UNPLACED, pair[0])))


def tally_stands(tally: Tally, statement: Statement) -> bool:
    return stands(Endorsement(version=tally.version), statement)
