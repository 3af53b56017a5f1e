"""Who has signed a statement: names by kind and region in the reader's alphabet, and honest numbers of the others.

Whatever is shown adds up to the number above it. It knows nothing of how a signature came here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from firsthand.catalogue import places
from firsthand.catalogue.records import Endorsement, Mandate, Party, Tally
from firsthand.exports.letters.signatories import UNPLACED, Signatory, in_groups, signatory
from firsthand.interface import Interface
from firsthand.interface.collation import key
from firsthand.interface.labels import N_, PARTIES
from firsthand.interface.said import Said

MANY = 100
"""With more names than this, regions are folded up until a reader opens them."""

MANDATES = {
    Mandate.BOARD: N_("decided by its board"),
    Mandate.SECRETARIAT: N_("signed by its secretariat"),
    Mandate.UNCONFIRMED: N_("mandate not confirmed"),
}


class Signer(Struct, frozen=True):
    name: Said
    """Its language is empty where a signer has written the name without one."""
    acronym: str | None
    affiliation: str | None
    place: str
    date: str
    mandate: str
    link: str | None
    invented: bool


class Region(Struct, frozen=True):
    label: str
    signers: tuple[Signer, ...]


class Signers(Struct, frozen=True):
    """Those of one kind."""

    kind: str
    label: str
    count: int
    affiliated: bool
    """Some are people whose organisation is named for identification only."""
    regions: tuple[Region, ...]


class Unnamed(Struct, frozen=True):
    """Signers of one region who are counted and not named."""

    label: str
    count: int


class Signatures(Struct, frozen=True):
    total: int
    sum: str
    """What the total is made of, in words: "312 organisations and networks, 188 people by name, 41 not named"."""
    groups: tuple[Signers, ...]
    unnamed: tuple[Unnamed, ...]
    not_named: int
    invented: bool
    """Some of the signers were made up for a demonstration."""
    folded: bool


def make_signatures(
    endorsements: Sequence[Endorsement], tallies: Iterable[Tally], parties: Mapping[str, Party], interface: Interface
) -> Signatures:
    groups, unnamed = group_signers(endorsements, parties, interface), _unnamed(tallies, interface)
    not_named = sum(each.count for each in unnamed)
    people = sum(group.count for group in groups if group.kind == "person")
    named = sum(group.count for group in groups)
    return Signatures(
        total=named + not_named,
        sum=_sum(named - people, people, not_named, interface),
        groups=groups,
        unnamed=unnamed,
        not_named=not_named,
        invented=any(signer.invented for group in groups for region in group.regions for signer in region.signers),
        folded=named > MANY,
    )


def _sum(organisations: int, people: int, not_named: int, interface: Interface) -> str:
    parts: list[tuple[str, int]] = []
    if organisations:
        parts.append(
            (interface.ngettext("%(count)s organisation", "%(count)s organisations", organisations), organisations)
        )
    if people:
        parts.append((interface.ngettext("%(count)s person by name", "%(count)s people by name", people), people))
    if not_named:
        asked = interface.ngettext(
            "%(count)s person who asked not to be named", "%(count)s people who asked not to be named", not_named
        )
        parts.append((asked, not_named))
    return interface.join([words % {"count": interface.number(count)} for words, count in parts])


def group_signers(
    endorsements: Iterable[Endorsement], parties: Mapping[str, Party], interface: Interface
) -> tuple[Signers, ...]:
    """By kind of party, then by region, then by name; those of the whole world come first, those of no place last.

    An endorsement whose party is not known is left out.
    """
    pairs = ((each, parties.get(each.party)) for each in endorsements)
    found = [signatory(each, party, interface.language) for each, party in pairs if party or each.signer]
    affiliated = {each.kind for each in found if each.affiliation}
    return tuple(
        Signers(
            kind,
            interface.gettext(PARTIES[kind]),
            sum(len(there) for _, there in regions),
            kind in affiliated,
            tuple(
                Region(_label(region, interface), tuple(_signer(each, interface) for each in there))
                for region, there in regions
            ),
        )
        for kind, regions in in_groups(found, interface.language)
    )


def _label(region: str, interface: Interface) -> str:
    if region == places.WORLD:
        return interface.gettext("International")
    return interface.place_name(region) if region else interface.gettext("Place not stated")


def _signer(found: Signatory, interface: Interface) -> Signer:
    mandate = MANDATES.get(found.mandate) if found.mandate else None
    return Signer(
        name=Said(found.name, found.language),
        acronym=found.acronym or None,
        affiliation=found.affiliation or None,
        place=interface.place_name(found.place) if found.place else "",
        date=interface.date(found.date) if found.date else "",
        mandate=interface.gettext(mandate) if mandate else "",
        link=found.link or None,
        invented=found.invented,
    )


def _unnamed(tallies: Iterable[Tally], interface: Interface) -> tuple[Unnamed, ...]:
    """By place, in the alphabet of the reader; those of whom no place is told come last."""
    counts: dict[str | None, int] = defaultdict(int)
    for tally in tallies:
        counts[tally.place] += tally.count
    somewhere = [Unnamed(interface.place_name(place), count) for place, count in counts.items() if place]
    somewhere.sort(key=lambda each: key(each.label, interface.language))
    nowhere = [Unnamed(_label(UNPLACED, interface), counts[None])] if counts.get(None) else []
    return (*somewhere, *nowhere)
